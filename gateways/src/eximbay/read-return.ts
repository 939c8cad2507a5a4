import type {
  Acknowledgement,
  GatewayContext,
  IncomingRequest,
  NotificationReading,
  ReturnReading,
} from '../port.ts'
import { present, utf8 } from '../wire/reading.ts'
import { secretKeyOf } from './classic.ts'
import { isGenuine, readParameters, type Parameters } from './fgkey.ts'
import { readResult } from './result.ts'

/** A result is some hundred bytes; its longest field takes 700 characters. */
const BODY_BYTES_MAX = 20_000

/**
 * The buyer's return. With the secret key its signature is checked here; without it (the current module asks for the key
 * only for reconciliation) nothing of it is believed, and the PG is asked whether the message is its own.
 */
export function readReturn(
  context: Pick<GatewayContext, 'moduleCode' | 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody' | 'query'>,
): ReturnReading {
  const message = messageOf(request)
  if (message === undefined) return { kind: 'unreadable', reason: 'no rescode' }
  if (isForged(context, message.fields))
    return { kind: 'unreadable', reason: 'the return is not signed by the PG' }
  const result = readResult(message.fields)
  if (result.code !== '0000')
    return {
      kind: 'failed',
      pgCode: result.code,
      pgMessage: result.message,
      closedByBuyer: /cancel|취소|キャンセル|取消/i.test(result.message),
    }
  if (result.transactionId === undefined || result.orderId === undefined)
    return { kind: 'unreadable', reason: 'the return names no transaction or order' }
  return {
    kind: 'authenticated',
    proof: proofOf(result.transactionId, message.data),
    claimedOrderId: result.orderId,
    ...present({ claimedAmountMinor: result.amountMinor }),
  }
}

const accepted: Acknowledgement = {
  status: 200,
  contentType: 'text/plain; charset=utf-8',
  body: 'rescode=0000&resmsg=Success',
}
/** Anything else, and the PG sends its message again, up to three times. */
const refused: Acknowledgement = {
  status: 400,
  contentType: 'text/plain; charset=utf-8',
  body: 'rescode=9999&resmsg=Fail',
}

/**
 * The status message: the same parameters from server to server, and the PG's true word, because a buyer may never come
 * back. A failure in it ends nothing: the buyer may try again in the same window.
 */
export function readNotification(
  context: Pick<GatewayContext, 'moduleCode' | 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody' | 'query'>,
): NotificationReading {
  const message = messageOf(request)
  if (message === undefined) return { kind: 'unreadable', reason: 'no rescode', refused }
  if (isForged(context, message.fields))
    return { kind: 'unreadable', reason: 'the message is not signed by the PG', refused }
  const { fields, data } = message
  if (fields['mid'] !== context.credentials['mid'])
    return { kind: 'unreadable', reason: 'the message is for another merchant id', refused }
  const result = readResult(fields)
  if (result.code !== '0000')
    return { kind: 'ignored', reason: `[${result.code}] ${result.message}`.trim(), accepted }
  if (result.transactionId === undefined || result.orderId === undefined)
    return { kind: 'unreadable', reason: 'the message names no transaction or order', refused }
  return {
    kind: 'transaction',
    pgOrderId: result.orderId,
    pgTxId: result.transactionId,
    // `Void` is the end of an order that nobody paid into a shop's till; an inquiry says the same.
    claim: result.status === 'VOID' ? 'FAILED' : 'APPROVED',
    proof: proofOf(result.transactionId, data),
    accepted,
    refused,
    ...present({ amountMinor: result.amountMinor }),
  }
}

function proofOf(transactionId: string, data: string) {
  return { transactionId, data }
}

/** The parameters, and the text they stood in, which the PG can be asked about. */
export function messageOf(
  request: Pick<IncomingRequest, 'rawBody' | 'query'>,
): { readonly fields: Parameters; readonly data: string } | undefined {
  if (request.rawBody.length > BODY_BYTES_MAX) return undefined
  const posted = utf8(request.rawBody)
  const data = /(^|&)rescode=/.test(posted) ? posted : new URLSearchParams(request.query).toString()
  const fields = readParameters(data)
  return (fields['rescode'] ?? '') === '' ? undefined : { fields, data }
}

function isForged(context: Pick<GatewayContext, 'moduleCode' | 'credentials'>, fields: Parameters): boolean {
  const secretKey = secretKeyOf(context)
  return secretKey !== '' && !isGenuine(secretKey, fields)
}
