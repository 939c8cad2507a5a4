import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import type { Child } from '@naru/launcher/child'
import type { Demonstration } from '@naru/launcher/demonstration'
import { portOf, readSettings } from '@naru/launcher/settings'
import { startSystem as launchSystem } from '@naru/launcher/system'
import { claimPorts } from './claim-ports.ts'
import type { PgLine } from './pg-line.ts'

/** A whole Naru of built programs: server, simulators and shop, on ports, database and folder of its own. */
export interface RunningSystem {
  /** `demo.json`. */
  readonly demo: Demonstration
  readonly origins: Demonstration['origins']
  readonly dataDir: string
  readonly databaseUrl: string
  readonly server: {
    readonly pid: number
    /** SIGKILL, as a crash would; the server stays down until `restart`. */
    kill9(): Promise<void>
    /** Starts it again and comes back when every listener answers. */
    restart(): Promise<void>
  }
  stop(): Promise<void>
}

/**
 * @param more environment for the programs, such as a log level
 * @param line stands between the server and the simulators, so that a test can hold a call to a PG
 */
export async function startSystem(
  more: Readonly<Record<string, string>> = {},
  line?: Pick<PgLine, 'origin' | 'connect'>,
): Promise<RunningSystem> {
  const adminUrl = inject('adminDatabaseUrl')
  const name = `naru_system_${randomUUID().replaceAll('-', '')}`
  await onAdmin(adminUrl, `create database ${name}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const dataDir = await mkdtemp(join(tmpdir(), 'naru-system-'))
  const children: Child[] = []
  const ports = await claimPorts()
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()))
    await ports.release()
    await onAdmin(adminUrl, `drop database ${name} with (force)`)
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const portBase = ports.base
    line?.connect(`http://127.0.0.1:${portOf('simulators', portBase)}`)
    const settings = readSettings({
      ...process.env,
      ...more,
      ...(line === undefined ? {} : { NARU_SIMULATOR_ORIGIN: line.origin }),
      NARU_MODE: 'development',
      NARU_DATA_DIR: dataDir,
      NARU_PORT_BASE: String(portBase),
    })
    const databaseUrl = Promise.resolve(url.href)
    const system = await launchSystem({ settings, databaseUrl, log: () => undefined }, children)
    if (system.demonstration === undefined) throw new Error('no demonstration merchant')
    const { server, demonstration: demo } = system
    return {
      demo,
      origins: demo.origins,
      dataDir,
      databaseUrl: url.href,
      server: {
        get pid() {
          if (server.pid === undefined) throw new Error('the server is down')
          return server.pid
        },
        kill9: () => server.kill9(),
        restart: async () => {
          server.start()
          await system.ready()
        },
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function onAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}
