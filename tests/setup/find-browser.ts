import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'
import { unpackBrowser } from './packaged-browser.ts'

const run = promisify(execFile)

/** A browser that was seen to run on this machine. */
export interface FoundBrowser {
  readonly path: string
  readonly version: string
  /** A folder of libraries that it needs beside those of the system. */
  readonly libraries: string | undefined
}

/** No browser runs here; the message says what to install. */
export class BrowserMissing extends Error {}

let found: Promise<FoundBrowser> | undefined

/** `CHROME_PATH`, else an installed Chrome or Chromium, else the one from `node_modules`; looked for once. */
export function findBrowser(): Promise<FoundBrowser> {
  return (found ??= search(process.env))
}

/** Starts the browser without a screen. Close it yourself. */
export async function launchBrowser(): Promise<Browser> {
  const { path, libraries } = await findBrowser()
  return chromium.launch({
    executablePath: path,
    args: [
      // The browser's own sandbox refuses to work for root, and only then it is given up.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      // A machine without a graphics card will do, and nothing is fetched in the background.
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
    env: { ...definedOnly(process.env), ...libraryPath(libraries) },
  })
}

/** Where browsers are usually installed, best first. */
export function usualPlaces(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  if (platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    const roots = ['/Applications', join(env['HOME'] ?? '', 'Applications')]
    return roots.flatMap((root) => names.map((name) => join(root, `${name}.app/Contents/MacOS/${name}`)))
  }
  if (platform === 'win32') {
    const roots = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']]
    const names = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe']
    return roots.flatMap((root) => (root === undefined ? [] : names.map((name) => join(root, name))))
  }
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge']
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** @throws BrowserMissing with what to do */
export async function search(env: Readonly<Record<string, string | undefined>>): Promise<FoundBrowser> {
  const given = env['CHROME_PATH']
  if (given !== undefined && given !== '') {
    const tried = await tryBrowser(given)
    if ('version' in tried) return tried
    throw new BrowserMissing(
      `CHROME_PATH(${given})의 브라우저가 실행되지 않습니다: ${tried.failure}\nThe browser of CHROME_PATH (${given}) does not run: ${tried.failure}`,
    )
  }
  for (const place of usualPlaces(process.platform, env)) {
    if (!existsSync(place)) continue
    const tried = await tryBrowser(place)
    if ('version' in tried) return tried
  }
  const packaged = await unpackBrowser()
  if (packaged === undefined) throw new BrowserMissing(nothingFound)
  const plain = await tryBrowser(packaged.executablePath)
  if ('version' in plain) return plain
  const withLibraries = await tryBrowser(packaged.executablePath, packaged.libraries)
  if ('version' in withLibraries) return withLibraries
  throw new BrowserMissing(missingLibrary(withLibraries.failure))
}

const nothingFound =
  '브라우저가 없습니다. Chrome이나 Chromium을 설치하거나(Debian·Ubuntu: apt-get install -y chromium) CHROME_PATH에 경로를 지정하세요.\n' +
  'No browser was found: install Chrome or Chromium (Debian, Ubuntu: apt-get install -y chromium), or set CHROME_PATH to one.'

/** Debian's package of the library that the loader misses. */
export function missingLibrary(failure: string): string {
  const library = /(lib[\w.+-]+\.so[\w.]*)/.exec(failure)?.[1]
  const known: Readonly<Record<string, string>> = {
    'libnss3.so': 'libnss3',
    'libnssutil3.so': 'libnss3',
    'libnspr4.so': 'libnspr4',
    'libexpat.so.1': 'libexpat1',
  }
  const debian = library === undefined ? undefined : known[library]
  return debian === undefined
    ? `${nothingFound} (${failure})`
    : `브라우저에 ${library}가 없습니다. Debian·Ubuntu에서는 apt-get install -y ${debian} 을 실행하세요.\n` +
        `The browser misses ${library}: on Debian or Ubuntu run apt-get install -y ${debian}.`
}

async function tryBrowser(
  path: string,
  libraries?: string,
): Promise<FoundBrowser | { readonly failure: string }> {
  // Chrome on Windows opens a window instead of telling its version; that it is there must do.
  if (process.platform === 'win32') return { path, version: 'unknown', libraries }
  try {
    const { stdout } = await run(path, ['--version', '--no-sandbox'], {
      env: { ...process.env, ...libraryPath(libraries) },
      timeout: 20_000,
    })
    return { path, version: stdout.trim(), libraries }
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : ''
    return { failure: said === '' ? String(error) : (said.split('\n')[0] ?? '') }
  }
}

function libraryPath(libraries: string | undefined): Record<string, string> {
  if (libraries === undefined) return {}
  const before = process.env['LD_LIBRARY_PATH']
  return { LD_LIBRARY_PATH: before === undefined ? libraries : `${libraries}:${before}` }
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}
