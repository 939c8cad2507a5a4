import { expect, test } from 'vitest'
import { readWindowMessage, scriptMessage } from './window-message.ts'

const frame = { name: 'our frame' }
const expected = { source: frame, origin: 'https://pay.example', attemptId: 'attempt-1', nonce: 'nonce-1' }
const done = { naru: 'pay/1', kind: 'done', attemptId: 'attempt-1', nonce: 'nonce-1', body: {} }
const event = { source: frame, origin: 'https://pay.example', data: done as unknown }

test('a message of our window page is heard', () => {
  expect(readWindowMessage(event, expected)).toEqual({ kind: 'done', body: {} })
})

test('hello is heard before the window can know the nonce', () => {
  const hello = { ...done, kind: 'hello', nonce: '' }

  expect(readWindowMessage({ ...event, data: hello }, expected)?.kind).toBe('hello')
})

const hostile: Record<string, { source: unknown; origin: string; data: unknown }> = {
  'a foreign frame': { ...event, source: { name: 'other frame' } },
  'no source at all': { ...event, source: null },
  'another page inside our frame': { ...event, origin: 'https://pg.example' },
  'an origin that only begins like ours': { ...event, origin: 'https://pay.example.evil.kr' },
  'an opaque origin': { ...event, origin: 'null' },
  'another attempt': { ...event, data: { ...done, attemptId: 'attempt-2' } },
  'a wrong nonce': { ...event, data: { ...done, nonce: 'nonce-2' } },
  'no nonce': { ...event, data: { ...done, nonce: undefined } },
  'another protocol': { ...event, data: { ...done, naru: 'pay/2' } },
  'an unknown kind': { ...event, data: { ...done, kind: 'paid' } },
  'a kind from the prototype': { ...event, data: { ...done, kind: 'constructor' } },
  'the script speaking to itself': { ...event, data: { ...done, kind: 'init' } },
  'a bare string': { ...event, data: 'done' },
  nothing: { ...event, data: null },
}

for (const [name, message] of Object.entries(hostile)) {
  test(`${name} is not heard`, () => expect(readWindowMessage(message, expected)).toBeUndefined())
}

test('a popup that was never opened cannot be impersonated by a message without source', () => {
  expect(readWindowMessage({ ...event, source: null }, { ...expected, source: null })).toBeUndefined()
})

test('a result inside a message is never looked at', () => {
  const forged = { ...done, body: { result: { paymentId: 'p' }, width: '1e9', height: -1 } }

  expect(readWindowMessage({ ...event, data: forged }, expected)).toEqual({ kind: 'done', body: {} })
})

test('the nonce leaves in the init message only', () => {
  expect(scriptMessage('init', 'attempt-1', 'nonce-1').body).toEqual({ nonce: 'nonce-1' })
})
