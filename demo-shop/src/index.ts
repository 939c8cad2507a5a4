import type { FastifyInstance } from 'fastify'
import type { ShopConfig } from './config.ts'
import { OrderBook } from './order-book.ts'
import { connectPayments } from './payments.ts'
import { createShop } from './shop.ts'

export type { ShopConfig } from './config.ts'
export { readShopConfig } from './config.ts'

export interface ShopOptions {
  readonly port: number
  readonly host: string
  readonly config: ShopConfig
}

/** Starts the demo shop; close what comes back to stop it. */
export async function startShop({ port, host, config }: ShopOptions): Promise<FastifyInstance> {
  const orders = await OrderBook.open(config.dataDir)
  const shop = createShop({ config, orders, payments: connectPayments(config), now: () => new Date() })
  await shop.listen({ port, host })
  return shop
}
