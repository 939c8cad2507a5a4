import type { GatewayContext, IncomingRequest, ReturnReading } from '../port.ts'
import { readPairs } from '../wire/form.ts'
import { text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { trustedUrl } from './environment.ts'

/** Reads the return of either window; each names its result in its own way. */
export function readReturn(
  context: Pick<GatewayContext, 'environment'>,
  request: IncomingRequest,
): ReturnReading {
  const body = readPairs(request.rawBody)
  const fields = isWindowResult(body) ? body : request.query
  if (text(fields, 'P_STATUS') !== undefined) return readMobile(context, fields)
  if (text(fields, 'resultCode') !== undefined) return readPc(context, fields)
  return { kind: 'unreadable', reason: 'neither resultCode nor P_STATUS' }
}

function isWindowResult(fields: WireRecord): boolean {
  return text(fields, 'P_STATUS') !== undefined || text(fields, 'resultCode') !== undefined
}

function readPc(context: Pick<GatewayContext, 'environment'>, fields: WireRecord): ReturnReading {
  const resultCode = text(fields, 'resultCode') ?? ''
  if (resultCode !== '0000') return failed(resultCode, text(fields, 'resultMsg') ?? '')

  const authToken = text(fields, 'authToken')
  const claimedOrderId = text(fields, 'orderNumber') ?? text(fields, 'MOID')
  if (authToken === undefined || claimedOrderId === undefined)
    return { kind: 'unreadable', reason: 'no authentication token or order number' }
  const idcName = text(fields, 'idc_name')
  const returned = text(fields, 'authUrl') ?? text(fields, 'checkAckUrl') ?? ''
  const authUrl = trustedUrl(context.environment, 'payAuth', returned, idcName)
  if (authUrl === undefined) return { kind: 'unreadable', reason: 'authUrl is not an address of the PG' }
  const netCancelUrl = trustedUrl(
    context.environment,
    'netCancel',
    text(fields, 'netCancelUrl') ?? '',
    idcName,
  )
  return {
    kind: 'authenticated',
    proof: { window: 'PC', authToken, authUrl, ...(netCancelUrl === undefined ? {} : { netCancelUrl }) },
    claimedOrderId,
  }
}

function readMobile(context: Pick<GatewayContext, 'environment'>, fields: WireRecord): ReturnReading {
  const status = text(fields, 'P_STATUS') ?? ''
  if (status !== '00') return failed(status, text(fields, 'P_RMESG1') ?? '')

  const tid = text(fields, 'P_TID')
  if (tid === undefined || tid.length > 40) return { kind: 'unreadable', reason: 'no transaction id' }
  const returned = text(fields, 'P_REQ_URL') ?? ''
  const reqUrl = trustedUrl(context.environment, 'payReq', returned, text(fields, 'idc_name'))
  if (reqUrl === undefined) return { kind: 'unreadable', reason: 'P_REQ_URL is not an address of the PG' }
  const amount = wholeNumber(fields, 'P_AMT')
  const orderId = text(fields, 'P_OID')
  return {
    kind: 'authenticated',
    // The TID stays in the proof: until an approve answer names our order beside it, it may be anybody's.
    proof: { window: 'MOBILE', tid, reqUrl },
    ...(amount === undefined ? {} : { claimedAmountMinor: amount }),
    ...(orderId === undefined ? {} : { claimedOrderId: orderId }),
  }
}

/** No code for "closed by the buyer" is published; the sentence says it. */
function failed(pgCode: string, pgMessage: string): ReturnReading {
  const closedByBuyer = /(사용자|고객|구매자).{0,12}취소/.test(pgMessage)
  return { kind: 'failed', pgCode, pgMessage, closedByBuyer }
}
