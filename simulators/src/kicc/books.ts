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
import type { KiccBatchKey, KiccCallRecord, KiccOrder } from './order.ts'

/** Everything that this PG remembers. */
export class KiccBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly sessions: Shelf<KiccOrder>
  readonly batchKeys: Shelf<KiccBatchKey>
  readonly calls: Shelf<KiccCallRecord>
  readonly receipts: Shelf<{
    readonly pgCno: string
    readonly amountMinor: number
    readonly leftMinor: number
  }>
  readonly notes: NoteSender
  readonly #archive = new Archive()
  readonly #sessionOfCno = new Map<string, string>()
  readonly #sessionOfAuthorization = new Map<string, string>()
  readonly #sessionsOfOrder = new Map<string, string[]>()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.sessions = this.#archive.shelf<KiccOrder>('order', (order) => order.sessionId)
    this.batchKeys = this.#archive.shelf<KiccBatchKey>('batch-key', (key) => key.batchKey)
    this.calls = this.#archive.shelf<KiccCallRecord>('call', (call) => call.key)
    this.receipts = this.#archive.shelf('receipt', (receipt) => receipt.pgCno)
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

  ofCno(pgCno: string): KiccOrder | undefined {
    return this.sessions.get(this.#sessionOfCno.get(pgCno) ?? '')
  }

  ofAuthorization(authorizationId: string): KiccOrder | undefined {
    return this.sessions.get(this.#sessionOfAuthorization.get(authorizationId) ?? '')
  }

  /** The opening that counts for an order number: the approved one, else the latest. */
  ofOrder(shopOrderNo: string): KiccOrder | undefined {
    const orders = (this.#sessionsOfOrder.get(shopOrderNo) ?? [])
      .map((id) => this.sessions.get(id))
      .filter((order) => order !== undefined)
    return orders.find(wasApproved) ?? orders.at(-1)
  }

  orders(): readonly KiccOrder[] {
    return [...this.#sessionsOfOrder.keys()]
      .map((number) => this.ofOrder(number))
      .filter((order) => order !== undefined)
  }

  /** 20 digits: the time of Seoul and a number. */
  newCno(): string {
    return `${compactTime(this.now())}${randomDigits(6)}`
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }

  #index(order: KiccOrder): void {
    if (order.pgCno !== '') this.#sessionOfCno.set(order.pgCno, order.sessionId)
    if (order.authorizationId !== undefined)
      this.#sessionOfAuthorization.set(order.authorizationId, order.sessionId)
    const sessions = this.#sessionsOfOrder.get(order.shopOrderNo) ?? []
    if (!sessions.includes(order.sessionId))
      this.#sessionsOfOrder.set(order.shopOrderNo, [...sessions, order.sessionId])
  }
}
