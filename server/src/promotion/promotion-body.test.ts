import { expect, test } from 'vitest'
import { toPromotionValues, type PromotionInput } from './promotion-body.ts'

const good: PromotionInput = {
  name: '봄맞이',
  cardCompany: 'SHINHAN_CARD',
  startsAt: '2026-03-01T00:00:00Z',
  endsAt: '2026-04-01T00:00:00Z',
  totalBudget: 1_000_000,
  partitions: [
    { amountFrom: 50_000, scheme: { type: 'PERCENT', percent: 10 } },
    { amountFrom: 0, scheme: { type: 'PERCENT', percent: 5 } },
  ],
  recoverOption: { type: 'RECOVER' },
}

test('conditions are kept from the smallest amount up', () => {
  const read = toPromotionValues(good)
  expect(read.ok && read.values.partitions.map(({ amountFrom }) => amountFrom)).toEqual([0, 50_000])
})

test.each([
  ['name', { name: ' ' }],
  ['name', { name: '가'.repeat(51) }],
  ['endsAt', { endsAt: good.startsAt }],
  ['startsAt', { startsAt: 'soon' }],
  ['totalBudget', { totalBudget: 0 }],
  ['partitions', { partitions: [] }],
  [
    'partitions',
    { partitions: [...good.partitions, { amountFrom: 0, scheme: { type: 'PERCENT', percent: 1 } }] },
  ],
  [
    'partitions',
    {
      partitions: [
        { amountFrom: 0, scheme: { type: 'PERCENT', percent: 10 } },
        { amountFrom: 10_000, scheme: { type: 'PERCENT', percent: 10 } },
      ],
    },
  ],
  ['partitions', { partitions: [{ amountFrom: 1_000, scheme: { type: 'AMOUNT', amount: 1_000 } }] }],
  [
    'maxDiscount',
    {
      maxDiscount: 500,
      partitions: [{ amountFrom: 5_000, scheme: { type: 'AMOUNT', amount: 1_000 } }],
    },
  ],
] as const)('%s is named when it cannot be used', (field, change) => {
  const read = toPromotionValues({ ...good, ...change } as PromotionInput)
  expect(!read.ok && Object.keys(read.fields)).toEqual([field])
})
