import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { holdsAll, isInstalled } from '../bootstrap/install.mjs'
import { isNodeNewEnough } from '../bootstrap/node-version.mjs'
import { fingerprint, isFresh, markFresh } from '../bootstrap/staleness.mjs'
import { countTests } from '../bootstrap/test-count.mjs'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'naru-bootstrap-'))
  mkdirSync(join(root, 'src'))
  mkdirSync(join(root, 'dist'))
  writeFileSync(join(root, 'src/a.ts'), 'export {}')
  writeFileSync(join(root, 'dist/a.js'), 'export {}')
})
afterEach(() => rmSync(root, { recursive: true }))

const unit = { sources: ['src'], outputs: ['dist'], stamp: 'dist/.built-from' }
const build = () => markFresh(root, unit, fingerprint(root, unit.sources))

test.each([
  ['20.19.0', true],
  ['20.20.2', true],
  ['22.1.0', true],
  ['20.18.3', false],
  ['18.20.0', false],
])('Node %s: %s', (version, isEnough) => {
  expect(isNodeNewEnough(version)).toBe(isEnough)
})

test('what was never built is stale, what was just built is fresh', () => {
  expect(isFresh(root, unit)).toBe(false)

  build()

  expect(isFresh(root, unit)).toBe(true)
})

test('a changed, a new and a removed source each make the build stale', () => {
  build()
  utimesSync(join(root, 'src/a.ts'), 1, 1)
  expect(isFresh(root, unit)).toBe(false)

  build()
  writeFileSync(join(root, 'src/b.ts'), '')
  expect(isFresh(root, unit)).toBe(false)

  build()
  rmSync(join(root, 'src/b.ts'))
  expect(isFresh(root, unit)).toBe(false)
})

test('deleted output is built again although the sources are the same', () => {
  build()
  rmSync(join(root, 'dist'), { recursive: true })

  expect(isFresh(root, unit)).toBe(false)
})

const lock = (version: string) =>
  JSON.stringify({ packages: { '': {}, 'node_modules/pg': { version, integrity: `sha-${version}` } } })

test('packages are installed again only when the lock file asks for others', () => {
  writeFileSync(join(root, 'package-lock.json'), lock('8.23.1'))
  expect(isInstalled(root)).toBe(false)

  mkdirSync(join(root, 'node_modules'))
  writeFileSync(join(root, 'node_modules/.package-lock.json'), lock('8.23.1'))
  utimesSync(join(root, 'node_modules/.package-lock.json'), 1, 1)
  expect(isInstalled(root)).toBe(true)

  writeFileSync(join(root, 'package-lock.json'), lock('8.24.0'))
  utimesSync(join(root, 'node_modules/.package-lock.json'), 1, 1)
  expect(isInstalled(root)).toBe(false)
})

test('a package of another platform may be missing, an ordinary one may not', () => {
  expect(holdsAll({ 'node_modules/win': { version: '1', optional: true } }, {})).toBe(true)
  expect(holdsAll({ 'node_modules/pg': { version: '1' } }, {})).toBe(false)
})

test('a test file that cannot be loaded is a failure, and so is a report that is missing', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  }

  expect(countTests(() => JSON.stringify(report))).toEqual({ passed: 3, failed: 2 })
  expect(countTests(() => '')).toEqual({ passed: 0, failed: 1 })
})
