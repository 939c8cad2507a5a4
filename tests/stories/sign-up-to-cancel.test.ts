import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { buy, readPayment } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: a developer who has never seen the product gets from sign-up to a paid and cancelled test payment by clicking.
let system: RunningSystem
let browser: Browser
let context: BrowserContext
let page: Page
const email = `dev-${process.pid}@shop.example`
const password = 'Sailing2026'
const merchant = { storeId: '', apiSecret: '', channelKey: '' }

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  context = await browser.newContext({ locale: 'ko-KR', permissions: ['clipboard-read', 'clipboard-write'] })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const at = (path: string): string => `${system.origins.console}${path}`

async function signIn(): Promise<void> {
  await page.goto(at('/auth/signin'))
  await page.getByLabel('이메일 주소(ID)').fill(email)
  await page.getByLabel('비밀번호', { exact: true }).fill(password)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
}

test('a weak password and an unticked term are refused under their fields', async () => {
  await page.goto(at('/auth/signup'))
  await page.getByLabel('이메일', { exact: true }).fill(email)
  await page.getByLabel('비밀번호', { exact: true }).fill('weak')
  await page.getByLabel('비밀번호 확인').fill('weak')
  await page.getByRole('button', { name: '가입', exact: true }).click()

  const field = page.getByLabel('비밀번호', { exact: true })
  const sentence = page.getByText('영문 대문자·소문자·숫자를 포함해 8자 이상 입력해 주세요.')
  await sentence.waitFor()
  await expect.poll(() => field.getAttribute('aria-describedby')).toContain(await sentence.getAttribute('id'))
  await expect.poll(() => page.getByText('필수 약관에 동의해 주세요.').count()).toBe(2)
})

test('sign-up sends a mail, and no login works before its link was opened', async () => {
  await page.getByLabel('비밀번호', { exact: true }).fill(password)
  await page.getByLabel('비밀번호 확인').fill(password)
  await page.getByLabel('전체 동의').check()
  await page.getByRole('button', { name: '가입', exact: true }).click()
  await page.getByText('인증 메일을 보냈습니다').first().waitFor()
  await expect.poll(() => page.getByText('스팸').count()).toBeGreaterThan(0)

  await signIn()
  await page.getByRole('button', { name: '인증 메일 재발송' }).waitFor()
})

test('the link of the mail verifies once and is harmless afterwards', async () => {
  const response = await context.request.get(at(`/console/api/dev-mailbox?to=${encodeURIComponent(email)}`))
  const { items } = (await response.json()) as { items: { subject: string; text: string }[] }
  expect(items[0]?.subject).toContain('이메일 인증')
  const link = /https?:\/\/\S+\/auth\/verify-email\?token=\S+/.exec(items[0]?.text ?? '')?.[0] ?? ''

  await page.goto(link)
  await page.getByText('이메일 인증이 끝났습니다').waitFor()
  await page.goto(link)
  await expect.poll(() => page.getByText('이미 인증된 이메일입니다').count()).toBe(1)
})

test('after the first login there is one representative store, a V1 code and no V2 secret yet', async () => {
  await signIn()
  await page.getByText('연동 시작하기').waitFor()
  await page.goto(at('/integration-v2/manage/api-keys?version=v2'))
  await page.getByText('발급된 V2 API Secret이 없습니다.').waitFor()
  merchant.storeId =
    (await page
      .getByText(/^store-[0-9a-f-]{36}$/)
      .first()
      .textContent()) ?? ''
  expect(merchant.storeId).toMatch(/^store-/)

  await page.goto(at('/integration-v2/manage/api-keys?version=v1'))
  await page
    .getByText(/^imp\d{8}$/)
    .first()
    .waitFor()
})

test('a V2 API secret is shown once and works on REST V2 at once', async () => {
  await page.goto(at('/integration-v2/manage/api-keys?version=v2'))
  await page.getByRole('button', { name: '새로운 API Secret 발급' }).click()
  await page.getByLabel('Secret 이름').fill('운영 서버')
  await page.getByRole('button', { name: '생성' }).click()
  const secret = page.getByText(/^naru_sk_/).first()
  await secret.waitFor()
  merchant.apiSecret = (await secret.textContent())?.trim() ?? ''
  await page.getByRole('button', { name: 'API Secret을 확인했습니다' }).click()

  await page.reload()
  await page.getByText('운영 서버').first().waitFor()
  expect(await page.getByText(merchant.apiSecret).count()).toBe(0)
  const listed = await fetch(`${system.origins.v2}/payments`, {
    headers: { authorization: `PortOne ${merchant.apiSecret}` },
  })
  expect(listed.status).toBe(200)
})

test('a test channel is added on a shared MID, which fills its name', async () => {
  await page.goto(at('/integration-v2/manage/channel'))
  await page.getByRole('button', { name: '채널 추가' }).first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('combobox', { name: '결제대행사' }).click()
  await page.getByRole('option', { name: '토스페이먼츠' }).click()
  await drawer.getByRole('radio', { name: /신모듈/ }).click()
  await drawer.getByRole('button', { name: '다음' }).click()
  await drawer.getByRole('combobox', { name: /PG상점아이디/ }).click()
  await page.getByRole('option', { name: /iamporttest_3/ }).click()
  await expect.poll(() => drawer.getByLabel('채널 이름').inputValue()).not.toBe('')
  await drawer.getByRole('button', { name: '저장' }).click()

  const key = page.getByText(/^channel-key-[0-9a-f-]{36}$/).first()
  await key.waitFor()
  merchant.channelKey = (await key.textContent())?.trim() ?? ''
})

test('the payment made with those identifiers is in the console with its timeline, and is cancelled there in part and as a whole', async () => {
  const own = {
    demo: {
      ...system.demo,
      storeId: merchant.storeId,
      apiSecret: merchant.apiSecret,
      channels: [{ pg: 'tosspayments', module: 'tosspayments', channelKey: merchant.channelKey }],
    },
  }
  const bought = await buy(
    { demo: { ...own.demo, origins: { ...system.origins, simulators: system.origins.simulators ?? '' } } },
    { pg: 'tosspayments', amount: 9_900 },
  )
  expect(bought.status).toBe('PAID')

  await page.goto(at(`/payments/${encodeURIComponent(bought.paymentId)}`))
  await page.getByText('결제가 완료되었습니다.').first().waitFor()

  await cancelInConsole('부분', '1,900')
  await expect.poll(async () => (await payment(bought.paymentId))['status']).toBe('PARTIAL_CANCELLED')
  await page.reload()
  await cancelInConsole('전액')
  await expect.poll(async () => (await payment(bought.paymentId))['status']).toBe('CANCELLED')
  expect(await payment(bought.paymentId)).toMatchObject({
    amount: { total: 9_900, cancelled: 9_900 },
    cancellations: [
      { totalAmount: 1_900, trigger: 'CONSOLE' },
      { totalAmount: 8_000, trigger: 'CONSOLE' },
    ],
  })
  await page.reload()
  await page.getByText('전액 취소되었습니다.').first().waitFor()
})

async function payment(paymentId: string): Promise<Record<string, unknown>> {
  return readPayment(
    {
      demo: { ...system.demo, apiSecret: merchant.apiSecret, origins: { ...system.origins, simulators: '' } },
    },
    paymentId,
  )
}

async function cancelInConsole(scope: '부분' | '전액', amount?: string): Promise<void> {
  await page.getByRole('tab', { name: '결제취소' }).click()
  await page.getByRole('tabpanel').getByText(scope, { exact: true }).click()
  if (amount !== undefined) await page.getByLabel('취소 예정 금액').fill(amount)
  await page.getByRole('button', { name: '결제취소' }).click()
  await page
    .getByRole('dialog', { name: '결제를 취소할까요?' })
    .getByRole('button', { name: '결제취소' })
    .click()
}

test("a deleted secret fails on the very next call, and another merchant's store stays unseen", async () => {
  await page.goto(at('/integration-v2/manage/api-keys?version=v2'))
  await page.getByRole('button', { name: '운영 서버 삭제' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '삭제' }).click()
  await page.getByText('발급된 V2 API Secret이 없습니다.').waitFor()
  const refused = await fetch(`${system.origins.v2}/payments`, {
    headers: { authorization: `PortOne ${merchant.apiSecret}` },
  })
  expect(refused.status).toBe(401)

  const foreign = await context.request.get(at(`/console/api/stores/${system.demo.storeId}/payments`))
  expect(foreign.status()).toBe(404)
})
