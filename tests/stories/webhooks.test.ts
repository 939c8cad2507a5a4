import type { ServerResponse } from 'node:http'
import { Webhook } from '@portone/server-sdk'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { systemActor } from '@naru/server/audit/audit-log'
import { minute } from '@naru/server/foundation/clock'
import { openDatabase } from '@naru/server/foundation/database'
import { releaseLeasesOf } from '@naru/server/foundation/due-work'
import { announceKind } from '@naru/server/webhook/announcement'
import { deliveryLeaseMs } from '@naru/server/webhook/deliver-webhook'
import { listPaymentWebhooks } from '@naru/server/webhook/list-webhooks'
import { answerBytesMax } from '@naru/server/webhook/send-message'
import { readPaymentWebhooks } from '@naru/server/webhook/v2-view'
import { expireWebhookSecret } from '@naru/server/webhook/webhook-secret'
import { readReference } from '../contract/reference-schema.ts'
import { wholeDatabase } from './credential-world.ts'
import {
  failOnce,
  openReceiver,
  openWebhookWorld,
  type Received,
  type Receiver,
  type WebhookWorld,
} from './webhook-world.ts'

let world: WebhookWorld
let receiver: Receiver

beforeAll(async () => {
  world = await openWebhookWorld(inject('adminDatabaseUrl'))
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.begin()
  receiver = await openReceiver()
})
afterEach(() => receiver.close())

function only(messages: readonly Received[]): Received {
  expect(messages).toHaveLength(1)
  const [message] = messages
  if (message === undefined) throw new Error('nothing was received')
  return message
}

/** The three headers as a receiver reads them. */
function signed({ headers }: Received) {
  return {
    'webhook-id': String(headers['webhook-id']),
    'webhook-timestamp': String(headers['webhook-timestamp']),
    'webhook-signature': String(headers['webhook-signature']),
  }
}

test("PortOne's own SDK verifies the message of a paid payment", async () => {
  const store = await world.makeStore(receiver.url)
  const { secret } = await store.issueSecret()
  const paymentId = await world.announce(store.storeId)

  await world.worker().drain()

  const message = only(receiver.received)
  const verified = await Webhook.verify(secret, message.body, signed(message))
  expect(verified).toMatchObject({ type: 'Transaction.Paid', data: { storeId: store.storeId, paymentId } })
  expect(message.headers['content-type']).toBe('application/json')
  expect(await world.openWork(store.storeId)).toEqual([])
})

test('the payment tells its webhook, with request and answer', async () => {
  receiver.answerWith((response) => response.writeHead(201, { 'x-shop': '1' }).end('받았습니다'))
  const store = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId, { trigger: 'VIRTUAL_ACCOUNT_DEPOSIT' })

  await world.worker().drain()

  const webhooks = await readPaymentWebhooks(world.database, store.storeId, paymentId)
  const message = only(receiver.received)
  expect(webhooks).toMatchObject([
    {
      paymentStatus: 'PAID',
      id: message.headers['webhook-id'],
      status: 'SUCCEEDED',
      url: receiver.url,
      isAsync: true,
      currentExecutionCount: 1,
      maxExecutionCount: 6,
      trigger: 'VIRTUAL_ACCOUNT_DEPOSIT',
      request: { body: message.body, requestedAt: world.clock.now().toISOString() },
      response: { code: '201', body: '받았습니다', respondedAt: world.clock.now().toISOString() },
    },
  ])
  expect(webhooks[0]?.request?.header).toContain('"webhook-id"')
  expect(webhooks[0]?.response?.header).toContain('"x-shop": "1"')
  expect(readReference('v2.openapi.json')?.violations('PaymentWebhook', webhooks[0]) ?? []).toEqual([])
})

test('a webhook in flight is told without status, answer and nulls', async () => {
  receiver.answerWith((response) => response.writeHead(500).end())
  const store = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId)

  await world.worker().drain()

  const [webhook] = await readPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(webhook).not.toHaveProperty('status')
  expect(webhook).not.toHaveProperty('trigger')
  expect(webhook?.response).toMatchObject({ code: '500', body: '' })
  expect(JSON.stringify(webhook)).not.toContain('null')
})

test('without an address nothing is sent and nothing is logged', async () => {
  const store = await world.makeStore()
  const paymentId = await world.announce(store.storeId)

  await world.worker().drain()

  expect(await readPaymentWebhooks(world.database, store.storeId, paymentId)).toEqual([])
  expect(await world.openWork(store.storeId)).toEqual([])
})

test('a live payment does not go to the address of the test mode', async () => {
  const store = await world.makeStore(receiver.url)
  await world.announce(store.storeId, { mode: 'LIVE' })

  await world.worker().drain()

  expect(receiver.received).toEqual([])
})

test('noticeUrls replace the address of the console, one message with its own retries for each', async () => {
  receiver.answerWith((response, { path }) => response.writeHead(path === '/bad' ? 503 : 200).end())
  const store = await world.makeStore(receiver.url)
  const origin = new URL(receiver.url).origin
  const noticeUrls = [`${origin}/good`, `${origin}/bad`]
  const paymentId = await world.announce(store.storeId, { noticeUrls })

  await world.worker().drain()

  expect(receiver.received.map(({ path }) => path).toSorted()).toEqual(['/bad', '/good'])
  const webhooks = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(new Set(webhooks.map(({ webhookId }) => webhookId)).size).toBe(2)
  expect(webhooks.find(({ url }) => url.endsWith('/good'))?.status).toBe('SUCCEEDED')
  expect(webhooks.find(({ url }) => url.endsWith('/bad'))?.nextAttemptAt).toBeDefined()

  world.clock.advance(minute)
  await world.worker().drain()
  expect(receiver.received.map(({ path }) => path).filter((path) => path === '/good')).toHaveLength(1)
})

test('an empty list of noticeUrls means the address of the console', async () => {
  const store = await world.makeStore(receiver.url)
  await world.announce(store.storeId, { noticeUrls: [] })

  await world.worker().drain()

  expect(receiver.received).toHaveLength(1)
})

test('version 2024-01-01 sends its three members as a form, signed too, and no billing keys', async () => {
  const store = await world.makeStore(receiver.url, { bodyVersion: '2024-01-01', isForm: true })
  const { secret } = await store.issueSecret()
  const paymentId = await world.announce(store.storeId, { transactionId: 'tx-1' })
  await world.announce(store.storeId, { type: 'BillingKey.Issued', billingKey: 'billing-key-1' })

  await world.worker().drain()

  const message = only(receiver.received)
  expect(message.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(Object.fromEntries(new URLSearchParams(message.body))).toEqual({
    payment_id: paymentId,
    tx_id: 'tx-1',
    status: 'Paid',
  })
  new StandardWebhook(secret).verify(message.body, signed(message), { jsonParse: false })
  expect(await world.openWork(store.storeId)).toEqual([])
})

test('a refused message is sent again at its jittered minute: same id and bytes, new timestamp', async () => {
  const store = await world.makeStore(receiver.url)
  const { secret } = await store.issueSecret()
  receiver.answerWith((response) => response.writeHead(500).end('busy'))
  const paymentId = await world.announce(store.storeId)
  const worker = world.worker()
  await worker.drain()

  world.clock.advance(minute / 2 - 1)
  await worker.drain()
  expect(receiver.received).toHaveLength(1)

  receiver.answerWith((response) => response.end())
  world.clock.advance(1)
  await worker.drain()

  const [first, second] = receiver.received
  if (first === undefined || second === undefined) throw new Error('two messages were expected')
  expect(second.body).toBe(first.body)
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id'])
  const seconds = [first, second].map(({ headers }) => Number(headers['webhook-timestamp']))
  expect(Number(seconds[1]) - Number(seconds[0])).toBe(30)
  await Webhook.verify(secret, second.body, signed(second))
  const [webhook] = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(webhook).toMatchObject({ status: 'SUCCEEDED', executionCount: 2 })
  expect(webhook?.attempts.map(({ responseStatus }) => responseStatus)).toEqual([500, 200])
})

test('after six failures the message is given up, and told so', async () => {
  receiver.answerWith((response) => response.writeHead(404).end())
  const store = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId)
  const worker = world.worker()
  await worker.drain()

  for (const minutes of [1, 4, 16, 64, 256, 1024]) {
    world.clock.advance((minutes * minute) / 2)
    await worker.drain()
  }

  expect(receiver.received).toHaveLength(6)
  const [webhook] = await readPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(webhook).toMatchObject({ status: 'FAILED_NOT_OK_RESPONSE', currentExecutionCount: 6 })
  expect(await world.openWork(store.storeId)).toEqual([])
})

test('while two secrets live, each of them verifies; an expired one signs no more', async () => {
  const store = await world.makeStore(receiver.url)
  const old = await store.issueSecret()
  const fresh = await store.issueSecret()
  await world.announce(store.storeId)
  await world.worker().drain()
  const rotating = only(receiver.received)

  await expireWebhookSecret(
    world.deps,
    { ...store.key, secretId: old.secretId },
    systemActor(store.merchantId),
  )
  await world.announce(store.storeId)
  await world.worker().drain()
  const rotated = only(receiver.received.slice(1))

  await Webhook.verify(old.secret, rotating.body, signed(rotating))
  await Webhook.verify(fresh.secret, rotating.body, signed(rotating))
  await Webhook.verify(fresh.secret, rotated.body, signed(rotated))
  await expect(Webhook.verify(old.secret, rotated.body, signed(rotated))).rejects.toMatchObject({
    reason: 'NO_MATCHING_SIGNATURE',
  })
})

test('a store without secrets sends without a signature', async () => {
  const store = await world.makeStore(receiver.url)
  await world.announce(store.storeId)

  await world.worker().drain()

  const message = only(receiver.received)
  expect(message.headers['webhook-id']).toBeDefined()
  expect(message.headers['webhook-signature']).toBeUndefined()
})

test('signing secrets lie sealed: neither the database nor the log holds their text', async () => {
  const store = await world.makeStore(receiver.url)
  const { secret } = await store.issueSecret()
  await world.announce(store.storeId)
  await world.worker().drain()

  const key = secret.slice('whsec_'.length)
  expect(await wholeDatabase(world.database)).not.toContain(key)
  expect(world.logText()).not.toContain(key)
})

test('a redirect is not followed and is no success', async () => {
  const other = await openReceiver()
  receiver.answerWith((response) => response.writeHead(307, { location: other.url }).end())
  const store = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId)

  await world.worker().drain()

  expect(other.connections()).toBe(0)
  const [webhook] = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(webhook?.attempts[0]?.responseStatus).toBe(307)
  expect(webhook?.nextAttemptAt).toBeDefined()
  await other.close()
})

test('a receiver that hangs up, or is not there, is tried again', async () => {
  receiver.answerWith((response) => response.socket?.destroy())
  const store = await world.makeStore(receiver.url)
  const nobody = await openReceiver()
  await nobody.close()
  const paymentId = await world.announce(store.storeId, { noticeUrls: [receiver.url, nobody.url] })

  await world.worker().drain()

  const webhooks = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  const errors = webhooks.map(({ attempts }) => attempts[0]?.error)
  expect(new Set(errors)).toEqual(new Set(['ECONNREFUSED', 'UND_ERR_SOCKET']))
  expect(
    webhooks.every(({ nextAttemptAt, status }) => nextAttemptAt !== undefined && status === undefined),
  ).toBe(true)
})

test('of an answer of 300 kB, zero bytes included, the first 16 KiB are kept', async () => {
  receiver.answerWith((response) => response.end(`\0${'가'.repeat(100_000)}`))
  const store = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId)

  await world.worker().drain()

  const [webhook] = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(webhook?.status).toBe('SUCCEEDED')
  const kept = webhook?.attempts[0]?.responseBody ?? ''
  expect(kept.slice(0, 3)).toBe('\uFFFD가가')
  expect(kept).toHaveLength(1 + Math.ceil((answerBytesMax - 1) / 3))
})

// Goal: whatever dies between send and record, the merchant hears of the payment.
test('a worker that dies after sending sends again under the same id, never not at all', async () => {
  const store = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId)
  const dying = world.worker(
    { database: failOnce(world.database, 'webhook-record-attempt') },
    'replica-dying',
  )
  await dying.drain()
  expect(await world.openWork(store.storeId)).toEqual(['webhook.deliver'])

  const successor = world.worker({}, 'replica-2')
  await successor.drain()
  expect(receiver.received).toHaveLength(1)
  world.clock.advance(deliveryLeaseMs)
  await successor.drain()

  expect(receiver.received).toHaveLength(2)
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
  const [webhook] = await readPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(webhook).toMatchObject({ status: 'SUCCEEDED', currentExecutionCount: 1 })
  expect(await world.openWork(store.storeId)).toEqual([])
})

test('an announcer that dies before its messages are written leaves the outbox row for the next', async () => {
  const store = await world.makeStore(receiver.url)
  await world.announce(store.storeId)
  const dying = world.worker({ database: failOnce(world.database, 'webhook-open-messages') })
  await dying.drain()
  expect(await world.openWork(store.storeId)).toEqual(['webhook.announce'])

  world.clock.advance(deliveryLeaseMs)
  await world.worker().drain()

  expect(receiver.received).toHaveLength(1)
})

// Goal: a worker that slept through its lease must not write its messages beside those of its successor.
test('an outbox row that somebody else claimed meanwhile gives no second message', async () => {
  const store = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId)
  let wakeUp: () => void = () => undefined
  const asleep = new Promise<void>((resolve) => (wakeUp = resolve))
  let fellAsleep: () => void = () => undefined
  const sleeping = new Promise<void>((resolve) => (fellAsleep = resolve))
  const slow = world.worker({
    database: {
      transaction: (work) => world.database.transaction(work),
      async query(statement, values) {
        if (statement.name === 'webhook-open-messages') {
          fellAsleep()
          await asleep
        }
        return world.database.query(statement, values)
      },
    },
  })
  const slept = slow.drain()
  await sleeping

  world.clock.advance(deliveryLeaseMs)
  await world.worker({}, 'replica-2').drain()
  wakeUp()
  await slept

  only(receiver.received)
  expect(await readPaymentWebhooks(world.database, store.storeId, paymentId)).toHaveLength(1)
})

test('two workers on two pools deliver a hundred announcements once each', async () => {
  const store = await world.makeStore(receiver.url)
  const second = openDatabase(world.url, 8)
  const paymentIds: string[] = []
  for (let count = 0; count < 100; count += 1) paymentIds.push(await world.announce(store.storeId))
  const workers = [world.worker({}, 'replica-1'), world.worker({ database: second }, 'replica-2')]

  // What finds its store crowded comes back a moment later.
  while ((await world.openWork(store.storeId)).length > 0) {
    await Promise.all(workers.map((worker) => worker.drain()))
    world.clock.advance(minute)
  }

  const told = receiver.received.map(({ body }) => JSON.parse(body).data.paymentId)
  expect(told).toHaveLength(100)
  expect(new Set(told)).toEqual(new Set(paymentIds))
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(100)
  await second.close()
})

// Goal: what a process writes down it can also do, without asking the database for it; a crash in between loses nothing.
test('a row born in the hands of a process is told by it, and by nobody besides', async () => {
  const store = await world.makeStore(receiver.url)
  const [mine, other] = [world.worker({}, 'mine'), world.worker({}, 'other')]
  expect(mine.lease(announceKind)).toBeUndefined()
  mine.start()

  await world.announce(store.storeId, {}, { lease: (kind) => mine.lease(kind), handOver: () => undefined })
  await other.drain()
  expect(receiver.received).toEqual([])
  await releaseLeasesOf(world.database, 'mine')
  await other.drain()
  expect(receiver.received).toHaveLength(1)

  await world.announce(store.storeId, {}, mine)
  await expect.poll(() => receiver.received.length).toBe(2)
  await mine.stop()
  await other.drain()
  expect(receiver.received).toHaveLength(2)
  expect(await world.openWork(store.storeId)).toEqual([])
})

test('what waits for a free place when a process stops is told by another', async () => {
  const hanging = await openReceiver()
  const held: ServerResponse[] = []
  hanging.answerWith((response) => void held.push(response))
  const stores = await Promise.all(Array.from({ length: 5 }, () => world.makeStore(hanging.url)))
  const [mine, other] = [world.worker({}, 'mine'), world.worker({}, 'other')]
  mine.start()
  const messages = stores.flatMap((store) => Array.from({ length: 60 }, () => store.storeId))
  for (const storeId of messages) await world.announce(storeId, {}, mine)
  await expect.poll(() => held.length).toBe(256)

  const stopped = mine.stop()
  hanging.answerWith((response) => void response.end('ok'))
  for (const response of held) response.end('ok')
  await stopped
  await other.drain()

  expect(hanging.received).toHaveLength(300)
  await hanging.close()
})

// Goal: one merchant whose server hangs must not hold up everybody else's webhooks.
test('a store whose receiver hangs leaves room for the others', async () => {
  const hanging = await openReceiver()
  hanging.answerWith(() => undefined)
  const slow = await world.makeStore(hanging.url)
  const quick = await world.makeStore(receiver.url)
  for (let count = 0; count < 300; count += 1) await world.announce(slow.storeId)
  await world.announce(quick.storeId)
  const arrived = new Promise<void>((resolve) => {
    receiver.answerWith((response) => {
      response.end()
      resolve()
    })
  })
  const worker = world.worker()

  worker.start()
  await arrived

  expect(hanging.received.length).toBeLessThanOrEqual(64)
  hanging.answerWith((response) => response.end())
  await hanging.close()
  await worker.stop()
})
