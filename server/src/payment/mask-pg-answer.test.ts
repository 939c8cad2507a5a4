import { expect, test } from 'vitest'
import { maskPgAnswer } from './mask-pg-answer.ts'

const card = '4242424242424242'
const canary = 'canary-7f3a'

test.each([
  ['JSON', JSON.stringify({ card: { number: card }, secret: canary, deep: [{ authToken: canary }] })],
  ['a form', `P_CARD_NUM=${card}&P_HASH=${canary}&P_STATUS=00`],
  ['XML', `<r><cardNo>${card}</cardNo><signKey>${canary}</signKey></r>`],
  ['lines', `cardNo: ${card}\npassword: ${canary}`],
  ['hyphens', `{"number":"4242-4242-4242-4242"}`],
  ['a number', `{"number":${card}}`],
])('%s keeps at most the first six and last four digits of a card, and no secret', (_, raw) => {
  const told = maskPgAnswer(raw)

  expect(told).not.toContain(canary)
  expect(told.replaceAll('-', '')).not.toContain(card)
  expect(told).not.toMatch(/\d{7}[- ]?\d/)
})

test('what support people need stays: codes, sentences, order numbers, times', () => {
  const raw = JSON.stringify({
    code: '0000',
    message: '정상 처리',
    orderId: '20260302-0001',
    approvedAt: '20260302090507',
  })

  expect(JSON.parse(maskPgAnswer(raw))).toEqual(JSON.parse(raw))
})

test('a card number that fails its own check is still masked where its name says what it is', () => {
  expect(maskPgAnswer('{"cardNumber":"4242424242424241"}')).toContain('424242******4241')
})

test('a resident registration number loses its second half', () => {
  expect(maskPgAnswer('{"memo":"900101-1234567"}')).toContain('900101-1******')
})
