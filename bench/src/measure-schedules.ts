import autocannon from 'autocannon'
import { createBuyer } from './buyer.ts'
import type { Platform } from './platform.ts'
import { rounded, type Row } from './row.ts'

const count = 10_000
const readsPerSecond = 25

/**
 * Ten thousand schedules that are due in the same second: how long until the last is charged, and what the API's
 * readers feel meanwhile. The schedules are made over the API; only their common hour is set in the database, because
 * making them takes longer than the hour lasts.
 */
export async function measureSchedules(platform: Platform): Promise<Row[]> {
  const { demo, database } = platform
  const buyer = createBuyer(demo, 1)
  const paymentId = await buyer.pay()
  await buyer.close()
  const authorization = `PortOne ${demo.apiSecret}`
  const call = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${demo.origins.v2}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const channelKey = demo.channels.find(({ pg }) => pg === 'tosspayments')?.channelKey
  const issued = (await call('/billing-keys', {
    channelKey,
    customer: { id: 'bench-customer' },
    method: {
      card: { credential: { number: '4330123412341234', expiryYear: '30', expiryMonth: '12' } },
    },
  })) as { billingKeyInfo: { billingKey: string } }
  await inParallel(count, 32, (index) =>
    call(`/payments/schedule-${index}/schedule`, {
      payment: {
        billingKey: issued.billingKeyInfo.billingKey,
        orderName: '나룻배 구독',
        amount: { total: 9_900 },
        currency: 'KRW',
      },
      timeToPay: new Date(Date.now() + 86_400_000).toISOString(),
    }),
  )
  const read = async (seconds: number): Promise<number> => {
    const result = await autocannon({
      url: `${demo.origins.v2.replace('localhost', '127.0.0.1')}/payments/${paymentId}`,
      headers: { authorization },
      connections: 4,
      overallRate: readsPerSecond,
      duration: seconds,
    })
    if (result.non2xx > 0) throw new Error(`reads answered ${result.non2xx} times without 2xx`)
    return result.latency.p99
  }
  const idleMs = await read(6)

  const startedAt = performance.now()
  await database.query(`update payment_schedule set time_to_pay = now() where status = 'SCHEDULED'`)
  await database.query(`update due_work set due_at = now() where kind = 'schedule.run'`)
  let left = count
  const lefts = async (): Promise<void> => {
    while (left > 0) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      const { rows } = await database.query<{ left: number }>(
        `select count(*)::int as left from payment_schedule where status in ('SCHEDULED', 'STARTED', 'PENDING')`,
      )
      left = rows[0]?.left ?? 0
    }
  }
  const [busyMs] = await Promise.all([read(10), lefts()])
  const seconds = (performance.now() - startedAt) / 1_000
  const failed = await database.query(`select 1 from payment_schedule where status <> 'SUCCEEDED' limit 1`)
  if (failed.rowCount !== 0) throw new Error('a schedule was not charged')
  return [
    {
      id: 'schedules-at-once',
      what: `${count} schedules due in the same second → the last one charged`,
      value: rounded(seconds, 1),
      unit: 's',
      baseline: null,
      ratio: null,
      goal: { of: 'value', atMost: 120 },
    },
    {
      id: 'read-while-charging',
      what: 'p99 of GET /payments/{id} while they are charged, against the idle system',
      value: rounded(busyMs, 1),
      unit: 'ms',
      baseline: rounded(idleMs, 1),
      ratio: rounded(busyMs / idleMs),
      goal: { of: 'ratio', atMost: 2 },
    },
  ]
}

async function inParallel(
  total: number,
  width: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < total) {
      const index = next
      next += 1
      await work(index)
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
}
