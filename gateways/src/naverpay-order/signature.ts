import { createDecipheriv, createHash, createHmac } from 'node:crypto'

/** SimpleCryptLib of the order API, as two public copies of it agree. */

/** Fixed in the library; every merchant has the same. */
const INITIAL_VECTOR = Buffer.from('c437b4792a856233c183994afe10a6b2', 'hex')

/** UTC with milliseconds, and four digits that make two calls of one millisecond differ. */
export function timestampOf(now: Date, randomText: string): string {
  const number = createHash('sha256').update(randomText).digest().readUInt32BE(0)
  return `${now.toISOString()}${1_000 + (number % 9_000)}`
}

export function signatureOf(
  secretKey: string,
  call: { readonly timestamp: string; readonly service: string; readonly operation: string },
): string {
  return createHmac('sha256', secretKey)
    .update(call.timestamp + call.service + call.operation)
    .digest('base64')
}

/** The key that opens the personal fields of the answer to a request of this timestamp. */
export function fieldKeyOf(secretKey: string, timestamp: string): Buffer {
  const mac = createHmac('sha256', secretKey).update(timestamp).digest()
  return Buffer.from(mac.subarray(0, 16).map((byte, index) => byte ^ (mac[index + 16] ?? 0)))
}

/** A personal field opened. The sandbox sends these in plain text, so what does not open is taken as it is. */
export function openField(key: Uint8Array, value: string): string {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return value
  const sealed = Buffer.from(value, 'base64')
  if (sealed.length === 0 || sealed.length % 16 !== 0) return value
  try {
    const decipher = createDecipheriv('aes-128-cbc', key, INITIAL_VECTOR)
    const opened = Buffer.concat([decipher.update(sealed), decipher.final()])
    return new TextDecoder('utf-8', { fatal: true }).decode(opened)
  } catch {
    return value
  }
}
