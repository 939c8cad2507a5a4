/**
 * Builds what is stale: `node launcher/build.mjs`.
 *
 * The programs (one `tsc -b`) and the pages (their own build.mjs) are built at the same time; each is skipped when
 * its stamp says that its sources have not changed.
 */
import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeUnit, pageUnits } from './bootstrap/build-units.mjs'
import { fingerprint, isFresh, markFresh, markStale } from './bootstrap/staleness.mjs'
import { projectRoot, runStep, tell } from './bootstrap/step.mjs'

const outputShownMax = 4_000

/**
 * @param only `node` leaves the pages alone
 * @returns {Promise<{programs: boolean, pages: boolean}>} what is there and usable
 */
export async function build({ only, quiet = false } = {}) {
  const pages = only === 'node' ? [] : pageUnits.map((unit) => buildPages(unit, quiet))
  const [programs, ...built] = await Promise.all([buildPrograms(quiet), ...pages])
  return { programs, pages: built.every(Boolean) }
}

async function buildPrograms(quiet) {
  if (isFresh(projectRoot, nodeUnit)) return true
  const print = fingerprint(projectRoot, nodeUnit.sources)
  markStale(projectRoot, nodeUnit)
  // TypeScript trusts its own record even when the output is gone.
  for (const name of nodeUnit.packages) {
    if (!existsSync(join(projectRoot, name, 'dist'))) {
      rmSync(join(projectRoot, name, 'tsconfig.tsbuildinfo'), { force: true })
    }
  }
  const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc')
  const { ok, output } = await runStep(nodeUnit.title, process.execPath, [tsc, '-b', ...nodeUnit.packages], {
    quiet,
  })
  if (ok) {
    markFresh(projectRoot, nodeUnit, print)
    return true
  }
  process.stderr.write(output)
  // Types do not exist at run time: a wrong one fails the tests, and need not keep anybody from looking.
  const hasPrograms = existsSync(join(projectRoot, 'launcher/dist/main.js'))
  tell(
    hasPrograms
      ? '타입 오류가 있지만 계속합니다. / There are type errors; going on all the same.'
      : '빌드하지 못했습니다. / The build failed.',
  )
  return hasPrograms
}

async function buildPages(unit, quiet) {
  if (!existsSync(join(projectRoot, unit.script))) {
    if (!quiet) tell(`${unit.script} 없음, 건너뜁니다. / ${unit.script} does not exist: skipped.`)
    return true
  }
  if (isFresh(projectRoot, unit)) return true
  const print = fingerprint(projectRoot, unit.sources)
  markStale(projectRoot, unit)
  const { ok, output } = await runStep(unit.title, process.execPath, [unit.script], {
    quiet,
    env: { NO_COLOR: '1' },
  })
  if (ok) markFresh(projectRoot, unit, print)
  else process.stderr.write(`${unit.name}:\n${output.slice(-outputShownMax)}\n`)
  return ok
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { programs, pages } = await build()
  process.exitCode = programs && pages ? 0 : 1
}
