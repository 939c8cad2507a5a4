import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { WireAnswer } from '../desk/answer.ts'
import { numberOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { KakaoBooks } from './books.ts'
import { refuse } from './codes.ts'

/** `Authorization: SECRET_KEY {key}` must be the key of the CID in the body. A test CID (`TC…`) opens with a dev key only. */
export function refuseCaller(
  books: KakaoBooks,
  request: FastifyRequest,
  body: JsonRecord,
): WireAnswer | undefined {
  const shown = /^(?:DEV_)?SECRET_KEY (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const cid = textIn(body, 'cid')
  const merchant = books.merchants.get(cid)
  const isKnownKey = books.merchants.all().some(({ credentials }) => isSame(shown, credentials['secretKey']))
  if (!isKnownKey || (cid.startsWith('TC') && !shown.startsWith('DEV'))) return refuse('-401')
  if (merchant === undefined) return refuse('-731')
  if (!isSame(shown, merchant.credentials['secretKey'])) return refuse('-401')
  const cidSecret = merchant.credentials['cidSecret'] ?? ''
  return cidSecret !== '' && !isSame(textIn(body, 'cid_secret'), cidSecret) ? refuse('-733') : undefined
}

/** Of the two public test CIDs we know the contract; of others we cannot. */
export function mayRecur(cid: string): boolean {
  return cid !== 'TC0ONETIME'
}

export function textIn(body: JsonRecord, name: string): string {
  return textOf(body[name]) ?? ''
}

/** A whole number of at least 0, as JSON number; undefined otherwise. */
export function wholeIn(body: JsonRecord, name: string): number | undefined {
  const value = numberOf(body[name])
  return value !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

function isSame(left: string, right: string | undefined): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right ?? '')]
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b)
}
