import { createHmac } from 'node:crypto'
import type { Random } from '../foundation/random.ts'
import { Secret } from '../foundation/secret.ts'

const prefix = 'whsec_'

/** A new signing secret: `whsec_` and 32 random bytes in base64 with padding, because verifiers decode it with `atob`. */
export function mintWebhookSecret(random: Random): Secret {
  return new Secret(prefix + random.bytes(32).toString('base64'))
}

export interface MessageToSign {
  readonly webhookId: string
  /** Time of this attempt: receivers refuse what is more than five minutes away from their own clock. */
  readonly at: Date
  readonly body: string
  /** Every live secret signs, so that a receiver verifies with the old or the new one while it rotates. */
  readonly secrets: readonly Secret[]
}

/**
 * The headers of Standard Webhooks: `webhook-signature` is `v1,` and
 * base64(HMAC-SHA256(key, id.timestamp.body)), one per secret, blank between.
 * A store without secrets gets no signature header.
 */
export function messageHeaders({
  webhookId,
  at,
  body,
  secrets,
}: MessageToSign): Readonly<Record<string, string>> {
  const timestamp = Math.floor(at.getTime() / 1_000).toString()
  const signed = `${webhookId}.${timestamp}.${body}`
  const signatures = secrets.map((secret) => `v1,${sign(secret, signed)}`)
  return {
    'webhook-id': webhookId,
    'webhook-timestamp': timestamp,
    ...(signatures.length === 0 ? {} : { 'webhook-signature': signatures.join(' ') }),
  }
}

function sign(secret: Secret, signed: string): string {
  const text = secret.open()
  const key = Buffer.from(text.startsWith(prefix) ? text.slice(prefix.length) : text, 'base64')
  return createHmac('sha256', key).update(signed, 'utf8').digest('base64')
}
