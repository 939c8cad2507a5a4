import { expect, test } from 'vitest'
import { networkOf } from './throttle.ts'

test('an attacker who walks through his IPv6 network stays one caller', () => {
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:0db8:0001:0002:ffff:0:0:9')).toBe('2001:db8:1:2::/64')
  expect(networkOf('2001:db8:1:3::1')).not.toBe(networkOf('2001:db8:1:2::1'))
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64')
})

test('an IPv4 address is one caller, also when it is written as IPv6', () => {
  expect(networkOf('192.0.2.1')).toBe('192.0.2.1')
  expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1')
})
