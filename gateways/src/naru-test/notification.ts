import type { Acknowledgement, IncomingRequest, JsonObject, NotificationReading } from '../port.ts'
import { sameSecret } from '../wire/constant-time.ts'
import { jsonRecord, present, text, wholeNumber } from '../wire/reading.ts'

const accepted: Acknowledgement = { status: 200, contentType: 'application/json', body: '{}' }
const refused: Acknowledgement = { status: 400, contentType: 'application/json', body: '{}' }

const claims = ['DEPOSITED', 'DEPOSIT_ASKED', 'APPROVED', 'FAILED'] as const

/** `{event, orderId, paymentKey, amount, secret}`. A hint like any notice: the books are asked before anything happens. */
export function readNotification(request: Pick<IncomingRequest, 'rawBody'>): NotificationReading {
  const message = jsonRecord(request.rawBody)
  const pgOrderId = message && text(message, 'orderId')
  if (message === undefined || pgOrderId === undefined)
    return { kind: 'unreadable', reason: 'no order in the notice', refused }
  const event = text(message, 'event')
  const claim = claims.find((known) => known === event) ?? 'CHANGED'
  const tender = text(message, 'tender')
  return {
    kind: 'transaction',
    pgOrderId,
    claim,
    accepted,
    refused,
    ...(tender === 'card' || tender === 'cash' ? { tender } : {}),
    ...present({
      pgTxId: text(message, 'paymentKey'),
      amountMinor: wholeNumber(message, 'amount'),
      secret: text(message, 'secret'),
    }),
  }
}

export function verifyNotification(
  memory: JsonObject,
  reading: Extract<NotificationReading, { kind: 'transaction' }>,
): boolean {
  const remembered = memory['depositSecret']
  if (typeof remembered !== 'string' || remembered === '' || reading.secret === undefined) return false
  return sameSecret(remembered, reading.secret)
}
