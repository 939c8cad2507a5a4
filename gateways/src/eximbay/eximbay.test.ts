import { expect, test } from 'vitest'
import type { CancelCall } from '../port.ts'
import { incoming, testContext, testOrder, testUrls } from '../testing/order.ts'
import { ScriptedNetwork, resetByPeer } from '../testing/scripted-network.ts'
import type { Scripted } from '../testing/scripted-network.ts'
import { amountText, minorOf } from './amount.ts'
import { eximbay } from './connector.ts'
import { fgkeyOf, isGenuine, readParameters } from './fgkey.ts'
import { basicAuthorization } from './open-api.ts'
import { orderIdOf, referenceOf } from './window-words.ts'

const mid = '1849705C64'
const secretKey = '289F40E6640124B2628640168C3C5464'
const reference = referenceOf(testOrder.pgOrderId)
const order = { ...testOrder, amount: { minor: 1_050, currency: 'USD' }, vatMinor: 0 }

// Source: status body in the PG's Open API samples of 2023 (verify.http), under its published test secret.
const published2023 =
  'baserate=&cur=USD&dm_reject=&cardno1=4111&resdt=20230627205838&cardno4=1111&foreignrate=&mid=1849705C64&amt=1&accesscountry=KR&ref=20230627205615&paymethod=P101&dm_review=&email=Eximbay%40eximbay.com&ver=230&foreignamt=&basecur=&dccrate=&transid=1849705C6420230627000029&dm_decision=&param3=TEST&resmsg=Success.&cardholder=FirstNameLastName&param1=&rescode=0000&param2=&authcode=949620&fgkey=DAF8A37FE01E14AC0F05E2790C8E9F8B40FC5BA98A5ACBA25E51EB3270E2BF75&txntype=PAYMENT&foreigncur=&payto=EXIMBAY.COM&baseamt='

// Source: two answers of the test system of 2018, kept as test data of an open-source client (kanziw/eximbay).
const empty = Object.fromEntries(
  'baserate dm_reject foreignrate dm_review foreignamt basecur dccrate dm_decision param1 param2 param3 authcode foreigncur baseamt'
    .split(' ')
    .map((name) => [name, '']),
)
const answer2018 = {
  ...empty,
  cur: 'USD',
  cardno1: '1234',
  cardno4: '1234',
  mid,
  amt: '1.0',
  accesscountry: 'KR',
  paymethod: 'P101',
  email: 'test@test.com',
  ver: '230',
  cardholder: 'namesung',
  txntype: 'PAYMENT',
  payto: 'EXIMBAY.COM',
}
const published2018 = [
  {
    ...answer2018,
    ref: 'demo201704182020234',
    rescode: 'S023',
    transid: '1849705C6420180430000032',
    resdt: '20180430183525',
    resmsg: '고객님의 신용카드 유효기간이 만료되었습니다. 확인하신 후 재시도 해주시기 바랍니다.',
    fgkey: 'FAB9B8DC4C092DC0F6CA80AAB502DEB258F92D2F735024A022133B8AF0F7E6CD',
  },
  {
    ...answer2018,
    ref: 'demo201704182020224',
    rescode: 'XXXX',
    transid: '1849705C6420180430000033',
    resdt: '20180430183618',
    // The blank at the end is signed.
    resmsg: 'Decline  Card number ',
    fgkey: 'F605C6C38B47BF09EFD457CD66A48A05347096867523762A079654DDBC31AA67',
  },
]

test('three published messages carry the key that we compute', () => {
  expect(isGenuine(secretKey, readParameters(published2023))).toBe(true)
  for (const fields of published2018) {
    expect(fgkeyOf(secretKey, fields)).toBe(fields.fgkey)
    expect(isGenuine(secretKey, { ...fields, fgkey: fields.fgkey.toLowerCase() })).toBe(true)
    expect(isGenuine(secretKey, { ...fields, amt: '2.0' })).toBe(false)
    expect(isGenuine(secretKey, { ...fields, resmsg: fields.resmsg.trimEnd() })).toBe(
      fields.resmsg === fields.resmsg.trimEnd(),
    )
  }
})

// Source: the header of the same sample, for its published API key.
test('the API key is the user name, the colon belongs to it', () => {
  expect(basicAuthorization('test_1849705C642C217E0B2D')).toBe('Basic dGVzdF8xODQ5NzA1QzY0MkMyMTdFMEIyRDo=')
})

test.each([
  [1_050, 'USD', '10.50'],
  [5, 'USD', '0.05'],
  [10_000, 'KRW', '10000'],
  [980, 'JPY', '980'],
])('%d minor units of %s are %s, and read back', (minor, currency, text) => {
  expect(amountText({ minor, currency })).toBe(text)
  expect(minorOf(text, currency)).toBe(minor)
})

test('the PG writes one dollar in several ways, and half a cent or a comma in none', () => {
  for (const text of ['1', '1.0', '1.00', '1.000']) expect(minorOf(text, 'USD')).toBe(100)
  for (const text of ['1.005', '1,000', '-1', '', '1e3', '100.5']) {
    expect(minorOf(text, text === '100.5' ? 'KRW' : 'USD')).toBeUndefined()
  }
})

test('our number fits thirty characters and finds back, that of V1 too', () => {
  expect(reference).toMatch(/^[0-9a-z]{25}$/)
  expect(orderIdOf(reference)).toBe(testOrder.pgOrderId)
  expect(orderIdOf(referenceOf('imp_448280090638'))).toBe('imp_448280090638')
  expect(orderIdOf('somebody-else')).toBe('somebody-else')
})

const classic = (...script: Scripted[]) => {
  const network = new ScriptedNetwork(...script)
  return { network, context: { ...testContext({ mid, secretKey }, network), moduleCode: 'eximbay' } }
}
const open = (credentials: object, ...script: Scripted[]) => {
  const network = new ScriptedNetwork(...script)
  return {
    network,
    context: {
      ...testContext({ mid, apiKey: 'test_1849705C642C217E0B2D', ...credentials }, network),
      moduleCode: 'eximbay_v2',
    },
  }
}
const status = (changes: object = {}): Record<string, string> => ({
  ...empty,
  ver: '230',
  mid,
  txntype: 'PAYMENT',
  ref: reference,
  cur: 'USD',
  amt: '10.50',
  transid: '1849705C6420260105000001',
  rescode: '0000',
  resmsg: 'Success.',
  resdt: '20260105120405',
  paymethod: 'P101',
  cardno1: '4111',
  cardno4: '1111',
  ...changes,
})
const signedStatus = (changes: object = {}, key = secretKey) => {
  const fields = status(changes)
  return new URLSearchParams({ ...fields, fgkey: fgkeyOf(key, fields) }).toString()
}

test('the classic window gets one signed form, which the browser takes whole', async () => {
  const { context } = classic()
  const begun = await eximbay.begin!(context, order, testUrls)
  if (begun.kind !== 'begun' || begun.handOff.kind !== 'form') throw new Error(begun.kind)

  expect(begun.handOff).toMatchObject({
    action: 'http://127.0.0.1:4004/eximbay/Gateway/BasicProcessor.krp',
    fields: {
      ver: '230',
      mid,
      ref: reference,
      cur: 'USD',
      amt: '10.50',
      statusurl: testUrls.notifyUrl,
      returnurl: testUrls.returnUrl,
      item_0_unitPrice: '10.50',
    },
  })
  expect(isGenuine(secretKey, begun.handOff.fields)).toBe(true)
})

test('the present window is announced to the PG, and the browser gets the very same objects with its key', async () => {
  const { network, context } = open({}, { body: '{"rescode":"0000","resmsg":"Success.","fgkey":"KEY"}' })
  const begun = await eximbay.begin!(context, order, testUrls)
  const told: unknown = JSON.parse(network.text(0))

  expect(begun).toMatchObject({
    kind: 'begun',
    handOff: { kind: 'eximbay-sdk', scriptUrl: 'http://127.0.0.1:4004/eximbay/v1/javascriptSDK.js' },
  })
  expect(begun.kind === 'begun' && begun.handOff.kind === 'eximbay-sdk' && begun.handOff.request).toEqual({
    fgkey: 'KEY',
    ...(told as object),
  })
  expect(told).toMatchObject({
    payment: { amount: '10.50', order_id: reference },
    url: { status_url: testUrls.notifyUrl },
  })
})

test('a return counts when it is signed; a forged, foreign or broken one proves nothing', () => {
  const { context } = classic()
  const read = (body: string) => eximbay.readReturn!(context, order, {}, incoming(body))

  expect(read(signedStatus())).toMatchObject({
    kind: 'authenticated',
    claimedOrderId: order.pgOrderId,
    claimedAmountMinor: 1_050,
  })
  expect(read(signedStatus({}, 'another-secret'))).toMatchObject({ kind: 'unreadable' })
  expect(read(signedStatus().replace('amt=10.50', 'amt=0.01'))).toMatchObject({ kind: 'unreadable' })
  expect(read(signedStatus({ rescode: 'S023', resmsg: 'Expired. ' }))).toMatchObject({
    kind: 'failed',
    pgCode: 'S023',
    pgMessage: 'Expired.',
  })
  expect(read('')).toMatchObject({ kind: 'unreadable' })
  expect(read(`rescode=0000&${'x'.repeat(30_000)}`)).toMatchObject({ kind: 'unreadable' })
})

test('a status message is answered in the PG’s words, and a forged one is asked for again', () => {
  const { context } = classic()
  const read = (body: string) => eximbay.readNotification!(context, incoming(body))

  expect(read(signedStatus())).toMatchObject({
    kind: 'transaction',
    claim: 'APPROVED',
    pgOrderId: order.pgOrderId,
    accepted: { status: 200, body: 'rescode=0000&resmsg=Success' },
  })
  expect(read(signedStatus({}, 'another-secret'))).toMatchObject({
    kind: 'unreadable',
    refused: { status: 400 },
  })
  expect(read(signedStatus({ mid: 'OTHERMID01' }))).toMatchObject({ kind: 'unreadable' })
  expect(read(signedStatus({ rescode: 'S023' }))).toMatchObject({ kind: 'ignored' })
})

const approve = (context: ReturnType<typeof classic>['context'], data: string) =>
  eximbay.approve!(context, {
    order,
    proof: { transactionId: '1849705C6420260105000001', data },
    memory: {},
    idempotencyKey: '1',
  })

test('a signed result is believed without another call, to the cent', async () => {
  const { network, context } = classic()

  expect(await approve(context, signedStatus())).toMatchObject({
    kind: 'approved',
    pgTxId: '1849705C6420260105000001',
    pgOrderId: order.pgOrderId,
    pgMerchantId: mid,
    amount: { minor: 1_050, currency: 'USD' },
    at: new Date('2026-01-05T03:04:05Z'),
    method: { type: 'CARD', card: { brand: 'VISA', number: '4111********1111' } },
  })
  expect(network.requests).toEqual([])
})

test('a result of another amount or currency is handed up as such, for the platform to give back', async () => {
  const { context } = classic()
  expect(await approve(context, signedStatus({ amt: '0.01' }))).toMatchObject({ amount: { minor: 1 } })
  expect(await approve(context, signedStatus({ cur: 'JPY', amt: '1050' }))).toMatchObject({
    amount: { minor: 1_050, currency: 'JPY' },
  })
})

test('a cash method that only registered the order is pending', async () => {
  const { context } = classic()
  expect(await approve(context, signedStatus({ paymethod: 'P006', status: 'Registered' }))).toMatchObject({
    kind: 'pending',
    pgTxId: '1849705C6420260105000001',
  })
})

test('without the secret key the PG is asked whether the message is its own', async () => {
  const unsigned = signedStatus({}, 'unknown to us')
  const yes = open({}, { body: '{"rescode":"0000","resmsg":"Success."}' })
  expect(await approve(yes.context, unsigned)).toMatchObject({ kind: 'approved' })
  expect(JSON.parse(yes.network.text(0))).toEqual({ data: unsigned })

  // A forged message: the books decide, and while they know nothing, nobody does.
  const forged = open({}, { body: '{"rescode":"SIM403"}' }, { body: '{"rescode":"0000","status":"NONE"}' })
  expect(await approve(forged.context, unsigned)).toMatchObject({ kind: 'silent' })
})

test('a status message may start nothing before its sender is known', async () => {
  const request = incoming(signedStatus({}, 'unknown to us'))
  const sender = (script: Scripted) => eximbay.authenticateNotification!(open({}, script).context, request)

  expect(await sender({ body: '{"rescode":"0000"}' })).toEqual({ kind: 'genuine' })
  expect(await sender({ body: '{"rescode":"SIM403"}' })).toEqual({ kind: 'forged' })
  expect(await sender(resetByPeer())).toMatchObject({ kind: 'silent' })
  const keyed = open({ reconciliationSecretKey: secretKey })
  expect(await eximbay.authenticateNotification!(keyed.context, request)).toEqual({ kind: 'forged' })
  expect(await eximbay.authenticateNotification!(keyed.context, incoming(signedStatus()))).toEqual({
    kind: 'genuine',
  })
  expect(keyed.network.requests).toEqual([])
})

test.each<[string, Scripted]>([
  ['a reset', resetByPeer()],
  ['HTTP 500', { status: 500, body: '' }],
  ['half a body', { body: 'resco' }],
  [
    'an answer signed with another key',
    { body: signedStatus({ status: 'SALE', balance: '10.50' }, 'other') },
  ],
  [
    'an answer about another order',
    { body: signedStatus({ status: 'SALE', balance: '10.50', ref: 'other' }) },
  ],
  ['a balance above the sum', { body: signedStatus({ status: 'SALE', balance: '99.00' }) }],
])('an inquiry that ends in %s tells nothing', async (_name, script) => {
  const { context } = classic(script)
  expect((await eximbay.inquire!(context, { order, pgTxId: 'T', memory: {} })).kind).toBe('silent')
})

test('the books tell what went back; by our number alone a refund is not taken for the payment', async () => {
  const paid = { body: signedStatus({ status: 'SALE', balance: '7.50' }) }
  expect(await eximbay.inquire!(classic(paid).context, { order, pgTxId: 'T', memory: {} })).toMatchObject({
    kind: 'approved',
    cancelledMinor: 300,
  })
  const refund = { body: signedStatus({ status: 'SALE', amt: '3.00', balance: '7.50' }) }
  expect(await eximbay.inquire!(classic(refund).context, { order, memory: {} })).toMatchObject({
    kind: 'silent',
  })
  const none = { body: signedStatus({ status: 'NONE', ref: reference }) }
  expect(await eximbay.inquire!(classic(none).context, { order, memory: {} })).toMatchObject({
    kind: 'not-approved',
    final: false,
  })
})

const call: CancelCall = {
  order,
  pgTxId: '1849705C6420260105000001',
  memory: {},
  methodType: 'CARD',
  cancellationId: 'c-1',
  idempotencyKey: 'c-1',
  amountMinor: 300,
  taxFreeMinor: 0,
  vatMinor: 0,
  remainingMinor: 750,
  isWhole: false,
  reason: '단순 변심',
  isUnpaidVirtualAccount: false,
}

test('a refund names its own number and the balance before it, the same on every try', async () => {
  const answer = { body: signedStatus({ txntype: 'REFUND', refundtransid: 'R1', refundamt: '3.00' }) }
  const { network, context } = classic(answer, answer)

  expect(await eximbay.cancel!(context, call)).toMatchObject({ kind: 'approved', pgCancellationId: 'R1' })
  await eximbay.cancel!(context, call)
  expect(network.form(0)).toMatchObject({
    refundtype: 'P',
    refundamt: '3.00',
    balance: '10.50',
    amt: '10.50',
  })
  expect(network.form(1)['refundid']).toBe(network.form(0)['refundid'])
  const lie = classic({ body: signedStatus({ txntype: 'REFUND', refundamt: '10.50' }) })
  expect(await eximbay.cancel!(lie.context, call)).toMatchObject({ kind: 'silent' })
})

test.each([
  ['currency', { amount: { minor: 100, currency: 'VND' } }],
  ['customer.fullName', { customer: { email: 'a@b.c' } }],
  ['customer.email', { customer: { fullName: 'Hong' } }],
  ['products', { products: [{ id: '1', name: 'x', unitMinor: 100, quantity: 1 }] }],
  ['products', { bypass: { eximbay_v2: { payment: { payment_method: 'P003' } } } }],
  [
    'bypass.eximbay_v2.payment.payment_method',
    { bypass: { eximbay_v2: { payment: { payment_method: 'P305' } } } },
  ],
])('%s is refused before the window opens', (field, change) => {
  expect(eximbay.checkOrder!('eximbay_v2', { ...order, ...change })?.field).toBe(field)
  expect(eximbay.checkOrder!('eximbay_v2', order)).toBeUndefined()
})
