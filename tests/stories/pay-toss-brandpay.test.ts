import type { Browser, FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { readBook } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { answerTo, phone, requestPay } from '../setup/v1-shop.ts'

// Goal: a shop's members pay by BrandPay in V1, by window, by widget and by a method that the shop names, on PC and phone.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let v1: ReturnType<typeof openV1Client>
let customerUrl: string
let owner: Awaited<ReturnType<typeof signInAsDemo>>
let channelKey: string

const credentials = { mid: 'bp_naru01', clientKey: 'test_ck_naru_bp', secretKey: 'test_sk_naru_bp' }
const password = '112233'

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  v1 = openV1Client(system)
  owner = await signInAsDemo(system)
  const created = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'tosspayments',
    module: 'toss_brandpay',
    name: '브랜드페이',
    attribute: 'PAYMENT',
    credentials,
  })
  if (created.status !== 200) throw new Error(created.text)
  const view = created.json as Readonly<Record<string, unknown>>
  customerUrl = String(view['customerUrl'])
  channelKey = String(view['channelKey'])
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

const newMember = (): string => crypto.randomUUID()
const newUid = (): string => `order-${crypto.randomUUID().slice(0, 30)}`
/** BrandPay's window, in a frame of the page that called it. */
const brandpay = (inside: Page | FrameLocator): FrameLocator => inside.frameLocator('#brandpay-frame')
const inWindow = (page: Page): FrameLocator => brandpay(page.frameLocator('#imp-iframe'))

async function withPage<T>(options: object, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ locale: 'ko-KR', ...options })
  try {
    return await work(await context.newPage())
  } finally {
    await context.close()
  }
}

const ask = (page: Page, customerId: string, param: object = {}) =>
  requestPay(page, shop, system.demo.v1.userCode, {
    pg: `toss_brandpay.${credentials.mid}`,
    pay_method: 'toss_brandpay',
    merchant_uid: newUid(),
    customer_id: customerId,
    ...param,
  })

async function join(window: FrameLocator, card: string): Promise<void> {
  await window.getByRole('button', { name: '동의하고 계속' }).click()
  await window.getByLabel('카드사').selectOption({ label: card })
  await window.getByLabel(/결제 비밀번호/).fill(password)
  await window.getByRole('button', { name: '등록하기' }).click()
}

async function payNow(window: FrameLocator): Promise<void> {
  await window.getByLabel(/결제 비밀번호/).fill(password)
  await window.getByRole('button', { name: /결제하기/ }).click()
}

test('a new buyer on a PC becomes a member, pays with a password, and gets his money back in parts', async () => {
  const member = newMember()

  const told = await withPage({}, async (page) => {
    await ask(page, member, { amount: 60_000 })
    await join(inWindow(page), '현대')
    await inWindow(page).getByLabel('할부').selectOption('3')
    await payNow(inWindow(page))
    return answerTo(page)
  })

  const impUid = String(told['imp_uid'])
  expect(told).toEqual({ success: true, imp_uid: impUid, merchant_uid: expect.any(String) })
  expect((await v1.call('GET', `/payments/${impUid}`)).response).toMatchObject({
    status: 'paid',
    amount: 60_000,
    pg_provider: 'toss_brandpay',
    emb_pg_provider: 'toss_brandpay',
    pay_method: 'card',
    pg_id: credentials.mid,
    card_name: '현대카드',
    card_quota: 3,
  })
  for (const amount of [20_000, 40_000])
    expect(await v1.call('POST', '/payments/cancel', { imp_uid: impUid, amount })).toMatchObject({ code: 0 })
  expect(await readBook(system, 'tosspayments', impUid)).toMatchObject({ cancelledMinor: 60_000 })
  expect((await v1.call('GET', `/payments/${impUid}`)).response).toMatchObject({ status: 'cancelled' })
}, 60_000)

test('a member on a phone pays again without joining, and the result comes to the callback', async () => {
  const member = newMember()

  const told = await withPage(phone, async (page) => {
    await ask(page, member)
    await join(inWindow(page), '신한')
    const excess = await inWindow(page)
      .locator('html')
      .evaluate((root) => root.scrollWidth - window.innerWidth)
    expect(excess).toBeLessThanOrEqual(0)
    await payNow(inWindow(page))
    await answerTo(page)

    await ask(page, member, { amount: 4_000 })
    await inWindow(page).getByText('신한카드').waitFor()
    await inWindow(page)
      .getByLabel(/결제 비밀번호/)
      .fill('999999')
    await inWindow(page)
      .getByRole('button', { name: /결제하기/ })
      .click()
    expect(await inWindow(page).getByRole('alert').textContent()).toContain('일치하지 않습니다')
    await payNow(inWindow(page))
    return answerTo(page)
  })

  expect(told).toMatchObject({ success: true })
  expect((await v1.call('GET', `/payments/${String(told['imp_uid'])}`)).response).toMatchObject({
    status: 'paid',
    amount: 4_000,
    channel: 'mobile',
  })
}, 60_000)

test('an account pays as a transfer, and who closes or is declined hears so', async () => {
  const member = newMember()

  await withPage({}, async (page) => {
    await ask(page, member)
    await inWindow(page).getByRole('button', { name: '동의하고 계속' }).click()
    await inWindow(page).getByText('계좌', { exact: true }).click()
    await inWindow(page).getByLabel('은행').selectOption({ label: '신한은행' })
    await inWindow(page)
      .getByLabel(/결제 비밀번호/)
      .fill(password)
    await inWindow(page).getByRole('button', { name: '등록하기' }).click()
    await payNow(inWindow(page))
    const { imp_uid: paid } = await answerTo(page)
    expect((await v1.call('GET', `/payments/${String(paid)}`)).response).toMatchObject({
      status: 'paid',
      pay_method: 'trans',
      emb_pg_provider: 'toss_brandpay',
      bank_name: '신한은행',
    })

    await ask(page, member)
    await inWindow(page).getByRole('button', { name: '닫기' }).click()
    expect(await answerTo(page)).toMatchObject({ success: false, error_msg: expect.stringContaining('취소') })

    await ask(page, member)
    await inWindow(page).getByText('다른 결말 고르기').click()
    await inWindow(page).getByRole('button', { name: '거절하기' }).click()
    const { imp_uid: declined, ...rest } = await answerTo(page)
    expect(rest).toMatchObject({ success: false, error_code: expect.stringMatching(/.+/) })
    expect((await v1.call('GET', `/payments/${String(declined)}`)).response).toMatchObject({
      status: 'failed',
    })
  })
}, 60_000)

test('a payment without a customer, or in one of several months, is refused before the window', async () => {
  await withPage({}, async (page) => {
    await ask(page, '', { customer_id: undefined })
    expect(await answerTo(page)).toMatchObject({
      success: false,
      imp_uid: null,
      error_msg: expect.stringContaining('customer_id'),
    })
    await ask(page, newMember(), { display: { card_quota: [3, 6] } })
    expect(await answerTo(page)).toMatchObject({ error_msg: expect.stringContaining('display.card_quota') })
  })
}, 60_000)

/** Calls into `IMP` in the shop's page; what it gives comes back, or its error's code. */
const callModule = (page: Page, name: string, customerKey: string) =>
  page.evaluate(
    async ([userCode, call, key]) => {
      const { IMP } = window as unknown as {
        IMP: Record<string, (...args: unknown[]) => Promise<Record<string, () => Promise<unknown>>>>
      }
      const merchant = { userCode }
      try {
        const loaded = await IMP['loadModule']?.('toss-brandpay', merchant, {
          customerKey: key,
          loadBrandpayOptions: { ui: { buttonStyle: 'full' } },
        })
        return { value: await loaded?.[call]?.() }
      } catch (error) {
        return { code: (error as { code?: string }).code }
      }
    },
    [system.demo.v1.userCode, name, customerKey] as const,
  )

test('loadModule sets a password, tells the methods, and pays with the one that the shop names', async () => {
  const member = newMember()

  await withPage({}, async (page) => {
    await page.goto(`${shop.origin}/brandpay`)
    const set = callModule(page, 'setupPassword', member)
    await brandpay(page).getByRole('button', { name: '동의하고 계속' }).click()
    await brandpay(page)
      .getByLabel(/결제 비밀번호/)
      .fill(password)
    await brandpay(page).getByRole('button', { name: '저장하기' }).click()
    expect(await set).toEqual({ value: null })
    expect(await callModule(page, 'getPaymentMethods', member)).toMatchObject({
      value: { cards: [], accounts: [], selectedMethodId: null },
    })

    const settings = callModule(page, 'openSettings', member)
    await brandpay(page).getByRole('button', { name: '다른 결제수단 등록' }).click()
    await brandpay(page).getByRole('button', { name: '등록하기' }).click()
    await brandpay(page).getByRole('button', { name: '닫기' }).click()
    expect(await settings).toEqual({ code: 'USER_CANCEL' })

    const methods = await callModule(page, 'getPaymentMethods', member)
    const { cards } = methods.value as { cards: { id: string; cardNumber: string }[] }
    expect(cards).toHaveLength(1)

    const methodId = cards[0]?.id
    await ask(page, member, {
      useCardPoint: true,
      bypass: { cashReceiptType: 'unable', toss_brandpay: { methodId, discountCode: '001' } },
    })
    await inWindow(page)
      .getByRole('button', { name: /결제하기/ })
      .waitFor()
    expect(await inWindow(page).getByRole('radio').count()).toBe(1)
    await payNow(inWindow(page))
    expect(await answerTo(page)).toMatchObject({ success: true })
  })
}, 60_000)

test('loadModule says what it was given wrongly, before anything opens', async () => {
  await withPage({}, async (page) => {
    await page.goto(`${shop.origin}/brandpay`)
    const codes = await page.evaluate(async (userCode) => {
      const { IMP } = window as unknown as { IMP: Record<string, (...args: unknown[]) => Promise<unknown>> }
      const customer = { customerKey: 'd005f081-830a-4b9c-b5e2-73e56fbe6ac3' }
      const codeOf = async (...args: unknown[]): Promise<unknown> =>
        IMP['loadModule']?.(...args).then(
          () => 'loaded',
          (error: { code?: string }) => error.code,
        )
      return [
        await codeOf('kcp-quick', { userCode }, customer),
        await codeOf('toss-brandpay', {}, customer),
        await codeOf('toss-brandpay', { userCode }, {}),
        await codeOf('toss-brandpay', { userCode: 'imp00000001' }, customer),
        await codeOf('toss-brandpay', { userCode, tier_code: 'ZZZ' }, customer),
        await codeOf('toss-brandpay', { userCode }, { customerKey: '한글' }),
        await codeOf(
          'toss-brandpay',
          { userCode },
          { loadBrandpayOptions: { customer_id: customer.customerKey } },
        ),
      ]
    }, system.demo.v1.userCode)

    expect(codes).toEqual([
      'BadRequest',
      'INIT_REQUIRED',
      'BadRequest',
      'StoreNotFound',
      'StoreNotFound',
      'INVALID_CUSTOMER_KEY',
      'loaded',
    ])
  })
}, 60_000)

test.each([
  ['a PC', {}],
  ['a phone', phone],
])(
  'on %s the widget stands in the shop’s page, and its button pays the newest amount',
  async (_where, options) => {
    const member = newMember()

    const told = await withPage(options, async (page) => {
      await page.goto(`${shop.origin}/brandpay`)
      await page.evaluate(
        ([userCode, param]) => {
          const target = window as unknown as {
            answers: unknown[]
            IMP: Record<string, (...args: unknown[]) => void>
          }
          target.answers = []
          target.IMP['init']?.(userCode)
          target.IMP['loadUI']?.('toss-brandpay-widget', param, (answer: unknown) =>
            target.answers.push(answer),
          )
          target.IMP['updateLoadUIRequest']?.('toss-brandpay-widget', { ...param, amount: 70_000 })
        },
        [
          system.demo.v1.userCode,
          {
            pg: 'toss_brandpay',
            pay_method: 'toss_brandpay',
            merchant_uid: newUid(),
            name: '나룻배 모형',
            amount: 3_000,
            customer_id: member,
          },
        ] as const,
      )
      const widget = page.frameLocator('.portone-ui-container iframe')
      await widget.getByRole('button', { name: '결제수단 등록' }).click()
      await join(brandpay(page), '삼성')
      await widget.getByText('삼성카드').waitFor()
      await widget.getByLabel('할부').selectOption('6')
      await page.locator('#portone-toss-brandpay-widget-button').click()
      // The widget's pick is what is paid: no other method, and no months to choose.
      await inWindow(page)
        .getByRole('button', { name: /결제하기/ })
        .waitFor()
      expect(await inWindow(page).getByRole('radio').count()).toBe(1)
      expect(await inWindow(page).getByLabel('할부').count()).toBe(0)
      await payNow(inWindow(page))
      return answerTo(page)
    })

    expect(told).toMatchObject({ success: true })
    expect((await v1.call('GET', `/payments/${String(told['imp_uid'])}`)).response).toMatchObject({
      status: 'paid',
      amount: 70_000,
      card_name: '삼성카드',
      card_quota: 6,
    })
  },
  60_000,
)

test('the redirect address admits nobody by a code that the PG does not know, nor under another channel', async () => {
  expect(customerUrl).toMatch(/\/pg\/tosspayments\/customer\/store-[^/]+\/channel-key-/)
  const query = 'code=guessed&customerKey=d005f081-830a-4b9c-b5e2-73e56fbe6ac3'

  const guessed = await fetch(`${customerUrl}?${query}`)
  expect(guessed.status).toBe(400)
  expect(await guessed.json()).toMatchObject({ pgCode: 'INVALID_REQUEST' })
  for (const address of [
    customerUrl.replace('/tosspayments/', '/tosspay/'),
    customerUrl.replace(/channel-key-.*/, 'channel-key-00000000-0000-0000-0000-000000000000'),
    customerUrl.replace(/store-[^/]+/, 'store-nonsense'),
  ])
    expect((await fetch(`${address}?${query}`)).status).toBe(404)
  expect((await fetch(customerUrl)).status).toBe(400)
})

test('the buyers of a sub-store join by the address that the channel’s owner registered at the PG', async () => {
  const made = await owner.call('POST', '/stores', {
    name: '하위 상점',
    tierCode: 'BPY',
    channelKeys: [channelKey],
    serviceUrls: ['https://sub.example'],
    manager: { name: '김담당', phone: '01012345678', email: '' },
    inheritsWebhooks: true,
    terms: { privacy: true, disclosure: true },
  })
  expect([made.status, made.text]).toEqual([200, expect.any(String)])
  const post = async (url: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
    return (await answer.json()) as Record<string, unknown>
  }
  const who = { userCode: system.demo.v1.userCode, tierCode: 'BPY', device: { platformType: 'PC' } }
  const browserApi = `${system.origins.checkout}/browser/v1`

  const found = await post(`${browserApi}/scripts`, { ...who, request: { moduleType: 'toss-brandpay' } })
  const prepared = await post(`${browserApi}/attempts`, {
    ...who,
    request: {
      pg: 'toss_brandpay',
      pay_method: 'toss_brandpay',
      merchant_uid: newUid(),
      amount: 1_000,
      customer_id: newMember(),
    },
  })
  const begun = await post(`${(prepared['window'] as { url: string }).url}/begin`, {})

  expect(found).toMatchObject({ script: { clientKey: credentials.clientKey, redirectUrl: customerUrl } })
  expect(begun).toMatchObject({ handOff: { kind: 'brandpay-sdk', options: { redirectUrl: customerUrl } } })
  expect(JSON.stringify([found, begun])).not.toContain(credentials.secretKey)
})

test.each([{}, { moduleType: 'kcp-quick' }, { moduleType: 7 }, { moduleType: 'toss-brandpay', pg: {} }])(
  'nonsense is refused where a page asks for a script: %j',
  async (request) => {
    const answer = await fetch(`${system.origins.checkout}/browser/v1/scripts`, {
      method: 'POST',
      body: JSON.stringify({ userCode: system.demo.v1.userCode, request }),
    })

    expect(answer.status).toBe(400)
  },
)
