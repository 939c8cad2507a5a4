import { randomUUID } from 'node:crypto'
import { Webhook } from '@portone/server-sdk'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { minute } from '@naru/server/foundation/clock'
import { listPaymentWebhooks } from '@naru/server/webhook/list-webhooks'
import { manualResendMax, resendWebhook } from '@naru/server/webhook/resend-webhook'
import { readPaymentWebhooks } from '@naru/server/webhook/v2-view'
import { readReference } from '../contract/reference-schema.ts'
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

test('a resend keeps id and bytes, signs anew and tells how it ended', async () => {
  const store = await world.makeStore(receiver.url)
  const { secret } = await store.issueSecret()
  const paymentId = await world.announce(store.storeId)
  await world.worker().drain()
  world.clock.advance(2 * minute)

  const webhook = await resendWebhook(world.deps, { storeId: store.storeId, paymentId })

  const [first, second] = receiver.received
  if (first === undefined || second === undefined) throw new Error('two messages were expected')
  expect(second.body).toBe(first.body)
  expect(second.headers['webhook-id']).toBe(first.headers['webhook-id'])
  const ages = [first, second].map(({ headers }) => Number(headers['webhook-timestamp']))
  expect(Number(ages[1]) - Number(ages[0])).toBe(120)
  await Webhook.verify(secret, second.body, {
    'webhook-id': String(second.headers['webhook-id']),
    'webhook-timestamp': String(second.headers['webhook-timestamp']),
    'webhook-signature': String(second.headers['webhook-signature']),
  })
  expect(webhook).toMatchObject({ status: 'SUCCEEDED', trigger: 'MANUAL', response: { code: '200' } })
  expect(readReference('v2.openapi.json')?.violations('PaymentWebhook', webhook) ?? []).toEqual([])
})

test('without an id the newest message of the payment is sent, with an id that one', async () => {
  const store = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId, { type: 'Transaction.Ready' })
  await world.worker().drain()
  world.clock.advance(minute)
  await world.announce(store.storeId, { paymentId })
  await world.worker().drain()
  const [older] = await readPaymentWebhooks(world.database, store.storeId, paymentId)
  if (older === undefined) throw new Error('no webhook')

  await resendWebhook(world.deps, { storeId: store.storeId, paymentId })
  await resendWebhook(world.deps, { storeId: store.storeId, paymentId, webhookId: older.id })

  const types = receiver.received.map(({ body }) => JSON.parse(body).type)
  expect(types).toEqual(['Transaction.Ready', 'Transaction.Paid', 'Transaction.Paid', 'Transaction.Ready'])
})

test('a resend that arrives ends the retries; one that fails leaves them booked', async () => {
  receiver.answerWith((response) => response.writeHead(500).end())
  const store = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId)
  await world.worker().drain()

  const failed = await resendWebhook(world.deps, { storeId: store.storeId, paymentId })
  expect(failed.status).toBe('FAILED_NOT_OK_RESPONSE')
  const [open] = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(open?.status).toBeUndefined()
  expect(open?.nextAttemptAt).toBeDefined()
  expect(await world.openWork(store.storeId)).toEqual(['webhook.deliver'])

  receiver.answerWith((response) => response.end())
  await resendWebhook(world.deps, { storeId: store.storeId, paymentId })
  world.clock.advance(minute)
  await world.worker().drain()

  expect(receiver.received).toHaveLength(3)
  const [closed] = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(closed).toMatchObject({ status: 'SUCCEEDED', executionCount: 1 })
  expect(closed?.attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3])
  expect(await world.openWork(store.storeId)).toEqual([])
})

// Goal: a retry that was already on its way when the resend arrived must not reopen the message.
test('a retry that fails after a successful resend does not undo the success', async () => {
  const store = await world.makeStore(receiver.url)
  let release: () => void = () => undefined
  const arrived = new Promise<void>((resolve) => {
    receiver.answerWith((response) => {
      release = () => void response.writeHead(500).end()
      resolve()
    })
  })
  const paymentId = await world.announce(store.storeId)
  const delivering = world.worker().drain()
  await arrived
  receiver.answerWith((response) => response.end())

  await resendWebhook(world.deps, { storeId: store.storeId, paymentId })
  release()
  await delivering

  const [webhook] = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(webhook?.status).toBe('SUCCEEDED')
  expect(webhook).not.toHaveProperty('nextAttemptAt')
  expect(webhook?.attempts).toHaveLength(2)
  expect(await world.openWork(store.storeId)).toEqual([])
})

test('twelve resends at once: ten are sent, two are refused', async () => {
  const store = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId)
  await world.worker().drain()

  const outcomes = await Promise.allSettled(
    Array.from({ length: manualResendMax + 2 }, () =>
      resendWebhook(world.deps, { storeId: store.storeId, paymentId }),
    ),
  )

  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  expect(refused.map(({ type }) => type)).toEqual(Array(2).fill('MAX_WEBHOOK_RETRY_COUNT_REACHED'))
  expect(receiver.received).toHaveLength(1 + manualResendMax)
  const [webhook] = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(webhook?.attempts.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
})

test('what is not there, or belongs to another store or payment, is not found and not sent', async () => {
  const store = await world.makeStore(receiver.url)
  const other = await world.makeStore(receiver.url)
  const paymentId = await world.announce(store.storeId)
  await world.worker().drain()
  const [webhook] = await readPaymentWebhooks(world.database, store.storeId, paymentId)
  const webhookId = webhook?.id ?? ''
  const requests = [
    { storeId: store.storeId, paymentId: 'payment-unknown' },
    { storeId: store.storeId, paymentId, webhookId: randomUUID() },
    { storeId: store.storeId, paymentId, webhookId: 'not\0an id' },
    { storeId: store.storeId, paymentId: 'payment-unknown', webhookId },
    { storeId: other.storeId, paymentId },
    { storeId: other.storeId, webhookId },
  ]

  for (const request of requests) {
    await expect(resendWebhook(world.deps, request)).rejects.toMatchObject({ type: 'WEBHOOK_NOT_FOUND' })
  }
  expect(receiver.received).toHaveLength(1)
})
