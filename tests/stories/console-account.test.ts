import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { oneTimeCode } from '../setup/one-time-code.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: a merchant signs up, guards his account and leaves, all by clicking; nobody else gets in on the way.
let system: RunningSystem
let browser: Browser
let context: BrowserContext
let page: Page
let email = `owner-${process.pid}@shop.example`
let password = 'Sailing2026'
let secret = ''
let recoveryCodes: string[] = []
/** Time steps whose code was typed already; a code works once. */
const usedSteps = new Set<number>()

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  context = await browser.newContext({ locale: 'ko-KR' })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const at = (path: string): string => `${system.origins.console}${path}`
const section = (title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) })
const dialog = () => page.getByRole('dialog')
const told = (text: string) => page.getByText(text).first().waitFor()

/**
 * A code of the app that was not used yet. The server takes one step early and one late: the present code is good for
 * half a minute at least, the next one for longer, so that neither grows old on a busy machine.
 */
function freshCode(): string {
  const now = Math.floor(Date.now() / 30_000)
  const step = [now, now + 1].find((one) => one > Math.max(0, ...usedSteps))
  if (step === undefined) throw new Error('no unused code in this window')
  usedSteps.add(step)
  return oneTimeCode(secret, step * 30_000)
}

async function mailTo(address: string): Promise<{ subject: string; text: string }> {
  const answer = await context.request.get(at(`/console/api/dev-mailbox?to=${encodeURIComponent(address)}`))
  const { items } = (await answer.json()) as { items: { subject: string; text: string }[] }
  if (items[0] === undefined) throw new Error(`no mail to ${address}`)
  return items[0]
}
async function linkTo(address: string, path: string): Promise<string> {
  const { text } = await mailTo(address)
  return new RegExp(`https?://\\S+${path}\\?token=\\S+`).exec(text)?.[0] ?? ''
}

async function fillSignIn(on: Page, typed = password): Promise<void> {
  await on.getByLabel('이메일 주소(ID)').fill(email)
  await on.getByLabel('비밀번호', { exact: true }).fill(typed)
  await on.getByRole('button', { name: '로그인', exact: true }).click()
}

test('a weak password and an unticked required term are refused; a valid sign-up sends a mail', async () => {
  await page.goto(at('/auth/signup'))
  await page.getByLabel('이메일', { exact: true }).fill(email)
  await page.getByLabel('비밀번호', { exact: true }).fill('weak')
  await page.getByLabel('비밀번호 확인').fill('weak')
  await page.getByLabel('전체 동의').check()
  await page.getByRole('button', { name: '가입', exact: true }).click()
  await told('영문 대문자·소문자·숫자를 포함해 8자 이상 입력해 주세요.')

  await page.getByLabel('비밀번호', { exact: true }).fill(password)
  await page.getByLabel('비밀번호 확인').fill(password)
  await page.getByLabel('[필수] 이용약관').uncheck()
  await page.getByRole('button', { name: '가입', exact: true }).click()
  await told('필수 약관에 동의해 주세요.')

  await page.getByLabel('[필수] 이용약관').check()
  await page.getByRole('button', { name: '가입', exact: true }).click()
  await told('인증 메일을 보냈습니다')
  expect((await mailTo(email)).subject).toBe('회원가입 이메일 인증 안내')
})

test('no login before the link, login after it, and a second click is harmless', async () => {
  await page.goto(at('/auth/signin'))
  await fillSignIn(page)
  await page.getByRole('button', { name: '인증 메일 재발송' }).waitFor()

  const link = await linkTo(email, '/auth/verify-email')
  await page.goto(link)
  await told('이메일 인증이 끝났습니다')
  await page.goto('about:blank')
  await page.goto(link)
  await told('이미 인증된 이메일입니다')

  // Where the link leads afterwards is a page of this origin, whatever it says.
  await page.goto(at('/auth/signin?redirect=https%3A%2F%2Fevil.example%2Fsteal'))
  await fillSignIn(page)
  await told('연동 시작하기')
  expect(new URL(page.url()).origin).toBe(new URL(system.origins.console).origin)
})

test('the first login finds one store with its badge, a V1 code, key and secret, and no V2 secret', async () => {
  await page.getByRole('button', { name: /상점 선택/ }).click()
  const stores = page.getByRole('option').or(page.getByRole('menuitem')).filter({ hasText: '대표' })
  await stores.first().waitFor()
  await expect.poll(() => stores.count()).toBe(1)
  await page.keyboard.press('Escape')

  await page.goto(at('/integration-v2/manage/api-keys?version=v2'))
  await told('발급된 V2 API Secret이 없습니다.')
  await page
    .getByText(/^store-[0-9a-f-]{36}$/)
    .first()
    .waitFor()
  await page.goto(at('/integration-v2/manage/api-keys?version=v1'))
  await page
    .getByText(/^imp\d{8}$/)
    .first()
    .waitFor()
  await page
    .getByText(/^\d{16}$/)
    .first()
    .waitFor()
  await page.getByRole('button', { name: /REST API Secret 보기/ }).click()
  await page
    .getByText(/^[\w-]{80}$/)
    .first()
    .waitFor()
})

test('two-factor login is set up with the picture or the typed key; a new picture kills the old', async () => {
  await page.goto(at('/account'))
  await section('2차 인증').getByRole('button', { name: '2차 인증 설정' }).click()
  await dialog().getByLabel('현재 비밀번호').fill('Wrong-Guess-1')
  await dialog().getByRole('button', { name: '계속' }).click()
  await told('비밀번호가 올바르지 않습니다.')
  await dialog().getByLabel('현재 비밀번호').fill(password)
  await dialog().getByRole('button', { name: '계속' }).click()
  await page.getByRole('img', { name: '인증 앱에 등록할 QR 코드' }).waitFor()
  const key = async () => (await dialog().locator('code').first().textContent())?.replaceAll(' ', '') ?? ''
  const old = await key()
  expect(old).toMatch(/^[A-Z2-7]{32}$/)

  await dialog().getByRole('button', { name: '새 QR 코드 만들기' }).click()
  await expect.poll(key).not.toBe(old)
  secret = await key()
  await dialog().getByLabel('앱에 표시된 6자리 코드').fill(oneTimeCode(old, Date.now()))
  await dialog().getByRole('button', { name: '확인하고 켜기' }).click()
  await told('코드가 올바르지 않거나 이미 사용되었습니다.')
  await dialog().getByLabel('앱에 표시된 6자리 코드').fill(freshCode())
  await dialog().getByRole('button', { name: '확인하고 켜기' }).click()

  const list = dialog().getByRole('list', { name: '복구 코드' }).getByRole('listitem')
  await list.first().waitFor()
  recoveryCodes = await list.allTextContents()
  expect(recoveryCodes).toHaveLength(10)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: '파일로 저장' }).click(),
  ])
  const file = await (await download.createReadStream()).toArray()
  for (const code of recoveryCodes) expect(Buffer.concat(file).toString('utf8')).toContain(code)
  await dialog().getByRole('button', { name: '복구 코드를 보관했습니다' }).click()
  await told('남은 복구 코드 10개')
})

test('signing in now takes the code: a wrong one is told at its field, a recovery code works, a trusted browser is not asked again', async () => {
  const other = await browser.newContext({ locale: 'ko-KR' })
  const phone = await other.newPage()
  phone.setDefaultTimeout(20_000)
  await phone.goto(at('/auth/signin?redirect=/account'))
  await fillSignIn(phone)
  const code = phone.getByLabel('인증 코드')
  await code.fill('000000')
  await phone.getByRole('button', { name: '확인' }).click()
  await phone.getByText('코드가 올바르지 않거나 이미 사용되었습니다.').waitFor()
  await expect.poll(() => code.getAttribute('aria-invalid')).toBe('true')
  expect((await other.request.get(at('/console/api/me'))).status()).toBe(401)

  await phone.getByRole('button', { name: /복구 코드 사용/ }).click()
  await phone.getByLabel('복구 코드').fill(recoveryCodes[0] ?? '')
  await phone.getByLabel('이 브라우저에서 30일 동안 코드를 묻지 않기').check()
  await phone.getByRole('button', { name: '확인' }).click()
  await phone.getByRole('heading', { name: '내 정보 관리' }).waitFor()
  await phone.getByText('남은 복구 코드 9개').waitFor()

  await other.request.post(at('/console/api/sign-out'), {
    headers: { 'x-naru-console': '1', origin: system.origins.console },
  })
  await phone.goto(at('/auth/signin'))
  await fillSignIn(phone)
  await phone.getByText('연동 시작하기').waitFor()
})

test('the other device is listed in words, and is out at once when it is signed out', async () => {
  await page.reload()
  const rows = section('로그인된 기기').getByRole('listitem')
  await expect.poll(() => rows.count()).toBe(2)
  await expect.poll(() => rows.filter({ hasText: '지금 이 기기' }).count()).toBe(1)
  await expect.poll(() => rows.first().textContent()).toMatch(/Chrome · Linux/)
  const phone = browser.contexts().at(-1)
  expect((await phone?.request.get(at('/console/api/me')))?.status()).toBe(200)

  await section('로그인된 기기').getByRole('button', { name: '다른 모든 기기에서 로그아웃' }).click()
  await dialog().getByRole('button', { name: '다른 모든 기기에서 로그아웃' }).click()
  await told('다른 모든 기기에서 로그아웃했습니다')

  expect((await phone?.request.get(at('/console/api/me')))?.status()).toBe(401)
  const back = await phone?.newPage()
  await back?.goto(at('/auth/signin'))
  if (back !== undefined) await fillSignIn(back)
  await back?.getByLabel('인증 코드').waitFor()
  await phone?.close()
})

test('a passkey is added, renamed, signs in alone with no code, and is removed', async () => {
  const cdp = await context.newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await section('패스키').getByRole('button', { name: '패스키 등록' }).click()
  await expect.poll(() => dialog().getByLabel('이름').inputValue()).toBe('Chrome · Linux')
  await dialog().getByLabel('이름').fill('내 노트북')
  await dialog().getByLabel('현재 비밀번호').fill(password)
  await dialog().getByRole('button', { name: '계속' }).click()
  await told('패스키를 등록했습니다')
  await section('패스키').getByRole('button', { name: '내 노트북 이름 변경' }).click()
  await dialog().getByLabel('이름').fill('회사 노트북')
  await dialog().getByRole('button', { name: '저장' }).click()
  await section('패스키').getByText('회사 노트북').waitFor()

  await signOut()
  await page.goto(at('/auth/signin?redirect=/account'))
  await passByPasskey()
  await page.getByRole('heading', { name: '내 정보 관리' }).waitFor()
  await section('패스키')
    .getByText(/최근 사용/)
    .waitFor()

  await section('패스키').getByRole('button', { name: '회사 노트북 삭제' }).click()
  await dialog().getByLabel('현재 비밀번호').fill(password)
  await dialog().getByRole('button', { name: '삭제' }).click()
  await told('등록한 패스키가 없습니다.')
  await signOut()
  await page.goto(at('/auth/signin'))
  await passByPasskey()
  await told('패스키를 확인하지 못했습니다.')
  expect((await context.request.get(at('/console/api/me'))).status()).toBe(401)
  await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
  await cdp.detach()
})

/** The button, unless the browser already took the passkey from the autofill offer. */
async function passByPasskey(): Promise<void> {
  await page
    .getByRole('button', { name: '패스키로 로그인' })
    .click({ timeout: 5_000 })
    .catch(() => undefined)
}

async function signOut(): Promise<void> {
  await page.getByRole('button', { name: '내 계정' }).click()
  await page.getByRole('menuitem', { name: '로그아웃' }).click()
  await page.getByRole('button', { name: '로그인', exact: true }).waitFor()
}

test('a new password and a new e-mail count from the moment they should', async () => {
  await page.goto(at('/auth/signin?redirect=/account'))
  await fillSignIn(page)
  await page.getByLabel('인증 코드').fill(freshCode())
  await page.getByRole('button', { name: '확인' }).click()
  await section('비밀번호').getByRole('button', { name: '비밀번호 변경' }).click()
  await dialog().getByLabel('현재 비밀번호').fill(password)
  await dialog().getByLabel('새 비밀번호', { exact: true }).fill('Rowing2027')
  await dialog().getByLabel('새 비밀번호 확인').fill('Rowing2027')
  await dialog().getByRole('button', { name: '비밀번호 변경' }).click()
  await told('비밀번호를 바꿨습니다.')
  password = 'Rowing2027'

  const next = `new-${email}`
  await section('로그인 이메일').getByRole('button', { name: '이메일 변경' }).click()
  await dialog().getByLabel('새 이메일').fill(system.demo.console.email)
  await dialog().getByLabel('현재 비밀번호').fill(password)
  await dialog().getByRole('button', { name: '인증 메일 보내기' }).click()
  await told('이미 가입했거나 가입한 적이 있는 이메일입니다.')
  await dialog().getByLabel('새 이메일').fill(next)
  await dialog().getByRole('button', { name: '인증 메일 보내기' }).click()
  await told(`${next} 인증을 기다리고 있습니다.`)
  await page.goto(await linkTo(next, '/auth/change-email'))
  await told('로그인 이메일을 바꿨습니다')
  expect((await mailTo(email)).subject).toBe('로그인 이메일이 변경되었습니다')
  email = next
  await page.getByRole('link', { name: '내 정보 관리로' }).click()
  await section('로그인 이메일').getByText(email).waitFor()
})

test('withdrawal says what it ends, asks for name and password, and the API key is dead on the next call', async () => {
  await page.goto(at('/integration-v2/manage/api-keys?version=v2'))
  await page.getByRole('button', { name: '새로운 API Secret 발급' }).click()
  await page.getByLabel('Secret 이름').fill('운영 서버')
  await page.getByRole('button', { name: '생성' }).click()
  const key =
    (
      await page
        .getByText(/^naru_sk_/)
        .first()
        .textContent()
    )?.trim() ?? ''
  await page.getByRole('button', { name: 'API Secret을 확인했습니다' }).click()
  const call = async () =>
    (await fetch(`${system.origins.v2}/payments`, { headers: { authorization: `PortOne ${key}` } })).status
  expect(await call()).toBe(200)

  await page.goto(at('/account'))
  await section('회원 탈퇴').getByRole('button', { name: '회원 탈퇴' }).click()
  await dialog().getByText('V1·V2 API 키와 웹훅 시크릿이 즉시 폐기되어').waitFor()
  await dialog().getByText('이미 결제된 금액은 취소되지 않습니다.').waitFor()
  await dialog()
    .getByLabel(/글자를 입력해 주세요/)
    .fill('다른 이름')
  await dialog().getByLabel('현재 비밀번호').fill(password)
  await dialog().getByRole('button', { name: '탈퇴하기' }).click()
  await dialog().getByText('화면에 보이는 그대로 입력해 주세요.').waitFor()
  await dialog()
    .getByLabel(/글자를 입력해 주세요/)
    .fill('대표 상점')
  await dialog().getByRole('button', { name: '탈퇴하기' }).click()
  await told('회원 탈퇴가 완료되었습니다')

  expect(await call()).toBe(401)
  await fillSignIn(page)
  await told('이메일 또는 비밀번호가 올바르지 않습니다.')
})
