import type { ConsoleCaller } from '../merchant/console-guard.ts'
import type { ExportFormat, ExportGroup } from '../wire/console-payments.ts'
import { countRows } from './count-payments.ts'
import { exportColumns, type ExportRow } from './payment-export-columns.ts'
import { searchCondition, timeColumn, type PaymentSearch } from './search-payments.ts'
import { startDownload, type Download, type DownloadDependencies } from './start-download.ts'

/**
 * Starts the download of what a search finds, newest first.
 *
 * @throws Refusal ExportTooLargeError, ExportBusyError
 */
export function startExport(
  deps: DownloadDependencies,
  caller: ConsoleCaller,
  search: PaymentSearch,
  file: {
    readonly format: ExportFormat
    readonly groups: readonly ExportGroup[]
    readonly language: 'ko' | 'en'
  },
): Promise<Download> {
  return startDownload<ExportRow & { readonly view: string }, ExportRow>(deps, caller, async () => {
    const condition = await searchCondition(deps.database, search)
    const time = timeColumn(search)
    return {
      format: file.format,
      language: file.language,
      columns: exportColumns(file.groups, file.language),
      sheetName: { ko: '결제 내역', en: 'Payments' },
      count: (transaction) => countRows(transaction, condition),
      select: {
        text: `select status, is_test as "isTest", pay_method as "payMethod", pg_provider as "pgProvider", view
               from payment where ${condition.where} order by ${time} desc, payment_id desc`,
        values: condition.values,
      },
      read: (row) => ({ ...row, view: JSON.parse(row.view) }),
      audit: (rows) => ({
        action: 'payments.export',
        storeId: search.storeId,
        target: search.storeId,
        after: { ...file, rows, filters: auditable(search) },
      }),
    }
  })
}

/** Which payments were taken out. The typed text may be somebody's name and stays out of a log that nobody can shorten. */
function auditable({ search, storeId: _storeId, ...filters }: PaymentSearch): object {
  return { ...filters, ...(search === undefined ? {} : { searchField: search.field }) }
}
