import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { AuditLog } from '../audit/audit-log.ts'
import { readBody } from '../credential/request-body.ts'
import { sql } from '../foundation/database.ts'
import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import { vatOf } from '../payment/payment-amount.ts'
import {
  cursorOfQuery,
  instantOfQuery,
  manyOfQuery,
  modeOfQuery,
  oneOfQuery,
  pageOf,
  sizeOfQuery,
  type ListQuery,
} from '../v2-input/console-list.ts'
import type { CashReceiptPage, CashReceiptRow } from '../wire/console-cash-receipt.ts'
import { cancelCashReceipt } from './cancel-cash-receipt.ts'
import { refuseCashReceipt, refusePg } from './cash-receipt-errors.ts'
import { readReceipt, receiptColumns } from './cash-receipt-store.ts'
import type { CashReceipt } from './cash-receipt.ts'
import { issueCashReceipt, type CashReceiptDependencies } from './issue-cash-receipt.ts'

interface OfStore {
  readonly Params: { readonly storeId: string }
  readonly Querystring: ListQuery
}
interface OfReceipt {
  readonly Params: { readonly storeId: string; readonly paymentId: string }
}
const statuses = ['ISSUING', 'UNKNOWN', 'ISSUED', 'CANCELLED', 'ISSUE_FAILED'] as const
const amount = (minimum: number) => Type.Integer({ minimum, maximum: 999_999_999_999 })
const issueBody = Type.Object({
  paymentId: Type.String({ minLength: 1, maxLength: 200 }),
  channelKey: Type.String({ minLength: 1, maxLength: 200 }),
  type: Type.Union([Type.Literal('PERSONAL'), Type.Literal('CORPORATE')]),
  orderName: Type.String({ minLength: 1, maxLength: 200 }),
  amountMinor: amount(1),
  taxFreeMinor: amount(0),
  identityNumber: Type.String({ maxLength: 40 }),
})

/** What the form of the console can refuse beside what REST V2 does. */
export const receiptFormRefusals = {
  InvalidIdentityNumberError: {
    httpStatus: 422,
    ko: '휴대폰, 카드 또는 사업자등록번호를 숫자 6~30자리로 입력해 주세요.',
    en: 'A phone, card or business number of 6 to 30 digits.',
    cure: 'Send digits only.',
  },
  TaxFreeTooLargeError: {
    httpStatus: 422,
    ko: '면세금액은 금액보다 클 수 없습니다.',
    en: 'The tax-free part cannot be more than the amount.',
    cure: 'Lower it.',
  },
} as const satisfies RefusalCatalogue
const refuseForm = refusals(receiptFormRefusals)

type Row = CashReceipt & {
  readonly requestedAt: Date
  readonly failure: { readonly pgMessage?: string } | null
}
const columns = `${receiptColumns}, requested_at as "requestedAt", failure`
const page = sql(
  'cash-receipt-console-page',
  `select ${columns}, status_updated_at::text as "sortAt" from cash_receipt
   where store_id = $1 and channel ->> 'type' = $2 and ($3::text[] is null or status = any($3)) and ($4::text[] is null or type = any($4))
     and ($5::timestamptz is null or status_updated_at >= $5) and ($6::timestamptz is null or status_updated_at < $6)
     and ($7::text is null or payment_id = $7 or issue_number = $7 or order_name = $7 or pg_receipt_id = $7)
     and ($8::timestamptz is null or (status_updated_at, payment_id) < ($8, $9))
   order by status_updated_at desc, payment_id desc limit $10`,
)
const one = sql(
  'cash-receipt-console-one',
  `select ${columns} from cash_receipt where store_id = $1 and payment_id = $2`,
)

/** 현금영수증 관리: receipts that were issued by themselves. Those that came with a payment are shown with the payment. */
export function registerCashReceiptConsoleRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: CashReceiptDependencies & { readonly audit: AuditLog },
): void {
  const { database } = deps
  const base = '/console/api/stores/:storeId/cash-receipts'
  const read = async (storeId: string, paymentId: string): Promise<CashReceiptRow> => {
    const [row] = await database.query<Row>(one, [storeId, paymentId])
    if (row === undefined) throw refuseCashReceipt('CASH_RECEIPT_NOT_FOUND')
    return rowOf(row)
  }

  app.get<OfStore>(base, async (request): Promise<CashReceiptPage> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    const { query } = request
    const size = sizeOfQuery(query)
    const cursor = cursorOfQuery(query)
    const rows = await database.query<Row & { sortAt: string }>(page, [
      storeId,
      modeOfQuery(query),
      manyOfQuery(query, 'status', statuses),
      manyOfQuery(query, 'type', ['PERSONAL', 'CORPORATE']),
      instantOfQuery(query, 'from') ?? null,
      instantOfQuery(query, 'until') ?? null,
      oneOfQuery(query, 'search') ?? null,
      cursor?.at ?? null,
      cursor?.id ?? null,
      size + 1,
    ])
    return pageOf(rows, size, ({ paymentId }) => paymentId, rowOf)
  })

  app.post<OfStore>(base, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'cash-receipts.write')
    const { storeId } = caller
    const body = readBody(issueBody, request.body ?? {})
    const { paymentId, channelKey, amountMinor, taxFreeMinor } = body
    const identityNumber = body.identityNumber.replaceAll(/[\s-]/g, '')
    if (!/^\d{6,30}$/.test(identityNumber))
      throw refuseForm('InvalidIdentityNumberError', undefined, { fields: ['identityNumber'] })
    if (taxFreeMinor > amountMinor)
      throw refuseForm('TaxFreeTooLargeError', undefined, { fields: ['taxFreeMinor'] })
    const vatMinor = vatOf(amountMinor, taxFreeMinor)
    const outcome = await issueCashReceipt(deps, {
      storeId,
      merchantId: caller.merchantId,
      paymentId,
      channelKey,
      call: {
        type: body.type,
        orderName: body.orderName,
        identityNumber,
        amount: { minor: amountMinor, currency: 'KRW' },
        supplyMinor: amountMinor - taxFreeMinor - vatMinor,
        taxFreeMinor,
        vatMinor,
        customer: {},
      },
    })
    if (outcome.kind === 'refused') throw refuseCashReceipt(outcome.type, paymentId)
    if (outcome.kind === 'declined') throw refusePg(outcome.pgCode, outcome.pgMessage)
    // The PG was asked outside any transaction, so the entry stands by itself; whom it was issued to is not in it.
    await database.transaction((transaction) =>
      deps.audit.record(transaction, caller, {
        action: 'cash-receipt.issue',
        storeId,
        target: paymentId,
        after: { type: body.type, amountMinor, taxFreeMinor, issueNumber: outcome.receipt.issueNumber },
      }),
    )
    return read(storeId, paymentId)
  })

  app.post<OfReceipt>(`${base}/:paymentId/cancel`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'cash-receipts.write')
    const { storeId } = caller
    const { paymentId } = request.params
    const isKnown =
      !paymentId.includes('\u0000') && (await readReceipt(database, storeId, paymentId)) !== undefined
    if (!isKnown) throw refuseCashReceipt('CASH_RECEIPT_NOT_FOUND')
    const outcome = await cancelCashReceipt(deps, { storeId, paymentId })
    if (outcome.kind === 'refused') throw refuseCashReceipt(outcome.type, paymentId)
    if (outcome.kind === 'declined') throw refusePg(outcome.pgCode, outcome.pgMessage)
    await database.transaction((transaction) =>
      deps.audit.record(transaction, caller, {
        action: 'cash-receipt.cancel',
        storeId,
        target: paymentId,
        before: { status: 'ISSUED', issueNumber: outcome.receipt.issueNumber },
        after: { status: 'CANCELLED' },
      }),
    )
    return read(storeId, paymentId)
  })
}

function rowOf(row: Row): CashReceiptRow {
  return {
    paymentId: row.paymentId,
    status: row.status,
    mode: row.channel.type,
    type: row.type,
    orderName: row.orderName,
    currency: row.currency,
    amountMinor: row.amountMinor,
    taxFreeMinor: row.taxFreeMinor,
    vatMinor: row.vatMinor,
    channelName: row.channel.name,
    pgProvider: row.channel.pgProvider,
    requestedAt: row.requestedAt.toISOString(),
    ...(row.issueNumber === null ? {} : { issueNumber: row.issueNumber }),
    ...(row.url === null ? {} : { url: row.url }),
    ...(row.issuedAt === null ? {} : { issuedAt: row.issuedAt.toISOString() }),
    ...(row.cancelledAt === null ? {} : { cancelledAt: row.cancelledAt.toISOString() }),
    ...(row.failure?.pgMessage === undefined ? {} : { failure: row.failure.pgMessage }),
  }
}
