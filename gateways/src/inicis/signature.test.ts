import { createDecipheriv } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  authSignatureOf,
  chkFakeOf,
  iniApiEncrypt,
  iniApiHash,
  liteHashOf,
  mKeyOf,
  pairHash,
} from './signature.ts'

// Vectors without another source were computed with a second implementation (Python hashlib, openssl enc).
const signKey = 'TESTSIGNKEY0001'
const timestamp = '1700000000000'
const signed = { oid: 'order-0001', price: '1000', timestamp }

// Source: the golden vectors of the project's wire description of KG Inicis, section "PC standard window".
test('window hashes equal the golden vectors', () => {
  expect(mKeyOf(signKey)).toBe('9ab84b8d907e292e513c9f90ec8b5615d5b798f3b4605cf2a0ea299096142eb5')
  expect(pairHash(signed)).toBe('513bf572772af0bf85e1175155b55975efe4a5c8bf00898e4bfe3c0795c59467')
  expect(pairHash({ ...signed, signKey })).toBe(
    '3ab1536c694e10284cf1a0650ddeb77613993cc37af8d18e760af8ed782ef308',
  )
  expect(authSignatureOf({ MOID: 'order-0001', TotPrice: '1000', mid: 'INIpayTest' }, timestamp)).toBe(
    '78937aae322cd998077f5f4bbca80a600b0fc2b56a291ac840a4a20a295cb6bf',
  )
})

// Source: Python hashlib over the sorted pairs.
test('approve request hashes', () => {
  expect(pairHash({ timestamp, authToken: 'TOKEN' })).toBe(
    '2af2bce3e9565e4919dca4fd14298639f4627b6e1083098c4d6bbdc4c122d69f',
  )
  expect(pairHash({ timestamp, signKey, authToken: 'TOKEN' })).toBe(
    'c7b35745b2d167d381466c895108bdaf9fdff7053ab423a8f9133576febbbdea',
  )
})

// Source: Python base64(hashlib.sha512(amount + oid + timestamp + hash key)).
test('P_CHKFAKE is base64 of the raw digest', () => {
  expect(chkFakeOf('1000', 'order-0001', timestamp, '3CB8183A4BE283555ACC8363C0360223')).toBe(
    'wTUqP8s0neYE8Tu9MLSbN/AaBph3ZbB6ch20S7RFskOC0eZi/fLxjFCtpp5GpZYL4apYSTojnKrSH0iWtm8zcA==',
  )
})

// Source: the vectors of the same description, sections "INIAPI v1" and "INIAPI v2"; the tails were completed with Python hashlib.
test('INIAPI hashes equal the golden vectors', () => {
  const key = '0123456789abcdef'
  const v2 = iniApiHash([key, 'INIpayTest', 'refund', '20240101120000', '{"tid":"TID40","msg":"test"}'])
  const v1 = iniApiHash([key, 'Refund', 'Card', '20240101120000', '127.0.0.1', 'INIpayTest', 'TID40'])

  expect(v2).toBe(
    '409a5b2a20a178c2d4b5625f164baee1826317dfcdf078b83f6f3010e4f2685b1a82723a6b7103a329d3d95458f5d30d0172b842a35c07fa7f4f81121d5b711c',
  )
  expect(v1).toBe(
    '7384a9c5796c82b774426bf58211cdae64bae04c647a37133ef191c80bf2e6f53978786ace0d03dc5f194c3d01533c477f9c6f218539e6c74041210e2195d8bf',
  )
})

// Source: `openssl enc -aes-128-cbc -K … -iv … -base64` over the same 12 digits.
test('an account number is encrypted as openssl does it, and opens again', () => {
  const key = 'ItEQKi3rY7uvDS8l'
  const iv = 'HYb3yQ4f65QL89=='
  const encrypted = iniApiEncrypt('110123456789', key, iv)

  expect(encrypted).toBe('7Y3pxrOYHTV7EmEJA02GcQ==')
  const decipher = createDecipheriv('aes-128-cbc', key, iv)
  expect(decipher.update(encrypted, 'base64', 'utf8') + decipher.final('utf8')).toBe('110123456789')
})

// Source: Python hashlib.sha512 over price + MID + order number + time + INILite key.
test('the card registration page is signed over price, MID, order number and time, the INILite key last', () => {
  const asked = { price: '1000', mid: 'INIBillTst', orderId: 'order-0001', timestamp: '20240101120000' }
  expect(liteHashOf(asked, 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS')).toBe(
    'c1e917f0405d1689c10537c0ef9c16fdb2c2ffa692c02e24bbefa81b1e5460ad05a344407188f32f0873a080f3fb157cc188d2cf2c6ae5c520a7d9e4e79565d5',
  )
})

// Source: Python hashlib.sha512; the order of the parts is that of the wire description, section "INIAPI v1" and "v2".
test('the hashes of a charge, a key by card and a payment by card', () => {
  const key = '0123456789abcdef'
  const [at, ip] = ['20240101120000', '127.0.0.1']

  expect(iniApiHash([key, 'INIBillTst', 'billing', at, '{"moid":"order-0001","price":"1000"}'])).toBe(
    '7824848fe913e8ec088b64b9aa099f62895ba73411cf8574938e43242fb99c2323914c4f27b56b9e32719d0b6852d80baf2a378ff37cbc344680e7ea65ef91fd',
  )
  expect(iniApiHash([key, 'Auth', 'Card', at, ip, 'INIBillTst', 'order-0001', '0', 'ENC'])).toBe(
    '8d279dd8c27354175249b9c67fd5795f9d78602f22b55d9b03cb372532bfdb3ee4f2fd8bbddf424abad2c9a22ae81128da9bd75d56680473d484bc17c343f91b',
  )
  expect(iniApiHash([key, 'Pay', 'Card', at, ip, 'INIpayTest', 'order-0001', '1000', 'ENC'])).toBe(
    '7ab9516a603b7940f7dc29f122e588a6db3fe08b8891cca8172642566ec1ea48cb35c3c7cda75c2c6464e53a46b85e55b69bfc4c1ef94d0e995c8218d21134c8',
  )
})

// Source: `openssl enc -aes-128-cbc -K … -iv … -base64` over number, expiry, birth date and PIN.
test.each([
  ['4330123412341234', 'eqCBryPuQOktwRFgyS0QFE6O04rpCdzQfvIwAPNKQYI='],
  ['3912', 'BtDk/UUprs+iXT9AYpvf9w=='],
  ['900101', '/coYeK6Ka6AuuYakqP9qag=='],
  ['12', 'MkvY6PJt3TMRgxlGOuxdfg=='],
])('the parts of a card are encrypted as openssl does it: %s', (value, encrypted) => {
  expect(iniApiEncrypt(value, 'ItEQKi3rY7uvDS8l', 'HYb3yQ4f65QL89==')).toBe(encrypted)
})
