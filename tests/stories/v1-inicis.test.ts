import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PreparedAttempt } from '@naru/server/wire/checkout'
import { signInAsDemo } from '../attack/console-client.ts'
import { begin, readBook, readPayment, settled, visitPg } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'

// Goal: KG Inicis by its V1 module, as most shops of iamport have it: chosen by code and MID, paid and cancelled.
let system: RunningSystem
let channelKey = ''
const mid = 'MOIv1shop1'

beforeAll(async () => {
  system = await startSystem()
  const console = await signInAsDemo(system)
  const made = await console.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'inicis',
    module: 'html5_inicis',
    name: '이니시스 V1',
    attribute: 'PAYMENT',
    taxType: 'UNSET',
    manualConfirm: false,
    credentials: {
      mid,
      signKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
      iniApiKey: 'ItEQKi3rY7uvDS8l',
      iniApiIv: 'HYb3yQ4f65QL89==',
    },
  })
  if (made.status !== 200) throw new Error(made.text)
  channelKey = (made.json as { channelKey: string }).channelKey
}, 120_000)
afterAll(() => system?.stop())

async function buyV1(device: 'PC' | 'MOBILE', choice: Readonly<Record<string, unknown>>) {
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
        ...choice,
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
  const visit = await visitPg(system, { pg: 'inicis', amount: 11_000 }, await begin(prepared))
  await settled(system, prepared)
  const answer = await fetch(`${system.origins.checkout}/browser/v1/attempts/${attempt.attemptId}/callback`, {
    headers: { 'naru-attempt-secret': attempt.attemptSecret },
  })
  return {
    ...prepared,
    location: visit.delivered?.location ?? '',
    callback: (await answer.json()) as Record<string, unknown>,
  }
}

test('by code, by code and MID, and by key: paid on a PC, with the data of the older PGs in the callback', async () => {
  for (const choice of [{ pg: 'html5_inicis' }, { pg: `html5_inicis.${mid}` }, { channelKey }]) {
    const bought = await buyV1('PC', choice)

    expect(bought.callback).toMatchObject({
      success: true,
      imp_uid: bought.transactionId,
      status: 'paid',
      paid_amount: 11_000,
      pg_provider: 'html5_inicis',
      pay_method: 'card',
    })
    expect(await readPayment(system, bought.paymentId)).toMatchObject({
      status: 'PAID',
      version: 'V1',
      channel: { key: channelKey, pgMerchantId: mid },
    })
  }
})

test('on a phone with imp_success in the query, and cancelled over REST V1 at the PG', async () => {
  const bought = await buyV1('MOBILE', { pg: 'html5_inicis' })
  const query = new URL(bought.location).searchParams
  expect(Object.fromEntries(query)).toEqual({
    imp_uid: bought.transactionId,
    merchant_uid: bought.paymentId,
    imp_success: 'true',
  })

  const cancelled = await openV1Client(system).call('POST', '/payments/cancel', {
    imp_uid: bought.transactionId,
    amount: 1_000,
    checksum: 11_000,
  })

  expect(cancelled).toMatchObject({ code: 0, response: { status: 'cancelled', cancel_amount: 1_000 } })
  expect(await readBook(system, 'inicis', bought.transactionId)).toMatchObject({
    approvedMinor: 11_000,
    cancelledMinor: 1_000,
  })
})
