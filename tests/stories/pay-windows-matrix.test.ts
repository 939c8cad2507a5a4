import { referenceOf } from '@naru/gateways/eximbay/window-words'
import { findModule } from '@naru/gateways/registry'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { deposit, readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { windowBuyer, type Device, type WindowBuyer } from '../setup/window-buyer.ts'
import { callApi, newPaymentId } from './billing-world.ts'

// Goal: whatever the catalogue promises of a PG's window is there in Chromium, on a PC and on a phone of 360 px:
// paid and given back, a virtual account, a billing key. A new promise in the catalogue is driven without a change here.
interface Line {
  readonly pg: string
  readonly module: string
  /** The test id of recurring contracts, where the PG gives each kind of contract an id of its own. */
  readonly recurringMid?: string
  /** Won, unless the PG sells abroad. */
  readonly currency?: 'USD'
  /** How the PG's own books call an order, unless by our transaction id. */
  readonly bookOf?: (transactionId: string) => string
}

const lines: readonly Line[] = [
  { pg: 'tosspayments', module: 'tosspayments' },
  { pg: 'inicis', module: 'inicis_v2', recurringMid: 'INIBillTst' },
  { pg: 'nice', module: 'nice_v2' },
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

const customer = {
  customerId: 'member-1',
  fullName: '홍길동',
  phoneNumber: '01012345678',
  email: 'buyer@shop.example',
}

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
    customer,
    ...(ui === undefined ? { payMethod } : { uiType: ui.payment }),
    ...(payMethod === 'VIRTUAL_ACCOUNT' ? { virtualAccount: { accountExpiry: { validHours: 24 } } } : {}),
  })
  expect(told).toMatchObject({ paymentId })
  expect(told).not.toHaveProperty('code')
  return readPayment(system, paymentId)
}

async function paysAndIsGivenBack(buyer: WindowBuyer, line: Line): Promise<void> {
  const [payMethod = 'CARD'] = promiseOf(line).window.payMethods
  const { id, status, transactionId } = await order(buyer, line, payMethod)
  expect(status).toBe('PAID')

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
  await until(15_000, 'the deposit', async () =>
    (await readPayment(system, String(id)))['status'] === 'PAID' ? true : undefined,
  )
}

async function registers(buyer: WindowBuyer, line: Line, billingKeyMethod: string): Promise<void> {
  const { ui } = promiseOf(line)
  const told = await buyer.agree('requestIssueBillingKey', {
    storeId: system.demo.storeId,
    channelKey: recurring.get(line.pg) ?? channelOf(line),
    billingKeyMethod,
    issueId: `membership-${crypto.randomUUID().slice(0, 8)}`,
    issueName: '나룻배 정기 이용',
    offerPeriod: { interval: '1m' },
    customer,
    ...(ui?.billing === undefined ? {} : { uiType: ui.billing }),
  })
  expect(told).toMatchObject({ billingKey: expect.stringMatching(/^billing-key-/) })
  const { billingKey } = told

  const paymentId = newPaymentId()
  const charged = await callApi(system, 'POST', `/payments/${paymentId}/billing-key`, {
    billingKey,
    orderName: '나룻배 정기 이용',
    amount: { total: 1_500 },
    currency: line.currency ?? 'KRW',
    customer: {
      id: 'member-1',
      name: { full: '홍길동' },
      email: customer.email,
      phoneNumber: customer.phoneNumber,
    },
  })
  expect(charged.body).not.toHaveProperty('type')
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAID', billingKey })
}

const cells = lines.flatMap((line) => {
  const { window, billing } = promiseOf(line)
  const [billingKeyMethod] = billing?.windowMethods ?? []
  const errands: readonly (readonly [string, (buyer: WindowBuyer) => Promise<void>])[] = [
    ['pays and is given back', (buyer) => paysAndIsGivenBack(buyer, line)],
    ...(window.payMethods.includes('VIRTUAL_ACCOUNT')
      ? [['is given an account', (buyer: WindowBuyer) => isGivenAnAccount(buyer, line)] as const]
      : []),
    ...(billingKeyMethod === undefined
      ? []
      : [
          [
            'registers and is charged',
            (buyer: WindowBuyer) => registers(buyer, line, billingKeyMethod),
          ] as const,
        ]),
  ]
  return (['PC', 'MOBILE'] as const satisfies Device[]).flatMap((device) =>
    errands.map(([errand, run]) => ({ pg: line.pg, device, errand, run })),
  )
})

describe.concurrent('the windows of the nine', () => {
  test.each(cells)(
    '$pg, $device: a buyer $errand',
    async ({ pg, device, errand, run }) => {
      const buyer = await windowBuyer(
        browser,
        device,
        shop,
        system.origins.simulators ?? '',
        async (window) => {
          if (device === 'PC') return
          const { scroll, inner } = await window.evaluate(() => ({
            scroll: document.documentElement.scrollWidth,
            inner: window.innerWidth,
          }))
          expect(inner).toBe(360)
          expect(scroll).toBeLessThanOrEqual(360)
          const folder = process.env['NARU_WINDOW_PICTURES']
          if (folder !== undefined)
            await window.page().screenshot({ path: `${folder}/${pg}-${errand.split(' ')[0] ?? ''}.png` })
        },
      )
      try {
        await run(buyer)
      } finally {
        await buyer.close()
      }
    },
    60_000,
  )
})
