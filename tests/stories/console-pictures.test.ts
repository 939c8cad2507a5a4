import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { makeBusy, type BusyMerchant } from '../setup/busy-merchant.ts'
import { ConsolePage } from '../setup/console-page.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { comparePictures, lettersOf, packPicture, steadyWords } from '../setup/picture.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: a change that moves something on a main screen is seen by whoever makes it. `npm run pictures` renews them.
const renews = process.env['NARU_RENEW_PICTURES'] === '1'
const folder = (name: string): string => fileURLToPath(new URL(`../${name}/`, import.meta.url))
const references = folder('pictures-reference')
const results = folder('pictures')

/** What the reference pictures were made with. Other letters or another browser draw other pixels. */
interface MadeWith {
  readonly browser: string
  readonly letters: string
}

let system: RunningSystem
let browser: Browser
let page: Page
let screen: ConsolePage
let busy: BusyMerchant
let otherwise: string | undefined

beforeAll(async () => {
  browser = await launchBrowser()
  page = await (await browser.newContext({ locale: 'ko-KR', reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(20_000)
  system = await startSystem()
  screen = new ConsolePage(page, system.origins.console)
  await screen.open('/auth/signin')
  const now: MadeWith = { browser: browser.version(), letters: await lettersOf(page) }
  const file = join(references, 'made-with.json')
  if (renews) {
    await rm(references, { recursive: true, force: true })
    await mkdir(references, { recursive: true })
    await writeFile(file, `${JSON.stringify(now, undefined, 2)}\n`)
  } else if (existsSync(file)) {
    const then = JSON.parse(await readFile(file, 'utf8')) as MadeWith
    if (then.browser !== now.browser) {
      otherwise = `the reference pictures were made with Chromium ${then.browser}, and this is ${now.browser}`
    } else if (then.letters !== now.letters) {
      otherwise = 'the reference pictures were made with other fonts'
    }
  } else otherwise = 'there are no reference pictures: npm run pictures makes them'
  if (otherwise !== undefined) return
  await rm(results, { recursive: true, force: true })
  busy = await makeBusy(system, await signInAsDemo(system))
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})
beforeEach(({ skip }) => {
  if (otherwise !== undefined) skip(otherwise)
})

const payment = (): string => `/payments/${encodeURIComponent(busy.paymentId)}?mode=TEST`
interface Shown {
  readonly name: string
  readonly path: () => string
  readonly act?: () => Promise<void>
}

const screens: readonly Shown[] = [
  { name: 'sign-in', path: () => '/auth/signin' },
  { name: 'home', path: () => '/' },
  { name: 'channels', path: () => '/integration-v2/manage/channel' },
  { name: 'add-channel', path: () => '/integration-v2/manage/channel', act: openChannelForm },
  { name: 'payments', path: () => '/payments?mode=TEST' },
  { name: 'payment', path: payment },
  { name: 'api-keys', path: () => '/integration-v2/manage/api-keys?version=v2' },
  { name: 'webhook', path: () => '/integration-v2/manage/webhook' },
  { name: 'members', path: () => '/merchant?tab=accounts' },
  { name: 'application-status', path: () => '/application/status' },
]

async function openChannelForm(): Promise<void> {
  await page.getByRole('button', { name: '채널 추가' }).first().click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('combobox', { name: '결제대행사' }).click()
  await page.getByRole('option', { name: '토스페이먼츠' }).click()
  await drawer.getByRole('radio', { name: /신모듈/ }).check()
  await drawer.getByRole('button', { name: '다음' }).click()
  await drawer.getByLabel('채널 이름').waitFor()
}

test.each(screens)(
  'the screen $name looks as it did',
  async ({ name, path, act }) => {
    if (name === 'home') await screen.signIn(system.demo.console)
    const changed: string[] = []
    for (const width of [1440, 360]) {
      await screen.open(path())
      await screen.wear({ language: 'ko', width, scheme: 'light' })
      await act?.()
      await screen.settle()
      await steadyWords(page)
      // Where the mouse rests, something may be lit.
      await page.mouse.move(0, 0)
      const actual = await page.screenshot({ animations: 'disabled', caret: 'hide' })
      const file = `${name}-${width}.png`
      if (renews) {
        await writeFile(join(references, file), packPicture(actual))
        continue
      }
      const difference = comparePictures(await readFile(join(references, file)), actual)
      if (difference === undefined) continue
      await mkdir(results, { recursive: true })
      await writeFile(join(results, file), actual)
      await writeFile(join(results, `${name}-${width}-difference.png`), difference.picture)
      changed.push(`${file}: ${difference.pixels} pixels, see tests/pictures/${name}-${width}-difference.png`)
    }

    expect(changed).toEqual([])
  },
  60_000,
)
