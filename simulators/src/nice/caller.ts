import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'
import type { WireAnswer } from '../desk/answer.ts'
import { charsetOf, encodeText } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import type { NiceBooks } from './books.ts'
import { results } from './codes.ts'
import type { NiceCode } from './codes.ts'

export function sha256(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join(''), 'utf8').digest('hex')
}

export function field(form: Fields, name: string): string {
  return form[name] ?? ''
}

/**
 * Who calls: the merchant id must be known, `EdiDate` a time, and `SignData` the digest of the named fields with the
 * merchant key behind them.
 */
export function refuseCaller(
  books: NiceBooks,
  form: Fields,
  signed: readonly string[],
): NiceCode | undefined {
  const key = books.merchantKey(field(form, 'MID'))
  if (key === undefined) return 'A114'
  if (!/^\d{14}$/.test(field(form, 'EdiDate'))) return 'A106'
  const shown = Buffer.from(field(form, 'SignData'), 'utf8')
  const right = Buffer.from(sha256([...signed.map((name) => field(form, name)), key]), 'utf8')
  return shown.length === right.length && timingSafeEqual(shown, right) ? undefined : 'A211'
}

/** `EncData`: hex of AES-128-ECB under the first 16 characters of the merchant key; undefined when it does not open. */
export function openCard(key: string, encData: string): ReadonlyMap<string, string> | undefined {
  if (!/^([0-9a-fA-F]{32})+$/.test(encData) || key.length < 16) return undefined
  try {
    const decipher = createDecipheriv('aes-128-ecb', Buffer.from(key.slice(0, 16), 'utf8'), null)
    const plain = Buffer.concat([decipher.update(Buffer.from(encData, 'hex')), decipher.final()])
    return new Map(new URLSearchParams(plain.toString('utf8')))
  } catch {
    return undefined
  }
}

/** In the charset and the form that the caller asked for: EUC-KR and JSON unless he did. */
export function answer(form: Fields, code: NiceCode, fields: Fields = {}): WireAnswer {
  const charset = charsetOf(form['CharSet'], 'euc-kr')
  const all: Fields = { ResultCode: code, ResultMsg: results[code], ...fields }
  const isPairs = field(form, 'EdiType') === 'KV'
  const written = isPairs
    ? Object.entries(all)
        .map(([name, value]) => `${name}=${value}`)
        .join('&')
    : JSON.stringify(all)
  return {
    status: 200,
    contentType: `${isPairs ? 'text/html' : 'application/json'}; charset=${charset}`,
    body: encodeText(written, charset),
  }
}

/** Twelve digits, as the PG writes amounts. */
export function padded(amountMinor: number): string {
  return String(amountMinor).padStart(12, '0')
}

/** A whole, positive number of at most 12 digits. */
export function amountOf(text: string): number | undefined {
  const amount = Number(text)
  return /^\d{1,12}$/.test(text) && amount > 0 ? amount : undefined
}
