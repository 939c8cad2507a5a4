import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '@naru/launcher/postgres/start-postgres'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A database on which stories may create databases of their own. */
    adminDatabaseUrl: string
  }
}

/** One real PostgreSQL for the whole run; `TEST_DATABASE_URL` names another one instead. */
export default async function provideDatabase(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined && given !== '') {
    project.provide('adminDatabaseUrl', given)
    return () => Promise.resolve()
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'naru-test-'))
  const postgres = await startPostgres({ dataDir, log: () => undefined })
  await forgetPowerCuts(postgres.url)
  project.provide('adminDatabaseUrl', postgres.url)
  return async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}

/**
 * What a test may do to the server, `kill -9` included, leaves the files as the system has them in memory; only a power
 * cut would need them on the disk. Without that wait a new database is there in a tenth of the time.
 */
async function forgetPowerCuts(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('alter system set fsync = off')
  await client.query('alter system set full_page_writes = off')
  await client.query('select pg_reload_conf()')
  await client.end()
}
