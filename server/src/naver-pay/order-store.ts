import type { ProductOrder } from '@naru/gateways'
import { sql, type Database } from '../foundation/database.ts'

const keep = sql(
  'naver-pay-keep-product-orders',
  `insert into product_order
     (store_id, product_order_id, transaction_id, order_id, status, claim_type, claim_status, seen_at)
   select $1, id, $2, $3, status, claim_type, claim_status, $8
   from unnest($4::text[], $5::text[], $6::text[], $7::text[]) as seen(id, status, claim_type, claim_status)
   on conflict (store_id, product_order_id) do update
     set status = excluded.status, claim_type = excluded.claim_type, claim_status = excluded.claim_status,
         seen_at = excluded.seen_at
     where product_order.transaction_id = excluded.transaction_id`,
)
const ofTransaction = sql(
  'naver-pay-orders-of-transaction',
  `select distinct order_id as "orderId" from product_order where store_id = $1 and transaction_id = $2`,
)
const one = sql(
  'naver-pay-find-product-order',
  `select transaction_id as "transactionId" from product_order where store_id = $1 and product_order_id = $2`,
)

/** Keeps what was last seen of the product orders of one order. */
export async function keepProductOrders(
  database: Database,
  of: { readonly storeId: string; readonly transactionId: string; readonly orderId: string },
  productOrders: readonly ProductOrder[],
  now: Date,
): Promise<void> {
  await database.query(keep, [
    of.storeId,
    of.transactionId,
    of.orderId,
    productOrders.map(({ productOrderId }) => productOrderId),
    productOrders.map(({ status }) => status),
    productOrders.map(({ claimType }) => claimType ?? null),
    productOrders.map(({ claimStatus }) => claimStatus ?? null),
    now,
  ])
}

/** The PG's orders that a payment's attempt became; usually one. */
export async function ordersOfTransaction(
  database: Database,
  storeId: string,
  transactionId: string,
): Promise<readonly string[]> {
  const rows = await database.query<{ orderId: string }>(ofTransaction, [storeId, transactionId])
  return rows.map(({ orderId }) => orderId)
}

/** The attempt that a product order belongs to. */
export async function findProductOrder(
  database: Database,
  storeId: string,
  productOrderId: string,
): Promise<string | undefined> {
  const [row] = await database.query<{ transactionId: string }>(one, [storeId, productOrderId])
  return row?.transactionId
}
