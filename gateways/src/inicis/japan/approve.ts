import type { Approved, ApproveAnswer, ApproveCall, GatewayContext, Order, PaidMethod } from '../../port.ts'
import { exchange } from '../../wire/exchange.ts'
import { formBody } from '../../wire/form.ts'
import { jsonRecord, present, text, toWholeNumber, utf8, wholeNumber } from '../../wire/reading.ts'
import type { WireRecord } from '../../wire/reading.ts'
import { redactedJson } from '../../wire/redaction.ts'
import { fromSeoulDigits } from '../../wire/seoul-time.ts'
import { redacted } from '../approval-facts.ts'
import { askJapanBooks } from './books.ts'
import { providerOf, storeBrandOf } from './codes.ts'
import { japanHosts } from './hosts.ts'
import { isSuccess } from './read-return.ts'
import { refundJapan } from './refund.ts'

const TIMEOUT_MS = 30_000

/**
 * Takes the money of what the buyer authenticated: `cbtapprove` with MID and `sid`.
 *
 * Neither request nor answer names our order or its amount, so a buyer could bring the `sid` of a cheaper order. What the
 * answer does not say, the PG's books must: our order number stands there with this very transaction and its price, or
 * the money goes back at once.
 */
export async function approveJapan(
  context: GatewayContext,
  { order, proof }: ApproveCall,
): Promise<ApproveAnswer> {
  const { sid } = proof
  if (typeof sid !== 'string') return { kind: 'silent', reason: 'no sid in the proof' }
  const answer = await exchange(context.network, {
    method: 'POST',
    url: japanHosts(context.environment).approve,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: formBody({ mid: context.credentials['mid'] ?? '', sid }),
    timeoutMs: TIMEOUT_MS,
  })
  if (answer.kind === 'silent') return answer
  const taken = readCbtApproval(context, order, answer.status, answer.body)
  return taken.kind === 'taken' ? proven(context, order, taken) : taken
}

/** An approval before it is known whose it is. */
interface Taken {
  readonly kind: 'taken'
  readonly approval: Omit<Approved, 'pgOrderId' | 'amount'>
  /** As far as the answer names them, which the PG's answers of today do not. */
  readonly orderId: string | undefined
  readonly amountMinor: number | undefined
  readonly currency: string | undefined
}

/** Pure, so that it can be tried with any bytes. */
export function readCbtApproval(
  context: Pick<GatewayContext, 'now'>,
  order: Order,
  status: number,
  body: Uint8Array,
): Taken | Exclude<ApproveAnswer, Approved> {
  const fields = status >= 500 ? undefined : jsonRecord(body)
  const code = fields && (text(fields, 'resultCode') ?? text(fields, 'code'))
  if (fields === undefined || code === undefined)
    return { kind: 'silent', reason: `status ${status} without a result code` }
  const raw = redactedJson(utf8(body), redacted)
  if (!isSuccess(code))
    return { kind: 'declined', pgCode: code, pgMessage: text(fields, 'resultMsg') ?? '', raw }
  const tid = text(fields, 'tid')
  if (tid === undefined) return { kind: 'silent', reason: 'the approval names no transaction' }
  const method = methodOf(fields, order)
  const isSlip = method.type === 'CONVENIENCE_STORE'
  return {
    kind: 'taken',
    approval: {
      kind: 'approved',
      state: isSlip ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID',
      pgTxId: tid,
      method,
      at: fromSeoulDigits(text(fields, 'applDate'), text(fields, 'applTime')) ?? context.now,
      raw,
      ...present({
        pgMerchantId: text(fields, 'mid'),
        memory: isSlip ? slipMemory(method.convenienceStore) : undefined,
      }),
    },
    orderId: text(fields, 'orderId') ?? text(fields, 'orderID'),
    amountMinor: wholeNumber(fields, 'amount') ?? wholeNumber(fields, 'price'),
    currency: text(fields, 'currencyCd') ?? text(fields, 'currency'),
  }
}

/** `CARD`, `CVS` or a wallet's word; the buyer can only pay by what the window was opened for. */
function methodOf(fields: WireRecord, order: Order): PaidMethod {
  const payMethod = (text(fields, 'paymethod') ?? text(fields, 'payMethod') ?? '').toUpperCase()
  if (payMethod === 'CVS')
    return {
      type: 'CONVENIENCE_STORE',
      convenienceStore: present({
        brand: storeBrandOf(text(fields, 'convenience')),
        confirmationNumber: text(fields, 'confNo'),
        receiptNumber: text(fields, 'receiptNo'),
        deadline: instant(text(fields, 'paymentTerm')),
      }),
    }
  if (payMethod === 'CARD' || (payMethod === '' && order.payMethod === 'CARD'))
    return {
      type: 'CARD',
      card: present({
        issuerCode: text(fields, 'cardCode'),
        name: text(fields, 'cardName'),
        approvalNumber: text(fields, 'approve'),
        installmentMonth: toWholeNumber(text(fields, 'installMonth')),
      }),
    }
  return {
    type: 'EASY_PAY',
    ...present({ provider: providerOf(payMethod) ?? order.easyPay?.easyPayProvider }),
  }
}

/** `yyyyMMddHHmmss` in Japan, whose clocks show Seoul's time. */
function instant(stamp: string | undefined): Date | undefined {
  return stamp === undefined ? undefined : fromSeoulDigits(stamp.slice(0, 8), stamp.slice(8, 14))
}

/** No inquiry tells a slip's numbers again. */
function slipMemory(slip: Extract<PaidMethod, { type: 'CONVENIENCE_STORE' }>['convenienceStore']) {
  const { deadline, ...rest } = slip
  return { slip: { ...rest, ...(deadline === undefined ? {} : { deadline: deadline.toISOString() }) } }
}

const REFUND_REASON = '주문을 확인할 수 없는 승인'

/** Whose money it is: by the answer, else by the books under our order number. */
async function proven(
  context: GatewayContext,
  order: Order,
  { approval, orderId, amountMinor, currency }: Taken,
): Promise<ApproveAnswer> {
  if (orderId !== undefined && amountMinor !== undefined)
    return {
      ...approval,
      pgOrderId: orderId,
      amount: { minor: amountMinor, currency: currency ?? order.amount.currency },
    }
  const books = await askJapanBooks(context, order.pgOrderId)
  if (books.kind === 'silent') return { kind: 'silent', reason: `approved, but whose it is: ${books.reason}` }
  if (books.kind === 'trade' && books.tid === approval.pgTxId && books.status !== '9')
    return {
      ...approval,
      pgOrderId: orderId ?? order.pgOrderId,
      amount: {
        minor: amountMinor ?? books.balanceMinor,
        currency: currency ?? order.amount.currency,
      },
    }
  return takenBack(context, order, approval)
}

/**
 * Nobody but the payer loses when it goes back. A slip that nobody paid is left alone: its money would be told of under
 * its own order's number.
 */
async function takenBack(
  context: GatewayContext,
  order: Order,
  approval: Taken['approval'],
): Promise<ApproveAnswer> {
  const declined = {
    kind: 'declined',
    pgCode: '',
    pgMessage: '승인된 거래가 이 주문의 것인지 PG사에서 확인되지 않아 결제를 되돌렸습니다.',
    raw: approval.raw,
  } as const
  if (approval.state !== 'PAID') return declined
  const refund = await refundJapan(context, approval.pgTxId, REFUND_REASON)
  if (refund.kind === 'done') return declined
  // The platform sees a foreign order and keeps the attempt in sight until the money is back.
  return { ...approval, pgOrderId: '', amount: order.amount }
}
