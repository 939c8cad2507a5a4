import { referenceOf } from '@naru/gateways/eximbay/window-words'
import { findGateway, findModule } from '@naru/gateways/registry'
import { readFile } from 'node:fs/promises'
import type { Browser, Frame } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { deposit, readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { storeDetails } from '../setup/japan-shop.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { windowBuyer, type WindowBuyer } from '../setup/window-buyer.ts'
import { callApi, newPaymentId } from './billing-world.ts'

// Goal: whatever the catalogue promises of a PG's window is there in Chromium, on a PC and on a phone of 360 px:
// paid and given back, a virtual account, a billing key. A new promise in the catalogue is driven without a change here.
interface Line {
  readonly pg: string
  readonly module: string
  /** The test id of recurring contracts, where the PG gives each kind of contract an id of its own. */
  readonly recurringMid?: string
  /** What else the PG must be told of a registration. */
  readonly registers?: object
  /** Won, unless the PG sells abroad. */
  readonly currency?: 'USD' | 'JPY'
  /** What else the PG must be told of a payment. */
  readonly pays?: object
  /** How the PG's own books call an order, unless by our transaction id. */
  readonly bookOf?: (transactionId: string) => string
}

const lines: readonly Line[] = [
  { pg: 'tosspayments', module: 'tosspayments' },
  { pg: 'inicis', module: 'inicis_v2', recurringMid: 'INIBillTst' },
  { pg: 'inicis', module: 'inicis_jp', currency: 'JPY', pays: { storeDetails } },
  { pg: 'nice', module: 'nice_v2', registers: { easyPay: { easyPayProvider: 'KAKAOPAY' } } },
  { pg: 'kcp', module: 'kcp_v2' },
  { pg: 'kakaopay', module: 'kakaopay', recurringMid: 'TCSUBSCRIP' },
  { pg: 'tosspay', module: 'tosspay_v2' },
  { pg: 'naverpay', module: 'naverpay' },
  { pg: 'eximbay', module: 'eximbay_v2', currency: 'USD', bookOf: referenceOf },
  { pg: 'paypal', module: 'paypal_v2', currency: 'USD' },
]

let system: RunningSystem
let browser: Browser
let shop: MerchantPage
const recurring = new Map<string, string>()

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  const owner = await signInAsDemo(system)
  for (const { pg, module, recurringMid } of lines) {
    if (recurringMid === undefined) continue
    const made = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
      mode: 'TEST',
      pg,
      module,
      version: 'V2',
      name: `${pg} 정기결제`,
      attribute: 'PAYMENT',
      sharedTestMid: recurringMid,
      credentials: {},
    })
    if (made.status !== 200) throw new Error(made.text)
    recurring.set(pg, (made.json as { channelKey: string }).channelKey)
  }
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

function promiseOf({ module }: Line) {
  const promised = findModule(module)?.module
  if (promised?.window === undefined) throw new Error(`${module} has no window`)
  return { ...promised, window: promised.window }
}

const channelOf = ({ module }: Line): string =>
  system.demo.channels.find((each) => each.module === module)?.channelKey ?? ''

/** A new one each time: a wallet registers a customer once. */
const customerOf = (customerId = `member-${crypto.randomUUID().slice(0, 8)}`) => ({
  customerId,
  fullName: '홍길동',
  phoneNumber: '01012345678',
  email: 'buyer@shop.example',
})

/** Pays by what the buyer of the PG has, and answers the payment. */
async function order(buyer: WindowBuyer, line: Line, payMethod: string): Promise<Record<string, unknown>> {
  const paymentId = newPaymentId()
  const { ui } = promiseOf(line)
  const told = await buyer.agree('requestPayment', {
    storeId: system.demo.storeId,
    channelKey: channelOf(line),
    paymentId,
    orderName: '나룻배 모형',
    totalAmount: 3_000,
    currency: `CURRENCY_${line.currency ?? 'KRW'}`,
    customer: customerOf(),
    ...(ui === undefined ? { payMethod } : { uiType: ui.payment }),
    ...(payMethod === 'VIRTUAL_ACCOUNT' ? { virtualAccount: { accountExpiry: { validHours: 24 } } } : {}),
    ...line.pays,
  })
  expect(told).toMatchObject({ paymentId })
  expect(told).not.toHaveProperty('code')
  return readPayment(system, paymentId)
}

async function paysAndIsGivenBack(buyer: WindowBuyer, line: Line): Promise<void> {
  const [payMethod = 'CARD'] = promiseOf(line).window.payMethods
  const payment = await order(buyer, line, payMethod)
  expect(payment).toMatchObject({
    status: 'PAID',
    amount: { total: 3_000 },
    channel: { pgProvider: promiseOf(line).pgProvider },
  })
  const { id, transactionId } = payment

  for (const amount of [1_000, 2_000])
    expect(
      await callApi(system, 'POST', `/payments/${String(id)}/cancel`, { amount, reason: '단순 변심' }),
    ).toMatchObject({ status: 200, body: { cancellation: { status: 'SUCCEEDED', totalAmount: amount } } })

  expect(await readPayment(system, String(id))).toMatchObject({ status: 'CANCELLED' })
  const reference = line.bookOf?.(String(transactionId)) ?? String(transactionId)
  expect(await readBook(system, line.pg, reference)).toMatchObject({
    approvedMinor: 3_000,
    cancelledMinor: 3_000,
  })
}

async function isGivenAnAccount(buyer: WindowBuyer, line: Line): Promise<void> {
  const { id, status, method, transactionId } = await order(buyer, line, 'VIRTUAL_ACCOUNT')
  expect(status).toBe('VIRTUAL_ACCOUNT_ISSUED')
  expect(method).toMatchObject({ type: 'PaymentMethodVirtualAccount', accountNumber: expect.any(String) })

  await deposit(system, line.pg, String(transactionId))
  await until(20_000, 'the deposit', async () =>
    (await readPayment(system, String(id)))['status'] === 'PAID' ? true : undefined,
  )
}

async function registers(buyer: WindowBuyer, line: Line, billingKeyMethod: string): Promise<void> {
  const { ui } = promiseOf(line)
  const told = await buyer.agree('requestIssueBillingKey', {
    storeId: system.demo.storeId,
    channelKey: recurring.get(line.pg) ?? channelOf(line),
    billingKeyMethod,
    issueId: `membership${crypto.randomUUID().slice(0, 8)}`,
    issueName: '나룻배 정기 이용',
    offerPeriod: { interval: '1m' },
    customer: customerOf(),
    ...(ui?.billing === undefined ? {} : { uiType: ui.billing }),
    ...line.registers,
  })
  expect(told).toMatchObject({ billingKey: expect.stringMatching(/^billing-key-/) })
  const { billingKey } = told

  const paymentId = newPaymentId()
  const charged = await callApi(system, 'POST', `/payments/${paymentId}/billing-key`, {
    billingKey,
    orderName: '나룻배 정기 이용',
    amount: { total: 1_500 },
    currency: line.currency ?? 'KRW',
    customer: { name: { full: '홍길동' }, email: 'buyer@shop.example', phoneNumber: '01012345678' },
  })
  expect(charged.body).not.toHaveProperty('type')
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAID', billingKey })
}

const pays = '결제와 취소'
const account = '가상계좌 발급'
const billing = '빌링키 발급'
type Errand = (buyer: WindowBuyer, line: Line) => Promise<void>

/** What the catalogue promises of the window, as errands of a buyer. */
function errandsOf(line: Line): Readonly<Record<string, Errand>> {
  const promised = promiseOf(line)
  const [billingKeyMethod] = promised.billing?.windowMethods ?? []
  return {
    [pays]: paysAndIsGivenBack,
    ...(promised.window.payMethods.includes('VIRTUAL_ACCOUNT') ? { [account]: isGivenAnAccount } : {}),
    ...(billingKeyMethod === undefined
      ? {}
      : { [billing]: (buyer) => registers(buyer, line, billingKeyMethod) }),
  }
}

/** A PG's page does not run over the sides of a phone. */
async function fitsThePhone(window: Frame): Promise<void> {
  const { inner, scroll } = await window.evaluate(() => ({
    inner: innerWidth,
    scroll: document.documentElement.scrollWidth,
  }))
  expect(inner).toBe(360)
  expect(scroll).toBe(360)
}

const cells = lines.flatMap((line) =>
  (['PC', 'MOBILE'] as const).map((device) => {
    const errands = errandsOf(line)
    return { line, module: line.module, device, errands, done: Object.keys(errands).length }
  }),
)

describe.concurrent('the windows of the nine', () => {
  test.each(cells)(
    '$module on $device: all $done things that its window is for',
    { timeout: 90_000 },
    async ({ line, device, errands, done }) => {
      const seen: string[] = []
      const look = async (window: Frame) => {
        seen.push(window.url())
        if (device === 'MOBILE') await fitsThePhone(window)
      }
      const buyer = await windowBuyer(browser, device, shop, system.origins.simulators ?? '', look)
      try {
        for (const errand of Object.values(errands)) await errand(buyer, line)
      } finally {
        await buyer.close()
      }
      expect(seen).toHaveLength(done)
    },
  )
})

test('the table of docs/gateways/README.md is what is driven here', async () => {
  const errands = [pays, account, billing]
  const table = [
    `| PG | 모듈 | ${errands.join(' | ')} |`,
    '|---|---|---|---|---|',
    ...lines.map((line) => {
      const offered = errandsOf(line)
      const cell = (errand: string) => (errand in offered ? 'PC · 휴대폰' : '–')
      const name = findGateway(line.pg)?.catalogue.nameKo ?? ''
      return `| ${name} | \`${line.module}\` | ${errands.map(cell).join(' | ')} |`
    }),
  ].join('\n')
  const page = await readFile(new URL('../../docs/gateways/README.md', import.meta.url), 'utf8')
  expect(page).toContain(table)
})
