import { createServer, type Server } from 'node:http'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { readBook } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { answerTo, requestPay } from '../setup/v1-shop.ts'

// Goal: what stops a V1 payment stops it in a real browser, too, with the words of V1 and before the money is taken.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let merchant: Server
let merchantUrl: string
let v1: ReturnType<typeof openV1Client>
const asked = new Map<string, number>()

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  v1 = openV1Client(system)
  merchant = createServer((request, response) => {
    const path = request.url ?? ''
    asked.set(path, (asked.get(path) ?? 0) + 1)
    if (path === '/sold-out') response.writeHead(409).end(JSON.stringify({ reason: '재고가 없습니다' }))
    if (path === '/wanted') response.writeHead(200).end()
    // `/silent` never hears anything.
  })
  await new Promise<void>((resolve) => merchant.listen(0, '127.0.0.1', resolve))
  const address = merchant.address()
  merchantUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
}, 120_000)
afterAll(async () => {
  merchant?.closeAllConnections()
  merchant?.close()
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

const newUid = (): string => `order-${crypto.randomUUID().slice(0, 30)}`

/** A page of the shop that asks for a payment; the PG's page, where one opens, is left to the test. */
async function withPage<T>(param: object, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ locale: 'ko-KR' })
  try {
    const page = await context.newPage()
    await requestPay(page, shop, system.demo.v1.userCode, {
      pg: 'tosspayments',
      pay_method: 'card',
      ...param,
    })
    return await work(page)
  } finally {
    await context.close()
  }
}

/** The buyer pays in the PG's page, as far as it depends on him. */
async function pay(page: Page) {
  await page
    .frameLocator('#imp-iframe')
    .getByRole('button', { name: /결제하기/ })
    .click()
  return answerTo(page)
}

describe.concurrent('a payment of V1', () => {
  // One who never answers costs ten seconds, so these run beside each other.
  test.each([
    ['refuses', '/sold-out', '재고가 없습니다'],
    ['does not answer within ten seconds', '/silent', '알 수 없음'],
  ])(
    'is stopped where the merchant’s server %s, and no money is taken',
    async (_how, path, reason) => {
      const merchant_uid = newUid()

      const told = await withPage({ merchant_uid, confirm_url: merchantUrl + path }, pay)

      const fail_reason = `고객사 요청에 의해 결제를 중단합니다. (상세사유 : ${reason})`
      expect(told).toMatchObject({ success: false, merchant_uid, error_msg: fail_reason })
      expect(asked.get(path)).toBe(1)
      expect((await v1.call('GET', `/payments/${String(told['imp_uid'])}`)).response).toMatchObject({
        status: 'failed',
        fail_reason,
      })
      expect(await readBook(system, 'tosspayments', String(told['imp_uid']))).toMatchObject({
        approvedMinor: 0,
      })
    },
    60_000,
  )

  test('goes on where the merchant’s server says 200; the same merchant_uid is then refused before any window', async () => {
    const merchant_uid = newUid()

    const paid = await withPage({ merchant_uid, confirm_url: `${merchantUrl}/wanted` }, pay)
    expect(paid).toMatchObject({ success: true, merchant_uid })
    const again = await withPage({ merchant_uid }, async (page) => {
      const told = await answerTo(page)
      expect(await page.locator('#imp-iframe').count()).toBe(0)
      return told
    })

    expect(again).toMatchObject({
      success: false,
      error_code: 'F1002',
      error_msg: '이미 결제가 이루어진 거래건입니다.',
    })
    expect((await v1.call('GET', `/payments/findAll/${merchant_uid}`)).response).toMatchObject({ total: 1 })
  }, 60_000)

  test('must have the amount that the server prepared; another one opens no window', async () => {
    const merchant_uid = newUid()
    await v1.call('POST', '/payments/prepare', { merchant_uid, amount: 3_001 })

    const refused = await withPage({ merchant_uid }, async (page) => {
      const told = await answerTo(page)
      expect(await page.locator('#imp-iframe').count()).toBe(0)
      return told
    })
    expect(refused).toMatchObject({ success: false, error_msg: expect.stringMatching(/.+/) })
    expect((await v1.call('GET', `/payments/find/${merchant_uid}`)).status).toBe(404)

    await v1.call('PUT', '/payments/prepare', { merchant_uid, amount: 3_000 })
    expect(await withPage({ merchant_uid }, pay)).toMatchObject({ success: true, merchant_uid })
  }, 60_000)
})
