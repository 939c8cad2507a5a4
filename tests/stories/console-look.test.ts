import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { QueryClient } from '@tanstack/react-query'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConsoleRouter } from '@naru/console/app/router'
import { en } from '@naru/console/language/en'
import { ko } from '@naru/console/language/ko'
import { signInAsDemo } from '../attack/console-client.ts'
import { makeBusy, type BusyMerchant } from '../setup/busy-merchant.ts'
import { ConsolePage, type Look } from '../setup/console-page.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: every screen of the console, in both languages, both widths and both schemes, is finished for everybody.
let system: RunningSystem
let browser: Browser
let page: Page
let screen: ConsolePage
let busy: BusyMerchant
let merchantId: string

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  const owner = await signInAsDemo(system)
  busy = await makeBusy(system, owner)
  merchantId = ((await owner.call('GET', '/me')).json as { merchant: { merchantId: string } }).merchant
    .merchantId
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

interface Visit {
  readonly path: string
  /** Answers of the API that belong to the screen: a link that is not valid, for instance. */
  readonly refusals?: readonly number[]
}

/** The addresses to look at for each route of the router. */
function visitsOf(): Readonly<Record<string, readonly Visit[]>> {
  const payment = `/payments/${encodeURIComponent(busy.paymentId)}?mode=TEST`
  const group = encodeURIComponent(busy.groupId)
  return {
    '/auth/signin': [{ path: '/auth/signin' }],
    '/auth/signup': [{ path: '/auth/signup' }],
    '/auth/verify-email': [{ path: '/auth/verify-email?token=unknown', refusals: [404] }],
    '/auth/password/forgot': [{ path: '/auth/password/forgot' }],
    '/auth/password/reset': [{ path: '/auth/password/reset?token=unknown' }],
    '/auth/invite': [{ path: '/auth/invite?token=unknown', refusals: [404] }],
    '/auth/change-email': [{ path: '/auth/change-email?token=unknown', refusals: [410] }],
    '/dev/mailbox': [{ path: '/dev/mailbox' }],
    '/operator/welcome': [{ path: '/operator/welcome?token=unknown' }],
    '/operator': [{ path: '/operator' }],
    '/operator/applications/$merchantId': [{ path: `/operator/applications/${merchantId}` }],
    '/operator/notices': [{ path: '/operator/notices' }],
    '/': [{ path: '/' }],
    '/notices': [{ path: '/notices?kind=NOTICE' }],
    '/payments': [{ path: '/payments?mode=TEST' }, { path: '/payments?mode=LIVE' }],
    '/payments/$paymentId': [
      { path: payment },
      { path: `${payment}&tab=cancel` },
      { path: `${payment}&tab=webhooks` },
    ],
    '/checkout': [{ path: '/checkout' }],
    '/promotion': [{ path: '/promotion' }, { path: `/promotion?promotion=${busy.promotionId}` }],
    '/payments/identity-verifications': [{ path: '/payments/identity-verifications' }],
    '/payments/identity-verifications/$identityVerificationId': [
      { path: `/payments/identity-verifications/${busy.identityVerificationId}` },
    ],
    '/integration-v2/manage/channel': [
      { path: '/integration-v2/manage/channel' },
      { path: '/integration-v2/manage/channel?mode=LIVE' },
    ],
    '/integration-v2/manage/api-keys': [
      { path: '/integration-v2/manage/api-keys?version=v1' },
      { path: '/integration-v2/manage/api-keys?version=v2' },
    ],
    '/integration-v2/manage/webhook': [
      { path: '/integration-v2/manage/webhook?version=V2' },
      { path: '/integration-v2/manage/webhook?version=V1&mode=LIVE' },
    ],
    '/integration-v2/manage/extra': [{ path: '/integration-v2/manage/extra' }],
    '/integration-v2/smart-routing': [
      { path: '/integration-v2/smart-routing' },
      { path: `/integration-v2/smart-routing?group=${group}` },
    ],
    '/application/start': [{ path: '/application/start' }],
    '/application/business': [{ path: '/application/business' }],
    '/application/pg': [{ path: '/application/pg' }],
    '/application/status': [{ path: '/application/status' }],
    '/payments/billing': [{ path: '/payments/billing?mode=TEST' }],
    '/payments/billing/keys': [{ path: '/payments/billing/keys?mode=TEST' }],
    '/payments/cash-receipts': [{ path: '/payments/cash-receipts?mode=TEST' }],
    '/reconciliation/summary': [
      { path: '/reconciliation/summary?mode=TEST' },
      { path: '/reconciliation/summary' },
    ],
    '/reconciliation/transactions': [{ path: '/reconciliation/transactions?mode=TEST' }],
    '/reconciliation/vat': [{ path: '/reconciliation/vat?mode=TEST' }],
    '/merchant': ['business', 'accounts', 'store', 'emergency'].map((tab) => ({
      path: `/merchant?tab=${tab}`,
    })),
    '/audit': [{ path: '/audit' }],
    '/account': [{ path: '/account' }],
  }
}

/** Addresses that only lead on. */
const ways: Readonly<Record<string, string>> = {
  '/auth': '/auth/signin',
  '/reconciliation': '/reconciliation/summary',
  '/integration-v2/manage': '/integration-v2/manage/channel',
  '/application': '/application/status',
}

/** Each is one step from the one before. axe looks twice, so that it sees each language, width and scheme. */
const looks: readonly (Look & { readonly axe: boolean })[] = [
  { language: 'ko', width: 1440, scheme: 'light', axe: true },
  { language: 'ko', width: 1440, scheme: 'dark', axe: false },
  { language: 'ko', width: 360, scheme: 'dark', axe: false },
  { language: 'ko', width: 360, scheme: 'light', axe: false },
  { language: 'en', width: 360, scheme: 'light', axe: false },
  { language: 'en', width: 360, scheme: 'dark', axe: true },
  { language: 'en', width: 1440, scheme: 'dark', axe: false },
  { language: 'en', width: 1440, scheme: 'light', axe: false },
]

test('every route of the console is looked at', () => {
  const { routesByPath } = createConsoleRouter(new QueryClient())

  expect([...Object.keys(visitsOf()), ...Object.keys(ways)].toSorted()).toEqual(
    Object.keys(routesByPath).toSorted(),
  )
})

test('addresses between screens lead to one', async () => {
  for (const [from, to] of Object.entries(ways)) {
    await screen.open(from)
    expect(new URL(page.url()).pathname).toBe(to)
  }
})

test('every screen is whole: no sideways scrolling, no missing word, no error, nothing that axe finds', async () => {
  const problems: unknown[] = []
  for (const { path, refusals = [] } of Object.values(visitsOf()).flat()) {
    try {
      problems.push(...(await problemsOf(path)))
    } catch (error) {
      problems.push([path, String(error)])
    }
    problems.push(...screen.takeErrors(refusals).map((error) => [path, error]))
  }

  expect(problems).toEqual([])
}, 900_000)

async function problemsOf(path: string): Promise<unknown[]> {
  const problems: unknown[] = []
  await screen.open(path)
  problems.push(
    ...(await screen.shiftProblems()).map((problem) => [path, problem]),
    ...(await screen.focusProblems()).map((problem) => [path, problem]),
  )
  for (const { axe, ...look } of looks) {
    await screen.wear(look)
    const where = `${path} ${look.language} ${look.width} ${look.scheme}`
    const words = look.language === 'ko' ? ([ko, en] as const) : ([en, ko] as const)
    problems.push(
      ...(await screen.widthProblems()).map((problem) => [where, problem]),
      ...(await screen.wordProblems(words[0], words[1])).map((problem) => [where, problem]),
    )
    if (!axe) continue
    const { violations } = await new AxeBuilder({ page })
      // One page is enough for pages without frames, and a second one costs as much as the rest.
      .setLegacyMode()
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .analyze()
    problems.push(
      ...violations.map(({ id, nodes }) => [where, id, nodes.map(({ html }) => html.slice(0, 200))]),
    )
  }
  return problems
}
