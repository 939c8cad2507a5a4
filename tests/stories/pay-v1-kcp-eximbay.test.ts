import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PreparedAttempt } from '@naru/server/wire/checkout'
import { signInAsDemo } from '../attack/console-client.ts'
import { begin, deposit, readBook, readPayment, settled, until, visitPg } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'

// Goal: the V1 modules of NHN KCP (at the simulator alone) and of Eximbay, chosen by code as old pages do.
let system: RunningSystem

beforeAll(async () => {
  system = await startSystem()
  const console = await signInAsDemo(system)
  for (const channel of [
    { pg: 'kcp', module: 'kcp', name: 'KCP V1', sharedTestMid: 'AO09C' },
    { pg: 'kcp', module: 'kcp_billing', name: 'KCP 정기 V1', sharedTestMid: 'A52LD' },
    { pg: 'eximbay', module: 'eximbay', name: '엑심베이 V1', sharedTestMid: '1849705C64' },
  ]) {
    const made = await console.call('POST', `/stores/${system.demo.storeId}/channels`, {
      mode: 'TEST',
      attribute: 'PAYMENT',
      taxType: 'UNSET',
      manualConfirm: false,
      credentials: {},
      ...channel,
    })
    if (made.status !== 200) throw new Error(made.text)
  }
}, 120_000)
afterAll(() => system?.stop())

async function prepareV1(device: 'PC' | 'MOBILE', request: Readonly<Record<string, unknown>>) {
  const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
  const response = await fetch(`${system.origins.checkout}/browser/v1/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      userCode: system.demo.v1.userCode,
      isLegacy: false,
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: device, isIpad: false, userAgent: 'headless' },
      request: {
        pay_method: 'card',
        merchant_uid: merchantUid,
        name: '나룻배 모형',
        amount: 11_000,
        buyer_name: '홍길동',
        buyer_tel: '010-1234-5678',
        buyer_email: 'buyer@shop.example',
        m_redirect_url: 'https://shop.example/return',
        ...request,
      },
    }),
  })
  if (!response.ok) throw new Error(await response.text())
  const attempt = (await response.json()) as PreparedAttempt
  return { paymentId: merchantUid, transactionId: attempt.txId, attempt }
}

test.each(['PC', 'MOBILE'] as const)(
  'KCP by its V1 module on a %s, and cancelled over REST V1',
  async (device) => {
    const prepared = await prepareV1(device, { pg: 'kcp' })
    await visitPg(system, { pg: 'kcp', amount: 11_000 }, await begin(prepared))
    await settled(system, prepared)
    expect(await readPayment(system, prepared.paymentId)).toMatchObject({ status: 'PAID', version: 'V1' })

    const cancelled = await openV1Client(system).call('POST', '/payments/cancel', {
      imp_uid: prepared.transactionId,
      amount: 1_000,
      checksum: 11_000,
    })

    expect(cancelled).toMatchObject({ code: 0, response: { cancel_amount: 1_000 } })
    expect(await readBook(system, 'kcp', prepared.transactionId)).toMatchObject({
      approvedMinor: 11_000,
      cancelledMinor: 1_000,
    })
  },
)

test('KCP V1: an account is paid into', async () => {
  const prepared = await prepareV1('PC', { pg: 'kcp', pay_method: 'vbank' })
  await visitPg(system, { pg: 'kcp', amount: 11_000, method: 'VIRTUAL_ACCOUNT' }, await begin(prepared))
  await settled(system, prepared)

  await deposit(system, 'kcp', prepared.transactionId)

  await until(20_000, 'the deposit', async () =>
    (await readPayment(system, prepared.paymentId))['status'] === 'PAID' ? true : undefined,
  )
})

test('KCP V1: a card is registered in the window of kcp_billing and charged again', async () => {
  const customerUid = `member-${crypto.randomUUID().slice(0, 8)}`
  const prepared = await prepareV1('PC', { pg: 'kcp_billing', customer_uid: customerUid, amount: 0 })
  await visitPg(system, { pg: 'kcp', amount: 0 }, await begin(prepared))

  const again = await openV1Client(system).call('POST', '/subscribe/payments/again', {
    customer_uid: customerUid,
    merchant_uid: `again-${crypto.randomUUID().slice(0, 20)}`,
    amount: 5_000,
    name: '정기 이용',
  })

  expect(again).toMatchObject({ code: 0, response: { status: 'paid', amount: 5_000 } })
})

test('Eximbay V1: a page that names no currency means dollars, and cents are paid as cents', async () => {
  const prepared = await prepareV1('PC', { pg: 'eximbay', amount: 10.5 })
  await visitPg(system, { pg: 'eximbay', amount: 1_050 }, await begin(prepared))
  await settled(system, prepared)

  expect(await readPayment(system, prepared.paymentId)).toMatchObject({
    status: 'PAID',
    currency: 'USD',
    amount: { total: 1_050 },
  })
  expect(await readBook(system, 'eximbay', prepared.transactionId)).toMatchObject({ approvedMinor: 1_050 })
})
