import { randomUUID } from 'node:crypto'
import { Writable } from 'node:stream'
import pg from 'pg'
import { pino } from 'pino'
import { createAuditLog } from '@naru/server/audit/audit-log'
import { createLastUse, noteSecretUsed } from '@naru/server/credential/last-use'
import { ManualClock } from '@naru/server/foundation/clock'
import { openDatabase, sql, type DatabasePool } from '@naru/server/foundation/database'
import { migrate } from '@naru/server/foundation/migrate'
import { systemRandom } from '@naru/server/foundation/random'
import { createVault } from '@naru/server/foundation/sealing'
import { migrations } from '@naru/server/migrations/index'

/**
 * A fresh database with the schema in it, a clock that stands still, and a log that can be searched.
 *
 * @param adminUrl a database on which databases may be made
 */
export async function openCredentialWorld(adminUrl: string) {
  const name = `naru_${randomUUID().replaceAll('-', '')}`
  await onAdmin(adminUrl, `create database ${name}`)
  const url = new URL(adminUrl)
  url.pathname = `/${name}`
  const database = openDatabase(url.href, 8)
  await migrate(database, migrations)

  const lines: string[] = []
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString('utf8'))
        done()
      },
    }),
  )
  const clock = new ManualClock(new Date('2026-01-05T00:00:00Z'))
  const auditKey = Buffer.alloc(32, 4)
  const secretUse = createLastUse({ database, clock, log }, noteSecretUsed)
  return {
    url: url.href,
    database,
    clock,
    random: systemRandom,
    vault: createVault(database, systemRandom, Buffer.alloc(32, 9)),
    tokenKey: Buffer.alloc(32, 3),
    audit: createAuditLog({ clock, auditKey }),
    auditKey,
    log,
    secretUse,
    logText: () => lines.join('\n'),
    async close() {
      await secretUse.settled()
      await database.close()
      await onAdmin(adminUrl, `drop database ${name} with (force)`)
    },
  }
}

export type CredentialWorld = Awaited<ReturnType<typeof openCredentialWorld>>

/** A merchant with its representative store and one sub-store. */
export async function makeMerchant(database: DatabasePool) {
  const merchantId = `merchant-${randomUUID()}`
  const storeId = `store-${randomUUID()}`
  const subStoreId = `store-${randomUUID()}`
  await database.query(sql('', `insert into merchant values ($1, '고객사', now())`), [merchantId])
  await database.query(
    sql(
      '',
      `insert into store values ($1, $3, '대표 상점', true, now()), ($2, $3, '하위 상점', false, now())`,
    ),
    [storeId, subStoreId, merchantId],
  )
  return { merchantId, storeId, subStoreId }
}

/** Everything that the database holds, as text: for the search for secrets. */
export async function wholeDatabase(database: DatabasePool): Promise<string> {
  const tables = await database.query<{ name: string }>(
    sql(
      '',
      `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
    ),
  )
  const dumps = await Promise.all(
    tables.map(({ name }) =>
      database.query<{ text: string | null }>(sql('', `select t::text as text from ${name} t`)),
    ),
  )
  return dumps.flatMap((rows) => rows.map((row) => row.text ?? '')).join('\n')
}

async function onAdmin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query(statement)
  await client.end()
}
