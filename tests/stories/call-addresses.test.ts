import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { registerCallAddressRoutes } from '@naru/server/call-address/console-routes'
import { createVault } from '@naru/server/foundation/sealing'
import { openDatabase, sql } from '@naru/server/foundation/database'
import { createFace } from '@naru/server/foundation/http/face'
import { createV1Credential } from '@naru/server/credential/create-v1-credential'
import { reissueV1Secret } from '@naru/server/credential/read-v1-credential'
import { issueV1Token } from '@naru/server/credential/issue-v1-token'
import { createV1Face } from '@naru/server/v1-face'
import { systemActor } from '@naru/server/audit/audit-log'
import { makeMerchant, openCredentialWorld, type CredentialWorld } from './credential-world.ts'

let world: CredentialWorld
let console: FastifyInstance
let v1: ReturnType<typeof createV1Face>
let merchantId: string
let other: string

beforeAll(async () => {
  world = await openCredentialWorld(inject('adminDatabaseUrl'))
  console = createFace({
    name: 'console',
    log: world.log,
    bodies: 'json',
    render: (refusal) => ({
      status: refusal.entry.httpStatus,
      body: { type: refusal.type, ...refusal.members },
    }),
  })
  const guard = {
    merchant: (request: { ip: string }) =>
      Promise.resolve({
        userId: 'u',
        email: 'dev@shop.example',
        merchantId,
        role: 'DEV' as const,
        address: request.ip,
      }),
  }
  registerCallAddressRoutes(console, guard, world)
  v1 = openV1(world.database)
})
afterAll(async () => {
  await console.close()
  await v1.app.close()
  await world.close()
})
beforeEach(async () => {
  merchantId = await makeV1Merchant()
  other = await makeV1Merchant()
})

const tokens = new Map<string, string>()

async function makeV1Merchant(): Promise<string> {
  const { merchantId: id } = await makeMerchant(world.database)
  const now = world.clock.now()
  const v1Credential = await createV1Credential(world.database, world.vault, world.random, {
    merchantId: id,
    now,
  })
  const issued = await issueV1Token(world, {
    restKey: v1Credential.restKey,
    restSecret: v1Credential.restSecret.open(),
  })
  tokens.set(id, issued?.token.open() ?? '')
  return id
}

function openV1(database: CredentialWorld['database']) {
  const face = createV1Face({ ...world, database }, false)
  face.route('GET', '/banks', () => Promise.resolve({ response: {} }))
  return face
}

const path = '/console/api/call-addresses'
const office = { cidr: '203.0.113.0/24', memo: '사무실' }

async function save(body: object, remoteAddress = '203.0.113.9') {
  const answer = await console.inject({ method: 'PUT', url: path, payload: body, remoteAddress })
  return { status: answer.statusCode, body: answer.json() }
}

async function call(remoteAddress: string, as = merchantId) {
  const headers = { authorization: tokens.get(as) ?? '' }
  const answer = await v1.app.inject({ url: '/banks', headers, remoteAddress })
  return { status: answer.statusCode, body: answer.json() }
}

test('a merchant without rules is called from everywhere', async () => {
  expect((await call('198.51.100.1')).status).toBe(200)
  expect((await console.inject({ url: path, remoteAddress: '203.0.113.9' })).json()).toEqual({
    isEnforced: false,
    rules: [],
    rowVersion: 0,
    presentAddress: '203.0.113.9',
  })
})

test('once the list is on, only its addresses get through; the others hear it in the words of V1', async () => {
  await save({ isEnforced: true, rules: [office, { cidr: '2001:db8::7', memo: '' }], rowVersion: 0 })

  expect((await call('203.0.113.200')).status).toBe(200)
  expect((await call('::ffff:203.0.113.200')).status).toBe(200)
  expect((await call('2001:db8::7')).status).toBe(200)
  const refused = await call('198.51.100.1')
  expect(refused.status).toBe(403)
  expect(refused.body).toMatchObject({ code: -1, response: null })
  expect(refused.body.message).toContain('198.51.100.1')
  expect((await call('198.51.100.1', other)).status).toBe(200)
})

test('a changed rule holds from the very next call on, on another replica too', async () => {
  await save({ isEnforced: true, rules: [office], rowVersion: 0 })
  const replica = openDatabase(world.url, 1)
  const elsewhere = openV1(replica)
  const headers = { authorization: tokens.get(merchantId) ?? '' }
  const status = async () =>
    (await elsewhere.app.inject({ url: '/banks', headers, remoteAddress: '203.0.113.5' })).statusCode
  const before = await status()
  await save({ isEnforced: true, rules: [{ cidr: '203.0.113.9', memo: '' }], rowVersion: 1 })
  const after = await status()
  await elsewhere.app.close()
  await replica.close()

  expect([before, after]).toEqual([200, 403])
})

test('switched off, the rules are kept and refuse nobody', async () => {
  await save({ isEnforced: true, rules: [office], rowVersion: 0 })
  const off = await save({ isEnforced: false, rules: [office], rowVersion: 1 })

  expect(off.body).toMatchObject({ isEnforced: false, rules: [office], rowVersion: 2 })
  expect((await call('198.51.100.1')).status).toBe(200)
})

test('whoever would lock his own address out is warned first, and may insist', async () => {
  const body = { isEnforced: true, rules: [office], rowVersion: 0 }
  const warned = await save(body, '198.51.100.1')

  expect(warned).toMatchObject({
    status: 409,
    body: { type: 'PresentAddressLockedOutError', address: '198.51.100.1' },
  })
  expect((await call('198.51.100.1')).status).toBe(200)
  expect((await save({ ...body, acceptsLockOut: true }, '198.51.100.1')).status).toBe(200)
  expect((await call('198.51.100.1')).status).toBe(403)
})

test('wrong rules are refused each at its own field, and nothing is saved', async () => {
  const answer = await save({
    isEnforced: true,
    rules: [
      office,
      { cidr: '1.1.1.1/33', memo: '' },
      { cidr: '203.0.113.0/24' },
      { cidr: '::1', memo: 'x'.repeat(101) },
    ],
    rowVersion: 0,
  })

  expect(answer.status).toBe(422)
  expect(Object.keys(answer.body.fields)).toEqual(['rules.1.cidr', 'rules.2.cidr', 'rules.3.memo'])
  expect((await save({ isEnforced: true, rules: [], rowVersion: 0 })).body.fields).toHaveProperty('rules')
  expect((await call('198.51.100.1')).status).toBe(200)
})

test.each([
  [null],
  ['text'],
  [{ rules: 'x' }],
  [{ rules: [null, 7], rowVersion: 0 }],
  [{ rules: [], rowVersion: 1e12 }],
])('a body that no form sends is refused: %j', async (body) => {
  const answer = await console.inject({
    method: 'PUT',
    url: path,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  })
  expect(answer.statusCode).toBe(422)
})

test('of two people who save at once one is told to reload, and the log has one entry', async () => {
  const body = { isEnforced: false, rules: [office], rowVersion: 0 }
  const outcomes = await Promise.all([save(body), save(body)])

  expect(outcomes.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const rows = await world.database.query<{ action: string; after: string }>(
    sql('', `select action, after from audit_entry where merchant_id = $1`),
    [merchantId],
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ action: 'call-address.update' })
})

// Goal: no replica may keep a digest, a credential or a merchant in memory that lets the former secret through.
test('a re-issued V1 secret ends the former one at once on every replica, and the log names who did it', async () => {
  merchantId = (await makeMerchant(world.database)).merchantId
  const created = await createV1Credential(world.database, world.vault, world.random, {
    merchantId,
    now: world.clock.now(),
  })
  const old = { restKey: created.restKey, restSecret: created.restSecret.open() }
  const replicas = [openDatabase(world.url, 1), openDatabase(world.url, 1)]
  const check = (given: typeof old) =>
    Promise.all(
      replicas.map(async (database) => (await issueV1Token({ ...world, database }, given))?.merchantId),
    )
  expect(await check(old)).toEqual([merchantId, merchantId])

  const vault = createVault(world.database, world.random, Buffer.alloc(32, 9))
  const fresh = await reissueV1Secret({ ...world, vault }, merchantId, systemActor(merchantId))
  const afterwards = await check(old)
  const now = await check({ ...old, restSecret: fresh?.restSecret.open() ?? '' })
  await Promise.all(replicas.map((database) => database.close()))

  expect(afterwards).toEqual([undefined, undefined])
  expect(now).toEqual([merchantId, merchantId])
  const rows = await world.database.query<{ text: string }>(
    sql(
      '',
      `select e::text as text from audit_entry e where merchant_id = $1 and action = 'v1-secret.reissue'`,
    ),
    [merchantId],
  )
  expect(rows).toHaveLength(1)
  expect(rows[0]?.text).not.toContain(fresh?.restSecret.open())
})
