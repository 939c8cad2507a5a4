import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { createFace } from '@naru/server/foundation/http/face'
import { registerWebhookRoutes } from '@naru/server/webhook/console-routes'
import { issueWebhookSecret } from '@naru/server/webhook/webhook-secret'
import { createDefaultWebhookSettings } from '@naru/server/webhook/webhook-setting'
import { makeMerchant } from './credential-world.ts'
import { openReceiver, openWebhookWorld, type Receiver, type WebhookWorld } from './webhook-world.ts'

let world: WebhookWorld
let receiver: Receiver
let app: FastifyInstance
let base: string
let storeId: string
let merchantId: string
const asked: string[] = []

beforeAll(async () => {
  world = await openWebhookWorld(inject('adminDatabaseUrl'))
  app = createFace({
    name: 'console',
    log: world.log,
    bodies: 'json',
    render: (refusal) => ({
      status: refusal.entry.httpStatus,
      body: { type: refusal.type, ...refusal.members },
    }),
  })
  const guard = {
    store: (_request: unknown, id: string, action: string) => {
      asked.push(action)
      return Promise.resolve({
        userId: 'u',
        email: 'e',
        merchantId,
        role: 'OWNER' as const,
        address: '127.0.0.1',
        storeId: id,
      })
    },
  }
  registerWebhookRoutes(app, guard, world.deps)
})
afterAll(async () => {
  await app.close()
  await world.close()
})
beforeEach(async () => {
  await world.begin()
  receiver = await openReceiver()
  ;({ storeId, merchantId } = await makeMerchant(world.database))
  base = `/console/api/stores/${storeId}`
  asked.length = 0
})
afterEach(() => receiver.close())

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

async function call(method: Method, path: string, payload?: object) {
  const answer = await app.inject({ method, url: base + path, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, body: answer.json() }
}

const setting = '/webhook-settings/TEST/V2'
const json = { contentType: 'application/json', bodyVersion: '2024-04-25' }

test('a setting that was never saved shows the newest version in JSON, without address', async () => {
  const shown = await call('GET', setting)

  expect(shown.body).toEqual({
    mode: 'TEST',
    apiVersion: 'V2',
    contentType: 'application/json',
    bodyVersion: '2024-04-25',
    secrets: [],
    rowVersion: 0,
  })
})

test('a new store has its four settings, and having them made again changes nothing', async () => {
  await createDefaultWebhookSettings(world.database, storeId)
  await call('PUT', setting, { ...json, url: receiver.url, rowVersion: 1 })
  await createDefaultWebhookSettings(world.database, storeId)

  expect((await call('GET', setting)).body).toMatchObject({ url: receiver.url, rowVersion: 2 })
  for (const other of ['LIVE/V1', 'LIVE/V2', 'TEST/V1']) {
    const { body } = await call('GET', `/webhook-settings/${other}`)
    expect(body).toMatchObject({ contentType: 'application/json', rowVersion: 1 })
    expect(body).not.toHaveProperty('url')
  }
})

test('of two people who save the same reading one wins; the other is told to reload', async () => {
  const answers = await Promise.all(
    ['https://a.example/', 'https://b.example/'].map((url) =>
      call('PUT', setting, { ...json, url, rowVersion: 0 }),
    ),
  )

  const [won, lost] = answers.toSorted((a, b) => a.status - b.status)
  expect(won).toMatchObject({ status: 200, body: { rowVersion: 1 } })
  expect(lost).toMatchObject({ status: 409, body: { type: 'StaleVersionError' } })
  expect((await call('GET', setting)).body.url).toBe(won?.body.url)
})

test('a version that never was is stale too', async () => {
  const answer = await call('PUT', setting, { ...json, url: receiver.url, rowVersion: 7 })

  expect(answer).toMatchObject({ status: 409, body: { type: 'StaleVersionError' } })
})

test('clearing the address switches the webhooks off', async () => {
  await call('PUT', setting, { ...json, url: receiver.url, rowVersion: 0 })
  const cleared = await call('PUT', setting, { ...json, url: '  ', rowVersion: 1 })

  expect(cleared.body).not.toHaveProperty('url')
  expect((await call('POST', `${setting}/test`)).body).toMatchObject({ type: 'StoreWebhookUrlNotSetError' })
})

test.each([
  'example.com',
  '/hook',
  'ftp://example.com/',
  'javascript:alert(1)',
  'https://u:p@example.com/',
  `https://a.example/${'x'.repeat(2_000)}`,
])('is refused as an address: %s', async (url) => {
  const answer = await call('PUT', setting, { ...json, url, rowVersion: 0 })

  expect(answer).toMatchObject({ status: 422, body: { type: 'InvalidWebhookUrlError' } })
  expect(answer.body.fields.url).toContain('http')
})

test('form encoding goes with 2024-01-01 and with V1, not with 2024-04-25', async () => {
  const form = { contentType: 'application/x-www-form-urlencoded', rowVersion: 0 }

  const newest = await call('PUT', setting, { ...form, bodyVersion: '2024-04-25' })
  const old = await call('PUT', setting, { ...form, bodyVersion: '2024-01-01' })
  const v1 = await call('PUT', '/webhook-settings/TEST/V1', form)

  expect(newest).toMatchObject({ status: 422, body: { type: 'InvalidRequestError' } })
  expect(Object.keys(newest.body.fields)).toEqual(['contentType'])
  expect(old.status).toBe(200)
  expect(v1.status).toBe(200)
  expect(v1.body).not.toHaveProperty('bodyVersion')
})

test.each([
  undefined,
  null,
  [],
  'text',
  { url: 1 },
  { ...json, rowVersion: -1 },
  { ...json, rowVersion: 2 ** 31 },
])('a body that is no setting is refused field by field: %j', async (payload) => {
  const answer = await app.inject({
    method: 'PUT',
    url: base + setting,
    payload: payload === undefined ? '' : JSON.stringify(payload),
  })

  expect(answer.statusCode).toBe(422)
  expect(answer.json().type).toBe('InvalidRequestError')
})

test('at most two secrets live, also when five are asked for at once; expiring one makes room', async () => {
  const key = { storeId, mode: 'TEST' } as const
  const outcomes = await Promise.allSettled(
    Array.from({ length: 5 }, () => issueWebhookSecret(world.deps, key)),
  )
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)

  const third = await call('POST', `${setting}/secrets`)
  expect(third).toMatchObject({ status: 409, body: { type: 'TooManyWebhookSecretsError' } })
  const [first] = (await call('GET', setting)).body.secrets
  expect(await call('DELETE', `${setting}/secrets/${first.secretId}`)).toEqual({ status: 200, body: {} })
  expect((await call('POST', `${setting}/secrets`)).status).toBe(200)
  expect(await call('DELETE', `${setting}/secrets/${first.secretId}`)).toMatchObject({
    status: 404,
    body: { type: 'WebhookSecretNotFoundError' },
  })
})

test('secrets of the two modes are apart, and the V1 screen shows none', async () => {
  await call('POST', `${setting}/secrets`)

  expect((await call('GET', '/webhook-settings/LIVE/V2')).body.secrets).toEqual([])
  expect((await call('GET', '/webhook-settings/TEST/V1')).body.secrets).toEqual([])
})

test('the test call sends a signed sample to the saved address and shows the answer', async () => {
  receiver.answerWith((response) => response.writeHead(418).end('찻주전자'))
  await call('PUT', setting, { ...json, url: receiver.url, rowVersion: 0 })
  await call('POST', `${setting}/secrets`)

  const { body } = await call('POST', `${setting}/test`)

  expect(body).toMatchObject({ responseStatus: 418, responseBody: '찻주전자' })
  expect(receiver.received.map((message) => message.body)).toEqual([body.requestBody])
  expect(JSON.parse(body.requestBody)).toMatchObject({ type: 'Transaction.Paid', data: { storeId } })
  expect(receiver.received[0]?.headers['webhook-signature']).toBe(body.requestHeaders['webhook-signature'])
  expect((await call('GET', '/webhooks')).body.items).toEqual([])
})

test('the delivery log pages through every message once, newest first', async () => {
  await call('PUT', setting, { ...json, url: receiver.url, rowVersion: 0 })
  for (let count = 0; count < 45; count += 1) {
    await world.announce(storeId)
    // Several messages share one instant, so that the id has to order them.
    if (count % 10 === 9) {
      await world.worker().drain()
      world.clock.advance(1)
    }
  }
  await world.worker().drain()

  const pages: { webhookId: string; triggeredAt: string }[][] = []
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { body }: { body: { items: { webhookId: string; triggeredAt: string }[]; nextCursor?: string } } =
      await call('GET', `/webhooks?mode=TEST&status=SUCCEEDED&cursor=${cursor}`)
    pages.push(body.items)
    cursor = body.nextCursor
  }

  const items = pages.flat()
  expect(pages.map(({ length }) => length)).toEqual([20, 20, 5])
  expect(new Set(items.map(({ webhookId }) => webhookId)).size).toBe(45)
  const times = items.map(({ triggeredAt }) => triggeredAt)
  expect(times).toEqual(times.toSorted().toReversed())
  expect((await call('GET', '/webhooks?status=PENDING')).body.items).toEqual([])
})

test.each(['cursor=%00', 'cursor=YWJj', 'mode=PROD', 'status=DONE'])(
  'a query that means nothing is refused: %s',
  async (query) => {
    expect(await call('GET', `/webhooks?${query}`)).toMatchObject({
      status: 400,
      body: { type: 'INVALID_REQUEST' },
    })
  },
)

test('a resend from the console shows the message with its new attempt', async () => {
  await call('PUT', setting, { ...json, url: receiver.url, rowVersion: 0 })
  await world.announce(storeId)
  await world.worker().drain()
  const [item] = (await call('GET', '/webhooks')).body.items

  const { body } = await call('POST', `/webhooks/${item.webhookId}/resend`)

  expect(body).toMatchObject({ webhookId: item.webhookId, status: 'SUCCEEDED', executionCount: 1 })
  expect(body.attempts).toHaveLength(2)
  expect(asked.at(-1)).toBe('webhooks.resend')
})

test('reading, changing, and seeing the log each ask the guard for their own right', async () => {
  await call('GET', setting)
  await call('PUT', setting, { ...json, rowVersion: 0 })
  await call('POST', `${setting}/test`)
  await call('POST', `${setting}/secrets`)
  await call('DELETE', `${setting}/secrets/x`)
  await call('GET', '/webhooks')

  expect(asked).toEqual([
    'webhooks.read',
    'webhooks.write',
    'webhooks.write',
    'webhooks.write',
    'webhooks.write',
    'payments.read',
  ])
})
