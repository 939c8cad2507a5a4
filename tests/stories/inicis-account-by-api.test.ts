import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInAsDemo, type ConsoleClient } from '../attack/console-client.ts'
import { watchAnswers } from '../contract/recorder.ts'
import { deposit, readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { callApi, channelOf, newPaymentId, orderFault } from './billing-world.ts'

// Goal: an account of KG Inicis without a window. Its answer is in no public document, so it works at the simulator and is
// refused by name everywhere else.
let system: RunningSystem
let owner: ConsoleClient
let v1: ReturnType<typeof openV1Client>
let watch: ReturnType<typeof watchAnswers>

beforeAll(async () => {
  system = await startSystem()
  owner = await signInAsDemo(system)
  v1 = openV1Client(system)
  watch = watchAnswers(system.origins.v2)
}, 120_000)
afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

async function channel(module: string, mode: 'TEST' | 'LIVE'): Promise<string> {
  const own = {
    mid: 'MOI0000001',
    signKey: 'key',
    iniApiKey: '0123456789abcdef',
    iniApiIv: 'fedcba9876543210',
  }
  const made = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode,
    pg: 'inicis',
    module,
    name: `이니시스 ${module} ${mode}`,
    attribute: 'PAYMENT',
    ...(mode === 'TEST' ? { sharedTestMid: 'INIpayTest', credentials: {} } : { credentials: own }),
  })
  if (made.status !== 200) throw new Error(made.text)
  return (made.json as { channelKey: string }).channelKey
}

const body = (channelKey: string, more: object = {}, account: object = {}) => ({
  channelKey,
  orderName: '나룻배 정비',
  amount: { total: 33_000 },
  currency: 'KRW',
  customer: { name: { full: '홍길동' }, email: 'buyer@shop.example', phoneNumber: '010-1234-5678' },
  method: {
    virtualAccount: {
      bank: 'SHINHAN',
      expiry: { validHours: 24 },
      option: { type: 'NORMAL' },
      ...account,
    },
  },
  ...more,
})
const issue = (paymentId: string, asked: object) =>
  callApi(system, 'POST', `/payments/${paymentId}/instant`, asked)

describe('REST V2', () => {
  test('an account is issued, paid into, and given back to the buyer’s account', async () => {
    const paymentId = newPaymentId()
    const issued = await issue(paymentId, body(channelOf(system, 'inicis')))
    expect(issued.status).toBe(200)
    const waiting = await readPayment(system, paymentId)
    expect(waiting).toMatchObject({
      status: 'VIRTUAL_ACCOUNT_ISSUED',
      method: {
        type: 'PaymentMethodVirtualAccount',
        bank: 'SHINHAN',
        accountNumber: expect.stringMatching(/^\d{14}$/),
      },
    })
    const transactionId = String(waiting['transactionId'])
    expect(await readBook(system, 'inicis', transactionId)).toMatchObject({ approvedMinor: 0 })

    await deposit(system, 'inicis', transactionId)
    await until(20_000, 'the deposit', async () =>
      (await readPayment(system, paymentId))['status'] === 'PAID' ? true : undefined,
    )
    const back = await callApi(system, 'POST', `/payments/${paymentId}/cancel`, {
      reason: '환불',
      refundAccount: { bank: 'SHINHAN', number: '110123456789', holderName: '홍길동' },
    })
    expect(back.status).toBe(200)
    expect(await readBook(system, 'inicis', transactionId)).toMatchObject({
      approvedMinor: 33_000,
      cancelledMinor: 33_000,
    })
  })

  test('what the PG would refuse, or cannot do, is a refusal of the PG and no account', async () => {
    const channelKey = channelOf(system, 'inicis')
    const fixed = { option: { type: 'FIXED', fixed: { accountNumber: '1234567890' } } }
    for (const asked of [
      body(channelKey, { customer: { name: { full: '홍길동' } } }),
      body(channelKey, {}, fixed),
    ]) {
      const paymentId = newPaymentId()
      expect(await issue(paymentId, asked)).toMatchObject({ status: 502, body: { type: 'PG_PROVIDER' } })
      expect(await readPayment(system, paymentId)).toMatchObject({ status: 'FAILED' })
    }
  })

  test('an issue whose answer was lost is never called failed', async () => {
    const paymentId = newPaymentId()
    await orderFault(system, { operation: 'approve', fault: 'silent-after' }, 'inicis')
    await issue(paymentId, body(channelOf(system, 'inicis')))

    expect((await readPayment(system, paymentId))['status']).not.toBe('FAILED')
  })

  test('a live channel is refused by name, and nothing is begun', async () => {
    const paymentId = newPaymentId()
    expect(await issue(paymentId, body(await channel('inicis_v2', 'LIVE')))).toMatchObject({
      status: 404,
      body: { type: 'CHANNEL_NOT_FOUND', message: expect.stringContaining('시뮬레이터') },
    })
    expect(await readPayment(system, paymentId)).toMatchObject({ type: 'PAYMENT_NOT_FOUND' })
  })
})

describe('REST V1', () => {
  const vbank = (channelKey: string, merchantUid: string) =>
    v1.call('POST', '/vbanks', {
      channel_key: channelKey,
      merchant_uid: merchantUid,
      amount: 33_000,
      vbank_code: '088',
      vbank_due: Math.floor(Date.now() / 1000) + 86_400,
      vbank_holder: '나루',
      name: '가상계좌',
      buyer_name: '홍길동',
      buyer_email: 'buyer@shop.example',
      buyer_tel: '010-1234-5678',
    })

  test('the standard-window module issues an account over `/vbanks`, and closes it', async () => {
    const issued = await vbank(await channel('html5_inicis', 'TEST'), newPaymentId())

    expect(issued.response).toMatchObject({
      status: 'ready',
      pg_provider: 'html5_inicis',
      pay_method: 'vbank',
      vbank_code: '088',
      vbank_num: expect.stringMatching(/^\d{14}$/),
    })
    const closed = await v1.call('DELETE', `/vbanks/${issued.response.imp_uid}`)
    expect(closed.status).toBe(200)
  })

  test('a live channel is refused, and nothing is begun', async () => {
    const merchantUid = newPaymentId()
    const refused = await vbank(await channel('html5_inicis', 'LIVE'), merchantUid)

    expect(refused).toMatchObject({ response: null })
    expect(await readPayment(system, merchantUid)).toMatchObject({ type: 'PAYMENT_NOT_FOUND' })
  })
})

test('and every answer of REST V2 had the declared form', () => {
  // No published description has an answer for money whose fate is not known yet.
  expect(watch.complaints().filter((one) => !one.includes('PAYMENT_OUTCOME_UNKNOWN'))).toEqual([])
})
