import { isSharedTestMid } from '../channel/shared-test-mid.ts'
import type { AuditActor } from '../audit/audit-log.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { ImportOutcome } from '../wire/console-reconciliation.ts'
import { countLines, dropEarlierLines, dropStrangersLines, writeLines, type Days } from './line-store.ts'
import { resolveLines } from './resolve-lines.ts'
import { reconcileDays } from './reconcile-days.ts'
import { refuseReconciliation } from './reconciliation-errors.ts'
import type { ReconciliationDependencies } from './reconciliation-dependencies.ts'
import type { NumberedLine } from './settlement-file.ts'
import { watchLimit } from './settlement-limit.ts'
import { lockSource, sourceKey, type Source } from './source-store.ts'

export interface Delivery {
  readonly origin: 'FILE' | 'API'
  readonly fileName?: string
  readonly digest: Buffer
  /** It has all transactions of its days. */
  readonly isByTransaction: boolean
  /** Days that it speaks of even where it has no line; else those of its lines. */
  readonly days?: Days
  readonly lines: () => AsyncIterable<NumberedLine>
}

export interface Author {
  readonly storeId: string
  readonly actor: AuditActor
}

/** Rows that are in memory at once. */
const batchSize = 1_000

interface ImportRow {
  readonly lines: number
  readonly added: number
  readonly changed: number
  readonly skipped: number
  readonly from: string
  readonly until: string
}

const findSame = sql(
  'settlement-import-find-same',
  `select line_count as lines, added, changed, skipped, from_day::text as "from", until_day::text as "until" from settlement_import
   where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4 and digest = $5`,
)
const insert = sql(
  'settlement-import-insert',
  `insert into settlement_import (merchant_id, mode, pg, pg_merchant_id, import_id, origin, file_name, digest, is_by_transaction, from_day,
     until_day, line_count, added, changed, skipped, imported_by, imported_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
)

/**
 * Brings in settlement records: all of them or none, in one transaction, under the lock of their source. The same
 * delivery again changes nothing, also when both come at once; a corrected one replaces the lines that it names again.
 *
 * @throws Refusal of whoever reads `lines`
 */
export async function importRecords(
  deps: ReconciliationDependencies,
  author: Author,
  source: Source,
  delivery: Delivery,
): Promise<ImportOutcome> {
  return deps.database.transaction(async (transaction) => {
    const now = deps.clock.now()
    const fees = await lockSource(transaction, source, now)
    const [same] = await transaction.query<ImportRow>(findSame, [...sourceKey(source), delivery.digest])
    if (same !== undefined) return { kind: 'UNCHANGED', ...same }

    const importId = deps.random.id()
    const written = await writeAll(transaction, source, importId, delivery.lines())
    const days = delivery.days ?? written.days
    if (days === undefined) throw refuseReconciliation('IncompleteSettlementFileError', '0')
    if (written.lines > batchSize) await countLines(transaction)
    if (delivery.days !== undefined) await dropEarlierLines(transaction, source, importId, delivery.days)
    const skipped = isShared(deps, source) ? await dropStrangers(transaction, source, importId, days) : 0
    const figures = {
      lines: written.lines,
      added: Math.max(0, written.added - skipped),
      changed: written.changed,
      skipped,
      ...days,
    }
    await transaction.query(insert, [
      ...sourceKey(source),
      importId,
      delivery.origin,
      delivery.fileName ?? null,
      delivery.digest,
      delivery.isByTransaction,
      days.from,
      days.until,
      figures.lines,
      figures.added,
      figures.changed,
      skipped,
      author.actor.email,
      now,
    ])
    await reconcileDays(transaction, source, days, fees)
    await watchLimit(transaction, deps, author.storeId, source)
    await deps.audit.record(transaction, author.actor, {
      action: 'settlement-records.import',
      storeId: author.storeId,
      target: source.pgMerchantId,
      after: { pg: source.pg, mode: source.mode, origin: delivery.origin, ...figures },
    })
    return { kind: 'IMPORTED', ...figures }
  })
}

interface WrittenAll {
  readonly lines: number
  readonly added: number
  readonly changed: number
  readonly days: Days | undefined
}

async function writeAll(
  transaction: Database,
  source: Source,
  importId: string,
  lines: AsyncIterable<NumberedLine>,
): Promise<WrittenAll> {
  let sum: WrittenAll = { lines: 0, added: 0, changed: 0, days: undefined }
  let batch: NumberedLine[] = []
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return
    const given = batch
    batch = []
    const written = await writeLines(
      transaction,
      source,
      importId,
      given.map(({ line }) => line),
    )
    if (written.repeated !== undefined) {
      const number = given.findLast(({ line }) => line.lineId === written.repeated)?.number ?? 0
      throw refuseReconciliation('InvalidSettlementLineError', `${number}번째 줄: 정산번호 중복 / repeated`, {
        line: number,
      })
    }
    sum = {
      lines: sum.lines + given.length,
      added: sum.added + written.added,
      changed: sum.changed + written.changed,
      days: given.reduce(widen, sum.days),
    }
  }
  for await (const line of lines) {
    batch.push(line)
    if (batch.length === batchSize) await flush()
  }
  await flush()
  return sum
}

function widen(days: WrittenAll['days'], { line: { transactionDay } }: NumberedLine): WrittenAll['days'] {
  if (days === undefined) return { from: transactionDay, until: transactionDay }
  return {
    from: transactionDay < days.from ? transactionDay : days.from,
    until: transactionDay > days.until ? transactionDay : days.until,
  }
}

async function dropStrangers(
  transaction: Database,
  source: Source,
  importId: string,
  days: Days,
): Promise<number> {
  await resolveLines(transaction, source, days)
  return dropStrangersLines(transaction, source, importId, days)
}

function isShared(deps: ReconciliationDependencies, source: Source): boolean {
  const gateway = deps.gateways.find(({ id }) => id === source.pg)
  return (
    gateway !== undefined && source.mode === 'TEST' && isSharedTestMid(gateway.catalogue, source.pgMerchantId)
  )
}
