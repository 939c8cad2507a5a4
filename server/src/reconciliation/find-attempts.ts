import { sql, type Database } from '../foundation/database.ts'
import type { Source } from './source-store.ts'

const storesOf = sql(
  'reconciliation-stores',
  `select store_id as "storeId" from store where merchant_id = $1`,
)
const byOrder = sql(
  'reconciliation-attempts-by-order',
  `select store_id as "storeId", transaction_id as "transactionId", transaction_id as name from payment_transaction
   where store_id = any($1::text[]) and transaction_id = any($2::text[])`,
)
const byPgTx = sql(
  'reconciliation-attempts-by-pg-tx',
  `select store_id as "storeId", transaction_id as "transactionId", pg_tx_id as name from payment_transaction
   where store_id = any($1::text[]) and pg_tx_id is not null and pg_tx_id = any($2::text[])`,
)

export interface Attempt {
  readonly storeId: string
  readonly transactionId: string
}
export interface Named {
  readonly pgOrderId?: string | null
  readonly pgTxId: string
}

/**
 * Finds the attempts of ours that lines are about: by the order number that we gave the PG, else by the PG's name of the
 * transaction. Only among the merchant's own stores, so that a forged line shows nobody else's payment.
 */
export async function findAttempts(
  transaction: Database,
  { merchantId }: Pick<Source, 'merchantId'>,
  lines: readonly Named[],
): Promise<(line: Named) => Attempt | undefined> {
  const stores = await transaction.query<{ storeId: string }>(storesOf, [merchantId])
  const storeIds = stores.map(({ storeId }) => storeId)
  const orders = lines.flatMap(({ pgOrderId }) => pgOrderId ?? [])
  const ofOrder = named(await transaction.query<Attempt & Name>(byOrder, [storeIds, orders]))
  const rest = lines.filter(({ pgOrderId }) => !ofOrder.has(pgOrderId ?? ''))
  const ofPgTx = named(
    await transaction.query<Attempt & Name>(byPgTx, [storeIds, rest.map(({ pgTxId }) => pgTxId)]),
  )
  return ({ pgOrderId, pgTxId }) => ofOrder.get(pgOrderId ?? '') ?? ofPgTx.get(pgTxId)
}

interface Name {
  readonly name: string
}

function named(attempts: readonly (Attempt & Name)[]): ReadonlyMap<string, Attempt> {
  return new Map(attempts.map((attempt) => [attempt.name, attempt]))
}
