import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { minute, second } from '@naru/server/foundation/clock'
import { sql } from '@naru/server/foundation/database'
import { resendFailedWebhooks, countFailedWebhooks } from '@naru/server/webhook/bulk-resend'
import { listWebhooks } from '@naru/server/webhook/list-webhooks'
import { resendWebhook } from '@naru/server/webhook/resend-webhook'
import type { OutgoingMessage } from '@naru/server/webhook/send-message'
import { testWebhook } from '@naru/server/webhook/test-webhook'
import { saveWebhookSetting } from '@naru/server/webhook/webhook-setting'
import { systemActor } from '@naru/server/audit/audit-log'
import { openReceiver, openWebhookWorld, type Receiver, type WebhookWorld } from './webhook-world.ts'

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

/** A store with an address for V1 and another path for V2. */
async function makeV1Store({ retries = false, isForm = false } = {}) {
  const store = await world.makeStore(`${receiver.url}/v2`)
  const key = { ...store.key, apiVersion: 'V1' } as const
  await saveWebhookSetting(world.deps, key, {
    url: `${receiver.url}/v1`,
    contentType: isForm ? 'application/x-www-form-urlencoded' : 'application/json',
    retries,
    rowVersion: 0,
  })
  return { ...store, key }
}

const paidByV1 = { apiVersion: 'V1', transactionId: 'imp_448280090638' } as const
const fail = (status: number) => receiver.answerWith((response) => void response.writeHead(status).end('x'))
const log = async (storeId: string) => (await listWebhooks(world.database, storeId, {})).items
const paths = () => receiver.received.map(({ path }) => path)

test('a payment of the V1 module tells the V1 address in V1 words, one of V2 the V2 address', async () => {
  const store = await makeV1Store()
  const paymentId = await world.announce(store.storeId, paidByV1)
  await world.worker().drain()
  await world.announce(store.storeId)
  await world.worker().drain()

  expect(paths()).toEqual(['/hook/v1', '/hook/v2'])
  const [message] = receiver.received
  expect(JSON.parse(message?.body ?? '')).toEqual({
    imp_uid: 'imp_448280090638',
    merchant_uid: paymentId,
    status: 'paid',
  })
  expect(Object.keys(message?.headers ?? {}).filter((name) => name.startsWith('webhook-'))).toEqual([])
})

test('a shop that asked for form bodies gets its cancel as a form', async () => {
  const store = await makeV1Store({ isForm: true })
  await world.announce(store.storeId, {
    ...paidByV1,
    type: 'Transaction.PartialCancelled',
    paymentId: '주문 1',
    cancellationId: '06JC8FVHJTW2WY16FEY0',
  })
  await world.worker().drain()

  const [message] = receiver.received
  expect(message?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(Object.fromEntries(new URLSearchParams(message?.body))).toEqual({
    imp_uid: 'imp_448280090638',
    merchant_uid: '주문 1',
    status: 'cancelled',
    cancellation_id: '06JC8FVHJTW2WY16FEY0',
  })
})

test('notice_url of the request replaces the saved address, and each one gets its message', async () => {
  const store = await makeV1Store()
  await world.announce(store.storeId, {
    ...paidByV1,
    noticeUrls: [`${receiver.url}/a`, `${receiver.url}/b`],
  })
  await world.worker().drain()

  expect(paths().toSorted()).toEqual(['/hook/a', '/hook/b'])
})

test('an opened window and a failed checkout are not told, and leave no work behind', async () => {
  const store = await makeV1Store()
  await world.announce(store.storeId, { ...paidByV1, type: 'Transaction.Ready' })
  await world.announce(store.storeId, { ...paidByV1, type: 'Transaction.Failed' })
  await world.worker().drain()

  expect(receiver.received).toEqual([])
  expect(await world.openWork(store.storeId)).toEqual([])
})

test('without the wish for retries a message is sent once, whatever the answer', async () => {
  const store = await makeV1Store()
  fail(500)
  await world.announce(store.storeId, paidByV1)
  await world.worker().drain()
  world.clock.advance(10 * minute)
  await world.worker().drain()

  expect(receiver.received).toHaveLength(1)
  expect((await log(store.storeId))[0]).toMatchObject({
    apiVersion: 'V1',
    status: 'FAILED_NOT_OK_RESPONSE',
    executionCount: 1,
    executionMax: 1,
  })
})

test('with it, a 5xx is tried five more times, exactly a minute apart, and then given up', async () => {
  const store = await makeV1Store({ retries: true })
  fail(503)
  await world.announce(store.storeId, paidByV1)
  const counts: number[] = []
  for (let step = 0; step < 16; step += 1) {
    await world.worker().drain()
    counts.push(receiver.received.length)
    world.clock.advance(30 * second)
  }

  expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 6, 6, 6, 6])
  expect((await log(store.storeId))[0]).toMatchObject({ status: 'FAILED_NOT_OK_RESPONSE', executionMax: 6 })
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
})

test.each([400, 404, 302])('a %i is the last word of the receiver, also with retries', async (status) => {
  const store = await makeV1Store({ retries: true })
  fail(status)
  await world.announce(store.storeId, paidByV1)
  await world.worker().drain()
  world.clock.advance(10 * minute)
  await world.worker().drain()

  expect(receiver.received).toHaveLength(1)
  expect(await world.openWork(store.storeId)).toEqual([])
})

test('the first try may take 10 s to connect and 30 s to answer, every later one 15 s in all', async () => {
  const store = await makeV1Store({ retries: true })
  const sent: OutgoingMessage[] = []
  const sender = {
    ...world.deps.sender,
    send: (message: OutgoingMessage) => {
      sent.push(message)
      return Promise.resolve({ kind: 'unreachable', error: 'ECONNREFUSED' } as const)
    },
  }
  const paymentId = await world.announce(store.storeId, paidByV1)
  await world.worker({ sender }).drain()
  world.clock.advance(minute)
  await world.worker({ sender }).drain()
  await resendWebhook({ ...world.deps, sender }, { storeId: store.storeId, paymentId })

  expect(sent.map(({ limits }) => limits)).toEqual([
    { connectMs: 10_000, readMs: 30_000, totalMs: 40_000 },
    { connectMs: 10_000, readMs: 15_000, totalMs: 15_000 },
    { connectMs: 10_000, readMs: 15_000, totalMs: 15_000 },
  ])
})

test('a resend goes to the address of its time, not to the one saved since', async () => {
  const store = await makeV1Store()
  fail(500)
  const paymentId = await world.announce(store.storeId, paidByV1)
  await world.worker().drain()
  await saveWebhookSetting(world.deps, store.key, {
    url: `${receiver.url}/moved`,
    contentType: 'application/json',
    rowVersion: 1,
  })
  receiver.answerWith((response) => void response.end('ok'))

  const resent = await resendWebhook(world.deps, { storeId: store.storeId, paymentId })

  expect(resent.status).toBe('SUCCEEDED')
  expect(paths()).toEqual(['/hook/v1', '/hook/v1'])
})

test('the test call sends a V1 sample to the saved V1 address and logs nothing', async () => {
  const store = await makeV1Store({ isForm: true })
  const result = await testWebhook(world.deps, store.key)

  expect(result.responseStatus).toBe(200)
  expect(paths()).toEqual(['/hook/v1'])
  expect(Object.fromEntries(new URLSearchParams(result.requestBody))).toMatchObject({ status: 'paid' })
  expect(await log(store.storeId)).toEqual([])
})

const period = () => ({
  mode: 'TEST' as const,
  from: new Date(world.clock.now().getTime() - 60 * minute),
  until: new Date(world.clock.now().getTime() + minute),
})

test('all given-up messages of a period are sent again once, even when the button is pressed twice by two people', async () => {
  const store = await makeV1Store()
  const other = await makeV1Store()
  fail(500)
  for (let index = 0; index < 12; index += 1) await world.announce(store.storeId, paidByV1)
  await world.announce(other.storeId, paidByV1)
  await world.worker().drain()
  receiver.answerWith((response) => void response.end('ok'))
  const filter = { storeId: store.storeId, ...period() }
  expect(await countFailedWebhooks(world.database, filter)).toEqual({ failed: 12, waiting: 0 })

  const by = systemActor(store.merchantId)
  const booked = await Promise.all([
    resendFailedWebhooks(world.deps, filter, by),
    resendFailedWebhooks(world.deps, filter, by),
  ])
  expect(booked.toSorted((a, b) => a - b)).toEqual([0, 12])
  expect(await countFailedWebhooks(world.database, filter)).toMatchObject({ waiting: 12 })
  await Promise.all([world.worker({}, 'replica-1').drain(), world.worker({}, 'replica-2').drain()])

  expect(receiver.received).toHaveLength(13 + 12)
  expect(await countFailedWebhooks(world.database, filter)).toEqual({ failed: 0, waiting: 0 })
  expect((await log(other.storeId))[0]?.status).toBe('FAILED_NOT_OK_RESPONSE')
  const [entry] = await world.database.query<{ after: string }>(
    sql('', `select after from audit_entry where merchant_id = $1 order by sequence limit 1`),
    [store.merchantId],
  )
  expect(JSON.parse(entry?.after ?? '')).toMatchObject({ mode: 'TEST' })
})

test('messages that still have attempts, were delivered, or lie outside the period are left alone', async () => {
  const store = await makeV1Store({ retries: true })
  fail(500)
  await world.announce(store.storeId, paidByV1)
  await world.worker().drain()
  receiver.answerWith((response) => void response.end('ok'))
  await world.announce(store.storeId, paidByV1)
  await world.worker().drain()

  const filter = { storeId: store.storeId, ...period() }
  expect(await countFailedWebhooks(world.database, filter)).toMatchObject({ failed: 0 })
  fail(400)
  await world.announce(store.storeId, paidByV1)
  await world.worker().drain()
  expect(await countFailedWebhooks(world.database, filter)).toMatchObject({ failed: 1 })
  expect(
    await countFailedWebhooks(world.database, { ...filter, until: filter.from, from: new Date(0) }),
  ).toMatchObject({ failed: 0 })
})
