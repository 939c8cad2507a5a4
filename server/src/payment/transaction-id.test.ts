import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mintImpsUid, mintImpUid } from '../credential/imp-uid.ts'
import { decodeTransactionId, encodeTransactionId, isTransactionId } from './transaction-id.ts'

test('an imp_uid is imp_ and twelve digits, leading zeros included', () => {
  expect(mintImpUid({ fraction: () => 0 })).toBe('imp_000000000000')
  expect(mintImpUid({ fraction: () => 0.999_999_999 })).toBe('imp_999999999999')
  expect(mintImpsUid({ fraction: () => 0.5 })).toBe('imps_500000500000')
})

test('the id of either generation comes back from its 22 characters', () => {
  const either = fc.oneof(fc.uuid({ version: 7 }), fc.stringMatching(/^imps?_\d{12}$/))
  fc.assert(
    fc.property(either, (id) => {
      const text = encodeTransactionId(id)

      expect(text).toMatch(/^[A-Za-z0-9_-]{22}$/)
      expect(decodeTransactionId(text)).toBe(id)
      expect(isTransactionId(id)).toBe(true)
    }),
  )
})

test.each(['', 'imp_', 'imp_12345678901', "imp_'or 1=1--", 'IMP_123456789012', '../x'])(
  '%j is no id of ours',
  (text) => {
    expect(isTransactionId(text)).toBe(false)
  },
)
