import { expect, test } from 'vitest'
import { testContext, testOrder } from '../testing/order.ts'
import { ScriptedNetwork } from '../testing/scripted-network.ts'
import { kicc } from './connector.ts'
import { trustedPage } from './environment.ts'
import { readNotification } from './notification.ts'
import { readReturn } from './read-return.ts'
import { messageAuthValue } from './signature.ts'

// No vector is public. The expected values come from a second implementation:
//   printf '<text>' | openssl dgst -sha256 -hmac 'easypay!KICCTEST'
test.each([
  [['25120100000000000001', 'order-1'], '2aacec889c41ff3ae7fdb17cc0e56ced3ba322a8ad34b3534558bd8d84c1d21a'],
  [['pgCno', '1000', '20260101000000'], '2011fe56629f3e28cbac18b615643d82e2b6eff8f045617146f17f2395b525f2'],
])('the signature of %j is the one that openssl computes', (parts, expected) => {
  expect(messageAuthValue('easypay!KICCTEST', parts)).toBe(expected)
})

const form = (fields: Record<string, string>) => ({
  rawBody: Buffer.from(new URLSearchParams(fields).toString(), 'utf8'),
  query: {},
})

test('a return is a proof, a refusal, or nothing that can be read', () => {
  expect(readReturn(form({ resCd: '0000', authorizationId: 'a1', shopOrderNo: 'o1' }))).toEqual({
    kind: 'authenticated',
    proof: { authorizationId: 'a1' },
    claimedOrderId: 'o1',
  })
  expect(readReturn(form({ resCd: 'E1', resMsg: '사용자 취소' }))).toMatchObject({ closedByBuyer: true })
  expect(readReturn(form({ resCd: 'E2', resMsg: '한도초과' }))).toMatchObject({ closedByBuyer: false })
  expect(readReturn(form({ resCd: '0000', shopOrderNo: 'o1' }))).toMatchObject({ kind: 'unreadable' })
  expect(
    readReturn(form({ resCd: '0000', authorizationId: 'a'.repeat(61), shopOrderNo: 'o' })),
  ).toMatchObject({
    kind: 'unreadable',
  })
  expect(readReturn(form({}))).toMatchObject({ kind: 'unreadable' })
})

test('the buyer is sent to pages of KICC only', () => {
  const live = { kind: 'live' } as const
  expect(trustedPage(live, 'https://pgauth.easypay.co.kr/pay?x=1')).toBeDefined()
  expect(trustedPage(live, 'http://pgauth.easypay.co.kr/pay')).toBeUndefined()
  expect(trustedPage(live, 'https://easypay.co.kr.evil.example/pay')).toBeUndefined()
  expect(trustedPage(live, 'nonsense')).toBeUndefined()
})

test('a deposit names the transaction that issued the account, and a message of another mall is refused', () => {
  const read = (message: object) =>
    readNotification(
      { credentials: { mid: 'T1' } },
      { rawBody: Buffer.from(JSON.stringify(message), 'utf8') },
    )
  const message = {
    notiType: '30',
    mallId: 'T1',
    shopOrderNo: 'o1',
    pgCno: 'deposit',
    tlfSno: 'issued',
    amount: '1000',
  }

  expect(read(message)).toMatchObject({ pgTxId: 'issued', claim: 'DEPOSITED', amountMinor: 1_000 })
  expect(read({ ...message, mallId: 'T2' })).toMatchObject({ kind: 'unreadable', refused: { status: 200 } })
  expect(read({ ...message, notiType: '40' })).toMatchObject({ kind: 'ignored' })
  expect(read({ notiType: '30' })).toMatchObject({ kind: 'unreadable' })
})

test.each([
  ['cut off', '{"resCd":"0000","pgCno":"2512'],
  ['of another charset', Buffer.from([0xff, 0xfe, 0x7b])],
  ['without a code', '{}'],
  ['without an amount', '{"resCd":"0000","pgCno":"1"}'],
  [
    'without its signature',
    '{"resCd":"0000","pgCno":"1","amount":"10000","transactionDate":"20260101000000"}',
  ],
])('an approval whose answer is %s is silent, never a refusal', async (_what, body) => {
  const context = testContext({ mid: 'T1', encryptionKey: 'easypay!KICCTEST' }, new ScriptedNetwork({ body }))
  const call = { order: testOrder, proof: { authorizationId: 'a1' }, memory: {}, idempotencyKey: 'k' }
  const answer = await kicc.approve?.(context, call)
  expect(answer).toMatchObject({ kind: 'silent' })
})

test.each([
  ['currency', { amount: { minor: 100, currency: 'USD' } }],
  ['totalAmount', { amount: { minor: 0, currency: 'KRW' } }],
  ['orderName', { orderName: '가'.repeat(26) }],
  ['easyPay.easyPayProvider', { payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'PINPAY' } }],
  ['card.cardCompany', { card: { cardCompany: 'TOSS_BANK' } }],
] as const)('what KICC would refuse in %s is said before the window opens', (field, more) => {
  expect(kicc.checkOrder?.('kicc_v2', { ...testOrder, ...more })).toMatchObject({ field })
})
