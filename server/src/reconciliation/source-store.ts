import { sql, type Database } from '../foundation/database.ts'
import type { FeeRules, SourceName, SourceView } from '../wire/console-reconciliation.ts'

/** A merchant id at a PG, with the channels of the merchant that work under it. */
export interface Source extends SourceName {
  readonly merchantId: string
  readonly channels: readonly SourceChannel[]
  readonly collectsDaily: boolean
  readonly fees: FeeRules
  /** Won in a Seoul month; null: none is watched. */
  readonly limitMinor: number | null
  readonly lastCollectedDay: string | null
  readonly lastFailure: SourceView['lastFailure'] | null
}

export interface SourceChannel {
  readonly storeId: string
  readonly channelKey: string
  readonly moduleCode: string
  readonly name: string
  readonly taxType: 'UNSET' | 'TAXABLE' | 'TAX_FREE'
  readonly isDeleted: boolean
}

interface Row extends SourceName {
  readonly channels: readonly SourceChannel[]
  readonly collectsDaily: boolean | null
  readonly fees: FeeRules | null
  readonly limitMinor: number | null
  readonly lastCollectedDay: string | null
  readonly lastFailure: Source['lastFailure']
}

/** Deleted channels count: what was paid through them still settles. */
const select = `select c.mode, c.pg, c.pg_merchant_id as "pgMerchantId",
    json_agg(json_build_object('storeId', c.store_id, 'channelKey', c.channel_key, 'moduleCode', c.module_code, 'name', c.name,
      'taxType', c.tax_type, 'isDeleted', c.deleted_at is not null) order by c.deleted_at is not null, c.created_at, c.channel_key) as channels,
    bool_or(s.collects_daily) as "collectsDaily", (array_agg(s.fees))[1] as fees, max(s.limit_minor) as "limitMinor",
    max(s.last_collected_day)::text as "lastCollectedDay", (array_agg(s.last_failure))[1] as "lastFailure"
  from channel c join store o on o.store_id = c.store_id
  left join settlement_source s on s.merchant_id = o.merchant_id and s.mode = c.mode and s.pg = c.pg and s.pg_merchant_id = c.pg_merchant_id
  where o.merchant_id = $1 and c.attribute = 'PAYMENT'`
const list = sql(
  'settlement-source-list',
  `${select} group by c.mode, c.pg, c.pg_merchant_id
   having bool_or(c.deleted_at is null) or bool_or(s.merchant_id is not null)
   order by c.mode, c.pg, c.pg_merchant_id`,
)
const find = sql(
  'settlement-source-find',
  `${select} and c.mode = $2 and c.pg = $3 and c.pg_merchant_id = $4 group by c.mode, c.pg, c.pg_merchant_id`,
)
const insert = sql(
  'settlement-source-insert',
  `insert into settlement_source (merchant_id, mode, pg, pg_merchant_id, collects_daily, fees, updated_at)
   values ($1, $2, $3, $4, false, '{}', $5) on conflict do nothing`,
)
const lock = sql(
  'settlement-source-lock',
  `select fees from settlement_source where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4 for update`,
)
const change = sql(
  'settlement-source-change',
  `update settlement_source set collects_daily = $5, fees = $6, updated_at = $7, limit_minor = $8,
     limit_told_month = case when limit_minor is not distinct from $8 then limit_told_month end
   where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4`,
)
const noteDay = sql(
  'settlement-source-note-day',
  `update settlement_source set last_collected_day = greatest(last_collected_day, $5::date), last_failure = null
   where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4`,
)
const noteFailure = sql(
  'settlement-source-note-failure',
  `update settlement_source set last_failure = $5 where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4`,
)

/** What names a source in every table, in the order of the statements' first four parameters. */
export function sourceKey({
  merchantId,
  mode,
  pg,
  pgMerchantId,
}: Pick<Source, 'merchantId' | keyof SourceName>) {
  return [merchantId, mode, pg, pgMerchantId] as const
}

export async function listSources(database: Database, merchantId: string): Promise<readonly Source[]> {
  const rows = await database.query<Row>(list, [merchantId])
  return rows.map((row) => toSource(merchantId, row))
}

/** One of the merchant's own; undefined for a merchant id that none of his channels has. */
export async function findSource(
  database: Database,
  merchantId: string,
  { mode, pg, pgMerchantId }: SourceName,
): Promise<Source | undefined> {
  const [row] = await database.query<Row>(find, [merchantId, mode, pg, pgMerchantId])
  return row === undefined ? undefined : toSource(merchantId, row)
}

/** Makes imports of one source follow each other until the transaction ends. @returns its agreed fees */
export async function lockSource(transaction: Database, source: Source, now: Date): Promise<FeeRules> {
  await transaction.query(insert, [...sourceKey(source), now])
  const [row] = await transaction.query<{ fees: FeeRules }>(lock, sourceKey(source))
  if (row === undefined) throw new Error('a settlement source vanished')
  return row.fees
}

export async function changeSource(
  transaction: Database,
  source: Source,
  settings: Pick<Source, 'collectsDaily' | 'fees' | 'limitMinor'>,
  now: Date,
): Promise<void> {
  await transaction.query(change, [
    ...sourceKey(source),
    settings.collectsDaily,
    JSON.stringify(settings.fees),
    now,
    settings.limitMinor,
  ])
}

export async function noteCollected(database: Database, source: Source, day: string): Promise<void> {
  await database.query(noteDay, [...sourceKey(source), day])
}

export async function noteCollectionFailure(
  database: Database,
  source: Source,
  failure: { readonly code: string; readonly message: string; readonly at: string },
): Promise<void> {
  await database.query(noteFailure, [...sourceKey(source), JSON.stringify(failure)])
}

function toSource(merchantId: string, row: Row): Source {
  return { ...row, merchantId, collectsDaily: row.collectsDaily ?? false, fees: row.fees ?? {} }
}
