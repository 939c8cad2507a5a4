import type { PassThrough } from 'node:stream'
import type { AuditEntry, AuditLog } from '../audit/audit-log.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { Logger } from '../foundation/log.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import type { ExportFormat } from '../wire/console-payments.ts'
import { refuseExport } from './payment-export-errors.ts'
import { csvFile, excelFile, type TableColumn, type TableFile } from './table-file.ts'

export interface DownloadDependencies {
  readonly database: Database
  readonly audit: AuditLog
  readonly log: Logger
}

export interface Download {
  /** How many rows the file will have. */
  readonly rows: number
  readonly output: PassThrough
  /** Rows written so far. */
  readonly written: () => number
}

export interface DownloadPlan<DbRow extends object, Row> {
  readonly format: ExportFormat
  readonly language: 'ko' | 'en'
  readonly columns: readonly TableColumn<Row>[]
  readonly sheetName: { readonly ko: string; readonly en: string }
  readonly count: (transaction: Database) => Promise<number>
  /** A `select` in the order of the file. */
  readonly select: { readonly text: string; readonly values: readonly unknown[] }
  readonly read: (row: DbRow) => Row
  readonly audit: (rows: number) => AuditEntry
}

/** Rows that are in memory at once. */
const batchSize = 200
/** Excel's sheet ends at 1,048,576. */
const excelRowsMax = 1_000_000
/** Each download holds a database connection for as long as its reader needs. */
const atOnceMax = 3
let running = 0

/**
 * Starts the download of a list. Counting and reading see one snapshot, so the count is right to the row. Rows come
 * through a cursor; the memory that it takes does not depend on their number. The audit entry is written before the
 * first row leaves.
 *
 * @param prepare what is read before the snapshot: it may be given up, and a failed statement would end the transaction
 * @throws Refusal ExportTooLargeError, ExportBusyError
 */
export async function startDownload<DbRow extends object, Row>(
  { database, audit, log }: DownloadDependencies,
  caller: ConsoleCaller,
  prepare: () => Promise<DownloadPlan<DbRow, Row>>,
): Promise<Download> {
  if (running >= atOnceMax) throw refuseExport('ExportBusyError')
  running += 1
  const { plan, target } = await prepare()
    .then(async (asked) => ({ plan: asked, target: await fileOf(asked) }))
    .catch((error: unknown) => {
      running -= 1
      throw error
    })
  let written = 0
  return new Promise((resolve, reject) => {
    const work = database.transaction(async (transaction) => {
      await transaction.query(sql('', 'set transaction isolation level repeatable read, read only'))
      const rows = await plan.count(transaction)
      if (plan.format === 'xlsx' && rows > excelRowsMax) throw refuseExport('ExportTooLargeError')
      await audit.record(database, caller, plan.audit(rows))
      resolve({ rows, output: target.output, written: () => written })
      await pump(transaction, plan, target, (count) => (written += count))
    })
    work
      .catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error('export failed', { cause: error }))
        // A file that ends early must not look whole: the connection breaks instead.
        if (!target.output.destroyed) target.output.destroy(error instanceof Error ? error : undefined)
        log.info({ err: error, written }, 'a download ended early')
      })
      .finally(() => (running -= 1))
  })
}

async function fileOf<DbRow extends object, Row>({
  format,
  language,
  columns,
  sheetName,
}: DownloadPlan<DbRow, Row>): Promise<TableFile<Row>> {
  return format === 'csv' ? csvFile(columns, language) : excelFile(columns, language, sheetName)
}

async function pump<DbRow extends object, Row>(
  transaction: Database,
  { select, read }: DownloadPlan<DbRow, Row>,
  file: TableFile<Row>,
  count: (rows: number) => void,
): Promise<void> {
  await transaction.query(sql('', `declare download no scroll cursor for ${select.text}`), select.values)
  const fetch = sql('', `fetch ${batchSize} from download`)
  for (;;) {
    const rows = await transaction.query<DbRow>(fetch)
    if (rows.length === 0) break
    if (file.output.destroyed) throw new Error('the reader is gone')
    count(rows.length)
    await file.write(rows.map(read))
  }
  await file.end()
}
