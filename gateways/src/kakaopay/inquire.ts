import type { Declined, GatewayContext, InquireAnswer, InquireCall, Silent } from '../port.ts'
import { child, field, isRecord, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromIso } from '../wire/seoul-time.ts'
import { callKakao } from './api.ts'
import { toApproval } from './approval.ts'
import { codes } from './codes.ts'

/** An order in KakaoPay's books. */
export interface KakaoOrder {
  readonly kind: 'order'
  readonly status: string
  readonly fields: WireRecord
  readonly raw: string
  readonly cancelledMinor: number
  readonly restMinor: number | undefined
  readonly cancels: readonly KakaoCancel[]
}

export interface KakaoCancel {
  readonly aid: string | undefined
  readonly amountMinor: number
  readonly at: Date | undefined
  /** What we sent with the cancel. */
  readonly payload: string | undefined
}

const paid = new Set(['SUCCESS_PAYMENT', 'PART_CANCEL_PAYMENT', 'CANCEL_PAYMENT'])
const failed = new Set(['FAIL_AUTH_PASSWORD', 'QUIT_PAYMENT', 'FAIL_PAYMENT'])

export function isPaid(status: string): boolean {
  return paid.has(status)
}

export function isFailed(status: string): boolean {
  return failed.has(status)
}

/** `/order` by tid, which is the only name by which KakaoPay can be asked. */
export async function readOrder(
  context: GatewayContext,
  tid: string,
): Promise<KakaoOrder | Declined | Silent> {
  const answer = await callKakao(context, { path: 'order', body: { tid } })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const status = text(fields, 'status')
  if (status === undefined || text(fields, 'tid') !== tid)
    return { kind: 'silent', reason: 'the inquiry tells no status, or of another tid' }
  const details = field(fields, 'payment_action_details')
  const cancels = (Array.isArray(details) ? details : [])
    .filter(isRecord)
    .filter((detail) => text(detail, 'payment_action_type') === 'CANCEL')
  const amounts = cancels.map((detail) => wholeNumber(detail, 'amount'))
  const cancelledMinor = wholeNumber(child(fields, 'canceled_amount') ?? {}, 'total')
  if (amounts.includes(undefined) || (cancelledMinor === undefined && /CANCEL/.test(status)))
    return { kind: 'silent', reason: 'a cancel without its amount' }
  return {
    kind: 'order',
    status,
    fields,
    raw,
    cancelledMinor: cancelledMinor ?? 0,
    restMinor: wholeNumber(child(fields, 'cancel_available_amount') ?? {}, 'total'),
    cancels: cancels.map((detail) => ({
      aid: text(detail, 'aid'),
      amountMinor: wholeNumber(detail, 'amount') ?? 0,
      at: fromIso(text(detail, 'approved_at')),
      payload: text(detail, 'payload'),
    })),
  }
}

export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const { order, pgTxId } = call
  // A charge whose answer was lost: no call finds it by our number, so nobody may conclude anything.
  if (pgTxId === undefined) return { kind: 'silent', reason: 'KakaoPay knows payments by its own tid only' }
  const books = await readOrder(context, pgTxId)
  if (books.kind === 'silent') return books
  if (books.kind === 'declined')
    return books.pgCode === codes.noSuchTid
      ? { kind: 'not-approved', final: false, pgCode: books.pgCode, pgMessage: books.pgMessage }
      : { kind: 'silent', reason: `the inquiry was refused (${books.pgCode})` }
  if (text(books.fields, 'partner_order_id') !== order.pgOrderId)
    return { kind: 'silent', reason: 'the inquiry answered about another order' }
  if (!isPaid(books.status))
    return {
      kind: 'not-approved',
      final: isFailed(books.status),
      pgCode: books.status,
      pgMessage: isFailed(books.status) ? '카카오페이에서 결제가 끝나지 않았습니다.' : '',
    }
  const approval = toApproval(books.fields, books.raw, order, context.now)
  if (approval.kind === 'silent') return approval
  return {
    kind: 'approved',
    approval,
    cancelledMinor: books.cancelledMinor,
    cancels: books.cancels.map(({ aid, amountMinor, at }) => ({
      amountMinor,
      at: at ?? context.now,
      ...present({ pgCancellationId: aid }),
    })),
  }
}
