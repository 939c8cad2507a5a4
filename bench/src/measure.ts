import autocannon from 'autocannon'
import { createBuyer } from './buyer.ts'
import { startChild } from './child.ts'
import type { Platform } from './platform.ts'
import { processorMs, residentMb } from './processor-time.ts'
import { median, percentile, rounded, type Row } from './row.ts'

const rounds = 3

/** `GET /payments/{id}`, whole and authenticated, against a bare route that selects one row. */
export async function measureGet(platform: Platform): Promise<Row> {
  const buyer = createBuyer(platform.demo, 1)
  const paymentId = await buyer.pay()
  await buyer.close()
  return compareWithOneSelect(platform, paymentId, {
    id: 'get-payment',
    what: 'GET /payments/{id}, 32 connections, against a bare route with one indexed select',
    url: `${platform.demo.origins.v2}/payments/${paymentId}`,
    headers: { authorization: `PortOne ${platform.demo.apiSecret}` },
  })
}

/** What is measured against the bare route of `baseline-get`. */
export interface ComparedRequest {
  readonly id: string
  readonly what: string
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers: Record<string, string>
  readonly body?: string
}

/** One request over and over, in turns with a bare Fastify route that selects one row. */
export async function compareWithOneSelect(
  platform: Platform,
  paymentId: string,
  { id, what, url, headers, method = 'GET', body }: ComparedRequest,
): Promise<Row> {
  const port = platform.portBase + 8
  const baseline = await startChild('baseline-get.js', {
    DATABASE_URL: platform.databaseUrl,
    BENCH_STORE: platform.demo.storeId,
    BENCH_PORT: String(port),
  })
  const load = async (options: autocannon.Options): Promise<number> => {
    const result = await autocannon({ ...options, connections: 32, duration: 4 })
    if (result.non2xx > 0) throw new Error(`${options.url} answered ${result.non2xx} times without 2xx`)
    return result.requests.average
  }
  const ours: autocannon.Options = {
    url: url.replace('localhost', '127.0.0.1'),
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  }
  const theirs: autocannon.Options = { url: `http://127.0.0.1:${port}/payments/${paymentId}` }
  const pairs: { ours: number; theirs: number }[] = []
  await load(ours)
  await load(theirs)
  for (let round = 0; round < rounds; round += 1)
    pairs.push({ theirs: await load(theirs), ours: await load(ours) })
  await baseline.stop()
  return {
    id,
    what,
    value: rounded(median(pairs.map((pair) => pair.ours)), 0),
    unit: 'requests/s',
    baseline: rounded(median(pairs.map((pair) => pair.theirs)), 0),
    ratio: rounded(median(pairs.map((pair) => pair.ours / pair.theirs))),
    goal: { of: 'ratio', atLeast: 0.5 },
  }
}

/** Durable payments at 16 at once, and what they cost in CPU. */
export async function measureDurable(platform: Platform): Promise<Row[]> {
  const { rows } = await platform.database.query<{ view: number; data: number }>(
    `select avg(length(view))::int as view, (select avg(length(data::text))::int from payment_transaction) as data from payment`,
  )
  const baseline = await startChild('baseline-durable.js', {
    DATABASE_URL: platform.databaseUrl,
    BENCH_VIEW_BYTES: String(rows[0]?.view ?? 1_500),
    BENCH_DATA_BYTES: String(rows[0]?.data ?? 1_500),
  })
  const buyer = createBuyer(platform.demo, 16)
  const payFor = async (ms: number): Promise<{ perSecond: number; count: number }> => {
    const until = Date.now() + ms
    const startedAt = performance.now()
    let count = 0
    const worker = async (): Promise<void> => {
      while (Date.now() < until) {
        await buyer.pay()
        count += 1
      }
    }
    await Promise.all(Array.from({ length: 16 }, worker))
    return { perSecond: count / ((performance.now() - startedAt) / 1_000), count }
  }
  // Long enough that the compiler has seen the hot paths; a platform runs for days, not for seconds.
  await payFor(10_000)
  const pairs: { ours: number; theirs: number; cpu: number; cpuAlone: number }[] = []
  for (let round = 0; round < rounds; round += 1) {
    const [theirs, theirMs] = await costing<{ perSecond: number; count: number }>(
      [baseline.pid, platform.postmasterPid],
      async () => JSON.parse(await baseline.ask('5000')),
    )
    const [ours, ourMs] = await costing([platform.serverPid, platform.postmasterPid], () => payFor(5_000))
    pairs.push({
      ours: ours.perSecond,
      theirs: theirs.perSecond,
      cpu: ourMs / ours.count,
      cpuAlone: theirMs / theirs.count,
    })
  }
  await baseline.stop()
  await buyer.close()
  const unpaid = await platform.database.query(
    `select 1 from payment where payment_id like 'bench-%' and status <> 'PAID' limit 1`,
  )
  if (unpaid.rowCount !== 0) throw new Error('a measured payment is not PAID')
  return [
    {
      id: 'durable-payments',
      what: 'prepare → begin → approval → PAID with outbox row, 16 at once, against the same rows and commits alone',
      value: rounded(median(pairs.map((pair) => pair.ours)), 0),
      unit: 'payments/s',
      baseline: rounded(median(pairs.map((pair) => pair.theirs)), 0),
      ratio: rounded(median(pairs.map((pair) => pair.ours / pair.theirs))),
      goal: { of: 'ratio', atLeast: 0.2 },
    },
    ...(processorMs([platform.serverPid]) === undefined
      ? []
      : [
          {
            id: 'cpu-per-payment',
            what: 'CPU of server and PostgreSQL per durable payment, against client and PostgreSQL for the same rows and commits',
            value: rounded(median(pairs.map((pair) => pair.cpu))),
            unit: 'ms',
            baseline: rounded(median(pairs.map((pair) => pair.cpuAlone))),
            ratio: rounded(median(pairs.map((pair) => pair.cpu / pair.cpuAlone))),
            goal: { of: 'value', atMost: 7 },
          } as const,
        ]),
  ]
}

/** What the work came to, and the CPU that these processes spent on it (0 where the system does not tell). */
async function costing<Result>(
  processes: readonly number[],
  work: () => Promise<Result>,
): Promise<[Result, number]> {
  const before = processorMs(processes) ?? 0
  const result = await work()
  return [result, (processorMs(processes) ?? 0) - before]
}

/** From the event's own timestamp (taken just before its commit) to the first byte at the receiver, on an idle system. */
export async function measureWebhook(platform: Platform): Promise<Row[]> {
  const port = platform.portBase + 9
  const receiver = await startChild('webhook-receiver.js', { BENCH_PORT: String(port) })
  await platform.database.query(
    `update webhook_setting set url = $1 where store_id = $2 and mode = 'TEST' and api_version = 'V2'`,
    [`http://127.0.0.1:${port}/hook`, platform.demo.storeId],
  )
  const buyer = createBuyer(platform.demo, 1)
  for (let count = 0; count < 120; count += 1) {
    await buyer.pay()
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  await new Promise((resolve) => setTimeout(resolve, 500))
  const latencies: number[] = JSON.parse(await receiver.ask('latencies'))
  await platform.database.query(`update webhook_setting set url = null where store_id = $1`, [
    platform.demo.storeId,
  ])
  await buyer.close()
  await receiver.stop()
  if (latencies.length < 100) throw new Error(`only ${latencies.length} webhooks arrived`)
  const measured = latencies.slice(10)
  return [
    {
      id: 'webhook-latency',
      what: 'commit → first webhook byte, idle system, p99',
      value: rounded(percentile(measured, 99), 1),
      unit: 'ms',
      baseline: null,
      ratio: null,
      goal: { of: 'value', atMost: 50 },
    },
    {
      id: 'webhook-latency-p50',
      what: 'the same, p50',
      value: rounded(median(measured), 1),
      unit: 'ms',
      baseline: null,
      ratio: null,
      goal: { of: 'value', atMost: 50 },
    },
  ]
}

/** Resident memory of the server before it has done any work. */
export async function measureMemory(platform: Platform): Promise<Row[]> {
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  const value = residentMb(platform.serverPid)
  if (value === undefined) return []
  return [
    {
      id: 'idle-memory',
      what: 'RSS of the idle server, PostgreSQL not counted',
      value: rounded(value, 0),
      unit: 'MB',
      baseline: null,
      ratio: null,
      goal: { of: 'value', atMost: 200 },
    },
  ]
}
