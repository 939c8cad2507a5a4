import { sql, type Database } from '../foundation/database.ts'

const lock = sql(
  'application-lock-merchant',
  `select s.store_id from merchant m join store s on s.merchant_id = m.merchant_id and s.is_representative
   where m.merchant_id = $1 for no key update of m`,
)
const readStore = sql(
  'application-read-store',
  `select store_id from store where merchant_id = $1 and is_representative`,
)

/**
 * Everything that changes an application of one merchant happens one after the other: the form, its licence and its
 * contracts lie in several rows, some of which do not exist yet and could not be locked. Taken before the audit head.
 */
export async function lockApplication(transaction: Database, merchantId: string): Promise<void> {
  const [row] = await transaction.query(lock, [merchantId])
  if (row === undefined) throw new Error(`${merchantId} has no representative store`)
}

/** The store whose data key seals what the merchant tells. */
export async function representativeStore(
  database: Database,
  merchantId: string,
): Promise<string | undefined> {
  const [row] = await database.query<{ store_id: string }>(readStore, [merchantId])
  return row?.store_id
}
