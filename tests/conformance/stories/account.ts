import assert from 'node:assert/strict'
import type { InquireAnswer, NotificationReading } from '@naru/gateways'
import { hongsAccount, noteRequest, type Scene, type Taken } from '../scene.ts'
import { story, type Story } from '../story.ts'

const ways = ['account'] as const
/** A slip of a convenience store waits for its money as an account does. */
const later = ['account', 'slip'] as const

/** Virtual accounts and slips: issued, paid into, paid into too late or wrongly, told of again and again, given back. */
export const accountStories: readonly Story[] = [
  story('virtual account: issue', ways, async (scene) => {
    const { approval, order } = await scene.take()
    assert.equal(approval.state, 'VIRTUAL_ACCOUNT_ISSUED')
    assert.ok(approval.method.type === 'VIRTUAL_ACCOUNT')
    assert.match(approval.method.virtualAccount.accountNumber, /^[A-Z]?\d[\d-]+$/)
    const asked = order.virtualAccount?.expiresAt?.getTime() ?? 0
    const expires = approval.method.virtualAccount.expiredAt?.getTime() ?? 0
    // PGs count minutes; some keep the account open to the end of the last one.
    assert.ok(Math.abs(expires - asked) < 60_000, `open until ${new Date(expires).toISOString()}`)
    assert.equal((await scene.book(order)).approvedMinor, 0)
  }),

  story('paid later: deposit', later, async (scene) => {
    const taken = await scene.take()
    assert.notEqual((await stateInBooks(scene, taken))?.state, 'PAID')
    await deposit(scene, taken, {})
    assert.ok(await believe(scene, taken, lastNotice(scene)), 'nobody believes the deposit')
  }),

  story('convenience store: issue', ['slip'], async (scene) => {
    const { approval, order } = await scene.take()
    assert.equal(approval.state, 'VIRTUAL_ACCOUNT_ISSUED')
    assert.ok(approval.method.type === 'CONVENIENCE_STORE')
    const { confirmationNumber, receiptNumber, deadline } = approval.method.convenienceStore
    assert.ok((confirmationNumber ?? receiptNumber) !== undefined, 'nothing to show at the till')
    // PGs count days: the till takes the money until the end of the one that was asked for.
    const later = (deadline?.getTime() ?? 0) - (order.convenienceStore?.deadline?.getTime() ?? 0)
    assert.ok(later >= 0 && later < 86_400_000, `payable until ${deadline?.toISOString()}`)
    assert.equal((await scene.book(order)).approvedMinor, 0)
  }),

  story('convenience store: what a till took is not given back', ['slip'], async (scene) => {
    const taken = await scene.take()
    await deposit(scene, taken, {})
    const total = taken.order.amount.minor
    assert.equal((await scene.cancel(scene.cancelCall(taken, total))).kind, 'declined')
    assert.equal((await scene.book(taken.order)).balanceMinor, total)
  }),

  story('virtual account: refund to account', ways, async (scene) => {
    const taken = await scene.take()
    await deposit(scene, taken, {})
    const answer = await scene.cancel(
      scene.cancelCall(taken, taken.order.amount.minor, 0, { refundAccount: hongsAccount }),
    )
    assert.ok(answer.kind === 'approved' || answer.kind === 'pending', JSON.stringify(answer))
    assert.equal((await scene.book(taken.order)).balanceMinor, 0)
  }),

  story('paid later: closed unpaid, then paid into', later, async (scene) => {
    const taken = await scene.take()
    const close = scene.cancelCall(taken, taken.order.amount.minor, 0, { isUnpaidVirtualAccount: true })
    assert.equal((await scene.cancel(close)).kind, 'approved')
    await assertBankRefuses(scene, taken, {})
  }),

  story('paid later: late deposit', later, async (scene) => {
    const taken = await scene.take()
    scene.bench.simulators.clock.move(4 * 86_400_000)
    await assertBankRefuses(scene, taken, {})
    assert.notEqual((await stateInBooks(scene, taken))?.state, 'PAID')
  }),

  story('paid later: wrong deposit amount', later, async (scene) => {
    const taken = await scene.take()
    const less = await tell(scene, taken, { amountMinor: taken.order.amount.minor - 1_000 })
    // Most banks refuse it. Where one takes it, the PG tells of it, and nobody may call the order paid.
    if (less.status === 200) assert.ok(!(await believe(scene, taken, lastNotice(scene))), 'less is believed')
    else assert.equal(less.status, 409, less.text)
  }),

  story('paid later: forged notification', later, async (scene) => {
    const taken = await scene.take()
    for (const tamper of ['amount', 'order', 'secret']) {
      const notes = scene.bench.simulators.mailbox.received.length
      const answer = await tell(scene, taken, { tamper })
      if (answer.status !== 200 || scene.bench.simulators.mailbox.received.length === notes) continue
      assert.ok(!(await believe(scene, taken, lastNotice(scene))), `a forged ${tamper} is believed`)
    }
    assert.equal((await scene.book(taken.order)).approvedMinor, 0)
  }),

  story('paid later: duplicate notification ×20', later, async (scene) => {
    const taken = await scene.take()
    const { received } = scene.bench.simulators.mailbox
    received.length = 0
    await deposit(scene, taken, { times: 20, parallel: true })
    assert.ok(received.length >= 20, `${received.length} notes`)
    const [first, ...rest] = received.map((note) =>
      scene.gateway.readNotification?.(scene.context, noteRequest(note)),
    )
    assert.equal(first?.kind, 'transaction')
    for (const reading of rest) assert.deepEqual(essence(reading), essence(first))
    assert.equal((await scene.book(taken.order)).approvedMinor, taken.order.amount.minor)
  }),
]

/** A PG may tell of one deposit in messages of two kinds (TossPayments); order and claim are always the same. */
function essence(reading: NotificationReading | undefined) {
  assert.ok(reading?.kind === 'transaction', JSON.stringify(reading))
  return { pgOrderId: reading.pgOrderId, claim: reading.claim }
}

type Told = Readonly<Record<string, unknown>>

function tell(scene: Scene, { order }: Taken, body: Told) {
  const id = encodeURIComponent(scene.driver.bookId?.(order.pgOrderId) ?? order.pgOrderId)
  return scene.bench.simulators.call('POST', `/control/${scene.gateway.id}/orders/${id}/deposit`, body)
}

async function deposit(scene: Scene, taken: Taken, body: Told): Promise<void> {
  const answer = await tell(scene, taken, body)
  assert.equal(answer.status, 200, answer.text)
  assert.ok(
    !answer.text.includes('"acknowledged":false'),
    `the PG was not answered as it wants: ${answer.text}`,
  )
}

async function assertBankRefuses(scene: Scene, taken: Taken, body: Told): Promise<void> {
  const answer = await tell(scene, taken, body)
  assert.equal(answer.status, 409, answer.text)
  assert.equal((await scene.book(taken.order)).approvedMinor, 0)
}

function lastNotice(scene: Scene) {
  const note = scene.bench.simulators.mailbox.received.at(-1)
  assert.ok(note, 'the PG sent no message')
  return { note, reading: scene.gateway.readNotification?.(scene.context, noteRequest(note)) }
}

/** What the platform does with a message: who sent it, whose it is, its secret, and then the PG's own books. */
async function believe(
  scene: Scene,
  taken: Taken,
  { note, reading }: ReturnType<typeof lastNotice>,
): Promise<boolean> {
  if (reading?.kind !== 'transaction') return false
  const { gateway, context } = scene
  const { order, memory, approval } = taken
  if (reading.pgOrderId !== order.pgOrderId) return false
  const sender = await gateway.authenticateNotification?.(context, noteRequest(note))
  if (sender !== undefined && sender.kind !== 'genuine') return false
  if (reading.secret !== undefined && gateway.verifyNotification?.(memory, reading) === false) return false
  const call = { order, pgTxId: approval.pgTxId, memory, notice: reading }
  const books = sender === undefined ? undefined : gateway.readDeposit?.(context, call)
  return isPaid(books ?? (await scene.inquire(taken)), taken)
}

async function stateInBooks(scene: Scene, taken: Taken) {
  const books = await scene.inquire(taken)
  return books?.kind === 'approved' ? books.approval : undefined
}

function isPaid(books: InquireAnswer | undefined, { order }: Taken): boolean {
  return (
    books?.kind === 'approved' &&
    books.approval.state === 'PAID' &&
    books.approval.amount.minor === order.amount.minor &&
    books.approval.pgOrderId === order.pgOrderId
  )
}
