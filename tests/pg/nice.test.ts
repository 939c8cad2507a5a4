import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findGateway, type Gateway, type Order } from '@naru/gateways'
import { pgBench, type PgBench } from '../setup/pg-bench.ts'

// Goal: the connector of NICE Payments and a simulator that was written from the PG's side of the wire agree about every won.
const gateway = findGateway('nice') as Gateway
const mid = 'nicetest0m'
const credentials = { mid, merchantKey: 'simulator-merchant-key-0123456789', cancelPassword: '1234' }
let bench: PgBench
let former: PgBench

beforeAll(async () => {
  ;[bench, former] = await Promise.all([
    pgBench(gateway, 'nice_v2', mid, credentials),
    pgBench(gateway, 'nice', 'iamport00m', { ...credentials, mid: 'iamport00m' }),
  ])
})
afterAll(() => Promise.all([bench?.close(), former?.close()]))

let cancels = 0
const cancelNumber = () => {
  cancels += 1
  return `cancellation-${cancels}`
}
const day = 86_400_000
const later = (ms: number) =>
  new Date(Math.floor(bench.simulators.clock.now().getTime() / 60_000) * 60_000 + ms)
const methodOrders: Readonly<Record<string, Partial<Order>>> = {
  CARD: {},
  TRANSFER: {},
  MOBILE: { productType: 'REAL' },
  GIFT_CERTIFICATE: { bypass: { nice_v2: { MallUserID: 'member-1' } } },
  EASY_PAY: { easyPay: { easyPayProvider: 'NAVERPAY', availablePayMethods: ['CARD'] } },
}

/** What each approval tells beyond the amount. */
const told = {
  CARD: { method: { type: 'CARD', card: { name: '신한카드' } } },
  TRANSFER: { method: { type: 'TRANSFER', bank: 'SHINHAN' }, cashReceipt: { type: 'PERSONAL' } },
  MOBILE: { method: { type: 'MOBILE', carrier: 'SKT' } },
  GIFT_CERTIFICATE: { method: { type: 'GIFT_CERTIFICATE', giftCertificateType: 'CULTURELAND' } },
  EASY_PAY: { method: { type: 'EASY_PAY', provider: 'NAVERPAY' } },
}

describe.each(['PC', 'MOBILE'] as const)('in the window of a %s', (device) => {
  test.each(['CARD', 'TRANSFER', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY'] as const)(
    '%s is paid, given back in parts and for good',
    async (payMethod) => {
      const order = bench.order({ device, payMethod, ...methodOrders[payMethod] })
      expect(gateway.checkOrder?.('nice_v2', order)).toBeUndefined()
      const paid = await bench.pay(order)
      expect(paid.answer).toMatchObject({
        kind: 'approved',
        state: 'PAID',
        pgOrderId: order.pgOrderId,
        pgMerchantId: mid,
        amount: order.amount,
        ...told[payMethod],
      })

      const part = bench.cancelCall(order, paid, {
        cancellationId: cancelNumber(),
        amountMinor: 3_000,
        remainingMinor: 7_000,
        isWhole: false,
      })
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
      // The same part under the same number may have been given back before: nobody knows.
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'silent' })
      const tooMuch = { ...part, cancellationId: cancelNumber(), amountMinor: 8_000, remainingMinor: 0 }
      expect(await gateway.cancel?.(bench.context(), tooMuch)).toMatchObject({ pgCode: '2032' })
      const rest = { ...part, cancellationId: cancelNumber(), amountMinor: 7_000, remainingMinor: 0 }
      expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
      expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0, status: 'CANCELLED' })
    },
  )

  test('a whole cancel is told by the books, and a second one takes nothing more', async () => {
    const order = bench.order({ device })
    const paid = await bench.pay(order)
    const call = bench.cancelCall(order, paid, { cancellationId: cancelNumber() })
    expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'declined' })
    await bench.fault('cancel', 'silent-after')
    expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
    expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
    expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'declined', pgCode: '2013' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ cancelledMinor: 10_000 })
  })

  test('a virtual account is issued, paid into by a signed note in EUC-KR, refunded, and closed unpaid', async () => {
    const expiresAt = later(2 * day)
    const order = bench.order({ device, payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: { expiresAt } })
    const issued = await bench.pay(order, { bankCode: '088' })
    expect(issued.answer).toMatchObject({
      state: 'VIRTUAL_ACCOUNT_ISSUED',
      method: { virtualAccount: { bank: 'SHINHAN' } },
    })
    if (issued.answer.kind !== 'approved') throw new Error(issued.answer.kind)
    const { pgTxId } = issued.answer
    // The books say "approved" of an account from its issue on, so they are not taken for a deposit.
    expect(await gateway.inquire?.(bench.context(), { order, pgTxId, memory: issued.memory })).toMatchObject({
      kind: 'silent',
    })

    const { mailbox } = bench.simulators
    mailbox.received.length = 0
    const deposit = (body: object) =>
      bench.simulators.call('POST', `/control/nice/orders/${order.pgOrderId}/deposit`, body)
    const incoming = () => ({
      method: 'POST',
      path: '/',
      query: {},
      headers: {},
      rawBody: mailbox.received.at(-1)?.body ?? new Uint8Array(),
      remoteAddress: '127.0.0.1',
    })
    for (const tamper of ['secret', 'amount', 'order']) {
      await deposit({ tamper })
      expect(await gateway.authenticateNotification?.(bench.context(), incoming())).toEqual({
        kind: 'forged',
      })
    }
    expect((await deposit({})).text).toContain('"acknowledged":true')
    expect(await gateway.authenticateNotification?.(bench.context(), incoming())).toEqual({ kind: 'genuine' })
    const notice = gateway.readNotification?.(bench.context(), incoming())
    if (notice?.kind !== 'transaction') throw new Error('no note')
    const read = (more: Partial<typeof notice> = {}) =>
      gateway.readDeposit?.(bench.context(), {
        order,
        pgTxId,
        memory: issued.memory,
        notice: { ...notice, ...more },
      })
    expect(read()).toMatchObject({ kind: 'approved', approval: { state: 'PAID', amount: order.amount } })
    expect(read({ accountNumber: '1' })).toMatchObject({ kind: 'not-approved' })
    expect(read({ pgTxId: '1' })).toMatchObject({ kind: 'not-approved' })
    expect(read({ claim: 'CHANGED' })).toMatchObject({ kind: 'not-approved' })

    const refund = bench.cancelCall(order, issued, {
      cancellationId: cancelNumber(),
      refundAccount: { bank: 'SHINHAN', number: '110-123-456789', holderName: '홍길동' },
    })
    const { refundAccount: _account, ...nowhere } = refund
    expect(await gateway.cancel?.(bench.context(), nowhere)).toMatchObject({ kind: 'declined' })
    expect(await gateway.cancel?.(bench.context(), refund)).toMatchObject({ kind: 'approved' })

    const other = bench.order({ device, payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: { expiresAt } })
    const unpaid = bench.cancelCall(other, await bench.pay(other), {
      cancellationId: cancelNumber(),
      isUnpaidVirtualAccount: true,
    })
    expect(await gateway.cancel?.(bench.context(), unpaid)).toMatchObject({ kind: 'approved' })
    const closed = { order: other, pgTxId: unpaid.pgTxId, memory: unpaid.memory }
    expect(await gateway.inquire?.(bench.context(), closed)).toMatchObject({
      approval: { state: 'VIRTUAL_ACCOUNT_ISSUED' },
      cancelledMinor: 10_000,
    })
  })

  test('a buyer who is declined leaves nothing in the books', async () => {
    const order = bench.order({ device })
    const { reading } = await bench.visit(order, { decision: 'decline' })
    expect(reading).toMatchObject({ kind: 'failed', pgCode: 'SIM010', closedByBuyer: false })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 0 })
  })
})

test('who closes the phone’s window is sent back; on a PC the script tells the page alone', async () => {
  const close = async (device: 'PC' | 'MOBILE') =>
    (await bench.visit(bench.order({ device }), { decision: 'close' })).reading
  expect(await close('MOBILE')).toMatchObject({ kind: 'failed', closedByBuyer: true })
  expect(await close('PC')).toMatchObject({ kind: 'unreadable' })
})

test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after', 'wrong-signature'])(
  'an approval that is answered with %s is undone by net cancel, and stays undone',
  async (fault) => {
    const order = bench.order()
    const { reading, memory } = await bench.visit(order)
    if (reading.kind !== 'authenticated') throw new Error(reading.kind)
    const call = { order, proof: reading.proof, memory, idempotencyKey: order.transactionId }
    await bench.fault('approve', fault)
    expect(await gateway.approve?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
    // The books go by TID, and the only one we have came through the buyer's browser.
    expect(await gateway.inquire?.(bench.context(), { order, memory })).toMatchObject({ kind: 'silent' })

    await bench.fault('netCancel', 'silent-after')
    expect(await gateway.netCancel?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
    expect(await gateway.netCancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0 })
    // A late repeat of the approval takes no money.
    expect((await gateway.approve?.(bench.context(), call))?.kind).not.toBe('approved')
    expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0 })
  },
)

test('an approval that tells another amount or order is passed on as it is, for the platform to undo', async () => {
  for (const [fault, told] of [
    ['wrong-amount', { amount: { minor: 11_000 } }],
    ['wrong-order', { pgOrderId: 'f'.repeat(36) }],
  ] as const) {
    await bench.fault('approve', fault)
    expect((await bench.pay(bench.order())).answer).toMatchObject({ kind: 'approved', ...told })
  }
})

test('an hour after the approval the PG undoes no more, and that is no success', async () => {
  const order = bench.order()
  const { reading, memory } = await bench.visit(order)
  if (reading.kind !== 'authenticated') throw new Error(reading.kind)
  const call = { order, proof: reading.proof, memory, idempotencyKey: '1' }
  expect(await gateway.approve?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
  bench.simulators.clock.move(61 * 60_000)
  expect(await gateway.netCancel?.(bench.context(), call)).toMatchObject({ kind: 'declined', pgCode: '2020' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 10_000 })
})

test('a proof opens its own transaction, for its own amount', async () => {
  const [order, other] = [bench.order(), bench.order()]
  const [mine, theirs] = [(await bench.visit(order)).reading, (await bench.visit(other)).reading]
  if (mine.kind !== 'authenticated' || theirs.kind !== 'authenticated') throw new Error('no proof')
  const approve = (each: Order, proof: typeof mine.proof) =>
    gateway.approve?.(bench.context(), { order: each, proof, memory: {}, idempotencyKey: '1' })
  expect(await approve({ ...order, amount: { minor: 100, currency: 'KRW' } }, mine.proof)).toMatchObject({
    pgCode: 'A123',
  })
  const mixed = { ...mine.proof, txTid: theirs.proof['txTid'] ?? '' }
  expect(await approve(order, mixed)).toMatchObject({ pgCode: 'A115' })
  // The answer of the other transaction names the other order: the platform sees the mismatch.
  expect(await approve(order, theirs.proof)).toMatchObject({ pgOrderId: other.pgOrderId })
  expect(await approve(order, mine.proof)).toMatchObject({ kind: 'approved', pgOrderId: order.pgOrderId })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000 })
})

test('a window whose amount was changed in the browser does not open', async () => {
  const order = bench.order()
  const begun = await gateway.begin?.(bench.context(), order, {
    returnUrl: 'http://127.0.0.1:9/r',
    closeUrl: 'http://127.0.0.1:9/c',
    notifyUrl: 'http://127.0.0.1:9/n',
  })
  if (begun?.kind !== 'begun' || begun.handOff.kind !== 'nicepay-standard') throw new Error('no window')
  const handOff = { ...begun.handOff, fields: { ...begun.handOff.fields, Amt: '100' } }
  const bought = await bench.simulators.call('POST', '/control/nice/buy', { handOff, decision: 'approve' })
  expect(bought.json).toMatchObject({ next: null, refused: { code: 'A211' } })
})

describe('without a window', () => {
  const card = {
    number: '5361123412341234',
    expiryYear: '39',
    expiryMonth: '12',
    birthOrBusinessRegistrationNumber: '900101',
    passwordTwoDigits: '12',
  }
  const register = async (number = card.number) =>
    gateway.issueBillingKeyByCard?.(bench.context(), {
      order: bench.billingOrder(),
      card: { ...card, number },
      idempotencyKey: '1',
    })

  test('a card number becomes a key, is charged, and is forgotten; the number stays in no answer', async () => {
    const issued = await register()
    if (issued?.kind !== 'issued') throw new Error(JSON.stringify(issued))
    expect(issued).toMatchObject({
      instrument: { type: 'CARD', card: { name: '신한카드', number: '536112******1234' } },
    })
    expect(issued.raw).not.toContain(JSON.stringify(issued.right['bid']))
    expect(bench.network.sentTo('billing_regist.jsp')).not.toContain(card.number)

    const order = bench.order({ amount: { minor: 5_000, currency: 'KRW' } })
    const charge = { order, right: issued.right, idempotencyKey: '1' }
    expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({
      kind: 'approved',
      pgOrderId: order.pgOrderId,
      amount: order.amount,
      method: { type: 'CARD', card: { installmentMonth: 0 } },
    })
    expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ pgCode: 'A225' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 5_000 })

    expect(await gateway.deleteBillingKey?.(bench.context(), { right: issued.right })).toEqual({
      kind: 'deleted',
    })
    expect(await gateway.deleteBillingKey?.(bench.context(), { right: issued.right })).toEqual({
      kind: 'deleted',
    })
    const late = { ...charge, order: bench.order() }
    expect(await gateway.chargeBillingKey?.(bench.context(), late)).toMatchObject({ pgCode: 'A126' })
  })

  test('a bad card becomes no key, and a poor one is declined at each charge', async () => {
    expect(await register('4000000000000002')).toMatchObject({ kind: 'declined', pgCode: 'F112' })
    const poor = await register('4000000000000010')
    if (poor?.kind !== 'issued') throw new Error('no key')
    const charge = { order: bench.order(), right: poor.right, idempotencyKey: '1' }
    expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ pgCode: '3095' })
  })

  test.each(['silent-before', 'silent-after'])(
    'a charge answered with %s is asked about by our own number',
    async (fault) => {
      const issued = await register()
      if (issued?.kind !== 'issued') throw new Error('no key')
      const order = bench.order()
      await bench.fault('approve', fault)
      const charge = { order, right: issued.right, idempotencyKey: '1' }
      expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ kind: 'silent' })
      const attemptedAt = bench.simulators.clock.now()
      expect(await gateway.inquire?.(bench.context(), { order, memory: {}, attemptedAt })).toMatchObject(
        fault === 'silent-before'
          ? { kind: 'not-approved', final: false }
          : { kind: 'approved', cancelledMinor: 0, approval: { amount: order.amount } },
      )
    },
  )

  test('a card number pays once, encrypted on the way', async () => {
    const order = bench.order({ card: { installmentMonth: 3 }, amount: { minor: 60_000, currency: 'KRW' } })
    const call = { order, card, idempotencyKey: '1' }
    expect(await gateway.payByCard?.(bench.context(), call)).toMatchObject({
      kind: 'approved',
      amount: order.amount,
      method: { type: 'CARD', card: { number: '53611234****1234', installmentMonth: 3 } },
    })
    expect(bench.network.sentTo('card_keyin.jsp')).not.toContain(card.number)
    expect(await gateway.payByCard?.(bench.context(), call)).toMatchObject({ kind: 'declined' })
    const bad = { ...call, order: bench.order(), card: { ...card, number: '4000000000000002' } }
    expect(await gateway.payByCard?.(bench.context(), bad)).toMatchObject({ pgCode: '3095' })
    const shortKey = bench.context({ credentials: { ...credentials, merchantKey: 'short' } })
    expect(await gateway.payByCard?.(shortKey, { ...call, order: bench.order() })).toMatchObject({
      kind: 'declined',
    })
  })

  test('an account is issued for a bank and an end, and a lost one is not guessed', async () => {
    const account = { expiresAt: later(day), bank: 'KOOKMIN' }
    const order = bench.order({ payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: account })
    expect(
      await gateway.issueVirtualAccount?.(bench.context(), { order, idempotencyKey: '1' }),
    ).toMatchObject({
      kind: 'approved',
      state: 'VIRTUAL_ACCOUNT_ISSUED',
      pgOrderId: order.pgOrderId,
      amount: order.amount,
      method: {
        virtualAccount: { bank: 'KOOKMIN', expiredAt: new Date(account.expiresAt.getTime() + 59_000) },
      },
    })
    const bankless = bench.order({ payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: { expiresAt: later(day) } })
    expect(
      await gateway.issueVirtualAccount?.(bench.context(), { order: bankless, idempotencyKey: '1' }),
    ).toMatchObject({ kind: 'declined' })
    const lost = bench.order({ payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: account })
    await bench.fault('approve', 'silent-after')
    await gateway.issueVirtualAccount?.(bench.context(), { order: lost, idempotencyKey: '1' })
    expect(await gateway.inquire?.(bench.context(), { order: lost, memory: {} })).toMatchObject({
      kind: 'silent',
    })
  })

  test('a cash receipt is issued by itself and taken back once', async () => {
    const receipt = await gateway.issueCashReceipt?.(bench.context(), {
      receiptId: crypto.randomUUID(),
      orderName: '머그컵',
      type: 'PERSONAL',
      identityNumber: '010-1234-5678',
      amount: { minor: 12_000, currency: 'KRW' },
      supplyMinor: 10_000,
      taxFreeMinor: 1_000,
      vatMinor: 1_000,
      customer: {},
      idempotencyKey: '1',
    })
    if (receipt?.kind !== 'issued') throw new Error(JSON.stringify(receipt))
    const call = {
      pgReceiptId: receipt.pgReceiptId,
      amount: { minor: 12_000, currency: 'KRW' },
      reason: '오발급',
      idempotencyKey: '2',
    }
    expect(await gateway.cancelCashReceipt?.(bench.context(), call)).toMatchObject({ kind: 'done' })
    expect(await gateway.cancelCashReceipt?.(bench.context(), call)).toMatchObject({ pgCode: '2013' })
  })
})

test('a wallet is registered in the window and charged, at the simulator alone', async () => {
  const order = bench.billingOrder({
    method: 'EASY_PAY',
    issueId: 'member1',
    easyPay: { easyPayProvider: 'KAKAOPAY' },
  })
  expect(gateway.checkBillingOrder?.('nice_v2', order)).toBeUndefined()
  const payco = { ...order, easyPay: { easyPayProvider: 'PAYCO' } }
  expect(gateway.checkBillingOrder?.('nice_v2', payco)).toMatchObject({ field: 'easyPay.easyPayProvider' })
  const issued = await bench.register(order)
  if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
  expect(issued.instrument).toMatchObject({ type: 'EASY_PAY', provider: 'KAKAOPAY' })
  expect(issued.raw).not.toContain(JSON.stringify(issued.right['bid']))

  const paid = bench.order({ payMethod: 'EASY_PAY' })
  const charge = { order: paid, right: issued.right, idempotencyKey: '1' }
  expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({
    kind: 'approved',
    method: { type: 'EASY_PAY', provider: 'KAKAOPAY' },
  })
  const urls = {
    returnUrl: 'http://127.0.0.1:9/r',
    closeUrl: 'http://127.0.0.1:9/c',
    notifyUrl: 'http://127.0.0.1:9/n',
  }
  const live = bench.context({ environment: { kind: 'live' } })
  expect(await gateway.beginIssue?.(live, order, urls)).toMatchObject({
    kind: 'declined',
    pgCode: 'SIMULATOR_ONLY',
  })
})

test('a tax-free part goes with the payment and with every part that is given back', async () => {
  const order = bench.order({
    amount: { minor: 11_000, currency: 'KRW' },
    taxFreeMinor: 5_500,
    vatMinor: 500,
  })
  const paid = await bench.pay(order)
  expect(paid.answer).toMatchObject({ kind: 'approved' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ taxFreeMinor: 5_500 })
  const part = bench.cancelCall(order, paid, {
    cancellationId: cancelNumber(),
    amountMinor: 2_200,
    taxFreeMinor: 1_100,
    vatMinor: 100,
    remainingMinor: 8_800,
    isWhole: false,
  })
  expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
  expect(bench.network.sentTo('cancel_process.jsp')).toContain('SupplyAmt=1000&GoodsVat=100')
})

test('escrow: the parcel is registered for an escrow order, and for no other', async () => {
  const deliver = async (isEscrow: boolean) => {
    const order = bench.order({ isEscrow })
    const paid = await bench.pay(order)
    if (paid.answer.kind !== 'approved') throw new Error(paid.answer.kind)
    return gateway.registerEscrowDelivery?.(bench.context(), {
      order,
      pgTxId: paid.answer.pgTxId,
      memory: {},
      balanceMinor: 10_000,
      isFirst: true,
      company: 'CJ',
      companyNameKo: 'CJ대한통운',
      invoiceNumber: '123456789',
      sentAt: bench.simulators.clock.now(),
      registrarName: '나루',
      sender: {},
      receiver: { address: '서울특별시 마포구' },
    })
  }
  expect(await deliver(true)).toMatchObject({ kind: 'done' })
  expect(await deliver(false)).toMatchObject({ kind: 'declined' })
})

test('a cancel that is signed with another key is refused, and the probe tells so', async () => {
  const order = bench.order()
  const paid = await bench.pay(order)
  const stranger = bench.context({ credentials: { ...credentials, merchantKey: 'another-merchant-key-01' } })
  const call = bench.cancelCall(order, paid, { cancellationId: cancelNumber() })
  expect(await gateway.cancel?.(stranger, call)).toMatchObject({ kind: 'declined', pgCode: 'A211' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ cancelledMinor: 0 })
  expect(await gateway.probe?.(stranger)).toMatchObject({ kind: 'refused' })
  expect(await gateway.probe?.(bench.context())).toMatchObject({
    kind: 'accepted',
    checked: ['mid', 'merchantKey'],
  })
})

test('another merchant can neither cancel nor look up a trade', async () => {
  const order = bench.order()
  const paid = await bench.pay(order)
  const strange = { ...credentials, mid: 'stranger0m' }
  await bench.simulators.call('POST', '/control/nice/merchants', { mid: 'stranger0m', credentials: strange })
  const context = bench.context({ credentials: strange })
  const call = bench.cancelCall(order, paid, { cancellationId: cancelNumber() })
  expect(await gateway.cancel?.(context, call)).toMatchObject({ pgCode: 'A122' })
  expect(
    await gateway.inquire?.(context, { order, pgTxId: call.pgTxId, memory: { window: true } }),
  ).toMatchObject({ kind: 'not-approved', final: false })
})

test('a trade that is older than the attempt is another order’s', async () => {
  const issued = await gateway.issueBillingKeyByCard?.(bench.context(), {
    order: bench.billingOrder(),
    card: { number: '5361123412341234', expiryYear: '39', expiryMonth: '12' },
    idempotencyKey: '1',
  })
  if (issued?.kind !== 'issued') throw new Error('no key')
  const order = bench.order()
  await gateway.chargeBillingKey?.(bench.context(), { order, right: issued.right, idempotencyKey: '1' })
  const now = bench.simulators.clock.now().getTime()
  const inquire = (attemptedAt: Date) =>
    gateway.inquire?.(bench.context(), { order, memory: {}, attemptedAt })
  expect(await inquire(new Date(now))).toMatchObject({ kind: 'approved' })
  expect(await inquire(new Date(now + 11 * 60_000))).toMatchObject({ kind: 'silent' })
})

test('the books of a day hold what was paid and what went back', async () => {
  const order = bench.order()
  const paid = await bench.pay(order)
  const call = bench.cancelCall(order, paid, {
    cancellationId: cancelNumber(),
    amountMinor: 4_000,
    remainingMinor: 6_000,
    isWhole: false,
  })
  await gateway.cancel?.(bench.context(), call)
  const seoul = new Date(bench.simulators.clock.now().getTime() + 9 * 3_600_000).toISOString().slice(0, 10)
  const answer = await gateway.settlements?.(bench.context(), { pgMerchantId: mid, day: seoul })
  const lines = answer?.kind === 'page' ? answer.lines : []
  const own = lines.filter(({ pgOrderId }) => pgOrderId === order.pgOrderId)
  expect(own.map(({ kind, amountMinor }) => `${kind} ${amountMinor}`).toSorted()).toEqual([
    'APPROVAL 10000',
    'CANCEL 4000',
  ])
})

test('the former module speaks the same wire', async () => {
  const order = former.order({ payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'KAKAOPAY' } })
  const paid = await former.pay(order)
  expect(paid.answer).toMatchObject({ kind: 'approved', method: { provider: 'KAKAOPAY' } })
  const call = former.cancelCall(order, paid, { cancellationId: cancelNumber() })
  expect(await gateway.cancel?.(former.context(), call)).toMatchObject({ kind: 'approved' })
})
