import assert from 'node:assert/strict'
import type { ApproveAnswer, Order, Purse } from '@naru/gateways'
import { approved, type Scene } from '../scene.ts'
import { story, type Story } from '../story.ts'

const ways = ['purse'] as const

/** Purses of the buyer: points by account and password, prepaid money by a PIN that was checked in the window. */
export const purseStories: readonly Story[] = [
  story('purse: balance', ways, async (scene) => {
    if (kindOf(scene) !== 'BENEPIA') return 'the window shows the member what he has'
    const purse = await open(scene)
    const before = await balanceOf(scene, purse)
    const order = scene.order()
    approved(await pay(scene, order, purse))
    assert.equal(before - (await balanceOf(scene, purse)), order.amount.minor)
  }),

  story('purse: pay', ways, async (scene) => {
    const order = scene.order()
    const approval = approved(await pay(scene, order, await open(scene)))
    assert.deepEqual(
      [approval.pgOrderId, approval.amount, approval.state, approval.method.type],
      [order.pgOrderId, order.amount, 'PAID', 'EASY_PAY'],
    )
    assert.equal((await scene.book(order)).approvedMinor, order.amount.minor)
  }),

  story('purse: given back', ways, async (scene) => {
    const order = scene.order()
    const approval = approved(await pay(scene, order, await open(scene)))
    const reading = { kind: 'unreadable', reason: 'there was no window' } as const
    const memory = approval.memory ?? {}
    const one = { order, approval, answer: approval, memory, reading, request: undefined }
    const answer = await scene.cancel(scene.cancelCall(one, order.amount.minor))
    assert.equal(answer.kind, 'approved', JSON.stringify(answer))
    assert.equal((await scene.book(order)).balanceMinor, 0)
  }),

  story('purse: more than there is', ways, async (scene) => {
    const order = scene.order({ amount: { minor: 5_000_000, currency: 'KRW' } })
    assert.equal((await pay(scene, order, await open(scene))).kind, 'declined')
    assert.equal((await scene.book(order)).approvedMinor, 0)
  }),

  story('purse: what does not open it', ways, async (scene) => {
    const order = scene.order()
    const answer = await pay(scene, order, wrong(await open(scene)))
    assert.equal(answer.kind, 'declined', JSON.stringify(answer))
    assert.equal((await scene.book(order)).approvedMinor, 0)
  }),

  story('purse: a PIN check pays once', ways, async (scene) => {
    if (kindOf(scene) !== 'QUICKPAY_MONEY') return 'the purse has a password'
    const purse = await open(scene)
    const [order, other] = [scene.order(), scene.order()]
    approved(await pay(scene, order, purse))
    assert.equal((await pay(scene, other, purse)).kind, 'declined')
    assert.equal((await scene.book(other)).approvedMinor, 0)
  }),

  ...(['silent-before', 'silent-after'] as const).map((fault) =>
    story(`purse timeout ${fault === 'silent-before' ? 'before' : 'after'} effect`, ways, async (scene) => {
      const order = scene.order()
      const purse = await open(scene)
      await scene.bench.fault('approve', fault)
      const lost = await pay(scene, order, purse)
      assert.ok(lost.kind === 'silent' || lost.kind === 'pending', JSON.stringify(lost))
      const { approvedMinor } = await scene.book(order)
      assert.equal(approvedMinor, fault === 'silent-before' ? 0 : order.amount.minor)
      // What opens the purse is not kept, so nobody repeats it: the books decide, or nobody does.
      const books = await scene.inquire({ order, memory: {} })
      if (books?.kind === 'approved') assert.ok(approvedMinor > 0)
      if (books?.kind === 'not-approved' && books.final) assert.equal(approvedMinor, 0)
    }),
  ),
]

function kindOf({ cell }: Scene): Purse['kind'] {
  assert.ok(cell.ability.kind === 'purse')
  return cell.ability.purse
}

/** What opens a purse of the cell's kind: the simulators know one password, and a PIN is checked in the window. */
async function open(scene: Scene): Promise<Purse> {
  if (kindOf(scene) === 'BENEPIA')
    return { kind: 'BENEPIA', userId: `user-${crypto.randomUUID()}`, password: '1111', memberCompany: 'S1' }
  const check = scene.billingOrder()
  assert.equal((await scene.bench.register(check, scene.choice())).kind, 'issued')
  return { kind: 'QUICKPAY_MONEY', memberId: 'member-1', pinCheckId: check.pgIssueId }
}

function wrong(purse: Purse): Purse {
  return purse.kind === 'BENEPIA'
    ? { ...purse, password: '9999' }
    : { ...purse, pinCheckId: crypto.randomUUID() }
}

async function balanceOf(scene: Scene, purse: Purse): Promise<number> {
  const answer = await scene.gateway.readPurse?.(scene.context, purse)
  assert.ok(answer?.kind === 'balance', JSON.stringify(answer))
  return answer.minor
}

async function pay(scene: Scene, order: Order, purse: Purse): Promise<ApproveAnswer> {
  const answer = await scene.gateway.payFromPurse?.(scene.context, {
    order,
    purse,
    idempotencyKey: order.transactionId,
  })
  assert.ok(answer, 'the connector takes nothing from purses')
  return answer
}
