import type { Acknowledgement, IncomingRequest, NotificationReading } from '../port.ts'
import { jsonRecord, present, text, wholeNumber } from '../wire/reading.ts'
import { instant } from './approval.ts'

/** Anything but 200 is repeated: four times in ten minutes (developer site, callback). */
const accepted: Acknowledgement = { status: 200, contentType: 'text/plain; charset=utf-8', body: 'OK' }
const refused: Acknowledgement = { status: 400, contentType: 'text/plain; charset=utf-8', body: 'NO' }

/**
 * `resultCallback` in JSON (version V2), unsigned: a hint that hurries the status. Of a billing key it tells that the buyer
 * agreed or took it back in the app; the return and the next charge tell the same.
 */
export function readNotification({ rawBody }: Pick<IncomingRequest, 'rawBody'>): NotificationReading {
  const message = jsonRecord(rawBody)
  if (message === undefined) return { kind: 'unreadable', reason: 'no JSON', refused }
  const action = text(message, 'action')
  if (action !== undefined) return { kind: 'ignored', reason: `billing key ${action.slice(0, 20)}`, accepted }
  const orderNo = text(message, 'orderNo')
  const status = text(message, 'status')
  if (orderNo === undefined || status === undefined)
    return { kind: 'unreadable', reason: 'no status or orderNo', refused }
  if (status !== 'PAY_COMPLETE') return { kind: 'ignored', reason: `status ${status.slice(0, 40)}`, accepted }
  return {
    kind: 'transaction',
    pgOrderId: orderNo,
    claim: 'APPROVED',
    accepted,
    refused,
    ...present({
      pgTxId: text(message, 'payToken'),
      amountMinor: wholeNumber(message, 'amount'),
      at: instant(text(message, 'paidTs')),
    }),
  }
}
