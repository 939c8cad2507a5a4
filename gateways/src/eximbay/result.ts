import type { ApproveAnswer, GatewayContext, InquireAnswer, Order } from '../port.ts'
import { present, text, toWholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { minorOf } from './amount.ts'
import { methodOf } from './codes.ts'
import { orderIdOf } from './window-words.ts'

/** The one vocabulary of returns, status messages and inquiries of both generations (classic guide, response). */
export interface Result {
  readonly code: string
  readonly message: string
  readonly transactionId: string | undefined
  /** Ours, as it was before it became a reference. */
  readonly orderId: string | undefined
  readonly currency: string
  readonly amountMinor: number | undefined
  /** `Registered`, `Sale`, `Void` of cash methods; `SALE`, `AUTH`, `REGISTERED`, `NONE` of an inquiry. Upper case. */
  readonly status: string | undefined
  readonly fields: WireRecord
}

export function readResult(fields: WireRecord): Result {
  const currency = text(fields, 'cur') ?? text(fields, 'currency') ?? ''
  const orderId = text(fields, 'ref') ?? text(fields, 'order_id')
  return {
    code: text(fields, 'rescode') ?? '',
    message: (text(fields, 'resmsg') ?? '').trim(),
    transactionId: text(fields, 'transid') ?? text(fields, 'transaction_id'),
    orderId: orderId === undefined ? undefined : orderIdOf(orderId),
    currency,
    amountMinor: minorOf(text(fields, 'amt') ?? text(fields, 'amount'), currency),
    status: text(fields, 'status')?.toUpperCase(),
    fields,
  }
}

/** What was taken, in the port's words. A cash method that only registered the order is `pending`. */
export function toAnswer(
  context: Pick<GatewayContext, 'now'>,
  order: Order,
  result: Result,
  raw: string,
): ApproveAnswer {
  const { code, message, transactionId, orderId, currency, amountMinor, status, fields } = result
  if (code === '') return { kind: 'silent', reason: 'an answer without rescode' }
  if (code !== '0000') return { kind: 'declined', pgCode: code, pgMessage: message, raw }
  if (transactionId === undefined || orderId === undefined || amountMinor === undefined)
    return { kind: 'silent', reason: 'the result names no transaction, order or amount' }
  if (status === 'REGISTERED') return { kind: 'pending', pgTxId: transactionId, raw }
  if (status === 'VOID' || status === 'NONE')
    return { kind: 'declined', pgCode: status, pgMessage: '입금 기한이 지나 거래가 취소되었습니다.', raw }
  return {
    kind: 'approved',
    state: 'PAID',
    pgTxId: transactionId,
    pgOrderId: orderId,
    amount: { minor: amountMinor, currency },
    method: methodOf(text(fields, 'paymethod') ?? text(fields, 'payment_method'), order, {
      first: text(fields, 'cardno1') ?? text(fields, 'card_number1'),
      last: text(fields, 'cardno4') ?? text(fields, 'card_number4'),
      approvalNumber: text(fields, 'authcode') ?? text(fields, 'auth_code'),
      installmentMonth: toWholeNumber(text(fields, 'inst')),
    }),
    at: instant(text(fields, 'resdt')) ?? context.now,
    raw,
    ...present({ pgMerchantId: text(fields, 'mid') }),
  }
}

/** An inquiry: what was taken, and how much of it went back. */
export function toBooks(
  context: Pick<GatewayContext, 'now'>,
  order: Order,
  result: Result,
  raw: string,
): InquireAnswer {
  const { code, message, status, orderId, currency, fields } = result
  if (code === '') return { kind: 'silent', reason: 'an answer without rescode' }
  if (orderId !== undefined && orderId !== order.pgOrderId)
    return { kind: 'silent', reason: 'the inquiry answered about another order' }
  if (code !== '0000' || status === 'NONE')
    // The window may still be open, or have taken the money a moment ago.
    return { kind: 'not-approved', final: false, pgCode: code, pgMessage: message }
  if (status === 'VOID')
    return { kind: 'not-approved', final: true, pgCode: 'VOID', pgMessage: '입금 기한이 지났습니다.' }
  const balance = text(fields, 'balance')
  const balanceMinor = balance === undefined ? undefined : minorOf(balance, currency)
  const answer = toAnswer(context, order, result, raw)
  switch (answer.kind) {
    case 'approved': {
      // An inquiry by order answers about its latest transaction, which may be a refund: the order's own sum counts.
      const totalMinor = answer.amount.minor
      if (balance !== undefined && (balanceMinor === undefined || balanceMinor > totalMinor))
        return { kind: 'silent', reason: 'the inquiry names no readable balance' }
      const cancelledMinor = balanceMinor === undefined ? 0 : totalMinor - balanceMinor
      return { kind: 'approved', approval: answer, cancelledMinor, cancels: [] }
    }
    case 'pending':
      return { kind: 'not-approved', final: false, pgCode: 'REGISTERED', pgMessage: '입금 대기' }
    case 'declined':
      return { kind: 'not-approved', final: false, pgCode: answer.pgCode, pgMessage: answer.pgMessage }
    case 'silent':
      return answer
  }
}

function instant(stamp: string | undefined): Date | undefined {
  return stamp === undefined ? undefined : fromSeoulDigits(stamp.slice(0, 8), stamp.slice(8, 14))
}
