import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { IamportConnector, functional } from 'iamport-server-api'
import { v1Operations } from '@naru/server/v1-operations'
import { buy } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'

// Goal: the published V1 clients, unmodified but for their host, do with us whatever they do with the real service.
let system: RunningSystem
const require = createRequire(import.meta.url)

beforeAll(async () => {
  system = await startSystem()
}, 120_000)
afterAll(() => system?.stop())

const pay = (amount: number) => buy(system, { pg: 'tosspayments', amount })

const card = { card_number: '4330-1234-1234-1234', expiry: '2039-12', birth: '900101', pwd_2digit: '12' }

type Answer = Readonly<Record<string, unknown>>

describe('npm iamport', () => {
  type Functions = Readonly<Record<string, (param: object) => Promise<Answer>>>
  interface IamportClass {
    DEFAULT_HOST: string
    new (options: {
      impKey: string
      impSecret: string
    }): Readonly<Record<'payment' | 'subscribe' | 'subscribe_customer' | 'vbank', Functions>>
  }
  const Iamport: IamportClass = require('iamport')

  function open(secret = system.demo.v1.restSecret) {
    Iamport.DEFAULT_HOST = system.origins.v1
    return new Iamport({ impKey: system.demo.v1.restKey, impSecret: secret })
  }

  async function call(name: string, param: object): Promise<Answer> {
    const { payment } = open()
    const answer = payment[name]?.call(payment, param)
    if (answer === undefined) throw new Error(`the client has no payment.${name}`)
    return answer
  }

  test('every function of its payments works', async () => {
    const { transactionId, paymentId } = await pay(2_000)
    const merchant_uid = `prepared-${crypto.randomUUID()}`
    const called = [
      [await call('getByImpUid', { imp_uid: transactionId }), { status: 'paid', amount: 2_000 }],
      [await call('getByMerchant', { merchant_uid: paymentId }), { imp_uid: transactionId }],
      [await call('getByStatus', { payment_status: 'paid' }), { total: expect.any(Number), previous: 0 }],
      [
        await call('cancel', { imp_uid: transactionId, amount: 500 }),
        { status: 'cancelled', cancel_amount: 500 },
      ],
      [await call('prepare', { merchant_uid, amount: 7 }), { merchant_uid, amount: 7 }],
      [await call('getPrepare', { merchant_uid }), { merchant_uid, amount: 7 }],
    ] as const

    expect(called.map(([answer]) => answer)).toMatchObject(called.map(([, expected]) => expected))
    const functions = Object.keys(Object.getPrototypeOf(open().payment) as object)
    expect(
      functions.filter((name) => !name.startsWith('_') && name !== 'path' && name !== 'constructor'),
    ).toHaveLength(called.length)
  })

  test('every function of its billing keys, schedules and accounts works', async () => {
    const { subscribe, subscribe_customer: customers, vbank } = open()
    const customer_uid = `iamport-${crypto.randomUUID()}`
    const at = Math.floor(Date.now() / 1_000) + 86_400
    const use = (on: Functions, name: string, param: object): Promise<Answer> => {
      const answer = on[name]?.call(on, param)
      if (answer === undefined) throw new Error(`the client has no ${name}`)
      return answer
    }
    const channel_key = system.demo.channels.find(({ pg }) => pg === 'naru-test')?.channelKey
    const order = () => ({ merchant_uid: `order-${crypto.randomUUID().slice(0, 20)}`, amount: 1_000 })
    const later = order()

    expect(await use(customers, 'create', { customer_uid, channel_key, ...card })).toMatchObject({
      customer_uid,
    })
    expect(await use(customers, 'get', { customer_uid })).toMatchObject({ customer_uid })
    expect(await use(subscribe, 'onetime', { channel_key, ...order(), ...card })).toMatchObject({
      status: 'paid',
    })
    expect(await use(subscribe, 'again', { customer_uid, ...order() })).toMatchObject({ status: 'paid' })
    expect(
      await use(subscribe, 'schedule', { customer_uid, schedules: [{ ...later, schedule_at: at }] }),
    ).toMatchObject([{ schedule_status: 'scheduled' }])
    expect(
      await use(subscribe, 'unschedule', { customer_uid, merchant_uid: [later.merchant_uid] }),
    ).toMatchObject([{ schedule_status: 'revoked' }])
    expect(await use(customers, 'delete', { customer_uid })).toMatchObject({ customer_uid })
    expect(
      await use(vbank, 'create', {
        channel_key,
        ...order(),
        vbank_code: '004',
        vbank_due: at,
        vbank_holder: 'a',
      }),
    ).toMatchObject({ status: 'ready', vbank_code: '004' })
  })

  test('its errors carry what it reads out of ours', async () => {
    await expect(call('getByImpUid', { imp_uid: 'imp_none' })).rejects.toMatchObject({ code: 'HTTP_404' })
    await expect(call('cancel', { imp_uid: 'imp_none' })).rejects.toMatchObject({ code: 'IAMPORT_1' })
    const { payment } = open('wrong')
    await expect(payment['getByImpUid']?.call(payment, { imp_uid: 'x' })).rejects.toMatchObject({
      code: 'HTTP_401',
    })
  })
})

describe('npm iamport-rest-client-nodejs', () => {
  interface Request {
    request(
      client: object,
    ): Promise<{ status: number; data: { code: number; response: unknown; failed?: string[] } }>
    readonly isLast: boolean
  }
  type RequestClass = Readonly<Record<string, (param?: object, headers?: object) => Request>>
  const library: {
    Iamport: new (options: { apiKey: string; apiSecret: string; baseUrl: string }) => object
    Request: Readonly<Record<'Payments' | 'Prepare' | 'Banks' | 'Cards' | 'Authenticate', RequestClass>>
  } = require('iamport-rest-client-nodejs')
  const { Payments, Prepare, Banks, Cards, Authenticate } = library.Request

  async function send(on: RequestClass, name: string, param?: object, headers?: object) {
    const { restKey: apiKey, restSecret: apiSecret } = system.demo.v1
    const client = new library.Iamport({ apiKey, apiSecret, baseUrl: system.origins.v1 })
    const request = on[name]?.call(on, param, headers)
    if (request === undefined) throw new Error(`the client has no ${name}`)
    return { answer: (await request.request(client)).data, isLast: request.isLast }
  }

  test('every function of payments, prepared amounts, codes and tokens works', async () => {
    const { transactionId: imp_uid, paymentId: merchant_uid } = await pay(3_000)
    const prepared = `prepared-${crypto.randomUUID()}`
    const { restKey: imp_key, restSecret: imp_secret } = system.demo.v1

    const called = [
      [await send(Authenticate, 'getToken', { imp_key, imp_secret }), { access_token: expect.any(String) }],
      [await send(Payments, 'getByImpUid', { imp_uid }), { status: 'paid', amount: 3_000 }],
      [await send(Payments, 'getByMerchantUid', { merchant_uid }), { imp_uid }],
      [await send(Payments, 'getByMerchantUids', { merchant_uid }), { total: 1, list: [{ imp_uid }] }],
      [await send(Payments, 'getByStatus', { status: 'paid', limit: 5 }), { previous: 0, next: 0 }],
      [await send(Payments, 'cancel', { imp_uid, amount: 1_000, checksum: 3_000 }), { cancel_amount: 1_000 }],
      [await send(Prepare, 'postAmount', { merchant_uid: prepared, amount: 9 }), { amount: 9 }],
      [await send(Prepare, 'getAmount', { merchant_uid: prepared }), { amount: 9 }],
      [await send(Banks, 'getBank', { code: '088' }), { code: '088', name: '신한은행' }],
      [await send(Cards, 'getCard', { code: '366' }), { code: '366', name: '신한카드' }],
    ] as const

    expect(called.map(([{ answer }]) => answer.response)).toMatchObject(
      called.map(([, expected]) => expected),
    )
    expect(called[3]?.[0].isLast).toBe(true)
    expect((await send(Banks, 'getBanks')).answer.response).toContainEqual({
      code: '004',
      name: 'KB국민은행',
    })
    expect((await send(Cards, 'getCards')).answer.response).toContainEqual({ code: '361', name: 'BC카드' })
    await expect(send(Payments, 'getAmountByImpUid', { imp_uid })).rejects.toMatchObject({
      response: { status: 404, data: { code: -1 } },
    })
  })

  test('of several it tells which ones are missing', async () => {
    const { transactionId } = await pay(1_000)

    const { answer } = await send(Payments, 'getByImpUids', { imp_uid: [transactionId, 'imp_none'] })

    expect(answer.response).toMatchObject([{ imp_uid: transactionId }])
    expect(answer.failed).toEqual(['imp_none'])
  })

  test('a payment of a sub-store is read with the Tier header, and not without', async () => {
    const { transactionId: imp_uid } = await pay(1_000)

    await expect(send(Payments, 'getByImpUid', { imp_uid }, { Tier: 'ZZZ' })).rejects.toMatchObject({
      response: { status: 404 },
    })
  })
})

describe('npm iamport-server-api', () => {
  test('its connector, and every function that reads or cancels a payment', async () => {
    const { transactionId, paymentId } = await pay(4_000)
    const connector = new IamportConnector(system.origins.v1, {
      imp_key: system.demo.v1.restKey,
      imp_secret: system.demo.v1.restSecret,
    })
    const connection = await connector.get()

    const read = await functional.payments.at(connection, transactionId, {})
    const cancelled = await functional.payments.cancel(connection, {
      imp_uid: transactionId,
      merchant_uid: paymentId,
      amount: 4_000,
      checksum: null,
      reason: '테스트',
    })

    expect(read).toMatchObject({ code: 0, response: { status: 'paid', amount: 4_000 } })
    expect(cancelled).toMatchObject({ code: 0, response: { status: 'cancelled', cancel_amount: 4_000 } })
    await expect(functional.payments.at(connection, 'imp_none', {})).rejects.toMatchObject({ status: 404 })
  })
})

test('all 80 operations answer in the envelope, whatever they are asked, and none is missing', async () => {
  const v1 = openV1Client(system)
  const authorization = await v1.token()

  const answers = await Promise.all(
    v1Operations.map(async ([method, path]) => {
      const url = path.replaceAll(/\{\w+\}/g, 'x')
      const body = method === 'GET' || method === 'DELETE' ? undefined : {}
      return { path, answer: await v1.send(method, url, body, { authorization }) }
    }),
  )

  const served = answers.filter(
    ({ answer }) => answer.status !== 501 && !String(answer.message).includes('요청한 경로'),
  )
  process.stdout.write(`REST V1: ${served.length} of ${v1Operations.length} operations are served\n`)
  expect(answers.filter((one) => !served.includes(one))).toEqual([])
  expect(answers.filter(({ answer }) => typeof answer.code !== 'number' || answer.status >= 500)).toEqual([])
})

test('a client that asks for what no PG of the store offers hears so in the envelope, and never that nothing is there', async () => {
  const v1 = openV1Client(system)

  expect(
    await v1.call('POST', '/benepia/point', {
      benepia_user: 'a',
      benepia_password: 'b',
      channel_key: 'channel-key-none',
    }),
  ).toMatchObject({ status: 200, code: 1, response: null, message: expect.stringContaining('베네피아') })
})
