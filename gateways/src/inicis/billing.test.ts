import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BillingOrder, Order } from '../port.ts'
import { incoming, testContext, testNow, testOrder, testUrls } from '../testing/order.ts'
import { ScriptedNetwork, resetByPeer } from '../testing/scripted-network.ts'
import type { Scripted } from '../testing/scripted-network.ts'
import { inicis } from './connector.ts'
import { authSignatureOf, iniApiEncrypt, iniApiHash, liteHashOf, pairHash } from './signature.ts'
import { recurringTestMid } from './test-mids.ts'

const { credentials } = recurringTestMid
const { iniApiKey = '', iniApiIv = '', signKey = '', iniLiteKey = '' } = credentials
const origin = 'http://127.0.0.1:4004/inicis'
const registration: BillingOrder = {
  storeId: 'store-1',
  pgIssueId: '7d9c2f1e-0000-4000-8000-000000000001',
  issueName: '나루 정기 이용',
  method: 'CARD',
  customer: { fullName: '홍길동', email: 'buyer@example.com', phoneNumber: '010-1234-5678' },
  device: 'PC',
  displayAmount: { minor: 9_900, currency: 'KRW' },
  offerPeriod: { interval: '1m' },
}
const buyer = { fullName: '홍길동', email: 'buyer@example.com', phoneNumber: '010-1234-5678' }
const card = {
  number: '4330123412341234',
  expiryYear: '39',
  expiryMonth: '12',
  birthOrBusinessRegistrationNumber: '900101',
  passwordTwoDigits: '12',
}
const begin = async (order: Partial<BillingOrder> = {}, keys = credentials) =>
  inicis.beginIssue!(testContext(keys, new ScriptedNetwork()), { ...registration, ...order }, testUrls)

describe('the window that registers a card', () => {
  test('PC: the ordinary window, signed, told to register instead of charging', async () => {
    const signed = { oid: registration.pgIssueId, price: '9900', timestamp: String(testNow.getTime()) }

    expect(await begin()).toMatchObject({
      kind: 'begun',
      handOff: {
        kind: 'inicis-standard',
        fields: {
          ...signed,
          signature: pairHash(signed),
          verification: pairHash({ ...signed, signKey }),
          acceptmethod: 'BILLAUTH(Card):below1000:centerCd(Y)',
          gopaymethod: '',
          offerPeriod: 'M2',
        },
      },
    })
  })

  test('phone: the registration page, signed with the INILite key', async () => {
    const signed = {
      price: '9900',
      mid: 'INIBillTst',
      orderId: registration.pgIssueId,
      timestamp: '20260105120405',
    }
    const range = { from: new Date('2026-01-01T00:00:00Z'), until: new Date('2026-12-31T00:00:00Z') }

    expect(
      await begin({
        device: 'MOBILE',
        offerPeriod: range,
        bypass: { inicis_v2: { carduse: 'percard' } },
      }),
    ).toMatchObject({
      handOff: {
        kind: 'form',
        action: `${origin}/pay/card/billing`,
        fields: {
          ...signed,
          hashdata: liteHashOf(signed, iniLiteKey),
          customData: '{"period":"20260101-20261231"}',
          carduse: 'percard',
          buyerTel: '010-1234-5678',
          returnUrl: testUrls.returnUrl,
        },
      },
    })
  })

  test('a channel without the key of its window is told so before the buyer leaves', async () => {
    expect(await begin({ device: 'MOBILE' }, { ...credentials, iniLiteKey: '' })).toMatchObject({
      kind: 'declined',
      pgMessage: expect.stringContaining('INILite'),
    })
    expect(await begin({}, { ...credentials, signKey: '' })).toMatchObject({ kind: 'declined' })
  })

  test.each([
    [{ method: 'MOBILE' as const }, 'billingKeyMethod'],
    [{ displayAmount: { minor: 100, currency: 'USD' } }, 'currency'],
    [{ customer: {} }, 'customer.fullName'],
    [{ customer: { fullName: '홍길동' } }, 'customer.phoneNumber'],
    [{ customer: { fullName: '홍길동', phoneNumber: '010' } }, 'customer.email'],
    [{ offerPeriod: { interval: '2w' } }, 'offerPeriod.interval'],
    [{ offerPeriod: { from: testNow } }, 'offerPeriod.range'],
    [{ offerPeriod: {}, device: 'MOBILE' as const }, 'offerPeriod'],
  ])('what the PG would refuse is refused before: %j', (more, field) => {
    expect(inicis.checkBillingOrder?.('inicis_v2', { ...registration, ...more })).toMatchObject({ field })
  })

  test('V1 pages need not name a period', () => {
    const { offerPeriod: _period, ...order } = registration
    expect(
      inicis.checkBillingOrder?.('html5_inicis', { ...order, device: 'MOBILE', apiVersion: 'V1' }),
    ).toBeUndefined()
  })
})

describe('the key of the PC window', () => {
  const proof = { window: 'PC', authToken: 'TOKEN', authUrl: `${origin}/api/payAuth` }
  const answerOf = (changes: Record<string, string> = {}) => {
    const facts = { MOID: registration.pgIssueId, TotPrice: '9900', mid: 'INIBillTst', ...changes }
    return JSON.stringify({
      resultCode: '0000',
      tid: 'TID-1',
      applDate: '20260105',
      applTime: '120405',
      applNum: '12345678',
      CARD_BillKey: 'billkey-0123456789',
      CARD_Num: '433012******123*',
      CARD_Code: '14',
      authSignature: authSignatureOf(facts, String(testNow.getTime())),
      ...facts,
      ...changes,
    })
  }
  const issue = async (scripted: Scripted, more: object = {}) => {
    const network = new ScriptedNetwork(scripted)
    const call = { order: registration, proof: { ...proof, ...more }, memory: {}, idempotencyKey: 'k' }
    return { network, answer: await inicis.issueBillingKey!(testContext(credentials, network), call) }
  }

  test('is exchanged for the token, and kept out of what is written down', async () => {
    const { network, answer } = await issue({ body: answerOf() })

    expect(network.form(0)).toMatchObject({ authToken: 'TOKEN', price: '9900', mid: 'INIBillTst' })
    expect(answer).toMatchObject({
      kind: 'issued',
      right: { billKey: 'billkey-0123456789', buyer },
      instrument: { type: 'CARD', card: { name: '신한카드', bin: '433012' } },
      pgTxId: 'TID-1',
      pgMerchantId: 'INIBillTst',
      at: new Date('2026-01-05T03:04:05Z'),
    })
    expect(answer.kind === 'issued' && answer.raw).not.toContain('billkey-0123456789')
  })

  test('the other spelling of its name is read as well', async () => {
    const body = answerOf().replace('CARD_BillKey', 'CARD_Billkey')
    const { answer } = await issue({ body })
    expect(answer).toMatchObject({ right: { billKey: 'billkey-0123456789' } })
    expect(answer.kind === 'issued' && answer.raw).not.toContain('billkey-0123456789')
  })

  test.each([
    ['a wrong signature', { body: answerOf({ authSignature: '0'.repeat(64) }) }],
    ['another registration', { body: answerOf({ MOID: 'other' }) }],
    ['no key', { body: answerOf({ CARD_BillKey: '' }) }],
    ['half an answer', { body: answerOf().slice(0, 40) }],
    ['a 500', { status: 500, body: answerOf() }],
    ['a reset', resetByPeer()],
  ])('an answer with %s gives no key', async (_name, scripted) => {
    expect((await issue(scripted)).answer.kind).toBe('silent')
  })

  test('a token is shown to no other host', async () => {
    const { network, answer } = await issue({ body: answerOf() }, { authUrl: 'https://evil.example/' })
    expect(answer.kind).toBe('declined')
    expect(network.requests).toEqual([])
  })
})

describe('the return of the phone’s page', () => {
  const read = (body: string) =>
    inicis.readIssueReturn!(testContext(credentials, new ScriptedNetwork()), registration, {}, incoming(body))
  const good = `resultcode=00&billkey=billkey-0123456789&orderid=${registration.pgIssueId}&mid=INIBillTst&cardno=433012******123*&cardcd=14&tid=TID-2`

  test('carries the key, which is taken for the order that it names', async () => {
    const reading = read(good)
    if (reading.kind !== 'authenticated') throw new Error(reading.kind)
    expect(reading.claimedOrderId).toBe(registration.pgIssueId)
    const call = { order: registration, proof: reading.proof, memory: {}, idempotencyKey: 'k' }
    const answer = await inicis.issueBillingKey!(testContext(credentials, new ScriptedNetwork()), call)

    expect(answer).toMatchObject({
      kind: 'issued',
      right: { billKey: 'billkey-0123456789', buyer },
      instrument: { type: 'CARD', card: { name: '신한카드' } },
      pgMerchantId: 'INIBillTst',
      pgTxId: 'TID-2',
    })
    expect(answer.kind === 'issued' && answer.raw).not.toContain('billkey-0123456789')
  })

  test('a refusal keeps its words, and a closed page is told apart', () => {
    expect(read('resultcode=120049&resultmsg=한도 초과')).toMatchObject({
      kind: 'failed',
      pgCode: '120049',
      closedByBuyer: false,
    })
    expect(read('resultcode=01&resultmsg=사용자가 등록을 취소하였습니다.')).toMatchObject({
      closedByBuyer: true,
    })
  })

  test.each([
    '',
    'resultcode=00',
    `resultcode=00&orderid=${registration.pgIssueId}`,
    'resultcode=00&billkey=k&orderid=o',
  ])('%j proves nothing', (body) => {
    expect(read(body).kind).toBe('unreadable')
  })

  test('the return of a payment window registers nothing', () => {
    expect(read(`P_STATUS=00&P_TID=T&P_REQ_URL=${origin}/smart/payReq.ini`).kind).toBe('unreadable')
  })

  test('any bytes never throw and never authenticate', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (rawBody) => {
        const reading = inicis.readIssueReturn!(
          testContext(credentials, new ScriptedNetwork()),
          registration,
          {},
          incoming(rawBody),
        )
        expect(reading.kind).not.toBe('authenticated')
      }),
    )
  })
})

describe('a charge without a window', () => {
  const charged = (changes: Record<string, string> = {}): Scripted => ({
    body: JSON.stringify({
      resultCode: '00',
      tid: 'INIAPICARD-1',
      price: '10000',
      payDate: '20260105',
      payTime: '120405',
      payAuthCode: '87654321',
      cardNumber: '433012******123*',
      cardCode: '14',
      cardQuota: '03',
      ...changes,
    }),
  })
  const right = { billKey: 'billkey-0123456789', buyer }

  async function charge(scripted: Scripted, order: Partial<Order> = {}, presented: object = right) {
    const network = new ScriptedNetwork(scripted)
    const call = {
      order: { ...testOrder, ...order },
      right: presented as typeof right,
      idempotencyKey: 'k',
    }
    return { network, answer: await inicis.chargeBillingKey!(testContext(credentials, network), call) }
  }

  test('presents the key by INIAPI v2, hashed over exactly the text that is sent', async () => {
    const { network, answer } = await charge(charged(), { card: { installmentMonth: 3 } })
    const sent = network.text(0)
    const data = sent.slice(sent.indexOf('"data":') + 7, -1)

    expect(network.requests[0]?.url).toBe(`${origin}/v2/pg/billing`)
    expect(JSON.parse(sent)).toMatchObject({
      mid: 'INIBillTst',
      type: 'billing',
      paymethod: 'Card',
      data: {
        moid: testOrder.pgOrderId,
        price: '10000',
        billKey: 'billkey-0123456789',
        authentification: '00',
        cardQuota: '03',
        buyerName: '홍길동',
        buyerTel: '010-1234-5678',
      },
      hashData: iniApiHash([iniApiKey, 'INIBillTst', 'billing', '20260105120405', data]),
    })
    expect(answer).toMatchObject({
      kind: 'approved',
      state: 'PAID',
      pgTxId: 'INIAPICARD-1',
      amount: { minor: 10_000 },
      at: testNow,
      method: { type: 'CARD', card: { approvalNumber: '87654321', installmentMonth: 3, issuerCode: '14' } },
    })
  })

  test('whoever registered stands in for a buyer that the charge does not name', async () => {
    const { network } = await charge(charged(), { customer: {} })
    expect(JSON.parse(network.text(0))).toMatchObject({ data: { buyerEmail: 'buyer@example.com' } })

    const nobody = await charge(charged(), { customer: {} }, { billKey: 'billkey-0123456789' })
    expect(nobody.answer).toMatchObject({
      kind: 'declined',
      pgMessage: expect.stringContaining('customer.email'),
    })
    expect(nobody.network.requests).toEqual([])
  })

  test.each([
    ['a reset', resetByPeer()],
    ['a 500', { status: 500, body: '' }],
    ['half an answer', { body: '{"resultCode":"00","ti' }],
    ['no TID', charged({ tid: '' })],
    ['a repeated order number', { body: '{"resultCode":"500619","resultMsg":"주문번호 중복"}' }],
  ])('%s is no refusal', async (_name, scripted) => {
    expect((await charge(scripted)).answer.kind).toBe('silent')
  })

  test('another amount or order is told, so that the platform can undo it', async () => {
    expect((await charge(charged({ price: '11000' }))).answer).toMatchObject({ amount: { minor: 11_000 } })
    expect((await charge(charged({ moid: 'other' }))).answer).toMatchObject({ pgOrderId: 'other' })
  })

  test('a card number travels encrypted, part by part, and is in the hash as it travels', async () => {
    const network = new ScriptedNetwork(charged())
    const call = { order: testOrder, card, idempotencyKey: 'k' }
    const answer = await inicis.payByCard!(testContext(credentials, network), call)
    const form = network.form(0)

    expect(network.requests[0]?.url).toBe(`${origin}/api/v1/formpay`)
    expect(network.text(0)).not.toContain(card.number)
    expect(form).toMatchObject({
      type: 'Pay',
      paymethod: 'Card',
      cardNumber: iniApiEncrypt(card.number, iniApiKey, iniApiIv),
      cardExpire: iniApiEncrypt('3912', iniApiKey, iniApiIv),
      regNo: iniApiEncrypt('900101', iniApiKey, iniApiIv),
      cardPw: iniApiEncrypt('12', iniApiKey, iniApiIv),
    })
    expect(form['hashData']).toBe(
      iniApiHash([
        iniApiKey,
        'Pay',
        'Card',
        '20260105120405',
        '127.0.0.1',
        'INIBillTst',
        testOrder.pgOrderId,
        '10000',
        iniApiEncrypt(card.number, iniApiKey, iniApiIv),
      ]),
    )
    expect(answer).toMatchObject({ kind: 'approved', pgTxId: 'INIAPICARD-1' })
  })

  test('a key from a card number is kept out of what is written down, and no other registration’s is taken', async () => {
    const issue = async (changes: Record<string, string> = {}, keys = credentials) => {
      const network = new ScriptedNetwork(charged({ billKey: 'billkey-0123456789', ...changes }))
      const call = { order: registration, card, idempotencyKey: 'k' }
      return { network, answer: await inicis.issueBillingKeyByCard!(testContext(keys, network), call) }
    }
    const { network, answer } = await issue()

    expect(network.form(0)).toMatchObject({ type: 'Auth', paymethod: 'Card', moid: registration.pgIssueId })
    expect(answer).toMatchObject({ kind: 'issued', right: { billKey: 'billkey-0123456789', buyer } })
    expect(answer.kind === 'issued' && answer.raw).not.toContain('billkey-0123456789')
    expect((await issue({ moid: 'other' })).answer.kind).toBe('silent')
    expect((await issue({}, { ...credentials, iniApiIv: 'short' })).answer).toMatchObject({
      kind: 'declined',
    })
  })
})
