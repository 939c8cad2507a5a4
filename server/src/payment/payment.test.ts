import { expect, test } from 'vitest'
import { isPaidOnce, mayAttempt, mayBecome, nextStatuses, type PaymentStatus } from './payment.ts'

const statuses = Object.keys(nextStatuses) as PaymentStatus[]

test('a payment that took money never goes back to a state without it', () => {
  for (const from of statuses.filter(isPaidOnce)) {
    for (const to of statuses.filter((status) => !isPaidOnce(status)))
      expect(mayBecome(from, to), `${from} → ${to}`).toBe(false)
  }
})

test('a whole cancel is the end', () => {
  expect(statuses.filter((to) => mayBecome('CANCELLED', to))).toEqual([])
})

test('only an unpaid payment that awaits nothing may be attempted again', () => {
  expect(statuses.filter(mayAttempt)).toEqual(['READY', 'FAILED'])
})

test('money that arrives after a failure is recorded, not lost', () => {
  expect(mayBecome('FAILED', 'PAID')).toBe(true)
})
