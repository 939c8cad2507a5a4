import { verify, X509Certificate } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { PaypalBooks } from './books.ts'

/** `POST /v1/notifications/verify-webhook-signature`, over the event written as PayPal writes it. */
export function verifyWebhook(books: PaypalBooks, body: JsonRecord): WireAnswer {
  const text = (key: string): string => textOf(body[key]) ?? ''
  const event = JSON.stringify(body['webhook_event'] ?? {})
  const signed = `${text('transmission_id')}|${text('transmission_time')}|${text('webhook_id')}|${crc32(event)}`
  const isGenuine = verify(
    'RSA-SHA256',
    Buffer.from(signed, 'utf8'),
    new X509Certificate(books.signingKey().certificatePem).publicKey,
    Buffer.from(text('transmission_sig'), 'base64'),
  )
  return json(200, { verification_status: isGenuine ? 'SUCCESS' : 'FAILURE' })
}
