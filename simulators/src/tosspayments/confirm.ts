import { uuidv7 } from 'uuidv7'
import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { wireAmount } from '../desk/money.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { recordOf } from '../desk/read-json.ts'
import type { TossBooks } from './books.ts'
import { announce } from './notices.ts'
import { statusAt, wasApproved } from './payment.ts'
import type { TossPayment } from './payment.ts'
import { paymentView } from './payment-view.ts'
import { refusals, refuse } from './refusals.ts'

const DEFAULT_VALID_HOURS = 168

/** `POST /v1/payments/confirm`: takes the money, or issues the account. */
export function confirm(books: TossBooks, mid: string, body: unknown): WireAnswer {
  const { paymentKey, orderId, amount } = recordOf(body)
  if (typeof paymentKey !== 'string' || typeof orderId !== 'string' || typeof amount !== 'number')
    return refuse('INVALID_REQUEST', '필수 파라미터가 누락되었습니다.')

  const payment = books.payments.get(paymentKey)
  if (payment === undefined || payment.mid !== mid) return refuse('NOT_FOUND_PAYMENT')
  if (payment.type === 'BRANDPAY')
    return refuse('INVALID_REQUEST', '브랜드페이 결제는 브랜드페이 결제 승인 API로 승인합니다.')
  return confirmPayment(books, payment, {
    orderId,
    amount,
    otherOrder: () => refuse('INVALID_REQUEST', '주문번호가 일치하지 않습니다.'),
  })
}

/** What both confirms share, once they know whose payment it is; `otherOrder` is their answer to another order number. */
export function confirmPayment(
  books: TossBooks,
  payment: TossPayment,
  asked: { readonly orderId: string; readonly amount: number; readonly otherOrder: () => WireAnswer },
): WireAnswer {
  const { mid, paymentKey } = payment
  if (wasApproved(payment)) return refuse('ALREADY_PROCESSED_PAYMENT')
  // The window must have been authenticated and ten minutes not passed.
  if (statusAt(payment, books.now()) !== 'IN_PROGRESS') return refuse('NOT_FOUND_PAYMENT_SESSION')
  const twin = books.ofOrder(payment.orderId, mid)
  if (twin !== undefined && twin.paymentKey !== paymentKey && wasApproved(twin))
    return refuse('DUPLICATED_ORDER_ID')
  if (asked.orderId !== payment.orderId) return asked.otherOrder()
  if (asked.amount !== wireAmount(payment.amountMinor, payment.currency))
    return refuse('INVALID_REQUEST', '결제 금액이 일치하지 않습니다.')

  const approved = books.payments.put(
    payment.method === 'VIRTUAL_ACCOUNT' ? issueAccount(books, payment) : takeMoney(books, payment),
  )
  void announce(books, approved)
  return json(200, paymentView(approved, books.now(), books.surroundings.publicOrigin))
}

/** The issuer says no: the payment is over. */
export function declineConfirm(books: TossBooks, body: unknown): WireAnswer {
  const { paymentKey } = recordOf(body)
  const payment = typeof paymentKey === 'string' ? books.payments.get(paymentKey) : undefined
  if (payment !== undefined && !wasApproved(payment)) {
    const failure = { code: 'REJECT_CARD_COMPANY', message: refusals.REJECT_CARD_COMPANY[1] }
    void announce(books, books.payments.put({ ...payment, status: 'ABORTED', failure }))
  }
  return refuse('REJECT_CARD_COMPANY')
}

function takeMoney(books: TossBooks, payment: TossPayment): TossPayment {
  const at = books.now().toISOString()
  const transactionKey = newTransactionKey()
  return {
    ...payment,
    status: 'DONE',
    approvedAt: at,
    lastTransactionKey: transactionKey,
    entries: [
      ...payment.entries,
      { kind: 'approve', amountMinor: payment.amountMinor, at, id: transactionKey },
    ],
  }
}

/** The account of a payment, which now waits for its deposit. */
export function issueAccount(books: TossBooks, payment: TossPayment): TossPayment {
  const now = books.now()
  const dueDate =
    payment.dueDate ??
    new Date(now.getTime() + (payment.validHours ?? DEFAULT_VALID_HOURS) * 3_600_000).toISOString()
  const account = {
    accountNumber: `X${randomDigits(13)}`,
    bankCode: payment.bankCode ?? '20',
    dueDate,
    refundStatus: 'NONE' as const,
  }
  const at = now.toISOString()
  return {
    ...payment,
    status: 'WAITING_FOR_DEPOSIT',
    virtualAccount: account,
    lastTransactionKey: newTransactionKey(),
    entries: [
      ...payment.entries,
      { kind: 'account-issued', amountMinor: payment.amountMinor, at, id: uuidv7() },
    ],
  }
}

/** At most 64 characters; the real ones are upper-case hex of 32. */
export function newTransactionKey(): string {
  return Buffer.from(randomToken(24), 'base64url').toString('hex').toUpperCase().slice(0, 32)
}
