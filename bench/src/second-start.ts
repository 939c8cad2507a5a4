import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stopProcess } from './child.ts'
import { answered } from './platform.ts'
import { rounded, type Row } from './row.ts'

const portBase = Number(process.env['NARU_BENCH_PORT_BASE'] ?? 4900) + 20

/** `npm start` a second time on the same data: from the command to the first answered request of REST V2. */
export async function measureSecondStart(): Promise<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), 'naru-bench-start-'))
  const start = async (): Promise<number> => {
    const startedAt = performance.now()
    const launcher = spawn(
      process.execPath,
      [fileURLToPath(new URL('../../launcher/start.mjs', import.meta.url))],
      {
        env: { ...process.env, NARU_PORT_BASE: String(portBase), NARU_DATA_DIR: dataDir, DATABASE_URL: '' },
        stdio: 'ignore',
      },
    )
    await answered(`http://127.0.0.1:${portBase + 2}/healthz`, 60_000)
    const seconds = (performance.now() - startedAt) / 1_000
    await stopProcess(launcher)
    return seconds
  }
  await start()
  const value = await start()
  rmSync(dataDir, { recursive: true, force: true })
  return {
    id: 'second-start',
    what: 'npm start on existing data → first answered request',
    value: rounded(value),
    unit: 's',
    baseline: null,
    ratio: null,
    goal: { of: 'value', atMost: 8 },
  }
}
