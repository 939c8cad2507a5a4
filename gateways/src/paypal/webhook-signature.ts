import { verify, X509Certificate } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { GatewayContext, IncomingRequest, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { utf8 } from '../wire/reading.ts'
import { isCertificateHost } from './environment.ts'

const timeoutMs = 10_000

/**
 * Whether PayPal itself sent this message: RSA-SHA256 by the certificate that the message names, over
 * `transmission id|time|webhook id|crc32`, the checksum of the exact bytes as an unsigned decimal number (webhook guide,
 * "verify the message yourself"). The certificate comes from PayPal's own host over TLS, which is what vouches for it.
 *
 * A channel without a webhook id cannot check; then the message is a hint like that of every PG that signs nothing, and
 * PayPal's books decide all the same.
 */
export async function authenticateWebhook(
  context: GatewayContext,
  { headers, rawBody }: Pick<IncomingRequest, 'headers' | 'rawBody'>,
): Promise<{ readonly kind: 'genuine' | 'forged' } | Silent> {
  const webhookId = context.credentials['webhookId'] ?? ''
  if (webhookId === '') return { kind: 'genuine' }
  const {
    'paypal-auth-algo': algorithm,
    'paypal-cert-url': certificateUrl = '',
    'paypal-transmission-id': id = '',
    'paypal-transmission-sig': signature = '',
    'paypal-transmission-time': time = '',
  } = headers
  if (algorithm !== 'SHA256withRSA' || id === '' || time === '' || signature === '') return { kind: 'forged' }
  if (!isCertificateHost(context.environment, certificateUrl)) return { kind: 'forged' }
  const answer = await exchange(context.network, { method: 'GET', url: certificateUrl, timeoutMs })
  if (answer.kind === 'silent') return answer
  if (answer.status !== 200) return { kind: 'silent', reason: `the certificate answers ${answer.status}` }
  const signed = signedText({ id, time, webhookId, body: rawBody })
  return { kind: isSignedBy(utf8(answer.body), signed, signature, context.now) ? 'genuine' : 'forged' }
}

/** What PayPal signs. */
export function signedText(message: {
  readonly id: string
  readonly time: string
  readonly webhookId: string
  readonly body: Uint8Array
}): string {
  return `${message.id}|${message.time}|${message.webhookId}|${crc32(message.body)}`
}

/** False for whatever is no certificate, is out of its time, or signed something else; never throws. */
export function isSignedBy(pem: string, signed: string, signature: string, now: Date): boolean {
  try {
    const certificate = new X509Certificate(pem)
    if (now < new Date(certificate.validFrom) || now > new Date(certificate.validTo)) return false
    return verify(
      'RSA-SHA256',
      Buffer.from(signed, 'utf8'),
      certificate.publicKey,
      Buffer.from(signature, 'base64'),
    )
  } catch {
    return false
  }
}
