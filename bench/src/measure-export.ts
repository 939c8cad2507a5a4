import { systemClock } from '@naru/server/foundation/clock'
import { openDatabase } from '@naru/server/foundation/database'
import { exportPayments } from '@naru/server/payment/export-by-cursor'
import type { ManyPayments } from './many-payments.ts'
import type { Platform } from './platform.ts'
import { residentMb } from './processor-time.ts'
import { percentile, rounded, type Row } from './row.ts'

const pageSize = 1_000
const exportedAtMost = 1_000_000

const plain = `
  select created_at as at, payment_id as id, view from payment
  where store_id = $1 and created_at >= $2 and created_at < $3 and (created_at, payment_id) > ($4, $5)
  order by created_at, payment_id limit ${pageSize}`

interface ExportPage {
  readonly items: readonly { readonly cursor: string }[]
}

/**
 * A million payments by cursor, page after page to the end: what the export itself takes in turns with the same SQL at the
 * same depth, beside it the whole answer of REST V2 over HTTP, and what all of it adds to the server's memory.
 */
export async function measureCursorExport(platform: Platform, many: ManyPayments): Promise<Row[]> {
  const { database, demo } = platform
  const from = new Date(many.newest.getTime() - exportedAtMost * many.secondsApart * 1_000)
  const until = new Date(many.newest.getTime() - 1_000)
  const before = residentMb(platform.serverPid) ?? 0
  let peak = before
  const watch = setInterval(() => (peak = Math.max(peak, residentMb(platform.serverPid) ?? 0)), 50)
  const pool = openDatabase(platform.databaseUrl, 2)
  const ours: number[] = []
  const http: number[] = []
  const theirs: number[] = []
  let count = 0
  let cursor: string | undefined
  let place: { readonly at: Date; readonly id: string } = { at: from, id: '' }
  for (;;) {
    const plainlyAt = performance.now()
    const { rows } = await database.query<{ at: Date; id: string }>({
      name: 'plain-export',
      text: plain,
      values: [demo.storeId, from, until, place.at, place.id],
    })
    theirs.push(performance.now() - plainlyAt)
    const startedAt = performance.now()
    const after = place.id === '' ? {} : { after: place }
    const page = await exportPayments({ database: pool, clock: systemClock }, demo.storeId, {
      from,
      until,
      size: pageSize,
      ...after,
    })
    ours.push(performance.now() - startedAt)
    const askedAt = performance.now()
    const text = await readPage(platform, { from, until, size: pageSize, ...(cursor && { cursor }) })
    http.push(performance.now() - askedAt)
    const { items }: ExportPage = JSON.parse(text)
    if (items.length !== rows.length || page.length !== rows.length)
      throw new Error(`the export gave ${items.length} payments, the statement ${rows.length}`)
    const last = rows.at(-1)
    if (last === undefined) break
    count += items.length
    cursor = items.at(-1)?.cursor
    place = last
  }
  clearInterval(watch)
  await pool.close()
  const [value, baseline] = [percentile(ours, 99), percentile(theirs, 99)]
  return [
    {
      id: 'export-by-cursor',
      what: `p99 of a page of ${pageSize}, ${count} payments by cursor to the last, against the same SQL`,
      value: rounded(value),
      unit: 'ms',
      baseline: rounded(baseline),
      ratio: rounded(value / baseline),
      goal: { of: 'ratio', atMost: 1.5 },
    },
    {
      id: 'export-over-http',
      what: 'p99 of such a page over HTTP',
      value: rounded(percentile(http, 99)),
      unit: 'ms',
      baseline: null,
      ratio: null,
      goal: { of: 'value', atMost: 100 },
    },
    {
      id: 'export-memory',
      what: `memory that the export of ${count} payments adds to the server`,
      value: rounded(peak - before, 0),
      unit: 'MB',
      baseline: null,
      ratio: null,
      goal: { of: 'value', atMost: 100 },
    },
  ]
}

async function readPage({ demo }: Platform, input: object): Promise<string> {
  const query = encodeURIComponent(JSON.stringify(input))
  const answer = await fetch(
    `${demo.origins.v2.replace('localhost', '127.0.0.1')}/payments-by-cursor?requestBody=${query}`,
    { headers: { authorization: `PortOne ${demo.apiSecret}` } },
  )
  const text = await answer.text()
  if (!answer.ok) throw new Error(`the export answered ${answer.status} ${text}`)
  return text
}
