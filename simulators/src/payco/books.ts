import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import type { LedgerEntry } from '../desk/ledger.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import type { Surroundings } from '../desk/simulator.ts'

/** RESERVED ─► CERTIFIED ─► PAID ─► PART_CANCELED ─► CANCELED, or CLOSED. */
export type PaycoStatus = 'RESERVED' | 'CERTIFIED' | 'PAID' | 'PART_CANCELED' | 'CANCELED' | 'CLOSED'

export interface PaycoOrder {
  readonly reserveOrderNo: string
  /** In the window's address; nobody can guess it from the number. */
  readonly windowToken: string
  readonly sellerKey: string
  readonly cpId: string
  readonly referenceKey: string
  readonly title: string
  readonly totalMinor: number
  readonly taxFreeMinor: number
  readonly returnUrl: string
  readonly status: PaycoStatus
  readonly reservedAt: string
  readonly certifyToken?: string
  readonly orderNo?: string
  readonly orderCertifyKey?: string
  readonly paidAt?: string
  readonly card?: { readonly code: string; readonly number: string; readonly months: number }
  /** As the shop told: `DELIVERY_START`, … */
  readonly productStatus?: string
  readonly entries: readonly LedgerEntry[]
}

/** Everything that this PG remembers. */
export class PaycoBooks {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly orders: Shelf<PaycoOrder>
  readonly #archive = new Archive()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.orders = this.#archive.shelf<PaycoOrder>('order', (order) => order.reserveOrderNo)
    this.#archive.open(surroundings.journalPath)
  }

  now(): Date {
    return this.surroundings.clock.now()
  }

  register(registration: MerchantRegistration): Merchant {
    return this.merchants.put(registered(this.merchants.get(registration.mid), registration))
  }

  /** The shop that this key and code belong to. */
  isSeller(sellerKey: string, cpId: string): boolean {
    return sellerKey !== '' && this.merchants.get(cpId)?.credentials['sellerKey'] === sellerKey
  }

  ofWindow(token: string): PaycoOrder | undefined {
    return this.orders.all().find(({ windowToken }) => windowToken === token)
  }

  ofOrderNo(orderNo: string): PaycoOrder | undefined {
    return this.orders.all().find((order) => order.orderNo === orderNo)
  }

  /** The reservation that counts for a shop's number: the paid one, else the latest. */
  ofReference(referenceKey: string): PaycoOrder | undefined {
    const orders = this.orders.all().filter((order) => order.referenceKey === referenceKey)
    return orders.find(({ entries }) => entries.length > 0) ?? orders.at(-1)
  }

  close(): void {
    this.#archive.close()
  }
}
