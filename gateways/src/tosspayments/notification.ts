import type { Acknowledgement, IncomingRequest, JsonObject, NotificationReading } from '../port.ts'
import { sameSecret } from '../wire/constant-time.ts'
import { child, isRecord, jsonRecord, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromIso } from '../wire/seoul-time.ts'

type Transaction = Extract<NotificationReading, { kind: 'transaction' }>

/** The PG looks at the status only; anything but 200 is repeated 7 times over three days (webhook guide). */
const accepted: Acknowledgement = { status: 200, contentType: 'application/json', body: '{}' }
const refused: Acknowledgement = { status: 400, contentType: 'application/json', body: '{}' }

/** Reads a webhook. Nothing in it is signed: at best it carries the deposit secret, and it is always only a hint. */
export function readNotification(request: Pick<IncomingRequest, 'rawBody'>): NotificationReading {
  const message = jsonRecord(request.rawBody)
  if (message === undefined) return { kind: 'unreadable', reason: 'not a JSON object', refused }
  const eventType = text(message, 'eventType')
  switch (eventType) {
    case 'PAYMENT_STATUS_CHANGED':
      return readStatusChange(message)
    // The deposit callback is flat and without `eventType`; the wrapped form is accepted all the same.
    case 'DEPOSIT_CALLBACK':
      return readDeposit(child(message, 'data') ?? message, message)
    case undefined:
      return readDeposit(message, message)
    default:
      return { kind: 'ignored', reason: `event ${eventType.slice(0, 60)}`, accepted }
  }
}

/** The deposit secret equals the one that came with the approval. */
export function verifyNotification(memory: JsonObject, reading: Transaction): boolean {
  const remembered = memory['depositSecret']
  if (typeof remembered !== 'string' || remembered === '' || reading.secret === undefined) return false
  return sameSecret(remembered, reading.secret)
}

function readDeposit(message: WireRecord, envelope: WireRecord): NotificationReading {
  const pgOrderId = text(message, 'orderId')
  const status = text(message, 'status')
  if (pgOrderId === undefined || status === undefined)
    return { kind: 'unreadable', reason: 'neither order nor status', refused }
  return {
    kind: 'transaction',
    pgOrderId,
    claim: depositClaim(status),
    accepted,
    refused,
    ...present({
      secret: text(message, 'secret'),
      at: fromIso(text(message, 'createdAt') ?? text(envelope, 'createdAt')),
    }),
  }
}

/** Seldom, a deposit is taken back by the bank and the account waits again (webhook guide). */
function depositClaim(status: string): Transaction['claim'] {
  switch (status) {
    case 'DONE':
      return 'DEPOSITED'
    case 'WAITING_FOR_DEPOSIT':
      return 'DEPOSIT_REVERSED'
    case 'CANCELED':
    case 'PARTIAL_CANCELED':
      return 'CANCELLED'
    default:
      return 'CHANGED'
  }
}

function readStatusChange(message: WireRecord): NotificationReading {
  const payment = child(message, 'data')
  const pgOrderId = payment && text(payment, 'orderId')
  if (payment === undefined || pgOrderId === undefined)
    return { kind: 'unreadable', reason: 'no order in the event', refused }
  const account = child(payment, 'virtualAccount')
  return {
    kind: 'transaction',
    pgOrderId,
    claim: statusClaim(text(payment, 'status'), isRecord(account)),
    accepted,
    refused,
    ...present({
      pgTxId: text(payment, 'paymentKey'),
      amountMinor: wholeNumber(payment, 'totalAmount'),
      accountNumber: account && text(account, 'accountNumber'),
      secret: text(payment, 'secret'),
      at: fromIso(text(message, 'createdAt')),
    }),
  }
}

function statusClaim(status: string | undefined, isVirtualAccount: boolean): Transaction['claim'] {
  switch (status) {
    case 'DONE':
      return isVirtualAccount ? 'DEPOSITED' : 'APPROVED'
    case 'CANCELED':
    case 'PARTIAL_CANCELED':
      return 'CANCELLED'
    case 'ABORTED':
    case 'EXPIRED':
      return 'FAILED'
    default:
      return 'CHANGED'
  }
}
