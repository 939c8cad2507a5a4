import type { CancelAnswer, CancelCall, Declined, GatewayContext } from '../../port.ts'
import { present, text } from '../../wire/reading.ts'
import { seoulStamp } from '../../wire/seoul-time.ts'
import { standardBankCode } from '../../wire/standard-banks.ts'
import { stampIn } from './approval.ts'
import { isCancelled } from './codes.ts'
import { callXpay } from './gateway-call.ts'
import type { XpayAnswer } from './gateway-call.ts'
import { limits, plainValue } from './plain-value.ts'

/**
 * Gives money back: `Cancel` for the whole, `PartialCancel` for a part, with the balance before it. A deposit goes back to
 * an account that the buyer names. An account that nobody paid into is closed by a deadline that has passed
 * (`CyberAccount`, `CHANGE`), which is how merchants of this PG do it: there is nothing to cancel yet.
 */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  if (call.isUnpaidVirtualAccount) return readCancel(context, call, await closeAccount(context, call))
  const refund = refundFields(call)
  if (refund.kind === 'declined') return refund
  return readCancel(context, call, await sendCancel(context, call, refund.fields))
}

function sendCancel(
  context: GatewayContext,
  call: CancelCall,
  refund: Readonly<Record<string, string>>,
): Promise<XpayAnswer> {
  const shared = {
    LGD_TID: call.pgTxId,
    LGD_CANCELREASON: plainValue(call.reason, limits.reason) || '취소',
    ...refund,
  }
  if (call.isWhole) return callXpay(context, 'Cancel', shared)
  return callXpay(context, 'PartialCancel', {
    ...shared,
    LGD_CANCELAMOUNT: String(call.amountMinor),
    LGD_REMAINAMOUNT: String(call.amountMinor + call.remainingMinor),
    ...(call.taxFreeMinor === 0 ? {} : { LGD_CANCELTAXFREEAMOUNT: String(call.taxFreeMinor) }),
    LGD_REQREMAIN: '0',
  })
}

/** The first minute of today is over, wherever the two clocks stand. */
function closeAccount(context: GatewayContext, { order }: CancelCall): Promise<XpayAnswer> {
  return callXpay(context, 'CyberAccount', {
    LGD_METHOD: 'CHANGE',
    LGD_OID: order.pgOrderId,
    LGD_AMOUNT: String(order.amount.minor),
    LGD_CLOSEDATE: `${seoulStamp(context.now).slice(0, 8)}000000`,
  })
}

function refundFields(
  call: CancelCall,
): { readonly kind: 'fields'; readonly fields: Readonly<Record<string, string>> } | Declined {
  if (call.methodType !== 'VIRTUAL_ACCOUNT') return { kind: 'fields', fields: {} }
  const { refundAccount, order } = call
  const bank = refundAccount === undefined ? undefined : standardBankCode(refundAccount.bank)
  const number = refundAccount?.number.replaceAll(/\D/g, '') ?? ''
  if (refundAccount === undefined || bank === undefined || number === '' || number.length > 20)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: '토스페이먼츠로 환불할 수 있는 환불 계좌가 필요합니다.',
    }
  const phone = refundAccount.holderPhoneNumber ?? order.customer.phoneNumber
  return {
    kind: 'fields',
    fields: {
      LGD_RFBANKCODE: bank,
      LGD_RFACCOUNTNUM: number,
      LGD_RFCUSTOMERNAME: plainValue(refundAccount.holderName, limits.holderName),
      ...present({ LGD_RFPHONE: phone?.replaceAll(/\D/g, '').slice(0, limits.buyerPhone) }),
    },
  }
}

function readCancel(context: GatewayContext, call: CancelCall, answer: XpayAnswer): CancelAnswer {
  if (answer.kind === 'silent') return answer
  const { code, message, fields, raw } = answer
  if (!isCancelled(code, call.methodType)) return { kind: 'declined', pgCode: code, pgMessage: message, raw }
  const tid = text(fields, 'LGD_TID')
  return {
    kind: 'approved',
    at: stampIn(fields, 'LGD_RESPDATE') ?? context.now,
    raw,
    ...present({ pgCancellationId: tid === call.pgTxId ? undefined : tid }),
  }
}

/**
 * Whether this very cancel happened. The PG has no public inquiry. A whole cancel cannot give back twice, so it is simply
 * asked for again, and a refusal decides nothing, since it may be that of a trade that is cancelled already. Closing an
 * account may be repeated, too. A part waits for a person who looks at the PG's admin pages.
 */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  if (!call.isWhole && !call.isUnpaidVirtualAccount)
    return { kind: 'silent', reason: 'XPay tells no partial cancels; look the trade up at its admin pages' }
  const again = await cancel(context, call)
  return again.kind === 'declined'
    ? { kind: 'silent', reason: `the cancel was refused when it was repeated (${again.pgCode})` }
    : again
}
