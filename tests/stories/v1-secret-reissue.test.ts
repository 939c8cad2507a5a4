import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'

// Goal: whoever re-issues the V1 secret because it leaked is safe from the click on, and back in business with the new one.
let system: RunningSystem
let browser: Browser
let page: Page

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  page = await (await browser.newContext({ locale: 'ko-KR' })).newPage()
  page.setDefaultTimeout(20_000)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

test('re-issued in the console: the very next getToken with the former secret fails, with the new one it succeeds', async () => {
  const { email, password } = system.demo.console
  const v1 = openV1Client(system)
  const formerToken = await v1.token()
  await page.goto(`${system.origins.console}/auth/signin`)
  await page.getByLabel('이메일 주소(ID)').fill(email)
  await page.getByLabel('비밀번호', { exact: true }).fill(password)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/auth'))
  await page.goto(`${system.origins.console}/integration-v2/manage/api-keys?version=v1`)
  await page.getByText(system.demo.v1.userCode).first().waitFor()

  const answered = page.waitForResponse((response) => response.request().method() === 'POST' && response.ok())
  await page.getByRole('button', { name: 'REST API Secret 재발급' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'REST API Secret 재발급' }).click()
  const fresh = (await (await answered).json()) as { restKey: string; restSecret: string }

  const { restKey, restSecret } = system.demo.v1
  const withFormer = await v1.send('POST', '/users/getToken', { imp_key: restKey, imp_secret: restSecret })
  expect(withFormer).toMatchObject({ status: 401, code: -1, message: 'Unauthorized', response: null })
  expect((await v1.send('GET', '/banks', undefined, { authorization: formerToken })).status).toBe(401)
  const withNew = await v1.send('POST', '/users/getToken', {
    imp_key: restKey,
    imp_secret: fresh.restSecret,
  })
  expect(withNew).toMatchObject({ status: 200, code: 0 })
  expect(fresh.restKey).toBe(restKey)
  await page.getByText('새 REST API Secret을 발급했습니다.').first().waitFor()
})
