import { expect, test } from 'vitest'
import { isInside, networkText, parseNetwork } from './address-rule.ts'

test.each([
  ['1.1.1.1', '1.1.1.1/32'],
  [' 1.1.1.0/24 ', '1.1.1.0/24'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:DB8::/32', '2001:db8::/32'],
  ['::1', '::1/128'],
])('%s is the network %s', (text, network) => {
  const parsed = parseNetwork(text)

  expect(parsed && networkText(parsed)).toBe(network)
})

test.each([
  '',
  'shop.example',
  '1.1.1',
  '1.1.1.256',
  '1.1.1.1/33',
  '1.1.1.1/-1',
  '1.1.1.1/08',
  '1.1.1.1/',
  '1.1.1.1/24/1',
  '::1/129',
  'fe80::1%eth0',
  '1.1.1.1-1.1.1.9',
  '010.1.1.1',
])('%j is no network', (text) => {
  expect(parseNetwork(text)).toBeUndefined()
})

test.each([
  ['1.1.1.255', ['1.1.1.0/24'], true],
  ['1.1.2.0', ['1.1.1.0/24'], false],
  ['::ffff:1.1.1.7', ['1.1.1.0/24'], true],
  ['2001:db8::5', ['1.1.1.0/24', '2001:db8::/32'], true],
  ['2001:db9::5', ['2001:db8::/32'], false],
  ['9.9.9.9', ['0.0.0.0/0'], true],
  ['::1', ['0.0.0.0/0'], false],
  ['1.1.1.1', [], false],
  ['1.1.1.1', ['nonsense'], false],
  ['nonsense', ['0.0.0.0/0'], false],
] as const)('%s inside %j: %s', (address, cidrs, expected) => {
  expect(isInside(address, cidrs)).toBe(expected)
})
