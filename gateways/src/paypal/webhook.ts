import type { Acknowledgement, IncomingRequest, NotificationReading } from '../port.ts'
import { child, jsonRecord, present, text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { recordsIn } from './api.ts'
import { minorOf } from './amount.ts'

const accepted: Acknowledgement = { status: 200, contentType: 'application/json', body: '{}' }
/** Anything but 2xx: PayPal repeats up to 25 times over three days. */
const refused: Acknowledgement = { status: 400, contentType: 'application/json', body: '{}' }

type Claim = Extract<NotificationReading, { kind: 'transaction' }>['claim']

/** Events that concern a payment (webhook event names); every other one is taken and ignored. */
const claims: Readonly<Record<string, Claim>> = {
  'CHECKOUT.ORDER.APPROVED': 'CHANGED',
  'CHECKOUT.ORDER.COMPLETED': 'CHANGED',
  'CHECKOUT.PAYMENT-APPROVAL.REVERSED': 'CHANGED',
  'PAYMENT.CAPTURE.COMPLETED': 'APPROVED',
  'PAYMENT.CAPTURE.PENDING': 'CHANGED',
  'PAYMENT.CAPTURE.DENIED': 'FAILED',
  'PAYMENT.CAPTURE.DECLINED': 'FAILED',
  'PAYMENT.CAPTURE.REFUNDED': 'CANCELLED',
  'PAYMENT.CAPTURE.REVERSED': 'CANCELLED',
  'PAYMENT.REFUND.PENDING': 'CHANGED',
  'PAYMENT.REFUND.FAILED': 'CHANGED',
}

/** Order ids of ours are UUIDs, of V1 `imp_…`; an account's other sales carry other ids, or none. */
const ourId = /^(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|imps?_\d{12})(?=\/|$)/

/** `{event_type, resource}`; the resource is a capture, a refund or an order that carries our `custom_id`. */
export function readWebhook({ rawBody }: Pick<IncomingRequest, 'rawBody'>): NotificationReading {
  const message = jsonRecord(rawBody)
  const event = message && text(message, 'event_type')
  const resource = message && child(message, 'resource')
  if (event === undefined || resource === undefined)
    return { kind: 'unreadable', reason: 'no event', refused }
  const claim = claims[event]
  if (claim === undefined) return { kind: 'ignored', reason: event, accepted }
  const pgOrderId = ourId.exec(customIdOf(resource) ?? '')?.[0]
  if (pgOrderId === undefined) return { kind: 'ignored', reason: `${event} of another sale`, accepted }
  const amount = child(resource, 'amount') ?? {}
  return {
    kind: 'transaction',
    pgOrderId,
    claim,
    accepted,
    refused,
    ...present({
      pgTxId: text(resource, 'id'),
      amountMinor: minorOf(text(amount, 'value'), text(amount, 'currency_code') ?? ''),
    }),
  }
}

function customIdOf(resource: WireRecord): string | undefined {
  return text(resource, 'custom_id') ?? text(recordsIn(resource, 'purchase_units')[0] ?? {}, 'custom_id')
}
