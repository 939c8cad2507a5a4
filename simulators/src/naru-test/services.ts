import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomDigits } from '../desk/random.ts'
import { numberOf, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { TestBooks } from './books.ts'
import { changeAccount, stopCancel } from './money.ts'
import type { TestPayment } from './records.ts'
import { refuse } from './refusals.ts'

/** Collecting, escrow delivery and confirmation: each once, in this order, for a paid payment. */
export function serve(
  books: TestBooks,
  mid: string,
  payment: TestPayment | undefined,
  service: string,
  body: JsonRecord,
): WireAnswer {
  if (service === 'virtual-account') return changeAccount(books, mid, payment, body)
  if (payment === undefined || payment.mid !== mid) return refuse('NO_SUCH_PAYMENT')
  if (payment.status !== 'PAID' && payment.status !== 'PARTIAL_CANCELED') return refuse('NOT_PAID')
  const served = payment.served ?? []
  switch (service) {
    case 'capture':
      if (served.includes('capture')) return refuse('ALREADY_DONE')
      break
    case 'escrow-delivery':
      if ((textOf(body['invoiceNumber']) ?? '') === '') return refuse('INVALID_REQUEST')
      if (body['isFirst'] === true && served.includes('escrow-delivery')) return refuse('ALREADY_DONE')
      if (body['isFirst'] !== true && !served.includes('escrow-delivery')) return refuse('NO_DELIVERY')
      break
    case 'escrow-confirmation':
      if (served.includes('escrow-confirmation')) return refuse('ALREADY_DONE')
      if (!served.includes('escrow-delivery')) return refuse('NO_DELIVERY')
      break
    case 'stop-cancel':
      return stopCancel(books, payment, body)
    case 'store-receipts':
      return addStores(books, payment, body)
    case 'delivery':
    case 'order-state':
      return tell(books, payment, service, body)
    default:
      return refuse('INVALID_REQUEST')
  }
  books.payments.put({ ...payment, served: [...new Set([...served, service])] })
  return json(200, { service, orderId: payment.orderId })
}

/** Partners' lines on the sales slip: together no more than was paid, and once. */
function addStores(books: TestBooks, payment: TestPayment, body: JsonRecord): WireAnswer {
  const stores = (Array.isArray(body['stores']) ? body['stores'] : []).map(recordOf)
  const isWhole = stores.every(
    (store) =>
      /^\d{10}$/.test(textOf(store['businessRegistrationNumber']) ?? '') &&
      (textOf(store['name']) ?? '') !== '' &&
      (numberOf(store['amountMinor']) ?? 0) > 0,
  )
  if (stores.length === 0 || !isWhole) return refuse('INVALID_REQUEST')
  const total = stores.reduce((sum, store) => sum + (numberOf(store['amountMinor']) ?? 0), 0)
  if (total > payment.amountMinor) return refuse('WRONG_STORE_TOTAL')
  const served = payment.served ?? []
  if (served.includes('store-receipts')) return refuse('ALREADY_DONE')
  books.payments.put({ ...payment, served: [...served, 'store-receipts'] })
  const receiptUrl = `${books.surroundings.publicOrigin}/naru-test/receipt/${payment.paymentKey}`
  return json(200, { orderId: payment.orderId, stores: stores.length, receiptUrl })
}

const states: Readonly<Record<'delivery' | 'order-state', readonly string[]>> = {
  delivery: ['ORDER_PLACED', 'ORDER_SHIPPED', 'DELIVERING', 'DELIVERED'],
  'order-state': ['DELIVERY_STARTED', 'PURCHASE_DECIDED', 'CANCELLED'],
}

/** How far the order is; it goes forward only, the same may be told twice. */
function tell(
  books: TestBooks,
  payment: TestPayment,
  service: 'delivery' | 'order-state',
  body: JsonRecord,
): WireAnswer {
  const order = states[service]
  const state = textOf(service === 'delivery' ? body['status'] : body['state']) ?? ''
  const told = payment.told ?? []
  const furthest = Math.max(-1, ...told.map((one) => order.indexOf(one)))
  if (!order.includes(state)) return refuse('INVALID_REQUEST')
  if (service === 'delivery' && !(textOf(body['email']) ?? '').includes('@')) return refuse('INVALID_REQUEST')
  if (order.indexOf(state) < furthest) return refuse('ALREADY_DONE')
  books.payments.put({ ...payment, told: [...new Set([...told, state])] })
  return json(200, { orderId: payment.orderId, state })
}

/** A cash receipt; the number 01099990000 is refused, so that a refusal can be tried. */
export function issueReceipt(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const receiptId = textOf(body['receiptId']) ?? ''
  const amount = numberOf(body['amount']) ?? 0
  const identityNumber = textOf(body['identityNumber']) ?? ''
  if (receiptId === '' || !Number.isSafeInteger(amount) || amount <= 0) return refuse('INVALID_REQUEST')
  if (!/^\d{6,30}$/.test(identityNumber) || identityNumber === '01099990000') return refuse('RECEIPT_REFUSED')
  if (books.receipts.get(receiptId) !== undefined) return refuse('ALREADY_DONE')
  const issuedAt = books.now().toISOString()
  const receipt = books.receipts.put({
    receiptId,
    mid,
    amount,
    issueNumber: randomDigits(9),
    issuedAt,
    isCancelled: false,
  })
  const receiptUrl = `${books.surroundings.publicOrigin}/naru-test/receipts/${receiptId}`
  return json(200, { receiptId, issueNumber: receipt.issueNumber, issuedAt, receiptUrl })
}

export function cancelReceipt(books: TestBooks, mid: string, receiptId: string): WireAnswer {
  const receipt = books.receipts.get(receiptId)
  if (receipt === undefined || receipt.mid !== mid) return refuse('NO_SUCH_RECEIPT')
  if (receipt.isCancelled) return refuse('ALREADY_DONE')
  books.receipts.put({ ...receipt, isCancelled: true })
  return json(200, { receiptId })
}
