import assert from 'node:assert/strict'
import type { ApproveAnswer, BillingOrder, IssueAnswer, JsonObject, Order } from '@naru/gateways'
import type { Visit } from '../../setup/pg-bench.ts'
import { approved, poorCard, type Scene } from '../scene.ts'
import { story, type Story } from '../story.ts'
import { approve } from './window.ts'

const ways = ['issue-and-pay'] as const

/**
 * A key and its first payment out of one window. The platform keeps both or neither, so the connector must leave neither
 * the key nor the money in doubt.
 */
export const issueAndPayStories: readonly Story[] = [
  story('issue and pay', ways, async (scene) => {
    const order = orderOf(scene)
    const right = await taken(scene, order)
    assert.equal((await scene.book(order)).approvedMinor, order.amount.minor)
    // What came with the payment is a key: it can be charged without the buyer.
    const next = orderOf(scene, 'later')
    approved(await charge(scene, right, next))
    assert.equal((await scene.book(next)).approvedMinor, next.amount.minor)
  }),

  ...(['decline', 'close'] as const).map((decision) =>
    story(`issue and pay: ${decision} in the window`, ways, async (scene) => {
      const order = orderOf(scene)
      if (isTogether(scene)) {
        const { reading } = await scene.visit(order, { decision })
        if (reading.kind === 'authenticated')
          assert.equal((await approve(scene, order, { reading, memory: {} })).kind, 'declined')
      } else {
        const answer = await scene.bench.register(scene.billingOrder(), scene.choice({ decision })).then(
          ({ kind }) => kind,
          (error: unknown) => String(error),
        )
        assert.match(answer, /no proof|declined/)
      }
      assert.equal((await scene.book(order)).approvedMinor, 0)
    }),
  ),

  story('issue and pay: declined after the window', ways, async (scene) => {
    if (isTogether(scene)) return 'the window that gives the key has taken the money'
    const { right, order, answer } = await declinedCharge(scene)
    assert.equal(answer.kind, 'declined', JSON.stringify(answer))
    assert.equal((await scene.book(order)).approvedMinor, 0)
    // The key without its payment is given back.
    if (scene.gateway.deleteBillingKey === undefined) return
    assert.deepEqual(await scene.gateway.deleteBillingKey(scene.context, { right }), { kind: 'deleted' })
    assert.equal((await charge(scene, right, orderOf(scene, 'later'))).kind, 'declined')
  }),

  ...(['silent-before', 'silent-after', 'malformed-after'] as const).map((fault) =>
    story(`issue and pay: the first payment is ${fault}`, ways, (scene) => lost(scene, fault)),
  ),

  story('issue and pay: a return of another order brings no key', ways, async (scene) => {
    if (!isTogether(scene)) return 'the window only registers'
    const [order, other] = [orderOf(scene), orderOf(scene)]
    const answer = await approve(scene, other, await scene.visit(order))
    assert.ok(answer.kind !== 'approved' || answer.pgOrderId !== other.pgOrderId, JSON.stringify(answer))
  }),
]

function isTogether({ cell }: Scene): boolean {
  const { ability, module } = cell
  return (
    ability.kind === 'issue-and-pay' && module.billing?.keyComesWithPayment?.includes(ability.method) === true
  )
}

function orderOf(scene: Scene, use: 'first' | 'later' = 'first'): Order {
  return scene.order(use === 'first' && isTogether(scene) ? { issuesBillingKey: true } : {})
}

/** Both, the way of this PG. */
async function taken(scene: Scene, order: Order): Promise<JsonObject> {
  const { gateway, cell } = scene
  assert.equal(gateway.checkOrder?.(cell.module.code, order), undefined)
  if (isTogether(scene)) {
    const { approval } = await scene.take(order)
    assert.deepEqual([approval.pgOrderId, approval.amount], [order.pgOrderId, order.amount])
    return rightIn(approval)
  }
  const { right } = await registered(scene)
  const approval = approved(await charge(scene, right, order))
  assert.deepEqual([approval.pgOrderId, approval.amount], [order.pgOrderId, order.amount])
  return right
}

function rightIn(answer: ApproveAnswer): JsonObject {
  assert.ok(answer.kind === 'approved' && answer.issued !== undefined, JSON.stringify(answer))
  for (const [name, value] of Object.entries(answer.issued.right))
    if (typeof value === 'string')
      assert.ok(!answer.raw.includes(value), `the right to charge stands in the log: ${name}`)
  return answer.issued.right
}

async function registered(
  scene: Scene,
  more: object = {},
  order: BillingOrder = scene.billingOrder(),
): Promise<Extract<IssueAnswer, { kind: 'issued' }>> {
  assert.equal(scene.gateway.checkBillingOrder?.(scene.cell.module.code, order), undefined)
  const answer = await scene.bench.register(order, scene.choice(more))
  assert.ok(answer.kind === 'issued', JSON.stringify(answer))
  return answer
}

async function charge(scene: Scene, right: JsonObject, order: Order): Promise<ApproveAnswer> {
  const { issuesBillingKey: _first, ...own } = order
  const answer = await scene.gateway.chargeBillingKey?.(scene.context, {
    order: own,
    right,
    idempotencyKey: order.transactionId,
  })
  assert.ok(answer, 'the connector charges nothing')
  return answer
}

/** A card that is refused when it is charged; where the window shows none, the refusal is ordered at the desk. */
async function declinedCharge(scene: Scene) {
  const { right } = await registered(scene, { card: { number: poorCard.number } })
  const order = orderOf(scene)
  const answer = await charge(scene, right, order)
  if (answer.kind !== 'approved') return { right, order, answer }
  await scene.bench.fault('approve', 'decline')
  const other = orderOf(scene)
  return { right, order: other, answer: await charge(scene, right, other) }
}

/** The answer about the money is lost. What the platform does next must end where the PG's books end. */
async function lost(scene: Scene, fault: string): Promise<string | void> {
  const order = orderOf(scene)
  const again = isTogether(scene)
    ? await lostTogether(scene, order, fault)
    : await lostCharge(scene, order, fault)
  const { approvedMinor } = await scene.book(order)
  if (again.kind === 'approved') assert.equal(approvedMinor, order.amount.minor)
  if (again.kind === 'declined') assert.equal(approvedMinor, 0)
  assert.ok(approvedMinor <= order.amount.minor, 'charged twice')
  if (again.kind === 'pending' || again.kind === 'silent')
    return scene.gateway.netCancel === undefined
      ? 'the PG cannot be asked about a charge whose answer was lost; payment and key wait together'
      : undefined
}

/** The window has taken the money: asked again with the same proof, the PG still gives the key with it. */
async function lostTogether(scene: Scene, order: Order, fault: string): Promise<ApproveAnswer> {
  const visit: Visit = await scene.visit(order)
  await scene.bench.fault('approve', fault)
  const first = await approve(scene, order, visit)
  // A payment without its key would be given back, so silence may not pass for one.
  if (first.kind === 'approved') rightIn(first)
  else assert.equal(first.kind, 'silent', JSON.stringify(first))
  if (scene.gateway.netCancel !== undefined) return undone(scene, order, visit)
  const again = await approve(scene, order, visit)
  rightIn(again)
  return again
}

/** Where the PG has a net-cancel, neither is left: no money, and no key. */
async function undone(scene: Scene, order: Order, { reading, memory }: Visit): Promise<ApproveAnswer> {
  assert.ok(reading.kind === 'authenticated', JSON.stringify(reading))
  const call = { order, proof: reading.proof, memory, idempotencyKey: order.transactionId }
  const answer = await scene.gateway.netCancel?.(scene.context, call)
  const { approvedMinor, balanceMinor } = await scene.book(order)
  assert.ok(answer?.kind === 'approved' || approvedMinor === 0, JSON.stringify(answer))
  assert.equal(balanceMinor, 0)
  return { kind: 'silent', reason: 'undone' }
}

async function lostCharge(scene: Scene, order: Order, fault: string): Promise<ApproveAnswer> {
  const { right } = await registered(scene)
  await scene.bench.fault('approve', fault)
  const first = await charge(scene, right, order)
  assert.ok(first.kind === 'silent' || first.kind === 'pending', JSON.stringify(first))
  if (scene.gateway.chargeIsIdempotent === true) return charge(scene, right, order)
  const books = await scene.inquire({ order, memory: {} })
  if (books?.kind === 'approved') return books.approval
  if (books?.kind === 'not-approved' && books.final) return { ...books, kind: 'declined' }
  return first
}
