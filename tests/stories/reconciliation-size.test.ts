import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { systemActor } from '@naru/server/audit/audit-log'
import { sql, type Database } from '@naru/server/foundation/database'
import { importRecords } from '@naru/server/reconciliation/import-records'
import type { ReconciliationDependencies } from '@naru/server/reconciliation/reconciliation-dependencies'
import { readSettlementFile } from '@naru/server/reconciliation/settlement-file'
import { findSource } from '@naru/server/reconciliation/source-store'
import { openCredentialWorld, type CredentialWorld } from './credential-world.ts'

// Goal: a day of 100,000 records needs the memory of a thousand.
let world: CredentialWorld
let folder: string
const records = 100_000

beforeAll(async () => {
  world = await openCredentialWorld(inject('adminDatabaseUrl'))
  folder = await mkdtemp(join(tmpdir(), 'naru-size-'))
  const put = (text: string) => world.database.query(sql('', text))
  await put(`insert into merchant (merchant_id, name, created_at) values ('m', 'm', now())`)
  await put(
    `insert into store (store_id, merchant_id, name, is_representative, created_at) values ('store-m', 'm', 's', true, now())`,
  )
  await put(
    `insert into channel (store_id, channel_key, channel_id, mode, pg, module_code, pg_provider, name, attribute, pg_merchant_id, tax_type,
       manual_confirm, credentials_sealed, row_version, created_at, updated_at)
     values ('store-m', 'k', 'i', 'LIVE', 'tosspayments', 'tosspayments', 'TOSSPAYMENTS', 'n', 'PAYMENT', 'mid', 'UNSET', false, '', 1, now(), now())`,
  )
  // A fifth of them are ours; made in the database, since buying so often would take an hour.
  await put(
    `insert into payment_transaction (store_id, transaction_id, payment_id, phase, status, channel_key, row_version, data, created_at, updated_at)
     select 'store-m', 'order-' || n, 'p-' || n, 'DONE', 'PAID', 'k', 1,
       '{"order": {"payMethod": "CARD"}, "outcome": {"paidAt": "2026-01-04T03:00:00Z"}}', now(), now() from generate_series(0, 19999) n`,
  )
  await put(
    `insert into payment (store_id, payment_id, status, transaction_id, row_version, attempt_count, is_test, order_name, currency, total_minor,
       tax_free_minor, vat_minor, discount_minor, paid_minor, cancelled_minor, cancelled_tax_free_minor, cancelled_vat_minor, reserved_minor,
       reserved_tax_free_minor, reserved_vat_minor, customer, requested_at, status_changed_at, updated_at, view, created_at)
     select 'store-m', 'p-' || n, 'PAID', 'order-' || n, 1, 1, false, 'o', 'KRW', 1000, 0, 91, 0, 1000, 0, 0, 0, 0, 0, 0, '{}', now(), now(),
       now(), '{}', now() from generate_series(0, 19999) n`,
  )
  await put(
    `insert into payment_event (store_id, payment_id, event_id, transaction_id, kind, at, detail)
     select 'store-m', 'p-' || n, 'e-' || n, 'order-' || n, 'PAID', '2026-01-04T03:00:00Z', '{}' from generate_series(0, 19999) n`,
  )
  // As the database itself does a few seconds after so many rows.
  await put('analyze')
}, 60_000)
afterAll(async () => {
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

test('100,000 records are read, written and compared with at most a thousand of them in memory', async () => {
  const path = join(folder, 'records.csv')
  const lines = Array.from(
    { length: records },
    (_, index) => `line-${index},승인,tx-${index},order-${index},CARD,1000,30,2026-01-04,2026-01-06`,
  )
  const head = '정산번호,구분,PG거래번호,주문번호,결제수단,금액,수수료,거래일,정산일'
  await writeFile(path, [head, ...lines, `합계,${records},${records * 1_000}`].join('\n'))
  let read = 0
  let written = 0
  let ahead = 0
  const counting = (database: Database): Database => ({
    query: (statement, values = []) => {
      if (statement.name === 'settlement-line-upsert') {
        ahead = Math.max(ahead, read - written)
        written = read
      }
      return database.query(statement, values)
    },
    transaction: (work) => database.transaction((inner) => work(counting(inner))),
  })
  const deps: ReconciliationDependencies = {
    ...world,
    database: counting(world.database),
    gateways: [],
    simulatorOrigin: undefined,
    openChannel: () => Promise.resolve(undefined),
  }
  const source = await findSource(world.database, 'm', {
    mode: 'LIVE',
    pg: 'tosspayments',
    pgMerchantId: 'mid',
  })
  if (source === undefined) throw new Error('no source')

  const outcome = await importRecords(deps, { storeId: 'store-m', actor: systemActor('m') }, source, {
    origin: 'FILE',
    digest: Buffer.alloc(32, 1),
    isByTransaction: true,
    lines: async function* () {
      for await (const line of readSettlementFile(path)) {
        read += 1
        yield line
      }
    },
  })

  expect(outcome).toMatchObject({ kind: 'IMPORTED', lines: records, added: records })
  expect([read, written]).toEqual([records, records])
  expect(ahead).toBeLessThanOrEqual(1_000)
  const [sum] = await world.database.query<{ entries: number; minor: number }>(
    sql('', `select count(*) as entries, sum(pg_amount_minor)::bigint as minor from reconciliation_entry`),
  )
  expect(sum).toEqual({ entries: records, minor: records * 1_000 })
  const matched = await world.database.query<{ count: number }>(
    sql('', `select count(*) as count from reconciliation_entry where status = 'MATCHED'`),
  )
  expect(matched).toEqual([{ count: 20_000 }])
}, 120_000)
