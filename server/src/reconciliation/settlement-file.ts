import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { CsvError, parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { isCurrency } from '../payment/currency.ts'
import { toMinor } from '../payment/major-amount.ts'
import type { SettlementLine } from '@naru/gateways'
import { refuseReconciliation } from './reconciliation-errors.ts'
import { isDay } from './settlement-day.ts'

/** A line and where it stood, so that a refusal can name it. */
export interface NumberedLine {
  readonly number: number
  readonly line: SettlementLine
}

type Column =
  | 'lineId'
  | 'kind'
  | 'pgTxId'
  | 'orderId'
  | 'cancelId'
  | 'method'
  | 'currency'
  | 'amount'
  | 'taxFree'
  | 'vat'
  | 'fee'
  | 'feeVat'
  | 'transactionDay'
  | 'settlementDay'
  | 'installment'
  | 'escrow'

/** Names that the first line may use, Korean first; blanks and capitals do not count. */
export const columnNames: Readonly<Record<Column, readonly string[]>> = {
  lineId: ['정산번호', 'line_id'],
  kind: ['구분', 'kind'],
  pgTxId: ['PG거래번호', 'pg_tx_id'],
  orderId: ['주문번호', 'order_id'],
  cancelId: ['취소번호', 'cancel_id'],
  method: ['결제수단', 'method'],
  currency: ['통화', 'currency'],
  amount: ['금액', 'amount'],
  taxFree: ['면세금액', 'tax_free'],
  vat: ['부가세', 'vat'],
  fee: ['수수료', 'fee'],
  feeVat: ['수수료부가세', 'fee_vat'],
  transactionDay: ['거래일', 'transaction_date'],
  settlementDay: ['정산일', 'settlement_date'],
  installment: ['할부개월', 'installment'],
  escrow: ['에스크로', 'escrow'],
}
const needed: readonly Column[] = ['lineId', 'kind', 'pgTxId', 'amount', 'transactionDay']
const kinds: Readonly<Record<string, SettlementLine['kind']>> = {
  승인: 'APPROVAL',
  approval: 'APPROVAL',
  취소: 'CANCEL',
  부분취소: 'CANCEL',
  cancel: 'CANCEL',
}
const methods: Readonly<Record<string, SettlementLine['method']>> = {
  카드: 'CARD',
  card: 'CARD',
  가상계좌: 'VIRTUAL_ACCOUNT',
  virtual_account: 'VIRTUAL_ACCOUNT',
  계좌이체: 'TRANSFER',
  transfer: 'TRANSFER',
  휴대폰: 'MOBILE',
  mobile: 'MOBILE',
  상품권: 'GIFT_CERTIFICATE',
  gift_certificate: 'GIFT_CERTIFICATE',
  간편결제: 'EASY_PAY',
  easy_pay: 'EASY_PAY',
  편의점: 'CONVENIENCE_STORE',
  convenience_store: 'CONVENIENCE_STORE',
}
const totals = ['합계', 'total']
const lettersMax = 200

/**
 * Reads a settlement file of ours line by line: a first line of column names, the records, and last a line of totals
 * (`합계,count,amount`) by which a file that broke off on its way is known. UTF-8 or what Korean Excel writes (CP949).
 * Holds one record at a time.
 *
 * @throws Refusal SettlementColumnsError, InvalidSettlementLineError, IncompleteSettlementFileError
 */
export async function* readSettlementFile(path: string): AsyncGenerator<NumberedLine> {
  const charset = await charsetOf(path)
  const records = createReadStream(path)
    .pipe(iconv.decodeStream(charset))
    .pipe(
      parse({
        bom: true,
        info: true,
        relax_column_count: true,
        skip_empty_lines: true,
        trim: true,
        max_record_size: 20_000,
      }),
    )
  let columns: Columns | undefined
  let isOver = false
  const sum = new Sum()
  try {
    for await (const record of records) {
      const { cells, number } = cellsOf(record)
      if (columns === undefined) {
        columns = readColumns(cells)
        continue
      }
      if (isOver) throw refuseLine(number, '합계 뒤에 줄이 있습니다 / after the totals')
      if (totals.includes((cells[0] ?? '').toLowerCase())) {
        sum.check(cells)
        isOver = true
        continue
      }
      const line = readLine(columns, cells, number)
      sum.add(line)
      yield { number, line }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // An open quote at the end is a file that broke off; anything else is a line that nobody can read.
    const number = Number(Reflect.get(error, 'lines') ?? 0)
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw refuseReconciliation('IncompleteSettlementFileError')
    throw refuseLine(number, error.code)
  } finally {
    records.destroy()
  }
  if (columns === undefined)
    throw refuseReconciliation('SettlementColumnsError', needed.map(nameOf).join(', '))
  if (!isOver) throw refuseReconciliation('IncompleteSettlementFileError')
}

type Columns = ReadonlyMap<Column, number>

/** UTF-8 unless the first line is none. */
async function charsetOf(path: string): Promise<'utf8' | 'cp949'> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4_096), 0, 4_096, 0)
    const start = buffer.subarray(0, bytesRead)
    const end = start.indexOf(0x0a)
    new TextDecoder('utf-8', { fatal: true }).decode(end < 0 ? start : start.subarray(0, end), {
      stream: true,
    })
    return 'utf8'
  } catch {
    return 'cp949'
  } finally {
    await file.close()
  }
}

function cellsOf(record: unknown): { readonly cells: readonly string[]; readonly number: number } {
  const cells: unknown = Reflect.get(Object(record), 'record')
  const info: unknown = Reflect.get(Object(record), 'info')
  return {
    cells: Array.isArray(cells) ? cells.map(String) : [],
    number: Number(Reflect.get(Object(info), 'lines') ?? 0),
  }
}

function nameOf(column: Column): string {
  return columnNames[column][0] ?? column
}

function plain(name: string): string {
  return name.replaceAll(/\s/g, '').toLowerCase()
}

function readColumns(cells: readonly string[]): Columns {
  const found = new Map<Column, number>()
  for (const column of Object.keys(columnNames).filter((key): key is Column => key in columnNames)) {
    const index = cells.findIndex((cell) => columnNames[column].some((name) => plain(name) === plain(cell)))
    if (index >= 0) found.set(column, index)
  }
  const missing = needed.filter((column) => !found.has(column))
  if (missing.length > 0) throw refuseReconciliation('SettlementColumnsError', missing.map(nameOf).join(', '))
  return found
}

function readLine(columns: Columns, cells: readonly string[], number: number): SettlementLine {
  const raw = (column: Column): string => cells[columns.get(column) ?? -1] ?? ''
  const wrong = (column: Column) => refuseLine(number, nameOf(column))
  const words = (column: Column): string | undefined => {
    const value = raw(column)
    if (value.length > lettersMax || value.includes('\u0000')) throw wrong(column)
    return value === '' ? undefined : value
  }
  const required = (column: Column): string => {
    const value = words(column)
    if (value === undefined) throw wrong(column)
    return value
  }
  const currency = words('currency') ?? 'KRW'
  if (!isCurrency(currency)) throw wrong('currency')
  const money = (column: Column): number | undefined => {
    const value = words(column)
    if (value === undefined) return undefined
    const minor = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(value)
      ? toMinor(value.replaceAll(',', ''), currency)
      : toMinor(value, currency)
    if (minor === undefined) throw wrong(column)
    // Files write what goes back with and without a minus; the kind says which way it goes.
    return Math.abs(minor)
  }
  const day = (column: Column): string | undefined => {
    const value = words(column)
    if (value === undefined) return undefined
    const text = /^\d{8}$/.test(value)
      ? `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`
      : value.replaceAll(/[./]/g, '-')
    if (!isDay(text)) throw wrong(column)
    return text
  }
  const kind = kinds[plain(required('kind'))]
  if (kind === undefined) throw wrong('kind')
  const amountMinor = money('amount')
  if (amountMinor === undefined) throw wrong('amount')
  const transactionDay = day('transactionDay')
  if (transactionDay === undefined) throw wrong('transactionDay')
  const installment = words('installment')
  if (installment !== undefined && !/^\d{1,2}$/.test(installment)) throw wrong('installment')
  const escrow = words('escrow')
  const taxFreeMinor = money('taxFree')
  if (taxFreeMinor !== undefined && taxFreeMinor > amountMinor) throw wrong('taxFree')
  return {
    lineId: required('lineId'),
    kind,
    pgTxId: required('pgTxId'),
    method: methods[plain(raw('method'))] ?? 'ETC',
    currency,
    amountMinor,
    feeMinor: money('fee') ?? 0,
    transactionDay,
    ...present({
      pgOrderId: words('orderId'),
      pgCancellationId: words('cancelId'),
      taxFreeMinor,
      vatMinor: money('vat'),
      feeVatMinor: money('feeVat'),
      settlementDay: day('settlementDay'),
      installmentMonth: installment === undefined ? undefined : Number(installment),
      isEscrow: escrow === undefined ? undefined : /^(y|true|1|예|o)$/i.test(escrow),
    }),
  }
}

/** Counts along, to compare with the line of totals. */
class Sum {
  #count = 0
  #minor = 0n
  #currency: string | undefined
  #isMixed = false

  add({ kind, amountMinor, currency }: SettlementLine): void {
    this.#count += 1
    this.#minor += BigInt(kind === 'APPROVAL' ? amountMinor : -amountMinor)
    this.#isMixed ||= this.#currency !== undefined && this.#currency !== currency
    this.#currency = currency
  }

  /** Sums of several currencies mean nothing, so then only the count is compared. */
  check(cells: readonly string[]): void {
    const count = Number(cells[1] === '' ? Number.NaN : cells[1])
    if (count !== this.#count)
      throw refuseReconciliation('IncompleteSettlementFileError', `${this.#count} / ${cells[1] ?? '?'}`)
    const amount = (cells[2] ?? '').replaceAll(',', '')
    if (amount === '' || this.#isMixed) return
    const minor = toMinor(amount, this.#currency ?? 'KRW')
    if (minor === undefined || BigInt(minor) !== this.#minor)
      throw refuseReconciliation('IncompleteSettlementFileError', `${this.#minor} / ${amount}`)
  }
}

function refuseLine(number: number, what: string) {
  return refuseReconciliation('InvalidSettlementLineError', `${number}번째 줄: ${what}`, { line: number })
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function present<T extends object>(members: T): Present<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<T>
}
