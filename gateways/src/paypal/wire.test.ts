import { describe, expect, test } from 'vitest'
import type { Order } from '../port.ts'
import { incoming, testContext, testNow, testOrder } from '../testing/order.ts'
import { ScriptedNetwork, resetByPeer, type Scripted } from '../testing/scripted-network.ts'
import { minorOf, paypalCurrencies, wireValue } from './amount.ts'
import { callPaypal } from './api.ts'
import { checkBillingOrder, checkOrder } from './check-order.ts'
import { paypal } from './connector.ts'
import { drawUi } from './buttons.ts'
import { callNvp } from './express/nvp.ts'
import { readWebhook } from './webhook.ts'

const usd: Order = { ...testOrder, payMethod: 'EASY_PAY', amount: { minor: 1_050, currency: 'USD' } }

describe('amounts', () => {
  test.each([
    [1_050, 'USD', '10.50'],
    [5, 'EUR', '0.05'],
    [100_000_001, 'USD', '1000000.01'],
    [1_000, 'JPY', '1000'],
    [100_000, 'HUF', '1000'],
    [50_000, 'TWD', '500'],
  ])('%i %s is written %s and read back', (minor, currency, value) => {
    expect(wireValue({ minor, currency })).toBe(value)
    expect(minorOf(value, currency)).toBe(minor)
  })

  test('PayPal’s three currencies without decimals refuse a fraction, unknown ones everything', () => {
    expect(wireValue({ minor: 100_050, currency: 'HUF' })).toBeUndefined()
    expect(wireValue({ minor: 1_000, currency: 'KRW' })).toBeUndefined()
    expect(minorOf('10.5', 'JPY')).toBeUndefined()
    expect(minorOf('10.555', 'USD')).toBeUndefined()
    expect(minorOf('1e3', 'USD')).toBeUndefined()
    expect(minorOf('-1.00', 'USD')).toBeUndefined()
  })

  test('every currency that the catalogue offers can be written', () => {
    expect(paypalCurrencies.filter((currency) => wireValue({ minor: 100, currency }) === undefined)).toEqual(
      [],
    )
  })
})

describe('what PayPal would refuse is refused before its window opens', () => {
  test.each([
    ['currency', { amount: { minor: 1_000, currency: 'KRW' } }],
    ['currency', { amount: { minor: 1_000, currency: 'VND' } }],
    ['totalAmount', { amount: { minor: 0, currency: 'USD' } }],
    ['totalAmount', { amount: { minor: 150, currency: 'HUF' } }],
    ['products', { products: [{ id: '1', name: 'cup', unitMinor: 500, quantity: 2 }] }],
    ['bypass.paypal_v2.purchase_units', { bypass: { paypal_v2: { purchase_units: [{}, {}] } } }],
    [
      'bypass.paypal_v2.purchase_units[0].shipping.address.admin_area_2',
      {
        bypass: {
          paypal_v2: {
            purchase_units: [{ shipping: { address: { address_line_1: 'x', country_code: 'US' } } }],
          },
        },
      },
    ],
    [
      'bypass.paypal_v2.payer.tax_info.tax_id_type',
      { bypass: { paypal_v2: { payer: { tax_info: { tax_id: '1' } } } } },
    ],
    [
      'bypass.paypal_v2.additional_data',
      { bypass: { paypal_v2: { additional_data: [{ key: 'a', value: 1 }] } } },
    ],
  ] as const)('%s', (field, change) => {
    expect(checkOrder('paypal_v2', { ...usd, ...change })?.field).toBe(field)
  })

  test('an order whose products add up is taken', () => {
    const products = [{ id: '1', name: 'cup', unitMinor: 525, quantity: 2 }]

    expect(checkOrder('paypal_v2', { ...usd, products })).toBeUndefined()
  })

  test('an address for recurring payments needs a state where the country has them', () => {
    const order = {
      storeId: 's',
      pgIssueId: 'i',
      method: 'PAYPAL' as const,
      customer: {},
      device: 'PC' as const,
    }
    const address = { line1: '1 Main St', city: 'San Jose', country_code: 'US' }

    const refused = checkBillingOrder({ ...order, bypass: { paypal_v2: { shipping_address: address } } })
    const french = { ...address, country_code: 'FR' }

    expect(refused?.field).toBe('bypass.paypal_v2.shipping_address.state')
    expect(
      checkBillingOrder({ ...order, bypass: { paypal_v2: { shipping_address: french } } }),
    ).toBeUndefined()
  })
})

describe('the button in the shop’s page', () => {
  const context = testContext({ merchantId: '7WBB3CKT63FRG', clientId: 'client' }, new ScriptedNetwork(), {
    kind: 'sandbox',
  })

  test('loads PayPal’s script for this contract and currency', () => {
    const drawn = drawUi(context, {
      uiType: 'PAYPAL_SPB',
      currency: 'JPY',
      country: 'US',
      bypass: {
        paypal_v2: { 'disable-funding': 'venmo, card', style: { color: 'blue', height: 40, other: 1 } },
      },
    })

    expect(drawn).toEqual({
      kind: 'drawn',
      drawing: {
        kind: 'paypal-buttons',
        scriptUrl:
          'https://www.paypal.com/sdk/js?client-id=client&merchant-id=7WBB3CKT63FRG&components=buttons&currency=JPY&intent=capture&commit=true&disable-funding=venmo%2Ccard&buyer-country=US',
        attributes: { 'data-namespace': 'naruPaypalSpb' },
        namespace: 'naruPaypalSpb',
        ask: 'createOrder',
        style: { color: 'blue', height: 40 },
      },
    })
  })

  test.each([
    ['bypass.paypal_v2.style.color', { color: 'red' }],
    ['bypass.paypal_v2.style.shape', { shape: 'round' }],
    ['bypass.paypal_v2.style.height', { height: 24 }],
    ['bypass.paypal_v2.style.height', { height: '40' }],
  ])('refuses a style that PayPal does not know: %s %j', (field, style) => {
    expect(drawUi(context, { uiType: 'PAYPAL_RT', bypass: { paypal_v2: { style } } })).toMatchObject({
      kind: 'refused',
      field,
    })
  })
})

const token: Scripted = { body: '{"access_token":"A21","token_type":"Bearer","expires_in":32400}' }

describe('an answer of the REST API', () => {
  const ask = async (...script: readonly Scripted[]) =>
    callPaypal(testContext({ clientId: 'a', clientSecret: 'b' }, new ScriptedNetwork(...script)), {
      method: 'POST',
      path: '/x',
    })

  test.each([
    ['no token is to be had', [{ status: 401, body: '{"error":"invalid_client"}' }]],
    ['the token call breaks off', [resetByPeer()]],
    ['the call breaks off', [token, resetByPeer()]],
    ['PayPal breaks down', [token, { status: 503, body: '{"name":"INTERNAL_SERVER_ERROR"}' }]],
    ['an earlier call still runs', [token, { status: 409, body: '{"name":"PREVIOUS_REQUEST_IN_PROGRESS"}' }]],
    ['calls come too fast', [token, { status: 429, body: '{"name":"RATE_LIMIT_REACHED"}' }]],
    ['the token ran out', [token, { status: 401, body: '{"name":"AUTHENTICATION_FAILURE"}' }]],
    ['half an answer came', [token, { status: 201, body: '{"id":"8' }]],
    ['a refusal cannot be read', [token, { status: 422, body: '<html>' }]],
  ] as const)('is silence when %s, because money may have moved', async (_name, script) => {
    expect(await ask(...script)).toMatchObject({ kind: 'silent' })
  })

  test('is a refusal with PayPal’s own issue and words', async () => {
    const body =
      '{"name":"UNPROCESSABLE_ENTITY","message":"…","details":[{"issue":"INSTRUMENT_DECLINED","description":"No."}]}'

    expect(await ask(token, { status: 422, body })).toMatchObject({
      kind: 'declined',
      pgCode: 'INSTRUMENT_DECLINED',
      pgMessage: 'No.',
    })
  })

  test('keeps no right to charge in what is stored', async () => {
    const answer = await ask(token, { status: 201, body: '{"id":"B-8XW15926RT2253736","state":"ACTIVE"}' })

    expect(answer).toMatchObject({ raw: '{"id":"[secret]","state":"ACTIVE"}' })
  })
})

describe('an answer of the classic API', () => {
  // Shaped like the recorded answers that open clients of this API test with: lower-case escapes, `%2d` for a hyphen.
  const ask = async (scripted: Scripted) =>
    callNvp(testContext({}, new ScriptedNetwork(scripted)), 'SetExpressCheckout', {})

  test('gives the token', async () => {
    const body =
      'TOKEN=EC%2d42721413K79637829&TIMESTAMP=2013%2d02%2d13T13%3a21%3a27Z&ACK=Success&VERSION=85%2e0'

    expect(await ask({ body })).toMatchObject({ kind: 'answered', fields: { TOKEN: 'EC-42721413K79637829' } })
  })

  test('names its refusal', async () => {
    const body = 'ACK=Failure&L_ERRORCODE0=10525&L_LONGMESSAGE0=The%20amount%20is%20zero%2e'

    expect(await ask({ body })).toMatchObject({
      kind: 'declined',
      pgCode: '10525',
      pgMessage: 'The amount is zero.',
    })
  })

  test.each([
    { body: '' },
    { body: '<html>' },
    { status: 500, body: 'ACK=Failure&L_ERRORCODE0=10525' },
    { body: 'ACK=Failure' },
    { body: 'ACK=Failure&L_ERRORCODE0=10001&L_LONGMESSAGE0=Internal%20Error' },
    resetByPeer(),
  ])('is silence when nobody can know: %#', async (scripted) => {
    expect(await ask(scripted)).toMatchObject({ kind: 'silent' })
  })
})

describe('a return that does not belong to the order', () => {
  const memory = { orderId: '5O190127TN364715T' }

  test('is no proof', () => {
    const context = { ...testContext({}, new ScriptedNetwork()), moduleCode: 'paypal_v2' }
    const read = (query: Readonly<Record<string, string>>) =>
      paypal.readReturn?.(context, usd, memory, incoming('', query)).kind

    expect(read({ token: '5O190127TN364715T', PayerID: 'X' })).toBe('authenticated')
    expect(read({ token: 'OTHERORDER', PayerID: 'X' })).toBe('unreadable')
    expect(read({})).toBe('unreadable')
  })

  test('is never captured, even when it is brought to the approval', async () => {
    const network = new ScriptedNetwork()
    const context = { ...testContext({}, network), moduleCode: 'paypal_v2' }

    const answer = await paypal.approve?.(context, {
      order: usd,
      proof: { orderId: 'OTHERORDER' },
      memory,
      idempotencyKey: 'k',
    })

    expect(answer?.kind).toBe('declined')
    expect(network.requests).toEqual([])
  })
})

describe('a webhook', () => {
  const read = (event: object) => readWebhook(incoming(JSON.stringify(event)))

  test('names our order by the id that we gave, for a capture, a refund and an order', () => {
    const id = testOrder.pgOrderId
    const amount = { currency_code: 'USD', value: '10.50' }

    expect(
      read({ event_type: 'PAYMENT.CAPTURE.COMPLETED', resource: { id: 'C', custom_id: id, amount } }),
    ).toMatchObject({ kind: 'transaction', pgOrderId: id, claim: 'APPROVED', amountMinor: 1_050 })
    expect(
      read({ event_type: 'PAYMENT.CAPTURE.REFUNDED', resource: { id: 'R', custom_id: `${id}/cancel-1` } }),
    ).toMatchObject({ kind: 'transaction', pgOrderId: id, claim: 'CANCELLED' })
    expect(
      read({ event_type: 'PAYMENT.CAPTURE.DENIED', resource: { custom_id: 'imp_123456789012' } }),
    ).toMatchObject({ kind: 'transaction', pgOrderId: 'imp_123456789012', claim: 'FAILED' })
    expect(
      read({ event_type: 'CHECKOUT.ORDER.APPROVED', resource: { purchase_units: [{ custom_id: id }] } }),
    ).toMatchObject({ kind: 'transaction', pgOrderId: id, claim: 'CHANGED' })
  })

  test('of another sale of the account, or of another kind, is taken and ignored', () => {
    expect(read({ event_type: 'PAYMENT.CAPTURE.COMPLETED', resource: { custom_id: 'shop-7' } }).kind).toBe(
      'ignored',
    )
    expect(read({ event_type: 'CUSTOMER.DISPUTE.CREATED', resource: {} }).kind).toBe('ignored')
    expect(read({}).kind).toBe('unreadable')
    expect(readWebhook(incoming('not json')).kind).toBe('unreadable')
  })
})

test('a capture that is told about another order is nobody’s money yet', async () => {
  const order = JSON.stringify({ id: 'FOREIGN', status: 'COMPLETED', purchase_units: [] })
  const network = new ScriptedNetwork(token, { status: 201, body: order })
  const context = { ...testContext({}, network), moduleCode: 'paypal_v2', now: testNow }

  const answer = await paypal.approve?.(context, {
    order: usd,
    proof: { orderId: 'MINE' },
    memory: { orderId: 'MINE' },
    idempotencyKey: 'k',
  })

  expect(answer).toMatchObject({ kind: 'silent' })
})
