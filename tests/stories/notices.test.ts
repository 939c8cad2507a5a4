import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { ConsolePage } from '../setup/console-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: what the operator writes, every merchant finds on his home screen; nobody else writes there.
let system: RunningSystem
let browser: Browser
let page: Page
let screen: ConsolePage

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  page = await (await browser.newContext({ locale: 'ko-KR', reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(20_000)
  screen = new ConsolePage(page, system.origins.console)
  await screen.signIn(system.demo.console)
  const file = JSON.parse(await readFile(join(system.dataDir, 'demo.json'), 'utf8')) as {
    operator: { email: string; password: string }
  }
  await screen.signInOperator(file.operator)
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const desk = (method: string, path: string, data?: object, headers: object = {}) =>
  page.request.fetch(`${system.origins.console}/operator/api/notices${path}`, {
    method,
    headers: { origin: system.origins.console, 'x-naru-console': '1', ...headers },
    ...(data === undefined ? {} : { data }),
  })
const words = { kind: 'NEWS', titleKo: '새 기능', bodyKo: '한 줄\n두 줄', titleEn: '', bodyEn: '' }

test('the operator writes a notice, and a merchant reads it at home', async () => {
  await screen.open('/operator/notices')
  await page.getByRole('button', { name: '글 쓰기' }).click()
  await page.getByRole('button', { name: '저장' }).click()
  await page.getByText('제목은(는) 필수 항목입니다.').waitFor()
  await expect
    .poll(() => page.getByLabel('제목', { exact: true }).evaluate((box) => box === document.activeElement))
    .toBe(true)
  await page.getByLabel('제목', { exact: true }).fill('정기 점검 안내')
  await page.getByLabel('내용', { exact: true }).fill('새벽 2시부터\n30분 동안 멈춥니다.')
  await page.getByRole('button', { name: '저장' }).click()
  await page.getByText('정기 점검 안내').waitFor()

  await screen.open('/')
  const notices = page.getByRole('region', { name: '공지사항' })
  await notices.getByRole('link', { name: '정기 점검 안내' }).click()
  await page.getByText('30분 동안 멈춥니다.').waitFor()
  expect(new URL(page.url()).pathname).toBe('/notices')
  // Nothing was written in English, so English readers see the Korean words and not an empty line.
  await screen.wear({ language: 'en', width: 360, scheme: 'light' })
  await page.getByRole('button', { name: /정기 점검 안내/ }).waitFor()
}, 60_000)

test('two operators cannot overwrite each other, and what is deleted is gone', async () => {
  const made = (await (await desk('POST', '', words)).json()) as { noticeId: string; rowVersion: number }
  const path = `/${made.noticeId}`
  const changed = { ...words, titleKo: '바뀐 제목', rowVersion: made.rowVersion }
  expect((await desk('PUT', path, changed)).status()).toBe(200)
  expect((await desk('PUT', path, changed)).status()).toBe(409)
  expect((await desk('DELETE', path)).status()).toBe(200)
  expect((await desk('DELETE', path)).status()).toBe(404)
  expect((await desk('PUT', path, { ...changed, rowVersion: 2 })).status()).toBe(404)
  expect((await desk('DELETE', '/%00')).status()).toBe(404)
})

test.each([
  { titleKo: ' ', names: ['titleKo'] },
  { bodyKo: '', titleKo: 'x'.repeat(81), names: ['bodyKo', 'titleKo'] },
  { titleEn: 'half', names: ['bodyEn'] },
  { bodyEn: 'half', names: ['titleEn'] },
])('refuses $names', async ({ names, ...wrong }) => {
  const answer = await desk('POST', '', { ...words, ...wrong })

  expect(answer.status()).toBe(422)
  expect(Object.keys(((await answer.json()) as { fields: object }).fields).toSorted()).toEqual(names)
})

test('nobody else writes: neither a stranger nor a page of another origin', async () => {
  const asked = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(words),
  }
  const stranger = await fetch(`${system.origins.console}/operator/api/notices`, asked)
  const forged = await desk('POST', '', words, { origin: 'https://evil.example' })

  expect(stranger.status).toBe(404)
  expect(forged.status()).toBe(403)
})
