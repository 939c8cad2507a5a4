import { sql, type Database } from '../foundation/database.ts'
import { findAttempts } from './find-attempts.ts'
import type { Days } from './line-store.ts'
import { sourceKey, type Source } from './source-store.ts'

const pageSize = 1_000

/** One cursor over all of them: asked page by page, PostgreSQL would sort the whole day anew for every page. */
const openCursor = sql(
  '',
  `declare settlement_unresolved no scroll cursor for
   select ctid::text as place, order_id as "pgOrderId", pg_tx_id as "pgTxId" from settlement_line
   where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4 and transacted_on between $5 and $6
     and transaction_id is null`,
)
const fetchPage = sql('', `fetch ${pageSize} from settlement_unresolved`)
const closeCursor = sql('', 'close settlement_unresolved')
/** By their place: the source is locked, so nobody else moves them. */
const assign = sql(
  'settlement-line-assign',
  `update settlement_line l set store_id = x.store_id, transaction_id = x.transaction_id
   from unnest($1::tid[], $2::text[], $3::text[]) x(place, store_id, transaction_id) where l.ctid = x.place`,
)

interface Unresolved {
  readonly place: string
  readonly pgOrderId: string | null
  readonly pgTxId: string
}

/** Looks again for the attempts of lines that found none when they came: the PG's name of a transaction may come later. */
export async function resolveLines(transaction: Database, source: Source, days: Days): Promise<void> {
  await transaction.query(openCursor, [...sourceKey(source), days.from, days.until])
  for (;;) {
    const lines = await transaction.query<Unresolved>(fetchPage)
    if (lines.length === 0) break
    const attemptOf = await findAttempts(transaction, source, lines)
    const found = lines.flatMap((line) => {
      const attempt = attemptOf(line)
      return attempt === undefined ? [] : [{ place: line.place, ...attempt }]
    })
    if (found.length > 0)
      await transaction.query(assign, [
        found.map(({ place }) => place),
        found.map(({ storeId }) => storeId),
        found.map(({ transactionId }) => transactionId),
      ])
  }
  await transaction.query(closeCursor)
}
