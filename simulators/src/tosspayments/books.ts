import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import { NoteSender } from '../desk/notes.ts'
import type { Note } from '../desk/notes.ts'
import type { Surroundings } from '../desk/simulator.ts'
import type { BrandpayCode, BrandpayMember } from './brandpay-member.ts'
import type { BrandpayVisit } from './brandpay-visit.ts'
import type { TossReceipt } from './cash-receipts.ts'
import { wasApproved } from './payment.ts'
import type { TossBilling, TossBillingAuth, TossPayment } from './payment.ts'

/** An answer kept for its `Idempotency-Key`. */
export interface KeptAnswer {
  /** MID, method, path and key. */
  readonly scope: string
  readonly at: string
  readonly status: number
  /** JSON text. */
  readonly body: string
}

/** Everything that this PG remembers. */
export class TossBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly payments: Shelf<TossPayment>
  readonly receipts: Shelf<TossReceipt>
  readonly keptAnswers: Shelf<KeptAnswer>
  readonly billingAuths: Shelf<TossBillingAuth>
  readonly billings: Shelf<TossBilling>
  readonly brandpayMembers: Shelf<BrandpayMember>
  readonly brandpayCodes: Shelf<BrandpayCode>
  readonly brandpayVisits: Shelf<BrandpayVisit>
  readonly notes: NoteSender
  readonly #archive = new Archive()
  readonly #paymentKeysOfOrder = new Map<string, string[]>()

  constructor(surroundings: Surroundings, known: readonly MerchantRegistration[]) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.payments = this.#archive.shelf<TossPayment>('payment', (payment) => payment.paymentKey)
    this.receipts = this.#archive.shelf<TossReceipt>('cash-receipt', (receipt) => receipt.receiptKey)
    this.keptAnswers = this.#archive.shelf<KeptAnswer>('kept-answer', (answer) => answer.scope)
    this.billingAuths = this.#archive.shelf<TossBillingAuth>('billing-auth', (auth) => auth.authKey)
    this.billings = this.#archive.shelf<TossBilling>('billing', (billing) => billing.billingKey)
    this.brandpayMembers = this.#archive.shelf<BrandpayMember>('brandpay-member', (one) => one.memberKey)
    this.brandpayCodes = this.#archive.shelf<BrandpayCode>('brandpay-code', (one) => one.code)
    this.brandpayVisits = this.#archive.shelf<BrandpayVisit>('brandpay-visit', (one) => one.visitId)
    const notes = this.#archive.shelf<Note>('note', (note) => note.id)
    this.payments.watch((payment) => this.#index(payment))
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

  merchantOf(key: 'clientKey' | 'secretKey', value: string): Merchant | undefined {
    return this.merchants.all().find((merchant) => merchant.credentials[key] === value)
  }

  /** The payment that counts for an order: the approved one, else the latest opening of the window. */
  ofOrder(orderId: string, mid?: string): TossPayment | undefined {
    const payments = (this.#paymentKeysOfOrder.get(orderId) ?? [])
      .map((key) => this.payments.get(key))
      .filter((payment) => payment !== undefined)
      .filter((payment) => mid === undefined || payment.mid === mid)
    return payments.find(wasApproved) ?? payments.at(-1)
  }

  /** One payment per order: the one that counts. */
  orders(): readonly TossPayment[] {
    return [...this.#paymentKeysOfOrder.keys()]
      .map((orderId) => this.ofOrder(orderId))
      .filter((payment) => payment !== undefined)
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }

  #index(payment: TossPayment): void {
    const keys = this.#paymentKeysOfOrder.get(payment.orderId) ?? []
    if (!keys.includes(payment.paymentKey))
      this.#paymentKeysOfOrder.set(payment.orderId, [...keys, payment.paymentKey])
  }
}
