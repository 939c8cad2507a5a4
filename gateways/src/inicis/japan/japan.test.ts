import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ApproveAnswer, GatewayContext, Order } from '../../port.ts'
import { incoming, testContext, testNow, testOrder, testUrls } from '../../testing/order.ts'
import { resetByPeer, ScriptedNetwork, type Scripted } from '../../testing/scripted-network.ts'
import { inicis } from '../connector.ts'
import { readCbtApproval } from './approve.ts'

/** The PG's published test id of the Japanese service. */
const credentials = { mid: 'CBTTEST001', iniApiKey: '5AL5Djb1Ipualn0F', cbtType: 'JPPG' }
const simulator = { kind: 'simulator', origin: 'http://127.0.0.1:4004' } as const
const on = (network: ScriptedNetwork, more: Partial<GatewayContext> = {}): GatewayContext => ({
  ...testContext(credentials, network, simulator),
  moduleCode: 'inicis_jp',
  ...more,
})
const storeDetails = {
  storeName: '韓国ストア',
  storeNameKana: 'カンコクストア',
  storeNameEn: 'Kankoku Store',
  storeNameShort: 'カンコク',
  contactName: 'サポート窓口',
  email: 'support@example.com',
  phoneNumber: '0312345678',
  openingHours: { open: '10:00', close: '18:00' },
}
const order: Order = {
  ...testOrder,
  pgOrderId: 'order-0001',
  amount: { minor: 1_000, currency: 'JPY' },
  vatMinor: 0,
  customer: {
    ...testOrder.customer,
    fullName: 'デイモン マット',
    firstNameKana: 'マット',
    lastNameKana: 'デイモン',
  },
  storeDetails,
}
const inDays = (days: number) => ({ deadline: new Date(testNow.getTime() + days * 86_400_000) })
const slip: Order = { ...order, payMethod: 'CONVENIENCE_STORE', convenienceStore: inDays(5) }

async function form(asked: Order, more: Partial<GatewayContext> = {}) {
  const begun = await inicis.begin!(on(new ScriptedNetwork(), more), asked, testUrls)
  if (begun.kind !== 'begun' || begun.handOff.kind !== 'form')
    throw new Error(`not begun: ${JSON.stringify(begun)}`)
  const { action, fields } = begun.handOff
  return { action, fields, extra: JSON.parse(fields['extraData'] ?? '') as Record<string, unknown> }
}

describe('the Japanese window', () => {
  // No vector of the PG is public; this one was computed with openssl from the formula of the PG's own sample.
  test('is signed over key, MID, time, amount and order number', async () => {
    const { action, fields } = await form(order)

    expect(action).toBe('http://127.0.0.1:4004/inicis/cbtauth')
    expect(fields).toMatchObject({
      cbtType: 'JPPG',
      mid: 'CBTTEST001',
      timestamp: '20260105120405',
      amount: '1000',
      orderId: 'order-0001',
      returnUrl: testUrls.returnUrl,
      buyerName: 'デイモン マット',
      hashData:
        '87aed21ab5d41887b9fcd67295578b021002e9576569d60b05cb9601db427ecba05206556c2eb33fb976949815a4c39a5a731c2c125f0b49b679b79462877159',
    })
    expect(JSON.stringify(fields)).not.toContain(credentials['iniApiKey'])
  })

  test('is opened at the PG’s host for live money and at another for tests', async () => {
    expect((await form(order, { environment: { kind: 'live' } })).action).toBe(
      'https://cbt.inicis.com/cbtauth',
    )
    expect((await form(order, { environment: { kind: 'sandbox' } })).action).toBe(
      'https://devcbt.inicis.com/cbtauth',
    )
  })

  test('is Japanese, names the shop, and offers what the shop asked for', async () => {
    const bypass = {
      inicis_jp: { paymentUI: { colorTheme: 'red1', logoUrl: 'https://shop.example/logo.svg' } },
    }
    const { extra } = await form({
      ...order,
      bypass,
      device: 'MOBILE',
      locale: 'EN_US',
      card: { availableInstallmentMonths: [0, 3, 12] },
    })

    expect(extra).toEqual({
      paymentUI: { language: 'JP', colorTheme: 'red1', logoUrl: 'https://shop.example/logo.svg' },
      payment: {
        paymethod: ['CARD'],
        isMobile: 'true',
        card: { payType: ['one', 'installments'], installMonth: [3, 12] },
      },
      gmoPayment: {
        merchantName: '韓国ストア',
        merchantNameKana: 'カンコクストア',
        merchantNameAlphabet: 'Kankoku Store',
        merchantNameShort: 'カンコク',
        contactName: 'サポート窓口',
        contactEmail: 'support@example.com',
        contactPhone: '0312345678',
        contactOpeningHours: '10:00-18:00',
      },
    })
  })

  test.each([
    [{ installmentMonth: 0 }, { payType: ['one'], installMonth: [] }],
    [{ installmentMonth: 6 }, { payType: ['installments'], installMonth: [6] }],
    [{ availableInstallmentMonths: [3, 5] }, { payType: ['installments'], installMonth: [3, 5] }],
    [{ availableInstallmentMonths: [] }, { payType: ['one'], installMonth: [] }],
  ])('months %j become %j', async (card, expected) => {
    expect((await form({ ...order, card })).extra['payment']).toMatchObject({ card: expected })
  })

  test('prints a slip with the buyer’s reading, open for whole days, and says where its payment is told', async () => {
    expect((await form(slip)).extra['payment']).toMatchObject({
      paymethod: ['CVS'],
      cvs: {
        notiUrl: testUrls.notifyUrl,
        contactInfo: 'カンコク',
        contactTelNum: '0312345678',
        contactHours: '10:00-18:00',
        customerKana: 'デイモン',
        customerFirstKana: 'マット',
        paymentTermDay: 5,
      },
    })
  })

  test('of the SBPS type names the buyer instead of the shop, and makes a name up where V2 gives none', async () => {
    const sbps = { credentials: { ...credentials, cbtType: 'SBPS' } }
    const { storeDetails: _, ...bare } = order

    const { fields, extra } = await form(bare, sbps)

    expect(fields['cbtType']).toBe('SBPS')
    expect(extra).not.toHaveProperty('gmoPayment')
    expect(extra['sbpsPayment']).toEqual({ userId: '0194a5f00000700080000000000000' })
  })

  test('opens wallets whose word is not public at the simulator alone', async () => {
    const merpay: Order = { ...order, payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'MERPAY' } }
    const paypay: Order = { ...merpay, easyPay: { easyPayProvider: 'PAYPAY' } }

    expect((await form(paypay, { environment: { kind: 'live' } })).extra['payment']).toMatchObject({
      paymethod: ['PAYpay'],
    })
    const any: Order = { ...order, payMethod: 'EASY_PAY' }
    expect((await form(any, { environment: { kind: 'live' } })).extra['payment']).toMatchObject({
      paymethod: ['PAYpay'],
    })
    await form(merpay)
    expect(
      await inicis.begin!(on(new ScriptedNetwork(), { environment: { kind: 'live' } }), merpay, testUrls),
    ).toMatchObject({ kind: 'declined', pgCode: 'SIMULATOR_ONLY' })
  })
})

describe('an order that the window would refuse', () => {
  const jppg = { settings: { cbtType: 'JPPG' }, now: testNow }
  const sbps = { settings: { cbtType: 'SBPS' }, now: testNow }
  const check = (more: Partial<Order>, channel = jppg) =>
    inicis.checkOrder!('inicis_jp', { ...order, ...more }, channel)?.field

  test.each<[Partial<Order>, string]>([
    [{ amount: { minor: 1_000, currency: 'KRW' } }, 'currency'],
    [{ amount: { minor: 0, currency: 'JPY' } }, 'totalAmount'],
    [{ paymentId: '주문-1' }, 'paymentId'],
    [{ paymentId: 'order(1)' }, 'paymentId'],
    [{ orderName: ' ' }, 'orderName'],
    [{ orderName: '한글 상품', apiVersion: 'V1' }, 'orderName'],
    [{ customer: {} }, 'customer.fullName'],
    [{ isEscrow: true }, 'isEscrow'],
    [{ card: { installmentMonth: 4 } }, 'card.installment.monthOption.fixedMonth'],
    [{ card: { availableInstallmentMonths: [0, 3, 24] } }, 'card.installment.monthOption.availableMonthList'],
    [{ payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'KAKAOPAY' } }, 'easyPay.easyPayProvider'],
    [{ storeDetails: {} }, 'storeDetails.storeName'],
    [{ storeDetails: { ...storeDetails, storeNameKana: 'かんこく' } }, 'storeDetails.storeNameKana'],
    [{ storeDetails: { ...storeDetails, storeNameEn: '韓国' } }, 'storeDetails.storeNameEn'],
    [{ storeDetails: { ...storeDetails, openingHours: { open: '25:00' } } }, 'storeDetails.openingHours'],
    [{ ...slip, customer: { fullName: 'M' } }, 'customer.lastNameKana'],
    [{ ...slip, customer: { ...order.customer, firstNameKana: 'アレクサンドリアーナ' } }, 'none'],
    [
      { ...slip, customer: { ...order.customer, firstNameKana: 'アレクサンドリアーナス' } },
      'customer.firstNameKana',
    ],
    [{ ...slip, convenienceStore: {} }, 'convenienceStore.paymentDeadline'],
    [{ ...slip, convenienceStore: inDays(0.9) }, 'convenienceStore.paymentDeadline'],
    [{ ...slip, convenienceStore: inDays(1) }, 'none'],
    [{ ...slip, convenienceStore: inDays(30) }, 'none'],
    [{ ...slip, convenienceStore: inDays(31) }, 'convenienceStore.paymentDeadline'],
  ])('%j is refused by its %s', (more, field) => {
    expect(check(more) ?? 'none').toBe(field)
  })

  test('of an SBPS channel needs no shop, takes cards and PayPay, and in V1 a customer id', () => {
    const { storeDetails: _, ...bare } = order
    const ask = (more: Partial<Order>) =>
      inicis.checkOrder!('inicis_jp', { ...bare, ...more }, sbps)?.field ?? 'none'

    expect(ask({})).toBe('none')
    expect(ask({ apiVersion: 'V1', orderName: 'Mug' })).toBe('customer.customerId')
    expect(ask({ customer: { ...order.customer, customerId: 'x'.repeat(31) } })).toBe('customer.customerId')
    expect(ask({ ...slip, storeDetails })).toBe('payMethod')
    expect(ask({ payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'MERPAY' } })).toBe(
      'easyPay.easyPayProvider',
    )
    expect(ask({ payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'PAYPAY' } })).toBe('none')
  })
})

describe('the return', () => {
  const read = (query: Record<string, string>) =>
    inicis.readReturn!(on(new ScriptedNetwork()), order, {}, incoming('', query))

  test('brings the right to approve, and names an order that is only a claim', () => {
    expect(read({ resultCode: 'OK', sid: 'SID-1', mid: 'CBTTEST001', orderID: 'order-0001' })).toEqual({
      kind: 'authenticated',
      proof: { sid: 'SID-1' },
      claimedOrderId: 'order-0001',
    })
    expect(read({ sid: 'SID-1' })).toEqual({ kind: 'authenticated', proof: { sid: 'SID-1' } })
    expect(read({ resultCode: 'OK', sid: 'SID-1', mid: 'OTHER' })).toMatchObject({ kind: 'unreadable' })
    expect(read({})).toMatchObject({ kind: 'unreadable' })
  })

  test('tells a buyer who gave up from a payment that failed', () => {
    expect(read({ resultCode: '2001', resultMsg: 'ユーザーキャンセル' })).toEqual({
      kind: 'failed',
      pgCode: '2001',
      pgMessage: 'ユーザーキャンセル',
      closedByBuyer: true,
    })
    expect(
      read({ resultCode: 'processing_failure', resultMsg: 'Processing failed upstream.' }),
    ).toMatchObject({ kind: 'failed', closedByBuyer: false })
  })
})

const tid = 'INIJPGCARDCBTTEST00120260105120405000001'
const cardAnswer = {
  resultCode: 'OK',
  errorCode: '',
  resultMsg: '決済が完了しました。',
  tid,
  paymethod: 'CARD',
  applDate: '20260105',
  applTime: '120406',
  approve: '0679589',
  installMonth: '03',
}
const trade = (more: object = {}) => ({
  resultCode: '00',
  tid,
  oid: 'order-0001',
  price: '1000',
  status: '0',
  ...more,
})
const body = (value: object): Scripted => ({ body: JSON.stringify(value) })

async function approve(asked: Order, ...script: readonly Scripted[]) {
  const network = new ScriptedNetwork(...script)
  const answer: ApproveAnswer = await inicis.approve!(on(network), {
    order: asked,
    proof: { sid: 'SID-1' },
    memory: {},
    idempotencyKey: 'key',
  })
  return { answer, network }
}

// Goal: the approval names neither order nor amount, so no buyer may have a dear order approved with a cheap one's sid.
describe('the approval', () => {
  test('counts once the PG’s books hold this very transaction under our order number, at our price', async () => {
    const { answer, network } = await approve(order, body(cardAnswer), body(trade()))

    expect(network.form(0)).toEqual({ mid: 'CBTTEST001', sid: 'SID-1' })
    expect(network.form(1)).toMatchObject({ type: 'Extra', paymethod: 'Inquiry', oid: 'order-0001' })
    expect(answer).toMatchObject({
      kind: 'approved',
      state: 'PAID',
      pgTxId: tid,
      pgOrderId: 'order-0001',
      amount: { minor: 1_000, currency: 'JPY' },
      method: { type: 'CARD', card: { approvalNumber: '0679589', installmentMonth: 3 } },
      at: new Date('2026-01-05T03:04:06Z'),
    })
  })

  test('tells what the books say where it is another amount', async () => {
    const { answer } = await approve(order, body(cardAnswer), body(trade({ price: '10' })))

    expect(answer).toMatchObject({ kind: 'approved', amount: { minor: 10, currency: 'JPY' } })
  })

  test.each([
    ['know no such order', trade({ tid: '', price: '0', status: '9' })],
    ['hold another transaction under it', trade({ tid: 'INIJPGCARDOTHER' })],
    ['are closed to this merchant', { resultCode: 'ER0102', resultMsg: 'no' }],
  ])('goes back at once where the books %s', async (_case, books) => {
    const { answer, network } = await approve(
      order,
      body(cardAnswer),
      body(books),
      body({ resultCode: '00' }),
    )

    expect(answer).toMatchObject({ kind: 'declined' })
    // Computed with openssl from the formula of open merchant code.
    expect(network.form(2)).toMatchObject({
      type: 'Refund',
      paymethod: 'CBT',
      tid,
      hashData:
        'e9b204399c9c66c525ee902c803afa8d19dd646d947e62368350b22047f6e42b17bcab3983036ab84a3cb281ab40ed7752512c0782cff82a4787a792edf5cce3',
    })
  })

  test('is never called paid where it could not be given back either', async () => {
    const { answer } = await approve(
      order,
      body(cardAnswer),
      body(trade({ status: '9', price: '0' })),
      resetByPeer(),
    )

    // The platform compares the order number, which is not ours, and keeps the attempt in sight.
    expect(answer).toMatchObject({ kind: 'approved', pgOrderId: '' })
  })

  test('whose order nobody answers about stays unknown', async () => {
    const { answer } = await approve(order, body(cardAnswer), resetByPeer())

    expect(answer.kind).toBe('silent')
  })

  test('is believed about itself where it does name order and amount', async () => {
    const named = { ...cardAnswer, orderId: 'order-0002', amount: '1000', currencyCd: 'JPY' }
    const { answer } = await approve(order, body(named))

    expect(answer).toMatchObject({ kind: 'approved', pgOrderId: 'order-0002' })
  })

  test('of a slip tells what the buyer shows at the till, and until when', async () => {
    const printed = {
      ...cardAnswer,
      paymethod: 'CVS',
      convenience: '00007',
      confNo: '999999999999999999',
      receiptNo: '1779433713966',
      paymentTerm: '20260110235959',
    }
    const { answer } = await approve(slip, body(printed), body(trade({ status: 'N' })))

    expect(answer).toMatchObject({
      kind: 'approved',
      state: 'VIRTUAL_ACCOUNT_ISSUED',
      method: {
        type: 'CONVENIENCE_STORE',
        convenienceStore: {
          brand: 'SEVEN_ELEVEN',
          confirmationNumber: '999999999999999999',
          receiptNumber: '1779433713966',
          deadline: new Date('2026-01-10T14:59:59Z'),
        },
      },
    })
  })

  test('of a wallet names it, whatever the case of the PG’s word', async () => {
    const asked: Order = { ...order, payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'PAYPAY' } }
    const { answer } = await approve(asked, body({ ...cardAnswer, paymethod: 'PAYPAY' }), body(trade()))

    expect(answer).toMatchObject({ method: { type: 'EASY_PAY', provider: 'PAYPAY' } })
  })

  test('reads any bytes without throwing, and never takes them for money', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 200, max: 599 }), (bytes, status) => {
        expect(readCbtApproval({ now: testNow }, order, status, bytes).kind).not.toBe('taken')
      }),
    )
  })
})

describe('afterwards', () => {
  const call = {
    order,
    pgTxId: tid,
    memory: {},
    methodType: 'CARD',
    cancellationId: 'c',
    idempotencyKey: 'c',
    amountMinor: 300,
    taxFreeMinor: 0,
    vatMinor: 0,
    remainingMinor: 700,
    isWhole: false,
    reason: '단순 변심',
    isUnpaidVirtualAccount: false,
  } as const

  test('a part goes back with what must remain, at the test host of the Japanese service', async () => {
    const network = new ScriptedNetwork(
      body({ resultCode: '00', tid: 'PART', prtcPrice: '300', prtcRemains: '700' }),
    )
    const answer = await inicis.cancel!(on(network, { environment: { kind: 'sandbox' } }), call)

    expect(network.requests[0]?.url).toBe('https://deviniapi.inicis.com/api/v1/refund')
    // Computed with openssl from the formula of open merchant code.
    expect(network.form(0)).toMatchObject({
      type: 'PartialRefund',
      price: '300',
      confirmPrice: '700',
      hashData:
        '3ec5e21a410c37fa5df2a31ced17e696131abad1c32dc0920478d9c5cfc8e47173c411bcfa9e07e71a60fe4f90c82c9b93974d96fd29fb7cec6f559d96689423',
    })
    expect(answer).toMatchObject({ kind: 'approved', pgCancellationId: 'PART' })
  })

  test('a slip is never given back once paid, and withdrawn by no public call before', async () => {
    const live = on(new ScriptedNetwork(), { environment: { kind: 'live' } })
    const paid = { ...call, order: slip, methodType: 'CONVENIENCE_STORE' } as const

    expect(await inicis.cancel!(live, paid)).toMatchObject({ kind: 'declined', pgCode: 'CVS_PAID' })
    expect(await inicis.cancel!(live, { ...paid, isUnpaidVirtualAccount: true })).toMatchObject({
      kind: 'declined',
      pgCode: 'SIMULATOR_ONLY',
    })
  })

  test('a till’s payment is told to us in a form that is a hint, for this merchant and in yen', () => {
    const fields = {
      tid,
      mid: 'CBTTEST001',
      applDt: '20260106',
      applTm: '090000',
      status: '00',
      payNm: 'CVS',
      orderId: 'order-0001',
      confNo: '999999999999999999',
      amount: '1000',
      currencyCd: 'JPY',
    }
    const read = (more: object) =>
      inicis.readNotification!(
        on(new ScriptedNetwork()),
        incoming(new URLSearchParams({ ...fields, ...more }).toString()),
      )

    expect(read({})).toMatchObject({
      kind: 'transaction',
      claim: 'DEPOSITED',
      pgOrderId: 'order-0001',
      amountMinor: 1_000,
      at: new Date('2026-01-06T00:00:00Z'),
      accepted: { status: 200, body: 'OK' },
    })
    expect(read({ status: '99' })).toMatchObject({ kind: 'ignored', accepted: { body: 'OK' } })
    expect(read({ mid: 'OTHER' })).toMatchObject({ kind: 'unreadable', refused: { body: 'FAIL' } })
    expect(read({ currencyCd: 'KRW' })).toMatchObject({ kind: 'unreadable' })
  })
})
