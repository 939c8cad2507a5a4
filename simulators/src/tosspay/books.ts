import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import { NoteSender } from '../desk/notes.ts'
import type { Note } from '../desk/notes.ts'
import type { Surroundings } from '../desk/simulator.ts'
import type { TosspayKey, TosspayOrder } from './order.ts'

/** The shared test id of both modules, known from the start. */
const known: readonly MerchantRegistration[] = [
  { mid: 'tosstest', credentials: { apiKey: 'simulator-tosstest' } },
]

/** Everything that this PG remembers. */
export class TosspayBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly orders: Shelf<TosspayOrder>
  readonly keys: Shelf<TosspayKey>
  readonly notes: NoteSender
  readonly #archive = new Archive()
  readonly #ofOrder = new Map<string, string[]>()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.orders = this.#archive.shelf<TosspayOrder>('order', (order) => order.payToken)
    this.keys = this.#archive.shelf<TosspayKey>('billing-key', (key) => key.billingKey)
    const notes = this.#archive.shelf<Note>('note', (note) => note.id)
    this.orders.watch((order) => this.#index(order))
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

  /** Whose key a call carries; nothing else on the wire names the merchant. */
  ofApiKey(apiKey: string): Merchant | undefined {
    if (apiKey === '') return undefined
    return this.merchants.all().find(({ credentials }) => credentials['apiKey'] === apiKey)
  }

  /** The payment that counts for a shop's number: the paid one, else the latest. */
  ofOrder(orderNo: string): TosspayOrder | undefined {
    const orders = (this.#ofOrder.get(orderNo) ?? [])
      .map((payToken) => this.orders.get(payToken))
      .filter((order) => order !== undefined)
    return orders.find(({ entries }) => entries.length > 0) ?? orders.at(-1)
  }

  all(): readonly TosspayOrder[] {
    return [...this.#ofOrder.keys()].map((key) => this.ofOrder(key)).filter((order) => order !== undefined)
  }

  ofPage(pageToken: string): TosspayKey | undefined {
    return this.keys.all().find((key) => key.pageToken === pageToken)
  }

  /** The key of a user: the active one, else the latest. */
  ofUser(mid: string, userId: string): TosspayKey | undefined {
    const keys = this.keys.all().filter((key) => key.mid === mid && key.userId === userId)
    return keys.find(({ state }) => state === 'ACTIVE') ?? keys.at(-1)
  }

  close(): void {
    this.notes.stop()
    this.#archive.close()
  }

  #index(order: TosspayOrder): void {
    const tokens = this.#ofOrder.get(order.orderNo) ?? []
    if (!tokens.includes(order.payToken)) this.#ofOrder.set(order.orderNo, [...tokens, order.payToken])
  }
}
