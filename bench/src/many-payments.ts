import type { Platform } from './platform.ts'

export interface ManyPayments {
  readonly count: number
  /** Between two payments in a row. */
  readonly secondsApart: number
  /** The instant of the newest. */
  readonly newest: Date
}

const count = Number(process.env['NARU_BENCH_PAYMENTS'] ?? 1_000_000)
const secondsApart = 15

const indexes = `select indexname as name, indexdef as definition from pg_indexes where schemaname = 'public' and tablename = 'payment' and indexname <> 'payment_pkey'`

const insert = `
  insert into payment (store_id, payment_id, status, transaction_id, row_version, attempt_count, is_test, channel_key, pg_provider, pay_method,
    order_name, currency, total_minor, tax_free_minor, vat_minor, discount_minor, paid_minor, cancelled_minor, cancelled_tax_free_minor,
    cancelled_vat_minor, reserved_minor, reserved_tax_free_minor, reserved_vat_minor, customer, created_at, requested_at, status_changed_at, updated_at,
    view, search_terms)
  select $1, 'many-' || n, status, 'tx-' || n, 1, 1, false, 'channel', pg, method, 'order ' || n, 'KRW', 1000 + n % 90000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    jsonb_build_object('name', 'customer ' || n), at, at, at, at,
    json_build_object('id', 'many-' || n, 'orderName', 'order ' || n, 'currency', 'KRW', 'requestedAt', at, 'amount',
      json_build_object('total', 1000 + n % 90000, 'cancelled', 0), 'customer', json_build_object('name', 'customer ' || n))::text,
    array_to_tsvector(array[substr($1, 7, 6) || 'ncustomer ' || n])
  from (
    select n, $2::timestamptz - n * interval '${secondsApart} seconds' as at,
      (array['PAID', 'PAID', 'PAID', 'PAID', 'READY', 'FAILED', 'CANCELLED', 'PARTIAL_CANCELLED'])[1 + (n / 20) % 8] as status,
      case when (n / 160) % 10 = 0 then 'EXIMBAY_V2' else (array['TOSSPAYMENTS', 'INICIS_V2', 'KCP_V2', 'NICE_V2', 'KAKAOPAY'])[1 + n % 5] end as pg,
      (array['CARD', 'EASY_PAY', 'TRANSFER', 'VIRTUAL_ACCOUNT'])[1 + (n / 5) % 4] as method
    from generate_series(1, $3::integer) n
  ) g`

/** A store with many payments, written as rows in bulk; the indexes are built afterwards, which is much faster. */
export async function writeManyPayments({ database, demo }: Platform): Promise<ManyPayments> {
  const newest = new Date()
  const { rows } = await database.query<{ name: string; definition: string }>(indexes)
  await database.query('set synchronous_commit = off')
  for (const { name } of rows) await database.query(`drop index ${name}`)
  await database.query(insert, [demo.storeId, newest, count])
  for (const { definition } of rows) await database.query(definition)
  await database.query('vacuum analyze payment')
  await database.query('checkpoint')
  return { count, secondsApart, newest }
}
