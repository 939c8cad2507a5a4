import type { GatewayContext, InquireAnswer, InquireCall, Silent } from '../port.ts'
import { field, isRecord, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { callTosspay } from './api.ts'
import { instant, magnitude, toApproval } from './approval.ts'

export interface Status {
  readonly kind: 'status'
  readonly payStatus: string
  readonly fields: WireRecord
  readonly raw: string
}

/** Toss Pay's books know no such payment or order. */
const UNKNOWN = 'TRANSACTION_NOT_FOUND'

/** `v2/status` by payment or by order. */
export async function readStatus(
  context: GatewayContext,
  key: { readonly payToken: string } | { readonly orderNo: string },
): Promise<Status | { readonly kind: 'unknown'; readonly pgMessage: string } | Silent> {
  const answer = await callTosspay(context, '/api/v2/status', key)
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined')
    return answer.pgCode === UNKNOWN
      ? { kind: 'unknown', pgMessage: answer.pgMessage }
      : { kind: 'silent', reason: `the status was refused (${answer.pgCode})` }
  const payStatus = text(answer.fields, 'payStatus')
  return payStatus === undefined
    ? { kind: 'silent', reason: 'no payStatus' }
    : { kind: 'status', payStatus, fields: answer.fields, raw: answer.raw }
}

/** By payment where we know it, else by order. A payment that belongs to another order is none of ours. */
export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const { order, pgTxId } = call
  const byOrder = { orderNo: order.pgOrderId }
  const first = await readStatus(context, pgTxId === undefined ? byOrder : { payToken: pgTxId })
  const isForeign = first.kind === 'status' && text(first.fields, 'orderNo') !== order.pgOrderId
  const status = isForeign && pgTxId !== undefined ? await readStatus(context, byOrder) : first
  if (status.kind === 'silent') return status
  if (status.kind === 'unknown')
    return { kind: 'not-approved', final: false, pgCode: UNKNOWN, pgMessage: status.pgMessage }
  switch (status.payStatus) {
    // An open window, an authentication that waits for its execution, or one that runs.
    case 'PAY_STANDBY':
    case 'PAY_APPROVED':
    case 'PAY_PROGRESS':
      return { kind: 'not-approved', final: false, pgCode: status.payStatus, pgMessage: '' }
    case 'PAY_CANCEL':
      return {
        kind: 'not-approved',
        final: true,
        pgCode: status.payStatus,
        pgMessage: '토스페이에서 결제가 끝나지 않았습니다.',
      }
    case 'PAY_COMPLETE':
    case 'SETTLEMENT_COMPLETE':
    case 'REFUND_PROGRESS':
    case 'REFUND_SUCCESS':
    case 'SETTLEMENT_REFUND_COMPLETE':
      return paid(context, status, call)
    default:
      return { kind: 'silent', reason: `payStatus ${status.payStatus.slice(0, 40)}` }
  }
}

function paid(context: GatewayContext, { fields, raw }: Status, { order }: InquireCall): InquireAnswer {
  const approval = toApproval(context, fields, raw, order)
  if (approval.kind === 'silent') return approval
  if (approval.kind === 'declined')
    return { kind: 'not-approved', final: true, pgCode: '', pgMessage: approval.pgMessage }
  const refundable = wholeNumber(fields, 'refundableAmount')
  if (refundable === undefined || refundable > approval.amount.minor)
    return { kind: 'silent', reason: 'the status does not tell what can be refunded' }
  return {
    kind: 'approved',
    approval,
    cancelledMinor: approval.amount.minor - refundable,
    cancels: refundsIn(fields).map((row) => ({
      amountMinor: magnitude(row, 'transactionAmount') ?? 0,
      at: instant(text(row, 'regTs')) ?? context.now,
      ...present({ pgCancellationId: text(row, 'transactionId') }),
    })),
  }
}

export function refundsIn(fields: WireRecord): readonly WireRecord[] {
  const rows = field(fields, 'transactions')
  return (Array.isArray(rows) ? rows : [])
    .filter(isRecord)
    .filter((row) => text(row, 'stepType') === 'REFUND')
}
