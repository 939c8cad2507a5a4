import { createCipheriv, createHash } from 'node:crypto'
import { sameSecret } from '../wire/constant-time.ts'
import { text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'

/** `SignData` and `Signature`: lowercase hex of SHA-256 over the parts without separators, the merchant key last (webapi guide). */
export function signData(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join(''), 'utf8').digest('hex')
}

/**
 * Whether the `Signature` of an answer or note fits. Amounts count as they were written: the PG pads them with zeros
 * (`000000001000`). `absent` where the message carries none.
 */
export function checkSignature(
  fields: WireRecord,
  signed: readonly string[],
  merchantKey: string,
): 'right' | 'wrong' | 'absent' {
  const shown = text(fields, 'Signature')
  if (shown === undefined) return 'absent'
  const parts = signed.map((name) => text(fields, name) ?? '')
  return sameSecret(signData([...parts, merchantKey]), shown.toLowerCase()) ? 'right' : 'wrong'
}

const KEY_BYTES = 16

/**
 * `EncData`: lowercase hex of AES-128-ECB with PKCS padding, the key being the first 16 characters of the merchant key
 * (webapi guide, billing). Undefined when the merchant key is too short to be one.
 */
export function encryptCard(merchantKey: string, plain: string): string | undefined {
  const key = Buffer.from(merchantKey.slice(0, KEY_BYTES), 'utf8')
  if (key.length !== KEY_BYTES) return undefined
  const cipher = createCipheriv('aes-128-ecb', key, null)
  return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]).toString('hex')
}
