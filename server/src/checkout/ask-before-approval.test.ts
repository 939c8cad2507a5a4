import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Attempt } from '../payment/payment.ts'
import type { SendResult } from '../webhook/send-message.ts'
import { askBeforeApproval } from './ask-before-approval.ts'

const attempt: Attempt = {
  storeId: 'store-1',
  transactionId: 'imp_448280090638',
  paymentId: 'order-1',
  phase: 'OPEN',
  status: 'READY',
  pgTxId: null,
  rowVersion: 1,
  data: {
    merchantId: 'merchant-1',
    order: {
      orderName: '찻잔',
      totalMinor: 1_050,
      taxFreeMinor: 0,
      vatMinor: 0,
      currency: 'USD',
      payMethod: 'CARD',
      device: 'PC',
      customer: {},
      isEscrow: false,
      isCulturalExpense: false,
      confirmUrl: 'https://shop.example/confirm',
    },
    channel: {
      id: 'channel-id-1',
      key: 'channel-key-1',
      name: '채널',
      mode: 'TEST',
      pg: 'tosspayments',
      moduleCode: 'tosspayments',
      pgProvider: 'TOSSPAYMENTS',
      pgMerchantId: 'mid-1',
      manualConfirm: false,
    },
    origin: { platformType: 'PC', ipAddress: '192.0.2.1' },
    requestedAt: '2026-01-05T00:00:00.000Z',
    v1: { resultShape: 'NEW' },
  },
  memorySealed: null,
  proofSealed: null,
  owner: null,
  createdAt: new Date('2026-01-05T00:00:00Z'),
}

const { v1: _v1, ...v2Data } = attempt.data

async function ask(answer: SendResult, asks: Attempt = attempt) {
  const asked: { url: string; body: object }[] = []
  const refusal = await askBeforeApproval(
    {
      log: pino({ level: 'silent' }),
      askMerchant: (url, body) => {
        asked.push({ url, body })
        return Promise.resolve(answer)
      },
      askMerchantSigned: (url, body) => {
        asked.push({ url, body })
        return Promise.resolve(answer)
      },
    },
    asks,
  )
  return { asked, reason: refusal?.reason, ...(asks === attempt ? {} : { code: refusal?.sdkCode }) }
}

const answered = (status: number, body = ''): SendResult => ({ kind: 'answered', status, headers: {}, body })

test('HTTP 200 goes on, and the merchant was told the ids and the amount in main units', async () => {
  expect(await ask(answered(200))).toEqual({
    asked: [
      {
        url: 'https://shop.example/confirm',
        body: { imp_uid: 'imp_448280090638', merchant_uid: 'order-1', amount: 10.5 },
      },
    ],
    reason: undefined,
  })
})

test.each<[string, SendResult, string]>([
  ['another status with a reason', answered(500, '{"reason":"재고 부족"}'), '재고 부족'],
  ['another success', answered(204), '알 수 없음'],
  ['a redirect', answered(302), '알 수 없음'],
  ['a body that is no JSON', answered(400, '<html>'), '알 수 없음'],
  ['a reason that is no text', answered(400, '{"reason":7}'), '알 수 없음'],
  ['no answer in time', { kind: 'unreachable', error: 'AbortError' }, '알 수 없음'],
])('%s stops the payment', async (_name, answer, reason) => {
  expect((await ask(answer)).reason).toBe(`고객사 요청에 의해 결제를 중단합니다. (상세사유 : ${reason})`)
})

test('V2 is told the ids and the total in minor units, and gives its reason under another name', async () => {
  const v2: Attempt = { ...attempt, data: v2Data }
  expect((await ask(answered(200), v2)).asked).toEqual([
    {
      url: 'https://shop.example/confirm',
      body: {
        storeId: 'store-1',
        mode: 'TEST',
        paymentId: 'order-1',
        transactionId: 'imp_448280090638',
        totalAmount: 1_050,
      },
    },
  ])
  expect(await ask(answered(409, '{"errorMessage":"품절"}'), v2)).toMatchObject({
    reason: '품절',
    code: 'ConfirmProcessFailed',
  })
  expect((await ask(answered(201), v2)).reason).toBe('고객사 요청에 의해 결제를 중단합니다.')
})
