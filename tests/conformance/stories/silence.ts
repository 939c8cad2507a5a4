import assert from 'node:assert/strict'
import type { Order } from '@naru/gateways'
import type { Visit } from '../../setup/pg-bench.ts'
import type { Scene } from '../scene.ts'
import { isPaidLater, story, type Story } from '../story.ts'
import { approve, faulty } from './window.ts'

const ways = ['window'] as const

/** Calls whose answer is lost: money is never taken twice, and nothing that was taken is written off. */
export const silenceStories: readonly Story[] = [
  ...(['silent-before', 'silent-after', 'http-500-after', 'malformed-after'] as const).map((fault) =>
    story(
      fault === 'silent-before' ? 'timeout before effect' : `timeout after effect (${fault})`,
      ways,
      (scene) => lost(scene, fault),
    ),
  ),

  story('net-cancel', ways, async (scene) => {
    const { gateway } = scene
    if (gateway.netCancel === undefined) return 'the PG has no net-cancel'
    const order = scene.order()
    const visit = await faulty(scene, order, 'approve', 'silent-after')
    assert.ok(visit, 'the simulator cannot show silence')
    assert.equal((await approve(scene, order, visit)).kind, 'silent')
    const call = callOf(order, visit)
    assert.equal((await gateway.netCancel(scene.context, call)).kind, 'approved')
    await gateway.netCancel(scene.context, call)
    assert.equal((await scene.book(order)).balanceMinor, 0)
    const books = await scene.inquire({ order, memory: visit.memory })
    if (books?.kind === 'approved') assert.equal(books.cancelledMinor, order.amount.minor)
  }),

  ...(['silent-before', 'silent-after', 'http-500-after'] as const).map((fault) =>
    story(
      `cancel ${fault === 'silent-before' ? 'timeout before effect' : `timeout after effect (${fault})`}`,
      ['money'],
      async (scene) => {
        const taken = await scene.take()
        const { order } = taken
        await scene.bench.fault('cancel', fault)
        const call = scene.cancelCall(taken, order.amount.minor)
        const first = await scene.cancel(call)
        assert.ok(first.kind === 'silent' || first.kind === 'pending', JSON.stringify(first))
        // As the platform does: repeat where that is safe, otherwise ask for this very cancel.
        const settled =
          scene.gateway.cancelIsIdempotent === true
            ? await scene.cancel(call)
            : await scene.gateway.inquireCancel?.(scene.context, call)
        const { cancelledMinor } = await scene.book(order)
        if (settled?.kind === 'approved') assert.equal(cancelledMinor, order.amount.minor)
        if (settled?.kind === 'declined') assert.equal(cancelledMinor, 0)
        assert.ok(cancelledMinor <= order.amount.minor)
      },
    ),
  ),
]

async function lost(scene: Scene, fault: string): Promise<string | void> {
  const order = scene.order()
  const visit = await faulty(scene, order, 'approve', fault)
  if (visit === undefined) return 'the simulator cannot show this'
  const captured = scene.cell.module.capturesInWindow === true
  const first = await approve(scene, order, visit)
  if (captured && first.kind === 'approved') return 'the PG takes the money in its window'
  assert.ok(first.kind === 'silent' || first.kind === 'pending', JSON.stringify(first))
  await assertSettles(scene, order, visit)
}

/** What the platform does next, and that its end is the books' end. */
async function assertSettles(scene: Scene, order: Order, visit: Visit): Promise<void> {
  const { gateway } = scene
  const total = isPaidLater(scene) ? 0 : order.amount.minor
  if (gateway.approveIsIdempotent === true) {
    const again = await approve(scene, order, visit)
    assert.equal((await scene.book(order)).approvedMinor, total)
    if (again.kind === 'approved') return
    // A PG that refuses the repeat without harm (Toss Pay): its books tell.
    assert.ok(again.kind === 'silent' || again.kind === 'pending', JSON.stringify(again))
  }
  const undone = await gateway.netCancel?.(scene.context, callOf(order, visit))
  if (undone?.kind === 'approved') {
    assert.equal((await scene.book(order)).balanceMinor, 0)
    return
  }
  const books = await scene.inquire({ order, memory: visit.memory })
  const { approvedMinor } = await scene.book(order)
  if (books?.kind === 'approved') assert.equal(approvedMinor, total)
  if (books?.kind === 'not-approved' && books.final) assert.equal(approvedMinor, 0)
}

function callOf(order: Order, { reading, memory }: Visit) {
  assert.ok(reading.kind === 'authenticated', JSON.stringify(reading))
  return { order, proof: reading.proof, memory, idempotencyKey: order.transactionId }
}
