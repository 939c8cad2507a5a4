import { describe, expect, test } from 'vitest'
import type { CancelCall, GatewayContext, Order } from '../../port.ts'
import { incoming, testContext, testNow, testOrder, testUrls } from '../../testing/order.ts'
import { ScriptedNetwork, resetByPeer } from '../../testing/scripted-network.ts'
import type { Scripted } from '../../testing/scripted-network.ts'
import { koreanFormBody, readPairs } from '../../wire/form.ts'
import { receiptUrl } from './approval.ts'
import { xpay } from './connector.ts'
import { readAnswer } from './gateway-call.ts'
import { authCode, isNoteHash, md5Hash, txIdOf, windowHash } from './signature.ts'

const mid = 'tlgdacomxpay'
const mertKey = 'test_mert_naru_tlgdacomxpay'
const live = { kind: 'live' } as const

function contextWith(...script: readonly Scripted[]) {
  const network = new ScriptedNetwork(...script)
  const context: GatewayContext = testContext({ mid, mertKey }, network, live)
  return { network, context }
}
const { context } = contextWith()
const json = (code: string, fields: object = {}): Scripted => ({
  // The PG puts empty lines before its answer.
  body: `\n\n${JSON.stringify({ LGD_RESPCODE: code, LGD_RESPMSG: '메시지', LGD_RESPONSE: [fields] })}`,
})
const form = (network: ScriptedNetwork, index = 0) => readPairs(Buffer.from(network.text(index)))

describe('known answers', () => {
  // The tests of an open Ruby client of XPay, whose shop key is `live_key`.
  test.each([
    [
      'lgdacomxpay-0120170626083059aabada32496180db0e430eeded11f6c17883f1ff',
      '073a7220393168c4cd69013bd804a02f62689649',
    ],
    [
      'lgdacomxpay-0120170626093059aabada32496180db0e430eeded11f6c17883f1ff',
      'e77f8a2a9a3128c5386d57590557efa16337d0d2',
    ],
  ])('LGD_AUTHCODE of %s', (txId, expected) => {
    expect(authCode(txId, 'live_key')).toBe(expected)
  })

  // Sales slips of the PG's shared test id, under the shop key that the PG publishes for it.
  test.each([
    ['tlgda2017081022375256554', '138526094ced24ce0d89d97a78e4d979'],
    ['tlgda20231109194110Lq5G6', '46b5a5bc46307df7d23ee07509a63bb1'],
    ['tlgda20231126232526np3s4', 'f15901ec30ace794dbd9624097263922'],
  ])('authdata of the slip of %s', (tid, expected) => {
    const published = { ...context, credentials: { mid, mertKey: '95160cce09854ef44d2edb2bfb05f9f3' } }
    const slip = new URL(receiptUrl(published, tid))
    expect(Object.fromEntries(slip.searchParams)).toEqual({ mertid: mid, tid, authdata: expected })
  })

  // No vectors of these are public: Python's hashlib over the parts in the order of the PG's samples.
  test('hashes of the window, of a note and of a delivery', () => {
    const order = { oid: 'order-1', amount: '10000', timestamp: '20260105090000' }
    expect(windowHash(context, order)).toBe('01741b70a5e62dfe3881f54cb26ade99')
    const note = {
      LGD_MID: mid,
      LGD_OID: 'order-1',
      LGD_AMOUNT: '10000',
      LGD_RESPCODE: '0000',
      LGD_TIMESTAMP: '20260105090000',
      LGD_HASHDATA: '7cb604cef83a6631e5b715ec027ef688',
    }
    expect(isNoteHash(note, mertKey)).toBe(true)
    expect(isNoteHash({ ...note, LGD_AMOUNT: '1000' }, mertKey)).toBe(false)
    expect(isNoteHash({ ...note, LGD_HASHDATA: '' }, mertKey)).toBe(false)
    expect(md5Hash([mid, 'order-1', '202601050900', 'CJ', '1234||5678'], mertKey)).toBe(
      'f9022f06710683e9984594b443228bba',
    )
  })

  test('LGD_TXID', () => {
    const at = { ...context, now: new Date('2026-01-05T00:00:00Z') }
    expect(txIdOf(at, 'once')).toBe('tlgdacomxpay-0120260105090000248517812d2718b22bbe007984c53349de9b26df')
  })
})

describe('the window', () => {
  const begin = async (more: Partial<Order> = {}, of: GatewayContext = context) => {
    const begun = await xpay.begin?.(of, { ...testOrder, ...more }, testUrls)
    if (begun?.kind !== 'begun' || begun.handOff.kind !== 'xpay-crossplatform') throw new Error('not begun')
    return begun.handOff
  }

  test('a PC gets a frame, a phone leaves for the page', async () => {
    const pc = await begin()
    expect(pc).toMatchObject({
      scriptUrl: 'https://xpay.tosspayments.com/xpay/js/xpay_crossplatform.js',
      platform: 'test',
      windowType: 'iframe',
      fields: {
        CST_MID: 'lgdacomxpay',
        LGD_MID: mid,
        LGD_OID: testOrder.pgOrderId,
        LGD_AMOUNT: '10000',
        LGD_CUSTOM_PROCESSTYPE: 'TWOTR',
        LGD_CUSTOM_USABLEPAY: 'SC0010',
        LGD_WINDOW_TYPE: 'iframe',
        LGD_RETURNURL: testUrls.returnUrl,
      },
    })
    expect(pc.fields).not.toHaveProperty('LGD_CASNOTEURL')
    const phone = await begin({ device: 'MOBILE' })
    expect(phone).toMatchObject({
      windowType: 'submit',
      fields: { CST_WINDOW_TYPE: 'submit', LGD_KVPMISPAUTOAPPYN: 'N' },
    })
    const app = await begin({ device: 'MOBILE', appScheme: 'narushop://' })
    expect(app.fields).toMatchObject({
      LGD_KVPMISPAUTOAPPYN: 'A',
      LGD_KVPMISPWAPURL: 'narushop://',
      LGD_MTRANSFERCANCELURL: 'narushop://',
    })
  })

  test.each([
    ['TEST', 'naruxpay', 'naruxpay', 'tnaruxpay', 'test'],
    ['LIVE', 'naruxpay', 'naruxpay', 'naruxpay', 'service'],
    ['TEST', mid, 'lgdacomxpay', mid, 'test'],
  ] as const)(
    'a %s channel of %s calls itself %s and %s',
    async (mode, given, contracted, wire, platform) => {
      const handOff = await begin({}, { ...context, mode, credentials: { mid: given, mertKey } })
      expect(handOff).toMatchObject({ platform, fields: { CST_MID: contracted, LGD_MID: wire } })
    },
  )

  test('an account is told where its notes go, until when, and at which bank', async () => {
    const { fields } = await begin({
      payMethod: 'VIRTUAL_ACCOUNT',
      virtualAccount: {
        expiresAt: new Date('2026-01-07T14:59:59Z'),
        bank: 'SHINHAN',
        cashReceiptType: 'CORPORATE',
      },
    })
    expect(fields).toMatchObject({
      LGD_CASNOTEURL: testUrls.notifyUrl,
      LGD_CLOSEDATE: '20260107235959',
      LGD_USABLECASBANK: '088',
      LGD_CASHRECEIPTYN: 'Y',
      LGD_DEFAULTCASHRECEIPTUSE: '2',
    })
    const late = { ...testOrder, virtualAccount: { expiresAt: testNow } }
    expect(await xpay.begin?.(context, late, testUrls)).toMatchObject({ kind: 'declined' })
  })

  test('the names of goods and buyers hold nothing that the PG refuses', async () => {
    const { fields } = await begin({
      orderName: `머그컵 <3 "최고"; '특가' -- ${'가'.repeat(200)}`,
      customer: { fullName: '' },
    })
    expect(fields['LGD_PRODUCTINFO']).not.toMatch(/[<>;'"\\]|--/)
    expect(Buffer.from(koreanFormBody({ a: fields['LGD_PRODUCTINFO'] ?? '' })).length).toBeLessThan(
      3 * 128 + 3,
    )
    expect(fields['LGD_BUYER']).toBe('구매자')
  })

  test('months are offered from 50,000 won on, and one card company at once', async () => {
    const card = { cardCompany: 'KOOKMIN_CARD', availableInstallmentMonths: [3, 2] } as const
    expect((await begin({ card })).fields).not.toHaveProperty('LGD_INSTALLRANGE')
    const amount = { minor: 50_000, currency: 'KRW' }
    expect((await begin({ card, amount })).fields).toMatchObject({
      LGD_USABLECARD: '11',
      LGD_INSTALLRANGE: '0:2:3',
    })
    expect((await begin({ amount, card: { installmentMonth: 3 } })).fields).toMatchObject({
      LGD_INSTALLRANGE: '3',
    })
  })

  test('the merchant’s own LGD_ values go through, unless they say what the order says', async () => {
    const withExtras = (uplus: Record<string, string>): Partial<Order> => ({ bypass: { uplus } })
    const extra = { LGD_CUSTOM_LOGO: 'logo.png', LGD_BUYERIP: '203.0.113.7' }
    expect((await begin(withExtras(extra))).fields).toMatchObject(extra)
    expect(xpay.checkOrder?.('uplus', { ...testOrder, ...withExtras(extra) })).toBeUndefined()
    for (const wrong of [
      { LGD_AMOUNT: '1' },
      { LGD_MID: 'other' },
      { LGD_RETURNURL: 'https://evil.example' },
      { LGD_CASNOTEURL: 'https://evil.example' },
      { CST_PLATFORM: 'service' },
      { LGD_MEMO: '<script>' },
      { LGD_MEMO: 'x'.repeat(201) },
    ]) {
      const [name = ''] = Object.keys(wrong)
      const order = { ...testOrder, ...withExtras(wrong) }
      expect(xpay.checkOrder?.('uplus', order)).toMatchObject({ field: `bypass.uplus.${name}` })
      expect((await begin(withExtras(wrong))).fields[name]).not.toBe(Object.values(wrong)[0])
    }
  })
})

test.each<[string, Partial<Order>, string]>([
  ['dollars', { amount: { minor: 100, currency: 'USD' } }, 'currency'],
  ['nothing', { amount: { minor: 0, currency: 'KRW' } }, 'totalAmount'],
  ['thirteen digits', { amount: { minor: 1_000_000_000_000, currency: 'KRW' } }, 'totalAmount'],
  ['no name', { orderName: ' ' }, 'orderName'],
  ['a wallet', { payMethod: 'EASY_PAY' }, 'payMethod'],
  [
    'an unknown gift certificate',
    { payMethod: 'GIFT_CERTIFICATE', giftCertificate: { giftCertificateType: 'HAPPY_MONEY' } },
    'giftCertificate.giftCertificateType',
  ],
  ['a gift certificate of nobody', { payMethod: 'GIFT_CERTIFICATE' }, 'customer.customerId'],
  [
    'a gift certificate from nowhere',
    { payMethod: 'GIFT_CERTIFICATE', customer: { customerId: 'member-1' } },
    'bypass.uplus.LGD_BUYERIP',
  ],
])('an order of %s is refused before the window opens', (_what, more, field) => {
  expect(xpay.checkOrder?.('uplus', { ...testOrder, ...more })).toMatchObject({ field })
})

describe('the return', () => {
  const payKey = '20260105120405AABBCCDDEEFF00112233445566778899AABBCCDD'
  const read = (fields: Record<string, string>) =>
    xpay.readReturn?.(context, testOrder, {}, incoming(koreanFormBody(fields)))

  test('a key is the proof, with the number of the call that will use it', () => {
    const reading = read({ LGD_RESPCODE: '0000', LGD_PAYKEY: payKey, LGD_OID: 'x', LGD_AMOUNT: '10' })
    expect(reading).toMatchObject({
      kind: 'authenticated',
      claimedOrderId: 'x',
      claimedAmountMinor: 10,
      proof: { payKey },
    })
    expect(reading).toHaveProperty('proof.txId', txIdOf(context, testOrder.pgOrderId + payKey))
    expect(
      xpay.readReturn?.(context, testOrder, {}, incoming('', { LGD_RESPCODE: '0000', LGD_PAYKEY: payKey })),
    ).toMatchObject({ kind: 'authenticated' })
  })

  test('a refusal is told with its words, and whether the buyer stopped himself', () => {
    expect(read({ LGD_RESPCODE: 'S053', LGD_RESPMSG: '사용자가 결제를 취소하였습니다.' })).toEqual({
      kind: 'failed',
      pgCode: 'S053',
      pgMessage: '사용자가 결제를 취소하였습니다.',
      closedByBuyer: true,
    })
    expect(read({ LGD_RESPCODE: '0301', LGD_RESPMSG: '카드사 승인 취소 불가' })).toMatchObject({
      closedByBuyer: false,
    })
  })

  test.each([
    ['no code', { LGD_PAYKEY: payKey }],
    ['no key', { LGD_RESPCODE: '0000' }],
    ['signs in the key', { LGD_RESPCODE: '0000', LGD_PAYKEY: 'a&b=c' }],
    ['the id of another merchant', { LGD_RESPCODE: '0000', LGD_PAYKEY: payKey, LGD_MID: 'tother' }],
  ])('one with %s is unreadable', (_what, fields) => {
    expect(read(fields)).toMatchObject({ kind: 'unreadable' })
  })
})

const proof = { payKey: 'KEY', txId: `${mid}-0120260105120405${'a'.repeat(40)}` }
const approveCall = (more: Partial<Order> = {}) => ({
  order: { ...testOrder, ...more },
  proof,
  memory: {},
  idempotencyKey: '1',
})
const paid = {
  LGD_TID: 'tlgda20260105120405abcde',
  LGD_MID: mid,
  LGD_OID: testOrder.pgOrderId,
  LGD_AMOUNT: '10000',
  LGD_PAYTYPE: 'SC0010',
  LGD_PAYDATE: '20260105120500',
  LGD_FINANCECODE: '41',
  LGD_FINANCENAME: '신한',
  LGD_FINANCEAUTHNUM: '12345678',
  LGD_CARDNUM: '510737******5469',
  LGD_CARDINSTALLMONTH: '03',
  LGD_CARDNOINTYN: '1',
  LGD_CARDGUBUN1: '1',
  LGD_CARDGUBUN2: '1',
  LGD_CARDACQUIRER: '31',
}

describe('the approval', () => {
  test('asks for our own amount, under the number that a rollback can name', async () => {
    const { network, context: of } = contextWith(json('0000', paid), json('0000'))
    const answer = await xpay.approve?.(of, approveCall())
    expect(answer).toMatchObject({
      kind: 'approved',
      state: 'PAID',
      pgTxId: paid.LGD_TID,
      pgOrderId: testOrder.pgOrderId,
      pgMerchantId: mid,
      amount: { minor: 10_000, currency: 'KRW' },
      at: new Date('2026-01-05T03:05:00Z'),
      method: {
        type: 'CARD',
        card: {
          name: '신한카드',
          bin: '510737',
          approvalNumber: '12345678',
          installmentMonth: 3,
          isInterestFree: true,
          ownerType: 'CORPORATE',
          type: 'DEBIT',
          issuerCode: '41',
          acquirerCode: '31',
        },
      },
    })
    expect(network.requests[0]?.url).toBe('https://xpay-gateway.tosspayments.com/xpay/Gateway.do')
    expect(form(network)).toEqual({
      LGD_TXID: proof.txId,
      LGD_AUTHCODE: authCode(proof.txId, mertKey),
      LGD_MID: mid,
      LGD_TXNAME: 'PaymentByKey',
      LGD_PAYKEY: 'KEY',
      LGD_AMOUNTCHECKYN: 'Y',
      LGD_AMOUNT: '10000',
    })
    expect(await xpay.netCancel?.(of, approveCall())).toMatchObject({ kind: 'approved' })
    expect(form(network, 1)).toMatchObject({ LGD_TXNAME: 'Rollback', LGD_RB_TXID: proof.txId })
  })

  test.each([
    ['00', { installmentMonth: 0 }],
    ['62', { installmentMonth: 2, pointUsed: true }],
    ['83', { installmentMonth: 3, pointUsed: true }],
  ])('LGD_CARDINSTALLMONTH %s', async (told, expected) => {
    const { context: of } = contextWith(json('0000', { ...paid, LGD_CARDINSTALLMONTH: told }))
    expect(await xpay.approve?.(of, approveCall())).toMatchObject({ method: { card: expected } })
  })

  test.each<[string, Scripted]>([
    ['no answer', resetByPeer()],
    ['a broken server', { status: 500, body: 'error' }],
    ['half an answer', { body: '{"LGD_RESPCODE":"0000","LGD_RESP' }],
    ['an answer without a code', { body: '{}' }],
    ['an approval of no transaction', json('0000', { ...paid, LGD_TID: '' })],
    ['an approval of no amount', json('0000', { ...paid, LGD_AMOUNT: '' })],
    ['an approval by another method', json('0000', { ...paid, LGD_PAYTYPE: 'SC0060' })],
  ])('after %s nobody knows', async (_what, scripted) => {
    const { context: of } = contextWith(scripted)
    expect(await xpay.approve?.(of, approveCall())).toMatchObject({ kind: 'silent' })
  })

  test('a refusal is a refusal, and one of a rollback leaves the attempt open', async () => {
    const refused = json('XC01')
    const { context: of } = contextWith(refused, refused)
    expect(await xpay.approve?.(of, approveCall())).toMatchObject({ kind: 'declined', pgCode: 'XC01' })
    expect(await xpay.netCancel?.(of, approveCall())).toMatchObject({ kind: 'declined', pgCode: 'XC01' })
  })

  test('secrets and card numbers stay out of what is kept', () => {
    const answer = readAnswer(
      Buffer.from(
        JSON.stringify({
          LGD_RESPCODE: '0000',
          LGD_RESPONSE: [{ LGD_CARDNUM: '5107371234125469', LGD_PAYKEY: 'KEY-OF-A-PAYMENT' }],
        }),
      ),
    )
    expect(JSON.stringify(answer.kind === 'answered' && answer.raw)).not.toMatch(
      /5107371234125469|KEY-OF-A-PAYMENT/,
    )
  })
})

describe('the cancel', () => {
  const call = (more: Partial<CancelCall> = {}): CancelCall => ({
    order: testOrder,
    pgTxId: paid.LGD_TID,
    memory: {},
    methodType: 'CARD',
    cancellationId: 'c-1',
    idempotencyKey: 'c-1',
    amountMinor: 10_000,
    taxFreeMinor: 0,
    vatMinor: 0,
    remainingMinor: 0,
    isWhole: true,
    reason: '단순 변심',
    isUnpaidVirtualAccount: false,
    ...more,
  })

  test('a part names the balance before it', async () => {
    const { network, context: of } = contextWith(json('0000'))
    await xpay.cancel?.(of, call({ isWhole: false, amountMinor: 3_000, remainingMinor: 4_000 }))
    expect(form(network)).toMatchObject({
      LGD_TXNAME: 'PartialCancel',
      LGD_CANCELAMOUNT: '3000',
      LGD_REMAINAMOUNT: '7000',
      LGD_CANCELREASON: '단순 변심',
    })
  })

  test.each([
    ['CARD', 'AV11', 'approved'],
    ['CARD', 'RF10', 'declined'],
    ['TRANSFER', 'RF10', 'approved'],
    ['TRANSFER', 'AV11', 'declined'],
    ['MOBILE', 'AV11', 'declined'],
  ] as const)('of %s answered with %s is %s', async (methodType, code, kind) => {
    const { context: of } = contextWith(json(code))
    expect(await xpay.cancel?.(of, call({ methodType }))).toMatchObject({ kind })
  })

  test('a deposit goes back to an account that is named', async () => {
    const { network, context: of } = contextWith(json('0000'))
    const deposit = call({ methodType: 'VIRTUAL_ACCOUNT' })
    expect(await xpay.cancel?.(of, deposit)).toMatchObject({ kind: 'declined' })
    expect(network.requests).toHaveLength(0)
    const refundAccount = { bank: 'SHINHAN', number: '110-123-456789', holderName: '홍길동' }
    await xpay.cancel?.(of, { ...deposit, refundAccount })
    expect(form(network)).toMatchObject({
      LGD_TXNAME: 'Cancel',
      LGD_RFBANKCODE: '088',
      LGD_RFACCOUNTNUM: '110123456789',
      LGD_RFCUSTOMERNAME: '홍길동',
      LGD_RFPHONE: '01012345678',
    })
  })

  test('an account that nobody paid into is closed by a deadline that has passed', async () => {
    const { network, context: of } = contextWith(json('0000'))
    const unpaid = call({ methodType: 'VIRTUAL_ACCOUNT', isUnpaidVirtualAccount: true })
    expect(await xpay.cancel?.(of, unpaid)).toMatchObject({ kind: 'approved' })
    expect(form(network)).toMatchObject({
      LGD_TXNAME: 'CyberAccount',
      LGD_METHOD: 'CHANGE',
      LGD_OID: testOrder.pgOrderId,
      LGD_AMOUNT: '10000',
      LGD_CLOSEDATE: '20260105000000',
    })
  })

  test('a whole one whose answer was lost is asked for again; a part is not, and a refusal decides nothing', async () => {
    const { network, context: of } = contextWith(json('0000'), json('SIM121'))
    expect(await xpay.inquireCancel?.(of, call())).toMatchObject({ kind: 'approved' })
    expect(await xpay.inquireCancel?.(of, call())).toMatchObject({ kind: 'silent' })
    const part = call({ isWhole: false, amountMinor: 3_000, remainingMinor: 7_000 })
    expect(await xpay.inquireCancel?.(of, part)).toMatchObject({ kind: 'silent' })
    expect(network.requests).toHaveLength(2)
  })
})

describe('a note', () => {
  const fields = (more: Record<string, string> = {}) => ({
    LGD_RESPCODE: '0000',
    LGD_MID: mid,
    LGD_OID: testOrder.pgOrderId,
    LGD_AMOUNT: '10000',
    LGD_TID: 'tlgda20260105120405abcde',
    LGD_PAYTYPE: 'SC0040',
    LGD_PAYDATE: '20260105130000',
    LGD_TIMESTAMP: '20260105120405',
    LGD_ACCOUNTNUM: 'X65659014070491',
    LGD_CASFLAG: 'I',
    LGD_CASTAMOUNT: '10000',
    LGD_CASCAMOUNT: '10000',
    LGD_CASSEQNO: '001',
    LGD_HASHDATA: md5Hash([mid, testOrder.pgOrderId, '10000', '0000', '20260105120405'], mertKey),
    ...more,
  })
  const note = (more?: Record<string, string>, remoteAddress = '13.124.18.147') => ({
    ...incoming(koreanFormBody(fields(more))),
    remoteAddress,
  })
  const ok = { status: 200, body: 'OK' }

  test('of money that came in tells order, amount and account, and wants a bare OK', () => {
    expect(xpay.readNotification?.(context, note())).toMatchObject({
      kind: 'transaction',
      claim: 'DEPOSITED',
      pgOrderId: testOrder.pgOrderId,
      amountMinor: 10_000,
      accountNumber: 'X65659014070491',
      accepted: ok,
    })
    expect(xpay.readNotification?.(context, note({ LGD_CASFLAG: 'C' }))).toMatchObject({
      claim: 'DEPOSIT_REVERSED',
    })
  })

  test('of an account that was only issued is taken and means nothing', () => {
    expect(xpay.readNotification?.(context, note({ LGD_CASFLAG: 'R' }))).toMatchObject({
      kind: 'ignored',
      accepted: ok,
    })
  })

  test('of somebody else is refused', () => {
    expect(xpay.readNotification?.(context, note({ LGD_MID: 'tother' }))).toMatchObject({
      kind: 'unreadable',
    })
    expect(xpay.readNotification?.(context, incoming('nonsense'))).toMatchObject({ kind: 'unreadable' })
  })

  test('is genuine with its hash, in the channel’s mode, and from the PG’s own servers', async () => {
    const authenticate = (request: ReturnType<typeof note>, of = context) =>
      xpay.authenticateNotification?.(of, request)
    expect(await authenticate(note())).toEqual({ kind: 'genuine' })
    expect(await authenticate(note({}, '::ffff:13.124.18.147'))).toEqual({ kind: 'genuine' })
    // `I` is not under the hash: whoever saw the note of the issue could send it.
    expect(await authenticate(note({}, '203.0.113.7'))).toEqual({ kind: 'forged' })
    expect(await authenticate(note({ LGD_AMOUNT: '1' }))).toEqual({ kind: 'forged' })
    expect(await authenticate(note({ LGD_HASHDATA: '' }))).toEqual({ kind: 'forged' })
    expect(await authenticate(note(), { ...context, mode: 'LIVE' })).toEqual({ kind: 'forged' })
  })
})

test('a delivery is told to the escrow page, which answers OK or a sentence', async () => {
  const { network, context: of } = contextWith({ body: 'OK\r\n' }, { body: 'FAIL' })
  const call = {
    order: { ...testOrder, isEscrow: true },
    pgTxId: paid.LGD_TID,
    memory: {},
    balanceMinor: 10_000,
    isFirst: true,
    company: 'CJ',
    companyNameKo: 'CJ대한통운',
    invoiceNumber: '1234 5678',
    sentAt: testNow,
    registrarName: '나루',
    sender: {},
    receiver: {},
  }
  expect(await xpay.registerEscrowDelivery?.(of, call)).toMatchObject({ kind: 'done' })
  expect(form(network)).toMatchObject({
    mid,
    oid: testOrder.pgOrderId,
    dlvtype: '03',
    dlvdate: '202601051204',
    dlvcompcode: 'CJ',
    dlvno: '1234||5678',
    hashdata: md5Hash([mid, testOrder.pgOrderId, '202601051204', 'CJ', '1234||5678'], mertKey),
  })
  expect(await xpay.registerEscrowDelivery?.(of, call)).toMatchObject({ kind: 'declined', pgMessage: 'FAIL' })
  expect(await xpay.registerEscrowDelivery?.(of, { ...call, company: 'PIGEON' })).toMatchObject({
    kind: 'declined',
  })
})
