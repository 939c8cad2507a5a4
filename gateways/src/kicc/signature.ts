import { createHmac } from 'node:crypto'

/** `msgAuthValue`: lowercase hex of HMAC-SHA256 over the parts joined by `|` (developer documentation, message authentication). */
export function messageAuthValue(secretKey: string, parts: readonly string[]): string {
  return createHmac('sha256', secretKey).update(parts.join('|'), 'utf8').digest('hex')
}
