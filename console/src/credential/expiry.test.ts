import { expect, test } from 'vitest'
import { expiryOf } from './expiry.ts'

const now = new Date('2026-03-01T00:00:00Z')

test.each([
  [undefined, 'never'],
  ['2026-03-01T00:00:00Z', 'expired'],
  ['2026-03-01T00:00:01Z', 'soon'],
  ['2026-03-15T00:00:00Z', 'soon'],
  ['2026-03-15T00:00:01Z', 'later'],
] as const)('a secret that expires at %s is shown as %s', (expiresAt, expiry) => {
  expect(expiryOf(expiresAt, now)).toBe(expiry)
})
