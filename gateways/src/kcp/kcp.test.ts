import { expect, test } from 'vitest'
import type { CancelCall } from '../port.ts'
import { incoming, testContext, testOrder, testUrls } from '../testing/order.ts'
import { ScriptedNetwork, resetByPeer } from '../testing/scripted-network.ts'
import type { Scripted } from '../testing/scripted-network.ts'
import { kcp } from './connector.ts'
import { open, seal } from './identity.ts'
import { orderIdOf, orderNumber } from './order-number.ts'
import { oneLineCertificate, signData } from './signature.ts'
import { simulatorPair } from './simulator-pair.ts'

const credentials = { siteCode: 'T0000', ...simulatorPair, batchGroupId: 'BA0011000348' }
const number = orderNumber(testOrder.pgOrderId)
const proof = { encData: 'sealed', encInfo: 'info', tranCd: '00100000' }
const approved = {
  res_cd: '0000',
  res_msg: '정상처리',
  tno: '20260105000001',
  amount: '10000',
  order_no: number,
  pay_method: 'PACA',
  app_time: '20260105120405',
  app_no: '12345678',
  card_cd: 'CCKM',
  card_no: '433012******1234',
  quota: '03',
  noinf: 'Y',
  isp_issuer_cd: 'CCKA',
  isp_issuer_nm: '카카오뱅크',
}
const answered = (fields: object, status = 200): Scripted => ({ status, body: JSON.stringify(fields) })

async function approve(...script: Scripted[]) {
  const network = new ScriptedNetwork(...script)
  const call = { order: testOrder, proof, memory: {}, idempotencyKey: 'approve-1' }
  return { network, answer: await kcp.approve!(testContext(credentials, network), call) }
}

// Source: `printf '<text>' | openssl dgst -sha256 -sign key.pem | base64` with the key of the shared test site codes.
test.each([
  [
    ['T0000', '20210719000000', 'PACA'],
    'iA3XMKNhNBI7AEy4fkwk1TNmVt5tKfQFEwxHnzPVFE58zlnBS4pPQwRKAnn7mhZ2OOwiUCvf2Mu2rjBwxe6QiYOEflAontfECiEN8RpkdFdCLOqzoLhsCAZ1Ux2Sf+3aquETR3Ch0Fd/6M5KFln7LjIsCZ/RfLAcOdQ0MneMwqBdJImcAFPSrtihihEic17YSQQuz7AGINTppE5W9Tg/Gt6QwqtJvu4ineAIEEd3xUfYNPwWP4+TI49ouq/pkQ8TgQmQNkWsTaVhI19PLM52MMhA5xVL3YD6TLRCXO/H/0STMMBJcrS92T3w21ANYxy8S7mEJhfZAJiujwfHU6xHhw==',
  ],
  [
    ['T0000', '20210719000001', 'STSC'],
    'G95IiRgB6cAd5zl+KveXicke+wg/rRFM2opedRy02t1+NhAHq/Jrej235LY8LVNJANeV4VJRZ2tGpveCmr/6Cv3x5wmxD64phWxiUF67ERA/0YqEnqZMeX8Uf9xwQEMb1XS7ykHH3lmnL86/S68VguBZP+Qa70YEfPyp1r5oa4/97msGOXP/xo4PpgAgH9ZdWZOoKO1bLSU/Zfy6s+8WBPHNS/8QFBWNPxpm+QDAmSs+/25AV5FKp2lFR1dbBKxdb2U9pMFnOYIJ1vyWhY2TLMKHPhrOvjkhjRrpTmKzI63ixc9w2LdRXxBoK2l/yTYVuCZ84Gr5HpdZ7R7xTaQfwQ==',
  ],
])('the signature over %j is that of openssl', (values, expected) => {
  expect(signData(credentials, values)).toBe(expected)
})

test('a key that does not open signs nothing, and the certificate travels on one line', () => {
  expect(signData({ ...credentials, privateKeyPassword: 'wrong' }, ['T0000'])).toBeUndefined()
  expect(oneLineCertificate(simulatorPair.certificate)).toMatch(
    /^-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=]+-----END CERTIFICATE-----$/,
  )
})

test('the order number is the UUID without hyphens, and finds back to it', () => {
  expect(number).toMatch(/^[0-9a-f]{32}$/)
  expect(orderIdOf(number)).toBe(testOrder.pgOrderId)
  expect(orderNumber('imp_448280090638')).toBe('imp448280090638')
  for (const id of ['imp_448280090638', 'imps_448280090638']) expect(orderIdOf(orderNumber(id))).toBe(id)
  expect(orderIdOf('somebody-else')).toBe('somebody-else')
})

test('an approval carries our own number and amount, and tells card, plan and true issuer', async () => {
  const { network, answer } = await approve(answered(approved))

  expect(network.requests[0]?.url).toBe('http://127.0.0.1:4004/kcp/gw/enc/v1/payment')
  expect(JSON.parse(network.text(0))).toEqual({
    site_cd: 'T0000',
    kcp_cert_info: oneLineCertificate(simulatorPair.certificate),
    tran_cd: '00100000',
    enc_data: 'sealed',
    enc_info: 'info',
    ordr_mony: '10000',
    ordr_no: number,
    pay_type: 'PACA',
  })
  expect(answer).toMatchObject({
    kind: 'approved',
    state: 'PAID',
    pgTxId: '20260105000001',
    pgOrderId: testOrder.pgOrderId,
    amount: { minor: 10_000, currency: 'KRW' },
    at: new Date('2026-01-05T03:04:05Z'),
    method: {
      type: 'CARD',
      card: {
        issuerCode: 'CCKA',
        name: '카카오뱅크',
        number: '433012******1234',
        installmentMonth: 3,
        isInterestFree: true,
        approvalNumber: '12345678',
      },
    },
  })
})

test('a wallet in the card window is told as what it is', async () => {
  const { answer } = await approve(answered({ ...approved, card_other_pay_type: 'OT13' }))
  expect(answer).toMatchObject({ method: { type: 'EASY_PAY', provider: 'KAKAOPAY' } })
})

test.each<[string, Scripted, string]>([
  ['a reset', resetByPeer(), 'silent'],
  ['HTTP 500', { status: 500, body: '' }, 'silent'],
  ['half a body', { body: '{"res_cd":"00' }, 'silent'],
  ['a body in another character set', { body: new Uint8Array([0xb0, 0xa1, 0xb3, 0xaa]) }, 'silent'],
  ['an internal error of the PG', answered({ res_cd: '9502', res_msg: '내부 통신 오류' }), 'silent'],
  ['an approval without a number', answered({ ...approved, tno: undefined }), 'silent'],
  ['an amount with a fraction', answered({ ...approved, amount: '10000.5' }), 'silent'],
  ['another amount than the sealed one', answered({ res_cd: '8059', res_msg: '불일치' }), 'declined'],
  ['an empty card', answered({ res_cd: 'CC10', res_msg: '잔액부족' }), 'declined'],
])('%s is %s', async (_name, script, kind) => {
  expect((await approve(script)).answer.kind).toBe(kind)
})

test('another order in the answer is handed up as another order, for the platform to give back', async () => {
  const { answer } = await approve(answered({ ...approved, order_no: 'f'.repeat(32) }))
  expect(answer).toMatchObject({ kind: 'approved', pgOrderId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' })
})

test('the return proves nothing but the sealed data, and claims number and amount as the window had them', () => {
  const read = (fields: Record<string, string>) =>
    kcp.readReturn!(
      testContext(credentials, new ScriptedNetwork()),
      testOrder,
      {},
      incoming(new URLSearchParams(fields).toString()),
    )
  const good = { res_cd: '0000', enc_data: 'd', enc_info: 'i', tran_cd: '00100000', good_mny: '1' }

  expect(read({ ...good, ordr_chk: `${number}|10000` })).toEqual({
    kind: 'authenticated',
    proof: { encData: 'd', encInfo: 'i', tranCd: '00100000' },
    claimedOrderId: testOrder.pgOrderId,
    claimedAmountMinor: 10_000,
  })
  expect(read({ ...good, enc_data: '' })).toMatchObject({ kind: 'unreadable' })
  expect(read({ ...good, enc_data: 'x'.repeat(30_000) })).toMatchObject({ kind: 'unreadable' })
  expect(read({})).toMatchObject({ kind: 'unreadable' })
  expect(read({ res_cd: '3001', res_msg: '사용자 취소' })).toMatchObject({ closedByBuyer: true })
  expect(read({ res_cd: 'CC08', res_msg: '한도초과' })).toMatchObject({
    kind: 'failed',
    closedByBuyer: false,
  })
})

test('a phone’s window is opened at the PG’s own address only', async () => {
  const order = { ...testOrder, device: 'MOBILE' as const }
  const begin = (PayUrl: string, kind: 'sandbox' | 'live') =>
    kcp.begin!(
      testContext(credentials, new ScriptedNetwork(answered({ Code: '0000', approvalKey: 'k', PayUrl })), {
        kind,
      }),
      order,
      testUrls,
    )

  expect(await begin('https://smpay.kcp.co.kr/pay/mobileGW.kcp', 'live')).toMatchObject({
    kind: 'begun',
    handOff: {
      kind: 'form',
      action: 'https://smpay.kcp.co.kr/pay/jsp/encodingFilter/encodingFilter.jsp',
      fields: { approval_key: 'k', pay_method: 'CARD', currency: '410', Ret_URL: testUrls.returnUrl },
    },
  })
  for (const address of [
    'https://kcp.co.kr.evil.example/pay/x',
    'http://smpay.kcp.co.kr/pay/x',
    'javascript:x',
  ])
    expect(await begin(address, 'live')).toMatchObject({ kind: 'silent' })
})

test('text that the PG refuses is cleaned, and tax-free parts are named', async () => {
  const begun = await kcp.begin!(
    testContext(credentials, new ScriptedNetwork()),
    { ...testOrder, orderName: `머그컵 "대" & <소>`, taxFreeMinor: 4_000, vatMinor: 545 },
    testUrls,
  )
  expect(begun).toMatchObject({
    handOff: {
      kind: 'kcp-standard',
      fields: {
        good_name: '머그컵  대     소',
        pay_method: '100000000000',
        tax_flag: 'TG03',
        comm_tax_mny: '5455',
        comm_vat_mny: '545',
        comm_free_mny: '4000',
        res_cd: '',
      },
    },
  })
})

test('what has no public wire goes to the simulator and to nobody else', async () => {
  const network = new ScriptedNetwork()
  const live = testContext(credentials, network, { kind: 'live' })
  const siteKey = testContext({ siteCode: 'AO09C', siteKey: 'key' }, network, { kind: 'sandbox' })
  const card = { number: '4330123412341234', expiryYear: '39', expiryMonth: '12' }
  const issue = {
    storeId: 's',
    pgIssueId: testOrder.pgOrderId,
    method: 'CARD',
    customer: {},
    device: 'PC',
  } as const

  expect(await kcp.issueBillingKeyByCard!(live, { order: issue, card, idempotencyKey: '1' })).toMatchObject({
    kind: 'declined',
  })
  expect(await kcp.beginIssue!(live, { ...issue, device: 'MOBILE' }, testUrls)).toMatchObject({
    kind: 'declined',
  })
  expect(await kcp.issueVirtualAccount!(live, { order: testOrder, idempotencyKey: '1' })).toMatchObject({
    kind: 'declined',
  })
  const person = { fullName: '홍길동', phoneNumber: '01012345678' }
  const order = { ...issue, identityVerificationId: 'i', pgVerificationId: 'v', person, storeName: '나루' }
  expect(
    await kcp.sendOtp!(live, { order, method: 'SMS', operator: 'SKT', ipAddress: '203.0.113.7' }),
  ).toMatchObject({ kind: 'declined' })
  expect(await kcp.begin!(siteKey, testOrder, testUrls)).toMatchObject({ kind: 'declined' })
  expect(
    await kcp.approve!(siteKey, { order: testOrder, proof, memory: {}, idempotencyKey: '1' }),
  ).toMatchObject({ kind: 'declined' })
  expect(network.requests).toEqual([])
})

const cancelCall: CancelCall = {
  order: testOrder,
  pgTxId: '20260105000001',
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
}

test('a part names the balance before it, and is signed with its kind', async () => {
  const network = new ScriptedNetwork(
    answered({
      res_cd: '0000',
      tno: cancelCall.pgTxId,
      mod_mny: '3000',
      canc_time: '20260105130000',
      mod_pcan_seq_no: '1',
    }),
  )
  const answer = await kcp.cancel!(testContext(credentials, network), cancelCall)

  expect(JSON.parse(network.text(0))).toMatchObject({
    mod_type: 'STPC',
    mod_mny: '3000',
    rem_mny: '10000',
    kcp_sign_data: signData(credentials, ['T0000', cancelCall.pgTxId, 'STPC']),
  })
  expect(answer).toMatchObject({
    kind: 'approved',
    pgCancellationId: '20260105000001-1',
    at: new Date('2026-01-05T04:00:00Z'),
  })
})

test.each([
  ['7000', 'STPC', 'approved'],
  ['10000', 'STSR', 'declined'],
  ['5000', 'STPC', 'silent'],
  ['7000', 'XXXX', 'silent'],
])('a lost cancel whose books tell a balance of %s in %s is %s', async (rem_mny, stat_ca_cd, kind) => {
  const network = new ScriptedNetwork(
    answered({ res_cd: '0000', tno: cancelCall.pgTxId, amount: '10000', stat_ca_cd, rem_mny }),
  )
  expect((await kcp.inquireCancel!(testContext(credentials, network), cancelCall)).kind).toBe(kind)
})

test('an approval whose answer was lost stays unknown: KCP is asked by its own number only', async () => {
  const network = new ScriptedNetwork()
  const answer = await kcp.inquire!(testContext(credentials, network), { order: testOrder, memory: {} })
  expect(answer.kind).toBe('silent')
  expect(network.requests).toEqual([])
})

test('a note counts from the PG’s addresses, and a deposit only for the account that was issued', async () => {
  const note = {
    site_cd: 'T0000',
    tno: '20260105000001',
    order_no: number,
    tx_cd: 'TX00',
    ipgm_mnyx: '4000',
    totl_mnyx: '10000',
    ipgm_time: '20260105140000',
    account: '99900001111',
  }
  const request = { ...incoming(new URLSearchParams(note).toString()), remoteAddress: '203.238.36.58' }
  const context = testContext(credentials, new ScriptedNetwork(), { kind: 'live' })
  const reading = kcp.readNotification!(context, request)
  if (reading.kind !== 'transaction') throw new Error(reading.kind)

  expect(reading).toMatchObject({ pgOrderId: testOrder.pgOrderId, claim: 'DEPOSITED', amountMinor: 10_000 })
  expect(reading.accepted.body).toContain('<input type="hidden" name="result" value="0000">')
  expect(await kcp.authenticateNotification!(context, request)).toEqual({ kind: 'genuine' })
  expect(await kcp.authenticateNotification!(context, { ...request, remoteAddress: '198.51.100.7' })).toEqual(
    {
      kind: 'forged',
    },
  )
  const memory = { account: { accountNumber: '99900001111', bank: 'SHINHAN' } }
  const call = { order: testOrder, pgTxId: '20260105000001', memory, notice: reading }
  expect(kcp.readDeposit!(context, call)).toMatchObject({
    kind: 'approved',
    approval: { state: 'PAID', amount: { minor: 10_000 } },
  })
  expect(kcp.readDeposit!(context, { ...call, pgTxId: 'other' })).toMatchObject({ kind: 'not-approved' })
  expect(kcp.readDeposit!(context, { ...call, memory: {} })).toMatchObject({ kind: 'not-approved' })
  expect(kcp.readDeposit!(context, { ...call, notice: { ...reading, accountNumber: '1' } })).toMatchObject({
    kind: 'not-approved',
  })
  const reversed = kcp.readNotification!(
    context,
    incoming(new URLSearchParams({ ...note, op_cd: '13' }).toString()),
  )
  expect(reversed).toMatchObject({ claim: 'DEPOSIT_REVERSED' })
  expect(
    kcp.readNotification!(context, incoming(new URLSearchParams({ ...note, site_cd: 'T9999' }).toString())),
  ).toMatchObject({ kind: 'unreadable' })
})

test.each([
  ['orderName', { orderName: '가'.repeat(51) }],
  ['currency', { amount: { minor: 100, currency: 'EUR' } }],
  ['currency', { amount: { minor: 100, currency: 'USD' }, payMethod: 'TRANSFER' as const }],
  ['bypass.kcp_v2.shop_user_id', { payMethod: 'MOBILE' as const }],
  ['easyPay.easyPayProvider', { payMethod: 'EASY_PAY' as const, easyPay: { easyPayProvider: 'SKPAY' } }],
  ['card.cardCompany', { card: { cardCompany: 'TOSS_BANK' } }],
  ['bypass.kcp_v2.site_name', { card: { cardCompany: 'SHINHAN_CARD' } }],
  ['products', { isEscrow: true }],
])('%s is refused before the window opens', (field, change) => {
  expect(kcp.checkOrder!('kcp_v2', { ...testOrder, ...change })?.field).toBe(field)
  expect(kcp.checkOrder!('kcp_v2', testOrder)).toBeUndefined()
})

// Source: key and IV by Python's hashlib.pbkdf2_hmac, the rest by `openssl enc -aes-256-cbc`.
test('the verification request is sealed as Python and openssl seal it, and opens with its own keys only', () => {
  const salt = Uint8Array.from({ length: 16 }, (_, at) => at)
  const sealed = seal('{"site_cd":"AO6R1"}', 'naru-enc-key-of-the-test', 'AO6R1', salt)

  expect(sealed).toEqual({
    data: 'G7Qyo0wh478EbFNzMTZLj57eIb1L1LzdVMyPre+BsvM=',
    rv: 'AAECAwQFBgcICQoLDA0ODw==',
  })
  expect(open(sealed.data, 'naru-enc-key-of-the-test', 'AO6R1', sealed.rv)).toEqual({ site_cd: 'AO6R1' })
  expect(open(sealed.data, 'another key', 'AO6R1', sealed.rv)).toBeUndefined()
  expect(open(sealed.data.slice(0, 20), 'naru-enc-key-of-the-test', 'AO6R1', sealed.rv)).toBeUndefined()
})

test('a verification return of another registration proves nothing', () => {
  const read = (fields: Record<string, string>) =>
    kcp.readIdentityReturn!(
      testContext({}, new ScriptedNetwork()),
      {
        storeId: 's',
        identityVerificationId: 'i',
        pgVerificationId: 'p',
        person: {},
        device: 'PC',
        storeName: 's',
      },
      { regCertKey: 'ours' },
      incoming(new URLSearchParams(fields).toString()),
    )
  expect(read({ res_cd: '0000', reg_cert_key: 'ours' })).toMatchObject({ kind: 'authenticated' })
  expect(read({ res_cd: '0000', reg_cert_key: 'theirs' })).toMatchObject({ kind: 'unreadable' })
  expect(read({ res_cd: '9999', res_msg: '%EC%B7%A8%EC%86%8C' })).toMatchObject({
    closedByBuyer: true,
    pgMessage: '취소',
  })
})
