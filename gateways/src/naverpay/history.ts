import type { GatewayContext, InquireAnswer, InquireCall, Order, Silent } from '../port.ts'
import { isRecord, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { callNaver } from './api.ts'
import { instant, toApproval } from './approval.ts'
import { chainOf } from './extras.ts'

/** The rows of one payment: its approval and its cancels. */
export interface History {
  readonly kind: 'history'
  readonly approval: WireRecord | undefined
  readonly cancels: readonly WireRecord[]
  readonly cancelledMinor: number
  readonly raw: string
}

/** `v2.2/list/history` by payment number: 01 approved, 03 cancelled whole, 04 in part. */
export async function readHistory(
  context: GatewayContext,
  order: Pick<Order, 'bypass' | 'apiVersion'>,
  paymentId: string,
): Promise<History | Silent> {
  const answer = await callNaver(context, {
    api: 'v2.2/list/history',
    chainId: chainOf(order, context.credentials),
    json: { paymentId, approvalType: 'ALL', pageNumber: 1, rowsPerPage: 100 },
  })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined')
    return { kind: 'silent', reason: `the history was refused (${answer.pgCode})` }
  const list = answer.fields['list']
  const rows = (Array.isArray(list) ? list : []).filter(isRecord)
  if (rows.some((row) => text(row, 'paymentId') !== paymentId))
    return { kind: 'silent', reason: 'the history is of another payment' }
  const done = rows.filter((row) => text(row, 'admissionState') !== 'FAIL')
  const cancels = done.filter((row) => ['03', '04'].includes(text(row, 'admissionTypeCode') ?? ''))
  const amounts = cancels.map((row) => wholeNumber(row, 'totalPayAmount'))
  if (amounts.includes(undefined)) return { kind: 'silent', reason: 'a cancel without its amount' }
  return {
    kind: 'history',
    approval: done.find((row) => text(row, 'admissionTypeCode') === '01'),
    cancels,
    cancelledMinor: amounts.reduce<number>((sum, minor) => sum + (minor ?? 0), 0),
    raw: answer.raw,
  }
}

const PAGE_ROWS = 100
const PAGES_MAX = 20
/** Clocks differ a little, and an attempt begins before Naver Pay hears of it. */
const AROUND_MS = 10 * 60_000
/** A window is open for half an hour; a charge follows at once. */
const AFTER_MS = 2 * 3_600_000

/** Naver Pay's number of our order, from the approvals of the hours in which it was made. */
async function findPaymentId(
  context: GatewayContext,
  { order, attemptedAt }: InquireCall,
): Promise<string | undefined> {
  if (attemptedAt === undefined) return undefined
  const from = new Date(attemptedAt.getTime() - AROUND_MS)
  const until = new Date(Math.min(context.now.getTime(), attemptedAt.getTime() + AFTER_MS) + AROUND_MS)
  for (let pageNumber = 1; pageNumber <= PAGES_MAX; pageNumber += 1) {
    const answer = await callNaver(context, {
      api: 'v2.2/list/history',
      chainId: chainOf(order, context.credentials),
      json: {
        startTime: seoulStamp(from),
        endTime: seoulStamp(until),
        approvalType: 'APPROVAL',
        pageNumber,
        rowsPerPage: PAGE_ROWS,
      },
    })
    const list = answer.kind === 'done' ? answer.fields['list'] : undefined
    const rows = (Array.isArray(list) ? list : []).filter(isRecord)
    const row = rows.find((each) => text(each, 'merchantPayKey') === order.pgOrderId)
    if (row !== undefined) return text(row, 'paymentId')
    if (rows.length < PAGE_ROWS) return undefined
  }
  return undefined
}

export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const { order } = call
  const pgTxId = call.pgTxId ?? (await findPaymentId(context, call))
  // A charge whose number was lost with the process that made it: not to find it proves nothing.
  if (pgTxId === undefined)
    return { kind: 'silent', reason: 'Naver Pay knows payments by its own number only' }
  const history = await readHistory(context, order, pgTxId)
  if (history.kind === 'silent') return history
  if (history.approval === undefined)
    return { kind: 'not-approved', final: false, pgCode: '', pgMessage: '승인 내역이 없습니다.' }
  const approval = toApproval(history.approval, history.raw, order, context.now)
  if (approval.kind === 'silent') return approval
  return {
    kind: 'approved',
    approval,
    cancelledMinor: history.cancelledMinor,
    cancels: history.cancels.map((row) => ({
      amountMinor: wholeNumber(row, 'totalPayAmount') ?? 0,
      at: instant(text(row, 'admissionYmdt')) ?? context.now,
      ...present({ pgCancellationId: text(row, 'payHistId') }),
    })),
  }
}
