import type { CancelAnswer, CancelCall, Declined, GatewayContext } from '../port.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { bankCodeOf } from './codes.ts'
import { tradeByTid } from './books.ts'
import type { IniApiAnswer } from './iniapi.ts'
import { closeAccount, refundDeposit, refundPart, refundWhole } from './refund.ts'
import type { PayBackTo } from './refund.ts'

/** Gives back all or a part, or closes an account that nobody paid into. Not to be repeated: see `inquireCancel`. */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  if (call.isUnpaidVirtualAccount)
    return readCancel(context, call, await closeAccount(context, call.pgTxId, call.reason))
  if (call.methodType === 'VIRTUAL_ACCOUNT') {
    const to = payBackTo(context, call)
    if ('kind' in to) return to
    return readCancel(context, call, await refundDeposit(context, call, to))
  }
  const answer = call.isWhole
    ? await refundWhole(context, call.pgTxId, call.reason)
    : await refundPart(context, call)
  return readCancel(context, call, answer)
}

/**
 * Whether this very cancel happened, told by the balance: it is now what must remain after the cancel, or still what
 * was there before. Anything else means that more happened than we know of.
 */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const trade = await tradeByTid(context, call.pgTxId)
  if (trade.kind === 'silent') return trade
  if (trade.status === '9') return { kind: 'silent', reason: 'the books know no such trade' }
  if (trade.oid !== undefined && trade.oid !== call.order.pgOrderId)
    return { kind: 'silent', reason: 'the inquiry answered about another order' }
  if (trade.balanceMinor === call.remainingMinor) return { kind: 'approved', at: context.now, raw: trade.raw }
  if (trade.balanceMinor === call.remainingMinor + call.amountMinor)
    return { kind: 'declined', pgCode: '', pgMessage: '취소되지 않았습니다. (거래 조회)', raw: trade.raw }
  return { kind: 'silent', reason: `the books hold ${trade.balanceMinor}, expected ${call.remainingMinor}` }
}

/** A deposit can only be paid back to an account, and the number travels encrypted. */
function payBackTo(context: GatewayContext, call: CancelCall): PayBackTo | Declined {
  const { refundAccount } = call
  if (refundAccount === undefined) return refused('가상계좌 환불에는 환불 계좌가 필요합니다.')
  const bankCode = bankCodeOf(refundAccount.bank)
  if (bankCode === undefined) return refused(`KG이니시스로 환불할 수 없는 은행입니다: ${refundAccount.bank}`)
  const { iniApiKey = '', iniApiIv = '' } = context.credentials
  if (iniApiKey.length !== 16 || iniApiIv.length !== 16)
    return refused('채널의 INIAPI KEY와 INIAPI IV는 각각 16자여야 합니다.')
  const accountNumber = refundAccount.number.replaceAll(/\D/g, '')
  return { bankCode, accountNumber, holderName: refundAccount.holderName }
}

/** Nothing was sent to the PG. */
function refused(pgMessage: string): Declined {
  return { kind: 'declined', pgCode: '', pgMessage }
}

/** Both generations of INIAPI answer a refund in the same words. */
export function readCancel(context: GatewayContext, call: CancelCall, answer: IniApiAnswer): CancelAnswer {
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const price = wholeNumber(fields, 'prtcPrice')
  const remains = wholeNumber(fields, 'prtcRemains')
  if (
    (price ?? call.amountMinor) !== call.amountMinor ||
    (remains ?? call.remainingMinor) !== call.remainingMinor
  )
    return {
      kind: 'silent',
      reason: `asked for ${call.amountMinor}, the PG tells ${price}, ${remains} remaining`,
    }
  return {
    kind: 'approved',
    at: cancelledAt(fields) ?? context.now,
    raw,
    // Only partial refunds get a TID of their own.
    ...present({ pgCancellationId: price === undefined ? undefined : text(fields, 'tid') }),
  }
}

function cancelledAt(fields: WireRecord): Date | undefined {
  return (
    fromSeoulDigits(text(fields, 'cancelDate'), text(fields, 'cancelTime')) ??
    fromSeoulDigits(text(fields, 'prtcDate'), text(fields, 'prtcTime'))
  )
}
