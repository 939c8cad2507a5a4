import { sql, type Database } from '../foundation/database.ts'

const count = sql(
  'checkout-count-open-windows',
  `select count(*) as open from checkout_attempt c
   join payment_transaction t on t.store_id = c.store_id and t.transaction_id = c.attempt_id
   where c.store_id = any($1::text[]) and c.begun_at is not null and c.expires_at > $2 and t.phase in ('OPEN', 'AUTHENTICATED')`,
)
const close = sql(
  'checkout-close-windows',
  `update checkout_attempt set expires_at = $2 where store_id = any($1::text[]) and expires_at > $2`,
)

/** Buyers who are at a PG right now and may come back with a payment. */
export async function countOpenWindows(
  database: Database,
  storeIds: readonly string[],
  now: Date,
): Promise<number> {
  const [row] = await database.query<{ open: number }>(count, [storeIds, now])
  return row?.open ?? 0
}

/** Windows that were prepared but lead nowhere any more: nobody gets from one to a PG. */
export async function closeWindows(
  transaction: Database,
  closing: { readonly storeIds: readonly string[]; readonly now: Date },
): Promise<void> {
  await transaction.query(close, [closing.storeIds, closing.now])
}
