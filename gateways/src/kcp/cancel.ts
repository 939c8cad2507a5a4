import type { CancelAnswer, CancelCall, Declined, GatewayContext } from '../port.ts'
import { cutToKoreanBytes, inKoreanCharset } from '../wire/korean-bytes.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import { callKcp } from './api.ts'
import { instant } from './approval.ts'
import { bankCodeOf } from './codes.ts'
import { withoutPublicWire } from './environment.ts'
import { balanceOf, lookUp } from './inquire.ts'

const REASON_BYTES_MAX = 100

/**
 * `POST /gw/mod/v1/cancel`. `STSC` gives back everything; `STPC` a part, naming the balance before it. Once a part was
 * given back the rest, too, must go by `STPC` (8038 otherwise).
 */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const refund = refundFields(context, call)
  if (refund.kind === 'declined') return refund
  const modType = call.isWhole || call.isUnpaidVirtualAccount ? 'STSC' : 'STPC'
  const answer = await callKcp(context, {
    path: '/gw/mod/v1/cancel',
    body: {
      tno: call.pgTxId,
      mod_type: modType,
      mod_desc: cutToKoreanBytes(inKoreanCharset(call.reason.trim() || '취소'), REASON_BYTES_MAX),
      ...(modType === 'STPC' ? partFields(call) : {}),
      ...refund.fields,
    },
    signed: [call.pgTxId, modType],
  })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  if (text(fields, 'tno') !== call.pgTxId)
    return { kind: 'silent', reason: 'the answer is about another tno' }
  const cancelledMinor = wholeNumber(fields, 'mod_mny')
  if (modType === 'STPC' && cancelledMinor !== undefined && cancelledMinor !== call.amountMinor)
    return { kind: 'silent', reason: `asked for ${call.amountMinor}, KCP answered ${cancelledMinor}` }
  return {
    kind: 'approved',
    at: instant(text(fields, 'canc_time')) ?? context.now,
    raw,
    ...present({ pgCancellationId: cancellationId(call.pgTxId, text(fields, 'mod_pcan_seq_no')) }),
  }
}

/** Several parts of one tno are told apart by their number. */
function cancellationId(tno: string, sequence: string | undefined): string | undefined {
  return sequence === undefined ? undefined : `${tno}-${sequence}`
}

function partFields(call: CancelCall): Record<string, string> {
  const { amountMinor, remainingMinor, taxFreeMinor, vatMinor, order } = call
  return {
    mod_mny: String(amountMinor),
    // The balance before this cancel (cancel guide).
    rem_mny: String(amountMinor + remainingMinor),
    ...(order.taxFreeMinor > 0
      ? {
          tax_flag: 'TG03',
          mod_tax_mny: String(amountMinor - taxFreeMinor - vatMinor),
          mod_vat_mny: String(vatMinor),
          mod_free_mny: String(taxFreeMinor),
        }
      : {}),
  }
}

/** A deposit goes back to an account that is named. Public documents show these names for the old program only. */
function refundFields(
  context: GatewayContext,
  call: CancelCall,
): { readonly kind: 'fields'; readonly fields: Readonly<Record<string, string>> } | Declined {
  if (call.methodType !== 'VIRTUAL_ACCOUNT' || call.isUnpaidVirtualAccount)
    return { kind: 'fields', fields: {} }
  const refused = withoutPublicWire(context.environment, '가상계좌 환불')
  if (refused !== undefined) return refused
  const { refundAccount } = call
  const bank = refundAccount === undefined ? undefined : bankCodeOf(refundAccount.bank)
  if (refundAccount === undefined || bank === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: 'NHN KCP로 환불할 수 있는 환불 계좌가 필요합니다.' }
  return {
    kind: 'fields',
    fields: {
      mod_bankcode: bank,
      mod_account: refundAccount.number.replaceAll(/\D/g, ''),
      mod_depositor: refundAccount.holderName,
    },
  }
}

/** A cancel may not be repeated blindly, so the books tell whether it happened: by the balance before or after it. */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  if (call.methodType === 'VIRTUAL_ACCOUNT')
    return { kind: 'silent', reason: 'the public inquiry does not tell the state of an account' }
  const answer = await lookUp(context, call.pgTxId, call.order.payMethod)
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined')
    return { kind: 'silent', reason: `the inquiry was refused (${answer.pgCode})` }
  const { fields, raw } = answer
  if (text(fields, 'tno') !== call.pgTxId)
    return { kind: 'silent', reason: 'the inquiry answered about another tno' }
  const amountMinor = wholeNumber(fields, 'amount')
  const balanceMinor = amountMinor === undefined ? undefined : balanceOf(fields, amountMinor)
  if (balanceMinor === call.remainingMinor)
    return { kind: 'approved', at: instant(text(fields, 'canc_time')) ?? context.now, raw }
  if (balanceMinor === call.remainingMinor + call.amountMinor)
    return { kind: 'declined', pgCode: '', pgMessage: '취소되지 않은 것을 조회로 확인했습니다.', raw }
  return { kind: 'silent', reason: `the books tell a balance of ${balanceMinor ?? 'nothing'}` }
}
