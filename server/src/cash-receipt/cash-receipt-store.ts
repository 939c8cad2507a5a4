import { sql, type Database } from '../foundation/database.ts'
import { storableJson, storableText } from '../foundation/storable-text.ts'
import type { CashReceipt } from './cash-receipt.ts'

/** A row in the words of the model. */
export const receiptColumns = `store_id as "storeId", payment_id as "paymentId", receipt_id as "receiptId", row_version as "rowVersion", status,
  merchant_id as "merchantId", channel, type, order_name as "orderName", currency, amount_minor as "amountMinor",
  tax_free_minor as "taxFreeMinor", vat_minor as "vatMinor", pg_receipt_id as "pgReceiptId", issue_number as "issueNumber", url,
  issued_at as "issuedAt", cancelled_at as "cancelledAt", status_updated_at as "statusUpdatedAt"`

const read = sql(
  'cash-receipt-read',
  `select ${receiptColumns} from cash_receipt where store_id = $1 and payment_id = $2`,
)
/** Taken for this call: a new row, or one whose former receipt is over. No row back: somebody else has it. */
const reserve = sql(
  'cash-receipt-reserve',
  `insert into cash_receipt (store_id, payment_id, receipt_id, row_version, status, merchant_id, channel, type, order_name, currency,
     amount_minor, tax_free_minor, vat_minor, requested_at, status_updated_at)
   values ($1, $2, $3, 1, 'ISSUING', $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
   on conflict (store_id, payment_id) do update set
     receipt_id = excluded.receipt_id, row_version = cash_receipt.row_version + 1, status = 'ISSUING', channel = excluded.channel,
     type = excluded.type, order_name = excluded.order_name, currency = excluded.currency, amount_minor = excluded.amount_minor,
     tax_free_minor = excluded.tax_free_minor, vat_minor = excluded.vat_minor, pg_receipt_id = null, issue_number = null, url = null,
     failure = null, issued_at = null, cancelled_at = null, requested_at = excluded.requested_at,
     status_updated_at = excluded.status_updated_at
   where cash_receipt.row_version = $13
   returning ${receiptColumns}`,
)
const decide = sql(
  'cash-receipt-decide',
  `update cash_receipt set row_version = row_version + 1, status = $4, pg_receipt_id = $5, issue_number = $6, url = $7, failure = $8,
     issued_at = $9, cancelled_at = $10, status_updated_at = $11
   where store_id = $1 and payment_id = $2 and row_version = $3
   returning ${receiptColumns}`,
)

export async function readReceipt(
  database: Database,
  storeId: string,
  paymentId: string,
): Promise<CashReceipt | undefined> {
  const [row] = await database.query<CashReceipt>(read, [storeId, paymentId])
  return row
}

/**
 * @param formerVersion of the row that was read and found to be over; −1 when there was none
 * @returns undefined when somebody else was faster
 */
export async function reserveReceipt(
  database: Database,
  receipt: Pick<
    CashReceipt,
    | 'storeId'
    | 'paymentId'
    | 'receiptId'
    | 'merchantId'
    | 'channel'
    | 'type'
    | 'orderName'
    | 'currency'
    | 'amountMinor'
    | 'taxFreeMinor'
    | 'vatMinor'
  >,
  formerVersion: number,
  now: Date,
): Promise<CashReceipt | undefined> {
  const [row] = await database.query<CashReceipt>(reserve, [
    receipt.storeId,
    receipt.paymentId,
    receipt.receiptId,
    receipt.merchantId,
    storableJson(receipt.channel),
    receipt.type,
    receipt.orderName,
    receipt.currency,
    receipt.amountMinor,
    receipt.taxFreeMinor,
    receipt.vatMinor,
    now,
    formerVersion,
  ])
  return row
}

/** Writes what became of a receipt that was read; undefined when it changed meanwhile. */
export async function writeReceipt(
  database: Database,
  before: CashReceipt,
  after: Partial<
    Pick<CashReceipt, 'status' | 'pgReceiptId' | 'issueNumber' | 'url' | 'issuedAt' | 'cancelledAt'>
  >,
  now: Date,
  failure?: { readonly pgCode: string; readonly pgMessage: string },
): Promise<CashReceipt | undefined> {
  const { status, pgReceiptId, issueNumber, url, issuedAt, cancelledAt } = { ...before, ...after }
  const texts = [pgReceiptId, issueNumber, url].map((text) => (text === null ? null : storableText(text)))
  const [row] = await database.query<CashReceipt>(decide, [
    before.storeId,
    before.paymentId,
    before.rowVersion,
    status,
    ...texts,
    failure === undefined ? null : storableJson(failure),
    issuedAt,
    cancelledAt,
    now,
  ])
  return row
}
