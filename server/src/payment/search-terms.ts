import { member, text } from './view-reader.ts'

/**
 * What a payment can be found by. Each term is six letters of its store, a letter for its field, and the text in
 * small letters: one GIN index then serves prefix search in one field or in all, for every store.
 *
 * Not among them: paymentId, transaction id and the PG's id, which have indexes of their own and, being unique, would
 * cost the most here. Measured per payment (insert and two updates): 0.15 ms of CPU for what stands below.
 */
export const termFields = {
  orderName: 'o',
  customerName: 'n',
  email: 'e',
  phone: 'h',
  address: 'a',
  zipcode: 'z',
  customerId: 'u',
  mid: 'm',
  environment: 'd',
  approvalNumber: 'r',
  cardNumber: 'c',
  cardCompany: 'k',
  installment: 'i',
  bank: 'b',
  accountNumber: 'v',
  accountName: 'y',
  cancelReason: 'x',
} as const

export type TermField = keyof typeof termFields

/** Longer texts are found by their first letters. */
const lettersMax = 80
/** Marks payments with a billing key: 정기 결제. No field letter, so no search can meet it. */
const scheduleMark = '!schedule'
const digitFields: readonly TermField[] = ['phone', 'accountNumber']

/** The terms of a REST V2 payment object, for `array_to_tsvector`. */
export function searchTerms(storeId: string, view: unknown): string[] {
  const method = member(view, 'method')
  const paidWith = member(method, 'easyPayMethod') ?? method
  const card = member(paidWith, 'card')
  const customer = member(view, 'customer')
  const cancellations = member(view, 'cancellations')
  const reasons = Array.isArray(cancellations) ? cancellations.map((one) => member(one, 'reason')) : []
  const found: readonly (readonly [TermField, unknown])[] = [
    ['orderName', member(view, 'orderName')],
    ['customerName', member(customer, 'name')],
    ['email', member(customer, 'email')],
    ['phone', member(customer, 'phoneNumber')],
    ['address', member(customer, 'address', 'oneLine')],
    ['zipcode', member(customer, 'zipcode')],
    ['customerId', member(customer, 'id')],
    ['mid', member(view, 'channel', 'pgMerchantId')],
    ['environment', member(view, 'origin', 'platformType')],
    ['approvalNumber', member(paidWith, 'approvalNumber') ?? member(method, 'approvalNumber')],
    // A card is looked up by its first digits or its last four; nobody may look up more of it.
    ['cardNumber', text(card, 'bin')?.slice(0, 8)],
    ['cardNumber', text(card, 'number')?.match(/\d{4}$/)?.[0]],
    ['cardCompany', member(card, 'name')],
    ['cardCompany', member(card, 'publisher')],
    ['installment', member(paidWith, 'installment', 'month')],
    ['bank', member(method, 'bank')],
    ['accountNumber', member(method, 'accountNumber')],
    ['accountName', member(method, 'remitteeName')],
    ['accountName', member(method, 'remitterName')],
    ...reasons.map((reason) => ['cancelReason', reason] as const),
  ]
  const own = storeLetters(storeId)
  const terms = found.flatMap(([field, value]) => {
    const letters = normal(field, text(value))
    return letters === undefined ? [] : [own + termFields[field] + letters]
  })
  return member(view, 'billingKey') === undefined ? terms : [...terms, own + scheduleMark]
}

/** The `tsquery` that finds payments with a term beginning so, in any of these fields; undefined: nothing can match. */
export function termQuery(storeId: string, fields: readonly TermField[], typed: string): string | undefined {
  const own = storeLetters(storeId)
  const prefixes = fields.flatMap((field) => {
    const letters = normal(field, typed)
    return letters === undefined ? [] : [`${quote(own + termFields[field] + letters)}:*`]
  })
  return prefixes.length === 0 ? undefined : prefixes.join(' | ')
}

/** The `tsquery` of 정기 결제. */
export function scheduleQuery(storeId: string): string {
  return quote(storeLetters(storeId) + scheduleMark)
}

function normal(field: TermField, given: string | undefined): string | undefined {
  const trimmed = given?.trim().toLowerCase()
  const letters = digitFields.includes(field) ? trimmed?.replaceAll(/[^\d*]/g, '') : trimmed
  return letters === undefined || letters === '' ? undefined : letters.slice(0, lettersMax)
}

/** Keeps stores apart well enough for speed; the store of each row is compared besides. */
function storeLetters(storeId: string): string {
  return storeId.replace(/^store-/, '').slice(0, 6)
}

function quote(lexeme: string): string {
  return `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`
}
