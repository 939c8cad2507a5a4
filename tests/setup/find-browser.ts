import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'

const run = promisify(execFile)

/** A browser that really starts on this machine. */
export interface FoundBrowser {
  readonly path: string
  /** Flags that this build needs beside ours. */
  readonly flags: readonly string[]
  /** Libraries that it needs beside the system's. */
  readonly environment: Readonly<Record<string, string>>
}

/** Nothing is fetched in the background, and a machine without a graphics card will do. */
const quietFlags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let found: Promise<FoundBrowser> | undefined

/** The first of `CHROME_PATH`, an installed Chrome or Chromium, and the one in `node_modules` that starts here. */
export function findBrowser(): Promise<FoundBrowser> {
  return (found ??= search())
}

/** Starts the browser, without its sandbox only for root, who cannot have one. */
export async function launchBrowser(): Promise<Browser> {
  const { path, flags, environment } = await findBrowser()
  return chromium.launch({
    executablePath: path,
    args: [...quietFlags, ...flags, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    env: { ...definedOnly(process.env), ...environment },
  })
}

async function search(): Promise<FoundBrowser> {
  const given = process.env['CHROME_PATH']
  if (given !== undefined && given !== '') {
    if (await starts(given)) return plain(given)
    throw new Error(`CHROME_PATH (${given}) does not start; name a Chrome or Chromium that does.`)
  }
  for (const path of installedPaths()) if (existsSync(path) && (await starts(path))) return plain(path)
  const packaged = await fromPackage()
  if (packaged !== undefined) return packaged
  throw new Error(
    'No browser for the tests: install Chrome or Chromium (Debian: apt-get install chromium), or set CHROME_PATH.',
  )
}

function installedPaths(): string[] {
  switch (process.platform) {
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ]
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
        const folder = process.env[name]
        if (folder === undefined) return []
        return [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Chromium/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]
      })
    default: {
      const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome']
      const folders = (process.env['PATH'] ?? '/usr/bin').split(':')
      return names.flatMap((name) => folders.map((folder) => join(folder, name)))
    }
  }
}

/** Chromium as an npm package, for Linux on x64; it unpacks itself into the temporary folder. */
async function fromPackage(): Promise<FoundBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const { default: packaged, inflate } = await import('@sparticuz/chromium')
  const path = await packaged.executablePath()
  // Its builds are made for one process; playwright passes its own flags for the rest.
  const flags = ['--headless=shell', '--single-process', '--no-zygote']
  if (await starts(path)) return { path, flags, environment: {} }
  // The package carries the libraries (libnss3 and its like) that a bare machine lacks.
  const bin = join(process.cwd(), 'node_modules/@sparticuz/chromium/bin/al2023.tar.br')
  const libraries = join(await inflate(bin), 'lib')
  const environment = {
    LD_LIBRARY_PATH: [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':'),
  }
  return (await starts(path, environment)) ? { path, flags, environment } : undefined
}

/** `--version` ends at once, and fails when a library is missing. On Windows it would open a window instead. */
async function starts(path: string, environment: Readonly<Record<string, string>> = {}): Promise<boolean> {
  if (process.platform === 'win32') return existsSync(path)
  try {
    await run(path, ['--version', '--no-sandbox'], {
      timeout: 20_000,
      env: { ...process.env, ...environment },
    })
    return true
  } catch {
    return false
  }
}

function plain(path: string): FoundBrowser {
  return { path, flags: [], environment: {} }
}

function definedOnly(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
