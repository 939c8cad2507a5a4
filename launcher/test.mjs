/**
 * `npm test`: installs and builds what is stale, then lint, types, unit tests and stories. Everything runs even
 * when one part fails; the last line counts. `npm test -- <path>` runs only the tests below that path.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireNode } from './bootstrap/node-version.mjs'

requireNode()
const { installIfStale } = await import('./bootstrap/install.mjs')
const { build } = await import('./build.mjs')
const { projectRoot, runStep, tell } = await import('./bootstrap/step.mjs')
const { countTests } = await import('./bootstrap/test-count.mjs')

await installIfStale()
const built = await build()
const checks = [{ name: 'build', ok: built.programs && built.pages }]
const node = (path, ...args) => [process.execPath, [join(projectRoot, path), ...args]]

await check('lint', ...node('node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'))
await check(
  'format',
  ...node('node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
)
await check('types', ...node('node_modules/typescript/bin/tsc', '-b'))
const browser = await findBrowser()
const counts = await runTests(browser ?? {})

const failedChecks = checks.filter(({ ok }) => !ok)
process.stdout.write(`\n${checks.map(({ name, ok }) => `${name} ${ok ? 'ok' : 'FAILED'}`).join(' · ')}\n`)
process.stdout.write(`${counts.passed} passed, ${counts.failed + failedChecks.length} failed\n`)
process.exit(counts.ok && failedChecks.length === 0 ? 0 : 1)

async function check(name, command, args) {
  const { ok, output } = await runStep(name, command, args)
  if (!ok) process.stderr.write(`${output}\n`)
  checks.push({ name, ok })
}

/** Looks once, so that the tests need not; they say by themselves what to do when there is none. */
async function findBrowser() {
  try {
    const { findBrowser: find } = await import('../tests/dist/setup/find-browser.js')
    const { path, libraries } = await find()
    tell(`브라우저 / Browser: ${path}`)
    // One that needs libraries of its own is unpacked by now, and found again with them.
    return libraries === undefined ? { CHROME_PATH: path } : undefined
  } catch (error) {
    tell(String(error instanceof Error ? error.message : error))
    return undefined
  }
}

async function runTests(env) {
  const folder = mkdtempSync(join(tmpdir(), 'naru-report-'))
  const report = join(folder, 'report.json')
  const [command, args] = node(
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project=unit',
    '--project=stories',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  )
  const { ok } = await runStep('단위 테스트와 스토리 / Unit tests and stories', command, args, {
    show: true,
    env,
  })
  const counts = countTests(() => readFileSync(report, 'utf8'))
  rmSync(folder, { recursive: true, force: true })
  // A run that fails without a failing test (a crash, an error outside tests) is a failure too.
  return { ok, passed: counts.passed, failed: ok ? counts.failed : Math.max(1, counts.failed) }
}
