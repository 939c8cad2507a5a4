import { Archive } from '../../desk/archive.ts'
import type { Shelf } from '../../desk/archive.ts'
import type { FaultDesk } from '../../desk/faults.ts'
import type { Merchant } from '../../desk/merchants.ts'
import { NoteSender } from '../../desk/notes.ts'
import type { Note } from '../../desk/notes.ts'
import type { Surroundings } from '../../desk/simulator.ts'
import { wasApproved } from './order.ts'
import type { XpayOrder } from './order.ts'

/** What XPay shares with the PG's newer wire: who its merchants are, and what the control desk ordered. */
export interface SharedDesk {
  readonly merchants: Shelf<Merchant>
  readonly faults: FaultDesk
}

/** Everything that XPay remembers, in a journal of its own beside that of the PG's newer wire. */
export class XpayBooks {
  readonly surroundings: Surroundings
  readonly faults: FaultDesk
  readonly sessions: Shelf<XpayOrder>
  /** Numbers of approvals that were rolled back before they arrived. */
  readonly voided: Shelf<{ readonly txId: string }>
  readonly notes: NoteSender
  readonly #merchants: Shelf<Merchant>
  readonly #archive = new Archive()
  readonly #sessionOf = new Map<string, string>()
  readonly #sessionsOfOid = new Map<string, string[]>()

  constructor(surroundings: Surroundings, { merchants, faults }: SharedDesk) {
    this.surroundings = surroundings
    this.faults = faults
    this.#merchants = merchants
    this.sessions = this.#archive.shelf<XpayOrder>('order', (order) => order.sessionId)
    this.voided = this.#archive.shelf<{ readonly txId: string }>('voided', ({ txId }) => txId)
    const notes = this.#archive.shelf<Note>('note', (note) => note.id)
    this.sessions.watch((order) => this.#index(order))
    this.#archive.open(surroundings.journalPath?.replace(/\.jsonl$/, '-xpay.jsonl'))
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

  /** Whose `LGD_MID` this is: an id as it was registered, or in a test with a `t` before it. */
  merchantOf(wireMid: string): Merchant | undefined {
    const found = [wireMid, wireMid.replace(/^t/, ''), `t${wireMid}`]
      .map((mid) => this.#merchants.get(mid))
      .find((merchant) => merchant?.credentials['mertKey'] !== undefined)
    return found
  }

  mertKey(wireMid: string): string | undefined {
    return this.merchantOf(wireMid)?.credentials['mertKey']
  }

  /** By pay key, transaction, or number of the approving call: no two of them look alike. */
  of(name: string): XpayOrder | undefined {
    return this.sessions.get(this.#sessionOf.get(name) ?? '')
  }

  /** The opening that counts for an order number: the approved one, else the latest. */
  ofOid(oid: string): XpayOrder | undefined {
    const orders = (this.#sessionsOfOid.get(oid) ?? [])
      .map((id) => this.sessions.get(id))
      .filter((order) => order !== undefined)
    return orders.find(wasApproved) ?? orders.at(-1)
  }

  orders(): readonly XpayOrder[] {
    return [...this.#sessionsOfOid.keys()]
      .map((oid) => this.ofOid(oid))
      .filter((order) => order !== undefined)
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }

  #index(order: XpayOrder): void {
    for (const name of [order.payKey, order.tid, order.txId])
      if (name !== undefined) this.#sessionOf.set(name, order.sessionId)
    const sessions = this.#sessionsOfOid.get(order.oid) ?? []
    if (!sessions.includes(order.sessionId))
      this.#sessionsOfOid.set(order.oid, [...sessions, order.sessionId])
  }
}
