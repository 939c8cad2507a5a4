import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import { randomDigits } from '../desk/random.ts'
import { compactDate } from '../desk/seoul-time.ts'
import type { Surroundings } from '../desk/simulator.ts'
import type { NaverOrder, NaverRecurrent } from './order.ts'

/** An answer kept under its idempotency key. */
interface Kept {
  readonly key: string
  readonly status: number
  readonly body: unknown
}

/** Everything that this PG remembers. */
export class NaverBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly orders: Shelf<NaverOrder>
  readonly recurrents: Shelf<NaverRecurrent>
  readonly kept: Shelf<Kept>
  readonly #archive = new Archive()
  readonly #ofPayment = new Map<string, string>()
  readonly #ofKey = new Map<string, string[]>()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.orders = this.#archive.shelf<NaverOrder>('order', (order) => order.reserveId)
    this.recurrents = this.#archive.shelf<NaverRecurrent>('recurrent', (one) => one.recurrentId)
    this.kept = this.#archive.shelf<Kept>('answer', (answer) => answer.key)
    this.orders.watch((order) => this.#index(order))
    this.#archive.open(surroundings.journalPath)
  }

  now(): Date {
    return this.surroundings.clock.now()
  }

  register(registration: MerchantRegistration): Merchant {
    return this.merchants.put(registered(this.merchants.get(registration.mid), registration))
  }

  /** Who owns this client id; the page of a shop names nothing else. */
  ofClient(clientId: string): Merchant | undefined {
    return this.merchants.all().find(({ credentials }) => credentials['clientId'] === clientId)
  }

  ofPayment(paymentId: string): NaverOrder | undefined {
    return this.orders.get(this.#ofPayment.get(paymentId) ?? '')
  }

  /** The opening that counts for a shop's number: the approved one, else the latest. */
  ofKey(merchantPayKey: string): NaverOrder | undefined {
    const orders = (this.#ofKey.get(merchantPayKey) ?? [])
      .map((id) => this.orders.get(id))
      .filter((order) => order !== undefined)
    return orders.find(({ entries }) => entries.length > 0) ?? orders.at(-1)
  }

  all(): readonly NaverOrder[] {
    return [...this.#ofKey.keys()].map((key) => this.ofKey(key)).filter((order) => order !== undefined)
  }

  newPaymentId(): string {
    return `${compactDate(this.now())}NP${randomDigits(10)}`
  }

  close(): void {
    this.#archive.close()
  }

  #index(order: NaverOrder): void {
    if (order.paymentId !== '') this.#ofPayment.set(order.paymentId, order.reserveId)
    const ids = this.#ofKey.get(order.merchantPayKey) ?? []
    if (!ids.includes(order.reserveId)) this.#ofKey.set(order.merchantPayKey, [...ids, order.reserveId])
  }
}
