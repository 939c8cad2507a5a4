import { Type } from 'typebox'
import { expect, test } from 'vitest'
import { readBody } from './request-body.ts'

const schema = Type.Object({ apiSecret: Type.String({ minLength: 1 }) })

test.each([
  [undefined, 'body'],
  [null, 'body'],
  ['text', 'body'],
  [[], 'body'],
  [{}, 'apiSecret'],
  [{ apiSecret: 5 }, 'apiSecret'],
  [{ apiSecret: '' }, 'apiSecret'],
  [{ apiSecret: null }, 'apiSecret'],
])('a wrong body %j is refused with the field that is wrong', (body, field) => {
  expect(() => readBody(schema, body)).toThrow(
    expect.objectContaining({ type: 'INVALID_REQUEST', detail: expect.stringContaining(field) }),
  )
})

test('members that we do not know are ignored', () => {
  expect(readBody(schema, { apiSecret: 'x', next: 1 }).apiSecret).toBe('x')
})

test('the refusal does not repeat what was sent', () => {
  const canary = 'naru_sk_canary'

  expect(() => readBody(schema, { apiSecret: [canary] })).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(canary) }),
  )
})
