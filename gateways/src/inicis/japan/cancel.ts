import type { CancelAnswer, CancelCall, Declined, GatewayContext } from '../../port.ts'
import { askJapanBooks } from './books.ts'
import { closeSlip, refundJapan, refundJapanPart } from './refund.ts'
import { readCancel } from '../cancel.ts'

/**
 * Gives back all or a part of a card's or a wallet's payment. What was paid at a till cannot be given back by the PG
 * (PortOne's guide); a slip that nobody paid is withdrawn at the simulator alone. Not to be repeated.
 */
export async function cancelJapan(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const isSlip = call.methodType === 'CONVENIENCE_STORE' || call.order.payMethod === 'CONVENIENCE_STORE'
  if (isSlip && !call.isUnpaidVirtualAccount)
    return refused(
      'CVS_PAID',
      '편의점에서 지불한 결제는 KG이니시스로 취소할 수 없습니다. 구매자에게 직접 환불하세요.',
    )
  if (isSlip)
    return context.environment.kind === 'simulator'
      ? readCancel(context, call, await closeSlip(context, call.pgTxId, call.reason))
      : refused(
          'SIMULATOR_ONLY',
          '입금 전 편의점 결제를 취소하는 KG이니시스의 방법은 공개되어 있지 않습니다. 지불 기한이 지나면 끝납니다.',
        )
  const { pgTxId: tid, reason, amountMinor, remainingMinor } = call
  const answer = call.isWhole
    ? await refundJapan(context, tid, reason)
    : await refundJapanPart(context, { tid, reason, amountMinor, remainingMinor })
  return readCancel(context, call, answer)
}

/** Whether this very cancel happened, told by the balance: see the PG's other windows. */
export async function inquireJapanCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const trade = await askJapanBooks(context, call.order.pgOrderId)
  if (trade.kind === 'silent') return trade
  if (trade.kind === 'declined')
    return { kind: 'silent', reason: `the inquiry was refused (${trade.pgCode} ${trade.pgMessage})` }
  if (trade.status === '9') return { kind: 'silent', reason: 'the books know no such trade' }
  if (trade.balanceMinor === call.remainingMinor) return { kind: 'approved', at: context.now, raw: trade.raw }
  if (trade.balanceMinor === call.remainingMinor + call.amountMinor)
    return { kind: 'declined', pgCode: '', pgMessage: '취소되지 않았습니다. (거래 조회)', raw: trade.raw }
  return { kind: 'silent', reason: `the books hold ${trade.balanceMinor}, expected ${call.remainingMinor}` }
}

/** Nothing was sent to the PG. */
function refused(pgCode: string, pgMessage: string): Declined {
  return { kind: 'declined', pgCode, pgMessage }
}
