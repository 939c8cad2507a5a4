import { randomBytes } from 'node:crypto'
import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import type { Surroundings } from '../desk/simulator.ts'
import type { KakaoOrder, KakaoSid } from './order.ts'

/** Everything that this PG remembers. */
export class KakaoBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly orders: Shelf<KakaoOrder>
  readonly sids: Shelf<KakaoSid>
  readonly #archive = new Archive()
  readonly #ofWindow = new Map<string, string>()
  readonly #ofPartnerOrder = new Map<string, string[]>()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.orders = this.#archive.shelf<KakaoOrder>('order', (order) => order.tid)
    this.sids = this.#archive.shelf<KakaoSid>('sid', (one) => one.sid)
    this.orders.watch((order) => this.#index(order))
    this.#archive.open(surroundings.journalPath)
  }

  now(): Date {
    return this.surroundings.clock.now()
  }

  register(registration: MerchantRegistration): Merchant {
    return this.merchants.put(registered(this.merchants.get(registration.mid), registration))
  }

  ofWindow(token: string): KakaoOrder | undefined {
    return this.orders.get(this.#ofWindow.get(token) ?? '')
  }

  /** The tid that counts for a shop's number: one with a movement, else the latest. The shop cannot ask so. */
  ofPartnerOrder(partnerOrderId: string): KakaoOrder | undefined {
    const orders = (this.#ofPartnerOrder.get(partnerOrderId) ?? [])
      .map((tid) => this.orders.get(tid))
      .filter((order) => order !== undefined)
    return orders.find(({ actions }) => actions.length > 0) ?? orders.at(-1)
  }

  all(): readonly KakaoOrder[] {
    return [...this.#ofPartnerOrder.keys()]
      .map((id) => this.ofPartnerOrder(id))
      .filter((order) => order !== undefined)
  }

  /** Twenty characters: `T…` of a payment, `A…` of a movement, `S…` of a right to charge. */
  newId(kind: 'T' | 'A' | 'S'): string {
    return kind + randomBytes(10).toString('hex').slice(1)
  }

  close(): void {
    this.#archive.close()
  }

  #index(order: KakaoOrder): void {
    this.#ofWindow.set(order.windowToken, order.tid)
    const tids = this.#ofPartnerOrder.get(order.partnerOrderId) ?? []
    if (!tids.includes(order.tid)) this.#ofPartnerOrder.set(order.partnerOrderId, [...tids, order.tid])
  }
}
