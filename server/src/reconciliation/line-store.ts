import type { SettlementLine } from '@naru/gateways'
import { sql, type Database } from '../foundation/database.ts'
import { digest } from '../foundation/secret.ts'
import { findAttempts } from './find-attempts.ts'
import { sourceKey, type Source } from './source-store.ts'

/** The fields of a settlement line, as the JSON of a batch names them. */
const fields = `line_id text, kind text, pg_tx_id text, order_id text, pg_cancellation_id text, method text, currency text,
  amount_minor bigint, tax_free_minor bigint, vat_minor bigint, fee_minor bigint, fee_vat_minor bigint, transacted_on date,
  settled_on date, installment_month integer, is_escrow boolean`
const names = fields.split(',').map((field) => field.trim().split(' ')[0] ?? '')
const columns = names.join(', ')

/** Tells in the same statement what each line replaced. */
const upsert = sql(
  'settlement-line-upsert',
  `insert into settlement_line (merchant_id, mode, pg, pg_merchant_id, import_id, content_digest, store_id, transaction_id, ${columns})
   select $1, $2, $3, $4, $5, decode(content_digest, 'hex'), store_id, transaction_id, ${columns}
   from jsonb_to_recordset($6::jsonb) as x(content_digest text, store_id text, transaction_id text, ${fields})
   on conflict (merchant_id, mode, pg, pg_merchant_id, line_id) do update set import_id = excluded.import_id,
     replaced_import_id = settlement_line.import_id, replaced_digest = settlement_line.content_digest,
     content_digest = excluded.content_digest, store_id = excluded.store_id, transaction_id = excluded.transaction_id,
     ${names
       .filter((name) => name !== 'line_id')
       .map((name) => `${name} = excluded.${name}`)
       .join(', ')}
   returning line_id as "lineId", replaced_import_id as "replacedImportId", replaced_digest is distinct from content_digest as "isNew"`,
)
/** What was said of a line before it was corrected, perhaps on another day. */
const forgetOrphans = sql(
  'settlement-line-forget-orphans',
  `delete from reconciliation_entry where ctid in (
     select e.place from unnest($5::text[]) x(entry_key)
     cross join lateral (select ctid as place from reconciliation_entry s where s.merchant_id = $1 and s.mode = $2 and s.pg = $3
       and s.pg_merchant_id = $4 and s.entry_key = x.entry_key limit 1) e)`,
)
const dropEarlier = sql(
  'settlement-line-drop-earlier',
  `delete from settlement_line where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4 and import_id <> $5
     and transacted_on between $6 and $7`,
)
const dropStrangers = sql(
  'settlement-line-drop-strangers',
  `delete from settlement_line where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4 and import_id = $5
     and transacted_on between $6 and $7 and transaction_id is null returning 1 as one`,
)

const analyse = sql('', 'analyze settlement_line')

/**
 * Lets PostgreSQL know what a large delivery put in: its statistics are older than this transaction, and by them it reads
 * all of a day for every line.
 */
export async function countLines(transaction: Database): Promise<void> {
  await transaction.query(analyse)
}

export interface Written {
  readonly added: number
  readonly changed: number
  /** A line that this same delivery had already. */
  readonly repeated: string | undefined
}
export interface Days {
  readonly from: string
  readonly until: string
}

/** The key of an entry that stands for a line alone. */
export function orphanKey({ pg, pgMerchantId }: Pick<Source, 'pg' | 'pgMerchantId'>, lineId: string): string {
  return `l:${pg}:${pgMerchantId}:${lineId}`
}

/** Writes a batch of lines under the source's lock; a line that is known already is replaced. */
export async function writeLines(
  transaction: Database,
  source: Source,
  importId: string,
  lines: readonly SettlementLine[],
): Promise<Written> {
  const seen = new Set<string>()
  const twice = lines.find(({ lineId }) => seen.size === seen.add(lineId).size)
  if (twice !== undefined) return { added: 0, changed: 0, repeated: twice.lineId }
  const attemptOf = await findAttempts(transaction, source, lines)
  const rows = lines.map((line) => {
    const row = toRow(line)
    const attempt = attemptOf(line)
    return {
      ...row,
      content_digest: Buffer.from(digest(JSON.stringify(row))).toString('hex'),
      store_id: attempt?.storeId,
      transaction_id: attempt?.transactionId,
    }
  })
  const written = await transaction.query<{
    lineId: string
    replacedImportId: string | null
    isNew: boolean
  }>(upsert, [...sourceKey(source), importId, JSON.stringify(rows)])
  const replaced = written.filter(({ replacedImportId }) => replacedImportId !== null)
  const changed = replaced.filter(({ isNew }) => isNew)
  if (changed.length > 0)
    await transaction.query(forgetOrphans, [
      ...sourceKey(source),
      changed.map(({ lineId }) => orphanKey(source, lineId)),
    ])
  return {
    added: written.length - replaced.length,
    changed: changed.length,
    repeated: replaced.find(({ replacedImportId }) => replacedImportId === importId)?.lineId,
  }
}

/** A day that was read whole is the whole truth about it: what an earlier reading had and this one has not is gone. */
export async function dropEarlierLines(
  transaction: Database,
  source: Source,
  importId: string,
  days: Days,
): Promise<void> {
  await transaction.query(dropEarlier, [...sourceKey(source), importId, days.from, days.until])
}

/** Under a shared test merchant id the PG's books are everybody's: what is not ours is not kept. @returns how many */
export async function dropStrangersLines(
  transaction: Database,
  source: Source,
  importId: string,
  days: Days,
): Promise<number> {
  const values = [...sourceKey(source), importId, days.from, days.until]
  return (await transaction.query(dropStrangers, values)).length
}

function toRow(line: SettlementLine) {
  return {
    line_id: line.lineId,
    kind: line.kind,
    pg_tx_id: line.pgTxId,
    order_id: line.pgOrderId,
    pg_cancellation_id: line.pgCancellationId,
    method: line.method,
    currency: line.currency,
    amount_minor: line.amountMinor,
    tax_free_minor: line.taxFreeMinor,
    vat_minor: line.vatMinor,
    fee_minor: line.feeMinor,
    fee_vat_minor: line.feeVatMinor,
    transacted_on: line.transactionDay,
    settled_on: line.settlementDay,
    installment_month: line.installmentMonth,
    is_escrow: line.isEscrow,
  }
}
