import type { CancelCall, GatewayContext } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { callV1, callV2 } from './iniapi.ts'
import type { IniApiAnswer } from './iniapi.ts'
import { iniApiEncrypt } from './signature.ts'

/** Gives everything back (v2). Refused when a part was given back before. */
export function refundWhole(context: GatewayContext, tid: string, reason: string): Promise<IniApiAnswer> {
  return callV2(context, 'refund', { tid, msg: refundReason(reason) })
}

/**
 * Gives a part back (v2). `confirmPrice` is what must remain: the PG refuses when its own books differ, so a repeat of
 * a partial refund that went through can never give back twice.
 */
export function refundPart(context: GatewayContext, call: CancelCall): Promise<IniApiAnswer> {
  return callV2(context, 'partialRefund', {
    tid: call.pgTxId,
    msg: refundReason(call.reason),
    price: String(call.amountMinor),
    confirmPrice: String(call.remainingMinor),
    currency: call.order.amount.currency === 'USD' ? 'USD' : 'WON',
    tax: String(call.vatMinor),
    taxfree: String(call.taxFreeMinor),
  })
}

/** Closes an account before any deposit (v1, `GVacct`). */
export function closeAccount(context: GatewayContext, tid: string, reason: string): Promise<IniApiAnswer> {
  return callV1(context, {
    path: '/api/v1/refund',
    type: 'Refund',
    paymethod: 'GVacct',
    fields: { tid, msg: refundReason(reason) },
    hashTail: [tid],
  })
}

export interface PayBackTo {
  readonly bankCode: string
  readonly accountNumber: string
  readonly holderName: string
}

/** Pays a deposit back by transfer (v1: the v2 names for a refund account are not public). The account is [ENC]. */
export function refundDeposit(
  context: GatewayContext,
  call: CancelCall,
  to: PayBackTo,
): Promise<IniApiAnswer> {
  const { iniApiKey = '', iniApiIv = '' } = context.credentials
  const refundAcctNum = iniApiEncrypt(to.accountNumber, iniApiKey, iniApiIv)
  const account = { refundAcctNum, refundBankCode: to.bankCode, refundAcctName: to.holderName }
  const fields = { tid: call.pgTxId, msg: refundReason(call.reason), ...account }
  if (call.isWhole)
    return callV1(context, {
      path: '/api/v1/refund',
      type: 'Refund',
      paymethod: 'Vacct',
      fields,
      hashTail: [call.pgTxId, refundAcctNum],
    })

  const price = String(call.amountMinor)
  const confirmPrice = String(call.remainingMinor)
  return callV1(context, {
    path: '/api/v1/refund',
    type: 'PartialRefund',
    paymethod: 'Vacct',
    fields: {
      ...fields,
      price,
      confirmPrice,
      currency: 'WON',
      tax: String(call.vatMinor),
      taxFree: String(call.taxFreeMinor),
    },
    hashTail: [call.pgTxId, price, confirmPrice, refundAcctNum],
  })
}

/** The reason is required; what the PG's charset cannot write is the merchant's own affair, its length is not. */
function refundReason(reason: string): string {
  return reason.trim() === '' ? '취소' : firstCharacters(reason, 100)
}
