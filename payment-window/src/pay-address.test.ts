import { expect, test } from 'vitest'
import { isAppAddress, isWebAddress, payToken } from './pay-address.ts'

test('the token is read from the page address and from nothing else', () => {
  expect(payToken('/pay/abc_DEF-123')).toBe('abc_DEF-123')
  expect(payToken('/pay/abc_DEF-123/done')).toBe('abc_DEF-123')
  expect(payToken('/pay/../admin')).toBeUndefined()
  expect(payToken('/pay/a/b')).toBeUndefined()
  expect(payToken('/pay/%2e%2e')).toBeUndefined()
})

test('app schemes leave the browser, web addresses stay in it, script addresses are neither', () => {
  expect(isAppAddress('ispmobile://TID=1')).toBe(true)
  expect(isAppAddress('intent://pay#Intent;end')).toBe(true)
  expect(isAppAddress('https://pg.example')).toBe(false)
  expect(isWebAddress('https://pg.example')).toBe(true)
  for (const url of [
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'blob:x',
    'file:///x',
    '/pay/x',
  ]) {
    expect([isAppAddress(url), isWebAddress(url)]).toEqual([false, false])
  }
})
