import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomDigits } from '../desk/random.ts'
import { numberOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { TestBooks } from './books.ts'
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
    default:
      return refuse('INVALID_REQUEST')
  }
  books.payments.put({ ...payment, served: [...new Set([...served, service])] })
  return json(200, { service, orderId: payment.orderId })
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
