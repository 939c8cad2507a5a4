import { sql, type Database } from '../foundation/database.ts'
import { loadedColumns, toLoaded, type LoadedPayment, type LoadedRow } from '../payment/payment-store.ts'

/** Both conditions have an index of their own. */
const matching = `payment_transaction t where t.store_id = $1
  and (t.data #>> '{v1,customerUid}' = $2 or t.data ->> 'billingKey' = $2)`
const page = sql(
  'subscribe-payments-of-customer',
  `with page as materialized (
     select t.store_id, t.transaction_id, row_number() over (order by t.created_at desc, t.transaction_id desc) as place
     from ${matching} order by t.created_at desc, t.transaction_id desc limit $3 offset $4)
   select ${loadedColumns('t')} from page
   join payment_transaction t on t.store_id = page.store_id and t.transaction_id = page.transaction_id order by place`,
)
const count = sql(
  'subscribe-count-payments-of-customer',
  `select count(*)::integer as total from ${matching}`,
)

/** Everything that was charged, or tried, with the billing keys that this name has meant; the newest first. */
export async function pagePaymentsOfCustomer(
  database: Database,
  choice: {
    readonly storeId: string
    readonly customerUid: string
    readonly page: number
    readonly size: number
  },
): Promise<{ readonly items: readonly LoadedPayment[]; readonly total: number }> {
  const { storeId, customerUid, size } = choice
  const [rows, [counted]] = await Promise.all([
    database.query<LoadedRow>(page, [storeId, customerUid, size, (choice.page - 1) * size]),
    database.query<{ total: number }>(count, [storeId, customerUid]),
  ])
  return { items: rows.map(toLoaded), total: counted?.total ?? 0 }
}
