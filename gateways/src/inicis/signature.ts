import { createCipheriv, createHash } from 'node:crypto'

/**
 * Hashes of the windows: `name=value` pairs sorted by name and joined with `&`, SHA-256 in lower-case hex
 * (standard web payment manual, "signature"; the sorting is the manual's rule, not ours).
 */
export function pairHash(pairs: Readonly<Record<string, string>>): string {
  const joined = Object.keys(pairs)
    .sort()
    .map((name) => `${name}=${pairs[name] ?? ''}`)
    .join('&')
  return createHash('sha256').update(joined, 'utf8').digest('hex')
}

/** `mKey`: SHA-256 of the sign key, so that the key itself never reaches the browser. */
export function mKeyOf(signKey: string): string {
  return createHash('sha256').update(signKey, 'utf8').digest('hex')
}

/** Proof in the approve answer that it belongs to this request: `tstamp` is the request's own timestamp. */
export function authSignatureOf(
  answer: { MOID: string; TotPrice: string; mid: string },
  timestamp: string,
): string {
  return pairHash({ MOID: answer.MOID, TotPrice: answer.TotPrice, mid: answer.mid, tstamp: timestamp })
}

/** `P_CHKFAKE` of the mobile window: base64 of the raw SHA-512 of amount, order id, timestamp and hash key. */
export function chkFakeOf(amount: string, oid: string, timestamp: string, hashKey: string): string {
  return createHash('sha512').update(`${amount}${oid}${timestamp}${hashKey}`, 'utf8').digest('base64')
}

/** `hashData` of INIAPI v1 and v2: SHA-512 in lower-case hex over the parts without separators, the key first. */
export function iniApiHash(parts: readonly string[]): string {
  return createHash('sha512').update(parts.join(''), 'utf8').digest('hex')
}

/** `hashdata` of the card registration page (billing key manual): SHA-512 over price, MID, order number, time and INILite key. */
export function liteHashOf(
  asked: {
    readonly price: string
    readonly mid: string
    readonly orderId: string
    readonly timestamp: string
  },
  iniLiteKey: string,
): string {
  return iniApiHash([asked.price, asked.mid, asked.orderId, asked.timestamp, iniLiteKey])
}

/** [ENC] fields of INIAPI: base64 of AES-128-CBC with PKCS padding; key and IV are 16 ASCII characters, used as they are. */
export function iniApiEncrypt(value: string, iniApiKey: string, iniApiIv: string): string {
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(iniApiKey, 'utf8'), Buffer.from(iniApiIv, 'utf8'))
  return Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]).toString('base64')
}
