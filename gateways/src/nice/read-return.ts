import type { GatewayContext, IncomingRequest, ReturnReading } from '../port.ts'
import { readPairs } from '../wire/form.ts'
import { present, text, toWholeNumber } from '../wire/reading.ts'
import { merchantKey, mid } from './api.ts'
import { trustedCall } from './environment.ts'
import { checkSignature } from './signature.ts'

/** No code for it is published; the sentence says that the buyer himself stopped. */
const closedByBuyer = /(사용자|고객|구매자|결제자).{0,12}(취소|중단|종료)/

/**
 * The form that the window posts. Its signature covers token, merchant id and amount, and neither the order number nor
 * `TxTid`: the first is compared by the platform, the second stays a hint until the PG's own answer names it.
 */
export function readReturn(
  context: Pick<GatewayContext, 'environment' | 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody' | 'query'>,
): ReturnReading {
  const body = readPairs(request.rawBody)
  const fields = text(body, 'AuthResultCode') === undefined ? request.query : body
  const code = text(fields, 'AuthResultCode')
  if (code === undefined) return { kind: 'unreadable', reason: 'no AuthResultCode' }
  if (code !== '0000') {
    const pgMessage = text(fields, 'AuthResultMsg') ?? ''
    return { kind: 'failed', pgCode: code, pgMessage, closedByBuyer: closedByBuyer.test(pgMessage) }
  }
  const authToken = text(fields, 'AuthToken')
  const txTid = text(fields, 'TxTid')
  const claimedOrderId = text(fields, 'Moid')
  const amount = text(fields, 'Amt')
  if (authToken === undefined || txTid === undefined || claimedOrderId === undefined)
    return { kind: 'unreadable', reason: 'no token, transaction or order number' }
  if (authToken.length > 100 || !/^[A-Za-z0-9]{1,40}$/.test(txTid))
    return { kind: 'unreadable', reason: 'token or transaction are not of the PG' }
  if (text(fields, 'MID') !== mid(context))
    return { kind: 'unreadable', reason: 'the return is for another merchant id' }
  if (checkSignature(fields, ['AuthToken', 'MID', 'Amt'], merchantKey(context)) !== 'right')
    return { kind: 'unreadable', reason: 'the signature of the return does not fit' }
  const nextAppUrl = trustedCall(context.environment, text(fields, 'NextAppURL') ?? '')
  if (nextAppUrl === undefined)
    return { kind: 'unreadable', reason: 'NextAppURL is not an address of the PG' }
  // Without an address to undo it at, an approval could be lost for good.
  const netCancelUrl = trustedCall(context.environment, text(fields, 'NetCancelURL') ?? '')
  if (netCancelUrl === undefined)
    return { kind: 'unreadable', reason: 'NetCancelURL is not an address of the PG' }
  return {
    kind: 'authenticated',
    proof: { authToken, txTid, nextAppUrl, netCancelUrl },
    claimedOrderId,
    ...present({ claimedAmountMinor: toWholeNumber(amount) }),
  }
}
