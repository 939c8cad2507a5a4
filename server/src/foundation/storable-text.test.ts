import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findUnstorable, storableJson, storableText } from './storable-text.ts'

describe('a request', () => {
  test.each<[unknown, string]>([
    ['a\u0000b', 'body'],
    [{ reason: 'a\u0000b' }, 'reason'],
    [{ reason: '\ud83d' }, 'reason'],
    [{ reason: '\ude00\ud83d' }, 'reason'],
    [{ bypass: { pg: { note: '\u0000' } } }, 'bypass.pg.note'],
    [{ products: [{ name: 'x' }, { name: '\u0000' }] }, 'products[1].name'],
    [{ bypass: { 'a\u0000': 1 } }, 'bypass'],
  ])('%j cannot be written down, and the refusal names %s', (request, path) => {
    expect(findUnstorable(request)?.split(':')[0]).toBe(path)
  })

  test.each([undefined, null, 7, '', '이모지 \u{1F6B6}', { a: [{ b: 'c\n\u0001' }] }, '\\u0000'])(
    '%j can',
    (request) => {
      expect(findUnstorable(request)).toBeUndefined()
    },
  )

  test('nested without end is refused before anything walks it', () => {
    const nested: unknown = JSON.parse(`{"bypass":${'[['.repeat(50_000)}${']]'.repeat(50_000)}}`)

    expect(findUnstorable(nested)).toBe('bypass: at most 100 levels')
  })
})

describe('what a PG says', () => {
  test('is kept, with a mark where it could not be written down', () => {
    expect(storableText('승인\u0000 \ud83d 완료 \u{1F6B6}')).toBe('승인\uFFFD \uFFFD 완료 \u{1F6B6}')
    expect(storableJson({ raw: 'a\u0000', literal: '\\u0000', at: new Date(0) })).toBe(
      '{"raw":"a\uFFFD","literal":"\\\\u0000","at":"1970-01-01T00:00:00.000Z"}',
    )
  })

  test('is otherwise written as any JSON', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 3 }), (value) => {
        const isWhole = findUnstorable(value) === undefined

        expect(isWhole ? storableJson(value) : '').toBe(isWhole ? JSON.stringify(value) : '')
      }),
    )
  })
})
