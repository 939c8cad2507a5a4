import type { GatewayContext } from '../../port.ts'
import { firstCharacters } from '../../wire/characters.ts'
import { callV1 } from '../iniapi.ts'
import type { IniApiAnswer } from '../iniapi.ts'

/**
 * Gives everything back: INIAPI v1 `Refund` of `CBT`, signed over the TID (open merchant code of the Japanese service;
 * cards and wallets).
 */
export function refundJapan(context: GatewayContext, tid: string, reason: string): Promise<IniApiAnswer> {
  return callV1(context, {
    path: '/api/v1/refund',
    type: 'Refund',
    paymethod: 'CBT',
    fields: { tid, msg: refundReason(reason) },
    hashTail: [tid],
  })
}

/** Gives a part back. `confirmPrice` is what must remain, so a repeat of one that went through is refused. */
export function refundJapanPart(
  context: GatewayContext,
  {
    tid,
    reason,
    amountMinor,
    remainingMinor,
  }: {
    readonly tid: string
    readonly reason: string
    readonly amountMinor: number
    readonly remainingMinor: number
  },
): Promise<IniApiAnswer> {
  const [price, confirmPrice] = [String(amountMinor), String(remainingMinor)]
  return callV1(context, {
    path: '/api/v1/refund',
    type: 'PartialRefund',
    paymethod: 'CBT',
    fields: { tid, msg: refundReason(reason), price, confirmPrice },
    hashTail: [tid, price, confirmPrice],
  })
}

/**
 * Withdraws a slip that nobody paid. PortOne offers it, but how the PG is asked is not public: this word is ours, and
 * the simulator alone knows it.
 */
export function closeSlip(context: GatewayContext, tid: string, reason: string): Promise<IniApiAnswer> {
  return callV1(context, {
    path: '/api/v1/refund',
    type: 'Refund',
    paymethod: 'SIMCVS',
    fields: { tid, msg: refundReason(reason) },
    hashTail: [tid],
  })
}

function refundReason(reason: string): string {
  return reason.trim() === '' ? '취소' : firstCharacters(reason, 100)
}
