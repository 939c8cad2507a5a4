import { expect, test } from 'vitest'
import { checkCancel } from './cancel-input.ts'

const rest = { totalMinor: 10_000, taxFreeMinor: 3_000, currency: 'KRW' }

test('a full cancel takes all that is left', () => {
  expect(checkCancel({ isFull: true, amount: 'x', taxFree: '' }, rest)).toEqual({
    ok: true,
    amountMinor: 10_000,
  })
})

test.each(['0', '10001', '-1', '1.5', '', '만원'])(
  'a part of "%s" is refused before it is sent',
  (amount) => {
    expect(checkCancel({ isFull: false, amount, taxFree: '' }, rest)).toEqual({
      ok: false,
      wrong: ['amount'],
    })
  },
)

test('a part may be typed with commas, up to the last won', () => {
  expect(checkCancel({ isFull: false, amount: '10,000', taxFree: '3,000' }, rest)).toEqual({
    ok: true,
    amountMinor: 10_000,
    taxFreeMinor: 3_000,
  })
})

test.each([
  ['2000', '2001'],
  ['9000', '3001'],
])('of %s no %s can be tax free', (amount, taxFree) => {
  expect(checkCancel({ isFull: false, amount, taxFree }, rest)).toEqual({ ok: false, wrong: ['taxFree'] })
})

test('dollars are cancelled in cents', () => {
  const dollars = { totalMinor: 1_050, taxFreeMinor: 0, currency: 'USD' }

  expect(checkCancel({ isFull: false, amount: '10.5', taxFree: '' }, dollars)).toEqual({
    ok: true,
    amountMinor: 1_050,
  })
})
