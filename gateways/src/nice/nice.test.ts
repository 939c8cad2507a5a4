import { expect, test } from 'vitest'
import { incoming, testContext, testNow, testOrder, testUrls } from '../testing/order.ts'
import { ScriptedNetwork, resetByPeer } from '../testing/scripted-network.ts'
import type { Scripted } from '../testing/scripted-network.ts'
import { koreanFormBody, readPairs } from '../wire/form.ts'
import { readAnswer } from './api.ts'
import { nice } from './connector.ts'
import { trustedCall } from './environment.ts'
import { authenticateNotification, readNotification } from './notification.ts'
import { encryptCard, signData } from './signature.ts'
import { tidOf, tidsSince, trades } from './tid.ts'

/** Merchant id and key that the PG publishes for tests. */
const mid = 'nicepay00m'
const merchantKey = 'EYzu8jGGMfqaDEp76gSckuvnaHHu+bC4opsSN6lHv3b2lurNYkVXrZ7Z1AoqQnXI3eLuaUFyoRNC6FkrzVjceg=='
const credentials = { mid, merchantKey, cancelPassword: '1234' }
const live = { kind: 'live' } as const

function contextWith(...script: readonly Scripted[]) {
  const network = new ScriptedNetwork(...script)
  return { network, context: testContext(credentials, network, live) }
}

test('SignData of an approval is the one in the webapi guide’s example', () => {
  const parts = ['NICETOKNF435F661A2D54ED799BFB9F4B3F7E369', mid, '1004', '20191114011808', merchantKey]
  expect(signData(parts)).toBe('599644cf3295920f3199f5f151f7abda5a85e3777fbeefe5738e265101435a65')
})

// The first vector is the PG's own (start manual, encData); the second comes from
//   printf '<plain>' | openssl enc -aes-128-ecb -K <hex of the key's first 16 characters>
test.each([
  [
    '2dcc2a0d63bf469490bb19a201be3735',
    'cardNo=1234567890123456&expYear=25&expMonth=12&idNo=800101&cardPw=12',
    '7c4b12eb43324290bd0e522900a892343f57e0d176cdadae757132c7f3cd442f023ef5c3ffa254ed04b6d47624d4c7847e8061f3be0d67adf1b463b46a542052cf47a5206bfd23945fc1851d426468f4',
  ],
  [
    merchantKey,
    'CardNo=1234567890123456&ExpYear=25&ExpMonth=12&IDNo=800101&CardPw=12',
    '892a006dc8b4a8167e664479fcec9978c2c7c8a33531c51b42863a9f582e38ad2b3a5059243ef422c18abcc6873da35696e14394cf717e4f65d552a5bdaa61219af8d31850977f648808e6473448fd12',
  ],
])('card data under %s is what the PG and openssl make of it', (key, plain, expected) => {
  expect(encryptCard(key, plain)).toBe(expected)
  expect(encryptCard('short', plain)).toBeUndefined()
})

// Python: '나이스 상품 😀 뷁'.encode('cp949', 'replace').hex(' ')
test('a form is written in EUC-KR, and read back', () => {
  const body = koreanFormBody({ GoodsName: '나이스 상품 😀 뷁', Moid: 'a-1_B.*' })
  expect(body).toBe('GoodsName=%B3%AA%C0%CC%BD%BA+%BB%F3%C7%B0+%3F+%94%EE&Moid=a-1_B.*')
  expect(readPairs(Buffer.from(body))).toMatchObject({ GoodsName: '나이스 상품 ? 뷁' })
})

const returned = (more: Record<string, string> = {}) => {
  const fields = {
    AuthResultCode: '0000',
    AuthResultMsg: '인증 성공',
    AuthToken: 'NICETOKN1',
    PayMethod: 'CARD',
    MID: mid,
    Moid: testOrder.pgOrderId,
    Amt: '10000',
    TxTid: `${mid}01012601051204051234`,
    NextAppURL: 'https://dc1-api.nicepay.co.kr/webapi/pay_process.jsp',
    NetCancelURL: 'https://dc1-api.nicepay.co.kr/webapi/cancel_process.jsp',
    Signature: signData(['NICETOKN1', mid, '10000', merchantKey]),
    ...more,
  }
  return incoming(koreanFormBody(fields))
}
const read = (more?: Record<string, string>) =>
  nice.readReturn?.(contextWith().context, testOrder, {}, returned(more))

test('a return in EUC-KR that the PG signed is a proof, and its TID is no more than a part of it', () => {
  const reading = read()
  expect(reading).toMatchObject({
    kind: 'authenticated',
    claimedOrderId: testOrder.pgOrderId,
    claimedAmountMinor: 10_000,
  })
  expect(reading).not.toHaveProperty('pgTxId')
})

test.each([
  ['another amount', { Amt: '1000' }],
  ['another merchant id', { MID: 'nicepay01m' }],
  ['no signature', { Signature: '' }],
  ['another token', { AuthToken: 'NICETOKN2' }],
  ['an approval address of a stranger', { NextAppURL: 'https://nicepay.co.kr.evil.example/webapi/x.jsp' }],
  ['no address to undo it at', { NetCancelURL: 'http://127.0.0.1/webapi/cancel_process.jsp' }],
  ['a TID with signs in it', { TxTid: 'a&b' }],
  ['no order number', { Moid: '' }],
])('a return with %s is unreadable', (_what, more) => {
  expect(read(more)).toMatchObject({ kind: 'unreadable' })
})

test('a refusal in the window is told with its words, and whether the buyer stopped himself', () => {
  expect(read({ AuthResultCode: 'I002', AuthResultMsg: '사용자가 결제를 취소하였습니다.' })).toEqual({
    kind: 'failed',
    pgCode: 'I002',
    pgMessage: '사용자가 결제를 취소하였습니다.',
    closedByBuyer: true,
  })
  expect(read({ AuthResultCode: '3095', AuthResultMsg: '한도 초과' })).toMatchObject({ closedByBuyer: false })
})

test('signed orders go to addresses of the PG only', () => {
  expect(trustedCall(live, 'https://dc2-api.nicepay.co.kr/webapi/pay_process.jsp')).toBeDefined()
  for (const address of [
    'http://dc1-api.nicepay.co.kr/webapi/pay_process.jsp',
    'https://dc1-api.nicepay.co.kr:8443/webapi/pay_process.jsp',
    'https://x@dc1-api.nicepay.co.kr/webapi/pay_process.jsp',
    'https://evilnicepay.co.kr/webapi/pay_process.jsp',
    'https://dc1-api.nicepay.co.kr/redirect?to=/webapi/',
    'nonsense',
  ])
    expect(trustedCall(live, address)).toBeUndefined()
})

const tid = `${mid}01012601051204051234`
const proof = {
  authToken: 'NICETOKN1',
  txTid: tid,
  nextAppUrl: 'https://dc1-api.nicepay.co.kr/webapi/pay_process.jsp',
  netCancelUrl: 'https://dc1-api.nicepay.co.kr/webapi/cancel_process.jsp',
}
const approved = (more: Record<string, string> = {}) =>
  JSON.stringify({
    ResultCode: '3001',
    ResultMsg: '카드 결제 성공',
    TID: tid,
    MID: mid,
    Moid: testOrder.pgOrderId,
    Amt: '000000010000',
    Signature: signData([tid, mid, '000000010000', merchantKey]),
    AuthDate: '260105120405',
    AuthCode: '12345678',
    CardCode: '06',
    CardName: '신한',
    CardNo: '53611234****1234',
    CardQuota: '03',
    CardCl: '1',
    CardType: '01',
    ...more,
  })
const approveWith = async (...script: readonly Scripted[]) => {
  const { network, context } = contextWith(...script)
  const answer = await nice.approve?.(context, { order: testOrder, proof, memory: {}, idempotencyKey: 'k' })
  return { answer, network }
}

test('an approval names our own amount, and its padded amount is signed as it was written', async () => {
  const { answer, network } = await approveWith({ body: approved() })
  expect(network.form(0)).toMatchObject({
    TID: tid,
    AuthToken: 'NICETOKN1',
    Amt: '10000',
    EdiDate: '20260105120405',
    SignData: signData(['NICETOKN1', mid, '10000', '20260105120405', merchantKey]),
  })
  expect(answer).toMatchObject({
    kind: 'approved',
    state: 'PAID',
    pgTxId: tid,
    pgMerchantId: mid,
    amount: { minor: 10_000, currency: 'KRW' },
    at: testNow,
    method: { type: 'CARD', card: { name: '신한카드', installmentMonth: 3, type: 'DEBIT', bin: '53611234' } },
  })
})

test.each<readonly [string, Scripted]>([
  ['cut off', { body: approved().slice(0, 60) }],
  ['no text of any charset', { body: Buffer.from([0xff, 0xfe, 0x7b]) }],
  ['without a code', { body: '{}' }],
  ['a page of a proxy', { body: '<html>502</html>', status: 502 }],
  ['without its signature', { body: approved({ Signature: '' }) }],
  ['signed with another key', { body: approved({ Signature: '0'.repeat(64) }) }],
  ['of another amount under the old signature', { body: approved({ Amt: '000000020000' }) }],
  ['of another method', { body: approved({ ResultCode: '4100' }) }],
  [
    'that a TID was used before',
    { body: JSON.stringify({ ResultCode: 'A225', ResultMsg: 'TID 중복 오류' }) },
  ],
  ['that the PG lost its bank', { body: JSON.stringify({ ResultCode: 'A401', ResultMsg: '통신 오류' }) }],
  ['not there', resetByPeer()],
])('an approval whose answer is %s is silent, never a refusal', async (_what, script) => {
  expect((await approveWith(script)).answer).toMatchObject({ kind: 'silent' })
})

test('a refusal is a refusal, in EUC-KR and as name=value pairs too', async () => {
  const refused = { ResultCode: '3095', ResultMsg: '카드사 실패 응답' }
  expect((await approveWith({ body: JSON.stringify(refused) })).answer).toMatchObject({ pgCode: '3095' })
  // iconv -t cp949 of the sentence.
  const korean = Buffer.from('c4abb5e5bbe720bdc7c6d020c0c0b4e4', 'hex')
  const pairs = Buffer.concat([Buffer.from('ResultCode=3095&ResultMsg='), korean])
  expect(readAnswer(pairs, ['3001'])).toMatchObject({ kind: 'declined', pgMessage: '카드사 실패 응답' })
})

const undo = async (...script: readonly Scripted[]) => {
  const { network, context } = contextWith(...script)
  const answer = await nice.netCancel?.(context, { order: testOrder, proof, memory: {}, idempotencyKey: 'k' })
  return { answer, network }
}
const coded = (ResultCode: string, more: Record<string, string> = {}): Scripted => ({
  body: JSON.stringify({ ResultCode, ResultMsg: '', ...more }),
})

test('a net cancel goes to the address of the return, and counts when the PG says undone', async () => {
  const { answer, network } = await undo(coded('2001'))
  expect(answer).toMatchObject({ kind: 'approved' })
  expect(network.requests[0]?.url).toBe(proof.netCancelUrl)
  expect(network.form(0)).toMatchObject({ NetCancel: '1', AuthToken: 'NICETOKN1', Amt: '10000' })
  expect((await undo(coded('2013'))).answer).toMatchObject({ kind: 'approved' })
})

test('nothing to cancel is believed only when the inquiry knows no trade either', async () => {
  expect((await undo(coded('2012'), coded('0000', { TID: tid, Status: '9' }))).answer).toMatchObject({
    kind: 'approved',
  })
  expect((await undo(coded('2012'), coded('0000', { TID: tid, Status: '0' }))).answer).toMatchObject({
    kind: 'declined',
  })
  expect((await undo(coded('2012'), resetByPeer())).answer).toMatchObject({ kind: 'declined' })
  expect((await undo(coded('2020'))).answer).toMatchObject({ kind: 'declined', pgCode: '2020' })
  expect((await undo(resetByPeer())).answer).toMatchObject({ kind: 'silent' })
})

test('the inquiry is never asked about a TID that only the buyer’s browser told', async () => {
  const { network, context } = contextWith()
  const begun = await nice.begin?.(context, testOrder, testUrls)
  const memory = begun?.kind === 'begun' ? begun.memory : {}
  expect(await nice.inquire?.(context, { order: testOrder, memory })).toMatchObject({ kind: 'silent' })
  expect(network.requests).toHaveLength(0)
})

test.each([
  ['0', { kind: 'silent' }],
  ['1', { kind: 'approved', cancelledMinor: 10_000 }],
  ['9', { kind: 'not-approved', final: false }],
  ['5', { kind: 'silent' }],
])('a known trade at status %s is told as far as a status goes', async (status, expected) => {
  const { context } = contextWith(coded('0000', { TID: tid, Status: status }))
  expect(
    await nice.inquire?.(context, { order: testOrder, pgTxId: tid, memory: { window: true } }),
  ).toMatchObject(expected)
})

const cancelCall = {
  order: testOrder,
  pgTxId: tid,
  memory: {},
  methodType: 'CARD',
  cancellationId: 'c-1',
  idempotencyKey: 'c-1',
  amountMinor: 3_000,
  taxFreeMinor: 0,
  vatMinor: 0,
  remainingMinor: 7_000,
  isWhole: false,
  reason: '단순 변심',
  isUnpaidVirtualAccount: false,
} as const

test('a partial cancel whose answer was lost is for a person: the books are not even asked', async () => {
  const { network, context } = contextWith()
  expect(await nice.inquireCancel?.(context, cancelCall)).toMatchObject({ kind: 'silent' })
  expect(network.requests).toHaveLength(0)
  // "Cancelled already" may be this very part, or another.
  expect(await nice.cancel?.(contextWith(coded('2015')).context, cancelCall)).toMatchObject({
    kind: 'silent',
  })
  const whole = { ...cancelCall, amountMinor: 10_000, remainingMinor: 0, isWhole: true }
  expect(await nice.cancel?.(contextWith(coded('2015')).context, whole)).toMatchObject({ kind: 'declined' })
})

test.each([
  ['of another amount', { CancelAmt: '000000005000' }],
  ['with a wrong signature', { CancelAmt: '000000003000', TID: tid, MID: mid, Signature: 'ff' }],
])('a cancel answered %s is silent', async (_what, more) => {
  const { context } = contextWith(coded('2001', more))
  expect(await nice.cancel?.(context, cancelCall)).toMatchObject({ kind: 'silent' })
})

test('every part is cancelled under an order number of its own, and its answer may leave the signature out', async () => {
  const { network, context } = contextWith(coded('2001', { CancelAmt: '000000003000' }))
  expect(await nice.cancel?.(context, cancelCall)).toMatchObject({ kind: 'approved' })
  expect(network.form(0)).toMatchObject({ Moid: 'c-1', PartialCancelCode: '1', CancelAmt: '3000' })
  expect(network.form(0)).not.toHaveProperty('CancelPwd')
})

test('a TID without a window comes out of the order number, and keeps the PG’s form', () => {
  const at = new Date('2026-01-05T14:59:30Z') // half a minute before midnight in Seoul
  const own = tidOf(mid, trades.charge, testOrder, at)
  expect(own).toMatch(/^nicepay00m0116260105([01]\d|2[0-3])[0-5]\d[0-5]\d\d{4}$/)
  expect(tidOf(mid, trades.charge, testOrder, at)).toBe(own)
  const after = new Date(at.getTime() + 40_000)
  expect(tidsSince(mid, trades.charge, testOrder, at)).toEqual([
    own,
    tidOf(mid, trades.charge, testOrder, after),
  ])
  const many = Array.from({ length: 5_000 }, (_, index) =>
    tidOf(mid, trades.charge, { pgOrderId: `order-${index}` }, at),
  )
  expect(new Set(many).size).toBe(many.length)
})

const noteFields = {
  PayMethod: 'VBANK',
  MID: mid,
  Amt: '10000',
  name: '홍길동',
  TID: tid,
  MOID: testOrder.pgOrderId,
  AuthDate: '260105120405',
  ResultCode: '4110',
  VbankNum: '12345678901234',
  StateCd: '0',
}
const note = (more: Record<string, string> = {}, remoteAddress = '121.133.126.10') => ({
  ...incoming(koreanFormBody({ ...noteFields, ...more })),
  remoteAddress,
})

test('a deposit note names TID, account and amount; one for another merchant is refused', () => {
  const { context } = contextWith()
  expect(readNotification(context, note())).toMatchObject({
    kind: 'transaction',
    claim: 'DEPOSITED',
    pgTxId: tid,
    amountMinor: 10_000,
    accountNumber: '12345678901234',
    at: testNow,
    accepted: { status: 200, body: 'OK' },
  })
  expect(readNotification(context, note({ StateCd: '2' }))).toMatchObject({ claim: 'CANCELLED' })
  expect(readNotification(context, note({ ResultCode: '9999' }))).toMatchObject({ kind: 'ignored' })
  expect(readNotification(context, note({ MID: 'x' }))).toMatchObject({ kind: 'unreadable' })
  expect(readNotification(context, incoming('nonsense'))).toMatchObject({ kind: 'unreadable' })
})

test('a note counts from the PG’s own addresses, and not with a signature that is wrong', async () => {
  const { context } = contextWith()
  const sign = (amount: string) => signData([tid, mid, amount, merchantKey])
  const sender = async (more?: Record<string, string>, address?: string) =>
    (await authenticateNotification(context, note(more, address))).kind
  expect(await sender()).toBe('genuine')
  expect(await sender({ Signature: sign('10000') }, '::ffff:211.33.136.39')).toBe('genuine')
  expect(await sender({ Signature: sign('1000') })).toBe('forged')
  expect(await sender({ Signature: sign('10000') }, '203.0.113.9')).toBe('forged')
})

test.each([
  ['currency', { amount: { minor: 100, currency: 'USD' } }],
  ['totalAmount', { amount: { minor: 0, currency: 'KRW' } }],
  ['orderName', { orderName: '가'.repeat(21) }],
  ['orderName', { orderName: '할인 50%' }],
  ['customer.fullName', { customer: { fullName: '가'.repeat(16) } }],
  ['card.cardCompany', { card: { cardCompany: 'TOSS_BANK', installmentMonth: 0 } }],
  ['card.installment.monthOption.fixedMonth', { card: { cardCompany: 'SHINHAN_CARD' } }],
  ['easyPay.easyPayProvider', { payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'TOSSPAY' } }],
  ['easyPay.availablePayMethods', { payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'NAVERPAY' } }],
  ['transfer.cashReceiptType', { payMethod: 'TRANSFER', transfer: { cashReceiptType: 'PERSONAL' } }],
  ['virtualAccount.accountExpiry', { payMethod: 'VIRTUAL_ACCOUNT' }],
  ['productType', { payMethod: 'MOBILE' }],
  [
    'giftCertificate.giftCertificateType',
    { payMethod: 'GIFT_CERTIFICATE', giftCertificate: { giftCertificateType: 'HAPPYMONEY' } },
  ],
  ['bypass.nice_v2.MallUserID', { payMethod: 'GIFT_CERTIFICATE' }],
  ['bypass.nice_v2.SkinType', { bypass: { nice_v2: { SkinType: 'pink' } } }],
] as const)('what NICE would refuse in %s is said before its window opens', (field, more) => {
  expect(nice.checkOrder?.('nice_v2', { ...testOrder, ...more })).toMatchObject({ field })
})

test('the former module opens Kakao Pay, and no other wallet', () => {
  const order = { ...testOrder, payMethod: 'EASY_PAY' as const }
  const check = (easyPayProvider: string) =>
    nice.checkOrder?.('nice', { ...order, easyPay: { easyPayProvider } })
  expect(check('KAKAOPAY')).toBeUndefined()
  expect(check('PAYCO')).toMatchObject({ field: 'easyPay.easyPayProvider' })
})

test.each<readonly [string, 'CARD' | 'CHARGE' | undefined, Record<string, string>]>([
  ['KAKAOPAY', undefined, { NicepayReserved: 'DirectKakao=Y' }],
  ['NAVERPAY', 'CARD', { DirectEasyPay: 'E020', EasyPayMethod: 'E020=CARD' }],
  ['NAVERPAY', 'CHARGE', { DirectEasyPay: 'E020', EasyPayMethod: 'E020=POINT' }],
  ['SAMSUNGPAY', undefined, { DirectEasyPay: 'E021' }],
  ['SSGPAY', undefined, { DirectEasyPay: 'E007' }],
  ['LPAY', undefined, { DirectEasyPay: 'E018' }],
  ['PAYCO', undefined, { NicepayReserved: 'DirectPayco=Y' }],
  ['SKPAY', undefined, { NicepayReserved: 'DirectPay11=Y' }],
])('%s %j is opened at once in the card window', async (easyPayProvider, means, fields) => {
  const order = {
    ...testOrder,
    payMethod: 'EASY_PAY' as const,
    easyPay: { easyPayProvider, ...(means === undefined ? {} : { availablePayMethods: [means] }) },
  }
  expect(nice.checkOrder?.('nice_v2', order)).toBeUndefined()
  const begun = await nice.begin?.(contextWith().context, order, testUrls)
  expect(begun).toMatchObject({
    handOff: { kind: 'nicepay-standard', fields: { PayMethod: 'CARD', DirectShowOpt: 'CARD', ...fields } },
  })
})
