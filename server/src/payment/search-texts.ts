import type { Database } from '../foundation/database.ts'
import type { PaymentSearchField } from '../wire/console-payments.ts'
import { escapeLike, textCondition } from './search-payments.ts'

/** One `textSearch` entry of REST V2. */
export interface TextSearch {
  readonly field: string
  readonly value: string
}

/**
 * A search field of REST V2: how the index knows it, and where it stands in the rendered object. `isBroad`: the index
 * keeps it together with something else, so what it finds is looked at once more.
 */
interface Searched {
  readonly index?: PaymentSearchField
  readonly path?: readonly string[]
  readonly isBroad?: true
}

/** Prefix match, without regard to capital letters, as the console explains it; a card also by its last four digits. */
const searched: Readonly<Record<string, Searched>> = {
  ALL: { index: 'ALL' },
  PAYMENT_ID: { index: 'paymentId' },
  TX_ID: { index: 'transactionId' },
  PG_TX_ID: { index: 'pgTxId' },
  ORDER_NAME: { index: 'orderName' },
  CUSTOMER_NAME: { index: 'customerName' },
  CUSTOMER_EMAIL: { index: 'email' },
  CUSTOMER_PHONE_NUMBER: { index: 'phone' },
  CUSTOMER_ADDRESS: { index: 'address' },
  CUSTOMER_ZIPCODE: { index: 'zipcode' },
  PG_MERCHANT_ID: { index: 'mid' },
  CARD_NUMBER: { index: 'cardNumber' },
  CARD_BIN: { index: 'cardNumber', path: ['method', 'card', 'bin'], isBroad: true },
  CARD_ISSUER: { index: 'cardCompany', path: ['method', 'card', 'publisher'], isBroad: true },
  CARD_RECEIPT_NAME: { index: 'cardCompany', path: ['method', 'card', 'name'], isBroad: true },
  CARD_APPROVAL_NUMBER: { index: 'approvalNumber' },
  GIFT_CERTIFICATION_APPROVAL_NUMBER: { index: 'approvalNumber' },
  CARD_INSTALLMENT: { index: 'installment' },
  TRANS_BANK: { index: 'bank' },
  VIRTUAL_ACCOUNT_BANK: { index: 'bank' },
  VIRTUAL_ACCOUNT_NUMBER: { index: 'accountNumber' },
  VIRTUAL_ACCOUNT_HOLDER_NAME: { index: 'accountName' },
  CANCEL_REASON: { index: 'cancelReason' },
  // Seldom asked for, and not in the index: found by reading what the other filters leave.
  CARD_ACQUIRER: { path: ['method', 'card', 'issuer'] },
  SCHEDULE_ID: { path: ['scheduleId'] },
  BILLING_KEY: { path: ['billingKey'] },
  PROMOTION_ID: { path: ['promotionId'] },
  FAIL_REASON: { path: ['failure', 'reason'] },
  PG_RECEIPT_ID: { path: ['cashReceipt', 'pgReceiptId'] },
  RECEIPT_APPROVAL_NUMBER: { path: ['cashReceipt', 'issueNumber'] },
  PG_CANCELLATION_ID: { path: ['cancellations', '0', 'pgCancellationId'] },
  USER_AGENT: { path: ['origin', 'userAgent'] },
}

/** The fields a client may name. */
export const searchFields: readonly string[] = Object.keys(searched)

/**
 * Conditions on `payment` for these searches, which combine with AND. What the index knows is asked there, store by
 * store, so that the thousandth part of a million payments is found without reading the others.
 */
export async function textConditions(
  database: Database,
  storeIds: readonly string[],
  texts: readonly TextSearch[],
  parameter: (value: unknown) => string,
): Promise<readonly string[]> {
  const all: string[] = []
  // Blanks alone begin nothing; as an id's beginning they would find everything.
  if (texts.some(({ value }) => value.trim() === '')) return ['false']
  for (const { field, value } of texts) {
    const { index, path, isBroad } = searched[field] ?? {}
    if (index !== undefined)
      all.push(await byIndex(database, storeIds, { field: index, text: value }, parameter))
    if (path !== undefined && (index === undefined || isBroad === true))
      all.push(byView(path, value, parameter))
  }
  return all
}

async function byIndex(
  database: Database,
  storeIds: readonly string[],
  search: { readonly field: PaymentSearchField; readonly text: string },
  parameter: (value: unknown) => string,
): Promise<string> {
  const perStore: string[] = []
  for (const storeId of storeIds) {
    const found = (await textCondition(database, storeId, search, parameter)).filter((one) => one !== 'false')
    if (found.length > 0) perStore.push(`(store_id = ${parameter(storeId)} and (${found.join(' or ')}))`)
  }
  return perStore.length === 0 ? 'false' : `(${perStore.join(' or ')})`
}

function byView(path: readonly string[], value: string, parameter: (value: unknown) => string): string {
  const prefix = parameter(`${escapeLike(value.trim().toLowerCase())}%`)
  return `lower(view::jsonb #>> ${parameter([...path])}::text[]) like ${prefix}`
}
