import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import { NoteSender } from '../desk/notes.ts'
import type { Note } from '../desk/notes.ts'
import { randomDigits } from '../desk/random.ts'
import { compactTime } from '../desk/seoul-time.ts'
import type { Surroundings } from '../desk/simulator.ts'
import { wasApproved } from './order.ts'
import type { NiceBid, NiceOrder, NiceReceipt, NiceRegistration } from './order.ts'

/** Everything that this PG remembers. */
export class NiceBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly sessions: Shelf<NiceOrder>
  readonly bids: Shelf<NiceBid>
  readonly receipts: Shelf<NiceReceipt>
  readonly registrations: Shelf<NiceRegistration>
  /** Order numbers of partial cancels, by merchant. */
  readonly partNumbers: Shelf<{ readonly key: string }>
  readonly notes: NoteSender
  readonly #archive = new Archive()
  readonly #sessionOfTid = new Map<string, string>()
  readonly #sessionOfToken = new Map<string, string>()
  readonly #sessionsOfMoid = new Map<string, string[]>()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.sessions = this.#archive.shelf<NiceOrder>('order', (order) => order.sessionId)
    this.bids = this.#archive.shelf<NiceBid>('bid', (bid) => bid.bid)
    this.receipts = this.#archive.shelf<NiceReceipt>('receipt', (receipt) => receipt.tid)
    this.registrations = this.#archive.shelf<NiceRegistration>('registration', (each) => each.sessionId)
    this.partNumbers = this.#archive.shelf<{ readonly key: string }>('part', (part) => part.key)
    const notes = this.#archive.shelf<Note>('note', (note) => note.id)
    this.sessions.watch((order) => this.#index(order))
    this.#archive.open(surroundings.journalPath)
    this.notes = new NoteSender(
      surroundings.clock,
      (note) => notes.put(note.state === 'waiting' ? note : { ...note, body: '' }),
      surroundings.noteTransport,
    )
    for (const note of notes.all()) this.notes.recall(note)
  }

  now(): Date {
    return this.surroundings.clock.now()
  }

  register(registration: MerchantRegistration): Merchant {
    return this.merchants.put(registered(this.merchants.get(registration.mid), registration))
  }

  merchantKey(mid: string): string | undefined {
    return this.merchants.get(mid)?.credentials['merchantKey']
  }

  ofTid(tid: string): NiceOrder | undefined {
    return this.sessions.get(this.#sessionOfTid.get(tid) ?? '')
  }

  ofToken(authToken: string): NiceOrder | undefined {
    return this.sessions.get(this.#sessionOfToken.get(authToken) ?? '')
  }

  /** The opening that counts for an order number: the approved one, else the latest. */
  ofMoid(moid: string): NiceOrder | undefined {
    const orders = (this.#sessionsOfMoid.get(moid) ?? [])
      .map((id) => this.sessions.get(id))
      .filter((order) => order !== undefined)
    return orders.find(wasApproved) ?? orders.at(-1)
  }

  orders(): readonly NiceOrder[] {
    return [...this.#sessionsOfMoid.keys()]
      .map((moid) => this.ofMoid(moid))
      .filter((order) => order !== undefined)
  }

  /** `MID payCode mediaCode yyMMddHHmmss random(4)`. */
  newTid(mid: string, payCode: string, mediaCode: string): string {
    return `${mid}${payCode}${mediaCode}${compactTime(this.now()).slice(2)}${randomDigits(4)}`
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }

  #index(order: NiceOrder): void {
    if (order.tid !== '') this.#sessionOfTid.set(order.tid, order.sessionId)
    if (order.authToken !== undefined) this.#sessionOfToken.set(order.authToken, order.sessionId)
    const sessions = this.#sessionsOfMoid.get(order.moid) ?? []
    if (!sessions.includes(order.sessionId))
      this.#sessionsOfMoid.set(order.moid, [...sessions, order.sessionId])
  }
}
