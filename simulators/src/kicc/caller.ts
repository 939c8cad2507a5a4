import { createHmac, timingSafeEqual } from 'node:crypto'
import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { compactDate } from '../desk/seoul-time.ts'
import type { KiccBooks } from './books.ts'
import { results } from './codes.ts'
import type { KiccCode } from './codes.ts'

/** A text member; numbers are taken as their digits, as amounts come both ways. */
export function textIn(body: JsonRecord, name: string): string {
  const value = body[name]
  return textOf(value) ?? (typeof value === 'number' ? String(value) : '')
}

export function refuse(code: KiccCode): WireAnswer {
  return json(200, { resCd: code, resMsg: results[code] })
}

/**
 * Who calls: the mall must be known; where the call is signed, `msgAuthValue` must be the HMAC of its parts. A mall of
 * the former module has no key, and then nothing is signed: that arrangement is this simulator's own.
 */
export function refuseCaller(
  books: KiccBooks,
  body: JsonRecord,
  signed?: readonly string[],
): KiccCode | undefined {
  const merchant = books.merchants.get(textIn(body, 'mallId'))
  if (merchant === undefined) return 'SIM401'
  const key = merchant.credentials['encryptionKey'] ?? ''
  if (signed === undefined || key === '') return undefined
  const shown = Buffer.from(textIn(body, 'msgAuthValue'), 'utf8')
  const right = Buffer.from(signature(key, signed), 'utf8')
  return shown.length === right.length && timingSafeEqual(shown, right) ? undefined : 'SIM402'
}

/** Adds `msgAuthValue` over `pgCno|amount|transactionDate` to an answer, for malls that have a key. */
export function signedAnswer(
  books: KiccBooks,
  mallId: string,
  answer: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const key = books.merchants.get(mallId)?.credentials['encryptionKey'] ?? ''
  if (key === '') return answer
  const parts = ['pgCno', 'amount', 'transactionDate'].map((name) => textIn(answer, name))
  return { ...answer, msgAuthValue: signature(key, parts) }
}

function signature(key: string, parts: readonly string[]): string {
  return createHmac('sha256', key).update(parts.join('|')).digest('hex')
}

/** One number may be used once a day. */
export function callKey(books: KiccBooks, mallId: string, shopTransactionId: string, day?: string): string {
  return `${mallId}|${shopTransactionId}|${day ?? compactDate(books.now())}`
}
