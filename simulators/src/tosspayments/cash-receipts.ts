import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomDigits } from '../desk/random.ts'
import { recordOf, textOf } from '../desk/read-json.ts'
import type { TossBooks } from './books.ts'
import { refuse } from './refusals.ts'

/** A receipt as the books keep it; the identity number is not kept. */
export interface TossReceipt {
  readonly receiptKey: string
  readonly mid: string
  readonly orderId: string
  readonly orderName: string
  readonly type: string
  readonly amount: number
  readonly taxFreeAmount: number
  readonly issueNumber: string
  readonly requestedAt: string
  readonly transactionType: 'CONFIRM' | 'CANCEL'
}

/** `POST /v1/cash-receipts` (core API, cash receipts). */
export function issueReceipt(books: TossBooks, mid: string, body: unknown): WireAnswer {
  const request = recordOf(body)
  const text = (name: string) => textOf(request[name]) ?? ''
  const { amount, taxFreeAmount = 0 } = request
  if (typeof amount !== 'number' || !Number.isSafeInteger(amount) || amount <= 0)
    return refuse('INVALID_REQUEST', 'amount 는 필수입니다.')
  if (typeof taxFreeAmount !== 'number' || taxFreeAmount < 0 || taxFreeAmount > amount)
    return refuse('INVALID_REQUEST', 'taxFreeAmount 가 올바르지 않습니다.')
  if (!/^[A-Za-z0-9_-]{6,64}$/.test(text('orderId')) || text('orderName') === '')
    return refuse('INVALID_REQUEST', 'orderId 또는 orderName 이 올바르지 않습니다.')
  if (text('type') !== '소득공제' && text('type') !== '지출증빙')
    return refuse('INVALID_REQUEST', 'type 이 올바르지 않습니다.')
  if (!/^\d{6,30}$/.test(text('customerIdentityNumber')))
    return refuse('INVALID_REQUEST', 'customerIdentityNumber 가 올바르지 않습니다.')
  const receipt = books.receipts.put({
    receiptKey: `rcpt_${randomDigits(20)}`,
    mid,
    orderId: text('orderId'),
    orderName: text('orderName'),
    type: text('type'),
    amount,
    taxFreeAmount,
    issueNumber: randomDigits(9),
    requestedAt: books.now().toISOString(),
    transactionType: 'CONFIRM',
  })
  return json(200, viewOf(books, receipt))
}

/** `POST /v1/cash-receipts/{receiptKey}/cancel`; the whole receipt. */
export function cancelReceipt(books: TossBooks, mid: string, receiptKey: string): WireAnswer {
  const receipt = books.receipts.get(receiptKey)
  if (receipt === undefined || receipt.mid !== mid) return refuse('NOT_FOUND')
  if (receipt.transactionType === 'CANCEL') return refuse('INVALID_REQUEST', '이미 취소된 현금영수증입니다.')
  return json(200, viewOf(books, books.receipts.put({ ...receipt, transactionType: 'CANCEL' })))
}

function viewOf(books: TossBooks, { mid: _mid, ...receipt }: TossReceipt): object {
  return {
    ...receipt,
    issueStatus: 'IN_PROGRESS',
    receiptUrl: `${books.surroundings.publicOrigin}/tosspayments/receipts/${receipt.receiptKey}`,
  }
}
