import type { PreparedAttempt } from '@naru/server/wire/checkout'
import { createServer } from 'node:http'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { readV1Reference } from '../contract/v1-reference.ts'
import { begin, buy, deposit, readBook, readPayment, until, visitPg } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { callApi, channelOf } from './billing-world.ts'

// Goal: what V1 offers for one PG each works whole at the test PG, and a payment of another PG hears so in V1's own way.
let system: RunningSystem
let v1: ReturnType<typeof openV1Client>
const reference = readV1Reference()
let number = 0
const uid = (kind: string): string => `${kind}-${process.pid}-${(number += 1)}`
const soon = (): number => Math.floor(Date.now() / 1_000) + 86_400

let quickChannel: string
let kcpChannel: string

beforeAll(async () => {
  system = await startSystem()
  v1 = openV1Client(system)
  const console = await signInAsDemo(system)
  const add = async (channel: object) => {
    const made = await console.call('POST', `/stores/${system.demo.storeId}/channels`, {
      pg: 'kcp',
      mode: 'TEST',
      attribute: 'PAYMENT',
      taxType: 'UNSET',
      manualConfirm: false,
      credentials: {},
      ...channel,
    })
    if (made.status !== 200) throw new Error(made.text)
  }
  await add({ module: 'kcp', name: 'KCP V1', sharedTestMid: 'AO09C' })
  await add({ pg: 'payco', module: 'payco', name: '페이코', sharedTestMid: 'PARTNERTEST' })
  await add({
    pg: 'inicis',
    module: 'html5_inicis',
    name: '이니시스 V1',
    credentials: {
      mid: 'MOIv1shop1',
      signKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
      iniApiKey: 'ItEQKi3rY7uvDS8l',
      iniApiIv: 'HYb3yQ4f65QL89==',
    },
  })
  await add({
    module: 'kcp_quick',
    name: '퀵페이',
    credentials: {
      siteCode: 'QUICK1',
      siteKey: 'quick-key',
      partnerType: 'P1',
      partnerSubType: 'S1',
      partnerName: '나루',
    },
  })
  const listed = (await v1.call('GET', '/users/pg')).response as unknown as readonly {
    readonly pg_provider: string
    readonly channel_key: string
  }[]
  const keyOf = (code: string) => listed.find((one) => one.pg_provider === code)?.channel_key ?? ''
  quickChannel = keyOf('kcp_quick')
  kcpChannel = keyOf('kcp')
}, 120_000)
afterAll(() => system?.stop())

function fits(definition: string, value: unknown): void {
  expect(reference?.differences(definition, value) ?? []).toEqual([])
}

/** Rows of payments in which a secret would stand. */
async function rowsWith(canary: string): Promise<number> {
  const client = new pg.Client({ connectionString: system.databaseUrl })
  await client.connect()
  const found = await client.query(
    `select 1 from payment_transaction t where t::text like $1
     union all select 1 from payment p where p::text like $1
     union all select 1 from payment_event e where e::text like $1
     union all select 1 from billing_key k where k::text like $1
     union all select 1 from kcp_quick_preparation q where q::text like $1`,
    [`%${canary}%`],
  )
  await client.end()
  return found.rowCount ?? 0
}

const statusOf = async (impUid: string) => (await v1.call('GET', `/payments/${impUid}`)).response.status

describe('barcodes for convenience stores', () => {
  const issue = (more: object = {}) =>
    v1.call('POST', '/cvs', {
      channel_key: channelOf(system, 'naru-test'),
      merchant_uid: uid('till'),
      amount: 5_500,
      expired_at: soon(),
      name: '편의점 결제',
      ...more,
    })

  test('a barcode waits, is paid at the till once the shop agreed, and is a convenience store payment for V2', async () => {
    const asked: unknown[] = []
    let status = 500
    const shop = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8')
      })
      request.on('end', () => {
        asked.push(JSON.parse(text))
        response.writeHead(status).end()
      })
    })
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    const address = shop.address()
    const confirm_url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/till`
    const merchant_uid = uid('till')
    try {
      const issued = await issue({ merchant_uid, confirm_url, barcode: '8801234567893' })
      const { imp_uid } = issued.response
      expect(issued.response).toMatchObject({
        status: 'ready',
        pay_method: 'cvs',
        channel: 'api',
        vbank_num: '8801234567893',
        paid_at: 0,
      })
      fits('PaymentAnnotation', issued.response)
      expect(await issue({ barcode: '8801234567893' })).toMatchObject({
        status: 200,
        code: -1,
        message: expect.stringContaining('BARCODE_IN_USE'),
      })

      await expect(deposit(system, 'naru-test', imp_uid)).rejects.toThrow('STORE_REFUSED')
      expect(await statusOf(imp_uid)).toBe('ready')

      status = 200
      await deposit(system, 'naru-test', imp_uid)
      await until(20_000, 'the till', async () => ((await statusOf(imp_uid)) === 'paid' ? true : undefined))
      expect(asked[0]).toEqual({
        event: 'Galaxia.Cvs.Confirm',
        imp_uid,
        merchant_uid,
        status: 'ready',
        extra: { barcode: '8801234567893', payType: 'cash' },
      })
      expect(await readPayment(system, merchant_uid)).toMatchObject({
        status: 'PAID',
        method: { type: 'PaymentMethodConvenienceStore', receiptNumber: '8801234567893' },
      })
      expect(await v1.call('DELETE', `/cvs/${imp_uid}`)).toMatchObject({
        status: 200,
        code: 1,
        response: null,
      })
      expect(await issue({ merchant_uid })).toMatchObject({ status: 200, code: 1 })
    } finally {
      shop.closeAllConnections()
      shop.close()
    }
  })

  test('a revoked barcode has failed, and takes no money any more', async () => {
    const { imp_uid } = (await issue()).response

    expect(await v1.call('DELETE', `/cvs/${imp_uid}`)).toMatchObject({
      code: 0,
      response: { status: 'failed' },
    })
    expect(await v1.call('DELETE', `/cvs/${imp_uid}`)).toMatchObject({ status: 200, code: 1 })
    await expect(deposit(system, 'naru-test', imp_uid)).rejects.toThrow('ACCOUNT_CLOSED')
  })

  test('no other channel issues one, and no other payment is revoked as one', async () => {
    const card = await buy(system, { pg: 'naru-test', amount: 1_000 })

    expect(await issue({ channel_key: channelOf(system, 'tosspayments') })).toMatchObject({
      status: 200,
      code: 1,
      message: expect.stringContaining('편의점'),
    })
    expect(await v1.call('DELETE', `/cvs/${card.transactionId}`)).toMatchObject({ status: 200, code: 1 })
    expect(await v1.call('DELETE', '/cvs/imp_none')).toMatchObject({ status: 200, code: 1 })
    expect((await issue({ expired_at: 1_000 })).status).toBe(400)
    expect((await issue({ barcode: '<script>' })).status).toBe(400)
  })
})

describe('welfare points', () => {
  test('NHN KCP offers them too, at its simulator', async () => {
    const account = { channel_key: kcpChannel, benepia_user: 'kim', benepia_password: '1111' }
    const pay = { ...account, benepia_member_code: 'NARU', amount: 20_000, name: '복지몰' }

    const paid = await v1.call('POST', '/benepia/payment', { ...pay, merchant_uid: uid('points') })
    expect(paid.response).toMatchObject({ status: 'paid', pay_method: 'point', pg_provider: 'kcp' })
    expect(await v1.call('POST', '/benepia/point', account)).toMatchObject({ response: { point: 80_000 } })
    expect(await v1.call('POST', '/payments/cancel', { imp_uid: paid.response.imp_uid })).toMatchObject({
      code: 0,
      response: { status: 'cancelled', cancel_amount: 20_000 },
    })
    expect(await v1.call('POST', '/benepia/point', account)).toMatchObject({ response: { point: 100_000 } })
    expect(
      await v1.call('POST', '/benepia/payment', { ...pay, amount: 100_001, merchant_uid: uid('points') }),
    ).toMatchObject({ status: 500, code: -1, message: expect.stringContaining('SIM416') })
  })

  const account = (user: string, more: object = {}) => ({
    channel_key: channelOf(system, 'naru-test'),
    benepia_user: user,
    benepia_password: '1111',
    ...more,
  })

  test('points are read, pay, and come back with a cancel', async () => {
    const user = uid('user')
    const merchant_uid = uid('points')
    const pay = {
      ...account(user),
      benepia_member_code: 'NARU',
      merchant_uid,
      amount: 30_000,
      name: '복지몰',
    }

    expect(await v1.call('POST', '/benepia/point', account(user))).toMatchObject({
      response: { point: 100_000 },
    })
    const paid = await v1.call('POST', '/benepia/payment', pay)
    expect(paid.response).toMatchObject({
      status: 'paid',
      pay_method: 'point',
      amount: 30_000,
      channel: 'api',
    })
    fits('PaymentAnnotation', paid.response)
    expect(await v1.call('POST', '/benepia/point', account(user))).toMatchObject({
      response: { point: 70_000 },
    })
    expect(await v1.call('POST', '/benepia/payment', pay)).toMatchObject({ status: 200, code: 1 })
    await v1.call('POST', '/payments/cancel', { imp_uid: paid.response.imp_uid, amount: 10_000 })
    expect(await v1.call('POST', '/benepia/point', account(user))).toMatchObject({
      response: { point: 80_000 },
    })
    expect(await readPayment(system, merchant_uid)).toMatchObject({ status: 'PARTIAL_CANCELLED' })
  })

  test('a wrong password, which leaves no trace, and too few points are the PG’s refusal; another channel is ours', async () => {
    const user = uid('user')

    const wrong = account(user, { benepia_password: 'CANARY-PASSWORD' })
    const refused = { status: 500, code: -1, message: expect.stringContaining('WRONG_POINT_ACCOUNT') }
    expect(await v1.call('POST', '/benepia/point', wrong)).toMatchObject(refused)
    expect(
      await v1.call('POST', '/benepia/payment', {
        ...wrong,
        merchant_uid: uid('points'),
        amount: 1,
        name: 'a',
      }),
    ).toMatchObject(refused)
    expect(await rowsWith('CANARY-PASSWORD')).toBe(0)
    const poor = await v1.call('POST', '/benepia/payment', {
      ...account(user),
      merchant_uid: uid('points'),
      amount: 100_001,
      name: '복지몰',
    })
    expect(poor).toMatchObject({
      status: 500,
      code: -1,
      message: expect.stringContaining('NOT_ENOUGH_POINTS'),
    })
    expect(
      await v1.call(
        'POST',
        '/benepia/point',
        account(user, { channel_key: channelOf(system, 'tosspayments') }),
      ),
    ).toMatchObject({ status: 200, code: 1, response: null })
    expect((await v1.call('POST', '/benepia/point', { benepia_user: user })).status).toBe(400)
  })
})

describe('an account that waits', () => {
  const issue = () =>
    v1.call('POST', '/vbanks', {
      channel_key: channelOf(system, 'naru-test'),
      merchant_uid: uid('account'),
      amount: 33_000,
      vbank_code: '088',
      vbank_due: soon(),
      vbank_holder: '나루',
    })

  test('gets another amount and deadline, and is paid with the new amount only', async () => {
    const { imp_uid } = (await issue()).response
    const due = soon() + 86_400

    const changed = await v1.call('PUT', `/vbanks/${imp_uid}`, { amount: 22_000, vbank_due: due })

    expect(changed).toMatchObject({ code: 0, response: { amount: 22_000, vbank_date: due, status: 'ready' } })
    fits('PaymentAnnotation', changed.response)
    expect(await readBook(system, 'naru-test', imp_uid)).toMatchObject({ amountMinor: 22_000 })
    await deposit(system, 'naru-test', imp_uid)
    await until(20_000, 'the deposit', async () => ((await statusOf(imp_uid)) === 'paid' ? true : undefined))
    expect((await v1.call('PUT', `/vbanks/${imp_uid}`, { amount: 1_000 })).status).toBe(400)
    expect(await readPayment(system, String(changed.response['merchant_uid' as never]))).toMatchObject({
      status: 'PAID',
      amount: { total: 22_000, paid: 22_000, vat: 2_000 },
    })
  })

  test('changes that cross end as one of them, at the PG and here', async () => {
    const { imp_uid } = (await issue()).response

    await Promise.all(
      [11_000, 12_000, 13_000, 14_000, 15_000, 16_000].map((amount) =>
        v1.call('PUT', `/vbanks/${imp_uid}`, { amount }),
      ),
    )

    const { amount } = (await v1.call('GET', `/payments/${imp_uid}`)).response
    expect(await readBook(system, 'naru-test', imp_uid)).toMatchObject({ amountMinor: amount })
  })

  test('is not changed by nothing, by the past, or where the PG cannot', async () => {
    const { imp_uid } = (await issue()).response

    expect((await v1.call('PUT', `/vbanks/${imp_uid}`, {})).status).toBe(400)
    expect((await v1.call('PUT', `/vbanks/${imp_uid}`, { amount: 0 })).status).toBe(400)
    expect((await v1.call('PUT', `/vbanks/${imp_uid}`, { vbank_due: 1_000 })).status).toBe(400)
    expect((await v1.call('PUT', '/vbanks/imp_none', { amount: 1 })).status).toBe(404)
    const other = await buy(system, { pg: 'tosspayments', amount: 2_000, method: 'VIRTUAL_ACCOUNT' })
    expect(await v1.call('PUT', `/vbanks/${other.transactionId}`, { amount: 1_000 })).toMatchObject({
      status: 400,
      code: -1,
      message: expect.stringContaining('바꿀 수 없습니다'),
    })
  })

  test('an answer that was lost is looked up: the books have the new amount, so the row gets it', async () => {
    const { imp_uid } = (await issue()).response
    await fetch(`${system.origins.simulators}/control/naru-test/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operation: 'inquire', fault: 'silent-after', times: 1 }),
    })

    expect(await v1.call('PUT', `/vbanks/${imp_uid}`, { amount: 11_000 })).toMatchObject({
      code: 0,
      response: { amount: 11_000 },
    })
  })
})

describe('what a PG wants to be told of a paid order', () => {
  const partners = (more: object = {}) => ({
    data: [
      { business_registration_number: '123-45-67890', company_name: '하위 상점', amount: 1_000, ...more },
      { business_registration_number: '2345678901', company_name: '다른 상점', amount: 2_000, tax_free: 500 },
    ],
  })
  const parcel = (imp_uid: string, merchant_uid: string, more: object = {}) => ({
    imp_uid,
    merchant_uid,
    type: 'digital',
    status: 'order_shipped',
    estimated_delivery_datetime: soon(),
    estimated_update_datetime: soon(),
    refundable: 'yes',
    shipping_address_email: 'buyer@shop.example',
    ...more,
  })

  test('partners’ lines come onto the slip, once, and V2 has the same rule', async () => {
    const bought = await buy(system, { pg: 'naru-test', amount: 3_000 })
    const path = `/partners/receipts/${bought.transactionId}`

    expect((await v1.call('POST', path, partners({ amount: 1_001 }))).status).toBe(400)
    expect((await v1.call('POST', path, partners({ business_registration_number: '12' }))).status).toBe(400)
    expect((await v1.call('POST', path, { data: [] })).status).toBe(400)
    const done = await v1.call('POST', path, partners())
    expect(done).toMatchObject({
      code: 0,
      response: { receipt_url: expect.stringContaining('/naru-test/receipt/') },
    })
    fits('PartnerReceiptResultAnnotation', done.response)
    expect(await v1.call('POST', path, partners())).toMatchObject({
      status: 400,
      message: expect.stringContaining('ALREADY_DONE'),
    })
    const again = await callApi(system, 'POST', `/payments/${bought.paymentId}/register-store-receipt`, {
      items: [
        { storeBusinessRegistrationNumber: '1234567890', storeName: 'a', totalAmount: 1, currency: 'KRW' },
      ],
    })
    expect(again).toMatchObject({ status: 502, body: { type: 'PG_PROVIDER', pgCode: 'ALREADY_DONE' } })
    expect((await v1.call('POST', '/partners/receipts/imp_none', partners())).status).toBe(404)
  })

  test('the state of an order goes forward', async () => {
    const { transactionId } = await buy(system, { pg: 'naru-test', amount: 3_000 })
    const tell = (status: string) => v1.call('POST', `/payco/orders/status/${transactionId}`, { status })

    const told = await tell('PURCHASE_DECISION')
    expect(told).toMatchObject({ code: 0, response: { status: 'PURCHASE_DECISION' } })
    fits('PaycoStatusAnnotation', told.response)
    expect(await tell('DELIVERY_START')).toMatchObject({ status: 200, code: -1, response: null })
    expect((await tell('SHIPPED')).status).toBe(400)
    expect(await v1.call('POST', '/payco/orders/status/imp_none', { status: 'CANCELED' })).toMatchObject({
      status: 200,
      code: 1,
    })
  })

  test('a delivery is told with all that its kind needs, and the PG’s refusal comes with its error', async () => {
    const { transactionId, paymentId } = await buy(system, { pg: 'naru-test', amount: 3_000 })
    const tell = (more: object = {}) =>
      v1.call('POST', '/paymentwall/delivery', parcel(transactionId, paymentId, more))

    expect(await tell()).toMatchObject({ code: 0, response: { success: 1 } })
    const back = await tell({ status: 'order_placed' })
    expect(back).toMatchObject({
      status: 200,
      code: -1,
      response: { error: expect.any(String), notices: [] },
    })
    fits('PaymentwallDeliveryDetailAnnotation', back.response)
    expect(await tell({ type: 'physical' })).toMatchObject({
      status: 400,
      message: expect.stringContaining('carrier_tracking_id'),
    })
    expect(await tell({ merchant_uid: 'another' })).toMatchObject({ status: 200, code: 1 })
    expect((await tell({ refundable: 'maybe' })).status).toBe(400)
  })

  test('a payment of a PG without the service, and one that is not paid, hear so', async () => {
    const other = await buy(system, { pg: 'tosspayments', amount: 3_000 })
    const open = await buy(system, { pg: 'naru-test', amount: 3_000, decision: 'decline' })
    const ask = (impUid: string, merchantUid: string) =>
      Promise.all([
        v1.call('POST', `/partners/receipts/${impUid}`, partners()),
        v1.call('POST', `/payco/orders/status/${impUid}`, { status: 'CANCELED' }),
        v1.call('POST', '/paymentwall/delivery', parcel(impUid, merchantUid)),
      ])

    expect(await ask(other.transactionId, other.paymentId)).toMatchObject([
      { status: 501, code: -1, message: expect.stringContaining('하위 상점') },
      { status: 200, code: 1, response: null },
      { status: 200, code: 1, response: null },
    ])
    expect(await ask(open.transactionId, open.paymentId)).toMatchObject([
      { status: 400, code: -1 },
      { status: 200, code: 1 },
      { status: 200, code: 1 },
    ])
  })
})

describe('at the PGs that V1 names them after', () => {
  /** A V1 page's buyer pays through a PG, chosen by its code. */
  const buyThrough = async (pg: string, module: string, method: string) => {
    const merchantUid = uid('order')
    const response = await fetch(`${system.origins.checkout}/browser/v1/attempts`, {
      method: 'POST',
      body: JSON.stringify({
        userCode: system.demo.v1.userCode,
        isLegacy: false,
        sdkVersion: 'headless',
        pageOrigin: 'https://shop.example',
        device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
        request: {
          pg: module,
          pay_method: 'card',
          merchant_uid: merchantUid,
          name: '나룻배 모형',
          amount: 11_000,
          buyer_name: '홍길동',
          buyer_tel: '010-1234-5678',
          buyer_email: 'buyer@shop.example',
          m_redirect_url: 'https://shop.example/return',
        },
      }),
    })
    if (!response.ok) throw new Error(await response.text())
    const attempt = (await response.json()) as PreparedAttempt
    const prepared = { paymentId: merchantUid, transactionId: attempt.txId, attempt }
    await visitPg(system, { pg, amount: 11_000, method }, await begin(prepared))
    await until(20_000, 'the payment', async () =>
      (await statusOf(attempt.txId)) === 'paid' ? true : undefined,
    )
    return attempt.txId
  }

  test('PAYCO is paid, told the state of the order, and gives back in parts', async () => {
    const imp_uid = await buyThrough('payco', 'payco', 'CARD')

    expect((await v1.call('GET', `/payments/${imp_uid}`)).response).toMatchObject({
      pg_provider: 'payco',
      emb_pg_provider: 'payco',
      pay_method: 'card',
    })
    expect(
      await v1.call('POST', `/payco/orders/status/${imp_uid}`, { status: 'DELIVERY_START' }),
    ).toMatchObject({ code: 0, response: { status: 'DELIVERY_START' } })
    expect(await readBook(system, 'payco', imp_uid)).toMatchObject({ status: 'DELIVERY_START' })
    for (const amount of [1_000, 10_000])
      expect(await v1.call('POST', '/payments/cancel', { imp_uid, amount, tax_free: 0 })).toMatchObject({
        code: 0,
      })
    expect(await readBook(system, 'payco', imp_uid)).toMatchObject({ cancelledMinor: 11_000 })
  })

  test('KG Inicis puts partners on the slip, which shows them', async () => {
    const imp_uid = await buyThrough('inicis', 'html5_inicis', 'CARD')
    const data = [
      { business_registration_number: '123-45-67890', company_name: '하위 상점 가', amount: 11_000 },
    ]

    const done = await v1.call('POST', `/partners/receipts/${imp_uid}`, { data })

    expect(done).toMatchObject({
      code: 0,
      response: { receipt_url: expect.stringContaining('/inicis/receipt/') },
    })
    const { receipt_url } = done.response as unknown as { receipt_url: string }
    expect(await (await fetch(receipt_url)).text()).toContain('하위 상점 가')
    expect(await v1.call('POST', `/partners/receipts/${imp_uid}`, { data })).toMatchObject({
      status: 400,
      message: expect.stringContaining('SIM409'),
    })
    expect((await v1.call('GET', `/payments/${imp_uid}`)).response).toMatchObject({ receipt_url })
  })
})

describe('KCP QuickPay', () => {
  const memberID = 'member-1'
  const open = async (
    actionType: string,
    { quick = {}, ...more }: { readonly quick?: object; readonly [key: string]: unknown } = {},
  ) => {
    const merchantUid = uid('quick')
    const response = await fetch(`${system.origins.checkout}/browser/v1/attempts`, {
      method: 'POST',
      body: JSON.stringify({
        userCode: system.demo.v1.userCode,
        isLegacy: false,
        sdkVersion: 'headless',
        pageOrigin: 'https://shop.example',
        device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
        request: {
          channelKey: quickChannel,
          pay_method: 'card',
          merchant_uid: merchantUid,
          name: '나룻배 모형',
          amount: 11_000,
          m_redirect_url: 'https://shop.example/return',
          bypass: { kcpQuick: { actionType, memberID, encryptedCI: 'CANARY-CI', ...quick } },
          ...more,
        },
      }),
    })
    const body = (await response.json()) as PreparedAttempt & { readonly message?: string }
    return { status: response.status, message: body.message ?? '', merchantUid, attempt: body }
  }
  /** The whole way through the window; answers the `imp_uid`. */
  const through = async (actionType: string, more: Parameters<typeof open>[1] = {}) => {
    const { status, message, merchantUid, attempt } = await open(actionType, more)
    if (status !== 200) throw new Error(message)
    const prepared = { paymentId: merchantUid, transactionId: attempt.txId, attempt }
    await visitPg(system, { pg: 'kcp', amount: 0 }, await begin(prepared))
    return attempt.txId
  }
  const member = (id: string, more: object = {}) =>
    `/kcpquick/members/${id}?${new URLSearchParams({ site_code: 'QUICK1', partner_type: 'P1', partner_subtype: 'S1', ...more }).toString()}`

  test('a card registered with a PIN is charged by autopay until its key is deleted', async () => {
    const customer_uid = uid('quick-card')
    await through('RegisterAutoPay', { customer_uid })
    const charge = (more: object = {}) =>
      v1.call('POST', '/kcpquick/payment/autopay', {
        customer_uid,
        merchant_uid: uid('autopay'),
        name: '정기 이용',
        buyer_name: '홍길동',
        amount: 4_000,
        ...more,
      })

    const paid = await charge()
    expect(paid.response).toMatchObject({ status: 'paid', amount: 4_000, customer_uid_usage: 'payment' })
    fits('PaymentAnnotation', paid.response)
    expect((await charge({ buyer_name: '' })).status).toBe(400)
    expect(await charge({ customer_uid: 'nobody' })).toMatchObject({ status: 200, code: -1 })
    expect(await v1.call('DELETE', `/kcpquick/autopay/${customer_uid}`)).toMatchObject({
      code: 0,
      response: { customer_uid },
    })
    expect(await charge()).toMatchObject({ status: 200, code: -1 })
    expect((await v1.call('DELETE', `/kcpquick/autopay/${customer_uid}`)).status).toBe(404)
    expect(await rowsWith('CANARY-CI')).toBe(0)
  })

  test('prepaid money pays once per PIN check, for the amount that was prepared, and comes back', async () => {
    const imp_uid = await through('PinCheck')
    const merchant_uid = uid('money')
    const prepared = { btid: 'bt-1', cust_ip: '192.0.2.1', code_verifier: 'CANARY-VERIFIER' }
    const path = `/kcpquick/prepare/${merchant_uid}`
    const pay = (more: object = {}) =>
      v1.call('POST', '/kcpquick/payment/money', {
        member_id: memberID,
        channel_key: quickChannel,
        merchant_uid,
        name: '선불머니 결제',
        amount: 7_000,
        imp_uid,
        ...more,
      })

    expect((await v1.call('PUT', path, prepared)).status).toBe(404)
    expect((await v1.call('POST', path, { ...prepared, prepaid_auth_yn: 'Y' })).status).toBe(400)
    expect((await v1.call('POST', path, { ...prepared, btid: 'x'.repeat(21) })).status).toBe(400)
    expect(
      await v1.call('POST', path, { ...prepared, prepaid_auth_yn: 'Y', prepaid_amount: 8_000 }),
    ).toMatchObject({ status: 200, code: 0 })
    expect((await v1.call('POST', path, prepared)).status).toBe(409)
    expect(await pay()).toMatchObject({ status: 200, code: 1, message: expect.stringContaining('사전등록') })
    await v1.call('PUT', path, { ...prepared, prepaid_auth_yn: 'Y', prepaid_amount: 7_000 })

    expect(await pay({ member_id: 'member-2' })).toMatchObject({ status: 200, code: 1 })
    expect(await pay({ imp_uid: 'imp_none' })).toMatchObject({ status: 200, code: 1 })
    expect(await pay({ channel_key: kcpChannel })).toMatchObject({ status: 200, code: 1 })
    const paid = await pay()
    expect(paid.response).toMatchObject({ status: 'paid', pay_method: 'point', amount: 7_000 })
    expect(await pay()).toMatchObject({ status: 200, code: 1 })
    expect(await pay({ merchant_uid: uid('money') })).toMatchObject({
      status: 200,
      code: -1,
      message: expect.stringContaining('SIM415'),
    })
    expect(await v1.call('POST', '/payments/cancel', { imp_uid: paid.response.imp_uid })).toMatchObject({
      response: { status: 'cancelled' },
    })
    expect(await rowsWith('CANARY-VERIFIER')).toBe(0)
  })

  test('ten payments with one PIN check at once: one takes money', async () => {
    const imp_uid = await through('PinCheck', { quick: { memberID: 'member-race' } })

    const replies = await Promise.all(
      Array.from({ length: 10 }, () =>
        v1.call('POST', '/kcpquick/payment/money', {
          member_id: 'member-race',
          channel_key: quickChannel,
          merchant_uid: uid('race'),
          name: '선불머니 결제',
          amount: 1_000,
          imp_uid,
        }),
      ),
    )

    expect(replies.filter(({ code }) => code === 0)).toHaveLength(1)
    expect(replies.filter(({ message }) => String(message).includes('SIM415'))).toHaveLength(9)
  })

  test('biometrics are released once; KCP’s own refusal stands in `error`', async () => {
    await through('Register', { customer_uid: uid('quick-card') })
    const release = (id: string, channel_key = quickChannel) =>
      v1.call('POST', `/kcpquick/members/${id}/fido/release`, { channel_key })

    expect(await release(memberID)).toMatchObject({ code: 0, response: { member_id: memberID } })
    const again = await release(memberID)
    expect(again).toMatchObject({
      status: 200,
      code: -1,
      error: { code: 'C210', message: expect.any(String) },
    })
    expect(again).not.toHaveProperty('response')
    expect((await release(memberID, kcpChannel)).status).toBe(400)
    expect((await release(memberID, '')).status).toBe(400)
  })

  test('a member is erased by his site and partner only, and pays nothing any more', async () => {
    const id = 'member-erased'
    const imp_uid = await through('PinCheck', { quick: { memberID: id } })

    expect((await v1.call('DELETE', member(id, { partner_type: 'P2' }))).status).toBe(404)
    expect((await v1.call('DELETE', `/kcpquick/members/${id}`)).status).toBe(400)
    const erased = await v1.call('DELETE', member(id))
    expect(erased).toMatchObject({
      code: 0,
      response: { member_id: id, pg_provider: 'kcp_quick', pg_id: 'QUICK1' },
    })
    fits('KcpQuickMemberAnnotation', erased.response)
    expect((await v1.call('DELETE', member(id))).status).toBe(404)
    expect(
      await v1.call('POST', '/kcpquick/payment/money', {
        member_id: id,
        channel_key: quickChannel,
        merchant_uid: uid('money'),
        name: '선불머니 결제',
        amount: 100,
        imp_uid,
      }),
    ).toMatchObject({ status: 200, code: 1 })
  })

  test('the window pays with Pay, and refuses what names no member, no card or another action', async () => {
    const imp_uid = await through('Pay', { customer_uid: 'whichever' })
    await until(20_000, 'the payment', async () => ((await statusOf(imp_uid)) === 'paid' ? true : undefined))

    expect((await open('Register')).message).toContain('customer_uid')
    expect((await open('Register', { customer_uid: 'a', quick: { memberID: '' } })).message).toContain(
      'memberID',
    )
    expect((await open('Leave', { customer_uid: 'a' })).message).toContain('actionType')
    expect((await open('PinCheck', { quick: { encryptedCI: '' } })).message).toContain('encryptedCI')
  })
})
