import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readV1Reference } from '../contract/v1-reference.ts'
import { startClockedServer, type ClockedSystem } from '../setup/clocked-server.ts'
import { readBook, readPayment } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client, type V1Reply } from '../setup/v1-client.ts'
import { callApi, channelOf, ledger } from './billing-world.ts'

// Goal: a V1 server keeps cards, charges them, books charges ahead and takes them back, and V2 sees the same payments.
let system: RunningSystem
let clocked: ClockedSystem
let v1: ReturnType<typeof openV1Client>
const reference = readV1Reference()

const card = { card_number: '4330-1234-1234-1234', expiry: '2039-12', birth: '900101', pwd_2digit: '12' }
const declinedCard = { ...card, card_number: '4000000000000010' }
let number = 0
const uid = (kind: string): string => `${kind}-${process.pid}-${(number += 1)}`
const naruTest = (): string => channelOf(system, 'naru-test')
const now = (): number => Math.floor(clocked.clock.now().getTime() / 1_000)

beforeAll(async () => {
  system = await startSystem()
  // Next year: what is due by this clock is not due yet for the system's own server, which works on the same rows.
  clocked = await startClockedServer(system, new Date(Date.UTC(new Date().getUTCFullYear() + 1, 2, 1)))
  v1 = openV1Client(clocked)
}, 120_000)
afterAll(async () => {
  await clocked?.stop()
  await system?.stop()
})

async function register(customerUid = uid('customer'), more: object = {}): Promise<string> {
  const reply = await v1.call('POST', `/subscribe/customers/${customerUid}`, {
    channel_key: naruTest(),
    customer_name: '홍길동',
    customer_tel: '010-1234-5678',
    ...card,
    ...more,
  })
  expect(reply).toMatchObject({ status: 200, code: 0, message: null })
  return customerUid
}

const again = (customerUid: string, amount: number, more: object = {}) =>
  v1.call('POST', '/subscribe/payments/again', {
    customer_uid: customerUid,
    merchant_uid: uid('order'),
    amount,
    name: '정기권',
    ...more,
  })

const book = (customerUid: string, ...items: readonly object[]) =>
  v1.call('POST', '/subscribe/payments/schedule', {
    customer_uid: customerUid,
    schedules: items.map((item) => ({
      merchant_uid: uid('later'),
      schedule_at: now() + 3_600,
      currency: 'KRW',
      amount: 9_900,
      name: '다음 달',
      ...item,
    })),
  })

/** The answer has all keys of the published description. */
function fits(definition: string, value: unknown): void {
  expect(reference?.differences(definition, value) ?? []).toEqual([])
}

function listOf(reply: V1Reply): readonly Record<string, unknown>[] {
  return reply.response as unknown as readonly Record<string, unknown>[]
}

describe('customers', () => {
  test('a card becomes the key of a customer_uid, is read alone and with others, and is given back', async () => {
    const customerUid = await register()
    const one = await v1.call('GET', `/subscribe/customers/${customerUid}`)
    expect(one.response).toMatchObject({
      customer_uid: customerUid,
      pg_provider: 'naru_test',
      sandbox: true,
      customer_name: '홍길동',
      card_number: '433012******1234',
      inserted: now(),
    })
    fits('CustomerAnnotation', one.response)
    expect(Object.keys(one.response)).toEqual(Object.keys(one.response).toSorted())

    const many = await v1.call(
      'GET',
      `/subscribe/customers?customer_uid[]=${customerUid}&customer_uid[]=nobody`,
    )
    expect(many).toMatchObject({ status: 207, code: 0, response: [{ customer_uid: customerUid }] })

    expect(await v1.call('DELETE', `/subscribe/customers/${customerUid}?reason=bye`)).toMatchObject({
      status: 200,
      code: 0,
      response: { customer_uid: customerUid },
    })
    expect(await v1.call('GET', `/subscribe/customers/${customerUid}`)).toMatchObject({
      status: 404,
      code: -1,
      response: null,
      message: `요청하신 customer_uid(${customerUid})로 등록된 정보를 찾을 수 없습니다.`,
    })
    expect(await again(customerUid, 1_000)).toMatchObject({ status: 200, code: -1, response: null })
  })

  test('a declined card is HTTP 200 with −1 and the PG’s words, and the name stays free', async () => {
    const customerUid = uid('customer')
    const reply = await v1.call('POST', `/subscribe/customers/${customerUid}`, {
      channel_key: naruTest(),
      ...card,
      card_number: '4000000000000077',
    })

    expect(reply).toMatchObject({ status: 200, code: -1, response: null })
    expect(reply.message).toMatch(/^카드정보 인증 및 빌키 발급에 실패하였습니다\. \[ISSUE_DECLINED\]/)
    expect((await v1.call('GET', `/subscribe/customers/${customerUid}`)).status).toBe(404)
  })

  test('a key that V2 issued is a customer under its own name', async () => {
    const issued = await callApi(clocked, 'POST', '/billing-keys', {
      channelKey: naruTest(),
      method: { card: { credential: { number: '4330123412341234', expiryYear: '39', expiryMonth: '12' } } },
    })
    const { billingKey } = issued.body['billingKeyInfo'] as { billingKey: string }

    expect(await v1.call('GET', `/subscribe/customers/${billingKey}`)).toMatchObject({
      response: { customer_uid: billingKey },
    })
    expect(await again(billingKey, 2_000)).toMatchObject({
      code: 0,
      response: { status: 'paid', customer_uid: billingKey, customer_uid_usage: 'payment' },
    })
  })

  test('forms with empty texts, and a card without a channel, are as good', async () => {
    const customerUid = uid('customer')
    const token = await v1.token()
    const answer = await fetch(`${clocked.origins.v1}/subscribe/customers/${customerUid}/`, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: new URLSearchParams({ ...card, channel_key: naruTest(), customer_email: '' }),
    })
    expect(await answer.json()).toMatchObject({ code: 0, response: { customer_uid: customerUid } })
  })

  test('a sub-store that is not there sees nothing of it', async () => {
    const customerUid = await register()
    const reply = await v1.call('GET', `/subscribe/customers/${customerUid}`, undefined, { Tier: 'ZZZ' })
    expect(reply.status).toBe(404)
    expect(JSON.stringify(reply)).not.toContain('홍길동')
  })
})

describe('charges', () => {
  test('again charges once per order; V2 reads and cancels the payment, V1 sees the cancel', async () => {
    const customerUid = await register()
    const merchant_uid = uid('order')
    const paid = await again(customerUid, 9_900, { merchant_uid, custom_data: { seat: 7 } })

    expect(paid.response).toMatchObject({
      imp_uid: expect.stringMatching(/^imps_\d{12}$/),
      merchant_uid,
      status: 'paid',
      channel: 'api',
      amount: 9_900,
      customer_uid: customerUid,
      customer_uid_usage: 'payment',
      buyer_name: '홍길동',
      custom_data: '{"seat":7}',
      user_agent: 'sorry_not_supported_anymore',
    })
    fits('PaymentAnnotation', paid.response)
    expect(await again(customerUid, 9_900, { merchant_uid })).toMatchObject({
      status: 200,
      code: 1,
      response: null,
    })
    expect(await readPayment(clocked, merchant_uid)).toMatchObject({
      status: 'PAID',
      version: 'V1',
      transactionId: paid.response.imp_uid,
      amount: { total: 9_900, vat: 900 },
    })
    await callApi(clocked, 'POST', `/payments/${merchant_uid}/cancel`, { reason: '단순 변심' })
    expect(await v1.call('GET', `/payments/${paid.response.imp_uid}`)).toMatchObject({
      response: { status: 'cancelled', cancel_amount: 9_900 },
    })
    expect(await readBook(system, 'naru-test', paid.response.imp_uid)).toMatchObject({
      approvedMinor: 9_900,
      cancelledMinor: 9_900,
    })

    const list = await v1.call('GET', `/subscribe/customers/${customerUid}/payments`)
    expect(list.response).toMatchObject({ total: 1, previous: 0, next: 0, list: [{ merchant_uid }] })
    expect((await v1.call('GET', '/subscribe/customers/nobody/payments')).status).toBe(404)
  })

  test('onetime takes a card number once and keeps nothing; with customer_uid it keeps the card', async () => {
    const customerUid = uid('customer')
    const once = {
      merchant_uid: uid('order'),
      amount: '50000',
      name: '한 번',
      channel_key: naruTest(),
      ...card,
    }

    const plain = await v1.call('POST', '/subscribe/payments/onetime/', once)
    expect(plain.response).toMatchObject({
      status: 'paid',
      amount: 50_000,
      customer_uid: null,
      pay_method: 'card',
    })
    const kept = await v1.call('POST', '/subscribe/payments/onetime', {
      ...once,
      merchant_uid: uid('order'),
      customer_uid: customerUid,
      buyer_name: '임꺽정',
    })
    expect(kept.response).toMatchObject({ status: 'paid', customer_uid: customerUid })
    expect(await v1.call('GET', `/subscribe/customers/${customerUid}`)).toMatchObject({
      response: { customer_name: '임꺽정' },
    })

    const declined = await v1.call('POST', '/subscribe/payments/onetime', {
      ...once,
      merchant_uid: uid('order'),
      ...declinedCard,
    })
    expect(declined).toMatchObject({ status: 200, code: -1, response: null })
    expect(declined.message).toMatch(/^카드정보 인증에 실패하였습니다\. \[CARD_DECLINED\]/)
    const other = uid('customer')
    await v1.call('POST', '/subscribe/payments/onetime', {
      ...once,
      merchant_uid: uid('order'),
      customer_uid: other,
      ...declinedCard,
    })
    expect((await v1.call('GET', `/subscribe/customers/${other}`)).status).toBe(404)
    expect(
      await v1.call('POST', '/subscribe/payments/onetime', { ...once, expiry: '203912', card_number: '12' }),
    ).toMatchObject({ status: 400, code: -1, message: expect.not.stringContaining('203912') })
  })

  test('five charges of one order at once take the money once', async () => {
    const customerUid = await register()
    const merchant_uid = uid('order')

    const replies = await Promise.all(
      Array.from({ length: 5 }, () => again(customerUid, 3_000, { merchant_uid })),
    )

    expect(replies.filter(({ code }) => code === 0)).toHaveLength(1)
    const books = await ledger(system)
    const mine = await v1.call('GET', `/payments/findAll/${merchant_uid}/paid`)
    expect(mine.response.total).toBe(1)
    expect(books.filter(({ orderId }) => orderId === mine.response.list[0]?.imp_uid)).toHaveLength(1)
  })
})

describe('schedules', () => {
  const at = async (merchantUid: string) =>
    (await v1.call('GET', `/subscribe/payments/schedule/${merchantUid}`)).response

  async function moveBy(seconds: number): Promise<void> {
    clocked.clock.advance(seconds * 1_000)
    await clocked.drain()
  }

  test('what is booked is charged at its time and told as executed; lists are pages', async () => {
    const customerUid = await register()
    const [first, second] = listOf(await book(customerUid, {}, { schedule_at: now() + 86_400 }))
    expect(first).toMatchObject({
      customer_uid: customerUid,
      schedule_status: 'scheduled',
      payment_status: null,
      imp_uid: null,
      executed_at: 0,
      buyer_name: '홍길동',
      pg_provider: 'naru_test',
    })
    fits('ScheduleResultAnnotation', first)

    await moveBy(3_700)

    const done = await at(String(first?.['merchant_uid']))
    expect(done).toMatchObject({
      schedule_status: 'executed',
      payment_status: 'paid',
      imp_uid: expect.stringMatching(/^imps_\d{12}$/),
    })
    expect(await v1.call('GET', `/payments/${done.imp_uid}`)).toMatchObject({
      response: { status: 'paid', customer_uid: customerUid, customer_uid_usage: 'payment.scheduled' },
    })
    const span = `schedule_from=${now() - 90_000}&schedule_to=${now() + 90_000}`
    expect(
      await v1.call(
        'GET',
        `/subscribe/payments/schedule?${span}&sorting=scheduled&schedule_status=scheduled`,
      ),
    ).toMatchObject({ response: { list: expect.arrayContaining([expect.objectContaining(second ?? {})]) } })
    const spelt = [
      `/subscribe/payments/schedule/customers/${customerUid}?from=${now() - 90_000}&to=${now() + 90_000}`,
      `/subscribe/customers/${customerUid}/schedules?${span}`,
      `/subscribe/customers/${customerUid}/schedules?from=${now() - 90_000}&to=${now() + 90_000}&schedule-status=executed`,
    ]
    const totals = await Promise.all(spelt.map(async (path) => (await v1.call('GET', path)).response.total))
    expect(totals).toEqual([2, 2, 1])
    expect((await v1.call('GET', `/subscribe/payments/schedule?schedule_from=${now()}`)).status).toBe(400)
    expect(
      (
        await v1.call(
          'GET',
          `/subscribe/payments/schedule?schedule_from=${now() - 9_000_000}&schedule_to=${now()}`,
        )
      ).status,
    ).toBe(400)
  })

  test('all of a request or none of it', async () => {
    const customerUid = await register()
    const same = uid('later')
    expect(await book(customerUid, { merchant_uid: same }, { merchant_uid: same })).toMatchObject({ code: 1 })
    const [held] = listOf(await book(customerUid, {}))
    const free = uid('later')

    const reply = await book(customerUid, { merchant_uid: free }, { merchant_uid: held?.['merchant_uid'] })

    expect(reply).toMatchObject({ status: 200, code: 1, response: null })
    expect((await v1.call('GET', `/subscribe/payments/schedule/${free}`)).status).toBe(404)
    expect(await book(customerUid, { schedule_at: now() - 1 })).toMatchObject({ status: 400 })
    expect(await book('nobody', {})).toMatchObject({
      status: 200,
      code: 1,
      message: '등록된 고객정보가 없습니다.',
    })
  })

  test('unschedule takes back by order or by customer, in either spelling of lists', async () => {
    const customerUid = await register()
    const booked = listOf(await book(customerUid, {}, {}, {})).map((item) => String(item['merchant_uid']))

    const one = await v1.call('POST', '/subscribe/payments/unschedule/', {
      customer_uid: customerUid,
      merchant_uid: booked[0],
    })
    expect(one.response).toMatchObject([{ schedule_status: 'revoked', revoked_at: now() }])
    const token = await v1.token()
    const form = await fetch(`${clocked.origins.v1}/subscribe/payments/unschedule`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: `merchant_uid[]=${booked[1]}&customer_uid=${customerUid}`,
    })
    expect(await form.json()).toMatchObject({ code: 0, response: [{ merchant_uid: booked[1] }] })
    expect(
      listOf(await v1.call('POST', '/subscribe/payments/unschedule', { customer_uid: customerUid })),
    ).toHaveLength(1)
    expect(
      await v1.call('POST', '/subscribe/payments/unschedule', { customer_uid: customerUid }),
    ).toMatchObject({ status: 200, code: 1, message: '취소할 예약결제 기록이 존재하지 않습니다.' })
  })

  test('a moved schedule runs at its new time, and only a waiting one moves', async () => {
    const customerUid = await register()
    const [booked] = listOf(await book(customerUid, {}))
    const name = String(booked?.['merchant_uid'])
    const path = `/subscribe/payments/schedule/${name}`

    expect(await v1.call('PUT', path, { schedule_at: now() + 10_000 })).toMatchObject({
      response: { schedule_at: now() + 10_000, schedule_status: 'scheduled' },
    })
    await moveBy(4_000)
    expect(await at(name)).toMatchObject({ schedule_status: 'scheduled' })
    await moveBy(7_000)
    expect(await at(name)).toMatchObject({ schedule_status: 'executed', payment_status: 'paid' })
    expect((await v1.call('PUT', path, { schedule_at: now() + 10 })).status).toBe(400)
    expect((await v1.call('POST', `${path}/reschedule`, { schedule_at: now() + 10 })).status).toBe(400)
    expect((await v1.call('POST', '/subscribe/payments/schedule/none/retry')).status).toBe(404)
  })

  test('a declined one is retried at once, and after a new card under the same name it is paid', async () => {
    const customerUid = await register(undefined, declinedCard)
    const [booked] = listOf(await book(customerUid, {}))
    const name = String(booked?.['merchant_uid'])
    await moveBy(3_700)
    expect(await at(name)).toMatchObject({
      schedule_status: 'executed',
      payment_status: 'failed',
      fail_reason: expect.stringContaining('거절'),
    })

    const retry = `/subscribe/payments/schedule/${name}/retry`
    expect(await v1.call('POST', retry)).toMatchObject({
      status: 200,
      code: 0,
      response: { status: 'failed' },
    })
    await register(customerUid)
    expect(await v1.call('POST', retry)).toMatchObject({
      code: 0,
      response: { status: 'paid', customer_uid_usage: 'payment.scheduled' },
    })
    expect(await at(name)).toMatchObject({ payment_status: 'paid' })
  })

  test('waiting charges go over to the card that takes a name’s place', async () => {
    const customerUid = await register(undefined, declinedCard)
    const [booked] = listOf(await book(customerUid, {}))
    await register(customerUid)

    await moveBy(3_700)

    expect(await at(String(booked?.['merchant_uid']))).toMatchObject({ payment_status: 'paid' })
  })

  test('whoever gives a key back gives its waiting charges back', async () => {
    const customerUid = await register()
    const [booked] = listOf(await book(customerUid, {}))

    expect((await v1.call('DELETE', `/subscribe/customers/${customerUid}`)).code).toBe(0)
    await moveBy(3_700)

    expect(await at(String(booked?.['merchant_uid']))).toMatchObject({ schedule_status: 'revoked' })
  })

  test('a name without a key gets one from the card, checked with a charge that goes back', async () => {
    const customerUid = uid('customer')
    const before = (await ledger(system)).length
    const reply = await v1.call('POST', '/subscribe/payments/schedule', {
      customer_uid: customerUid,
      channel_key: naruTest(),
      ...card,
      checking_amount: 100,
      schedules: JSON.stringify([
        { merchant_uid: uid('later'), schedule_at: now() + 60, amount: 5_000, name: 'a' },
      ]),
    })

    expect(reply).toMatchObject({ status: 200, code: 0 })
    const checked = (await ledger(system)).slice(before)
    expect(checked).toMatchObject([{ balanceMinor: 0 }])
  })
})
