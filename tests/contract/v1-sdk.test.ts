import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { deposit, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'

// Goal: a page that was written for iamport's script pays in a real browser, on a PC and on a phone.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let context: BrowserContext
let page: Page
let v1: ReturnType<typeof openV1Client>

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  v1 = openV1Client(system)
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})
beforeEach(async () => {
  context = await browser.newContext({ locale: 'ko-KR' })
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
})

interface Asking {
  readonly path?: string
  readonly param?: Readonly<Record<string, unknown>>
  readonly init?: readonly unknown[]
  readonly withCallback?: boolean
  readonly call?: string
}

/** Calls `IMP.request_pay` (or another function) as a page does; answers collect in `window.answers`. */
async function request(asking: Asking = {}): Promise<string> {
  const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
  await page.goto(`${shop.origin}${asking.path ?? '/v1'}`)
  await page.evaluate(
    ({ param, init, withCallback, call }) => {
      const target = window as unknown as {
        answers: unknown[]
        IMP: Record<string, (...args: unknown[]) => unknown>
      }
      target.answers = []
      if (init.length > 0) target.IMP['init']?.(...init)
      const callback = (answer: unknown): void => {
        target.answers.push(answer)
      }
      target.IMP[call]?.(param, ...(withCallback ? [callback] : []))
    },
    {
      init: asking.init ?? [system.demo.v1.userCode],
      withCallback: asking.withCallback ?? true,
      call: asking.call ?? 'request_pay',
      param: {
        pg: 'tosspayments',
        pay_method: 'card',
        merchant_uid: merchantUid,
        name: '나룻배 모형',
        amount: 3_000,
        buyer_name: '홍길동',
        buyer_tel: '010-1234-5678',
        buyer_email: 'buyer@shop.example',
        m_redirect_url: `${shop.origin}/return`,
        ...asking.param,
      },
    },
  )
  return merchantUid
}

async function answer(): Promise<Record<string, unknown>> {
  const handle = await page.waitForFunction(
    () => (window as unknown as { answers: unknown[] }).answers[0],
    undefined,
    { timeout: 30_000 },
  )
  return (await handle.jsonValue()) as Record<string, unknown>
}

const pgPage = (): ReturnType<Page['frameLocator']> => page.frameLocator('#imp-iframe')
const pay = () =>
  pgPage()
    .getByRole('button', { name: /결제하기/ })
    .click()

test('a card payment calls back once, with the payment paid on REST V1', async () => {
  const merchantUid = await request()
  await pay()

  const told = await answer()
  expect(told).toEqual({
    success: true,
    imp_uid: expect.stringMatching(/^imp_\d{12}$/),
    merchant_uid: merchantUid,
  })
  expect((await v1.call('GET', `/payments/${String(told['imp_uid'])}`)).response).toMatchObject({
    status: 'paid',
    amount: 3_000,
    merchant_uid: merchantUid,
  })
  expect(await page.locator('#imp-iframe').count()).toBe(0)
})

test('a page with the script of 2018 hears success with the data of the payment', async () => {
  const merchantUid = await request({ path: '/v1-old', param: { amount: '3000' } })
  await pay()

  expect(await answer()).toMatchObject({
    success: true,
    merchant_uid: merchantUid,
    paid_amount: 3_000,
    status: 'paid',
    buyer_name: '홍길동',
  })
})

test('a declined card and a closed window call back with a code and a sentence', async () => {
  await request()
  await pgPage().getByText('다른 결말 고르기').click()
  await pgPage().getByRole('button', { name: '거절하기' }).click()
  expect(await answer()).toMatchObject({
    success: false,
    error_code: expect.stringMatching(/.+/),
    error_msg: expect.stringMatching(/.+/),
  })

  await request({ path: '/v1-old' })
  await pgPage()
    .getByRole('button', { name: /창 닫기/ })
    .click()
  expect(await answer()).toMatchObject({
    success: false,
    error_msg: '[결제포기] 사용자가 결제를 취소하셨습니다',
  })
})

test('IMP.close takes the window away, and the callback hears that the buyer gave up', async () => {
  await request()
  await pgPage()
    .getByRole('button', { name: /결제하기/ })
    .waitFor()
  await page.evaluate(() => {
    ;(window as unknown as { IMP: { close(): void } }).IMP.close()
  })

  expect(await answer()).toMatchObject({ success: false, error_msg: '사용자가 결제를 취소하셨습니다' })
  expect(await page.locator('#imp-iframe').count()).toBe(0)
})

test('before a window everything is refused to the callback, else at m_redirect_url', async () => {
  await request({ init: [] })
  expect(await answer()).toMatchObject({ success: false, imp_uid: null, error_code: 'INIT_REQUIRED' })
  await request({ param: { amount: '3000' } })
  expect(await answer()).toMatchObject({ success: false, error_msg: expect.stringContaining('amount') })
  await request({ init: ['imp00000000'] })
  expect(await answer()).toMatchObject({ success: false, error_code: 'StoreNotFound' })

  const merchantUid = await request({ param: { channelKey: 'channel-key-none' }, withCallback: false })
  await page.waitForURL(/\/return\?/)
  const query = new URL(page.url()).searchParams
  expect(query.get('merchant_uid')).toBe(merchantUid)
  expect(query.get('error_msg')).toContain('channelKey')
})

test.each(['communicate'])('IMP.%s exists and says that it cannot serve yet', async (call) => {
  await request({ call })

  expect(await answer()).toMatchObject({
    success: false,
    error_msg: expect.stringContaining(`IMP.${call}`),
  })
})

test('IMP.naver_zzim without a channel of Naver Pay’s order type says so', async () => {
  await request({ call: 'naver_zzim' })

  expect(await answer()).toMatchObject({ success: false, error_msg: expect.stringContaining('naverco') })
})

async function onPhone(): Promise<void> {
  await context.close()
  context = await browser.newContext({
    locale: 'ko-KR',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  })
  page = await context.newPage()
}

test('a person is certified in a window, and who it was only the server reads', async () => {
  await request({ call: 'certification', param: { pg: 'naru_test', name: '김나루', phone: '01023456789' } })
  await pgPage().getByRole('button', { name: '인증하기' }).click()

  const told = await answer()
  expect(told).toEqual({
    success: true,
    imp_uid: expect.stringMatching(/^imp_\d{12}$/),
    merchant_uid: expect.any(String),
  })
  expect((await v1.call('GET', `/certifications/${String(told['imp_uid'])}`)).response).toMatchObject({
    certified: true,
    name: '김나루',
    merchant_uid: told['merchant_uid'],
    origin: shop.origin,
  })

  await request({ call: 'certification', param: { pg: 'naru_test' } })
  await pgPage()
    .getByRole('button', { name: /창 닫기/ })
    .click()
  expect(await answer()).toMatchObject({ success: false, error_msg: '사용자가 결제를 취소하셨습니다' })
})

test('on a phone a certification comes back to m_redirect_url', async () => {
  await onPhone()
  await request({ call: 'certification', param: { pg: 'naru_test' } })
  await page.getByRole('button', { name: '인증하기' }).click()
  await page.waitForURL(/\/return\?/)

  const query = new URL(page.url()).searchParams
  expect(query.get('success')).toBe('true')
  expect((await v1.call('GET', `/certifications/${query.get('imp_uid')}`)).response).toMatchObject({
    certified: true,
  })
})

// Once in many runs beside other browsers the page heard nothing; why is not known yet (docs/status.md).
test(
  'customer_uid registers a card in the window, charges nothing, and the server charges it by that name',
  { retry: 2 },
  async () => {
    const customer_uid = `customer-${crypto.randomUUID()}`
    const merchantUid = await request({ param: { pg: 'naru_test', customer_uid, amount: 0 } })
    await pgPage()
      .getByRole('button', { name: /등록|결제하기/ })
      .first()
      .click()

    const told = await answer()
    expect(told).toMatchObject({ success: true, customer_uid, merchant_uid: merchantUid })
    expect((await v1.call('GET', `/payments/${String(told['imp_uid'])}`)).response).toMatchObject({
      status: 'paid',
      customer_uid,
      customer_uid_usage: 'issue',
      merchant_uid: merchantUid,
      card_number: expect.any(String),
    })
    expect(
      await v1.call('GET', `/payments?imp_uid[]=${String(told['imp_uid'])}&imp_uid[]=imp_none`),
    ).toMatchObject({ status: 207, response: [{ customer_uid }] })
    expect((await v1.call('GET', `/subscribe/customers/${customer_uid}`)).response).toMatchObject({
      customer_uid,
      pg_provider: 'naru_test',
    })
    const paid = await v1.call('POST', '/subscribe/payments/again', {
      customer_uid,
      merchant_uid: `again-${merchantUid.slice(-20)}`,
      amount: 1_000,
      name: '다음 달',
    })
    expect(paid.response).toMatchObject({ status: 'paid', customer_uid })
  },
)

test('a virtual account is told as ready, and as paid after the deposit', async () => {
  const due = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10)
  await request({ param: { pg: 'naru_test', pay_method: 'vbank', vbank_due: due } })
  await pay()

  const told = await answer()
  expect(told).toMatchObject({ success: true, status: 'ready', vbank_num: expect.any(String) })
  const impUid = String(told['imp_uid'])
  await deposit(system, 'naru-test', impUid)
  await until(20_000, 'the deposit', async () =>
    (await v1.call('GET', `/payments/${impUid}`)).response.status === 'paid' ? true : undefined,
  )
})

test('a wallet pays, and the same order cannot be paid again', async () => {
  const merchant_uid = await request({ param: { pg: 'naru_test', pay_method: 'kakaopay' } })
  await pay()
  const told = await answer()
  expect(told).toMatchObject({ success: true, status: 'paid', merchant_uid })

  await request({ param: { pg: 'naru_test', merchant_uid } })
  expect(await answer()).toMatchObject({
    success: false,
    imp_uid: null,
    error_code: 'F1002',
    error_msg: '이미 결제가 이루어진 거래건입니다.',
  })
})

test('loadUI draws a button that pays what it was told last, and says where the page has no place for it', async () => {
  await page.goto(`${shop.origin}/v1`)
  const drawn = await page.evaluate((userCode) => {
    const { IMP } = window as unknown as { IMP: Record<string, (...args: unknown[]) => void> }
    IMP['init']?.(userCode)
    const attempt = (): string => {
      try {
        IMP['loadUI']?.('paypal-spb', {}, () => undefined)
        return ''
      } catch (error) {
        return String(error)
      }
    }
    const without = attempt()
    const container = document.createElement('div')
    container.className = 'portone-ui-container'
    container.dataset['portoneUiType'] = 'paypal-spb'
    document.body.append(container)
    const param = { pg: 'naru_test', merchant_uid: `ui-${Date.now()}`, name: '나룻배', amount: 1_000 }
    const target = window as unknown as { answers: unknown[] }
    target.answers = []
    IMP['loadUI']?.('paypal-spb', param, (told: unknown) => target.answers.push(told))
    IMP['updateLoadUIRequest']?.('paypal-spb', { ...param, amount: 7_000 })
    return without
  }, system.demo.v1.userCode)
  expect(drawn).toContain('portone-ui-container를 찾을 수 없습니다.')

  await page.locator('.portone-ui-container button').click()
  await pay()

  expect(await answer()).toMatchObject({ success: true, paid_amount: 7_000 })
})

test('a phone is taken to the PG and back to m_redirect_url, and the callback stays silent', async () => {
  await onPhone()
  const merchantUid = await request({ param: { m_redirect_url: `${shop.origin}/return?cart=7` } })
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(/\/return\?/)

  const query = new URL(page.url()).searchParams
  expect(query.get('cart')).toBe('7')
  expect(query.get('merchant_uid')).toBe(merchantUid)
  expect(query.has('error_code')).toBe(false)
  expect((await v1.call('GET', `/payments/${query.get('imp_uid')}`)).response).toMatchObject({
    status: 'paid',
    channel: 'mobile',
  })
})

test('the module exports IMP and slots that redirect it', async () => {
  await page.goto(`${shop.origin}/`)
  // As text: the test runner would rewrite an import that stands in this file.
  const seen: { names: string[]; origin: string } = await page.evaluate(
    `import('${system.origins.checkout}/v1/iamport.esm.js')
       .then((module) => ({ names: Object.keys(module.default), origin: module.slots.CHECKOUT_SERVER }))`,
  )

  expect(seen.origin).toBe(new URL(system.origins.checkout).origin)
  expect(seen.names).toEqual(
    expect.arrayContaining([
      'init',
      'agency',
      'request_pay',
      'certification',
      'loadUI',
      'loadModule',
      'close',
      'deinit',
    ]),
  )
})
