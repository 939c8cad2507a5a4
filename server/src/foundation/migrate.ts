import type { Database } from './database.ts'
import { sql } from './database.ts'

/** One step of the schema. Migrations only add in release N and remove in N+1. */
export interface Migration {
  readonly id: string
  readonly text: string
}

const createTable = sql(
  'migrate-table',
  `create table if not exists schema_migration (migration_id text primary key, applied_at timestamptz not null default now())`,
)
const lockTable = sql('migrate-lock', `lock table schema_migration in exclusive mode`)
const readApplied = sql('migrate-applied', `select migration_id from schema_migration`)
const insertApplied = sql('migrate-insert', `insert into schema_migration (migration_id) values ($1)`)

/**
 * Brings the schema up to date; safe when several replicas start at once, because
 * the table lock lets one work while the others wait and then find nothing to do.
 *
 * @returns the ids that were applied now
 */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<string[]> {
  await createBookkeeping(database)
  return database.transaction(async (transaction) => {
    await transaction.query(lockTable)
    const rows = await transaction.query<{ migration_id: string }>(readApplied)
    const applied = new Set(rows.map((row) => row.migration_id))
    const missing = migrations.filter((migration) => !applied.has(migration.id))
    for (const migration of missing) {
      await transaction.query(sql('', migration.text))
      await transaction.query(insertApplied, [migration.id])
    }
    return missing.map((migration) => migration.id)
  })
}

/** Two replicas that create the table in the same instant collide in the catalogue; the second try finds it. */
async function createBookkeeping(database: Database): Promise<void> {
  try {
    await database.query(createTable)
  } catch {
    await database.query(createTable)
  }
}
