import { expect, test } from 'vitest'
import { daysOfMonth, monthAfter, periodOf, readReconciliationSearch } from './reconciliation-search.ts'

test('an address gives back what was chosen and nothing that could not be', () => {
  expect(
    readReconciliationSearch({
      mode: 'TEST',
      basis: 'X',
      from: '2026-03-02',
      until: 'soon',
      mid: 'a',
      status: ['MATCHED', 'LOST'],
      search: 7,
    }),
  ).toEqual({ mode: 'TEST', from: '2026-03-02', mid: ['a'], status: ['MATCHED'], search: '7' })
})

test('without a period the month until yesterday is shown; on the first, the month before', () => {
  expect(periodOf({}, new Date('2026-03-10T00:00:00Z'))).toEqual({ from: '2026-03-01', until: '2026-03-09' })
  expect(periodOf({}, new Date('2026-03-01T00:00:00Z'))).toEqual({ from: '2026-02-01', until: '2026-02-28' })
})

test('months have their days, over the turn of the year too', () => {
  expect(daysOfMonth('2024-02')).toEqual({ from: '2024-02-01', until: '2024-02-29' })
  expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12'])
})
