import { createServer } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import type { Gateway } from '@naru/gateways'
import type { ChannelAuthor, ChannelDependencies } from '@naru/server/channel/channel-dependencies'
import { holdChannels } from '@naru/server/channel/channel-store'
import { deleteChannel } from '@naru/server/channel/delete-channel'
import { demoGateway } from '@naru/server/channel/form-samples.test-support'
import { sql } from '@naru/server/foundation/database'
import { openChannel } from '@naru/server/channel/open-channel'
import { createPgNetwork } from '@naru/server/channel/pg-network'
import { registerChannelsAtSimulator } from '@naru/server/channel/register-at-simulator'
import { openChannelWorld, owner, type ChannelWorld } from './channel-world.ts'
import { makeMerchant, wholeDatabase } from './credential-world.ts'

const ownSecret = 'own-secret-canary-5e1f'
const sharedSecret = 'shared-secret-canary'

let world: ChannelWorld
let deps: ChannelDependencies
let app: FastifyInstance
let base: string
let storeId: string
let author: ChannelAuthor

beforeAll(async () => {
  world = await openChannelWorld(inject('adminDatabaseUrl'), [demoGateway])
  deps = world.deps
})
afterAll(() => world.close())
beforeEach(async () => {
  const merchant = await makeMerchant(world.database)
  storeId = merchant.storeId
  author = { storeId, actor: { ...owner, merchantId: merchant.merchantId } }
  base = `/console/api/stores/${storeId}/channels`
  app = world.serve(deps)
})
afterEach(() => app.close())

const own = {
  mode: 'TEST',
  pg: 'sample',
  module: 'sample_v2',
  name: '내 채널',
  attribute: 'PAYMENT',
  taxType: 'UNSET',
  manualConfirm: false,
  credentials: { mid: 'own_1', clientKey: 'client_1', secretKey: ownSecret },
}
const shared = { ...own, name: '공용 채널', sharedTestMid: 'shared_1', credentials: {} }

async function create(body: object) {
  const answer = await app.inject({ method: 'POST', url: base, payload: body })
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)])
  return answer.json()
}

test('a saved channel can be used at once, with the credentials that were entered', async () => {
  const view = await create(own)

  const channel = await openChannel(deps, storeId, view.channelKey)

  expect(view.channelKey).toMatch(/^channel-key-[0-9a-f-]{36}$/)
  expect(view.notifyUrl).toBe(`http://localhost:4003/pg/sample/notify/${storeId}/${view.channelKey}`)
  expect(channel).toMatchObject({
    mode: 'TEST',
    pgMerchantId: 'own_1',
    pgProvider: 'SAMPLE_V2',
    channelId: view.channelId,
  })
  expect(channel?.context()).toMatchObject({ credentials: own.credentials, environment: { kind: 'sandbox' } })
})

test('the console sees plain fields, of a secret only that it is set, and of a shared MID the MID alone', async () => {
  expect((await create(own)).credentials).toEqual({
    mid: { isSet: true, value: 'own_1' },
    clientKey: { isSet: true, value: 'client_1' },
    secretKey: { isSet: true },
  })
  expect(await create(shared)).toMatchObject({
    usesSharedTestMid: true,
    credentials: {
      mid: { isSet: true, value: 'shared_1' },
      clientKey: { isSet: true },
      secretKey: { isSet: true },
    },
  })
})

test('an edit keeps the key, changes the id, and keeps a secret that was left blank', async () => {
  const before = await create(own)
  const edit = {
    name: '새 이름',
    taxType: 'TAXABLE',
    manualConfirm: false,
    credentials: { clientKey: 'client_2', secretKey: '' },
    rowVersion: before.rowVersion,
  }

  const answer = await app.inject({ method: 'PATCH', url: `${base}/${before.channelKey}`, payload: edit })

  expect(answer.json()).toMatchObject({
    name: '새 이름',
    taxType: 'TAXABLE',
    channelKey: before.channelKey,
    rowVersion: 2,
  })
  expect(answer.json().channelId).not.toBe(before.channelId)
  const channel = await openChannel(deps, storeId, before.channelKey)
  expect(channel?.context().credentials).toEqual({
    mid: 'own_1',
    clientKey: 'client_2',
    secretKey: ownSecret,
  })
})

test('of two edits of the same version one wins and the other is told to reload', async () => {
  const { channelKey, rowVersion } = await create(own)
  const edit = (name: string) =>
    app.inject({
      method: 'PATCH',
      url: `${base}/${channelKey}`,
      payload: { name, taxType: 'UNSET', manualConfirm: false, credentials: {}, rowVersion },
    })

  const answers = await Promise.all([edit('하나'), edit('둘')])

  expect(answers.map((answer) => answer.statusCode).toSorted((left, right) => left - right)).toEqual([
    200, 409,
  ])
  expect(answers.find((answer) => answer.statusCode === 409)?.json().type).toBe('StaleVersionError')
})

// Goal: an approval whose answer was lost is looked up with the channel's credentials; under another MID the PG would deny it.
test('the merchant id of a channel cannot be changed', async () => {
  const { channelKey, rowVersion } = await create(own)

  const answer = await app.inject({
    method: 'PATCH',
    url: `${base}/${channelKey}`,
    payload: {
      name: '내 채널',
      taxType: 'UNSET',
      manualConfirm: false,
      credentials: { mid: 'own_2' },
      rowVersion,
    },
  })

  expect([answer.statusCode, Object.keys(answer.json().fields)]).toEqual([422, ['pgMerchantId']])
})

test('a name twice and a module with the same MID twice are refused under their field', async () => {
  await create(own)
  const post = async (body: object) => {
    const answer = await app.inject({ method: 'POST', url: base, payload: body })
    return [answer.statusCode, answer.json().type, Object.keys(answer.json().fields)]
  }

  expect(await post({ ...own, credentials: { ...own.credentials, mid: 'own_2' } })).toEqual([
    409,
    'ChannelDuplicateNameError',
    ['name'],
  ])
  expect(await post({ ...own, name: '다른 이름' })).toEqual([409, 'DuplicateChannelError', ['pgMerchantId']])
  expect(
    await post({
      ...own,
      mode: 'LIVE',
      name: '실연동',
      credentials: { ...own.credentials, mid: 'shared_1' },
    }),
  ).toEqual([422, 'NotAllowedPgMerchantIdError', ['pgMerchantId']])
})

test('one shared MID serves several modules, and live and test hold the same own MID', async () => {
  await create(shared)
  await create({ ...shared, name: '구모듈', module: 'sample_old' })
  await create(own)
  await create({ ...own, mode: 'LIVE', name: '실연동' })

  const list = await app.inject({ url: `${base}?mode=TEST` })

  expect(list.json().items).toHaveLength(3)
})

test('a deleted channel takes no new payment, frees its name, and still serves the payments it had', async () => {
  const { channelKey } = await create(own)

  const answer = await app.inject({ method: 'DELETE', url: `${base}/${channelKey}` })

  expect(answer.statusCode).toBe(200)
  expect(await openChannel(deps, storeId, channelKey)).toBeUndefined()
  expect(
    (await openChannel(deps, storeId, channelKey, { includeDeleted: true }))?.context().credentials,
  ).toEqual(own.credentials)
  expect((await app.inject({ method: 'DELETE', url: `${base}/${channelKey}` })).statusCode).toBe(404)
  expect((await create(own)).channelKey).not.toBe(channelKey)
})

test('a channel in use is kept, and the answer names its users', async () => {
  const { channelKey } = await create(own)
  const uses = [
    { kind: 'CHANNEL_GROUP', id: 'channel-group-test-1', name: '주 결제' },
    { kind: 'VIRTUAL_ACCOUNT', id: 'order-1', name: 'order-1' },
  ] as const
  const remove = async (channelUses: ChannelDependencies['channelUses']) => {
    const face = world.serve({ ...deps, channelUses })
    const answer = await face.inject({ method: 'DELETE', url: `${base}/${channelKey}` })
    await face.close()
    return { status: answer.statusCode, ...answer.json() }
  }

  expect(await remove([async () => [uses[0]], async () => [uses[1]]])).toMatchObject({
    status: 409,
    type: 'IncludedInChannelGroupError',
    uses,
  })
  expect(await remove([async () => [uses[1]]])).toMatchObject({ status: 409, type: 'ChannelInUseError' })
  expect(await openChannel(deps, storeId, channelKey)).toBeDefined()
  expect(
    await remove([async (_database, id, key) => (id === storeId && key === channelKey ? [] : uses)]),
  ).toEqual({ status: 200 })
})

// Goal: a group must never end up holding a channel that is gone.
test('who begins to use a channel and who deletes it cannot both win', async () => {
  const { channelKey } = await create(own)
  let arrived = (): void => undefined
  const isDeleting = new Promise<void>((resolve) => (arrived = resolve))
  let letGo = (): void => undefined
  const free = new Promise<void>((resolve) => (letGo = resolve))
  const noUse = async () => {
    arrived()
    await free
    return []
  }

  const removed = deleteChannel({ ...deps, channelUses: [noUse] }, author, channelKey)
  await isDeleting
  const held = world.database.transaction((transaction) => holdChannels(transaction, storeId, [channelKey]))
  letGo()

  expect((await removed).kind).toBe('deleted')
  expect(await held).toEqual([])
})

test('a channel of another store does not exist, whatever is asked of it', async () => {
  const { channelKey, rowVersion } = await create(own)
  const other = await makeMerchant(world.database)
  const url = `/console/api/stores/${other.storeId}/channels/${channelKey}`
  const edit = { name: 'x', taxType: 'UNSET', manualConfirm: false, credentials: {}, rowVersion }

  const answers = [
    await app.inject({ url }),
    await app.inject({ method: 'PATCH', url, payload: edit }),
    await app.inject({ method: 'DELETE', url }),
    await app.inject({ url: `${base}/%00` }),
  ]

  expect(answers.map((answer) => [answer.statusCode, answer.json().type])).toEqual(
    answers.map(() => [404, 'ChannelNotFoundError']),
  )
  expect(await openChannel(deps, other.storeId, channelKey)).toBeUndefined()
})

test('a module without a public wire may be saved, says so, and refuses every real payment', async () => {
  const view = await create({ ...own, mode: 'LIVE', name: '실연동', module: 'sample_old' })
  const test = await create({ ...own, module: 'sample_old' })
  const simulated = { ...deps, simulatorOrigin: 'http://localhost:4004' }
  const isUnspeakable = async (dependencies: ChannelDependencies, channelKey: string) =>
    (await openChannel(dependencies, storeId, channelKey))?.isUnspeakable

  expect(view).toMatchObject({
    state: 'NO_PUBLIC_WIRE',
    isSimulatorOnly: true,
    warnings: [{ field: 'mode' }],
  })
  expect(await isUnspeakable(deps, view.channelKey)).toBe(true)
  expect(await isUnspeakable(simulated, view.channelKey)).toBe(true)
  expect(await isUnspeakable(deps, test.channelKey)).toBe(true)
  expect(await isUnspeakable(simulated, test.channelKey)).toBe(false)
  const live = await openChannel(simulated, storeId, view.channelKey)
  expect(() => live?.context()).toThrow(/simulator only/)
})

test('a sealed credential copied into another channel does not open there', async () => {
  const [first, second] = [await create(own), await create(shared)]
  await world.database.query(
    {
      name: '',
      text: 'update channel set credentials_sealed = (select credentials_sealed from channel where channel_key = $1) where channel_key = $2',
    },
    [first.channelKey, second.channelKey],
  )

  await expect(openChannel(deps, storeId, second.channelKey)).rejects.toThrow(/authenticate/)
})

test('the simulator learns a channel when it is saved and again when the server starts', async () => {
  const received: { url: string; body: { mid: string; credentials: object; notifyUrl: string } }[] = []
  const simulator = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({ url: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString('utf8')) })
      response.end('{}')
    })
  })
  await new Promise<void>((resolve) => simulator.listen(0, '127.0.0.1', resolve))
  const address = simulator.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const simulated = { ...deps, simulatorOrigin: origin, network: createPgNetwork({ plainOrigins: [origin] }) }
  const face = world.serve(simulated)

  const view = (await face.inject({ method: 'POST', url: base, payload: own })).json()
  const onSave = received.splice(0)
  const known = await registerChannelsAtSimulator(simulated)

  const expected = {
    url: '/control/sample/merchants',
    body: { mid: 'own_1', credentials: own.credentials, notifyUrl: view.notifyUrl },
  }
  expect(onSave).toEqual([expected])
  expect(received).toContainEqual(expected)
  expect(known).toBe(received.length)
  await face.close()
  await simulated.network.close()
  await new Promise((resolve) => simulator.close(resolve))
})

test('a channel is saved even when no simulator answers', async () => {
  const origin = 'http://127.0.0.1:1'
  const simulated = { ...deps, simulatorOrigin: origin, network: createPgNetwork({ plainOrigins: [origin] }) }
  const face = world.serve(simulated)

  const answer = await face.inject({ method: 'POST', url: base, payload: own })

  expect(answer.statusCode).toBe(200)
  const unreached = () => world.logText().split('the simulator could not be reached').length - 1
  expect(unreached()).toBe(1)
  // A start without simulators does not wait for each channel in vain.
  expect(await registerChannelsAtSimulator(simulated)).toBe(0)
  expect(unreached()).toBe(2)
  await face.close()
  await simulated.network.close()
})

test('a channel of a module that this build does not know is listed but cannot be opened', async () => {
  const { channelKey } = await create(own)
  const none: readonly Gateway[] = []
  const face = world.serve({ ...deps, gateways: none })

  expect((await face.inject({ url: base })).json().items).toMatchObject([{ channelKey, credentials: {} }])
  expect(await openChannel({ ...deps, gateways: none }, storeId, channelKey)).toBeUndefined()
  await face.close()
})

// Goal: a PG secret leaves the server only towards the PG.
test('no PG secret stands in any row, any log line or any answer', async () => {
  const { channelKey, rowVersion } = await create(own)
  await create(shared)
  const answers = [
    await app.inject({ url: '/console/api/catalogue' }),
    await app.inject({ url: base }),
    await app.inject({ url: `${base}/${channelKey}` }),
    await app.inject({ method: 'POST', url: base, payload: own }),
    await app.inject({ method: 'POST', url: base, payload: { ...own, name: '!' } }),
    await app.inject({ method: 'PATCH', url: `${base}/${channelKey}`, payload: { ...own, rowVersion } }),
    await app.inject({ method: 'PATCH', url: `${base}/${channelKey}`, payload: { ...own, rowVersion: 99 } }),
  ]
  world.log.info({ channel: await openChannel(deps, storeId, channelKey) }, 'somebody logs an opened channel')

  const everything = [
    await wholeDatabase(world.database),
    world.logText(),
    ...answers.map((answer) => answer.body),
  ].join('\n')
  expect([ownSecret, sharedSecret].filter((canary) => everything.includes(canary))).toEqual([])
})

test('every change of a channel is in the audit log, with what changed and without a secret', async () => {
  const before = await create(own)
  const url = `${base}/${before.channelKey}`
  await app.inject({
    method: 'PATCH',
    url,
    payload: {
      name: '새 이름',
      taxType: 'TAXABLE',
      manualConfirm: false,
      credentials: { secretKey: 'new-secret-canary' },
      rowVersion: before.rowVersion,
    },
  })
  await app.inject({ method: 'POST', url: `${url}/test` })
  await app.inject({ method: 'DELETE', url })
  const refused = await app.inject({ method: 'DELETE', url })

  const entries = await world.database.query<{
    action: string
    before: string
    after: string
    email: string
  }>(sql('', 'select action, before, after, email from audit_entry where target = $1 order by sequence'), [
    before.channelKey,
  ])
  expect(refused.statusCode).toBe(404)
  expect(entries.map(({ action, email }) => [action, email])).toEqual([
    ['channel.create', owner.email],
    ['channel.update', owner.email],
    ['channel.test', owner.email],
    ['channel.delete', owner.email],
  ])
  expect(JSON.parse(entries[1]?.before ?? '{}')).toMatchObject({ name: '내 채널', taxType: 'UNSET' })
  expect(JSON.parse(entries[1]?.after ?? '{}')).toMatchObject({
    name: '새 이름',
    taxType: 'TAXABLE',
    changedCredentials: ['secretKey'],
  })
  expect(JSON.parse(entries[2]?.after ?? '{}')).toEqual({ kind: 'NO_CONNECTOR' })
  expect(await wholeDatabase(world.database)).not.toContain('canary')
})

test('a refused save writes nothing, not even into the audit log', async () => {
  await create(own)
  const count = async () =>
    (await world.database.query<{ n: number }>(sql('', 'select count(*) as n from audit_entry')))[0]?.n
  const before = await count()

  expect((await app.inject({ method: 'POST', url: base, payload: own })).statusCode).toBe(409)

  expect(await count()).toBe(before)
})
