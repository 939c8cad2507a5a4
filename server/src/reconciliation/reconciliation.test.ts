import { expect, test } from 'vitest'
import { expectedFee, feeVatOf, judge, pair, type Line, type Movement } from './reconciliation.ts'
import { isDay, seoulDayOf, startOfDay } from './settlement-day.ts'

const approval: Movement = {
  storeId: 'store-1',
  paymentId: 'order-1',
  transactionId: 'tx-1',
  cancellationId: null,
  pgCancellationId: null,
  action: 'APPROVAL',
  day: '2026-03-02',
  channelStoreId: 'store-1',
  channelKey: 'channel-key-1',
  isOfSource: true,
  pgTxId: 'pg-1',
  orderName: '나룻배',
  method: 'CARD',
  currency: 'KRW',
  amountMinor: 11_000,
  taxFreeMinor: 0,
  vatMinor: 1_000,
  installmentMonth: 0,
  isEscrow: false,
}
const settled: Line = {
  lineId: 'line-1',
  transactionId: 'tx-1',
  kind: 'APPROVAL',
  pgTxId: 'pg-1',
  pgCancellationId: null,
  method: 'CARD',
  currency: 'KRW',
  amountMinor: 11_000,
  taxFreeMinor: null,
  vatMinor: null,
  feeMinor: 330,
  feeVatMinor: 33,
  day: '2026-03-02',
  settledOn: '2026-03-04',
  installmentMonth: null,
  isEscrow: null,
}
const cancel = (cancellationId: string, more: Partial<Movement> = {}): Movement => ({
  ...approval,
  cancellationId,
  action: 'PARTIAL_CANCEL',
  amountMinor: 1_000,
  vatMinor: 91,
  ...more,
})
const takenBack = (lineId: string, more: Partial<Line> = {}): Line => ({
  ...settled,
  lineId,
  kind: 'CANCEL',
  amountMinor: 1_000,
  feeMinor: 30,
  ...more,
})
const differencesOf = (ours: Partial<Movement>, theirs: Partial<Line>, fees = {}) =>
  judge({ ours: { ...approval, ...ours }, theirs: { ...settled, ...theirs } }, true, fees).differences

test('equal books match, and what the PG does not tell cannot differ', () => {
  expect(judge({ ours: approval, theirs: settled }, true, {})).toEqual({ status: 'MATCHED', differences: [] })
})

test.each([
  ['PAYMENT_AMOUNT', {}, { amountMinor: 10_999 }],
  ['PAYMENT_AMOUNT', {}, { currency: 'USD' }],
  ['TAX_FREE_AMOUNT', {}, { taxFreeMinor: 1 }],
  ['VAT_AMOUNT', {}, { vatMinor: 999 }],
  ['ESCROW', {}, { isEscrow: true }],
  ['INSTALLMENT_MONTH', {}, { installmentMonth: 3 }],
  ['PAYMENT_DATE', {}, { day: '2026-03-03' }],
  ['CANCELLED_LATE', { cancellationId: 'c' }, { day: '2026-03-03' }],
  ['PAYMENT_DATE', { cancellationId: 'c' }, { day: '2026-03-01' }],
] as const)('a difference is named: %s', (difference, ours, theirs) => {
  expect(differencesOf(ours, theirs)).toEqual([difference])
})

test('a fee is compared only where one was agreed', () => {
  expect(differencesOf({}, { feeMinor: 331 })).toEqual([])
  expect(differencesOf({}, { feeMinor: 331 }, { CARD: { rateBp: 300 } })).toEqual(['FEE'])
  expect(differencesOf({}, { feeMinor: 330 }, { CARD: { rateBp: 300 } })).toEqual([])
  expect(differencesOf({}, { feeMinor: 330 }, { TRANSFER: { fixedMinor: 1 } })).toEqual([])
})

test('an absent line is a difference only after its day was collected', () => {
  expect(judge({ ours: approval, theirs: undefined }, true, {}).differences).toEqual(['MISSING_AT_PG'])
  expect(judge({ ours: approval, theirs: undefined }, false, {}).status).toBe('NOT_COLLECTED')
  expect(judge({ ours: undefined, theirs: settled }, true, {}).differences).toEqual(['MISSING_HERE'])
  expect(judge({ ours: { ...approval, isOfSource: false }, theirs: settled }, true, {}).differences).toEqual([
    'CHANNEL_MISMATCH',
  ])
})

test("cancels belong together by the PG's name, then by amount, then by time", () => {
  const first = cancel('c1', { pgCancellationId: 'x' })
  const second = cancel('c2', { amountMinor: 2_000 })
  const third = cancel('c3', { amountMinor: 3_000 })
  const lines = [
    takenBack('l-late', { amountMinor: 2_500, day: '2026-03-05' }),
    takenBack('l-amount', { amountMinor: 2_000 }),
    takenBack('l-name', { amountMinor: 999, pgCancellationId: 'x' }),
    settled,
  ]

  const pairs = pair([approval, first, second, third], lines)

  expect(pairs.map(({ ours, theirs }) => [ours?.cancellationId, theirs?.lineId])).toEqual([
    [null, 'line-1'],
    ['c1', 'l-name'],
    ['c2', 'l-amount'],
    ['c3', 'l-late'],
  ])
})

test('nothing of either side is lost', () => {
  expect(pair([approval, cancel('c1')], [])).toHaveLength(2)
  expect(pair([], [settled, takenBack('l2')])).toHaveLength(2)
  expect(pair([approval], [settled, { ...settled, lineId: 'twice' }])).toEqual([
    { ours: approval, theirs: settled },
    { ours: undefined, theirs: { ...settled, lineId: 'twice' } },
  ])
})

test('fees are rounded half up in integers', () => {
  expect(expectedFee({ method: 'CARD', amountMinor: 10_050 }, { CARD: { rateBp: 300 } })).toBe(302)
  expect(feeVatOf(305, null)).toBe(31)
  expect(feeVatOf(305, 30)).toBe(30)
})

test('days are those of Seoul', () => {
  expect(seoulDayOf(new Date('2026-03-01T15:00:00Z'))).toBe('2026-03-02')
  expect(startOfDay('2026-03-02')).toEqual(new Date('2026-03-01T15:00:00Z'))
  expect([isDay('2026-02-29'), isDay('2024-02-29'), isDay('2026-13-01'), isDay('26-1-1')]).toEqual([
    false,
    true,
    false,
    false,
  ])
})
