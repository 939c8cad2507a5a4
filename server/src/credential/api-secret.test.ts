import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemRandom } from '../foundation/random.ts'
import { digest } from '../foundation/secret.ts'
import { decodeStoreId, encodeStoreId, isStoreId, mintApiSecret, readApiSecret } from './api-secret.ts'
import { mintRefreshToken, readRefreshToken } from './refresh-token.ts'
import { mintRestKey, mintRestSecret, mintUserCode } from './v1-credential.ts'

const storeId = 'store-0f8fad5b-d9cb-469f-a165-70867728950e'

test('a secret names its store and its digest, so that one read finds it', () => {
  const secret = mintApiSecret(systemRandom, storeId)

  const key = readApiSecret(secret.open())

  expect(key).toEqual({ storeId, secretDigest: digest(secret.open()) })
})

test('the store survives the way into the secret and out again', () => {
  fc.assert(
    fc.property(fc.uuid(), (uuid) => {
      expect(decodeStoreId(encodeStoreId(`store-${uuid}`))).toBe(`store-${uuid}`)
    }),
  )
})

test('what is no secret of ours is not looked up at all', () => {
  const good = mintApiSecret(systemRandom, storeId).open()
  const wrong = [
    '',
    'naru_sk_',
    `${good}x`,
    good.slice(1),
    good.slice(0, -1),
    `${good}\n`,
    good.replace('_sk_', '_rt_'),
  ]

  expect(wrong.map((text) => readApiSecret(text))).toEqual(wrong.map(() => undefined))
})

test('a refresh token is no API secret and an API secret is no refresh token', () => {
  const key = { storeId, secretDigest: digest('x') }
  const refresh = mintRefreshToken(systemRandom, key)

  expect(readApiSecret(refresh.open())).toBeUndefined()
  expect(readRefreshToken(mintApiSecret(systemRandom, storeId).open())).toBeUndefined()
  expect(readRefreshToken(refresh.open())).toEqual({ key, refreshDigest: digest(refresh.open()) })
})

test('text that PostgreSQL cannot hold is never a store id', () => {
  expect(isStoreId(storeId)).toBe(true)
  expect(isStoreId(`${storeId}\u0000`)).toBe(false)
  expect(isStoreId('store-A')).toBe(false)
})

test('V1 codes have the form that shops know: imp and 8 digits, 16 digits, 80 characters', () => {
  expect(mintUserCode(systemRandom)).toMatch(/^imp[1-9]\d{7}$/)
  expect(mintRestKey(systemRandom)).toMatch(/^[1-9]\d{15}$/)
  expect(mintRestSecret(systemRandom).open()).toMatch(/^[\w-]{80}$/)
})
