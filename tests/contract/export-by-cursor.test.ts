import { afterAll, beforeAll, expect, test } from 'vitest'
import { buy, prepare } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { watchAnswers } from './recorder.ts'

// Goal: an export by cursor meets every payment and every movement once, whatever happens while it reads.
let system: RunningSystem
let watch: ReturnType<typeof watchAnswers>

beforeAll(async () => {
  system = await startSystem()
  watch = watchAnswers(system.demo.origins.v2)
}, 120_000)

afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

interface Item {
  readonly cursor: string
  readonly payment?: { readonly id: string }
  readonly paymentEvent?: Record<string, unknown>
}

async function page(path: string, input: object): Promise<{ status: number; items: Item[]; type?: string }> {
  const query = encodeURIComponent(JSON.stringify(input))
  const response = await fetch(`${system.demo.origins.v2}${path}?requestBody=${query}`, {
    headers: { authorization: `PortOne ${system.demo.apiSecret}` },
  })
  const body = (await response.json()) as { items?: Item[]; type?: string }
  return { status: response.status, items: body.items ?? [], ...(body.type && { type: body.type }) }
}

async function readAll(path: string, input: object): Promise<Item[]> {
  const all: Item[] = []
  for (let cursor: string | undefined; ;) {
    const { items } = await page(path, { ...input, ...(cursor === undefined ? {} : { cursor }) })
    if (items.length === 0) return all
    all.push(...items)
    cursor = items.at(-1)?.cursor
  }
}

test('every payment comes once while others are added and one is tried again', async () => {
  const before = await Promise.all(
    Array.from({ length: 12 }, () => prepare(system, { pg: 'inicis', amount: 900 })),
  )
  const again = before[0]?.paymentId ?? ''
  const added: string[] = []
  const writer = (async () => {
    while (added.length < 40)
      added.push((await prepare(system, { pg: 'tosspayments', amount: 900 })).paymentId)
  })()
  await prepare(system, { pg: 'inicis', amount: 900, paymentId: again })

  const first = await readAll('/payments-by-cursor', { size: 5 })
  await writer
  const rest = await page('/payments-by-cursor', { size: 1_000, cursor: first.at(-1)?.cursor })

  const ids = [...first, ...rest.items].map(({ payment }) => payment?.id ?? '')
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(expect.arrayContaining([...before.map(({ paymentId }) => paymentId), ...added]))
})

test('events are the money movements, cancels negative, each with the amount as it stood then', async () => {
  const paid = await buy(system, { pg: 'tosspayments', amount: 3_000 })
  const cancel = (body: object) =>
    fetch(`${system.demo.origins.v2}/payments/${paid.paymentId}/cancel`, {
      method: 'POST',
      headers: { authorization: `PortOne ${system.demo.apiSecret}` },
      body: JSON.stringify({ reason: 'r', ...body }),
    })
  await cancel({ amount: 1_000 })
  await cancel({})

  const events = (await readAll('/payment-events-by-cursor', { size: 2 })).map(
    ({ paymentEvent }) => paymentEvent,
  )

  expect(events.filter((event) => event?.['paymentId'] === paid.paymentId)).toMatchObject([
    { type: 'PAID', eventAmount: 3_000, totalAmount: { total: 3_000, cancelled: 0 }, disputes: [] },
    {
      type: 'PARTIAL_CANCELLED',
      eventAmount: -1_000,
      totalAmount: { cancelled: 1_000 },
      cancellation: { totalAmount: 1_000 },
    },
    { type: 'CANCELLED', eventAmount: -2_000, totalAmount: { cancelled: 3_000 } },
  ])
})

test.each(['/payments-by-cursor', '/payment-events-by-cursor'])('%s names what is wrong', async (path) => {
  for (const input of [
    { cursor: 'nonsense' },
    { cursor: Buffer.from('["a","b"]').toString('base64url') },
    { size: 0 },
    { size: 1_001 },
    { from: 'yesterday' },
    { until: 5 },
  ])
    expect(await page(path, input)).toMatchObject({ status: 400, type: 'INVALID_REQUEST' })
  expect(await page(path, { storeId: 'store-00000000-0000-0000-0000-000000000000' })).toMatchObject({
    status: 403,
    type: 'FORBIDDEN',
  })
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
