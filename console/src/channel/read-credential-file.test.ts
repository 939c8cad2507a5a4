import { expect, test } from 'vitest'
import { encodeFile, readCredentialFile } from './read-credential-file.ts'

test('a certificate travels as the text that it is', () => {
  const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
  expect(encodeFile(new TextEncoder().encode(pem))).toBe(pem)
})

test('a key archive travels in base64, every byte of it', () => {
  expect(encodeFile(new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0xff, 0x00]))).toBe('UEsDBP8A')
})

test('a file that is too large to be a key is refused, no file is a blank value', async () => {
  expect(await readCredentialFile(new File([new Uint8Array(200_001)], 'key.zip'))).toBeUndefined()
  expect(await readCredentialFile(null)).toBe('')
})
