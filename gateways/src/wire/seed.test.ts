import * as fc from 'fast-check'
import { KISA_SEED_CBC } from 'kisa-seed'
import { expect, test } from 'vitest'
import { seedCbcDecrypt, seedCbcEncrypt } from './seed.ts'

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64')

/** RFC 4269, appendix B.4: its block in ECB is the first block in CBC with an IV of zeros. */
test('the cipher of the library is that of RFC 4269', () => {
  const encrypted = KISA_SEED_CBC.encryptBytes(
    base64('28DBC3BC49FFD87DCFA509B11D422BE7'),
    base64('00'.repeat(16)),
    Buffer.from('B41E6BE2EBA84A148E2EED84593C5EC7', 'hex'),
  )

  expect(Buffer.from(encrypted, 'base64').subarray(0, 16).toString('hex').toUpperCase()).toBe(
    '9B9B7BFCD1813CB95D0B3618F40F5122',
  )
})

/** From a second implementation: `openssl enc -seed-cbc -e -provider legacy -provider default`, OpenSSL 3.0.19. */
test.each([
  ['홍길동', '+uioPX0amRSMNzMqnJ9YaQ=='],
  ['01012345678', 'RJH8ux0MUHcjksC4ok332w=='],
  ['19900708', 'NjEgtlKasJb1nvbs/aZV4w=='],
  [
    'x'.repeat(88),
    'ICDhr54xBlUZa+v3Bd9rzBCtTyOjXdlB68vpK1uvf6SxP9Sk0YSO0BKDXJuo+jDb2hiIqHi4KvFRRaGHl5uiztQxHzJ4BlcXU45aG0UdTnOqheon+wdpUzDlkxL7Yi2F',
  ],
])('%s is written and read as OpenSSL does', (text, encrypted) => {
  const key = Buffer.from('0123456789abcdef')
  const iv = Buffer.from('SASKGINICIS00000')

  expect(seedCbcEncrypt(text, key, iv)).toBe(encrypted)
  expect(seedCbcDecrypt(encrypted, key, iv)).toBe(text)
})

test('what is no SEED text of this key is nothing, never a throw', () => {
  const key = Buffer.alloc(16, 7)
  const iv = Buffer.alloc(16)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const read = seedCbcDecrypt(Buffer.from(bytes).toString('base64'), key, iv)
      expect(['string', 'undefined']).toContain(typeof read)
    }),
  )
  expect(seedCbcDecrypt('', key, iv)).toBeUndefined()
  expect(seedCbcDecrypt(Buffer.alloc(16).toString('base64'), Buffer.alloc(3), iv)).toBeUndefined()
})
