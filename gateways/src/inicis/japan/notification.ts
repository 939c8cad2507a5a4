import type { Acknowledgement, GatewayContext, IncomingRequest, NotificationReading } from '../../port.ts'
import { readPairs } from '../../wire/form.ts'
import { present, text, wholeNumber } from '../../wire/reading.ts'
import { fromSeoulDigits } from '../../wire/seoul-time.ts'

/** The body must be `OK`; anything else and the PG tells again (open merchant code of the Japanese service). */
const accepted: Acknowledgement = { status: 200, contentType: 'text/plain; charset=utf-8', body: 'OK' }
const refused: Acknowledgement = { status: 200, contentType: 'text/plain; charset=utf-8', body: 'FAIL' }

/**
 * A slip was paid at a till: a form, unsigned, to the slip's own `notiUrl`. It is a hint for an inquiry; its currency
 * and MID must be ours all the same.
 */
export function readJapanNotification(
  { credentials }: Pick<GatewayContext, 'credentials'>,
  request: Pick<IncomingRequest, 'rawBody'>,
): NotificationReading {
  const fields = readPairs(request.rawBody)
  const orderId = text(fields, 'orderId')
  const status = text(fields, 'status')
  if (orderId === undefined || status === undefined)
    return { kind: 'unreadable', reason: 'no orderId or status', refused }
  if (text(fields, 'mid') !== credentials['mid'])
    return { kind: 'unreadable', reason: 'the note is for another merchant id', refused }
  if (status !== '00') return { kind: 'ignored', reason: `status ${status}`, accepted }
  if ((text(fields, 'currencyCd') ?? 'JPY') !== 'JPY')
    return { kind: 'unreadable', reason: 'the note is in another currency', refused }
  return {
    kind: 'transaction',
    pgOrderId: orderId,
    claim: 'DEPOSITED',
    accepted,
    refused,
    ...present({
      pgTxId: text(fields, 'tid'),
      amountMinor: wholeNumber(fields, 'amount'),
      accountNumber: text(fields, 'confNo'),
      at: fromSeoulDigits(text(fields, 'applDt'), text(fields, 'applTm')),
    }),
  }
}
