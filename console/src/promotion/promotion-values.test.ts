import { expect, test } from 'vitest'
import { bodyOf, missingFields, newValues, valuesOf } from './promotion-values.ts'

const now = new Date('2026-03-02T00:30:00Z')
const typed = {
  ...newValues(now),
  name: '봄맞이',
  cardCompany: 'SHINHAN_CARD',
  totalBudget: '1,000,000',
  conditions: [{ amountFrom: '50,000', discount: '10' }],
}

test('what is typed in Seoul time and grouped digits is sent as instants and integers', () => {
  expect(bodyOf({ ...typed, maxDiscount: '3,000' })).toMatchObject({
    startsAt: '2026-03-02T00:30:00.000Z',
    totalBudget: 1_000_000,
    partitions: [{ amountFrom: 50_000, scheme: { type: 'PERCENT', percent: 10 } }],
    maxDiscount: 3_000,
    recoverOption: { type: 'RECOVER' },
  })
  expect(bodyOf({ ...typed, way: 'AMOUNT', maxDiscount: '3,000' })).not.toHaveProperty('maxDiscount')
})

test('a promotion that is opened for a change comes back as it was', () => {
  const body = bodyOf(typed)
  const view = {
    ...body,
    promotionId: 'p',
    version: 1,
    status: 'SCHEDULED' as const,
    currency: 'KRW',
    reserved: 0,
    spent: 0,
    createdAt: now.toISOString(),
  }
  expect(bodyOf(valuesOf(view))).toEqual(body)
})

test('empty fields and bad numbers are named before anything is sent', () => {
  expect(missingFields(newValues(now))).toEqual(['name', 'cardCompany', 'totalBudget', 'conditions'])
  expect(missingFields({ ...typed, conditions: [{ amountFrom: 'x', discount: '10' }] })).toEqual([
    'conditions',
  ])
  expect(missingFields({ ...typed, conditions: [{ amountFrom: '0', discount: '100' }] })).toEqual([
    'conditions',
  ])
  expect(missingFields(typed)).toEqual([])
})
