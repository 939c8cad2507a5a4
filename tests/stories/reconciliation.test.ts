import { afterAll, beforeAll, expect, test } from 'vitest'
import iconv from 'iconv-lite'
import { signInAsDemo, signUpStranger } from '../attack/console-client.ts'
import { buy, readPayment } from '../setup/headless-buyer.ts'
import {
  accountantOf,
  openReconciliationWorld,
  shared,
  type ReconciliationWorld,
} from './reconciliation-world.ts'

// Goal: what the PG says it settled stands beside what we booked, every difference has a name, and records come in whole
// or not at all.
let world: ReconciliationWorld

beforeAll(async () => {
  world = await openReconciliationWorld()
}, 120_000)
afterAll(() => world?.close())

const dayAfter = (day: string) => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
const range = () => `mode=TEST&from=${world.today}&until=${world.today}`

async function cancel(paymentId: string, amount?: number) {
  const response = await fetch(`${world.system.demo.origins.v2}/payments/${paymentId}/cancel`, {
    method: 'POST',
    headers: { authorization: `PortOne ${world.system.demo.apiSecret}` },
    body: JSON.stringify({ reason: '시험', ...(amount === undefined ? {} : { amount }) }),
  })
  expect(response.status).toBe(200)
}

async function slip(pg: string, body: object) {
  const url = `${world.system.origins.simulators}/control/${pg}/settlement-slips`
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
}

const file = async (pg: 'inicis' | 'naru-test'): Promise<string> => {
  const query = new URLSearchParams({ mid: shared[pg].pgMerchantId, date: world.today })
  return (await fetch(`${world.system.origins.simulators}/control/${pg}/settlements.csv?${query}`)).text()
}

const ofPayment = async (paymentId: string) =>
  (await world.accountant.entries(`${range()}&search=${encodeURIComponent(paymentId)}`)).items

test.each(['tosspayments', 'inicis', 'naru-test'] as const)(
  'a payment and its cancels are matched with the books of %s, and the same day again changes nothing',
  async (pg) => {
    const { paymentId } = await buy(world.system, { pg, amount: 11_000 })
    await cancel(paymentId, 1_000)
    await cancel(paymentId, 4_000)

    expect((await world.accountant.collect(shared[pg], world.today)).outcome).toMatchObject({
      kind: 'IMPORTED',
      lines: 3,
      added: 3,
    })
    const before = await ofPayment(paymentId)
    const again = await world.accountant.collect(shared[pg], world.today)

    expect(
      before
        .map(({ status, action, amountMinor, pgAmountMinor }) => [status, action, amountMinor, pgAmountMinor])

        .toSorted((a, b) => Number(b[2]) - Number(a[2])),
    ).toEqual([
      ['MATCHED', 'APPROVAL', 11_000, 11_000],
      ['MATCHED', 'PARTIAL_CANCEL', 4_000, 4_000],
      ['MATCHED', 'PARTIAL_CANCEL', 1_000, 1_000],
    ])
    expect(again.outcome.kind).toBe('UNCHANGED')
    expect(await ofPayment(paymentId)).toEqual(before)
    const [settledOn] = before.map((entry) => entry.settledOn)
    const settled = await world.accountant.entries(
      `mode=TEST&basis=SETTLEMENT&from=${settledOn}&until=${settledOn}&search=${paymentId}`,
    )
    expect(settled.items).toHaveLength(3)
  },
)

test('each way in which the PG can differ is named, and a corrected delivery takes the difference away', async () => {
  const bought = []
  for (const amount of [10_000, 20_000, 30_000, 40_000])
    bought.push(await buy(world.system, { pg: 'naru-test', amount }))
  const [missing, changed, late, dear] = bought
  if (missing === undefined || changed === undefined || late === undefined || dear === undefined)
    throw new Error()
  await cancel(late.paymentId)
  const fees = { ...shared['naru-test'], collectsDaily: false, fees: { CARD: { rateBp: 300 } } }
  const base = `/stores/${world.system.demo.storeId}/reconciliation`
  expect((await world.accountant.console.call('PUT', `${base}/source`, fees)).status).toBe(200)
  await slip('naru-test', { orderId: missing.transactionId, drop: true })
  await slip('naru-test', { orderId: changed.transactionId, addAmountMinor: -1 })
  await slip('naru-test', { orderId: late.transactionId, kind: 'CANCEL', shiftDays: 1 })
  await slip('naru-test', { orderId: dear.transactionId, addFeeMinor: 5 })

  const tomorrow = dayAfter(world.today)
  await world.accountant.collect(shared['naru-test'], world.today, tomorrow)

  const differences = async (paymentId: string) =>
    (await ofPayment(paymentId))
      .map(({ action, differences: found }) => [action, ...found])
      .toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))
  expect(await differences(missing.paymentId)).toEqual([['APPROVAL', 'MISSING_AT_PG']])
  expect(await differences(changed.paymentId)).toEqual([['APPROVAL', 'PAYMENT_AMOUNT']])
  expect(await differences(late.paymentId)).toEqual([['APPROVAL'], ['FULL_CANCEL', 'CANCELLED_LATE']])
  expect(await differences(dear.paymentId)).toEqual([['APPROVAL', 'FEE']])
  const { totals } = await world.accountant.summary(range())
  expect(totals).toMatchObject([{ currency: 'KRW', anomalies: 4, anomalyMinor: 10_001, notCollected: 0 }])

  await fetch(`${world.system.origins.simulators}/control/naru-test/settlement-slips`, { method: 'DELETE' })
  await world.accountant.collect(shared['naru-test'], world.today, tomorrow)
  expect((await world.accountant.summary(range())).totals).toMatchObject([{ anomalies: 0 }])
})

test('a payment whose day was not read yet is told from one that the PG lacks', async () => {
  const { paymentId } = await buy(world.system, { pg: 'inicis', amount: 5_000 })
  const today = accountantOf(world.accountant.console, world.system.demo.storeId)
  await today.collect(shared.inicis, world.today)
  expect(await ofPayment(paymentId)).toMatchObject([{ status: 'MATCHED' }])
})

test('the file of a day does what the API does; twice, at once or as Excel wrote it, it changes nothing more', async () => {
  const { paymentId } = await buy(world.system, { pg: 'inicis', amount: 33_000, method: 'TRANSFER' })
  const text = await file('inicis')

  const [one, two] = await Promise.all([
    world.accountant.upload(shared.inicis, text),
    world.accountant.upload(shared.inicis, text),
  ])

  expect([one.outcome.kind, two.outcome.kind].toSorted()).toEqual(['IMPORTED', 'UNCHANGED'])
  const before = await ofPayment(paymentId)
  expect(before).toMatchObject([{ status: 'MATCHED', method: 'TRANSFER', feeMinor: 594, feeVatMinor: 59 }])
  const excel = new Uint8Array(iconv.encode(text.replace('\uFEFF', ''), 'cp949'))
  expect((await world.accountant.upload(shared.inicis, excel)).outcome).toMatchObject({
    added: 0,
    changed: 0,
  })
  expect(await ofPayment(paymentId)).toEqual(before)
})

test('a file that broke off is refused whole, and a line that nobody can read is named', async () => {
  const { paymentId } = await buy(world.system, { pg: 'inicis', amount: 7_000 })
  const text = await file('inicis')
  const lines = text.split('\r\n')
  const refused = async (changed: string) => {
    const { status, json } = await world.accountant.upload(shared.inicis, changed)
    return [status, (json as { type: string }).type, (json as { line?: number }).line]
  }
  const without = (count: number) => lines.slice(0, -1 - count).join('\r\n')
  const broken = (index: number, from: RegExp, to: string) =>
    lines.map((line, at) => (at === index ? line.replace(from, to) : line)).join('\r\n')

  expect(await refused(without(1))).toEqual([422, 'IncompleteSettlementFileError', undefined])
  expect((await refused(text.slice(0, -40)))[0]).toBe(422)
  expect(await refused('')).toEqual([422, 'SettlementColumnsError', undefined])
  expect(await refused(broken(0, /금액/, '값'))).toEqual([422, 'SettlementColumnsError', undefined])
  expect(await refused(broken(2, /승인|취소/, '???'))).toEqual([422, 'InvalidSettlementLineError', 3])
  expect(await refused(broken(1, /KRW,\d+/, 'KRW,1.5'))).toEqual([422, 'InvalidSettlementLineError', 2])
  expect(await refused(broken(1, /\d{4}-\d{2}-\d{2}/, '2026-02-30'))).toEqual([
    422,
    'InvalidSettlementLineError',
    2,
  ])
  expect(await refused([lines[0], lines[1], lines[1], '합계,2'].join('\r\n'))).toEqual([
    422,
    'InvalidSettlementLineError',
    3,
  ])
  expect(await refused(`${text}x,승인,t,,,CARD,KRW,1,,0,0,${world.today},\r\n`)).toEqual([
    422,
    'InvalidSettlementLineError',
    lines.length,
  ])
  expect(await ofPayment(paymentId)).toEqual([])
})

test("nobody reaches another merchant's books with a file of his, a day, or his order numbers", async () => {
  const { paymentId, transactionId } = await buy(world.system, { pg: 'naru-test', amount: 12_345 })
  const stolen = await file('naru-test')
  const stranger = await signUpStranger(world.tomorrow)
  const thief = accountantOf(stranger.console, stranger.storeId)

  expect((await thief.collect(shared['naru-test'], world.today)).status).toBe(404)
  expect((await thief.upload(shared['naru-test'], stolen)).status).toBe(404)
  const inOurs = accountantOf(stranger.console, world.system.demo.storeId)
  expect((await inOurs.collect(shared['naru-test'], world.today)).status).toBe(404)
  await expect(inOurs.entries(range())).rejects.toThrow('StoreNotFoundError')

  const channel = (name: string, more: object) =>
    stranger.console.call('POST', `/stores/${stranger.storeId}/channels`, {
      mode: 'TEST',
      pg: 'naru-test',
      module: 'naru_test',
      name,
      attribute: 'PAYMENT',
      taxType: 'UNSET',
      manualConfirm: false,
      ...more,
    })
  expect((await channel('공용', { sharedTestMid: 'naru_test', credentials: {} })).status).toBe(200)
  expect((await channel('내 것', { credentials: { mid: 'thief', secretKey: 'thief-key' } })).status).toBe(200)
  const own = { ...shared['naru-test'], pgMerchantId: 'thief' }
  const shownOf = async () => JSON.stringify(await thief.entries(range()))

  // A shared test merchant id: the PG's books are everybody's, ours are not.
  const collected = await thief.collect(shared['naru-test'], world.today)
  expect(collected.outcome).toMatchObject({ added: 0, skipped: collected.outcome.lines })
  expect((await thief.upload(shared['naru-test'], stolen)).outcome.added).toBe(0)
  expect(await shownOf()).not.toContain(transactionId)
  // Under an id of his own he may claim anything, and learns nothing of the payment behind it.
  expect((await thief.upload(own, stolen)).outcome.kind).toBe('IMPORTED')
  expect(await shownOf()).not.toContain(paymentId)
  expect(await shownOf()).not.toContain('나룻배')
  expect(
    (await thief.entries(range())).items.every(({ differences }) => differences[0] === 'MISSING_HERE'),
  ).toBe(true)
})

test('과세구분 changes the VAT report and nothing else', async () => {
  const { paymentId } = await buy(world.system, {
    pg: 'tosspayments',
    amount: 55_000,
    request: { taxFreeAmount: 33_000 },
  })
  await world.accountant.collect(shared.tosspayments, world.today)
  const store = `/stores/${world.system.demo.storeId}`
  const channelKey = world.system.demo.channels.find(({ pg }) => pg === 'tosspayments')?.channelKey ?? ''
  const query = `${range()}&pgMerchantId=iamporttest_3`
  const setTax = async (taxType: string) => {
    const { json } = await world.accountant.console.call('GET', `${store}/channels/${channelKey}`)
    const { name, rowVersion, manualConfirm } = json as Record<string, unknown>
    const body = { name, rowVersion, manualConfirm, taxType, credentials: {} }
    const { status, text } = await world.accountant.console.call(
      'PATCH',
      `${store}/channels/${channelKey}`,
      body,
    )
    expect([status, text]).toEqual([200, text])
  }
  const everythingElse = async () => ({
    entries: await world.accountant.entries(query),
    summary: await world.accountant.summary(query),
    payment: await readPayment(world.system, paymentId),
    list: (await world.accountant.console.call('GET', `${store}/payments?mode=TEST`)).json,
  })
  const sums = async () => (await world.accountant.vat(query)).summary
  const before = await everythingElse()
  const unset = await sums()

  await setTax('TAXABLE')
  const taxable = await sums()
  const afterTaxable = await everythingElse()
  await setTax('TAX_FREE')
  const taxFree = await sums()

  const total = unset.totalMinor
  expect(unset).toMatchObject({ taxFreeMinor: 33_000, supplyMinor: total - 33_000 - unset.vatMinor })
  expect(taxable).toMatchObject({ totalMinor: total, taxFreeMinor: 0 })
  // 55,000 won of which 33,000 are tax free: VAT 2,000; of a taxable merchant 5,000.
  expect(taxable.vatMinor - unset.vatMinor).toBe(3_000)
  expect(taxFree).toEqual({ totalMinor: total, taxFreeMinor: total, vatMinor: 0, supplyMinor: 0 })
  expect(afterTaxable).toEqual(before)
  expect(await everythingElse()).toEqual(before)
  await setTax('UNSET')
  expect(await sums()).toEqual(unset)
})

test('lists come page by page, and as files with every row', async () => {
  const all = await world.accountant.entries(`${range()}&size=100`)
  const seen: string[] = []
  for (let cursor = ''; ;) {
    const page = await world.accountant.entries(`${range()}&size=7${cursor}`)
    seen.push(...page.items.map(({ entryKey }) => entryKey))
    if (page.nextCursor === undefined) break
    cursor = `&cursor=${page.nextCursor}`
  }
  const base = `/stores/${world.system.demo.storeId}/reconciliation`
  const csv = await world.accountant.console.call('POST', `${base}/entries-export?${range()}`, {
    format: 'csv',
  })
  const excel = await world.accountant.console.call('POST', `${base}/entries-export?${range()}`, {
    format: 'xlsx',
  })
  const vat = await world.accountant.console.call('POST', `${base}/vat-export?${range()}`, { format: 'csv' })

  expect(seen).toEqual(all.items.map(({ entryKey }) => entryKey))
  expect(new Set(seen).size).toBe(seen.length)
  expect(csv.text.trim().split('\r\n')).toHaveLength(all.items.length + 1)
  expect(excel.text.slice(0, 2)).toBe('PK')
  expect(vat.text).toContain('합계')
})

test('a source that is read every day is read the next morning by itself', async () => {
  const base = `/stores/${world.system.demo.storeId}/reconciliation`
  const daily = { ...shared.tosspayments, collectsDaily: true, fees: {} }
  expect((await world.accountant.console.call('PUT', `${base}/source`, daily)).status).toBe(200)

  world.tomorrow.clock.advance(86_400_000)
  await world.tomorrow.drain()

  const later = await signInAsDemo(world.tomorrow)
  const { json } = await later.call('GET', `${base}/sources`)
  const sources = (json as { items: { pg: string; lastCollectedDay?: string }[] }).items
  expect(sources.find(({ pg }) => pg === 'tosspayments')?.lastCollectedDay).toBe(dayAfter(world.today))
})

test('the owner gets one mail a month when nine tenths of the contracted limit are used', async () => {
  const base = `/stores/${world.system.demo.storeId}/reconciliation`
  const settings = { ...shared.tosspayments, collectsDaily: false, fees: {} }
  const mails = async () => {
    const to = encodeURIComponent(world.system.demo.console.email)
    const { json } = await world.accountant.console.call('GET', `/dev-mailbox?to=${to}`)
    return (json as { items: { subject: string }[] }).items.filter(({ subject }) =>
      subject.includes('정산 한도'),
    )
  }
  const used = async () => {
    const { json } = await world.accountant.console.call('GET', `${base}/sources`)
    const sources = (json as { items: { pgMerchantId: string; usedMinor?: number }[] }).items
    return sources.find(({ pgMerchantId }) => pgMerchantId === shared.tosspayments.pgMerchantId)?.usedMinor
  }
  const limit = (limitMinor?: number) =>
    world.accountant.console.call('PUT', `${base}/source`, {
      ...settings,
      ...(limitMinor === undefined ? {} : { limitMinor }),
    })
  expect((await limit(0)).status).toBe(400)
  expect((await limit(1_000_000_000)).status).toBe(200)
  const before = (await used()) ?? 0
  await world.tomorrow.drain()
  expect(await mails()).toHaveLength(0)

  // Each new purchase comes in with the day's books; the second one crosses the line.
  expect((await limit(before + 20_000)).status).toBe(200)
  await buy(world.system, { pg: 'tosspayments', amount: 20_000 })
  await world.accountant.collect(shared.tosspayments, world.today)
  await buy(world.system, { pg: 'tosspayments', amount: 1_000 })
  await world.accountant.collect(shared.tosspayments, world.today)
  await world.tomorrow.drain()

  expect(await used()).toBe(before + 21_000)
  expect(await mails()).toHaveLength(1)
})
