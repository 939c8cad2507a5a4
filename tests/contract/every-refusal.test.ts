import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BeginView, PreparedAttempt } from '@naru/server/wire/checkout'
import { operations } from '@naru/server/rest-v2/operations'
import { signInAsDemo, type ConsoleClient } from '../attack/console-client.ts'
import { begin, buy, prepare, settled, visitPg, type Bought } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import {
  callApi,
  channelOf,
  chargeBody,
  goodCard,
  issueKey,
  newPaymentId,
  orderFault,
} from '../stories/billing-world.ts'
import { watchAnswers } from './recorder.ts'

// Goal: every error that an operation of payments declares is one that the product really gives, in the situation that
// its name says. What the other contract tests meet is not repeated here.
let system: RunningSystem
let owner: ConsoleClient
let watch: ReturnType<typeof watchAnswers>
let paid: Bought
let failed: Bought

const nobody = 'store-00000000-0000-4000-8000-000000000000'
const badCard = { ...goodCard, number: '4000000000000077' }

beforeAll(async () => {
  system = await startSystem()
  owner = await signInAsDemo(system)
  watch = watchAnswers(system.demo.origins.v2)
  ;[paid, failed] = await Promise.all([
    buy(system, { pg: 'naru-test', amount: 10_000 }),
    buy(system, { pg: 'naru-test', amount: 10_000, decision: 'decline' }),
  ])
}, 120_000)
afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

const call = (method: string, path: string, body?: unknown) => callApi(system, method, path, body)
async function typeOf(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await call(method, path, body)
  return answer.status === 200 ? 200 : answer.body['type']
}
const query = (input: object): string => `?requestBody=${encodeURIComponent(JSON.stringify(input))}`

async function sql(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: system.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows
  } finally {
    await client.end()
  }
}

/** While it runs, the test PG's channel waits for the merchant's confirmation. */
async function manually<T>(work: () => Promise<T>): Promise<T> {
  await sql(`update channel set manual_confirm = true where pg = 'naru-test'`)
  try {
    return await work()
  } finally {
    await sql(`update channel set manual_confirm = false where pg = 'naru-test'`)
  }
}

const named = operations.filter(({ priority, path }) => /^P[12]$/.test(priority) && path.includes('{'))

test.each(named.map(({ method, path, errors }) => [method, path, errors] as const))(
  '%s %s refuses an id that is no text at all',
  async (method, path, errors) => {
    if (!errors.includes('INVALID_REQUEST')) return
    const response = await fetch(`${system.demo.origins.v2}${path.replaceAll(/\{\w+\}/g, '%E0%A4%A')}`, {
      method,
      headers: { authorization: `PortOne ${system.demo.apiSecret}` },
      ...(method === 'GET' || method === 'DELETE' ? {} : { body: '{}' }),
    })
    const { type } = (await response.json()) as { type: string }
    expect([method, path, response.status, type]).toEqual([method, path, 400, 'INVALID_REQUEST'])
  },
)

test.each(
  operations
    .filter(
      ({ priority, input, path }) => /^P[12]$/.test(priority) && input !== undefined && !path.includes('{'),
    )
    .map(({ method, path }) => [method, path] as const),
)('%s %s refuses an input that is no JSON', async (method, path) => {
  expect(await typeOf(method, `${path}?requestBody=%7B`)).toBe('INVALID_REQUEST')
})

test('a store that is not the caller’s is forbidden, wherever one may be named', async () => {
  const billing = chargeBody('billing-key-none', 1_000, { storeId: nobody })
  const card = { method: { card: { credential: goodCard } }, channelKey: channelOf(system, 'naru-test') }
  const filter = { filter: { storeId: nobody } }
  const dates = { dateRange: { from: '2026-01-01', until: '2026-01-31' } }
  const tries: readonly (readonly [string, string, unknown?])[] = [
    ['GET', `/billing-keys${query(filter)}`],
    ['POST', '/billing-keys', { ...card, storeId: nobody }],
    ['POST', '/billing-keys/confirm', { billingIssueToken: 'x', storeId: nobody }],
    ['POST', '/billing-keys/confirm-issue-and-pay', { billingIssueToken: 'x', storeId: nobody }],
    ['DELETE', `/billing-keys/billing-key-none?storeId=${nobody}`],
    ['GET', `/cash-receipts${query(filter)}`],
    ['GET', `/identity-verifications${query(filter)}`],
    ['GET', `/payment-schedules${query(filter)}`],
    ['DELETE', `/payment-schedules${query({ storeId: nobody, billingKey: 'x' })}`],
    [
      'GET',
      `/payment-reconciliations/settlements/vat-report${query({ ...dates, filter: { storeIds: [nobody] } })}`,
    ],
    [
      'GET',
      `/payment-reconciliations/transactions/vat-report${query({ ...dates, filter: { storeIds: [nobody] } })}`,
    ],
    ['POST', `/payments/${newPaymentId()}/billing-key`, billing],
    ['POST', `/payments/${newPaymentId()}/instant`, { ...instant(), storeId: nobody }],
    ['POST', `/payments/${newPaymentId()}/schedule`, { payment: billing, timeToPay: '2099-01-01T00:00:00Z' }],
    ['POST', `/payments/${paid.paymentId}/confirm`, { paymentToken: 'x', storeId: nobody }],
    ['POST', `/payments/${paid.paymentId}/pre-register`, { storeId: nobody }],
    ['POST', `/payments/${paid.paymentId}/cancellations/x/stop`, { storeId: nobody }],
    ['GET', `/payments${query(filter)}`],
  ]
  for (const [method, path, body] of tries)
    expect([method, path.split('?')[0], await typeOf(method, path, body)]).toEqual([
      method,
      path.split('?')[0],
      'FORBIDDEN',
    ])
})

function instant(more: object = {}) {
  return {
    channelKey: channelOf(system, 'naru-test'),
    orderName: '전화 주문',
    amount: { total: 12_000 },
    currency: 'KRW',
    method: { card: { credential: goodCard } },
    ...more,
  }
}

describe('billing keys', () => {
  async function group(): Promise<string> {
    const answer = await owner.call('POST', `/stores/${system.demo.storeId}/channel-groups`, {
      mode: 'TEST',
      name: `그룹 ${crypto.randomUUID().slice(0, 8)}`,
      entries: [
        { channelKey: channelOf(system, 'naru-test'), weight: 50, enabled: true },
        { channelKey: channelOf(system, 'tosspayments'), weight: 50, enabled: true },
      ],
    })
    if (answer.status !== 200) throw new Error(answer.text)
    return (answer.json as { channelGroupId: string }).channelGroupId
  }

  test('a channel that is not there, a card that the PG refuses, a group of which nobody issues', async () => {
    const method = { card: { credential: goodCard } }
    expect(await typeOf('POST', '/billing-keys', { method, channelKey: 'channel-key-none' })).toBe(
      'CHANNEL_NOT_FOUND',
    )
    expect(
      await typeOf('POST', '/billing-keys', {
        method: { card: { credential: badCard } },
        channelKey: channelOf(system, 'naru-test'),
      }),
    ).toBe('PG_PROVIDER')
    const channelGroupId = await group()
    await orderFault(system, { operation: 'issueKey', fault: 'decline' })
    await orderFault(system, { operation: 'issueKey', fault: 'decline' }, 'tosspayments')
    const refused = await call('POST', '/billing-keys', { method, channelGroupId })
    expect(refused).toMatchObject({
      status: 502,
      body: { type: 'CHANNEL_SPECIFIC', failures: [{}, {}], succeededChannels: [] },
    })
  })

  test('a deletion that one PG of two refuses is told channel by channel, and charges go on at that one alone', async () => {
    const channelGroupId = await group()
    const issued = await call('POST', '/billing-keys', {
      method: { card: { credential: goodCard } },
      channelGroupId,
    })
    const { billingKey, channels } = issued.body['billingKeyInfo'] as {
      billingKey: string
      channels: { key: string }[]
    }
    expect(channels).toHaveLength(2)
    await orderFault(system, { operation: 'issueKey', fault: 'decline' })

    const refused = await call('DELETE', `/billing-keys/${billingKey}`)

    expect(refused).toMatchObject({
      status: 502,
      body: {
        type: 'CHANNEL_SPECIFIC',
        failures: [{ type: 'PG_PROVIDER', channel: { key: channelOf(system, 'naru-test') } }],
        succeededChannels: [{ key: channelOf(system, 'tosspayments') }],
      },
    })
    const charge = (channelKey: string) =>
      typeOf('POST', `/payments/${newPaymentId()}/billing-key`, chargeBody(billingKey, 1_000, { channelKey }))
    expect(await charge(channelOf(system, 'tosspayments'))).toBe('CHANNEL_NOT_FOUND')
    expect(await charge(channelOf(system, 'naru-test'))).toBe(200)
    expect(await typeOf('DELETE', `/billing-keys/${billingKey}`)).toBe(200)
  })

  async function openIssue(): Promise<PreparedAttempt> {
    const response = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
      method: 'POST',
      body: JSON.stringify({
        type: 'ISSUE_BILLING_KEY',
        sdkVersion: 'headless',
        pageOrigin: 'https://shop.example',
        device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
        request: {
          storeId: system.demo.storeId,
          channelKey: channelOf(system, 'naru-test'),
          billingKeyMethod: 'CARD',
          redirectUrl: 'https://shop.example/registered',
        },
      }),
    })
    return (await response.json()) as PreparedAttempt
  }
  async function register(attempt: PreparedAttempt, number = goodCard.number): Promise<string> {
    const view = (await (await fetch(`${attempt.window.url}/begin`, { method: 'POST' })).json()) as BeginView
    if (view.kind !== 'hand-off') throw new Error('no hand-off')
    await fetch(`${system.origins.simulators}/control/naru-test/buy`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ handOff: view.handOff, decision: 'approve', deliver: true, card: { number } }),
    })
    const state = await fetch(`${system.origins.checkout}/browser/v2/attempts/${attempt.attemptId}`, {
      headers: { 'naru-attempt-secret': attempt.attemptSecret },
    })
    const { result } = (await state.json()) as { result?: Record<string, string> }
    return result?.['billingIssueToken'] ?? ''
  }

  test('a key whose window is still open was never issued; one that a PG will not forget stays', async () => {
    await openIssue()
    const [row] = await sql(`select billing_key from billing_key where phase = 'OPEN' limit 1`)
    expect(await typeOf('DELETE', `/billing-keys/${String(row?.['billing_key'])}`)).toBe(
      'BILLING_KEY_NOT_ISSUED',
    )
    const billingKey = await issueKey(system)
    await orderFault(system, { operation: 'issueKey', fault: 'decline' })
    expect(await typeOf('DELETE', `/billing-keys/${billingKey}`)).toBe('PG_PROVIDER')
    expect(await call('GET', `/billing-keys/${billingKey}`)).toMatchObject({ body: { status: 'ISSUED' } })
  })

  test('a held registration is confirmed once; one that the PG refuses then is the PG’s refusal', async () => {
    const [good, bad] = await manually(async () => [
      await register(await openIssue()),
      await register(await openIssue(), badCard.number),
    ])
    const confirm = (billingIssueToken: string | undefined) =>
      typeOf('POST', '/billing-keys/confirm', { billingIssueToken })

    expect(await confirm(good)).toBe(200)
    expect(await confirm(good)).toBe('BILLING_KEY_ALREADY_ISSUED')
    expect(await confirm(bad)).toBe('PG_PROVIDER')
  })
})

describe('charges', () => {
  test('an order that is paid, reserved, tried too often, or adds up wrongly is not charged', async () => {
    const billingKey = await issueKey(system)
    const reserved = newPaymentId()
    await call('POST', `/payments/${reserved}/schedule`, {
      payment: chargeBody(billingKey, 1_000),
      timeToPay: '2099-01-01T00:00:00Z',
    })
    const tired = newPaymentId()
    await call('POST', `/payments/${tired}/instant`, instant({ method: cardOf('4000000000000010') }))
    await sql(`update payment set attempt_count = 100 where payment_id = $1`, [tired])
    const parts = { amount: { total: 1_000, taxFree: 900, vat: 200 } }

    for (const [way, body] of [
      ['instant', instant()],
      ['billing-key', chargeBody(billingKey, 1_000)],
    ] as const) {
      const charge = (paymentId: string, more: object = {}) =>
        typeOf('POST', `/payments/${paymentId}/${way}`, { ...body, ...more })
      expect(await charge(paid.paymentId)).toBe('ALREADY_PAID')
      expect(await charge(reserved)).toBe('PAYMENT_SCHEDULE_ALREADY_EXISTS')
      expect(await charge(tired)).toBe('MAX_TRANSACTION_COUNT_REACHED')
      expect(await charge(newPaymentId(), parts)).toBe('SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT')
      expect(await charge(newPaymentId(), { channelKey: 'channel-key-none' })).toBe('CHANNEL_NOT_FOUND')
      expect(await charge(newPaymentId(), { promotionId: await promotion() })).toBe(
        'PROMOTION_PAY_METHOD_DOES_NOT_MATCH',
      )
    }
    expect(
      await typeOf(
        'POST',
        `/payments/${newPaymentId()}/instant`,
        instant({ method: cardOf('4000000000000010') }),
      ),
    ).toBe('PG_PROVIDER')
  })

  const cardOf = (number: string) => ({ card: { credential: { ...goodCard, number } } })

  async function promotion(): Promise<string> {
    const answer = await owner.call('POST', `/stores/${system.demo.storeId}/promotions`, {
      name: `행사 ${crypto.randomUUID().slice(0, 8)}`,
      cardCompany: 'SHINHAN_CARD',
      startsAt: new Date(Date.now() - 60_000).toISOString(),
      endsAt: new Date(Date.now() + 86_400_000).toISOString(),
      totalBudget: 100_000,
      partitions: [{ amountFrom: 500, scheme: { type: 'PERCENT', percent: 10 } }],
      recoverOption: { type: 'RECOVER' },
    })
    if (answer.status !== 200) throw new Error(answer.text)
    return (answer.json as { promotionId: string }).promotionId
  }

  test('what is paid or waits for a deposit is not reserved, nor what adds up wrongly', async () => {
    const billingKey = await issueKey(system)
    const reserve = (paymentId: string, more: object = {}) =>
      typeOf('POST', `/payments/${paymentId}/schedule`, {
        payment: chargeBody(billingKey, 1_000, more),
        timeToPay: '2099-01-01T00:00:00Z',
      })
    const waiting = await buy(system, { pg: 'naru-test', amount: 5_000, method: 'VIRTUAL_ACCOUNT' })

    expect(await reserve(paid.paymentId)).toBe('ALREADY_PAID_OR_WAITING')
    expect(await reserve(waiting.paymentId)).toBe('ALREADY_PAID_OR_WAITING')
    expect(await reserve(newPaymentId(), { amount: { total: 100, taxFree: 90, vat: 20 } })).toBe(
      'SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT',
    )
  })

  test('schedules of a key that is unknown or gone are not revoked', async () => {
    const billingKey = await issueKey(system)
    await call('DELETE', `/billing-keys/${billingKey}`)

    expect(await typeOf('DELETE', `/payment-schedules${query({ billingKey: 'billing-key-none' })}`)).toBe(
      'BILLING_KEY_NOT_FOUND',
    )
    expect(await typeOf('DELETE', `/payment-schedules${query({ billingKey })}`)).toBe(
      'BILLING_KEY_ALREADY_DELETED',
    )
  })

  test('a held payment that the PG refuses at the confirm is the PG’s refusal', async () => {
    const held = await manually(async () => {
      const purchase = { pg: 'naru-test', amount: 999_002 }
      const prepared = await prepare(system, purchase)
      await visitPg(system, purchase, await begin(prepared))
      return { ...prepared, result: await settled(system, prepared) }
    })
    expect(
      await typeOf('POST', `/payments/${held.paymentId}/confirm`, {
        paymentToken: held.result['paymentToken'],
      }),
    ).toBe('PG_PROVIDER')
  })

  test('a paid order is neither registered again nor asked for webhooks that it does not have', async () => {
    expect(await typeOf('POST', `/payments/${paid.paymentId}/pre-register`, { totalAmount: 1 })).toBe(
      'ALREADY_PAID',
    )
    expect(await typeOf('POST', `/payments/${paid.paymentId}/resend-webhook`, { webhookId: 'none' })).toBe(
      'WEBHOOK_NOT_FOUND',
    )
    for (let sent = 0; sent < 10; sent += 1) await call('POST', `/payments/${paid.paymentId}/resend-webhook`)
    expect(await typeOf('POST', `/payments/${paid.paymentId}/resend-webhook`)).toBe(
      'MAX_WEBHOOK_RETRY_COUNT_REACHED',
    )
  })
})

describe('cancels', () => {
  const cancel = (paymentId: string, body: object = {}) =>
    call('POST', `/payments/${paymentId}/cancel`, { reason: '단순 변심', ...body })

  test('more tax than there is, more cancels than there may be, and a PG that refuses', async () => {
    const mixed = await buy(system, {
      pg: 'naru-test',
      amount: 10_000,
      request: { taxFreeAmount: 5_000 },
    })
    expect((await cancel(mixed.paymentId, { amount: 8_000, taxFreeAmount: 1_000 })).body['type']).toBe(
      'CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT',
    )
    await orderFault(system, { operation: 'cancel', fault: 'decline' })
    expect((await cancel(mixed.paymentId, { amount: 1_000 })).body['type']).toBe('PG_PROVIDER')
    await sql(`update payment set cancel_count = 50 where payment_id = $1`, [mixed.paymentId])
    expect((await cancel(mixed.paymentId, { amount: 1_000 })).body['type']).toBe('MAX_CANCEL_COUNT_REACHED')
  })

  // The request names no channel, so the operation has no word for one that is gone; the PG is what cannot be had.
  test('a payment whose channel nobody can speak to any more is given back by nobody, in a declared word', async () => {
    const bought = await buy(system, { pg: 'naru-test', amount: 3_000 })
    await sql(
      `update payment_transaction set data = jsonb_set(data, '{channel,key}', '"channel-key-gone"') where payment_id = $1`,
      [bought.paymentId],
    )

    expect(await cancel(bought.paymentId)).toMatchObject({
      status: 502,
      body: { type: 'PG_PROVIDER', pgMessage: expect.stringContaining('channel-key-gone') },
    })
    expect((await call('GET', `/payments/${bought.paymentId}`)).body).toMatchObject({ status: 'PAID' })
  })

  test('a cancel that the PG decides later is told as such, can be taken back once, and gives nothing back', async () => {
    const bought = await buy(system, { pg: 'naru-test', amount: 10_000 })
    const pending = await cancel(bought.paymentId, { amount: 4_000, reason: '확인 필요 [취소대기]' })
    expect(pending).toMatchObject({ status: 200, body: { cancellation: { status: 'REQUESTED' } } })
    const { id } = pending.body['cancellation'] as { id: string }
    const path = `/payments/${bought.paymentId}/cancellations/${id}/stop`
    expect(await call('GET', `/payments/${bought.paymentId}`)).toMatchObject({ body: { status: 'PAID' } })

    await orderFault(system, { operation: 'inquire', fault: 'decline' })
    expect(await typeOf('POST', path)).toBe('PG_PROVIDER')
    expect(await call('POST', path)).toMatchObject({ status: 200, body: { stoppedAt: expect.any(String) } })
    expect(await typeOf('POST', path)).toBe('PAYMENT_CANCELLATION_NOT_PENDING')

    expect(await call('GET', `/payments/${bought.paymentId}`)).toMatchObject({
      body: { status: 'PAID', amount: { cancelled: 0 }, cancellations: [{ status: 'FAILED' }] },
    })
    expect(await cancel(bought.paymentId)).toMatchObject({
      status: 200,
      body: { cancellation: { status: 'SUCCEEDED', totalAmount: 10_000 } },
    })
  })

  test('a cash receipt that the PG will not cancel stays', async () => {
    const paymentId = newPaymentId()
    await call('POST', '/cash-receipts', {
      paymentId,
      channelKey: channelOf(system, 'naru-test'),
      type: 'PERSONAL',
      orderName: '현금 판매',
      currency: 'KRW',
      amount: { total: 5_000 },
      customer: { identityNumber: '01012345678' },
    })
    await orderFault(system, { operation: 'cancel', fault: 'decline' })
    expect(await typeOf('POST', `/payments/${paymentId}/cash-receipt/cancel`)).toBe('PG_PROVIDER')
    expect(await typeOf('POST', `/payments/${paymentId}/cash-receipt/cancel`)).toBe(200)
  })
})

describe('what one PG each wants to know', () => {
  test('partners’ lines are put on the sales slip once', async () => {
    const lines = {
      items: [
        {
          storeBusinessRegistrationNumber: '123-45-67890',
          storeName: '하위 상점',
          totalAmount: 4_000,
          currency: 'KRW',
        },
      ],
    }
    const path = `/payments/${paid.paymentId}/register-store-receipt`
    expect(await call('POST', path, lines)).toMatchObject({
      status: 200,
      body: { receiptUrl: expect.stringMatching(/^http/) },
    })
    expect(await typeOf('POST', path, lines)).toBe('PG_PROVIDER')
  })

  test('a delivery is reported for the transaction, whose parcel and address a parcel needs', async () => {
    const report = {
      transactionId: paid.transactionId,
      deliveryType: 'DIGITAL',
      deliveryStatus: 'ORDER_PLACED',
      estimatedDeliveryDatetime: '2026-12-01T00:00:00Z',
      estimatedUpdateDatetime: '2026-12-01T00:00:00Z',
      refundable: true,
      details: '이용권',
      shippingAddressEmail: 'buyer@shop.example',
    }
    const confirm = (more: object = {}) =>
      call('POST', '/paymentwall/delivery/confirm', { ...report, ...more })
    const parcel = {
      deliveryType: 'PHYSICAL',
      deliveryStatus: 'DELIVERED',
      carrierTrackingId: '1234',
      carrierType: 'CJ',
      shippingAddressCountry: 'KR',
      shippingAddressCity: '서울',
      shippingAddressZip: '04524',
      shippingAddressState: '서울',
      shippingAddressStreet: '세종대로 110',
      shippingAddressPhone: '01012345678',
      shippingAddressFirstname: '길동',
      shippingAddressLastname: '홍',
    }

    expect(await confirm()).toEqual({ status: 200, body: {} })
    expect(await confirm(parcel)).toEqual({ status: 200, body: {} })
    for (const wrong of [
      { deliveryType: 'PHYSICAL' },
      { ...parcel, carrierType: '' },
      { shippingAddressEmail: 'nobody' },
      { estimatedDeliveryDatetime: 'soon' },
      { transactionId: failed.transactionId },
      // It goes forward only.
      {},
    ])
      expect([wrong, (await confirm(wrong)).body['type']]).toEqual([wrong, 'INVALID_REQUEST'])
    expect((await confirm({ transactionId: 'none' })).body['type']).toBe('PAYMENT_NOT_FOUND')
    const other = await buy(system, { pg: 'tosspayments', amount: 1_000 })
    expect((await confirm({ transactionId: other.transactionId })).body['type']).toBe('INVALID_REQUEST')
  })

  test('KakaoPay’s own answer about an order is handed through', async () => {
    const bought = await buy(system, { pg: 'kakaopay', amount: 7_000, method: 'EASY_PAY' })
    const { body } = await call('GET', `/payments/${bought.paymentId}`)
    const search = new URLSearchParams({
      pgTxId: String(body['pgTxId']),
      channelKey: channelOf(system, 'kakaopay'),
    })
    expect(await typeOf('GET', `/kakaopay/payment/order?${search.toString()}`)).toBe(200)
  })

  test('a code that was sent too often is sent no more', async () => {
    const channelKey = system.demo.identityChannels.find(({ pg: one }) => one === 'naru-test')?.channelKey
    const path = `/identity-verifications/identity-${crypto.randomUUID()}`
    await call('POST', `${path}/send`, {
      channelKey,
      operator: 'SKT',
      method: 'SMS',
      customer: {
        name: '김나루',
        phoneNumber: '01023456789',
        identityNumber: '9003141',
        ipAddress: '203.0.113.7',
      },
    })
    const types = []
    for (let sent = 0; sent < 12; sent += 1) types.push(await typeOf('POST', `${path}/resend`))
    expect(types).toContain('PG_PROVIDER')
  })
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
