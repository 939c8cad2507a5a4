import { crc32 } from 'node:zlib'
import { writeForm } from '../desk/form.ts'
import type { NoteAttempt } from '../desk/notes.ts'
import { randomToken } from '../desk/random.ts'
import type { PaypalBooks } from './books.ts'
import { valueOf } from './money.ts'
import type { SimOrder } from './records.ts'
import { captureView, refundView } from './views.ts'

/** PayPal tells how a payment stands: a signed webhook, or an IPN for Express Checkout. */
export function announceCapture(books: PaypalBooks, order: SimOrder): Promise<readonly NoteAttempt[]> {
  const status = order.capture?.status ?? 'PENDING'
  if (order.kind === 'EXPRESS') {
    const word = { COMPLETED: 'Completed', PENDING: 'Pending', DECLINED: 'Denied' }[status]
    return sendIpn(books, order, word, order.amountMinor)
  }
  const event = { COMPLETED: 'COMPLETED', PENDING: 'PENDING', DECLINED: 'DENIED' }[status]
  return sendWebhook(books, order, `PAYMENT.CAPTURE.${event}`, 'capture', captureView(order))
}

export function announceRefund(
  books: PaypalBooks,
  order: SimOrder,
  refundId: string,
): Promise<readonly NoteAttempt[]> {
  const refund = order.refunds.find(({ id }) => id === refundId)
  if (refund === undefined) return Promise.resolve([])
  if (order.kind === 'EXPRESS')
    return refund.status === 'COMPLETED'
      ? sendIpn(books, order, 'Refunded', -refund.amountMinor)
      : Promise.resolve([])
  const event = {
    COMPLETED: 'PAYMENT.CAPTURE.REFUNDED',
    PENDING: 'PAYMENT.REFUND.PENDING',
    FAILED: 'PAYMENT.REFUND.FAILED',
  }[refund.status]
  return sendWebhook(books, order, event, 'refund', refundView(order, refund))
}

/** A message that nothing stands behind: it says COMPLETED, and no key of PayPal signed it. */
export function forge(
  books: PaypalBooks,
  order: SimOrder,
  tamper: 'secret' | 'amount' | 'order',
): Promise<readonly NoteAttempt[]> {
  const lied: SimOrder = {
    ...order,
    ...(tamper === 'amount' ? { amountMinor: order.amountMinor + 1_000 } : {}),
    ...(tamper === 'order' ? { customId: `${order.customId.slice(0, -1)}0` } : {}),
    capture: { id: order.capture?.id ?? 'FORGED', status: 'COMPLETED', at: books.now().toISOString() },
  }
  if (order.kind === 'EXPRESS') return sendIpn(books, lied, 'Completed', lied.amountMinor, true)
  return sendWebhook(books, lied, 'PAYMENT.CAPTURE.COMPLETED', 'capture', captureView(lied), true)
}

async function sendWebhook(
  books: PaypalBooks,
  order: SimOrder,
  eventType: string,
  resourceType: string,
  resource: object,
  isForged = false,
): Promise<readonly NoteAttempt[]> {
  const merchant = books.merchants.get(order.mid)
  const body = JSON.stringify({
    id: `WH-${randomToken(12)}`,
    event_version: '1.0',
    create_time: books.now().toISOString(),
    resource_type: resourceType,
    event_type: eventType,
    summary: eventType,
    resource,
    links: [],
  })
  const headers = signatureHeaders(books, merchant?.credentials['webhookId'] ?? '', body, isForged)
  return Promise.all(
    addressesOf(books, order).map((url) =>
      books.send(order, url, { contentType: 'application/json', body, headers }),
    ),
  )
}

/** RSA-SHA256 over `id|time|webhook id|crc32 of the bytes in decimal` (webhook guide). */
function signatureHeaders(books: PaypalBooks, webhookId: string, body: string, isForged: boolean) {
  const id = randomToken(18)
  const time = books.now().toISOString()
  const text = `${id}|${time}|${webhookId}|${crc32(Buffer.from(body, 'utf8'))}`
  return {
    'paypal-auth-algo': 'SHA256withRSA',
    'paypal-cert-url': `${books.surroundings.publicOrigin}/paypal/v1/notifications/certs/CERT-SIMULATOR`,
    'paypal-transmission-id': id,
    'paypal-transmission-time': time,
    'paypal-transmission-sig': books.signingKey().sign(isForged ? `${text}-forged` : text),
  }
}

async function sendIpn(
  books: PaypalBooks,
  order: SimOrder,
  status: string,
  grossMinor: number,
  isForged = false,
): Promise<readonly NoteAttempt[]> {
  const sign = grossMinor < 0 ? '-' : ''
  const body = writeForm(
    {
      txn_id: order.capture?.id ?? '',
      txn_type: 'express_checkout',
      payment_status: status,
      mc_gross: `${sign}${valueOf(Math.abs(grossMinor), order.currency)}`,
      mc_currency: order.currency,
      invoice: order.invoiceId,
      custom: order.customId,
      payer_email: 'buyer@example.com',
      test_ipn: '1',
      ipn_track_id: randomToken(6),
    },
    'utf-8',
  )
  if (!isForged) books.sentIpn.add(body)
  return Promise.all(
    addressesOf(books, order).map((url) =>
      books.send(order, url, { contentType: 'application/x-www-form-urlencoded', body }),
    ),
  )
}

function addressesOf(books: PaypalBooks, order: SimOrder): readonly string[] {
  if (order.notifyUrl !== undefined) return [order.notifyUrl]
  const registered = books.merchants.get(order.mid)?.notifyUrls ?? []
  const fallback = books.surroundings.notifyTargetFor('paypal', order.mid)
  return registered.length > 0 || fallback === undefined ? registered : [fallback]
}
