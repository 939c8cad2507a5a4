import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openDatabase } from '@naru/server/foundation/database'
import { migrate } from '@naru/server/foundation/migrate'
import { migrations } from '@naru/server/migrations/index'

/** Tables that shard by something else than a tenant, each with its reason. */
const exempt: Readonly<Record<string, string>> = {
  schema_migration: 'bookkeeping of the schema itself',
  replica: 'processes, not tenants',
  v1_directory: 'directory from a global code to its merchant; the lookup is the key',
  development_mail: 'development only',
  notice: 'the operator’s words to all merchants: a handful of rows, the same everywhere',
}
const isPersonTable = (name: string): boolean => name.startsWith('auth_')

let admin: pg.Client
let database: ReturnType<typeof openDatabase>
const name = `schema_${process.pid}_${Date.now()}`

beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('adminDatabaseUrl') })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const url = new URL(inject('adminDatabaseUrl'))
  url.pathname = `/${name}`
  database = openDatabase(url.href, 2)
  await migrate(database, migrations)
})
afterAll(async () => {
  await database.close()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
})

test('every tenant table begins its primary key and its unique indexes with the column that would shard it', async () => {
  const { rows } = await database.pool.query<{
    table: string
    index: string
    first: string
    primary: boolean
  }>(`
    select c.relname as table, i.relname as index, a.attname as first, x.indisprimary as primary
    from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
    where x.indisunique`)
  const tenant = rows.filter((row) => exempt[row.table] === undefined && !isPersonTable(row.table))

  expect(tenant.length).toBeGreaterThan(15)
  expect(tenant.filter((row) => row.first !== 'store_id' && row.first !== 'merchant_id')).toEqual([])
})

test('every table says what it is for', async () => {
  const { rows } = await database.pool.query<{ table: string }>(`
    select c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relkind = 'r' and c.relname <> 'schema_migration' and obj_description(c.oid) is null`)

  expect(rows.map((row) => row.table)).toEqual([])
})

/** A guard against slips that nothing relies on: without it the chain shows the change all the same. */
const guardOfAudit = 'audit_entry_is_final'

test('nothing needs a trigger, a sequence or a partition', async () => {
  const { rows } = await database.pool.query(`
    select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public' where relkind in ('S', 'p')
    union all select tgname from pg_trigger where not tgisinternal and tgname <> '${guardOfAudit}'`)

  expect(rows).toEqual([])
})
