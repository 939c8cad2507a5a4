import type { Order } from './order.ts'
import { settleOrder } from './order.ts'
import type { ShopParts } from './shop-parts.ts'

/** Asks the platform how the payment stands and compares it with the order. */
export async function verifyOrder(order: Order, { config, orders, payments }: ShopParts): Promise<Order> {
  const facts = await payments.facts(order.id)
  if (facts === undefined) return order
  const settled = settleOrder(orders.find(order.id) ?? order, facts, config.storeId)
  await orders.save(settled)
  return settled
}
