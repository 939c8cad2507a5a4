import assert from 'node:assert/strict'
import type { CardCredential, Order } from '@naru/gateways'
import { approved, goodCard, poorCard, type Scene } from '../scene.ts'
import { story, type Story } from '../story.ts'

const ways = ['key-in'] as const

/** Payments by card number over the API (수기 결제). */
export const keyInStories: readonly Story[] = [
  story('key-in', ways, async (scene) => {
    const order = scene.order({ payMethod: 'CARD' })
    const approval = approved(await pay(scene, order, goodCard))
    assert.deepEqual(
      [approval.pgOrderId, approval.amount, approval.state],
      [order.pgOrderId, order.amount, 'PAID'],
    )
    assert.equal(approval.method.type, 'CARD')
    assert.ok(!approval.raw.includes(goodCard.number), 'the card number stands in the log')
    assert.equal((await scene.book(order)).approvedMinor, order.amount.minor)
  }),

  story('key-in declined', ways, async (scene) => {
    const order = scene.order({ payMethod: 'CARD' })
    assert.equal((await pay(scene, order, poorCard)).kind, 'declined')
    assert.equal((await scene.book(order)).approvedMinor, 0)
  }),

  ...(['silent-before', 'silent-after'] as const).map((fault) =>
    story(`key-in timeout ${fault === 'silent-before' ? 'before' : 'after'} effect`, ways, async (scene) => {
      const order = scene.order({ payMethod: 'CARD' })
      await scene.bench.fault('approve', fault)
      const lost = await pay(scene, order, goodCard)
      assert.ok(lost.kind === 'silent' || lost.kind === 'pending', JSON.stringify(lost))
      const { approvedMinor } = await scene.book(order)
      assert.equal(approvedMinor, fault === 'silent-before' ? 0 : order.amount.minor)
      const books = await scene.inquire({ order, memory: {} })
      if (books?.kind === 'approved') assert.ok(approvedMinor > 0)
      if (books?.kind === 'not-approved' && books.final) assert.equal(approvedMinor, 0)
    }),
  ),
]

async function pay(scene: Scene, order: Order, card: CardCredential) {
  const answer = await scene.gateway.payByCard?.(scene.context, {
    order,
    card,
    idempotencyKey: order.transactionId,
  })
  assert.ok(answer, 'the connector takes no card numbers')
  return answer
}
