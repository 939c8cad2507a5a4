import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: whoever owns the merchant sees what was done, from which address, and what it changed; on a phone as well.
let system: RunningSystem
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  context = await browser.newContext({ locale: 'ko-KR', acceptDownloads: true })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(at('/auth/signin'))
  await page.getByLabel('이메일 주소(ID)').fill(system.demo.console.email)
  await page.getByLabel('비밀번호', { exact: true }).fill(system.demo.console.password)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.getByRole('link', { name: '감사 기록' }).waitFor()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const at = (path: string): string => `${system.origins.console}${path}`
const extra = '/integration-v2/manage/extra'
const form = () => page.getByRole('form', { name: 'API 호출 허용 주소 (화이트리스트)' })

test('a rule set without the present address asks first; nothing that was typed is lost', async () => {
  await page.goto(at(extra))
  await form().getByRole('switch', { name: '등록한 주소만 허용하기' }).check()
  await form().getByRole('button', { name: '규칙 추가' }).click()
  await form().getByLabel('1번째 규칙의 IP 주소 (CIDR)').fill('203.0.113.0/33')
  await form().getByLabel('1번째 규칙의 메모').fill('사무실')
  await form().getByRole('button', { name: '저장' }).click()
  await page.getByText('CIDR 형식으로 입력해 주세요').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''))
    .toContain('1번째 규칙의 IP 주소')

  await form().getByLabel('1번째 규칙의 IP 주소 (CIDR)').fill('203.0.113.0/24')
  await form().getByRole('button', { name: '저장' }).click()
  const dialog = page.getByRole('dialog', { name: '지금 접속한 주소가 규칙에 없습니다' })
  await dialog.getByRole('button', { name: '취소' }).click()
  await expect.poll(() => form().getByLabel('1번째 규칙의 메모').inputValue()).toBe('사무실')

  await form()
    .getByRole('button', { name: /현재 주소 추가/ })
    .click()
  await form().getByRole('button', { name: '저장' }).click()
  await page.getByText('허용 주소를 저장했습니다').waitFor()
  await page.reload()
  await expect
    .poll(() => form().getByLabel('1번째 규칙의 IP 주소 (CIDR)').inputValue())
    .toBe('203.0.113.0/24')
})

test('the V1 webhook can be told to retry, and its test call shows a V1 message', async () => {
  await page.goto(at('/integration-v2/manage/webhook?version=V1'))
  await page.getByLabel('Endpoint URL').fill(`${system.origins.shop}/nothing-here`)
  await page.getByRole('switch', { name: '실패하면 다시 보내기' }).check()
  await page.getByRole('button', { name: '저장' }).click()
  await page.getByText('웹훅 설정을 저장했습니다').waitFor()
  await page.getByRole('button', { name: '호출 테스트' }).click()

  await page.getByText('"merchant_uid"').waitFor()
  await page.reload()
  await expect.poll(() => page.getByRole('switch', { name: '실패하면 다시 보내기' }).isChecked()).toBe(true)
})

test('a re-issued V1 secret is another one, and only after the question', async () => {
  const path = at(`/console/api/stores/${system.demo.storeId}/v1-credential`)
  const shown = async (): Promise<{ restKey: string; restSecret: string }> =>
    (await page.request.get(path)).json()
  const former = await shown()
  await page.goto(at('/integration-v2/manage/api-keys?version=v1'))
  await page.getByRole('button', { name: 'REST API Secret 재발급' }).click()
  const dialog = page.getByRole('dialog')
  expect((await shown()).restSecret).toBe(former.restSecret)
  await dialog.getByRole('button', { name: 'REST API Secret 재발급' }).click()

  await page.getByText('새 REST API Secret을 발급했습니다').first().waitFor()
  const fresh = await shown()
  expect(fresh.restKey).toBe(former.restKey)
  expect(fresh.restSecret).not.toBe(former.restSecret)
})

test('the audit page tells who did it, from where, and every value before and after', async () => {
  await page.getByRole('link', { name: '감사 기록' }).click()
  await page
    .getByRole('button', { name: /API 호출 허용 주소 수정/ })
    .first()
    .click()
  const changes = page.getByRole('table', { name: '변경 내용' })
  await changes.getByText('203.0.113.0/24').waitFor()

  await expect.poll(() => page.getByText('127.0.0.1', { exact: true }).count()).toBeGreaterThan(0)
  await expect.poll(() => page.getByText(system.demo.console.email).count()).toBeGreaterThan(0)
  await page.getByRole('button', { name: /V1 REST API Secret 재발급/ }).waitFor()
  await page.getByRole('button', { name: /웹훅 설정 수정/ }).waitFor()
})

test('a filter stays in the address, and the file holds what the filter shows', async () => {
  await page.getByRole('combobox', { name: '분류' }).click()
  await page.getByRole('option', { name: '로그인', exact: true }).click()
  await page.waitForURL(/action=session/)
  await expect.poll(() => page.getByRole('button', { name: /API 호출 허용 주소/ }).count()).toBe(0)
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'CSV 다운로드' }).click(),
  ])
  const chunks: Buffer[] = []
  for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk))
  const text = Buffer.concat(chunks).toString('utf8')

  expect(text).toContain('session.open')
  expect(text).not.toContain('call-address.update')
})

const screens = [
  ['감사 기록', '/audit'],
  ['추가 설정 관리', extra],
  ['결제알림 V1', '/integration-v2/manage/webhook?version=V1'],
] as const
const looks = [
  [360, 'light'],
  [1440, 'dark'],
] as const

test.each(screens.flatMap(([name, path]) => looks.map(([width, scheme]) => ({ name, path, width, scheme }))))(
  '$name at $width px, $scheme: no barrier that axe knows, nothing beside the edge',
  async ({ name, path, width, scheme }) => {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await page.evaluate((value) => localStorage.setItem('naru.theme', value), scheme)
    await page.goto(at(path))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    if (path === '/audit')
      await page
        .getByRole('button', { name: /허용 주소 수정/ })
        .first()
        .click()
    const pictures = process.env['NARU_PICTURES']
    if (pictures !== undefined) {
      await page.screenshot({ path: `${pictures}/${name} ${width} ${scheme}.png`, fullPage: true })
    }

    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
      .toBeLessThanOrEqual(width)
  },
)
