import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

/** Windows sign `name=value` pairs sorted by name and joined with `&` (standard web payment manual, SHA-256). */
export function pairHash(pairs: Readonly<Record<string, string>>): string {
  const text = Object.keys(pairs)
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((name) => `${name}=${pairs[name] ?? ''}`)
    .join('&')
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** `mKey`. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** INIAPI `hashData`: the parts without separators (INIAPI manual, SHA-512). */
export function iniApiHash(parts: readonly string[]): string {
  return createHash('sha512').update(parts.join(''), 'utf8').digest('hex')
}

/** `P_CHKFAKE` of the mobile window: base64 of the raw digest. */
export function chkFake(amount: string, oid: string, timestamp: string, hashKey: string): string {
  return createHash('sha512').update(`${amount}${oid}${timestamp}${hashKey}`, 'utf8').digest('base64')
}

/** `hashdata` of the card registration page (billing key manual, SHA-512), the INILite key last. */
export function registrationHash(
  asked: {
    readonly price: string
    readonly mid: string
    readonly orderId: string
    readonly timestamp: string
  },
  iniLiteKey: string,
): string {
  const { price, mid, orderId, timestamp } = asked
  return createHash('sha512')
    .update(`${price}${mid}${orderId}${timestamp}${iniLiteKey}`, 'utf8')
    .digest('hex')
}

/** [ENC] fields of INIAPI: base64 of AES-128-CBC with PKCS padding. Undefined when it does not open. */
export function decrypt(value: string, key: string, iv: string): string | undefined {
  try {
    const decipher = createDecipheriv('aes-128-cbc', Buffer.from(key, 'utf8'), Buffer.from(iv, 'utf8'))
    return Buffer.concat([decipher.update(value, 'base64'), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

export function sameText(given: string | undefined, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return given !== undefined && timingSafeEqual(digest(given), digest(expected))
}
