/**
 * `npm run contract`: calls every operation of REST V2 and counts which of them answered well, and which of their
 * errors were produced; what cannot be produced truthfully is listed with its reason, and anything else fails. `--json`
 * prints the table for programs. NARU_REFERENCE_DIR names a folder with the published description, against which every
 * answer is then held, too.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireNode } from './bootstrap/node-version.mjs'

requireNode()
const { installIfStale } = await import('./bootstrap/install.mjs')
const { build } = await import('./build.mjs')
const { projectRoot, runStep } = await import('./bootstrap/step.mjs')

const asJson = process.argv.includes('--json')
await installIfStale()
await build()
const folder = mkdtempSync(join(tmpdir(), 'naru-contract-'))
const { ok, output } = await runStep(
  '계약 테스트 / Contract tests',
  process.execPath,
  [
    join(projectRoot, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project=stories',
    'tests/contract',
    'tests/stories/manual-confirmation.test.ts',
    'tests/stories/billing-keys.test.ts',
    'tests/stories/schedules.test.ts',
    'tests/stories/issue-and-pay.test.ts',
    'tests/stories/list-search.test.ts',
  ],
  { env: { NARU_CONTRACT_DIR: folder } },
)
if (!ok) process.stderr.write(`${output}\n`)
const { countContract, contractTable, unexplained } = await import('../tests/dist/contract/contract-table.js')
const seen = readdirSync(folder)
  .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line))
rmSync(folder, { recursive: true, force: true })

const counted = countContract(seen)
process.stdout.write(
  asJson ? `${JSON.stringify({ operations: counted }, null, 2)}\n` : contractTable(counted),
)
const holes = unexplained(counted)
if (holes.length > 0) process.stderr.write(`neither produced nor explained:\n  ${holes.join('\n  ')}\n`)
process.exit(ok && holes.length === 0 ? 0 : 1)
