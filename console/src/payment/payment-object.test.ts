import { expect, test } from 'vitest'
import { amount, items, methodName, text, webAddress } from './payment-object.ts'

const payment = {
  method: { type: 'PaymentMethodVirtualAccount', accountNumber: '123' },
  amount: { total: 1000, taxFree: 0 },
  cancellations: [{ id: 'c' }],
}

test('members are found by their path, and missing ones are missing', () => {
  expect(text(payment, 'method', 'accountNumber')).toBe('123')
  expect(text(payment, 'method', 'bank', 'name')).toBeUndefined()
  expect(amount(payment, 'amount', 'taxFree')).toBe(0)
  expect(items(payment, 'cancellations')).toHaveLength(1)
  expect(items(payment, 'method')).toEqual([])
  expect(text(payment, 'constructor', 'name')).toBeUndefined()
})

test('methods have the short names of the list', () => {
  expect(methodName(payment)).toBe('VIRTUAL_ACCOUNT')
  expect(methodName({ method: { type: 'PaymentMethodCard' } })).toBe('CARD')
  expect(methodName({})).toBeUndefined()
})

test('a receipt of another scheme is no link', () => {
  expect(webAddress('https://pg.example/receipt')).toBe('https://pg.example/receipt')
  expect(webAddress('javascript:alert(1)')).toBeUndefined()
})
