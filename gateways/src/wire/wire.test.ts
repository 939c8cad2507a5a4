import * as fc from 'fast-check'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { cutToKoreanBytes, inKoreanCharset, koreanByteLength } from './korean-bytes.ts'
import { readPairs } from './form.ts'
import { jsonRecord, toWholeNumber } from './reading.ts'
import { maskedCardNumber, redactedJson, redactedPairs } from './redaction.ts'
import { fromIso, fromSeoulDigits, seoulStamp } from './seoul-time.ts'

test('Seoul is nine hours ahead, across midnight and the turn of the year', () => {
  expect(seoulStamp(new Date('2025-12-31T15:00:00Z'))).toBe('20260101000000')
  expect(fromSeoulDigits('20260101', '000000')?.toISOString()).toBe('2025-12-31T15:00:00.000Z')
  expect(fromIso('2026-01-01T00:00:00')?.toISOString()).toBe('2025-12-31T15:00:00.000Z')
  expect(fromIso('2026-01-01T00:00:00+09:00')?.toISOString()).toBe('2025-12-31T15:00:00.000Z')
  expect(fromSeoulDigits('20261332', '000000')).toBeUndefined()
})

test('a form in EUC-KR and one in UTF-8 read the same, also letters that only CP949 has', () => {
  const encoded = Array.from(
    iconv.encode('똠 홍길동', 'cp949'),
    (byte) => `%${byte.toString(16).padStart(2, '0')}`,
  )

  expect(readPairs(new TextEncoder().encode(`nm_input=${encoded.join('')}&no=1`))).toEqual({
    nm_input: '똠 홍길동',
    no: '1',
  })
  expect(readPairs(iconv.encode('nm_input=똠 홍길동&no=1', 'cp949'))).toEqual({
    nm_input: '똠 홍길동',
    no: '1',
  })
  expect(readPairs(new TextEncoder().encode('nm_input=똠 홍길동&no=1'))).toEqual({
    nm_input: '똠 홍길동',
    no: '1',
  })
})

test('the first value of a repeated name counts, so that an appended one cannot override it', () => {
  expect(readPairs(new TextEncoder().encode('amt=1000&amt=1'))['amt']).toBe('1000')
})

test('any bytes can be read as a form or as JSON without a throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(() => [readPairs(bytes), jsonRecord(bytes)]).not.toThrow()
    }),
  )
})

test('an amount is a whole number or nothing', () => {
  expect(toWholeNumber('00001000')).toBe(1000)
  for (const value of ['10.5', '-1', '1e3', ' 1', '', Number.NaN, -1, 1.5, null, 2 ** 60])
    expect(toWholeNumber(value)).toBeUndefined()
})

test('a name is cut between characters at the byte limit', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.integer({ min: 0, max: 40 }),
      (name, max) => {
        const cut = cutToKoreanBytes(inKoreanCharset(name), max)
        expect(koreanByteLength(cut)).toBeLessThanOrEqual(max)
        expect(inKoreanCharset(name).startsWith(cut)).toBe(true)
      },
    ),
  )
})

test('a card number that the PG forgot to mask loses its middle, a masked one stays', () => {
  expect(maskedCardNumber('4330123412341234')).toBe('433012******1234')
  expect(maskedCardNumber('43301234****123*')).toBe('43301234****123*')
  expect(
    redactedJson('{"CARD_Num" : "4330123412341234","secret":"s3"}', {
      cardNumbers: ['CARD_Num'],
      secrets: ['secret'],
    }),
  ).toBe('{"CARD_Num" : "433012******1234","secret":"[secret]"}')
  expect(
    redactedPairs('P_OID=1&P_CARD_NUM=4330123412341234', { cardNumbers: ['P_CARD_NUM'], secrets: [] }),
  ).toBe('P_OID=1&P_CARD_NUM=433012******1234')
})
