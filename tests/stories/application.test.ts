import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: a merchant gets from terms to a completed contract by clicking, loses nothing on the way, and the operator of
// the installation moves the application.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)
const managerEmail = 'manager@shop.example'
let system: RunningSystem
let browser: Browser
let page: Page
let desk: Page
let folder: string
const pictures = process.env['NARU_PICTURES']

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naru-licence-'))
  await writeFile(join(folder, 'licence.png'), png)
  await writeFile(join(folder, 'page.png'), '<!doctype html><script>alert(1)</script>')
  await writeFile(join(folder, 'huge.pdf'), '%PDF-1.7')
  await truncate(join(folder, 'huge.pdf'), 50_000_000)
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  page = await newPage()
  desk = await newPage()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function newPage(): Promise<Page> {
  const context = await browser.newContext({ locale: 'ko-KR', viewport: { width: 1440, height: 900 } })
  const made = await context.newPage()
  made.setDefaultTimeout(20_000)
  return made
}
const at = (path: string): string => `${system.origins.console}${path}`
const button = (name: string | RegExp, on = page) =>
  on.getByRole('button', { name, exact: typeof name === 'string' })
const fill = (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
async function tags(label: string, ...words: string[]): Promise<void> {
  for (const word of words) {
    await page.getByRole('combobox', { name: label }).fill(word)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.press('Escape')
}
/** A method of a PG; its own input is as good as invisible, as people click on the word. */
const chip = (pg: string, method: string) =>
  page.getByRole('group', { name: pg, exact: true }).getByText(method, { exact: true })
const upload = (name: string) => page.locator('input[type=file]').setInputFiles(join(folder, name))
async function accessible(on: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page: on })
    .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
}
/** Set NARU_PICTURES to a folder to look at the screens. */
async function picture(name: string, on = page): Promise<void> {
  if (pictures === undefined) return
  for (const [width, scheme] of [
    [1440, 'dark'],
    [360, 'dark'],
    [360, 'light'],
    [1440, 'light'],
  ] as const) {
    await on.setViewportSize({ width, height: 900 })
    await on.evaluate(
      (value) => document.documentElement.setAttribute('data-mantine-color-scheme', value),
      scheme,
    )
    await on.screenshot({ path: join(pictures, `${name}-${width}-${scheme}.png`), fullPage: true })
  }
  await on.setViewportSize({ width: 1440, height: 900 })
}

test('before any application a test channel is there and can be used', async () => {
  await page.goto(at('/auth/signin'))
  await page.getByLabel('이메일 주소(ID)').fill(system.demo.console.email)
  await page.getByLabel('비밀번호', { exact: true }).fill(system.demo.console.password)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.getByRole('link', { name: '전자결제 신청' }).click()
  await page.waitForURL(at('/application/start'))
  await picture('1-start')
  await accessible(page)

  await page.getByRole('link', { name: '개발 연동 테스트' }).click()
  await page.waitForURL(/\/integration-v2\/manage\/channel/)
  await page.getByText('토스페이먼츠').first().waitFor()
  await expect.poll(() => page.getByText('테스트', { exact: true }).count()).toBeGreaterThan(0)
})

test('both required terms must be agreed to', async () => {
  await page.goto(at('/application/start'))
  await button('시작하기!').click()
  await expect.poll(() => page.getByText('필수 약관에 동의해 주세요.').count()).toBe(2)
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')))
    .toBe('true')

  await page.getByLabel('[필수] 개인정보 제3자 제공').check()
  await page.getByLabel('[필수] 개인정보 수집 및 이용').check()
  await button('시작하기!').click()
  await page.waitForURL(at('/application/business'))
  await page.getByText('미완료').waitFor()
})

test('a file that is no licence, and one of 50 MB, are refused in words', async () => {
  await upload('page.png')
  await page.getByText('JPG, PNG, PDF, TIFF 파일만 올릴 수 있습니다.').waitFor()
  await upload('huge.pdf')
  await page.getByText('파일이 너무 큽니다(50.0 MB). 10 MB 이하의 파일을 올려 주세요.').waitFor()
  await upload('licence.png')
  await page.getByText('licence.png').waitFor()
  await expect.poll(() => page.getByText('파일이 너무 큽니다').count()).toBe(0)
})

test('half a form is saved, left and found again', async () => {
  await page.getByLabel('법인사업자').check()
  await fill('상호', '나루 상회')
  await fill('사업자등록번호', '124-81-00999')
  await button('임시저장').click()
  await page.getByText('임시저장했습니다').waitFor()
  await fill('우편번호', '06236')
  await button('나가기').click()
  await page.getByText('저장하지 않고 나갈까요?').waitFor()
  await button('계속 작성하기').click()
  await button('임시저장').click()
  await page.getByText('임시저장했습니다').last().waitFor()
  await page.getByText(/^\d{4}-.* 저장$/).waitFor()
  await button('나가기').click()
  await page.waitForURL(at('/'))

  await page.getByRole('link', { name: '전자결제 신청' }).click()
  await page.waitForURL(at('/application/business'))
  await expect.poll(() => page.getByLabel('상호', { exact: true }).inputValue()).toBe('나루 상회')
  await expect.poll(() => page.getByLabel('우편번호').inputValue()).toBe('06236')
  await expect.poll(() => page.getByLabel('사업자등록번호').inputValue()).toBe('1248100999')
  await expect.poll(() => page.getByLabel('법인사업자').isChecked()).toBe(true)
  await page.getByText('licence.png').waitFor()
})

test('a wrong registration number is found, and the keyboard is led to it', async () => {
  await button('다음').click()
  await page.getByText('사업자등록번호가 올바르지 않습니다.').waitFor()
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')))
    .toBe('true')
  await expect.poll(() => page.getByLabel('상호', { exact: true }).inputValue()).toBe('나루 상회')
  await picture('2-business-errors')
  await accessible(page)
})

test('four pages lead to a submitted verification that cannot be changed', async () => {
  await fill('사업자등록번호', '124-81-00998')
  await fill('법인등록번호', '130111-0006246')
  await fill('주소', '서울 강남구 테헤란로 1')
  await tags('업태', '도매 및 소매업')
  await tags('종목', '전자상거래', '의류')
  await fill('이름(한글)', '홍길동')
  await fill('이름(영문)', 'Hong Gildong')
  await fill('전화번호', '010-1234-5678')
  await fill('생년월일', '1980-02-29')
  await page.getByLabel('계정 이메일을 사용할게요').check()
  await expect
    .poll(() => page.getByLabel('이메일', { exact: true }).inputValue())
    .toBe(system.demo.console.email)
  await button('다음').click()

  await button('대표자 1 정보 불러오기').click()
  await expect.poll(() => page.getByLabel('이름', { exact: true }).inputValue()).toBe('홍길동')
  await fill('이메일', managerEmail)
  await picture('3-manager')
  await button('다음').click()

  await tags('상세 판매 품목', '의류·잡화')
  await page.getByLabel('웹', { exact: true }).check()
  await page.getByRole('combobox', { name: '월 거래액' }).click()
  await page.getByRole('option', { name: '1억원 미만' }).click()
  await fill('서비스 URL', 'https://shop.example')
  await picture('4-service')
  await accessible(page)
  await button('다음').click()

  await page.getByText('제출한 뒤에는 수정할 수 없습니다.').waitFor()
  await picture('5-check')
  await accessible(page)
  await button('신청서 제출하기').click()
  await page.getByRole('dialog').getByRole('button', { name: '신청서 제출하기' }).click()
  await page.waitForURL(at('/application/pg'))
  await page.goto(at('/application/business'))
  await page.getByText('비즈니스 인증을 마쳤습니다').waitFor()
  expect(await button('임시저장').count()).toBe(0)
})

test('the recommended package and a direct choice fill one cart, and PGs ask what they need', async () => {
  await page.goto(at('/application/pg'))
  await page.getByLabel('신용카드 일반결제').check()
  await page.getByLabel('본인인증', { exact: true }).first().check()
  await button('추천 받기').click()
  await button('모두 담기').click()
  await page.getByRole('tab', { name: '간편결제' }).click()
  await chip('네이버페이 결제형', '간편결제').click()
  await chip('카카오페이', '간편결제').click()
  await picture('6-choose')
  await accessible(page)
  await button(/장바구니, 담은 결제수단 4개/).click()
  const cart = page.getByRole('dialog')
  await cart.getByRole('button', { name: '카카오페이 간편결제 빼기' }).click()
  await cart.getByRole('button', { name: '저장' }).click()
  await page.getByText('장바구니를 저장했습니다').waitFor()
  await cart.getByRole('button', { name: '돌아가기' }).click()

  await page.reload()
  await button(/장바구니, 담은 결제수단 3개/).waitFor()
  await button('결정했어요!').click()
  await page.getByLabel('홈페이지 이름').waitFor()
  await button('다음').click()
  await expect.poll(() => page.getByText('필수 항목입니다.').count()).toBe(2)
  await fill('홈페이지 이름', '나루 상회 몰')
  await page.getByLabel('자체개발').check()
  await picture('7-extra')
  await accessible(page)
  await button('다음').click()
  await page.getByText('나루 상회 몰').waitFor()
  await button('제출할게요').click()
  await page.waitForURL(at('/application/status'))
  await page.getByText('신청이 완료되었습니다').waitFor()
  await expect.poll(() => page.getByText('가입신청', { exact: true }).count()).toBe(3)
})

test('the merchant cancels one contract and may apply for it again', async () => {
  const naver = page.getByRole('group', { name: '네이버페이 결제형 간편결제', exact: true })
  await naver.getByRole('button', { name: '신청 취소' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '신청 취소' }).click()
  await naver.getByText('취소', { exact: true }).waitFor()
  await page.getByText('취소 1건').waitFor()

  await page.getByRole('link', { name: '결제수단을 추가로 신청할게요' }).click()
  await page.getByRole('tab', { name: '간편결제' }).click()
  await expect
    .poll(() => page.getByRole('checkbox', { name: '네이버페이 결제형 간편결제', exact: true }).isEnabled())
    .toBe(true)
  await page.getByRole('tab', { name: '일반결제' }).click()
  await expect
    .poll(() => page.getByRole('checkbox', { name: 'KG이니시스 신용카드', exact: true }).isEnabled())
    .toBe(false)
})

test('a merchant who opens the operator’s page finds a sign-in that does not take his account', async () => {
  await page.goto(at('/operator'))
  await page.getByLabel('이메일', { exact: true }).fill(system.demo.console.email)
  await page.getByLabel('비밀번호', { exact: true }).fill(system.demo.console.password)
  await button('운영자 로그인').click()
  await page.getByText('이메일 또는 비밀번호가 올바르지 않습니다.').waitFor()
  expect(await page.getByText('전자결제 신청 목록').count()).toBe(0)
})

test('the operator looks at the papers and moves the contract to completion', async () => {
  const file = JSON.parse(await readFile(join(system.dataDir, 'demo.json'), 'utf8')) as {
    operator: { email: string; password: string }
  }
  await desk.goto(at('/operator'))
  await desk.getByLabel('이메일', { exact: true }).fill(file.operator.email)
  await desk.getByLabel('비밀번호', { exact: true }).fill(file.operator.password)
  await button('운영자 로그인', desk).click()
  await desk.getByLabel('상호, 고객사 이름, 사업자등록번호').fill('124-81-00998')
  await picture('8-operator-list', desk)
  await accessible(desk)
  await desk.getByRole('link', { name: /나루 상회/ }).click()
  await desk.getByText('1980-02-29').waitFor()
  const [download] = await Promise.all([
    desk.waitForEvent('download'),
    desk.getByRole('link', { name: '사업자등록증 내려받기' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('licence.png')
  expect((await readFile(await download.path())).equals(png)).toBe(true)

  const card = desk.getByRole('group', { name: 'KG이니시스 신용카드', exact: true })
  for (const state of ['입점심사', '계약서', '카드사 심사', '완료']) {
    await card.getByRole('button', { name: `${state} 단계로` }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '옮기기' }).click()
    await card.getByText(state, { exact: true }).waitFor()
  }
  const identity = desk.getByRole('group', { name: 'KG이니시스 본인인증', exact: true })
  await identity.getByRole('button', { name: '입점심사 단계로' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '옮기기' }).click()
  await identity.getByRole('button', { name: '반려' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '반려' }).click()
  await desk.getByText('고객사가 읽을 내용을 적어 주세요.').waitFor()
  await desk.getByLabel('반려 사유').fill('서비스 화면을 확인할 수 없습니다.')
  await desk.getByRole('dialog').getByRole('button', { name: '반려' }).click()
  await identity.getByText('반려', { exact: true }).first().waitFor()
  await picture('9-operator-application', desk)
  await accessible(desk)
})

test('the merchant sees it, the manager has a mail for each step, and the way to the live channel is preset', async () => {
  await page.goto(at('/application'))
  await page.waitForURL(at('/application/status'))
  const card = page.getByRole('group', { name: 'KG이니시스 신용카드', exact: true })
  await card.getByText('완료', { exact: true }).waitFor()
  await page.getByText('서비스 화면을 확인할 수 없습니다.').waitFor()
  await picture('10-status')
  await accessible(page)

  const subjects = async () => {
    const response = await page.request.get(at(`/console/api/dev-mailbox?to=${managerEmail}`))
    return ((await response.json()) as { items: { subject: string }[] }).items.map(({ subject }) => subject)
  }
  await expect.poll(async () => (await subjects()).length).toBe(6)
  expect((await subjects()).toSorted()).toContain('전자결제 신청 진행 상황: KG이니시스 신용카드 완료')

  await card.getByRole('link', { name: '연동 바로가기' }).click()
  await page.waitForURL(/mode=LIVE/)
  await expect.poll(() => page.getByRole('combobox', { name: '결제대행사' }).inputValue()).toBe('KG이니시스')
})
