import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { json } from '../../desk/answer.ts'
import type { WireAnswer } from '../../desk/answer.ts'
import type { Fields } from '../../desk/form.ts'
import { compactTime } from '../../desk/seoul-time.ts'
import type { XpayBooks } from './books.ts'
import { results } from './codes.ts'
import type { XpayCode } from './codes.ts'

export function md5(parts: readonly string[]): string {
  return createHash('md5').update(parts.join(''), 'utf8').digest('hex')
}

export function field(form: Fields, name: string): string {
  return form[name] ?? ''
}

/** Who calls the gateway: a known id, a number of the call that begins with it, and SHA-1 of number and shop key. */
export function refuseCaller(books: XpayBooks, form: Fields): XpayCode | undefined {
  if (field(form, 'LGD_TXNAME') === '') return 'XC01'
  const mid = field(form, 'LGD_MID')
  const key = books.mertKey(mid)
  if (key === undefined) return 'SIM100'
  const txId = field(form, 'LGD_TXID')
  if (!isTxId(txId, mid)) return 'SIM103'
  const right = createHash('sha1')
    .update(txId + key, 'utf8')
    .digest('hex')
  return same(field(form, 'LGD_AUTHCODE'), right) ? undefined : 'SIM102'
}

/** `MID-`, two digits of the server, the time, 40 hex digits. */
export function isTxId(txId: string, mid: string): boolean {
  return txId.startsWith(`${mid}-`) && /^\d{16}[0-9a-f]{40}$/.test(txId.slice(mid.length + 1))
}

export function same(shown: string, right: string): boolean {
  const [one, other] = [Buffer.from(shown, 'utf8'), Buffer.from(right, 'utf8')]
  return one.length === other.length && timingSafeEqual(one, other)
}

/** Always HTTP 200; what was asked for stands in a list of one. */
export function answer(code: XpayCode, fields: Fields = {}, message: string = results[code]): WireAnswer {
  return json(200, { LGD_RESPCODE: code, LGD_RESPMSG: message, LGD_RESPONSE: [fields] })
}

/** A whole, positive number of at most 12 digits. */
export function amountOf(text: string): number | undefined {
  const amount = Number(text)
  return /^\d{1,12}$/.test(text) && amount > 0 ? amount : undefined
}

/** `LGD_TID`: five characters of the id, the time, five more: `tlgda20170810222553…`. */
export function newTid(books: XpayBooks, wireMid: string): string {
  return `${wireMid.slice(0, 5)}${compactTime(books.now())}${randomBytes(4).toString('base64url').replaceAll(/[-_]/g, '0').slice(0, 5)}`
}

/** `LGD_PAYKEY`: the time and forty hex digits. */
export function newPayKey(books: XpayBooks): string {
  return `${compactTime(books.now())}${randomBytes(20).toString('hex').toUpperCase()}`
}
