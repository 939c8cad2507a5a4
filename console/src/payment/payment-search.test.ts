import { expect, test } from 'vitest'
import { paymentQueryMembers, readPaymentSearch, shownMode } from './payment-search.ts'

const now = new Date('2026-03-01T16:00:00Z') // 2 March, 01:00 in Seoul

test('an address without filters asks for six months of live payments by the time of their status', () => {
  const search = readPaymentSearch({})

  expect(search).toEqual({})
  expect(paymentQueryMembers(search, true, now)).toMatchObject({
    from: '2025-08-30T15:00:00.000Z',
    until: undefined,
    mode: ['LIVE'],
  })
})

test('payments of test channels are shown only on demand, or while there is no live payment', () => {
  expect(shownMode({}, true)).toBe('LIVE')
  expect(shownMode({}, false)).toBe('ALL')
  expect(shownMode({ mode: 'LIVE' }, false)).toBe('LIVE')
  expect(paymentQueryMembers({ mode: 'ALL' }, true, now).mode).toEqual(['LIVE', 'TEST'])
})

test('today begins at midnight in Seoul, not in London', () => {
  expect(paymentQueryMembers({ period: '1d' }, true, now).from).toBe('2026-03-01T15:00:00.000Z')
})

test('a period of one’s own is meant on the Seoul clock, to the end of its last minute', () => {
  const search = readPaymentSearch({ period: 'custom', from: '2026-03-02T09:30', until: '2026-03-02T10:00' })

  expect(paymentQueryMembers(search, true, now)).toMatchObject({
    from: '2026-03-02T00:30:00.000Z',
    until: '2026-03-02T01:00:59.999Z',
  })
})

test('words that are no filters are dropped, digits stay text', () => {
  const raw = {
    status: ['PAID', 'NONSENSE'],
    method: 'CARD',
    mode: 'ANY',
    period: '9y',
    from: 'x',
    search: 123,
  }

  expect(readPaymentSearch(raw)).toEqual({ status: ['PAID'], method: ['CARD'], search: '123' })
})
