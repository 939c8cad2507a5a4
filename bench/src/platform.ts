import { startPostgres, type RunningPostgres } from '@naru/launcher/postgres/start-postgres'
import type { ChildProcess } from 'node:child_process'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pg from 'pg'
import { spawnProject, startChild, stopProcess, type Child } from './child.ts'

export interface Demo {
  readonly storeId: string
  readonly apiSecret: string
  readonly console: { readonly email: string; readonly password: string }
  readonly v1: { readonly restKey: string; readonly restSecret: string }
  readonly origins: {
    readonly v1: string
    readonly v2: string
    readonly checkout: string
    readonly console: string
  }
  readonly channels: readonly { readonly pg: string; readonly channelKey: string }[]
}

/** A platform for measuring: its own database with fsync on, and the PG stub instead of the simulators. */
export interface Platform {
  readonly demo: Demo
  readonly databaseUrl: string
  readonly database: pg.Client
  readonly serverPid: number
  readonly postmasterPid: number
  readonly portBase: number
  stop(): Promise<void>
}

const portBase = Number(process.env['NARU_BENCH_PORT_BASE'] ?? 4900)

export async function startPlatform(): Promise<Platform> {
  const dataDir = mkdtempSync(join(tmpdir(), 'naru-bench-'))
  const postgres: RunningPostgres = await startPostgres({ dataDir, log: () => undefined })
  const env = {
    NARU_MODE: 'development',
    NARU_PORT_BASE: String(portBase),
    NARU_DATA_DIR: dataDir,
    NARU_SIMULATOR_ORIGIN: `http://127.0.0.1:${portBase + 4}`,
    DATABASE_URL: postgres.url,
    NARU_LOG_LEVEL: 'warn',
    NARU_PARENT_PIPE: '1',
    NODE_ENV: 'production',
  }
  const stub: Child = await startChild('pg-stub.js', { BENCH_PORT: String(portBase + 4) })
  await promisify(execFile)(
    process.execPath,
    [fileURLToPath(new URL('../../server/dist/prepare.js', import.meta.url))],
    { env: { ...process.env, ...env } },
  )
  const server: ChildProcess = spawnProject('server/dist/main.js', env)
  const demo: Demo = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'))
  await answered(`${demo.origins.v2}/healthz`, 30_000)
  const database = new pg.Client({ connectionString: postgres.url })
  await database.connect()
  const { rows } = await database.query<{ file: string }>(
    `select current_setting('data_directory') || '/postmaster.pid' as file`,
  )
  const postmasterPid = Number(readFileSync(rows[0]?.file ?? '', 'utf8').split('\n')[0])
  return {
    demo,
    databaseUrl: postgres.url,
    database,
    serverPid: server.pid ?? 0,
    postmasterPid,
    portBase,
    async stop() {
      await database.end()
      await stopProcess(server)
      await stub.stop()
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Polls until the address answers. */
export async function answered(url: string, withinMs: number): Promise<void> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const ok = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (ok) return
    if (Date.now() > deadline) throw new Error(`${url} did not answer within ${withinMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
