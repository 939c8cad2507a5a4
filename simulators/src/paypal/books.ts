import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import { NoteSender } from '../desk/notes.ts'
import type { Note, NoteAttempt } from '../desk/notes.ts'
import { randomToken } from '../desk/random.ts'
import type { Surroundings } from '../desk/simulator.ts'
import { makeSigningKey } from './certificate.ts'
import type { SigningKey } from './certificate.ts'
import { announceCapture, announceRefund } from './messages.ts'
import type { AccessToken, KeptAnswer, SimAgreement, SimOrder } from './records.ts'

/** Sandbox sellers that PortOne publishes as shared test ids; PayPal hands their keys to nobody, so these are ours. */
const sellers = [
  '7WBB3CKT63FRG',
  'PX5CTVZJTRXG4',
  'YGVQ2YJLD33W8',
  '4WUX57522RQDA',
  'BEYAGWPTTDCHE',
  'NWF4AFCDU5T68',
  'PA4DULN9V66L6',
  'NKSW9H8SBFNHS',
  'UFYSG9T7RFW2A',
]

/** Everything that the simulated PayPal remembers. */
export class PaypalBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly orders: Shelf<SimOrder>
  readonly agreements: Shelf<SimAgreement>
  readonly tokens: Shelf<AccessToken>
  readonly keptAnswers: Shelf<KeptAnswer>
  /** Bodies of the IPN that were sent, which is what makes them verified. */
  readonly sentIpn = new Set<string>()
  readonly notes: NoteSender
  readonly #archive = new Archive()
  #signingKey: SigningKey | undefined

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.orders = this.#archive.shelf<SimOrder>('order', (order) => order.id)
    this.agreements = this.#archive.shelf<SimAgreement>('agreement', (agreement) => agreement.tokenId)
    this.tokens = this.#archive.shelf<AccessToken>('token', (token) => token.token)
    this.keptAnswers = this.#archive.shelf<KeptAnswer>('kept-answer', (answer) => answer.scope)
    const notes = this.#archive.shelf<Note>('note', (note) => note.id)
    this.#archive.open(surroundings.journalPath)
    this.notes = new NoteSender(
      surroundings.clock,
      (note) => notes.put(note.state === 'waiting' ? note : { ...note, body: '' }),
      surroundings.noteTransport,
    )
    for (const note of notes.all()) this.notes.recall(note)
    for (const mid of sellers)
      if (this.merchants.get(mid) === undefined) {
        const key = `simulator-${mid}`
        this.register({
          mid,
          credentials: { merchantId: mid, clientId: key, clientSecret: key, webhookId: key },
        })
      }
  }

  now(): Date {
    return this.surroundings.clock.now()
  }

  register(registration: MerchantRegistration): Merchant {
    return this.merchants.put(registered(this.merchants.get(registration.mid), registration))
  }

  /** Made when the first message is signed. */
  signingKey(): SigningKey {
    this.#signingKey ??= makeSigningKey()
    return this.#signingKey
  }

  /** The order as it stands at this moment: what was left for later is decided when its time has come. */
  order(id: string): SimOrder | undefined {
    const order = this.orders.get(id)
    return order && this.#decideDue(order)
  }

  ofCapture(captureId: string): SimOrder | undefined {
    const order = this.orders.all().find(({ capture }) => capture?.id === captureId)
    return order && this.order(order.id)
  }

  /** By the platform's order id: the one that was captured, else the latest. */
  ofCustomId(customId: string): SimOrder | undefined {
    const all = this.orders.all().filter((order) => order.customId === customId)
    const found = all.find(({ capture }) => capture !== undefined) ?? all.at(-1)
    return found && this.order(found.id)
  }

  /** Decides a pending payment now, as PayPal's review would. */
  decideCapture(order: SimOrder, status: 'COMPLETED' | 'DECLINED'): SimOrder {
    const { capture } = order
    if (capture?.status !== 'PENDING') return order
    const { decision: _decision, reason: _reason, ...known } = capture
    const at = this.now().toISOString()
    const decided = this.orders.put({
      ...order,
      status: 'COMPLETED',
      capture: {
        ...known,
        status,
        ...(status === 'DECLINED' ? { reason: 'DECLINED_BY_RISK_FRAUD_FILTERS' } : {}),
      },
      entries:
        status === 'COMPLETED'
          ? [...order.entries, { kind: 'approve', amountMinor: order.amountMinor, at, id: capture.id }]
          : order.entries,
    })
    void announceCapture(this, decided)
    return decided
  }

  #decideDue(order: SimOrder): SimOrder {
    const now = this.now().getTime()
    const isDue = (decision: { readonly at?: string } | undefined) =>
      decision?.at !== undefined && Date.parse(decision.at) <= now
    let present = order
    const { decision } = order.capture ?? {}
    if (isDue(decision))
      present = this.decideCapture(present, decision?.status === 'COMPLETED' ? 'COMPLETED' : 'DECLINED')
    for (const refund of present.refunds) {
      if (!isDue(refund.decision)) continue
      const { decision: later, ...known } = refund
      const status = later?.status === 'COMPLETED' ? ('COMPLETED' as const) : ('FAILED' as const)
      const at = this.now().toISOString()
      present = this.orders.put({
        ...present,
        refunds: present.refunds.map((each) => (each.id === refund.id ? { ...known, status, at } : each)),
        entries:
          status === 'COMPLETED'
            ? [...present.entries, { kind: 'cancel', amountMinor: refund.amountMinor, at, id: refund.id }]
            : present.entries,
      })
      void announceRefund(this, present, refund.id)
    }
    return present
  }

  /** Every order whose time has come is decided, which also sends what PayPal says about it. */
  decideAllDue(): void {
    for (const { id } of this.orders.all()) this.order(id)
  }

  /** Looks again when a decision falls due. */
  watch(id: string): void {
    this.surroundings.clock.after(60_000, () => void this.order(id))
  }

  async send(
    order: SimOrder,
    url: string,
    message: { contentType: string; body: string; headers?: Readonly<Record<string, string>> },
  ): Promise<NoteAttempt> {
    return this.notes.send({
      id: `WH-${randomToken(12)}`,
      orderId: order.customId,
      url,
      contentType: message.contentType,
      body: Buffer.from(message.body, 'utf8').toString('base64'),
      wants: 'status-200',
      attempts: 0,
      maxAttempts: 25,
      state: 'waiting',
      ...(message.headers === undefined ? {} : { headers: message.headers }),
    })
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }
}

export function bookOf(order: SimOrder): OrderBook {
  return {
    orderId: order.customId,
    mid: order.mid,
    pgTxId: order.capture?.id ?? order.id,
    status: order.capture?.status ?? order.status,
    payMethod: 'EASY_PAY',
    orderName: order.orderName,
    amountMinor: order.amountMinor,
    ...balanceOf(order.entries),
    currency: order.currency,
    entries: order.entries,
  }
}
