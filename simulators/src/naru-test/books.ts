import { uuidv7 } from 'uuidv7'
import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import { NoteSender } from '../desk/notes.ts'
import type { Note, NoteAttempt } from '../desk/notes.ts'
import type { Surroundings } from '../desk/simulator.ts'
import type {
  KeptAnswer,
  TestBillingKey,
  TestCancel,
  TestIdentity,
  TestPayment,
  TestPurse,
  TestReceipt,
  TestWindow,
} from './records.ts'

/** Everything that the test PG remembers. */
export class TestBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly windows: Shelf<TestWindow>
  readonly payments: Shelf<TestPayment>
  readonly billingKeys: Shelf<TestBillingKey>
  readonly receipts: Shelf<TestReceipt>
  readonly identities: Shelf<TestIdentity>
  readonly purses: Shelf<TestPurse>
  readonly keptAnswers: Shelf<KeptAnswer>
  readonly notes: NoteSender
  readonly #archive = new Archive()

  constructor(surroundings: Surroundings, known: readonly MerchantRegistration[]) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.windows = this.#archive.shelf<TestWindow>('window', (window) => window.windowId)
    this.payments = this.#archive.shelf<TestPayment>('payment', (payment) => payment.orderId)
    this.billingKeys = this.#archive.shelf<TestBillingKey>('billing-key', (key) => key.billingKey)
    this.receipts = this.#archive.shelf<TestReceipt>('receipt', (receipt) => receipt.receiptId)
    this.identities = this.#archive.shelf<TestIdentity>('identity', (identity) => identity.txId)
    this.purses = this.#archive.shelf<TestPurse>('purse', (purse) => purse.purseId)
    this.keptAnswers = this.#archive.shelf<KeptAnswer>('kept-answer', (answer) => answer.scope)
    const notes = this.#archive.shelf<Note>('note', (note) => note.id)
    this.#archive.open(surroundings.journalPath)
    this.notes = new NoteSender(
      surroundings.clock,
      (note) => notes.put(note.state === 'waiting' ? note : { ...note, body: '' }),
      surroundings.noteTransport,
    )
    for (const note of notes.all()) this.notes.recall(note)
    for (const account of known) if (this.merchants.get(account.mid) === undefined) this.register(account)
  }

  now(): Date {
    return this.surroundings.clock.now()
  }

  register(registration: MerchantRegistration): Merchant {
    return this.merchants.put(registered(this.merchants.get(registration.mid), registration))
  }

  merchantOf(secretKey: string): Merchant | undefined {
    return this.merchants.all().find((merchant) => merchant.credentials['secretKey'] === secretKey)
  }

  /** The latest proof under a merchant's name for it. */
  identityOf(verificationId: string): TestIdentity | undefined {
    return this.identities.all().findLast((identity) => identity.verificationId === verificationId)
  }

  /** The order's payment as it stands at this moment: what is pending is decided when its minute is over. */
  ofOrder(orderId: string): TestPayment | undefined {
    const payment = this.#withDueCancels(this.payments.get(orderId))
    if (payment?.decision === undefined || Date.parse(payment.decision.at) > this.now().getTime())
      return payment
    const { decision, ...before } = payment
    return this.payments.put(
      decision.status === 'PAID'
        ? paidNow(before, decision.at)
        : {
            ...before,
            status: 'FAILED',
            failure: { code: 'DECLINED_LATER', message: '승인이 거절되었습니다.' },
          },
    )
  }

  #withDueCancels(payment: TestPayment | undefined): TestPayment | undefined {
    const pending = payment?.pendingCancels ?? []
    const isDue = ({ decidesAt }: { readonly decidesAt: string }) =>
      Date.parse(decidesAt) <= this.now().getTime()
    if (payment === undefined || !pending.some(isDue)) return payment
    const done = pending
      .filter(isDue)
      .reduce((before, { decidesAt, ...cancel }) => withCancel(before, { ...cancel, at: decidesAt }), payment)
    return this.payments.put({ ...done, pendingCancels: pending.filter((one) => !isDue(one)) })
  }

  /** Tells every registered address about the payment. */
  announce(
    payment: TestPayment,
    event: string,
    more: object = {},
    maxAttempts = 4,
  ): Promise<readonly NoteAttempt[]> {
    const registeredUrls = this.merchants.get(payment.mid)?.notifyUrls ?? []
    const fallback = this.surroundings.notifyTargetFor('naru-test', payment.mid)
    const urls = registeredUrls.length > 0 || fallback === undefined ? registeredUrls : [fallback]
    const { orderId, paymentKey, amountMinor: amount, secret } = payment
    const body = JSON.stringify({ event, orderId, paymentKey, amount, secret, ...more })
    return Promise.all(
      urls.map((url) =>
        this.notes.send({
          id: uuidv7(),
          orderId,
          url,
          contentType: 'application/json',
          body: Buffer.from(body, 'utf8').toString('base64'),
          wants: 'status-200',
          attempts: 0,
          maxAttempts,
          state: 'waiting',
        }),
      ),
    )
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }
}

/** Money taken: one entry in the ledger. */
export function paidNow(
  payment: TestPayment,
  at: string,
  kind: 'approve' | 'deposit' = 'approve',
): TestPayment {
  return {
    ...payment,
    status: 'PAID',
    approvedAt: at,
    entries: [...payment.entries, { kind, amountMinor: payment.amountMinor, at, id: uuidv7() }],
  }
}

/** The payment after a cancel was carried out. */
export function withCancel(payment: TestPayment, done: TestCancel): TestPayment {
  const { balanceMinor } = balanceOf(payment.entries)
  return {
    ...payment,
    status: done.amount === balanceMinor ? 'CANCELED' : 'PARTIAL_CANCELED',
    cancels: [...payment.cancels, done],
    entries: [
      ...payment.entries,
      { kind: 'cancel', amountMinor: done.amount, at: done.at, id: done.cancelId },
    ],
  }
}
