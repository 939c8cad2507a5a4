import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { balanceOf } from '../desk/ledger.ts'
import { minorOf } from '../desk/money.ts'
import { isRecord, recordOf, textOf } from '../desk/read-json.ts'
import type { TossBooks } from './books.ts'
import { refundBankCode } from './codes.ts'
import { newTransactionKey } from './confirm.ts'
import { announce } from './notices.ts'
import { statusAt } from './payment.ts'
import type { TossPayment } from './payment.ts'
import { paymentView } from './payment-view.ts'
import { refuse } from './refusals.ts'

/** `POST /v1/payments/{paymentKey}/cancel`: all, a part, or the closing of an unpaid account. */
export function cancel(books: TossBooks, mid: string, paymentKey: string, body: unknown): WireAnswer {
  const payment = books.payments.get(paymentKey)
  if (payment === undefined || payment.mid !== mid) return refuse('NOT_FOUND_PAYMENT')
  const request = recordOf(body)
  const reason = textOf(request['cancelReason'])
  if (reason === undefined || reason === '' || reason.length > 200)
    return refuse('INVALID_REQUEST', 'cancelReason 은 필수이며 200자 이하여야 합니다.')

  const cancelled = (() => {
    switch (statusAt(payment, books.now())) {
      case 'CANCELED':
        return refuse('ALREADY_CANCELED_PAYMENT')
      case 'WAITING_FOR_DEPOSIT':
        return closeAccount(books, payment, reason, request['cancelAmount'])
      case 'DONE':
      case 'PARTIAL_CANCELED':
        return giveBack(books, payment, reason, request)
      case 'READY':
      case 'IN_PROGRESS':
      case 'ABORTED':
      case 'EXPIRED':
        return refuse('NOT_CANCELABLE_PAYMENT')
    }
  })()
  if ('body' in cancelled) return cancelled

  books.payments.put(cancelled)
  void announce(books, cancelled)
  return json(200, paymentView(cancelled, books.now(), books.surroundings.publicOrigin))
}

function closeAccount(
  books: TossBooks,
  payment: TossPayment,
  reason: string,
  cancelAmount: unknown,
): TossPayment | WireAnswer {
  if (typeof cancelAmount === 'number' && minorOf(cancelAmount, payment.currency) !== payment.amountMinor)
    return refuse('NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT')
  const at = books.now().toISOString()
  const transactionKey = newTransactionKey()
  return {
    ...payment,
    status: 'CANCELED',
    lastTransactionKey: transactionKey,
    cancels: [
      {
        transactionKey,
        amountMinor: payment.amountMinor,
        taxFreeMinor: payment.taxFreeMinor,
        reason,
        refundableMinor: 0,
        at,
      },
    ],
    entries: [
      ...payment.entries,
      { kind: 'account-closed', amountMinor: payment.amountMinor, at, id: transactionKey },
    ],
  }
}

function giveBack(
  books: TossBooks,
  payment: TossPayment,
  reason: string,
  request: Readonly<Record<string, unknown>>,
): TossPayment | WireAnswer {
  const { balanceMinor } = balanceOf(payment.entries)
  const amountMinor = readAmount(request['cancelAmount'], payment, balanceMinor)
  const taxFreeLeft = payment.taxFreeMinor - payment.cancels.reduce((sum, each) => sum + each.taxFreeMinor, 0)
  const isAll = amountMinor === balanceMinor
  const taxFreeMinor = readAmount(request['taxFreeAmount'], payment, isAll ? taxFreeLeft : 0)
  if (amountMinor === undefined || amountMinor <= 0 || taxFreeMinor === undefined || taxFreeMinor < 0)
    return refuse('INVALID_REQUEST', '취소 금액이 올바르지 않습니다.')
  if (amountMinor > balanceMinor || taxFreeMinor > taxFreeLeft || taxFreeMinor > amountMinor)
    return refuse('NOT_CANCELABLE_AMOUNT')
  // A guard the merchant may send: the balance it believes in.
  const believed = readAmount(request['refundableAmount'], payment, balanceMinor)
  if (believed !== balanceMinor) return refuse('NOT_CANCELABLE_AMOUNT', '환불 가능 금액이 일치하지 않습니다.')
  if (!isAll && payment.method === 'MOBILE_PHONE') return refuse('NOT_ALLOWED_PARTIAL_REFUND')
  const refund = readRefundAccount(payment, request['refundReceiveAccount'])
  if ('body' in refund) return refund

  const at = books.now().toISOString()
  const transactionKey = newTransactionKey()
  return {
    ...payment,
    ...refund,
    status: isAll ? 'CANCELED' : 'PARTIAL_CANCELED',
    lastTransactionKey: transactionKey,
    cancels: [
      ...payment.cancels,
      { transactionKey, amountMinor, taxFreeMinor, reason, refundableMinor: balanceMinor - amountMinor, at },
    ],
    entries: [...payment.entries, { kind: 'cancel', amountMinor, at, id: transactionKey }],
  }
}

function readAmount(value: unknown, payment: TossPayment, otherwise: number): number | undefined {
  if (value === undefined || value === null) return otherwise
  return typeof value === 'number' ? minorOf(value, payment.currency) : undefined
}

/** A deposited virtual account is paid back by transfer, so the PG must know where to. */
function readRefundAccount(
  payment: TossPayment,
  value: unknown,
): { readonly virtualAccount?: NonNullable<TossPayment['virtualAccount']> } | WireAnswer {
  if (payment.virtualAccount === undefined) return {}
  if (!isRecord(value)) return refuse('INVALID_REFUND_ACCOUNT_INFO', '환불 계좌 정보가 필요합니다.')
  const { bank, accountNumber, holderName } = value
  const bankCode = typeof bank === 'string' ? refundBankCode(bank) : undefined
  if (bankCode === undefined) return refuse('INVALID_BANK')
  if (typeof accountNumber !== 'string' || !/^\d{6,20}$/.test(accountNumber))
    return refuse('INVALID_REFUND_ACCOUNT_NUMBER')
  if (typeof holderName !== 'string' || holderName === '') return refuse('INVALID_REFUND_ACCOUNT_INFO')
  const refundAccount = { bankCode, accountNumber, holderName }
  return { virtualAccount: { ...payment.virtualAccount, refundStatus: 'COMPLETED', refundAccount } }
}
