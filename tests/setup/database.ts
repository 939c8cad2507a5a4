import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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
  project.provide('adminDatabaseUrl', postgres.url)
  return async () => {
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
}
