import type { ShopConfig } from './config.ts'
import type { OrderBook } from './order-book.ts'
import type { Payments } from './payments.ts'

/** What the shop is made of; tests hand in their own. */
export interface ShopParts {
  readonly config: ShopConfig
  readonly orders: OrderBook
  readonly payments: Payments
  readonly now: () => Date
}
