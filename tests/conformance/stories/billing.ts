import assert from 'node:assert/strict'
import type { BillingOrder, Issued, IssueAnswer, JsonObject, Order } from '@naru/gateways'
import { approved, foundPaid, goodCard, payMethodOfKey, poorCard, type Scene } from '../scene.ts'
import { story, type Story } from '../story.ts'

const ways = ['billing-window', 'billing-by-card'] as const

/** Billing keys: issued in the window or from a card number, charged, declined, forgotten. */
export const billingStories: readonly Story[] = [
  story('billing key: issue', ways, async (scene) => {
    const order = scene.billingOrder()
    assert.equal(scene.gateway.checkBillingOrder?.(scene.cell.module.code, order), undefined)
    const key = await issue(scene, goodCard, order)
    for (const [name, value] of Object.entries(key.right))
      if (typeof value === 'string' && value.length > 12 && !isPublic(scene, order, value))
        assert.ok(!key.raw.includes(value), `the right to charge stands in the log: ${name}`)
  }),

  story('billing key: charge', ways, async (scene) => {
    const { right } = await issue(scene)
    const order = chargeOrder(scene)
    const charge = approved(await charged(scene, right, order))
    assert.deepEqual([charge.pgOrderId, charge.amount, charge.state], [order.pgOrderId, order.amount, 'PAID'])
    // The same charge once more takes nothing, whatever the PG answers.
    const again = await charged(scene, right, order)
    if (scene.gateway.chargeIsIdempotent === true) assert.equal(approved(again).pgTxId, charge.pgTxId)
    assert.equal((await scene.book(order)).approvedMinor, order.amount.minor)
    const books = await scene.inquire({ order, memory: charge.memory ?? {}, approval: charge })
    if (books?.kind === 'approved') assert.deepEqual(foundPaid(books).approval.amount, order.amount)
    approved(await charged(scene, right, chargeOrder(scene)))
  }),

  story('billing key: charge declined', ways, async (scene) => {
    const { right } = await issue(scene, poorCard)
    const order = chargeOrder(scene)
    let answer = await charged(scene, right, order)
    if (answer.kind === 'approved') {
      // A PG whose window shows no card: the refusal is ordered at the desk.
      await scene.bench.fault('approve', 'decline')
      const other = chargeOrder(scene)
      answer = await charged(scene, right, other)
      assert.equal((await scene.book(other)).approvedMinor, 0)
    }
    assert.equal(answer.kind, 'declined', JSON.stringify(answer))
  }),

  story('billing key: charge timeout after effect', ways, async (scene) => {
    const { right } = await issue(scene)
    const order = chargeOrder(scene)
    await scene.bench.fault('approve', 'silent-after')
    const lost = await charged(scene, right, order)
    assert.ok(lost.kind === 'silent' || lost.kind === 'pending', JSON.stringify(lost))
    if (scene.gateway.chargeIsIdempotent === true) approved(await charged(scene, right, order))
    assert.equal((await scene.book(order)).approvedMinor, order.amount.minor)
  }),

  story('billing key: charge given back', ways, async (scene) => {
    const { right } = await issue(scene)
    const order = chargeOrder(scene)
    const approval = approved(await charged(scene, right, order))
    const reading = { kind: 'unreadable', reason: 'there was no window' } as const
    const memory = approval.memory ?? {}
    const taken = { order, approval, answer: approval, memory, reading, request: undefined }
    const answer = await scene.cancel(scene.cancelCall(taken, order.amount.minor))
    assert.equal(answer.kind, 'approved', JSON.stringify(answer))
    assert.equal((await scene.book(order)).balanceMinor, 0)
  }),

  story('billing key: refused', ways, async (scene) => {
    if (scene.cell.ability.kind === 'billing-by-card') {
      const expired = { ...goodCard, expiryYear: '20', expiryMonth: '01' }
      const answer = await scene.gateway.issueBillingKeyByCard?.(
        scene.context,
        byCard(scene.billingOrder(), expired),
      )
      return answer?.kind === 'issued' ? 'the PG looks at the card when it is charged' : undefined
    }
    for (const decision of ['decline', 'close']) {
      const attempt = scene.bench.register(scene.billingOrder(), scene.choice({ decision }))
      const answer = await attempt.catch((error: unknown) => String(error))
      if (typeof answer === 'string') assert.match(answer, /no proof/)
      else assert.equal(answer.kind, 'declined', JSON.stringify(answer))
    }
  }),

  story('billing key: delete', ways, async (scene) => {
    if (scene.gateway.deleteBillingKey === undefined)
      return 'the PG has no such call; the key is forgotten here'
    const { right } = await issue(scene)
    assert.deepEqual(await scene.gateway.deleteBillingKey(scene.context, { right }), { kind: 'deleted' })
    const order = chargeOrder(scene)
    assert.equal((await charged(scene, right, order)).kind, 'declined')
    assert.equal((await scene.book(order)).approvedMinor, 0)
    const again = await scene.gateway.deleteBillingKey(scene.context, { right })
    assert.notEqual(again.kind, 'silent', 'nobody knows whether the key is gone')
  }),
]

async function issue(scene: Scene, card = goodCard, order = scene.billingOrder()): Promise<Issued> {
  const answer: IssueAnswer | undefined =
    scene.cell.ability.kind === 'billing-by-card'
      ? await scene.gateway.issueBillingKeyByCard?.(scene.context, byCard(order, card))
      : await scene.bench.register(
          order,
          scene.choice(card === goodCard ? {} : { card: { number: card.number } }),
        )
  assert.ok(answer?.kind === 'issued', JSON.stringify(answer))
  return answer
}

function byCard(order: BillingOrder, card: typeof goodCard) {
  return { order, card, idempotencyKey: order.pgIssueId }
}

async function charged(scene: Scene, right: JsonObject, order: Order) {
  const answer = await scene.gateway.chargeBillingKey?.(scene.context, {
    order,
    right,
    idempotencyKey: order.transactionId,
  })
  assert.ok(answer, 'the connector charges nothing')
  return answer
}

function chargeOrder(scene: Scene): Order {
  const { ability } = scene.cell
  return scene.order({
    payMethod: payMethodOfKey(ability.kind === 'billing-window' ? ability.method : 'CARD'),
  })
}

/** Names of ours and the merchant's own id are no secrets. */
function isPublic(scene: Scene, { customer, pgIssueId, issueId }: BillingOrder, value: string): boolean {
  const names = [customer.customerId, pgIssueId, issueId, ...Object.values(scene.context.credentials)]
  return names.includes(value)
}
