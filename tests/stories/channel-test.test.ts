import type { Gateway, GatewayContext, ProbeAnswer } from '@naru/gateways'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { demoGateway } from '@naru/server/channel/form-samples.test-support'
import { openChannelWorld, type ChannelWorld } from './channel-world.ts'
import { makeMerchant } from './credential-world.ts'

const secretKey = 'own-secret-canary-77aa'
let answer: ProbeAnswer | Error
let asked: GatewayContext | undefined
const opens = { begin: () => Promise.reject(new Error()) }
const probed: Gateway = {
  ...demoGateway,
  ...opens,
  probe: (context) => {
    asked = context
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  },
}

let world: ChannelWorld
let app: FastifyInstance
let storeId: string
let base: string

beforeAll(async () => {
  world = await openChannelWorld(inject('adminDatabaseUrl'), [probed])
})
afterAll(() => world.close())
beforeEach(async () => {
  storeId = (await makeMerchant(world.database)).storeId
  base = `/console/api/stores/${storeId}/channels`
  app = world.serve(world.deps)
})
afterEach(() => app.close())

async function save(change: object = {}): Promise<string> {
  const body = {
    mode: 'TEST',
    pg: 'sample',
    module: 'sample_v2',
    name: '내 채널',
    credentials: { mid: 'own_1', clientKey: 'client_1', secretKey },
    ...change,
  }
  return (await app.inject({ method: 'POST', url: base, payload: body })).json().channelKey
}

async function testOf(channelKey: string, face = app) {
  const response = await face.inject({ method: 'POST', url: `${base}/${channelKey}/test` })
  return { status: response.statusCode, ...response.json() }
}

test('a PG that knows the signer makes the channel accepted, and the fields it proved are named', async () => {
  answer = { kind: 'accepted', checked: ['secretKey'], pgCode: 'NOT_FOUND', pgMessage: '거래 없음' }

  const result = await testOf(await save())

  expect(result).toMatchObject({
    status: 200,
    kind: 'ACCEPTED',
    environment: 'sandbox',
    checked: [{ key: 'secretKey' }],
    pgCode: 'NOT_FOUND',
  })
  expect(result.messageKo).toContain('secretKey')
  expect(asked?.credentials['secretKey']).toBe(secretKey)
})

test.each([
  ['REFUSED', { kind: 'refused', checked: ['secretKey'], pgCode: 'UNAUTHORIZED', pgMessage: 'x' }],
  ['UNCLEAR', { kind: 'unclear', checked: ['secretKey'], pgCode: 'BUSY', pgMessage: 'x' }],
  ['NO_ANSWER', { kind: 'silent', reason: 'reset' }],
  ['NO_ANSWER', new Error('a connector that breaks')],
] as const)('the outcome %s is told apart from the others', async (kind, given) => {
  answer = given

  expect(await testOf(await save())).toMatchObject({ status: 200, kind })
})

test('a PG that quotes the key does not bring it into the answer, the log or the audit', async () => {
  answer = { kind: 'refused', checked: ['secretKey'], pgCode: secretKey, pgMessage: `bad key ${secretKey}!` }

  const result = await testOf(await save())

  expect(result.pgMessage).toBe('bad key [secret]!')
  expect(JSON.stringify(result)).not.toContain('canary')
  expect(world.logText()).not.toContain('canary')
})

test('a module without a connector, and one without a public wire, say so instead of asking anybody', async () => {
  asked = undefined
  const live = await save({ mode: 'LIVE', module: 'sample_old', name: '실연동' })
  const face = world.serve({ ...world.deps, gateways: [demoGateway] })

  expect(await testOf(live)).toMatchObject({ status: 200, kind: 'NO_PUBLIC_WIRE', checked: [] })
  expect(await testOf(await save(), face)).toMatchObject({ status: 200, kind: 'NO_CONNECTOR', checked: [] })
  expect(asked).toBeUndefined()
  await face.close()
})

test('a test is no use of the channel, and a deleted channel or that of another store is not tested', async () => {
  answer = { kind: 'silent', reason: 'reset' }
  const channelKey = await save()
  await testOf(channelKey)
  await world.deps.channelUse.settled()
  const other = (await makeMerchant(world.database)).storeId

  expect((await app.inject({ url: `${base}/${channelKey}` })).json().lastUsedAt).toBeUndefined()
  const foreign = await app.inject({
    method: 'POST',
    url: `/console/api/stores/${other}/channels/${channelKey}/test`,
  })
  await app.inject({ method: 'DELETE', url: `${base}/${channelKey}` })
  expect([foreign.statusCode, (await testOf(channelKey)).status]).toEqual([404, 404])
})
