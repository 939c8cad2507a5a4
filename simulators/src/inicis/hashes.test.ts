import { expect, test } from 'vitest'
import { decrypt, iniApiHash, pairHash, registrationHash, sha256 } from './hashes.ts'
import { rawMember } from './raw-member.ts'

// Goal: the formulas agree with vectors computed outside this program.
test('the window signatures of a known sign key, order and time are the known ones', () => {
  const signed = { oid: 'order-0001', price: '1000', timestamp: '1700000000000' }

  expect(sha256('TESTSIGNKEY0001')).toBe('9ab84b8d907e292e513c9f90ec8b5615d5b798f3b4605cf2a0ea299096142eb5')
  expect(pairHash(signed)).toBe('513bf572772af0bf85e1175155b55975efe4a5c8bf00898e4bfe3c0795c59467')
  expect(pairHash({ ...signed, signKey: 'TESTSIGNKEY0001' })).toBe(
    '3ab1536c694e10284cf1a0650ddeb77613993cc37af8d18e760af8ed782ef308',
  )
  expect(pairHash({ MOID: 'order-0001', TotPrice: '1000', mid: 'INIpayTest', tstamp: '1700000000000' })).toBe(
    '78937aae322cd998077f5f4bbca80a600b0fc2b56a291ac840a4a20a295cb6bf',
  )
})

test('the INIAPI hashes of v1 and v2 are the known ones', () => {
  const v1 = iniApiHash([
    '0123456789abcdef',
    'Refund',
    'Card',
    '20240101120000',
    '127.0.0.1',
    'INIpayTest',
    'TID40',
  ])
  const v2 = iniApiHash([
    '0123456789abcdef',
    'INIpayTest',
    'refund',
    '20240101120000',
    '{"tid":"TID40","msg":"test"}',
  ])

  expect(v1.startsWith('7384a9c5796c82b774426bf58211cdae64bae04c')).toBe(true)
  expect(v2.startsWith('409a5b2a20a178c2d4b5625f164baee1826317df')).toBe(true)
})

// Source: Python hashlib.sha512 over price + MID + order number + time + INILite key.
test('the hash of the card registration page is the known one', () => {
  const asked = { price: '1000', mid: 'INIBillTst', orderId: 'order-0001', timestamp: '20240101120000' }
  expect(registrationHash(asked, 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS')).toBe(
    'c1e917f0405d1689c10537c0ef9c16fdb2c2ffa692c02e24bbefa81b1e5460ad05a344407188f32f0873a080f3fb157cc188d2cf2c6ae5c520a7d9e4e79565d5',
  )
})

// Source: `openssl enc -aes-128-cbc` over the number.
test('an encrypted card number opens with its key and with no other', () => {
  const sealed = 'eqCBryPuQOktwRFgyS0QFE6O04rpCdzQfvIwAPNKQYI='
  expect(decrypt(sealed, 'ItEQKi3rY7uvDS8l', 'HYb3yQ4f65QL89==')).toBe('4330123412341234')
  expect(decrypt(sealed, 'another-key-1234', 'HYb3yQ4f65QL89==')).not.toBe('4330123412341234')
})

test.each([
  ['{"a":1,"data":{"x":"}\\""},"b":2}', '{"x":"}\\""}'],
  ['{"data" : [1, {"data":2}] }', '[1, {"data":2}]'],
  ['{"x":"data","y":{"data":1},"data":"z"}', '"z"'],
  ['{"data":12 , "b":1}', '12'],
  ['{"a":1}', undefined],
])('the member of %s is taken out letter by letter', (text, expected) => {
  expect(rawMember(text, 'data')).toBe(expected)
})
