import { SignJWT, UnsecuredJWT } from 'jose'
import { expect, test } from 'vitest'
import { ManualClock, minute, second } from '../foundation/clock.ts'
import { systemRandom } from '../foundation/random.ts'
import { digest } from '../foundation/secret.ts'
import { mintAccessToken, readCredential } from './access-token.ts'
import { mintApiSecret, readApiSecret } from './api-secret.ts'

const storeId = 'store-0f8fad5b-d9cb-469f-a165-70867728950e'
const key = { storeId, secretDigest: digest('a secret') }
const tokenKey = Buffer.alloc(32, 7)

function world() {
  const clock = new ManualClock(new Date('2026-01-05T00:00:00Z'))
  return { clock, random: systemRandom, tokenKey }
}

test('an access token works for 30 minutes and not a second longer', async () => {
  const deps = world()
  const token = await mintAccessToken(deps, key)

  deps.clock.advance(30 * minute - second)
  expect(await readCredential(deps, `Bearer ${token}`)).toEqual(key)
  deps.clock.advance(second)
  expect(await readCredential(deps, `Bearer ${token}`)).toBeUndefined()
})

test('the scheme word is read in any case', async () => {
  const deps = world()
  const secret = mintApiSecret(systemRandom, storeId).open()
  const token = await mintAccessToken(deps, key)

  for (const scheme of ['PortOne', 'portone', 'PORTONE']) {
    expect(await readCredential(deps, `${scheme} ${secret}`)).toEqual(readApiSecret(secret))
  }
  expect(await readCredential(deps, `bearer ${token}`)).toEqual(key)
})

test('a secret under Bearer, a token under PortOne, and other schemes are refused', async () => {
  const deps = world()
  const secret = mintApiSecret(systemRandom, storeId).open()
  const token = await mintAccessToken(deps, key)
  const wrong = [
    undefined,
    '',
    secret,
    `Bearer ${secret}`,
    `PortOne ${token}`,
    `Basic ${secret}`,
    `PortOne ${secret} x`,
  ]

  expect(await Promise.all(wrong.map((header) => readCredential(deps, header)))).toEqual(
    wrong.map(() => undefined),
  )
})

test('a token that we did not sign is refused: no algorithm, another key, another audience', async () => {
  const deps = world()
  const claims = { secret: key.secretDigest.toString('base64url') }
  const expiry = new Date('2026-01-06T00:00:00Z')
  const unsigned = new UnsecuredJWT(claims)
    .setIssuer('naru')
    .setAudience('naru/rest-v2')
    .setSubject(storeId)
    .setExpirationTime(expiry)
    .encode()
  const signed = (audience: string, by: Uint8Array) =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('naru')
      .setAudience(audience)
      .setSubject(storeId)
      .setExpirationTime(expiry)
      .sign(by)
  const forged = [
    unsigned,
    await signed('naru/rest-v2', Buffer.alloc(32, 8)),
    await signed('another', tokenKey),
  ]

  expect(await readCredential(deps, `Bearer ${await signed('naru/rest-v2', tokenKey)}`)).toEqual(key)
  for (const token of forged) expect(await readCredential(deps, `Bearer ${token}`)).toBeUndefined()
})
