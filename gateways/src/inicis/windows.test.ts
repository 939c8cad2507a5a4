import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HandOff, Order } from '../port.ts'
import { incoming, testContext, testNow, testOrder, testUrls } from '../testing/order.ts'
import { ScriptedNetwork } from '../testing/scripted-network.ts'
import { inicis } from './connector.ts'
import { trustedUrl } from './environment.ts'
import { chkFakeOf, mKeyOf, pairHash } from './signature.ts'
import { oneOffTestMid } from './test-mids.ts'
import { goodsName } from './window-words.ts'

const { credentials } = oneOffTestMid
const context = testContext(credentials, new ScriptedNetwork())
const timestamp = String(testNow.getTime())

async function handOff(changes: Partial<Order>): Promise<Extract<HandOff, { fields: object }>> {
  const begun = await inicis.begin!(context, { ...testOrder, ...changes }, testUrls)
  if (begun.kind !== 'begun' || !('fields' in begun.handOff))
    throw new Error(`not begun: ${JSON.stringify(begun)}`)
  return begun.handOff
}

describe('the PC window', () => {
  test('is signed over order number, price and time, twice: without and with the sign key', async () => {
    const { fields } = await handOff({})
    const signed = { oid: testOrder.pgOrderId, price: '10000', timestamp }

    expect(fields).toMatchObject({
      ...signed,
      version: '1.0',
      mid: 'INIpayTest',
      mKey: mKeyOf(credentials['signKey'] ?? ''),
      signature: pairHash(signed),
      use_chkfake: 'Y',
      verification: pairHash({ ...signed, signKey: credentials['signKey'] ?? '' }),
      gopaymethod: 'Card',
      acceptmethod: 'below1000:centerCd(Y)',
      currency: 'WON',
      buyertel: '010-1234-5678',
      returnUrl: testUrls.returnUrl,
      closeUrl: testUrls.closeUrl,
      merchantData: 'payment-1',
    })
    expect(JSON.stringify(fields)).not.toContain(credentials['signKey'])
  })

  test('tells the end of deposits to the minute, in Seoul', async () => {
    const { fields } = await handOff({
      payMethod: 'VIRTUAL_ACCOUNT',
      virtualAccount: { expiresAt: new Date('2026-01-12T14:59:00Z') },
    })

    expect(fields['acceptmethod']).toBe('below1000:centerCd(Y):vbank(202601122359):va_receipt')
  })

  test('opens one wallet, one phone-bill kind, one escrow', async () => {
    expect(
      (await handOff({ payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'KAKAOPAY' } })).fields,
    ).toMatchObject({
      gopaymethod: 'onlykakaopay',
      acceptmethod: 'below1000:centerCd(Y):cardonly',
    })
    expect((await handOff({ payMethod: 'MOBILE', productType: 'DIGITAL' })).fields['acceptmethod']).toContain(
      'HPP(1)',
    )
    expect((await handOff({ isEscrow: true })).fields['acceptmethod']).toContain('useescrow')
  })

  test('lets no option of the page through that is not on the list', async () => {
    const bypass = { inicis_v2: { acceptmethod: ['SKIN(#c1272c)', 'useescrow', 'vbank(209901010000)'] } }

    expect((await handOff({ bypass })).fields['acceptmethod']).toBe('below1000:centerCd(Y):SKIN(#c1272c)')
  })
})

describe('the mobile window', () => {
  test('carries the attempt in its return address and proves the amount', async () => {
    const form = await handOff({ device: 'MOBILE' })

    expect(form).toMatchObject({ kind: 'form', action: 'http://127.0.0.1:4004/inicis/smart/payment/' })
    expect(form.fields).toMatchObject({
      P_INI_PAYMENT: 'CARD',
      P_MID: 'INIpayTest',
      P_OID: testOrder.pgOrderId,
      P_AMT: '10000',
      P_NEXT_URL: testUrls.returnUrl,
      P_NOTI_URL: testUrls.notifyUrl,
      P_NOTI: 'payment-1',
      P_RESERVED: 'below1000=Y&centerCd=Y&amt_hash=Y',
      P_TIMESTAMP: timestamp,
      P_CHKFAKE: chkFakeOf('10000', testOrder.pgOrderId, timestamp, credentials['hashKey'] ?? ''),
    })
  })

  test('an app scheme cannot add options', async () => {
    const reserved = async (appScheme: string) =>
      (await handOff({ device: 'MOBILE', appScheme })).fields['P_RESERVED']

    expect(await reserved('myshop://')).toContain('app_scheme=myshop://')
    expect(await reserved('myshop://&useescrow=Y')).not.toContain('useescrow')
  })

  test('dollars are refused there', async () => {
    const order = { ...testOrder, device: 'MOBILE' as const, amount: { minor: 150, currency: 'USD' } }

    expect((await inicis.begin!(context, order, testUrls)).kind).toBe('declined')
  })
})

test('an order name keeps 40 bytes, or 37 and three dots', () => {
  expect(goodsName('가'.repeat(20))).toBe('가'.repeat(20))
  expect(goodsName('가'.repeat(21))).toBe(`${'가'.repeat(18)}...`)
  expect(goodsName('a'.repeat(41))).toBe(`${'a'.repeat(37)}...`)
  expect(goodsName('머그컵 🎁')).toBe('머그컵 ?')
})

test('no paymentId is refused for its letters: the PG sees our own order number', () => {
  expect(inicis.checkOrder!('inicis_v2', { ...testOrder, paymentId: '주문 #1' })).toBeUndefined()
})

test.each([
  ['currency', { amount: { minor: 1, currency: 'JPY' } }],
  ['currency', { amount: { minor: 1, currency: 'USD' }, payMethod: 'TRANSFER' as const }],
  ['totalAmount', { amount: { minor: 0, currency: 'KRW' } }],
  ['orderName', { orderName: ' ' }],
  ['customer.fullName', { customer: {} }],
  ['customer.phoneNumber', { customer: { fullName: '홍' } }],
  ['customer.email', { customer: { fullName: '홍', phoneNumber: '010' } }],
  ['card.cardCompany', { card: { cardCompany: 'TOSS_BANK' } }],
  [
    'card.installment.monthOption.availableMonthList',
    { card: { cardCompany: 'BC_CARD', availableInstallmentMonths: [3] } },
  ],
  ['easyPay.easyPayProvider', { payMethod: 'EASY_PAY' as const, easyPay: { easyPayProvider: 'LINEPAY' } }],
])('a PC order that the window would refuse is refused by field: %s', (field, changes) => {
  expect(inicis.checkOrder!('inicis_v2', { ...testOrder, ...changes })?.field).toBe(field)
})

describe('addresses that came through the browser', () => {
  test('count only when they are the PG’s own, for the named data centre', () => {
    const live = { kind: 'live' } as const
    const good = 'https://fcstdpay.inicis.com/api/payAuth'

    expect(trustedUrl(live, 'payAuth', good, 'fc')).toBe(good)
    expect(trustedUrl(live, 'payAuth', good, undefined)).toBe(good)
    expect(trustedUrl(live, 'payAuth', good, 'ks')).toBeUndefined()
    expect(trustedUrl(live, 'payAuth', 'https://stgstdpay.inicis.com/api/payAuth', 'stg')).toBeUndefined()
    expect(
      trustedUrl({ kind: 'sandbox' }, 'payReq', 'https://stgmobile.inicis.com/smart/payReq.ini', 'stg'),
    ).toBeDefined()
    for (const bad of [
      'http://fcstdpay.inicis.com/api/payAuth',
      'https://fcstdpay.inicis.com.evil.example/api/payAuth',
      'https://fcstdpay.inicis.com@evil.example/api/payAuth',
      'https://fcstdpay.inicis.com:8443/api/payAuth',
      'https://fcstdpay.inicis.com/api/payAuth/../x',
      'https://fcstdpay.inicis.com/api/payAuth?x=1',
      'https://169.254.169.254/api/payAuth',
      'http://127.0.0.1:4004/inicis/api/payAuth',
      '',
    ])
      expect(trustedUrl(live, 'payAuth', bad, 'fc')).toBeUndefined()
  })

  test('a return with a foreign approve address is unreadable', () => {
    const form = new URLSearchParams({
      resultCode: '0000',
      authToken: 'T',
      orderNumber: testOrder.pgOrderId,
      authUrl: 'https://evil.example/api/payAuth',
      netCancelUrl: 'http://127.0.0.1:4004/inicis/api/netCancel',
      idc_name: 'stg',
    })

    expect(inicis.readReturn!(context, testOrder, {}, incoming(form.toString())).kind).toBe('unreadable')
  })
})

describe('the return', () => {
  const read = (fields: Record<string, string>, query = {}) =>
    inicis.readReturn!(context, testOrder, {}, incoming(new URLSearchParams(fields).toString(), query))

  test('PC: token and addresses become the proof', () => {
    const fields = {
      resultCode: '0000',
      orderNumber: 'o-1',
      authToken: 'a+/b==',
      authUrl: 'http://127.0.0.1:4004/inicis/api/payAuth',
      netCancelUrl: 'http://127.0.0.1:4004/inicis/api/netCancel',
      idc_name: 'stg',
    }

    expect(read(fields)).toEqual({
      kind: 'authenticated',
      proof: {
        window: 'PC',
        authToken: 'a+/b==',
        authUrl: fields.authUrl,
        netCancelUrl: fields.netCancelUrl,
      },
      claimedOrderId: 'o-1',
    })
  })

  // Goal: the TID of a mobile return is anybody's, so the platform must not inquire by it.
  test('mobile: the TID stays in the proof, and P_OID may be missing', () => {
    const fields = {
      P_STATUS: '00',
      P_TID: 'TID',
      P_AMT: '10000',
      P_REQ_URL: 'http://127.0.0.1:4004/inicis/smart/payReq.ini',
    }

    expect(read(fields, { token: 'x' })).toEqual({
      kind: 'authenticated',
      proof: { window: 'MOBILE', tid: 'TID', reqUrl: fields.P_REQ_URL },
      claimedAmountMinor: 10_000,
    })
    expect(inicis.readReturn!(context, testOrder, {}, incoming('', fields)).kind).toBe('authenticated')
  })

  test('failures keep code and sentence; the buyer’s own cancel is told apart', () => {
    expect(read({ P_STATUS: '01', P_RMESG1: '사용자가 결제를 취소하였습니다.' })).toMatchObject({
      kind: 'failed',
      closedByBuyer: true,
    })
    expect(read({ resultCode: '120049', resultMsg: '한도 초과' })).toEqual({
      kind: 'failed',
      pgCode: '120049',
      pgMessage: '한도 초과',
      closedByBuyer: false,
    })
    expect(read({})).toMatchObject({ kind: 'unreadable' })
  })

  test('any bytes never throw and never authenticate', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(inicis.readReturn!(context, testOrder, {}, incoming(bytes)).kind).not.toBe('authenticated')
      }),
    )
  })
})
