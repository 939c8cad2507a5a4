import assert from 'node:assert/strict'
import type { Order } from '@naru/gateways'
import { approved, foundPaid, type Scene } from '../scene.ts'
import { story, type Story } from '../story.ts'

const ways = ['pulled'] as const

/** PGs that sell in a page of their own: no return tells anything, their order books do. */
export const pulledStories: readonly Story[] = [
  story('ordered at the PG, found in its books', ways, async (scene) => {
    const order = await through(scene, 'approve')
    const { approval, cancelledMinor } = foundPaid(await scene.inquire({ order, memory: {} }))
    assert.deepEqual(
      [approval.pgOrderId, approval.amount, approval.state, cancelledMinor],
      [order.pgOrderId, order.amount, 'PAID', 0],
    )
    assert.equal((await scene.book(order)).approvedMinor, order.amount.minor)
  }),

  story('buyer closes', ways, async (scene) => {
    const order = await through(scene, 'close')
    const books = await scene.inquire({ order, memory: {} })
    assert.ok(books !== undefined && books.kind !== 'approved', JSON.stringify(books))
    assert.equal((await scene.book(order)).approvedMinor, 0)
  }),

  story('foreign order in the return', ways, async (scene) => {
    const [mine, foreign] = [await through(scene, 'close'), await through(scene, 'approve')]
    const { approval } = foundPaid(await scene.inquire({ order: foreign, memory: {} }))
    const answer = await scene.gateway.approve?.(scene.context, {
      order: mine,
      proof: { orderId: approval.pgTxId },
      memory: {},
      idempotencyKey: mine.transactionId,
    })
    const isMine = answer?.kind === 'approved' && answer.pgOrderId === mine.pgOrderId
    assert.ok(!isMine, `a foreign order is taken for ours: ${JSON.stringify(answer)}`)
  }),

  story('cancel whole', ways, async (scene) => {
    const order = await through(scene, 'approve')
    const { approval } = foundPaid(await scene.inquire({ order, memory: {} }))
    const reading = { kind: 'unreadable', reason: 'nothing came back' } as const
    const taken = { order, approval, answer: approved(approval), memory: {}, reading, request: undefined }
    const answer = await scene.cancel(scene.cancelCall(taken, order.amount.minor))
    assert.ok(answer.kind === 'approved' || answer.kind === 'pending', JSON.stringify(answer))
    assert.equal((await scene.book(order)).balanceMinor, 0)
  }),
]

async function through(scene: Scene, decision: string): Promise<Order> {
  const order = scene.order()
  assert.equal(scene.gateway.checkOrder?.(scene.cell.module.code, order), undefined)
  const { handOff } = await scene.bench.begin(order)
  await scene.bench.send(handOff, scene.choice({ payMethod: order.payMethod, decision }))
  return order
}
