import { sql, type Database } from '../foundation/database.ts'

const readAny = sql('payment-any-of-store', `select 1 from payment where store_id = $1 limit 1`)

/** Whether anything was ever begun to be paid in this store. */
export async function hasPayments(database: Database, storeId: string): Promise<boolean> {
  return (await database.query(readAny, [storeId])).length > 0
}
