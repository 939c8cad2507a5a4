import { expect, test } from 'vitest'
import { readShopMessage, windowMessage } from './shop-message.ts'

const opener = { name: 'the shop' }
const expected = { source: opener, origin: 'https://shop.example', attemptId: 'a-1', nonce: undefined }
const init = { naru: 'pay/1', kind: 'init', attemptId: 'a-1', nonce: 'n-1', body: { nonce: 'n-1' } }
const event = { source: opener, origin: 'https://shop.example', data: init as unknown }

test("the shop's script brings the nonce", () => {
  expect(readShopMessage(event, expected)).toEqual({ kind: 'init', nonce: 'n-1' })
})

const hostile: Record<string, { source: unknown; origin: string; data: unknown }> = {
  'another window': { ...event, source: {} },
  'no source': { ...event, source: null },
  'another origin': { ...event, origin: 'https://evil.example' },
  'another attempt': { ...event, data: { ...init, attemptId: 'a-2' } },
  'an init without nonce': { ...event, data: { ...init, body: {} } },
  'an empty nonce': { ...event, data: { ...init, nonce: '', body: { nonce: '' } } },
  'two different nonces': { ...event, data: { ...init, body: { nonce: 'n-2' } } },
  'a close before any init': { ...event, data: { ...init, kind: 'close' } },
  'an unknown kind': { ...event, data: { ...init, kind: 'pay' } },
  'no object': { ...event, data: 'init' },
}

for (const [name, message] of Object.entries(hostile)) {
  test(`${name} is not heard`, () => expect(readShopMessage(message, expected)).toBeUndefined())
}

test('an opened window cannot be moved to another nonce', () => {
  const second = { ...init, nonce: 'n-2', body: { nonce: 'n-2' } }

  expect(readShopMessage({ ...event, data: second }, { ...expected, nonce: 'n-1' })).toBeUndefined()
})

test('a close is heard with the right nonce only', () => {
  const linked = { ...expected, nonce: 'n-1' }

  expect(readShopMessage({ ...event, data: { ...init, kind: 'close' } }, linked)).toEqual({ kind: 'close' })
  expect(
    readShopMessage({ ...event, data: { ...init, kind: 'close', nonce: 'n-2' } }, linked),
  ).toBeUndefined()
})

test('done carries no result', () => {
  expect(windowMessage('done', 'a-1', 'n-1').body).toEqual({})
})
