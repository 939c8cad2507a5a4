import type {
  ApproveCall,
  Declined,
  GatewayContext,
  InquireAnswer,
  InquireCall,
  NetCancelAnswer,
  PaidMethod,
} from '../../port.ts'
import { child, present, text } from '../../wire/reading.ts'
import { fromIso } from '../../wire/seoul-time.ts'
import { readTrade } from '../books.ts'
import type { BooksAnswer, Trade } from '../books.ts'
import { callV1 } from '../iniapi.ts'
import type { IniApiAnswer } from '../iniapi.ts'
import { closeSlip, refundJapan } from './refund.ts'

/**
 * What the PG's books hold under our order number: INIAPI v1 inquiry. That it answers about Japanese trades is inferred
 * from their refund, which is a call of the same API; no public code asks it. A refusal is told apart from silence.
 */
export async function askJapanBooks(context: GatewayContext, oid: string): Promise<BooksAnswer | Declined> {
  const answer = await callV1(context, {
    path: '/api/v1/extra',
    type: 'Extra',
    paymethod: 'Inquiry',
    fields: { oid },
    hashTail: [],
  })
  return answer.kind === 'declined' ? answer : readTrade(answer)
}

/** Asked by our order number, since the approval's own number proves nothing about whose it is. */
export async function inquireJapan(
  context: GatewayContext,
  { order, pgTxId, memory }: InquireCall,
): Promise<InquireAnswer> {
  const trade = await askJapanBooks(context, order.pgOrderId)
  if (trade.kind === 'silent') return trade
  if (trade.kind === 'declined')
    return { kind: 'silent', reason: `the inquiry was refused (${trade.pgCode} ${trade.pgMessage})` }
  if (trade.oid !== undefined && trade.oid !== order.pgOrderId)
    return { kind: 'silent', reason: 'the inquiry answered about another order' }
  if (trade.status === '9')
    // The window may still be open, or our approve call still be running.
    return { kind: 'not-approved', final: false, pgCode: trade.status, pgMessage: '거래 없음' }
  const tid = trade.tid ?? pgTxId
  if (tid === undefined) return { kind: 'silent', reason: 'the inquiry names no TID' }
  if (pgTxId !== undefined && tid !== pgTxId)
    return { kind: 'silent', reason: 'the inquiry answered about another TID' }

  const isReduced = trade.isPartlyCancelled || trade.status === '1' || trade.status === 'C'
  // Once something was given back the books tell the rest only; the original price is then the order's.
  const totalMinor = isReduced ? order.amount.minor : trade.balanceMinor
  if (totalMinor < trade.balanceMinor)
    return { kind: 'silent', reason: 'more remains than was ever to be paid' }
  return {
    kind: 'approved',
    approval: {
      kind: 'approved',
      state: trade.status === 'N' || trade.status === 'C' ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID',
      pgTxId: tid,
      pgOrderId: order.pgOrderId,
      amount: { minor: totalMinor, currency: order.amount.currency },
      method: methodOf(order.payMethod, memory),
      at: trade.approvedAt ?? context.now,
      raw: trade.raw,
    },
    cancelledMinor: totalMinor - trade.balanceMinor,
    // The books list no single cancels.
    cancels: [],
  }
}

/** The inquiry does not tell how it was paid; a slip is remembered from its issue. */
function methodOf(payMethod: InquireCall['order']['payMethod'], memory: InquireCall['memory']): PaidMethod {
  switch (payMethod) {
    case 'CONVENIENCE_STORE': {
      const slip = child(memory, 'slip') ?? {}
      return {
        type: payMethod,
        convenienceStore: present({
          brand: brands.find((brand) => brand === text(slip, 'brand')),
          confirmationNumber: text(slip, 'confirmationNumber'),
          receiptNumber: text(slip, 'receiptNumber'),
          deadline: fromIso(text(slip, 'deadline')),
        }),
      }
    }
    case 'EASY_PAY':
      return { type: payMethod }
    default:
      return { type: 'CARD', card: {} }
  }
}

const brands = ['LAWSON', 'FAMILY_MART', 'MINI_STOP', 'SEVEN_ELEVEN', 'SEICOMART'] as const
const REASON = '승인 응답 유실에 따른 망취소'

/**
 * Undoes an approval whose answer was lost. This window has no net cancel of its own: what the books hold under our
 * order number is refunded. Books without it prove nothing, since the approval may still be on its way; a slip that
 * no public call withdraws has taken no money, and is found by the inquiry.
 */
export async function netCancelJapan(
  context: GatewayContext,
  { order }: ApproveCall,
): Promise<NetCancelAnswer> {
  const trade = await askJapanBooks(context, order.pgOrderId)
  if (trade.kind !== 'trade') return trade
  switch (trade.status) {
    case '1':
    case 'C':
      return { kind: 'approved', raw: trade.raw }
    case '0':
      return fromRefund(trade, (tid) => refundJapan(context, tid, REASON))
    case 'N':
      return context.environment.kind === 'simulator'
        ? fromRefund(trade, (tid) => closeSlip(context, tid, REASON))
        : { kind: 'silent', reason: 'no public call withdraws a slip' }
    case '9':
    case 'Y':
      return { kind: 'silent', reason: `the books say ${trade.status}` }
  }
}

async function fromRefund(
  { tid }: Trade,
  refund: (tid: string) => Promise<IniApiAnswer>,
): Promise<NetCancelAnswer> {
  if (tid === undefined) return { kind: 'silent', reason: 'the inquiry names no TID' }
  const answer = await refund(tid)
  return answer.kind === 'done' ? { kind: 'approved', raw: answer.raw } : answer
}
