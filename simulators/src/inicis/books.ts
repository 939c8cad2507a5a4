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
import type { BillKey } from './bill-key.ts'
import type { CardRegistration } from './card-registration.ts'
import type { InicisReceipt } from './iniapi-receipt.ts'
import { wasApproved } from './order.ts'
import type { InicisOrder } from './order.ts'
import type { UnifiedSession } from './unified.ts'

/** Everything that this PG remembers. */
export class InicisBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly sessions: Shelf<InicisOrder>
  readonly receipts: Shelf<InicisReceipt>
  readonly unified: Shelf<UnifiedSession>
  readonly billKeys: Shelf<BillKey>
  readonly registrations: Shelf<CardRegistration>
  readonly notes: NoteSender
  readonly #archive = new Archive()
  readonly #sessionOfTid = new Map<string, string>()
  readonly #sessionOfToken = new Map<string, string>()
  readonly #sessionsOfOid = new Map<string, string[]>()

  constructor(surroundings: Surroundings, known: readonly MerchantRegistration[]) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.sessions = this.#archive.shelf<InicisOrder>('order', (order) => order.sessionId)
    this.receipts = this.#archive.shelf<InicisReceipt>('receipt', (receipt) => receipt.tid)
    this.unified = this.#archive.shelf<UnifiedSession>('unified', (session) => session.txId)
    this.billKeys = this.#archive.shelf<BillKey>('bill-key', (key) => key.billKey)
    this.registrations = this.#archive.shelf<CardRegistration>('registration', (page) => page.sessionId)
    const notes = this.#archive.shelf<Note>('note', (note) => note.id)
    this.sessions.watch((order) => this.#index(order))
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

  /** A credential of a MID; empty text when the merchant gave none. */
  credential(mid: string, key: string): string {
    return this.merchants.get(mid)?.credentials[key] ?? ''
  }

  ofTid(tid: string): InicisOrder | undefined {
    return this.sessions.get(this.#sessionOfTid.get(tid) ?? '')
  }

  ofToken(token: string): InicisOrder | undefined {
    return this.sessions.get(this.#sessionOfToken.get(token) ?? '')
  }

  /** The opening that counts for an order number: the approved one, else the latest. */
  ofOid(oid: string, mid?: string): InicisOrder | undefined {
    const orders = (this.#sessionsOfOid.get(oid) ?? [])
      .map((id) => this.sessions.get(id))
      .filter((order) => order !== undefined)
      .filter((order) => mid === undefined || order.mid === mid)
    return orders.find(wasApproved) ?? orders.at(-1)
  }

  orders(): readonly InicisOrder[] {
    return [...this.#sessionsOfOid.keys()]
      .map((oid) => this.ofOid(oid))
      .filter((order) => order !== undefined)
  }

  /** 40 characters: surface and method, MID, Seoul time, a number. */
  newTid(prefix: string, mid: string): string {
    return `${prefix}${mid.slice(0, 10).padEnd(10, '0')}${compactTime(this.now())}${randomDigits(6)}`
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }

  #index(order: InicisOrder): void {
    if (order.tid !== '') this.#sessionOfTid.set(order.tid, order.sessionId)
    if (order.authToken !== undefined) this.#sessionOfToken.set(order.authToken, order.sessionId)
    const sessions = this.#sessionsOfOid.get(order.oid) ?? []
    if (!sessions.includes(order.sessionId))
      this.#sessionsOfOid.set(order.oid, [...sessions, order.sessionId])
  }
}
