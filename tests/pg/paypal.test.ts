import { findGateway } from '@naru/gateways'
import type {
  CancelCall,
  Gateway,
  GatewayContext,
  IncomingRequest,
  JsonObject,
  Network,
  Order,
} from '@naru/gateways'
import { bench, type Bench } from '@naru/simulators/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

// The connector against the simulator, over HTTP and nothing else: two readings of PayPal's pages that must agree.

const mid = '7WBB3CKT63FRG'
const notifyUrl = 'https://pay.example/pg/paypal/notify/store-1/channel-1'
const gateway = findGateway('paypal')
if (gateway === undefined) throw new Error('no PayPal')
const paypal: Gateway = gateway

let at: Bench
beforeAll(async () => {
  at = await bench()
  await at.call('POST', '/control/paypal/merchants', {
    mid,
    credentials: { clientId: 'client', clientSecret: 'secret', webhookId: '1JE4291016473214C' },
    notifyUrl,
  })
  await at.call('POST', '/control/paypal/merchants', {
    mid: 'seller_api1.example.com',
    credentials: { apiUsername: 'seller_api1.example.com', apiPassword: 'pw', signature: 'sig' },
  })
})
afterAll(() => at.running.close())

const network: Network = {
  send: async ({ method, url, headers, body, timeoutMs }) => {
    const answer = await fetch(url, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      ...(headers === undefined ? {} : { headers }),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : Buffer.from(body) }),
    })
    return { status: answer.status, headers: {}, body: new Uint8Array(await answer.arrayBuffer()) }
  },
}

function context(moduleCode = 'paypal_v2', more: Readonly<Record<string, string>> = {}): GatewayContext {
  return {
    moduleCode,
    mode: 'TEST',
    environment: { kind: 'simulator', origin: at.running.origin },
    credentials: {
      merchantId: mid,
      clientId: 'client',
      clientSecret: 'secret',
      webhookId: '1JE4291016473214C',
      apiUsername: 'seller_api1.example.com',
      apiPassword: 'pw',
      signature: 'sig',
      ...more,
    },
    network,
    now: at.clock.now(),
    randomText: () => 'random',
  }
}

let orders = 0
function order(more: Partial<Order> = {}): Order {
  orders += 1
  const id = `0194a5f0-0000-7000-8000-${String(orders).padStart(12, '0')}`
  return {
    storeId: 'store-1',
    paymentId: `payment-${orders}`,
    transactionId: id,
    pgOrderId: id,
    orderName: '나루 머그컵',
    amount: { minor: 1_050, currency: 'USD' },
    taxFreeMinor: 0,
    vatMinor: 0,
    payMethod: 'EASY_PAY',
    customer: { email: 'buyer@example.com' },
    device: 'PC',
    isEscrow: false,
    isCulturalExpense: false,
    ...more,
  }
}

const urls = {
  returnUrl: 'https://pay.example/pg/paypal/return/TOKEN',
  closeUrl: 'https://pay.example/pg/paypal/close/TOKEN',
  notifyUrl,
}

interface Opened {
  readonly memory: JsonObject
  readonly proof: JsonObject
}

/** Opens the window and lets the buyer approve (or fail) there. */
async function authenticate(
  bought: Order,
  buyer: Readonly<Record<string, unknown>> = {},
  moduleCode = 'paypal_v2',
): Promise<Opened> {
  const begun = await paypal.begin?.(context(moduleCode), bought, urls)
  if (begun?.kind !== 'begun') throw new Error(`not begun: ${JSON.stringify(begun)}`)
  const visit = await at.call('POST', '/control/paypal/buy', {
    handOff: begun.handOff,
    decision: 'approve',
    ...buyer,
  })
  const next = visit.json['next'] as { readonly url: string }
  const reading = paypal.readReturn?.(context(moduleCode), bought, begun.memory, returned(next.url))
  if (reading?.kind !== 'authenticated') throw new Error(`not authenticated: ${JSON.stringify(reading)}`)
  return { memory: begun.memory, proof: reading.proof }
}

function returned(url: string): IncomingRequest {
  return {
    method: 'GET',
    path: '/',
    query: Object.fromEntries(new URL(url).searchParams),
    headers: {},
    rawBody: new Uint8Array(),
    remoteAddress: '127.0.0.1',
  }
}

async function approve(bought: Order, { memory, proof }: Opened, moduleCode = 'paypal_v2') {
  const answer = await paypal.approve?.(context(moduleCode), {
    order: bought,
    memory,
    proof,
    idempotencyKey: bought.transactionId,
  })
  if (answer === undefined) throw new Error('no approve')
  return answer
}

async function paid(bought: Order, moduleCode = 'paypal_v2') {
  const opened = await authenticate(bought, {}, moduleCode)
  const answer = await approve(bought, opened, moduleCode)
  if (answer.kind !== 'approved') throw new Error(`not approved: ${JSON.stringify(answer)}`)
  return { opened, approval: answer }
}

function cancelCall(
  bought: Order,
  pgTxId: string,
  memory: JsonObject,
  amountMinor: number,
  more = {},
): CancelCall {
  return {
    order: bought,
    pgTxId,
    memory,
    methodType: 'EASY_PAY',
    cancellationId: `cancel-${amountMinor}`,
    idempotencyKey: `cancel-${amountMinor}`,
    amountMinor,
    taxFreeMinor: 0,
    vatMinor: 0,
    remainingMinor: bought.amount.minor - amountMinor,
    isWhole: amountMinor === bought.amount.minor,
    reason: '단순 변심',
    isUnpaidVirtualAccount: false,
    ...more,
  }
}

async function book(bought: Order) {
  return (await at.call('GET', `/control/paypal/orders/${bought.pgOrderId}`)).json
}

/** The newest message of PayPal as our notification address gets it. */
function newestMessage(): IncomingRequest {
  const message = at.mailbox.received.at(-1)
  if (message === undefined) throw new Error('PayPal sent nothing')
  return {
    method: 'POST',
    path: '/',
    query: {},
    headers: message.headers,
    rawBody: message.body,
    remoteAddress: '127.0.0.1',
  }
}

describe('a payment by button (SPB)', () => {
  test('is captured for our order and amount, at the seller of the channel', async () => {
    const bought = order()

    const { approval } = await paid(bought)

    expect(approval).toMatchObject({
      pgOrderId: bought.pgOrderId,
      amount: { minor: 1_050, currency: 'USD' },
      pgMerchantId: mid,
      method: { type: 'EASY_PAY', provider: 'PAYPAL' },
    })
    expect(await book(bought)).toMatchObject({ approvedMinor: 1_050, balanceMinor: 1_050, currency: 'USD' })
  })

  test.each([
    [1_000, 'JPY'],
    [120_000, 'HUF'],
    [99, 'EUR'],
  ])('%i minor units of %s arrive as such', async (minor, currency) => {
    const bought = order({ amount: { minor, currency } })

    const { approval } = await paid(bought)

    expect(approval.amount).toEqual({ minor, currency })
    expect(await book(bought)).toMatchObject({ approvedMinor: minor, currency })
  })

  test('with products shows them, and they add up', async () => {
    const products = [{ id: 'cup', name: '머그컵', unitMinor: 525, quantity: 2 }]

    expect((await paid(order({ products }))).approval.kind).toBe('approved')
  })

  test('a repeated approval replays and takes nothing twice', async () => {
    const bought = order()
    const opened = await authenticate(bought)

    const answers = [await approve(bought, opened), await approve(bought, opened)]

    expect(answers.map(({ kind }) => kind)).toEqual(['approved', 'approved'])
    expect(await book(bought)).toMatchObject({ approvedMinor: 1_050 })
  })

  test('an order captured before is looked up, whatever became of the first answer', async () => {
    const bought = order()
    const opened = await authenticate(bought)
    await approve(bought, opened)

    const again = await paypal.approve?.(context(), {
      order: bought,
      ...opened,
      idempotencyKey: 'another-request-id',
    })

    expect(again).toMatchObject({ kind: 'approved', pgOrderId: bought.pgOrderId })
  })

  test('a buyer whose funding fails is declined in PayPal’s own words', async () => {
    const bought = order()
    const opened = await authenticate(bought, {
      decision: 'decline',
      declineCode: 'PAYER_ACCOUNT_RESTRICTED',
    })

    expect(await approve(bought, opened)).toMatchObject({
      kind: 'declined',
      pgCode: 'PAYER_ACCOUNT_RESTRICTED',
    })
    expect(await book(bought)).toMatchObject({ approvedMinor: 0 })
  })

  test('an order that the buyer never approved is not captured', async () => {
    const bought = order()
    const begun = await paypal.begin?.(context(), bought, urls)
    const memory = begun?.kind === 'begun' ? begun.memory : {}

    expect(await approve(bought, { memory, proof: { ...memory } })).toMatchObject({
      kind: 'declined',
      pgCode: 'ORDER_NOT_APPROVED',
    })
  })

  test('the buyer who closes the window comes back to the close address', async () => {
    const begun = await paypal.begin?.(context(), order(), urls)
    const handOff = begun?.kind === 'begun' ? begun.handOff : undefined

    const visit = await at.call('POST', '/control/paypal/buy', { handOff, decision: 'close' })

    expect(visit.json['next']).toMatchObject({ url: expect.stringContaining('/pg/paypal/close/TOKEN') })
  })

  test.each(['silent-after', 'http-500-after', 'malformed-after'])(
    '%s leaves the approval unknown, and the books know it',
    async (fault) => {
      const bought = order()
      const opened = await authenticate(bought, { faults: [{ operation: 'approve', fault }] })

      expect(await approve(bought, opened)).toMatchObject({ kind: 'silent' })
      expect(await paypal.inquire?.(context(), { order: bought, memory: opened.memory })).toMatchObject({
        kind: 'approved',
        approval: { pgOrderId: bought.pgOrderId, amount: { minor: 1_050 } },
      })
    },
  )

  test('another amount in the answer is reported as it is, for the platform to find', async () => {
    const bought = order()
    const opened = await authenticate(bought, { faults: [{ operation: 'approve', fault: 'wrong-amount' }] })

    expect(await approve(bought, opened)).toMatchObject({ kind: 'approved', amount: { minor: 11_050 } })
  })

  test('another order in the answer is reported as it is', async () => {
    const bought = order()
    const opened = await authenticate(bought, { faults: [{ operation: 'approve', fault: 'wrong-order' }] })

    const answer = await approve(bought, opened)

    expect(answer.kind === 'approved' && answer.pgOrderId !== bought.pgOrderId).toBe(true)
  })

  test('a channel with a wrong secret begins nothing and says why', async () => {
    const wrong = context('paypal_v2', { clientSecret: 'other' })

    expect(await paypal.begin?.(wrong, order(), urls)).toMatchObject({
      kind: 'declined',
      pgCode: 'invalid_client',
    })
    expect(await paypal.probe?.(wrong)).toMatchObject({ kind: 'refused' })
    expect(await paypal.probe?.(context())).toMatchObject({
      kind: 'accepted',
      checked: ['clientId', 'clientSecret'],
    })
  })

  test('a channel of another seller is refused by PayPal', async () => {
    expect(
      await paypal.begin?.(context('paypal_v2', { merchantId: 'PX5CTVZJTRXG4' }), order(), urls),
    ).toMatchObject({ kind: 'declined', pgCode: 'PERMISSION_DENIED' })
  })
})

describe('a payment that PayPal reviews', () => {
  async function pendingPayment(orderName: string) {
    const bought = order({ orderName })
    const opened = await authenticate(bought)
    const answer = await approve(bought, opened)
    expect(answer.kind).toBe('pending')
    const inquire = () => paypal.inquire?.(context(), { order: bought, memory: opened.memory })
    return { bought, opened, answer, inquire }
  }

  test('is pending, and paid once PayPal says so by a webhook that it signed', async () => {
    const { bought, inquire } = await pendingPayment('머그컵 [보류후승인]')
    expect(await inquire()).toMatchObject({ kind: 'not-approved', final: false, pgCode: 'PENDING_REVIEW' })

    const before = at.mailbox.received.length
    at.clock.move(60_000)
    await at.mailbox.count(before + 1)

    const message = newestMessage()
    expect(await paypal.authenticateNotification?.(context(), message)).toEqual({ kind: 'genuine' })
    expect(paypal.readNotification?.(context(), message)).toMatchObject({
      kind: 'transaction',
      pgOrderId: bought.pgOrderId,
      claim: 'APPROVED',
      amountMinor: 1_050,
    })
    expect(await inquire()).toMatchObject({ kind: 'approved', approval: { amount: { minor: 1_050 } } })
  })

  test('is finally refused where PayPal turns it down', async () => {
    const { inquire } = await pendingPayment('머그컵 [보류후거절]')

    at.clock.move(60_000)

    expect(await inquire()).toMatchObject({ kind: 'not-approved', final: true })
  })

  test('stays pending and can be asked about for as long as PayPal takes', async () => {
    const { inquire, bought } = await pendingPayment('머그컵 [보류]')

    at.clock.move(90 * 86_400_000)

    expect(await inquire()).toMatchObject({ kind: 'not-approved', final: false })
    expect(await book(bought)).toMatchObject({ status: 'PENDING', approvedMinor: 0 })
  })

  test('a message that PayPal did not sign is forged', async () => {
    const { bought } = await pendingPayment('머그컵 [보류]')

    await at.call('POST', `/control/paypal/orders/${bought.pgOrderId}/deposit`, { tamper: 'secret' })

    expect(await paypal.authenticateNotification?.(context(), newestMessage())).toEqual({ kind: 'forged' })
  })
})

describe('giving back', () => {
  test('in parts, then the rest, each once however often it is asked', async () => {
    const bought = order()
    const { approval, opened } = await paid(bought)
    const part = cancelCall(bought, approval.pgTxId, opened.memory, 450)
    const rest = cancelCall(bought, approval.pgTxId, opened.memory, 600)

    const answers = [
      await paypal.cancel?.(context(), part),
      await paypal.cancel?.(context(), part),
      await paypal.cancel?.(context(), rest),
    ]

    expect(answers.map((answer) => answer?.kind)).toEqual(['approved', 'approved', 'approved'])
    expect(await book(bought)).toMatchObject({ cancelledMinor: 1_050, balanceMinor: 0 })
    expect(await paypal.inquire?.(context(), { order: bought, memory: opened.memory })).toMatchObject({
      kind: 'approved',
      cancelledMinor: 1_050,
      cancels: [{ amountMinor: 450 }, { amountMinor: 600 }],
    })
  })

  test('more than is left is refused by PayPal', async () => {
    const bought = order()
    const { approval, opened } = await paid(bought)

    expect(
      await paypal.cancel?.(context(), cancelCall(bought, approval.pgTxId, opened.memory, 2_000)),
    ).toMatchObject({ kind: 'declined', pgCode: 'REFUND_AMOUNT_EXCEEDED' })
  })

  test.each([
    ['[보류후승인]', 'approved', 1_050],
    ['[보류후거절]', 'declined', 0],
  ] as const)('out of an eCheck (%s) is pending, then %s', async (reason, kind, cancelledMinor) => {
    const bought = order()
    const { approval, opened } = await paid(bought)
    const call = cancelCall(bought, approval.pgTxId, opened.memory, 1_050, { reason })

    expect(await paypal.cancel?.(context(), call)).toMatchObject({ kind: 'pending' })
    expect(await paypal.inquireCancel?.(context(), call)).toMatchObject({ kind: 'pending' })
    at.clock.move(60_000)

    expect(await paypal.inquireCancel?.(context(), call)).toMatchObject({ kind })
    expect(await book(bought)).toMatchObject({ cancelledMinor })
    expect(paypal.readNotification?.(context(), newestMessage())).toMatchObject({
      kind: 'transaction',
      pgOrderId: bought.pgOrderId,
    })
  })

  test('a lost answer is repeated with the same id and gives back nothing twice', async () => {
    const bought = order()
    const { approval, opened } = await paid(bought)
    const call = cancelCall(bought, approval.pgTxId, opened.memory, 400)
    await at.call('POST', `/control/paypal/orders/${bought.pgOrderId}/faults`, {
      operation: 'cancel',
      fault: 'silent-after',
    })

    expect(await paypal.cancel?.(context(), call)).toMatchObject({ kind: 'silent' })
    expect(await paypal.cancel?.(context(), call)).toMatchObject({ kind: 'approved' })
    expect(await book(bought)).toMatchObject({ cancelledMinor: 400 })
  })
})

describe('recurring payments (RT)', () => {
  let issues = 0
  const billingOrder = () => ({
    storeId: 'store-1',
    pgIssueId: `0194a5f0-0000-7000-9000-${String((issues += 1)).padStart(12, '0')}`,
    issueName: '월간 구독',
    method: 'PAYPAL' as const,
    customer: {},
    device: 'PC' as const,
  })

  async function issue(): Promise<JsonObject> {
    const billing = billingOrder()
    const begun = await paypal.beginIssue?.(context(), billing, urls)
    if (begun?.kind !== 'begun') throw new Error(`not begun: ${JSON.stringify(begun)}`)
    const visit = await at.call('POST', '/control/paypal/buy', {
      handOff: begun.handOff,
      decision: 'approve',
    })
    const next = visit.json['next'] as { readonly url: string }
    const reading = paypal.readIssueReturn?.(context(), billing, begun.memory, returned(next.url))
    if (reading?.kind !== 'authenticated') throw new Error(`not authenticated: ${JSON.stringify(reading)}`)
    const issued = await paypal.issueBillingKey?.(context(), {
      order: billing,
      proof: reading.proof,
      memory: begun.memory,
      idempotencyKey: billing.pgIssueId,
    })
    if (issued?.kind !== 'issued') throw new Error(`not issued: ${JSON.stringify(issued)}`)
    expect(issued.instrument).toEqual({ type: 'PAYPAL' })
    const { agreementId } = issued.right
    expect(agreementId).toMatch(/^B-/)
    expect(issued.raw).not.toContain(agreementId)
    return issued.right
  }

  function charge(right: JsonObject, bought: Order) {
    return paypal.chargeBillingKey?.(context(), {
      order: bought,
      right,
      idempotencyKey: bought.transactionId,
    })
  }

  test('the buyer agrees once, and is charged without being asked', async () => {
    const right = await issue()
    const bought = order({ amount: { minor: 990, currency: 'USD' } })

    expect(await charge(right, bought)).toMatchObject({
      kind: 'approved',
      pgOrderId: bought.pgOrderId,
      amount: { minor: 990, currency: 'USD' },
      pgMerchantId: mid,
    })
    expect(await book(bought)).toMatchObject({ approvedMinor: 990 })
  })

  test('a charge whose answer was lost is repeated and taken once', async () => {
    const right = await issue()
    const bought = order({ orderName: '구독 [승인후무응답]' })

    expect(await charge(right, bought)).toMatchObject({ kind: 'silent' })
    expect(await charge(right, bought)).toMatchObject({ kind: 'approved' })
    expect(await book(bought)).toMatchObject({ approvedMinor: 1_050 })
  })

  test('a repeat that PayPal no longer recognises is stopped by the invoice id, and nobody calls it a failure', async () => {
    const right = await issue()
    const bought = order()
    await charge(right, bought)

    const forgotten = await paypal.chargeBillingKey?.(context(), {
      order: bought,
      right,
      idempotencyKey: 'forgotten',
    })

    expect(forgotten).toMatchObject({ kind: 'silent' })
    expect(await book(bought)).toMatchObject({ approvedMinor: 1_050 })
  })

  test('a charge under review is asked for by its capture', async () => {
    const right = await issue()
    const bought = order({ orderName: '구독 [보류후승인]' })
    const answer = await charge(right, bought)
    const pgTxId = answer?.kind === 'pending' ? answer.pgTxId : undefined
    if (pgTxId === undefined) throw new Error(`not pending: ${JSON.stringify(answer)}`)

    const before = await paypal.inquire?.(context(), { order: bought, pgTxId, memory: {} })
    at.clock.move(60_000)
    const after = await paypal.inquire?.(context(), { order: bought, pgTxId, memory: {} })

    expect(before).toMatchObject({ kind: 'not-approved', final: false })
    expect(after).toMatchObject({
      kind: 'approved',
      approval: { pgOrderId: bought.pgOrderId, pgMerchantId: mid },
    })
  })

  test('a deleted agreement is charged no more, and may be deleted again', async () => {
    const right = await issue()

    expect(await paypal.deleteBillingKey?.(context(), { right })).toEqual({ kind: 'deleted' })
    expect(await paypal.deleteBillingKey?.(context(), { right })).toEqual({ kind: 'deleted' })
    expect(await charge(right, order())).toMatchObject({
      kind: 'declined',
      pgCode: 'AGREEMENT_ALREADY_CANCELLED',
    })
  })
})

describe('Express Checkout', () => {
  const bought = (more: Partial<Order> = {}) => order({ payMethod: 'CARD', ...more })

  test('redirects, is paid by token and payer, and repeats nothing', async () => {
    const one = bought()
    const begun = await paypal.begin?.(context('paypal'), one, urls)
    expect(begun).toMatchObject({ kind: 'begun', handOff: { kind: 'redirect' } })
    const { opened, approval } = await paid(one, 'paypal')

    expect(approval).toMatchObject({ pgOrderId: one.pgOrderId, amount: { minor: 1_050, currency: 'USD' } })
    expect(await approve(one, opened, 'paypal')).toMatchObject({ kind: 'approved', pgTxId: approval.pgTxId })
    expect(await book(one)).toMatchObject({ approvedMinor: 1_050 })
  })

  test('a lost answer is found in the books', async () => {
    const one = bought()
    const opened = await authenticate(
      one,
      { faults: [{ operation: 'approve', fault: 'silent-after' }] },
      'paypal',
    )

    expect(await approve(one, opened, 'paypal')).toMatchObject({ kind: 'silent' })
    expect(await paypal.inquire?.(context('paypal'), { order: one, memory: opened.memory })).toMatchObject({
      kind: 'approved',
      approval: { pgOrderId: one.pgOrderId },
    })
  })

  test('credentials are tried without a payment', async () => {
    const wrong = context('paypal', { signature: 'other' })

    expect(await paypal.probe?.(context('paypal'))).toMatchObject({ kind: 'accepted' })
    expect(await paypal.probe?.(wrong)).toMatchObject({ kind: 'refused', pgCode: '10002' })
    expect(await paypal.begin?.(wrong, bought(), urls)).toMatchObject({ kind: 'silent' })
  })

  test('a funding failure is declined', async () => {
    const one = bought()
    const opened = await authenticate(one, { decision: 'decline' }, 'paypal')

    expect(await approve(one, opened, 'paypal')).toMatchObject({ kind: 'declined', pgCode: '10486' })
  })

  test('is given back in parts, once each', async () => {
    const one = bought()
    const { approval, opened } = await paid(one, 'paypal')
    const part = cancelCall(one, approval.pgTxId, opened.memory, 50)
    const rest = cancelCall(one, approval.pgTxId, opened.memory, 1_000)

    expect(await paypal.cancel?.(context('paypal'), part)).toMatchObject({ kind: 'approved' })
    expect(await paypal.cancel?.(context('paypal'), part)).toMatchObject({ kind: 'approved' })
    expect(await paypal.cancel?.(context('paypal'), rest)).toMatchObject({ kind: 'approved' })
    expect(await book(one)).toMatchObject({ cancelledMinor: 1_050 })
  })

  test('an IPN is believed only when PayPal says that it sent it', async () => {
    const one = bought({ orderName: '머그컵 [보류]' })
    const opened = await authenticate(one, {}, 'paypal')
    expect(await approve(one, opened, 'paypal')).toMatchObject({ kind: 'pending' })

    await at.call('POST', `/control/paypal/orders/${one.pgOrderId}/deposit`, { tamper: 'amount' })
    const forged = newestMessage()
    await at.call('POST', `/control/paypal/orders/${one.pgOrderId}/deposit`, {})
    const genuine = newestMessage()

    expect(await paypal.authenticateNotification?.(context('paypal'), forged)).toEqual({ kind: 'forged' })
    expect(await paypal.authenticateNotification?.(context('paypal'), genuine)).toEqual({ kind: 'genuine' })
    expect(paypal.readNotification?.(context('paypal'), genuine)).toMatchObject({
      pgOrderId: one.pgOrderId,
      claim: 'APPROVED',
      amountMinor: 1_050,
    })
  })
})

describe('settlement books', () => {
  test('a payment and its refund are one line each, with what PayPal kept, found by either name', async () => {
    const today = new Date(at.clock.now().getTime() + 9 * 3_600_000).toISOString().slice(0, 10)
    const bought = order()
    const { approval } = await paid(bought)
    const refund = await paypal.cancel?.(context(), cancelCall(bought, approval.pgTxId, {}, 250))
    if (refund?.kind !== 'approved') throw new Error(JSON.stringify(refund))
    const books = await paypal.settlements?.(context(), { pgMerchantId: mid, day: today })
    if (books?.kind !== 'page') throw new Error(JSON.stringify(books))

    const named = {
      pgTxId: approval.pgTxId,
      pgOrderId: bought.pgOrderId,
      currency: 'USD',
      transactionDay: today,
    }
    const lines = books.lines.filter(({ pgOrderId }) => pgOrderId === bought.pgOrderId)
    expect(lines).toHaveLength(2)
    expect(lines).toContainEqual(
      expect.objectContaining({ ...named, kind: 'APPROVAL', amountMinor: 1_050, feeMinor: 32 }),
    )
    expect(lines).toContainEqual(
      expect.objectContaining({
        ...named,
        kind: 'CANCEL',
        amountMinor: 250,
        pgCancellationId: refund.pgCancellationId,
      }),
    )
  })

  test('a day without money has no lines, and a wrong secret opens none', async () => {
    const call = { pgMerchantId: mid, day: '2026-01-03' }
    expect(await paypal.settlements?.(context(), call)).toEqual({ kind: 'page', lines: [] })
    const stranger = context('paypal_v2', { clientSecret: 'wrong' })
    expect(await paypal.settlements?.(stranger, call)).toMatchObject({ kind: 'silent' })
    expect(
      await paypal.settlements?.({ ...context('paypal'), environment: { kind: 'live' } }, call),
    ).toMatchObject({ kind: 'declined', pgCode: 'SIMULATOR_ONLY' })
  })
})
