import type { GatewayContext, IncomingRequest, ReturnReading } from '../../port.ts'
import { readPairs } from '../../wire/form.ts'
import { text } from '../../wire/reading.ts'

const closedCodes: readonly string[] = ['2001', '0021', '0022']

/**
 * The PG leads the browser back with `sid` (in the address or as a form): `resultCode` `OK`, `mid`, `orderID`,
 * `paymethod`. All of it is the buyer's word; the approval asks the PG.
 */
export function readJapanReturn(
  { credentials }: Pick<GatewayContext, 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody' | 'query'>,
): ReturnReading {
  const posted = readPairs(request.rawBody)
  const fields =
    text(posted, 'sid') === undefined && text(posted, 'resultCode') === undefined ? request.query : posted
  const resultCode = text(fields, 'resultCode')
  const resultMsg = text(fields, 'resultMsg') ?? ''
  if (resultCode !== undefined && !isSuccess(resultCode))
    return {
      kind: 'failed',
      pgCode: resultCode,
      pgMessage: resultMsg,
      closedByBuyer: closedCodes.includes(resultCode) || /キャンセル|취소|cancel/i.test(resultMsg),
    }
  const sid = text(fields, 'sid')
  if (sid === undefined || sid.length > 255) return { kind: 'unreadable', reason: 'no sid' }
  const mid = text(fields, 'mid')
  if (mid !== undefined && mid !== credentials['mid'])
    return { kind: 'unreadable', reason: 'the return is for another merchant id' }
  const orderId = text(fields, 'orderID') ?? text(fields, 'orderId')
  return {
    kind: 'authenticated',
    proof: { sid },
    ...(orderId === undefined ? {} : { claimedOrderId: orderId }),
  }
}

/** `OK` at both steps; the digits are of the PG's other calls, which open merchant code accepts beside it. */
export function isSuccess(code: string): boolean {
  return code === 'OK' || code === '00' || code === '0000'
}
