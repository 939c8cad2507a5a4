import { expect, test } from 'vitest'
import { apiPath, queryString, safeRedirect } from './path.ts'

test('ids travel encoded, whatever the shop puts into them', () => {
  const storeId = 'store-1'
  const paymentId = '주문/2026?a=1#b&c%2F'

  const path = apiPath`stores/${storeId}/payments/${paymentId}/cancel`

  expect(path).toBe(
    '/console/api/stores/store-1/payments/%EC%A3%BC%EB%AC%B8%2F2026%3Fa%3D1%23b%26c%252F/cancel',
  )
  expect(decodeURIComponent(path.split('/')[6] ?? '')).toBe(paymentId)
})

test('a path without ids stays as it is written', () => {
  expect(apiPath`me`).toBe('/console/api/me')
})

test('a query leaves out what is blank and repeats lists', () => {
  expect(queryString({ search: '', status: ['PAID', 'FAILED'], size: 20, cursor: undefined })).toBe(
    '?status=PAID&status=FAILED&size=20',
  )
  expect(queryString({ search: undefined })).toBe('')
})

test.each([
  ['/payments?mode=TEST', '/payments?mode=TEST'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['https://evil.example', '/'],
  ['/auth/signin', '/'],
  [undefined, '/'],
])('after signing in, %s leads to %s', (target, path) => {
  expect(safeRedirect(target)).toBe(path)
})
