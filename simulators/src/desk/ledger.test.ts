import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FaultDesk } from './faults.ts'
import { balanceOf } from './ledger.ts'
import type { LedgerEntry } from './ledger.ts'
import { amountText, minorOf, wireAmount } from './money.ts'

const entry = (kind: LedgerEntry['kind'], amountMinor: number): LedgerEntry => ({
  kind,
  amountMinor,
  at: '',
  id: '',
})

test('a balance is what came in less what went back, in any order, and accounts move nothing', () => {
  const amounts = fc.array(fc.nat(1_000_000))
  fc.assert(
    fc.property(amounts, amounts, fc.nat(1_000_000), (came, went, account) => {
      const entries = [
        ...went.map((amount) => entry('cancel', amount)),
        entry('account-issued', account),
        ...came.map((amount) => entry('approve', amount)),
        entry('account-closed', account),
      ]

      const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0)
      expect(balanceOf(entries)).toEqual({
        approvedMinor: sum(came),
        cancelledMinor: sum(went),
        balanceMinor: sum(came) - sum(went),
      })
    }),
  )
})

test('an amount survives the way to the wire and back, and a fraction of the smallest unit is none', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000_000), fc.constantFrom('KRW', 'USD'), (minor, currency) => {
      expect(minorOf(wireAmount(minor, currency), currency)).toBe(minor)
    }),
  )
  expect(minorOf(10.5, 'KRW')).toBeUndefined()
  expect(amountText(1_234_567, 'KRW', 'ko')).toBe('1,234,567원')
  expect(amountText(105, 'USD', 'en')).toBe('1.05 USD')
})

test('a fault of an order comes before one for any order, and each is used up', () => {
  const desk = new FaultDesk()
  desk.add({ operation: 'approve', fault: 'decline', times: 1, delayMs: 0 })
  desk.add({ operation: 'approve', fault: 'silent-after', times: 2, delayMs: 0, orderId: 'a' })

  const taken = ['a', 'a', 'a', 'a'].map((orderId) => desk.take('approve', orderId)?.fault)

  expect(taken).toEqual(['silent-after', 'silent-after', 'decline', undefined])
  expect(desk.take('cancel', 'a')).toBeUndefined()
})
