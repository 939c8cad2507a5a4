import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { systemActor } from '@naru/server/audit/audit-log'
import { callAddressGate } from '@naru/server/call-address/check-call-address'
import { createV1Credential } from '@naru/server/credential/create-v1-credential'
import { issueV1Token } from '@naru/server/credential/issue-v1-token'
import { reissueV1Secret } from '@naru/server/credential/read-v1-credential'
import { registerV1TokenRoutes } from '@naru/server/credential/v1-routes'
import { minute, second } from '@naru/server/foundation/clock'
import { openDatabase, sql } from '@naru/server/foundation/database'
import { createV1Face } from '@naru/server/v1-face'
import { makeMerchant, openCredentialWorld, wholeDatabase, type CredentialWorld } from './credential-world.ts'

// Goal: programs written for V1 get their token in every way that the published clients ask for it, and a re-issued
// secret ends it on the very next call.
let world: CredentialWorld
let v1: ReturnType<typeof openFace>
let merchant: Awaited<ReturnType<typeof makeV1Merchant>>

beforeAll(async () => {
  world = await openCredentialWorld(inject('adminDatabaseUrl'))
  v1 = openFace()
})
afterAll(async () => {
  await v1.app.close()
  await world.close()
})
beforeEach(async () => {
  merchant = await makeV1Merchant()
})

function openFace(database = world.database) {
  const face = createV1Face({ ...world, database }, false)
  registerV1TokenRoutes(face, { ...world, database }, callAddressGate)
  face.route('GET', '/banks', ({ caller }) => Promise.resolve({ response: caller }))
  return face
}

async function makeV1Merchant() {
  const made = await makeMerchant(world.database)
  const credential = await createV1Credential(world.database, world.vault, world.random, {
    merchantId: made.merchantId,
    now: world.clock.now(),
  })
  return { ...made, imp_key: credential.restKey, imp_secret: credential.restSecret.open() }
}

type Keys = { imp_key: string; imp_secret: string }

async function getToken(keys: Keys = merchant) {
  const { imp_key, imp_secret } = keys
  const answer = await v1.app.inject({
    method: 'POST',
    url: '/users/getToken',
    payload: { imp_key, imp_secret },
  })
  return { status: answer.statusCode, ...answer.json() }
}

async function use(headers: Record<string, string>, url = '/banks', face = v1) {
  const answer = await face.app.inject({ url, headers })
  return { status: answer.statusCode, ...answer.json() }
}

test('a token is 40 hexadecimal characters that live exactly 30 minutes, in an envelope with code 0', async () => {
  const answer = await getToken()

  const now = world.clock.now().getTime() / 1_000
  expect(answer).toEqual({
    status: 200,
    code: 0,
    message: null,
    response: {
      access_token: expect.stringMatching(/^[0-9a-f]{40}$/),
      now,
      expired_at: now + 1_800,
    },
  })
})

test('asked again while it lives everybody gets the same token; in its last minute, five minutes more', async () => {
  const first = (await getToken()).response
  world.clock.advance(29 * minute)
  const second_ = (await getToken()).response
  world.clock.advance(second)
  const [third, fourth] = await Promise.all([getToken(), getToken()])

  expect(second_).toMatchObject({ access_token: first.access_token, expired_at: first.expired_at })
  expect(third.response).toMatchObject({
    access_token: first.access_token,
    expired_at: first.expired_at + 300,
  })
  expect(fourth.response).toMatchObject({
    access_token: first.access_token,
    expired_at: first.expired_at + 300,
  })
  world.clock.advance(6 * minute)
  expect((await use({ authorization: first.access_token })).status).toBe(401)
  expect((await getToken()).response.access_token).not.toBe(first.access_token)
})

test('twenty servers that ask at the same moment hold one and the same token', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => getToken()))

  const tokens = new Set(answers.map(({ response }) => response.access_token))
  expect(tokens.size).toBe(1)
  expect((await use({ authorization: [...tokens][0] ?? '' })).status).toBe(200)
})

test('every way in which a published client writes the token is understood', async () => {
  const token: string = (await getToken()).response.access_token

  for (const headers of [
    { authorization: token },
    { authorization: `Bearer ${token}` },
    { authorization: `bearer  ${token}` },
    { authorization: `Basic ${token}` },
    { 'x-imptokenheader': token },
  ])
    expect(await use(headers)).toMatchObject({ status: 200, code: 0 })
  expect((await use({}, `/banks?_token=${token}`)).status).toBe(200)
  expect((await use({ authorization: token }, '/banks/')).status).toBe(200)
})

test.each([
  ['application/json', (keys: Keys) => JSON.stringify(keys)],
  ['application/json; charset=utf-8', (keys: Keys) => JSON.stringify(keys)],
  ['application/x-www-form-urlencoded', (keys: Keys) => new URLSearchParams(keys).toString()],
  [
    'application/x-www-form-urlencoded',
    (keys: Keys) => `imp_key=${keys.imp_key}& imp_secret=${keys.imp_secret}`,
  ],
])('a body in %s is read', async (type, write) => {
  const { imp_key, imp_secret } = merchant
  const answer = await v1.app.inject({
    method: 'POST',
    url: '/users/getToken/',
    headers: { 'content-type': type, tier: 'ABC' },
    payload: write({ imp_key, imp_secret }),
  })

  expect(answer.json()).toMatchObject({ code: 0 })
})

test('a wrong key, a wrong secret and a wrong token all answer the one word that clients compare', async () => {
  const refused = { status: 401, code: -1, message: 'Unauthorized', response: null }

  expect(await getToken({ ...merchant, imp_secret: 'x' })).toEqual(refused)
  expect(await getToken({ ...merchant, imp_key: '1'.repeat(16) })).toEqual(refused)
  expect(await getToken({ ...merchant, imp_key: `0 or 1=1` })).toEqual(refused)
  for (const authorization of ['', 'x', '0'.repeat(40), 'Bearer', 'PortOne naru_sk_x'])
    expect(await use({ authorization })).toEqual(refused)
})

test('a re-issued secret: the next call with the former one, and with its token, is refused on every replica', async () => {
  const { response } = await getToken()
  const replica = openDatabase(world.url, 1)
  const elsewhere = openFace(replica)
  expect((await use({ authorization: response.access_token }, '/banks', elsewhere)).status).toBe(200)

  const fresh = await reissueV1Secret(world, merchant.merchantId, systemActor(merchant.merchantId))

  expect((await use({ authorization: response.access_token }, '/banks', elsewhere)).status).toBe(401)
  expect((await use({ authorization: response.access_token })).status).toBe(401)
  expect((await getToken()).status).toBe(401)
  const again = await getToken({ ...merchant, imp_secret: fresh?.restSecret.open() ?? '' })
  expect(again.response.access_token).not.toBe(response.access_token)
  expect((await use({ authorization: again.response.access_token }, '/banks', elsewhere)).status).toBe(200)
  await elsewhere.app.close()
  await replica.close()
})

test('a secret that is re-issued while a token is being asked for leaves no token of the former one', async () => {
  const keys = { ...merchant }
  const statuses: number[] = []
  for (let round = 0; round < 8; round += 1) {
    const [asked, fresh] = await Promise.all([
      issueV1Token(world, { restKey: keys.imp_key, restSecret: keys.imp_secret }),
      reissueV1Secret(world, merchant.merchantId, systemActor(merchant.merchantId)),
    ])
    statuses.push((await use({ authorization: asked?.token.open() ?? '' })).status)
    keys.imp_secret = fresh?.restSecret.open() ?? ''
  }

  expect(statuses).toEqual(statuses.map(() => 401))
})

test('the Tier header chooses the sub-store; an unknown tier, and that of somebody else, answer 404', async () => {
  const other = await makeV1Merchant()
  const setTier = sql('', `update store set tier_code = $2 where store_id = $1`)
  await world.database.query(setTier, [merchant.subStoreId, 'A1B'])
  await world.database.query(setTier, [other.subStoreId, 'ZZZ'])
  const authorization: string = (await getToken()).response.access_token

  expect((await use({ authorization })).response).toEqual({
    merchantId: merchant.merchantId,
    storeId: merchant.storeId,
  })
  expect((await use({ authorization, tier: 'A1B' })).response.storeId).toBe(merchant.subStoreId)
  for (const tier of ['ZZZ', 'a1b', "A'B", 'ABCD'])
    expect(await use({ authorization, tier })).toMatchObject({ status: 404, code: -1, response: null })
})

test('a merchant that allows one network only gives no token to a call from elsewhere', async () => {
  await world.database.query(
    sql('', `insert into call_address values ($1, true, '[{"cidr":"203.0.113.0/24","memo":""}]', 1, now())`),
    [merchant.merchantId],
  )
  const ask = async (remoteAddress: string) => {
    const { imp_key, imp_secret } = merchant
    const payload = { imp_key, imp_secret }
    return (await v1.app.inject({ method: 'POST', url: '/users/getToken', payload, remoteAddress }))
      .statusCode
  }

  expect([await ask('203.0.113.9'), await ask('198.51.100.1')]).toEqual([200, 403])
})

test('tokens and secrets stand nowhere in the database and the log', async () => {
  const { response } = await getToken()
  const everything = (await wholeDatabase(world.database)) + world.logText()

  expect(everything).not.toContain(response.access_token)
  expect(everything).not.toContain(merchant.imp_secret)
})
