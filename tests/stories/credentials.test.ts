import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { systemActor } from '@naru/server/audit/audit-log'
import { authenticate } from '@naru/server/credential/authenticate'
import { registerCredentialRoutes, type CredentialGuard } from '@naru/server/credential/console-routes'
import { createV1Credential } from '@naru/server/credential/create-v1-credential'
import { deleteApiSecret } from '@naru/server/credential/delete-api-secret'
import { issueApiSecret } from '@naru/server/credential/issue-api-secret'
import { issueV1Token } from '@naru/server/credential/issue-v1-token'
import { listApiSecrets } from '@naru/server/credential/list-api-secrets'
import { logIn, refreshTokens } from '@naru/server/credential/log-in'
import { readV1Credential, reissueV1Secret } from '@naru/server/credential/read-v1-credential'
import { accessibleStores, resolveStore } from '@naru/server/credential/store-access'
import { registerLoginRoutes } from '@naru/server/credential/v2-routes'
import { day, minute, second } from '@naru/server/foundation/clock'
import { sql } from '@naru/server/foundation/database'
import { createFace, type RefusalRenderer } from '@naru/server/foundation/http/face'
import { makeMerchant, openCredentialWorld, wholeDatabase, type CredentialWorld } from './credential-world.ts'

let world: CredentialWorld
beforeAll(async () => {
  world = await openCredentialWorld(inject('adminDatabaseUrl'))
})
afterAll(() => world.close())

const unauthorized = expect.objectContaining({ type: 'UNAUTHORIZED' })
const forbidden = expect.objectContaining({ type: 'FORBIDDEN' })
const render: RefusalRenderer = (refusal, request) => ({
  status: refusal.entry.httpStatus,
  body: { type: refusal.type, message: refusal.sentence('ko'), ...refusal.members, requestId: request.id },
})

async function issue(merchant: { merchantId: string; storeId: string }, expirationDays?: number) {
  const issued = await issueApiSecret(world, {
    merchantId: merchant.merchantId,
    storeId: merchant.storeId,
    name: '운영 서버',
    userId: 'user-1',
    ...(expirationDays === undefined ? {} : { expirationDays }),
  })
  return { apiSecretId: issued.info.apiSecretId, text: issued.secret.open() }
}

test('a secret calls as its own store, and only the representative one as the whole merchant', async () => {
  const merchant = await makeMerchant(world.database)
  const main = await issue(merchant)
  const sub = await issue({ ...merchant, storeId: merchant.subStoreId })

  const mainCaller = await authenticate(world, `PortOne ${main.text}`)
  const subCaller = await authenticate(world, `portone ${sub.text}`)

  expect(mainCaller).toEqual({
    merchantId: merchant.merchantId,
    homeStoreId: merchant.storeId,
    isMerchantWide: true,
    apiSecretId: main.apiSecretId,
  })
  expect(subCaller).toMatchObject({ homeStoreId: merchant.subStoreId, isMerchantWide: false })
  expect(await accessibleStores(world, mainCaller)).toHaveLength(2)
  expect(await accessibleStores(world, subCaller)).toEqual([merchant.subStoreId])
})

test('a store of somebody else, an unknown one and a deleted one are refused alike', async () => {
  const mine = await makeMerchant(world.database)
  const other = await makeMerchant(world.database)
  const caller = await authenticate(world, `PortOne ${(await issue(mine)).text}`)
  const subCaller = await authenticate(
    world,
    `PortOne ${(await issue({ ...mine, storeId: mine.subStoreId })).text}`,
  )

  expect(await resolveStore(world, caller)).toBe(mine.storeId)
  expect(await resolveStore(world, caller, mine.subStoreId)).toBe(mine.subStoreId)
  for (const storeId of [
    other.storeId,
    'store-00000000-0000-4000-8000-000000000000',
    'nonsense',
    'a\u0000',
    '',
  ]) {
    await expect(resolveStore(world, caller, storeId)).rejects.toEqual(forbidden)
  }
  await expect(resolveStore(world, subCaller, mine.storeId)).rejects.toEqual(forbidden)
  await world.database.query(sql('', 'update store set deleted_at = now() where store_id = $1'), [
    mine.subStoreId,
  ])
  await expect(resolveStore(world, caller, mine.subStoreId)).rejects.toEqual(forbidden)
  expect(await accessibleStores(world, caller)).toEqual([mine.storeId])
})

test('a deleted secret fails on the very next call, and so do its tokens', async () => {
  const merchant = await makeMerchant(world.database)
  const secret = await issue(merchant)
  const pair = await logIn(world, secret.text)
  await expect(authenticate(world, `Bearer ${pair.accessToken}`)).resolves.toMatchObject({
    homeStoreId: merchant.storeId,
  })

  expect(
    await deleteApiSecret(world, merchant.storeId, secret.apiSecretId, systemActor(merchant.merchantId)),
  ).toBe(true)

  await expect(authenticate(world, `PortOne ${secret.text}`)).rejects.toEqual(unauthorized)
  await expect(authenticate(world, `Bearer ${pair.accessToken}`)).rejects.toEqual(unauthorized)
  await expect(refreshTokens(world, pair.refreshToken.open())).rejects.toEqual(unauthorized)
  await expect(logIn(world, secret.text)).rejects.toEqual(unauthorized)
  expect(
    await deleteApiSecret(world, merchant.storeId, secret.apiSecretId, systemActor(merchant.merchantId)),
  ).toBe(false)
})

test('a secret of one day fails after one day, and so do its tokens', async () => {
  const secret = await issue(await makeMerchant(world.database), 1)
  world.clock.advance(day - minute)
  const pair = await logIn(world, secret.text)

  world.clock.advance(minute)

  await expect(authenticate(world, `PortOne ${secret.text}`)).rejects.toEqual(unauthorized)
  await expect(authenticate(world, `Bearer ${pair.accessToken}`)).rejects.toEqual(unauthorized)
  await expect(refreshTokens(world, pair.refreshToken.open())).rejects.toEqual(unauthorized)
})

test('a secret with its store exchanged for another store opens nothing', async () => {
  const mine = await makeMerchant(world.database)
  const other = await makeMerchant(world.database)
  const [secret, foreign] = [await issue(mine), await issue(other)]
  const mixed = secret.text.slice(0, 8) + foreign.text.slice(8, 30) + secret.text.slice(30)

  await expect(authenticate(world, `PortOne ${mixed}`)).rejects.toEqual(unauthorized)
})

test('one store can neither see nor delete the secrets of another', async () => {
  const mine = await makeMerchant(world.database)
  const other = await makeMerchant(world.database)
  const secret = await issue(mine)

  expect(await deleteApiSecret(world, other.storeId, secret.apiSecretId, systemActor(other.merchantId))).toBe(
    false,
  )
  expect(await listApiSecrets(world, other.storeId)).toEqual([])
  await expect(authenticate(world, `PortOne ${secret.text}`)).resolves.toMatchObject({
    homeStoreId: mine.storeId,
  })
})

test('a refresh token works once: replayed, it is refused, and the new one still works', async () => {
  const secret = await issue(await makeMerchant(world.database))
  const first = (await logIn(world, secret.text)).refreshToken.open()

  const second = (await refreshTokens(world, first)).refreshToken.open()

  await expect(refreshTokens(world, first)).rejects.toEqual(unauthorized)
  await expect(refreshTokens(world, second)).resolves.toHaveProperty('accessToken')
})

test('a new login kills the earlier refresh token, but not the earlier access token', async () => {
  const secret = await issue(await makeMerchant(world.database))
  const earlier = await logIn(world, secret.text)

  await logIn(world, secret.text)

  await expect(refreshTokens(world, earlier.refreshToken.open())).rejects.toEqual(unauthorized)
  await expect(authenticate(world, `Bearer ${earlier.accessToken}`)).resolves.toHaveProperty('homeStoreId')
})

test('a refresh token dies after one day', async () => {
  const secret = await issue(await makeMerchant(world.database))
  const { refreshToken } = await logIn(world, secret.text)

  world.clock.advance(day)

  await expect(refreshTokens(world, refreshToken.open())).rejects.toEqual(unauthorized)
})

test('of many refreshes at the same time exactly one wins', async () => {
  const secret = await issue(await makeMerchant(world.database))
  const { refreshToken } = await logIn(world, secret.text)

  const outcomes = await Promise.allSettled(
    Array.from({ length: 16 }, () => refreshTokens(world, refreshToken.open())),
  )

  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
})

test('the time of last use is noted, and not again within a minute', async () => {
  const merchant = await makeMerchant(world.database)
  const secret = await issue(merchant)
  const lastUsedAt = async () => {
    await world.secretUse.settled()
    return (await listApiSecrets(world, merchant.storeId))[0]?.lastUsedAt
  }
  expect(await lastUsedAt()).toBeUndefined()

  await authenticate(world, `PortOne ${secret.text}`)
  const first = await lastUsedAt()
  world.clock.advance(30 * second)
  await authenticate(world, `PortOne ${secret.text}`)
  expect([first, await lastUsedAt()]).toEqual([first, first])
  world.clock.advance(31 * second)
  await authenticate(world, `PortOne ${secret.text}`)

  expect(await lastUsedAt()).toBe(world.clock.now().toISOString())
})

test('the login routes answer pairs, name the wrong field, and ignore the header', async () => {
  const secret = await issue(await makeMerchant(world.database))
  const app = createFace({ name: 'v2', log: world.log, render, bodies: 'json' })
  registerLoginRoutes({ app, describe: () => undefined }, world)
  const post = (url: string, payload: object) =>
    app.inject({ method: 'POST', url, payload, headers: { authorization: 'PortOne wrong' } })

  const login = await post('/login/api-secret', { apiSecret: secret.text })
  const refreshed = await post('/token/refresh', { refreshToken: login.json().refreshToken })

  expect([login.statusCode, refreshed.statusCode]).toEqual([200, 200])
  expect(Object.keys(refreshed.json()).sort()).toEqual(['accessToken', 'refreshToken'])
  expect(
    await post('/login/api-secret', { apiSecret: 1 }).then((answer) => [answer.statusCode, answer.body]),
  ).toEqual([400, expect.stringContaining('apiSecret')])
  expect(await post('/token/refresh', {}).then((answer) => [answer.statusCode, answer.body])).toEqual([
    400,
    expect.stringContaining('refreshToken'),
  ])
  for (const apiSecret of ['nonsense', 'naru_sk_%00', login.json().refreshToken]) {
    const answer = await post('/login/api-secret', { apiSecret })
    expect([answer.statusCode, answer.json().type]).toEqual([401, 'UNAUTHORIZED'])
  }
  await app.close()
})

test('V1 code and key are unique, the secret reads back, and a re-issue ends the former one at once', async () => {
  const merchant = await makeMerchant(world.database)
  const created = await createV1Credential(world.database, world.vault, world.random, {
    merchantId: merchant.merchantId,
    now: world.clock.now(),
  })
  const old = { restKey: created.restKey, restSecret: created.restSecret.open() }
  expect((await readV1Credential(world, merchant.merchantId))?.restSecret.open()).toBe(old.restSecret)
  expect((await issueV1Token(world, old))?.merchantId).toBe(merchant.merchantId)

  const reissued = await reissueV1Secret(world, merchant.merchantId, systemActor(merchant.merchantId))

  expect(reissued).toMatchObject({ userCode: created.userCode, restKey: created.restKey })
  expect((await issueV1Token(world, old))?.merchantId).toBeUndefined()
  expect(
    (await issueV1Token(world, { ...old, restSecret: reissued?.restSecret.open() ?? '' }))?.merchantId,
  ).toBe(merchant.merchantId)
  expect(await issueV1Token(world, { ...old, restKey: created.userCode })).toBeUndefined()
})

test('a V1 code that is taken is no error, even inside the transaction that makes the merchant', async () => {
  const taken = await makeMerchant(world.database)
  const merchant = await makeMerchant(world.database)
  const now = world.clock.now()
  let calls = 0
  // The first code and the first key collide; after that chance is real.
  const random = { ...world.random, fraction: () => ((calls += 1) <= 48 ? 0.5 : world.random.fraction()) }
  await createV1Credential(
    world.database,
    world.vault,
    { ...random, fraction: () => 0.5 },
    { merchantId: taken.merchantId, now },
  )

  const created = await world.database.transaction((transaction) =>
    createV1Credential(transaction, world.vault, random, { merchantId: merchant.merchantId, now }),
  )

  expect((await readV1Credential(world, merchant.merchantId))?.userCode).toBe(created.userCode)
  expect((await readV1Credential(world, taken.merchantId))?.userCode).not.toBe(created.userCode)
})

// Goal: whoever reads the database, the log or any answer but the one of the issue learns no secret.
test('no secret stands in any row, any log line or any later answer', async () => {
  const merchant = await makeMerchant(world.database)
  await createV1Credential(world.database, world.vault, world.random, {
    merchantId: merchant.merchantId,
    now: world.clock.now(),
  })
  const guard: CredentialGuard = {
    store: (_request, storeId) =>
      Promise.resolve({
        userId: 'user-1',
        email: 'owner@shop.example',
        address: '192.0.2.1',
        merchantId: merchant.merchantId,
        storeId,
      }),
  }
  const app = createFace({ name: 'console', log: world.log, render, bodies: 'json' })
  registerCredentialRoutes(app, guard, world)
  registerLoginRoutes({ app, describe: () => undefined }, world)
  const base = `/console/api/stores/${merchant.storeId}`

  const issued = await app.inject({
    method: 'POST',
    url: `${base}/api-secrets`,
    payload: { name: '이름', expirationDays: 30 },
  })
  const apiSecret: string = issued.json().secret
  const { apiSecretId, lastFour } = issued.json().info
  const pair = (await app.inject({ method: 'POST', url: '/login/api-secret', payload: { apiSecret } })).json()
  const v1Secret: string = (await app.inject({ url: `${base}/v1-credential` })).json().restSecret
  const later = [
    await app.inject({ url: `${base}/api-secrets` }),
    await app.inject({ method: 'POST', url: '/login/api-secret', payload: { apiSecret: [apiSecret] } }),
    await app.inject({
      method: 'POST',
      url: '/token/refresh',
      payload: { refreshToken: `${pair.refreshToken}x` },
    }),
    await app.inject({ method: 'DELETE', url: `${base}/api-secrets/${apiSecretId}` }),
    await app.inject({ method: 'DELETE', url: `${base}/api-secrets/${apiSecretId}` }),
    await app.inject({ method: 'DELETE', url: `${base}/api-secrets/%00` }),
  ]

  expect(issued.headers['cache-control']).toBe('no-store')
  expect(lastFour).toBe(apiSecret.slice(-4))
  expect(later.map((answer) => answer.statusCode)).toEqual([200, 400, 401, 200, 404, 404])
  const everything = [
    await wholeDatabase(world.database),
    world.logText(),
    ...later.map((answer) => answer.body),
  ].join('\n')
  expect(
    [apiSecret, apiSecret.slice(30), pair.refreshToken, pair.accessToken, v1Secret].filter((canary) =>
      everything.includes(canary),
    ),
  ).toEqual([])
  await app.close()
})
