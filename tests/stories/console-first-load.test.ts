import { existsSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { ConsolePage } from '../setup/console-page.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { startSystem } from '../setup/running-system.ts'

// Goal: a phone on a slow line sees the console soon, so nothing heavy may slip into what every screen loads first.
const dist = fileURLToPath(new URL('../../console/dist', import.meta.url))

/** Everything that the browser must have before it draws anything: the scripts that the page itself names. */
function firstLoad(): readonly string[] {
  return [...read('index.html').matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(
    (match) => match[1] ?? '',
  )
}

const read = (file: string): string => readFileSync(`${dist}/${file}`, 'utf8')

test.runIf(existsSync(`${dist}/index.html`))(
  'the first script of the console stays within 200 kB, compressed',
  () => {
    const bytes = firstLoad().reduce((sum, file) => sum + gzipSync(read(file), { level: 9 }).length, 0)

    expect(bytes).toBeLessThanOrEqual(200_000)
    // Zero would mean that the page was misread.
    expect(bytes).toBeGreaterThan(50_000)
  },
)

test.runIf(existsSync(`${dist}/index.html`))('what the page names lies ready compressed', () => {
  const texts = [...read('index.html').matchAll(/(?:src|href)="\/((?:assets|fonts)\/[^"?]+)/g)].map(
    (match) => match[1] ?? '',
  )

  expect(texts.filter((file) => !existsSync(`${dist}/${file}.br`))).toEqual([])
})

// A name that each library keeps through minification: a class, a message, an attribute.
test.runIf(existsSync(`${dist}/index.html`)).each([
  ['the charts', 'recharts-surface'],
  ['the combo box', '@mantine/core/Combobox'],
  ['the drawer', '@mantine/core/Drawer'],
  ['the tooltip with its positioning', '@mantine/core/Tooltip'],
  ['the passkey ceremony', 'PublicKeyCredential'],
  ['the Korean words', '결제 내역'],
  ['the English words', 'Smart routing'],
])('%s are loaded when they are needed, and not before', (_what, mark) => {
  const script = firstLoad().map(read).join('\n')

  expect(script).not.toContain(mark)
})

// A slow 4G line carries 210 kB in a second, and the words and the style come beside the scripts.
test.runIf(existsSync(`${dist}/index.html`)).each([
  ['the sign-in', ['account/auth-layout', 'account/sign-in-screen']],
  ['the home', ['shell/shell', 'home/home-screen']],
])('%s is drawn from at most 300 kB, as they go over the line', (_what, screens) => {
  const files = new Set([
    ...firstLoad(),
    ...scriptsOf(['language/ko.ts', ...screens.map((name) => `${name}.tsx`)]),
  ])
  const bytes = [...files].reduce((sum, file) => sum + statSync(`${dist}/${file}.br`).size, 0)

  expect(bytes).toBeGreaterThan(150_000)
  expect(bytes).toBeLessThanOrEqual(300_000)
})

interface BuiltScript {
  readonly file: string
  readonly imports?: readonly string[]
}

/** The scripts of these sources with all that they import at once, as the build's manifest tells. */
function scriptsOf(sources: readonly string[]): ReadonlySet<string> {
  const manifest: Record<string, BuiltScript> = JSON.parse(read('assets/manifest.json'))
  const found = new Set<string>()
  const collect = (key: string): void => {
    const script = manifest[key]
    if (script === undefined) throw new Error(`no script was built of ${key}`)
    if (found.has(script.file)) return
    found.add(script.file)
    for (const next of script.imports ?? []) collect(next)
  }
  for (const source of sources) collect(`src/${source}`)
  return found
}

test('largest paint on a slow 4G line is printed; the goal is 2.5 s', async () => {
  const [system, browser] = await Promise.all([startSystem(), launchBrowser()])
  try {
    for (const [path, isSignedIn] of [
      ['/auth/signin', false],
      ['/', true],
    ] as const) {
      const page = await (await browser.newContext({ locale: 'ko-KR' })).newPage()
      const screen = new ConsolePage(page, system.origins.console)
      if (isSignedIn) await screen.signIn(system.demo.console)
      const line = await page.context().newCDPSession(page)
      await line.send('Network.enable')
      // Lighthouse's slow 4G: 150 ms of round trip, 1.6 Mbit/s down, 0.75 Mbit/s up.
      await line.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 150,
        downloadThroughput: (1.6 * 1024 * 1024) / 8,
        uploadThroughput: (0.75 * 1024 * 1024) / 8,
      })
      await page.goto(`${system.origins.console}${path}`)
      await screen.settle()
      const late = await page.evaluate(() => {
        const scripts = performance
          .getEntriesByType('resource')
          .filter(
            (entry) => entry instanceof PerformanceResourceTiming && /\/assets\/.*\.js$/.test(entry.name),
          )
        const first = scripts.find(({ name }) => name.includes('/first-'))
        if (first === undefined) return ['the first script itself']
        const drawn = /\/(?:ko|opening|shell|auth-layout|sign-in-screen|home-screen)-/
        return scripts
          .filter(({ name, startTime }) => drawn.test(name) && startTime > first.startTime + first.duration)
          .map(({ name }) => name)
      })
      const largestPaintMs = await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
              type: 'largest-contentful-paint',
              buffered: true,
            })
          }),
      )
      process.stdout.write(`\nlargest paint of ${path} on slow 4G: ${Math.round(largestPaintMs)} ms\n`)

      expect(largestPaintMs).toBeGreaterThan(0)
      // What draws the screen comes beside the first script, not after it.
      expect(late).toEqual([])
    }
  } finally {
    await browser.close()
    await system.stop()
  }
}, 120_000)
