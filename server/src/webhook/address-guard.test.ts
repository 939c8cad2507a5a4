import fc from 'fast-check'
import { isIPv4, isIPv6 } from 'node:net'
import { expect, test } from 'vitest'
import { isAddressAllowed } from './address-guard.ts'
import { parseTarget } from './send-message.ts'

const inside = [
  '0.0.0.0',
  '0.1.2.3',
  '10.0.0.1',
  '10.255.255.255',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.0.2.1',
  '192.88.99.1',
  '192.168.0.1',
  '198.18.0.1',
  '198.19.255.255',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:a9fe:a9fe',
  '::ffff:0:127.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b::8.8.8.8',
  '64:ff9b:1::1',
  '100::1',
  '2001::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  '2001:10::1',
  '2001:20::1',
  '2001:db8::1',
  '2002:7f00:1::',
  '2002:c0a8:1::1',
  '3fff::1',
  '5f00::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'febf::1',
  'fec0::1',
  'ff02::1',
]

test.each(inside)('a webhook never connects to %s', (address) => {
  expect(isAddressAllowed(address, false)).toBe(false)
})

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '52.78.5.241',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.255.255',
  '172.32.0.1',
  '192.167.255.255',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2404:6800:4004::200e',
])('a webhook connects to the public address %s', (address) => {
  expect(isAddressAllowed(address, false)).toBe(true)
})

test.each([
  undefined,
  '',
  'localhost',
  '127.1',
  '0x7f.0.0.1',
  '2130706433',
  '8.8.8.8 ',
  '8.8.8.8%1',
  '[::1]',
])('what is not an address is refused: %s', (address) => {
  expect(isAddressAllowed(address, false)).toBe(false)
  expect(isAddressAllowed(address, true)).toBe(false)
})

test('development mode opens loopback and nothing more', () => {
  const opened = inside.filter((address) => isAddressAllowed(address, true))

  expect(opened).toEqual(['127.0.0.1', '127.255.255.254', '::1'])
})

test('no spelling of an inside address in a URL gets past the check', () => {
  const spellings = [
    'http://127.1/',
    'http://127.0.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0x7f.0.0.0x1/',
    'http://0177.0.0.01/',
    'http://017700000001/',
    'http://①②⑦.⓪.⓪.①/',
    'http://127。0。0。1/',
    'http://１２７.0.0.1/',
    'http://%31%32%37.0.0.1/',
    'http://0/',
    'http://0xa9fea9fe/',
    'http://2852039166/latest/meta-data/',
    'http://[::1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::127.0.0.1]/',
    'http://[2002:7f00:1::]/',
    'http://[::127.0.0.1]/',
  ]

  const hosts = spellings.map((spelling) => parseTarget(spelling)?.hostname.replace(/^\[|\]$/g, '') ?? '')
  expect(hosts.filter((host) => !isIPv4(host) && !isIPv6(host))).toEqual([])
  expect(hosts.filter((host) => isAddressAllowed(host, false))).toEqual([])
})

test.each([
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'javascript:alert(1)',
  'data:text/plain,x',
  'unix:/var/run/docker.sock',
  '//example.com/',
  '/hook',
  'example.com',
  '',
  'http://',
  'http://user:password@example.com/',
  'http://user@example.com/',
  'http://127.0.0.1%00.example.com/',
  'http://[fe80::1%25eth0]/',
])('is no address for webhooks: %s', (url) => {
  expect(parseTarget(url)).toBeUndefined()
})

test('mapped and NAT64 forms are refused whatever address they carry', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.constantFrom('::ffff:', '64:ff9b::'), (v4, prefix) => {
      expect(isAddressAllowed(prefix + v4, true)).toBe(false)
    }),
  )
})
