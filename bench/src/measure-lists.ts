import { openDatabase } from '@naru/server/foundation/database'
import { listPayments } from '@naru/server/payment/list-payments'
import { pagePayments } from '@naru/server/payment/page-payments'
import type { ManyPayments } from './many-payments.ts'
import type { Platform } from './platform.ts'
import { residentMb } from './processor-time.ts'
import { rounded, type Row } from './row.ts'

const rounds = 40
const excelRows = 100_000

/** Three filters each: what nearly every page has, one in 160 payments, one in 1,600. */
const searches = [
  { status: 'PAID', method: 'CARD', pgProvider: 'TOSSPAYMENTS' },
  { status: 'FAILED', method: 'TRANSFER', pgProvider: 'KCP_V2' },
  { status: 'CANCELLED', method: 'EASY_PAY', pgProvider: 'EXIMBAY_V2' },
] as const

const plain = `
  select payment_id, transaction_id, status, is_test, order_name, total_minor, cancelled_minor, currency, pay_method, pg_provider, customer,
    requested_at, status_changed_at
  from payment
  where store_id = $1 and status_changed_at >= $2 and status_changed_at <= $3 and status = $4 and pay_method = $5 and pg_provider = $6 and not is_test
  order by status_changed_at desc, payment_id desc limit 31`

/**
 * Pages of the console's list under three filters: what the list itself takes against the plain SQL that one would type,
 * and beside it the whole answer over HTTP, which also looks up the session and the rights.
 */
export async function measureList(platform: Platform, many: ManyPayments): Promise<Row[]> {
  const { database, demo } = platform
  const cookie = await signIn(platform)
  const from = new Date(many.newest.getTime() - 183 * 86_400_000)
  const pool = openDatabase(platform.databaseUrl, 2)
  const ours = async (): Promise<number> => {
    const startedAt = performance.now()
    for (const { status, method, pgProvider } of searches) {
      const page = await pagePayments(
        pool,
        {
          storeId: demo.storeId,
          timeBase: 'STATUS_CHANGED_AT',
          from,
          until: new Date(),
          statuses: [status],
          methods: [method],
          pgProviders: [pgProvider],
          types: [],
          modes: ['LIVE'],
        },
        { size: 30 },
      )
      if (page.items.length !== 30) throw new Error(`the list gave ${page.items.length} rows`)
    }
    return performance.now() - startedAt
  }
  const overHttp = async (): Promise<number> => {
    const startedAt = performance.now()
    for (const search of searches) {
      const query = new URLSearchParams({ ...search, from: from.toISOString(), mode: 'LIVE', size: '30' })
      const answer = await fetch(
        `${local(demo.origins.console)}/console/api/stores/${demo.storeId}/payments?${query.toString()}`,
        { headers: { cookie } },
      )
      const page: { items: readonly unknown[] } = JSON.parse(await answer.text())
      if (page.items.length !== 30) throw new Error(`the list answered ${page.items.length} rows`)
    }
    return performance.now() - startedAt
  }
  const theirs = async (): Promise<number> => {
    const startedAt = performance.now()
    for (const { status, method, pgProvider } of searches) {
      const { rowCount } = await database.query(plain, [
        demo.storeId,
        from,
        new Date(),
        status,
        method,
        pgProvider,
      ])
      if (rowCount !== 31) throw new Error(`the plain statement answered ${rowCount} rows`)
    }
    return performance.now() - startedAt
  }
  const pairs: { ours: number; theirs: number; http: number }[] = []
  for (let turn = 0; turn < rounds; turn += 1) {
    pairs.push({ theirs: await theirs(), ours: await ours(), http: await overHttp() })
  }
  await pool.close()
  // The fastest of each: an answer over HTTP changes hands often, and what else the machine does only ever adds.
  const value = Math.min(...pairs.map((pair) => pair.ours))
  const baseline = Math.min(...pairs.map((pair) => pair.theirs))
  return [
    {
      id: 'list-payments',
      what: `three pages of the console's list, ${many.count} payments, three filters each, against the plain SQL`,
      value: rounded(value),
      unit: 'ms',
      baseline: rounded(baseline),
      ratio: rounded(value / baseline),
      goal: { of: 'ratio', atMost: 1.5 },
    },
    {
      id: 'list-payments-http',
      what: 'one such page over HTTP, with session and rights',
      value: rounded(Math.min(...pairs.map((pair) => pair.http)) / searches.length),
      unit: 'ms',
      baseline: null,
      ratio: null,
      goal: { of: 'value', atMost: 50 },
    },
  ]
}

const bySearch = `from payment
  where store_id = $1 and status_changed_at >= $2 and status_changed_at <= $3 and search_terms @@ $4::tsquery`

/**
 * REST V2's page list with a text search, which finds one in ten thousand, against the same two statements over the same
 * index as one would type them: a page, and how many there are.
 */
export async function measureSearch(platform: Platform, many: ManyPayments): Promise<Row[]> {
  const { database, demo } = platform
  const from = new Date(many.newest.getTime() - 200 * 86_400_000)
  const value = `customer ${String(many.count).slice(0, -2)}`
  const pool = openDatabase(platform.databaseUrl, 2)
  const ours = async (): Promise<{ ms: number; total: number }> => {
    const startedAt = performance.now()
    const { items, totalCount } = await listPayments(
      pool,
      {
        storeIds: [demo.storeId],
        timeBase: 'STATUS_CHANGED_AT',
        from,
        until: new Date(),
        sortBy: 'STATUS_CHANGED_AT',
        sortOrder: 'DESC',
        texts: [{ field: 'CUSTOMER_NAME', value }],
      },
      { number: 0, size: 10 },
    )
    if (items.length === 0) throw new Error('the search found nothing')
    return { ms: performance.now() - startedAt, total: totalCount }
  }
  const query = `'${demo.storeId.replace(/^store-/, '').slice(0, 6)}n${value}':*`
  const theirs = async (): Promise<{ ms: number; total: number }> => {
    const startedAt = performance.now()
    const values = [demo.storeId, from, new Date(), query]
    await database.query(
      `select view ${bySearch} order by status_changed_at desc, payment_id limit 10`,
      values,
    )
    const { rows } = await database.query<{ total: string }>(`select count(*) as total ${bySearch}`, values)
    return { ms: performance.now() - startedAt, total: Number(rows[0]?.total) }
  }
  const pairs: { ours: number; theirs: number }[] = []
  for (let turn = 0; turn < rounds; turn += 1) {
    const [plainly, truly] = [await theirs(), await ours()]
    if (plainly.total !== truly.total)
      throw new Error(`the list found ${truly.total}, the statement ${plainly.total}`)
    pairs.push({ theirs: plainly.ms, ours: truly.ms })
  }
  await pool.close()
  const best = Math.min(...pairs.map((pair) => pair.ours))
  const baseline = Math.min(...pairs.map((pair) => pair.theirs))
  return [
    {
      id: 'list-search',
      what: `REST V2's list with textSearch, ${many.count} payments, against the same SQL over the same index`,
      value: rounded(best),
      unit: 'ms',
      baseline: rounded(baseline),
      ratio: rounded(best / baseline),
      goal: { of: 'ratio', atMost: 1.5 },
    },
  ]
}

/** What a download of a hundred thousand payments adds to the server's memory, and how fast it comes. */
export async function measureExcelDownload(platform: Platform, many: ManyPayments): Promise<Row[]> {
  const { demo } = platform
  const cookie = await signIn(platform)
  const fetchRows = async (rows: number): Promise<number> => {
    const from = new Date(many.newest.getTime() - rows * many.secondsApart * 1_000)
    const query = new URLSearchParams({ from: from.toISOString(), until: many.newest.toISOString() })
    const answer = await fetch(
      `${local(demo.origins.console)}/console/api/stores/${demo.storeId}/payment-export?${query.toString()}`,
      {
        method: 'POST',
        headers: {
          cookie,
          origin: demo.origins.console,
          'x-naru-console': '1',
          'content-type': 'application/json',
        },
        body: JSON.stringify({ format: 'xlsx', groups: ['customer', 'pg'] }),
      },
    )
    if (!answer.ok || answer.body === null) throw new Error(`the download answered ${answer.status}`)
    for await (const _chunk of answer.body) {
      // Read and forgotten, as a browser that writes to a disk does.
    }
    return Number(answer.headers.get('x-naru-rows'))
  }
  // The library and the compiler have settled before memory is compared.
  await fetchRows(5_000)
  const before = residentMb(platform.serverPid)
  if (before === undefined) return []
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, residentMb(platform.serverPid) ?? 0)), 50)
  const startedAt = performance.now()
  const rows = await fetchRows(Math.min(excelRows, many.count))
  const seconds = (performance.now() - startedAt) / 1_000
  clearInterval(watch)
  return [
    {
      id: 'excel-download',
      what: `memory that a download of ${rows} payments as Excel adds to the server (${rounded(seconds, 1)} s)`,
      value: rounded(peak - before, 0),
      unit: 'MB',
      baseline: null,
      ratio: null,
      goal: { of: 'value', atMost: 100 },
    },
  ]
}

async function signIn({ demo }: Platform): Promise<string> {
  const answer = await fetch(`${local(demo.origins.console)}/console/api/sign-in`, {
    method: 'POST',
    headers: { origin: demo.origins.console, 'x-naru-console': '1', 'content-type': 'application/json' },
    body: JSON.stringify(demo.console),
  })
  if (!answer.ok) throw new Error(`sign-in answered ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/** `localhost` may be looked up for IPv6 first; the measurement is not of that. */
function local(origin: string): string {
  return origin.replace('localhost', '127.0.0.1')
}
