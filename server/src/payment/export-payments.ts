import type { PassThrough } from 'node:stream'
import type { AuditLog } from '../audit/audit-log.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { Logger } from '../foundation/log.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import type { ExportFormat, ExportGroup } from '../wire/console-payments.ts'
import { countRows } from './count-payments.ts'
import { exportColumns, type ExportRow } from './payment-export-columns.ts'
import { csvFile, excelFile, type PaymentFile } from './payment-file.ts'
import { refuseExport } from './payment-export-errors.ts'
import { searchCondition, timeColumn, type Condition, type PaymentSearch } from './search-payments.ts'

export interface ExportDependencies {
  readonly database: Database
  readonly audit: AuditLog
  readonly log: Logger
}

export interface PaymentExport {
  /** How many rows the file will have. */
  readonly rows: number
  readonly output: PassThrough
  /** Rows written so far. */
  readonly written: () => number
}

/** Rows that are in memory at once. */
const batchSize = 200
/** Excel's sheet ends at 1,048,576. */
const excelRowsMax = 1_000_000
/** Each download holds a database connection for as long as its reader needs. */
const atOnceMax = 3
let running = 0

/**
 * Starts the download of what a search finds, newest first. Counting and reading see one snapshot, so the count is right
 * to the row. Rows come through a cursor; the memory that it takes does not depend on their number. The audit entry is
 * written before the first row leaves.
 *
 * @throws Refusal ExportTooLargeError, ExportBusyError
 */
export async function startExport(
  { database, audit, log }: ExportDependencies,
  caller: ConsoleCaller,
  search: PaymentSearch,
  file: {
    readonly format: ExportFormat
    readonly groups: readonly ExportGroup[]
    readonly language: 'ko' | 'en'
  },
): Promise<PaymentExport> {
  if (running >= atOnceMax) throw refuseExport('ExportBusyError')
  running += 1
  // Outside the snapshot: it may be given up, and a failed statement would end the transaction.
  const condition = await searchCondition(database, search).catch((error: unknown) => {
    running -= 1
    throw error
  })
  const columns = exportColumns(file.groups, file.language)
  const target = file.format === 'csv' ? csvFile(columns, file.language) : excelFile(columns, file.language)
  let written = 0
  return new Promise((resolve, reject) => {
    const work = database.transaction(async (transaction) => {
      await transaction.query(sql('', 'set transaction isolation level repeatable read, read only'))
      const rows = await countRows(transaction, condition)
      if (file.format === 'xlsx' && rows > excelRowsMax) throw refuseExport('ExportTooLargeError')
      await audit.record(database, caller, {
        action: 'payments.export',
        storeId: search.storeId,
        target: search.storeId,
        after: { ...file, rows, filters: auditable(search) },
      })
      resolve({ rows, output: target.output, written: () => written })
      await pump(transaction, condition, timeColumn(search), target, (count) => (written += count))
    })
    work
      .catch((error: unknown) => {
        reject(error instanceof Error ? error : new Error('export failed', { cause: error }))
        // A file that ends early must not look whole: the connection breaks instead.
        if (!target.output.destroyed) target.output.destroy(error instanceof Error ? error : undefined)
        log.info({ err: error, written }, 'a download of payments ended early')
      })
      .finally(() => (running -= 1))
  })
}

async function pump(
  transaction: Database,
  { where, values }: Condition,
  time: string,
  file: PaymentFile,
  count: (rows: number) => void,
): Promise<void> {
  await transaction.query(
    sql(
      '',
      `declare payment_export no scroll cursor for select status, is_test as "isTest", pay_method as "payMethod", pg_provider as "pgProvider", view
       from payment where ${where} order by ${time} desc, payment_id desc`,
    ),
    values,
  )
  const fetch = sql('', `fetch ${batchSize} from payment_export`)
  for (;;) {
    const rows = await transaction.query<ExportRow & { view: string }>(fetch)
    if (rows.length === 0) break
    if (file.output.destroyed) throw new Error('the reader is gone')
    count(rows.length)
    await file.write(rows.map((row) => ({ ...row, view: JSON.parse(row.view) })))
  }
  await file.end()
}

/** Which payments were taken out. The typed text may be somebody's name and stays out of a log that nobody can shorten. */
function auditable({ search, storeId: _storeId, ...filters }: PaymentSearch): object {
  return { ...filters, ...(search === undefined ? {} : { searchField: search.field }) }
}
