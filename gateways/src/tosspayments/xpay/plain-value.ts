import { cutToKoreanBytes, inKoreanCharset } from '../../wire/korean-bytes.ts'

/** Values may hold none of `< > + - -- ; ' " \` in these places (the PG's parameter table); a hyphen alone stands in ids and mail. */
const forbidden = /[<>;'"\\\r\n]|--/g

/** One line of what EUC-KR can write, without the signs that the PG refuses, cut between characters. */
export function plainValue(value: string, bytesMax: number): string {
  return cutToKoreanBytes(inKoreanCharset(value).replaceAll(forbidden, ' '), bytesMax).trim()
}

export function isPlain(value: string): boolean {
  return value.search(forbidden) < 0
}

/** EUC-KR bytes, as merchants keep the PG's fields. */
export const limits = {
  productInfo: 128,
  buyer: 128,
  buyerId: 15,
  buyerPhone: 15,
  buyerEmail: 40,
  reason: 100,
  holderName: 40,
  extra: 200,
} as const
