import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { createGuardedLookup } from '@naru/server/webhook/guarded-connector'
import { listPaymentWebhooks } from '@naru/server/webhook/list-webhooks'
import { resendWebhook } from '@naru/server/webhook/resend-webhook'
import { testWebhook } from '@naru/server/webhook/test-webhook'
import { openReceiver, openWebhookWorld, type Receiver, type WebhookWorld } from '../stories/webhook-world.ts'

// Goal: in production no merchant makes the server talk to the server's own network, by any road.
let world: WebhookWorld
let inside: Receiver

beforeAll(async () => {
  world = await openWebhookWorld(inject('adminDatabaseUrl'))
})
afterAll(() => world.close())
beforeEach(async () => {
  await world.begin()
  inside = await openReceiver()
})
afterEach(() => inside.close())

/** Spellings that all lead to this machine; `PORT` is where the secret service listens. */
const aims = [
  'http://127.0.0.1:PORT/',
  'http://localhost:PORT/',
  'http://LOCALHOST:PORT/',
  'http://127.1:PORT/',
  'http://2130706433:PORT/',
  'http://0x7f000001:PORT/',
  'http://0177.0.0.1:PORT/',
  'http://①②⑦.0.0.1:PORT/',
  'http://0.0.0.0:PORT/',
  'http://0:PORT/',
  'http://[::]:PORT/',
  'http://[::1]:PORT/',
  'http://[::ffff:127.0.0.1]:PORT/',
  'http://[::ffff:7f00:1]:PORT/',
  'https://127.0.0.1:PORT/',
  'https://localhost:PORT/',
  'http://user:password@127.0.0.1:PORT/',
  'http://8.8.8.8@127.0.0.1:PORT/',
  'http://127.0.0.1:PORT#8.8.8.8/',
  'http:127.0.0.1:PORT',
  'http:\\\\127.0.0.1:PORT\\',
  'ftp://127.0.0.1:PORT/',
  'file:///etc/passwd',
  '',
]

test('no noticeUrl opens a connection to this machine, whatever its spelling', async () => {
  const store = await world.makeStore()
  const noticeUrls = aims.map((aim) => aim.replace('PORT', String(inside.port)))
  const paymentId = await world.announce(store.storeId, { noticeUrls })

  await world.worker({ sender: world.guardedSender }).drain()

  expect(inside.connections()).toBe(0)
  const webhooks = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(webhooks).toHaveLength(aims.length)
  const errors = new Set(webhooks.map(({ attempts }) => attempts[0]?.error))
  expect(errors).toEqual(new Set(['ADDRESS_REFUSED', 'UNSUPPORTED_ADDRESS']))
})

test("neither the console's address, nor its test call, nor a manual resend goes inside", async () => {
  const store = await world.makeStore(`http://localhost:${inside.port}/`)
  const guarded = { ...world.deps, sender: world.guardedSender }
  const paymentId = await world.announce(store.storeId)

  await world.worker({ sender: world.guardedSender }).drain()
  const tested = await testWebhook(guarded, store.key)
  const resent = await resendWebhook(guarded, { storeId: store.storeId, paymentId })

  expect(inside.connections()).toBe(0)
  expect(tested.error).toBe('ADDRESS_REFUSED')
  expect(tested).not.toHaveProperty('responseBody')
  expect(resent).toMatchObject({ status: 'FAILED_UNEXPECTED_ERROR', trigger: 'MANUAL' })
})

test('a refusal does not tell which address a name of the inner network has', async () => {
  const store = await world.makeStore(`http://localhost:${inside.port}/`)
  const tested = await testWebhook({ ...world.deps, sender: world.guardedSender }, store.key)

  expect(JSON.stringify(tested)).not.toMatch(/127\.0\.0\.1|::1/)
})

// Goal: the address that was checked is the address that is used, so a second, different answer has no effect.
test('the resolver hands out only addresses that it has checked, and none beside an inside one', async () => {
  const answer = await new Promise<{ code: string | undefined; addresses: unknown }>((resolve) => {
    createGuardedLookup(false)('localhost', { all: true }, (error, addresses) =>
      resolve({ code: error?.code, addresses }),
    )
  })

  expect(answer).toEqual({ code: 'ADDRESS_REFUSED', addresses: [] })
})

test('development mode reaches loopback and still refuses the rest of the inner network', async () => {
  const store = await world.makeStore()
  const noticeUrls = [
    inside.url,
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://[fd00:ec2::254]/',
    'http://[fe80::1]/',
  ]
  const paymentId = await world.announce(store.storeId, { noticeUrls })

  await world.worker().drain()

  expect(inside.received).toHaveLength(1)
  const webhooks = await listPaymentWebhooks(world.database, store.storeId, paymentId)
  expect(webhooks.filter(({ attempts }) => attempts[0]?.error === 'ADDRESS_REFUSED')).toHaveLength(4)
})
