import { sql } from '../foundation/database.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import { currencyScale } from '../payment/currency.ts'
import { startDownload, type Download, type DownloadDependencies } from '../payment/start-download.ts'
import type { TableColumn } from '../payment/table-file.ts'
import { actionWords, differenceWords, methodWords, simplifiedWords, statusWords } from './words.ts'
import { dayColumn, entryCondition, type EntrySearch } from './entry-search.ts'
import { entrySelect, type EntryRow } from './page-entries.ts'
import type { ReadScope } from './reconciliation-dependencies.ts'
import { simplifiedMethods, vatReport, type VatFigures } from './vat-report.ts'

export interface FileChoice {
  readonly format: 'csv' | 'xlsx'
  readonly language: 'ko' | 'en'
}
type Caller = ConsoleCaller & { readonly storeId: string }

/** Starts the download of a reconciliation list, in the order of the list. */
export function exportEntries(
  deps: DownloadDependencies,
  caller: Caller,
  scope: ReadScope,
  search: EntrySearch,
  file: FileChoice,
): Promise<Download> {
  const { where, values } = entryCondition(scope, search)
  const day = `e.${dayColumn(search)}`
  return startDownload<EntryRow, EntryRow>(deps, caller, async () => ({
    ...file,
    columns: entryColumns(file.language),
    sheetName: { ko: '거래 대사', en: 'Reconciliation' },
    count: async (transaction) => {
      const [row] = await transaction.query<{ count: number }>(
        sql('', `select count(*)::integer as count from reconciliation_entry e where ${where}`),
        values,
      )
      return row?.count ?? 0
    },
    select: { text: `${entrySelect} where ${where} order by ${day} desc, e.entry_key desc`, values },
    read: (row) => row,
    audit: (rows) => ({
      action: 'reconciliation.export',
      storeId: caller.storeId,
      target: caller.storeId,
      after: { ...file, rows, filters: { ...search, search: search.search !== undefined } },
    }),
  }))
}

/** Starts the download of the VAT reference data. */
export function exportVat(
  deps: DownloadDependencies,
  caller: Caller,
  scope: ReadScope,
  search: EntrySearch,
  file: FileChoice,
): Promise<Download> {
  return startDownload<VatRow, VatRow>(deps, caller, async () => {
    const report = await vatReport(deps.database, scope, search)
    const rows = vatRows(report)
    return {
      ...file,
      columns: vatColumns(file.language),
      sheetName: { ko: '부가세 참고자료', en: 'VAT reference' },
      count: () => Promise.resolve(rows.length),
      select: {
        text: `select method, supply as "supplyMinor", vat as "vatMinor", tax_free as "taxFreeMinor", total as "totalMinor"
               from rows from (jsonb_to_recordset($1::jsonb) as (method text, supply bigint, vat bigint, tax_free bigint, total bigint))
               with ordinality order by ordinality`,
        values: [JSON.stringify(rows)],
      },
      read: (row) => row,
      audit: () => ({
        action: 'vat-report.export',
        storeId: caller.storeId,
        target: caller.storeId,
        after: { ...file, from: search.from, until: search.until, basis: search.basis, mode: search.mode },
      }),
    }
  })
}

interface VatRow {
  readonly method: string
  readonly supplyMinor: number
  readonly vatMinor: number
  readonly taxFreeMinor: number
  readonly totalMinor: number
}

function vatRows({ items, summary }: VatFigures): readonly object[] {
  const row = (method: string, figures: VatFigures['summary']) => ({
    method,
    supply: figures.supplyMinor,
    vat: figures.vatMinor,
    tax_free: figures.taxFreeMinor,
    total: figures.totalMinor,
  })
  return [...items.map((item) => row(item.paymentMethod, item)), row('TOTAL', summary)]
}

function vatColumns(language: 'ko' | 'en'): readonly TableColumn<VatRow>[] {
  const name = (method: string) => {
    const known = simplifiedMethods.find((one) => one === method)
    if (known !== undefined) return simplifiedWords[known][language]
    return language === 'en' ? 'Total' : '합계'
  }
  return [
    { ko: '결제수단', en: 'Method', width: 16, read: ({ method }) => name(method) },
    { ko: '공급가액', en: 'Supply', width: 16, read: ({ supplyMinor }) => supplyMinor },
    { ko: '부가세', en: 'VAT', width: 16, read: ({ vatMinor }) => vatMinor },
    { ko: '면세금액', en: 'Tax free', width: 16, read: ({ taxFreeMinor }) => taxFreeMinor },
    { ko: '합계', en: 'Total', width: 16, read: ({ totalMinor }) => totalMinor },
  ]
}

function entryColumns(language: 'ko' | 'en'): readonly TableColumn<EntryRow>[] {
  const column = (ko: string, en: string, width: number, read: TableColumn<EntryRow>['read']) => ({
    ko,
    en,
    width,
    read,
  })
  const text = (value: string | null) => value ?? undefined
  return [
    column('거래일', 'Transaction day', 12, ({ day }) => day),
    column('정산일', 'Settlement day', 12, ({ settledOn }) => text(settledOn)),
    column('대사상태', 'Status', 12, ({ status }) => statusWords[status][language]),
    column('차이', 'Differences', 26, ({ differences }) =>
      differences.map((one) => differenceWords[one][language]).join(', '),
    ),
    column('거래구분', 'Kind', 12, ({ action }) => actionWords[action][language]),
    column('상점', 'Store', 18, ({ storeName }) => text(storeName)),
    column('PG', 'PG', 14, ({ pg }) => pg),
    column('PG상점아이디', 'Merchant id', 18, ({ pgMerchantId }) => pgMerchantId),
    column('고객사 거래번호', 'Payment id', 34, ({ paymentId }) => text(paymentId)),
    column('나루 거래번호', 'Transaction id', 38, ({ transactionId }) => text(transactionId)),
    column('PG 거래번호', 'PG transaction id', 38, ({ pgTxId }) => text(pgTxId)),
    column('주문명', 'Order', 28, ({ orderName }) => text(orderName)),
    column('거래유형', 'Method', 14, ({ method }) => methodWords[method]?.[language] ?? method),
    column('통화', 'Currency', 8, ({ currency }) => currency),
    column('거래금액(나루)', 'Amount (ours)', 14, (row) => major(row, row.amountMinor)),
    column('거래금액(PG)', 'Amount (PG)', 14, (row) => major(row, row.pgAmountMinor)),
    column('면세금액', 'Tax free', 12, (row) => major(row, row.taxFreeMinor)),
    column('부가세', 'VAT', 12, (row) => major(row, row.vatMinor)),
    column('PG 수수료', 'PG fee', 12, (row) => major(row, row.feeMinor)),
    column('PG 수수료 부가세', 'VAT of the fee', 12, (row) => major(row, row.feeVatMinor)),
    column('약정 수수료', 'Agreed fee', 12, (row) => major(row, row.expectedFeeMinor)),
    column('정산금액', 'Settlement', 14, (row) =>
      row.pgAmountMinor === null
        ? undefined
        : major(
            row,
            (row.action === 'APPROVAL' ? 1 : -1) * (row.pgAmountMinor - row.feeMinor - row.feeVatMinor),
          ),
    ),
  ]
}

/** Built from digits; only Excel's own cell makes a float of it. */
function major({ currency }: EntryRow, minor: number | null): number | undefined {
  if (minor === null) return undefined
  const scale = currencyScale(currency)
  if (scale === 0) return minor
  const digits = String(Math.abs(minor)).padStart(scale + 1, '0')
  return Number(`${minor < 0 ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`)
}
