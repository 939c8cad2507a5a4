import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** Capabilities stand on floors; one imports only from floors below its own, or from itself. */
const floors: Readonly<Record<string, number>> = {
  wire: 0,
  foundation: 0,
  migrations: 0.5,
  'v2-input': 0.5,
  audit: 0.8,
  merchant: 1,
  operator: 1.5,
  'saved-view': 1.5,
  credential: 1,
  team: 1.5,
  channel: 2,
  webhook: 2,
  'rest-v2': 2,
  notice: 2,
  'call-address': 2,
  'sub-store': 2.2,
  'channel-group': 2.5,
  'billing-key': 3,
  promotion: 3,
  'identity-verification': 3,
  payment: 4,
  'cash-receipt': 5,
  'payment-session': 5,
  schedule: 5,
  'naver-pay': 5,
  subscribe: 5.5,
  'kcp-quick': 5.7,
  reconciliation: 5,
  'partner-settlement': 5,
  'tax-invoice': 5,
  application: 5,
  checkout: 6,
}
const mainFloor = 7

/** Imports nothing of ours and describes the environment, so every floor may read it. */
const configuration = 'server/src/config.ts'

/** What a package may import of the others. `types` may only be imported as types. */
const packages: Readonly<
  Record<string, { readonly code: readonly string[]; readonly types: readonly string[] }>
> = {
  gateways: { code: [], types: [] },
  server: { code: ['gateways'], types: [] },
  simulators: { code: [], types: [] },
  'demo-shop': { code: [], types: [] },
  console: { code: [], types: ['server/wire'] },
  'payment-window': { code: [], types: ['server/wire'] },
  'browser-sdk': { code: [], types: ['server/wire'] },
  cli: { code: ['launcher', 'gateways'], types: ['server/wire'] },
}

interface Import {
  readonly file: string
  readonly target: string
  readonly isType: boolean
}

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('node_modules') && !/\.test\.tsx?$/.test(file))
    .map((file) => join(folder, file))
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8')
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g
  return [...text.matchAll(pattern)].map((match) => ({
    file,
    target: match[2] ?? match[3] ?? '',
    isType: match[1] !== undefined,
  }))
}

function capabilityOf(path: string): string | undefined {
  const [first, second] = relative('server/src', path).split('/')
  return second === undefined ? undefined : first
}

describe('imports run one way', () => {
  const serverImports = sources('server/src').flatMap(importsOf)

  test('the reader of imports sees them', () => {
    expect(serverImports.length).toBeGreaterThan(300)
    expect(new Set(serverImports.map(({ file }) => capabilityOf(file))).size).toBeGreaterThan(6)
  })

  test('every capability folder of the server has a floor', () => {
    const folders = new Set(
      sources('server/src')
        .map(capabilityOf)
        .filter((name) => name !== undefined),
    )
    expect([...folders].filter((name) => floors[name] === undefined)).toEqual([])
  })

  test('a capability of the server imports only from floors below its own', () => {
    const wrong = serverImports
      .filter(({ target }) => target.startsWith('.'))
      .flatMap(({ file, target }) => {
        const from = capabilityOf(file)
        const to = capabilityOf(normalize(join(dirname(file), target)))
        if (from === undefined || from === to || normalize(join(dirname(file), target)) === configuration)
          return []
        const fromFloor = floors[from] ?? mainFloor
        const toFloor = to === undefined ? mainFloor : (floors[to] ?? mainFloor)
        return toFloor < fromFloor ? [] : [`${file} → ${target}`]
      })
    expect(wrong).toEqual([])
  })

  test('the configuration imports nothing of ours', () => {
    expect(importsOf(configuration).filter(({ target }) => !target.startsWith('node:'))).toEqual([])
  })

  test.each(Object.keys(packages))('%s imports only the packages it may', (name) => {
    const { code, types } = packages[name]!
    const wrong = sources(`${name}/src`)
      .flatMap(importsOf)
      .flatMap(({ file, target, isType }) => {
        const escapes =
          target.startsWith('.') && !normalize(join(dirname(file), target)).startsWith(`${name}/`)
        const other = /^@naru\/(.+)$/.exec(target)?.[1]
        if (!escapes && other === undefined) return []
        const allowed =
          code.some((one) => other === one || other?.startsWith(`${one}/`)) ||
          (isType && types.some((one) => other === one || other?.startsWith(`${one}/`)))
        return allowed && !escapes ? [] : [`${file} → ${target}`]
      })
    expect(wrong).toEqual([])
  })

  test('foundation says nothing about payments', () => {
    const words = /\b(payment|channel|merchant_uid|imp_uid)\b/i
    const wrong = sources('server/src/foundation').filter((file) =>
      words.test(readFileSync(join(root, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
    )
    expect(wrong).toEqual([])
  })
})
