import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { untilNothingInFlight } from '../chaos/judge.ts'
import {
  begin,
  prepare,
  readBook,
  readPayment,
  settled,
  visitPg,
  type PgVisit,
  type Prepared,
} from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { signUpStranger, type OtherMerchant } from './console-client.ts'
import { callV2, read, type Reply } from './reply.ts'

// Goal: whatever the buyer's browser says about money is compared with what was prepared, or ignored.
let system: RunningSystem
let stranger: OtherMerchant

beforeAll(async () => {
  system = await startSystem()
  stranger = await signUpStranger(system)
}, 120_000)

afterAll(() => system?.stop())

type Next = NonNullable<PgVisit['next']>

const buyers = [
  { name: 'TossPayments', pg: 'tosspayments', device: 'PC' },
  { name: 'Inicis PC', pg: 'inicis', device: 'PC' },
  { name: 'Inicis mobile', pg: 'inicis', device: 'MOBILE' },
] as const
type Buyer = (typeof buyers)[number]

/** A buyer who proved himself at the PG and whose return is in the attacker's hands. */
async function authenticated(
  { pg, device }: Buyer,
  amount: number,
): Promise<{ prepared: Prepared; next: Next }> {
  const purchase = { pg, device, amount }
  const prepared = await prepare(system, purchase)
  const { next } = await visitPg(system, purchase, await begin(prepared), false)
  if (next === null) throw new Error('the buyer does not come back')
  return { prepared, next }
}

async function comeBack(next: Next): Promise<Reply> {
  const { method, url, headers, body } = next
  return read(
    await fetch(url, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) }),
  )
}

/** The same return with other words in address and body. */
function rewritten(next: Next, from: string, to: string): Next {
  const change = (text: string) => text.replaceAll(from, to)
  return { ...next, url: change(next.url), ...(next.body === undefined ? {} : { body: change(next.body) }) }
}

/** The address of one attempt's return with what the PG said about another. */
function returnedInto(target: Next, words: Next): Next {
  const query = new URL(words.url).search
  return { ...words, url: target.url.split('?')[0] + query }
}

async function statusOf({ paymentId }: Prepared): Promise<string> {
  return String((await readPayment(system, paymentId))['status'])
}

/** What we show beside what the PG holds. */
async function outcomeOf({ pg }: Buyer, prepared: Prepared): Promise<string> {
  const { balanceMinor } = await readBook(system, pg, prepared.transactionId)
  return `${await statusOf(prepared)} ${balanceMinor}`
}

describe.each(buyers)('a return from $name', (buyer) => {
  let prepared: Prepared
  let next: Next

  beforeEach(async () => {
    ;({ prepared, next } = await authenticated(buyer, 10_000))
  })

  test('under a token that nobody has is refused and changes nothing', async () => {
    const token = /\/return\/([^/?]+)/.exec(next.url)?.[1] ?? ''
    const unknown = token.slice(0, -4) + (token.endsWith('AAAA') ? 'BBBB' : 'AAAA')

    const reply = await comeBack(rewritten(next, token, unknown))

    expect(reply.status).toBe(404)
    expect(await statusOf(prepared)).toBe('READY')
  })

  test('with another attempt’s proof takes no money, neither for this one nor for the other', async () => {
    const other = await authenticated(buyer, 500_000)

    await comeBack(returnedInto(other.next, next))

    await untilNothingInFlight(system.databaseUrl)
    expect(await statusOf(other.prepared)).not.toBe('PAID')
    expect((await readBook(system, buyer.pg, other.prepared.transactionId)).approvedMinor).toBe(0)
    expect((await readBook(system, buyer.pg, prepared.transactionId)).balanceMinor).toBe(0)
  })

  test('that names another order is not paid', async () => {
    await comeBack(rewritten(next, prepared.transactionId, crypto.randomUUID()))

    await untilNothingInFlight(system.databaseUrl)
    // A return that carries no order id (Inicis mobile) is the true one after all.
    const isNamed = `${next.url} ${next.body ?? ''}`.includes(prepared.transactionId)
    expect(isNamed ? ['FAILED 0', 'READY 0'] : ['PAID 10000']).toContain(await outcomeOf(buyer, prepared))
  })

  test('that names a smaller amount is not paid', async () => {
    await comeBack(rewritten(next, '10000', '100'))

    await untilNothingInFlight(system.databaseUrl)
    const isNamed = `${next.url} ${next.body ?? ''}`.includes('10000')
    expect(isNamed ? ['FAILED 0', 'READY 0'] : ['PAID 10000']).toContain(await outcomeOf(buyer, prepared))
  })

  test('sent twenty times at once is approved once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => comeBack(next)))

    await settled(system, prepared)
    await untilNothingInFlight(system.databaseUrl)
    const { entries } = await readBook(system, buyer.pg, prepared.transactionId)
    expect(entries.filter(({ kind }) => kind === 'approve')).toHaveLength(1)
    expect(await statusOf(prepared)).toBe('PAID')
  })

  test('made up by a buyer who never saw the PG pays nothing', async () => {
    const fresh = await prepare(system, { pg: buyer.pg, device: buyer.device, amount: 10_000 })
    const token = fresh.attempt.window.url.split('/').at(-1) ?? ''
    const address = `${system.origins.checkout}/pg/${buyer.pg}/return/${token}`
    const inventions = [
      `paymentKey=tgen_invented&orderId=${fresh.transactionId}&amount=10000`,
      `resultCode=0000&resultMsg=ok&authToken=invented&orderNumber=${fresh.transactionId}&authUrl=${encodeURIComponent('http://127.0.0.1:1/')}&netCancelUrl=x`,
      `P_STATUS=00&P_TID=INIinvented&P_REQ_URL=${encodeURIComponent('http://127.0.0.1:1/')}&P_AMT=10000&P_OID=${fresh.transactionId}`,
    ]

    for (const words of inventions) {
      const replies = await Promise.all([
        comeBack({ method: 'GET', url: `${address}?${words}`, headers: {} }),
        comeBack({
          method: 'POST',
          url: address,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: words,
        }),
      ])
      for (const { status } of replies) expect(status).toBeLessThan(500)
    }

    await untilNothingInFlight(system.databaseUrl)
    expect(await statusOf(fresh)).not.toBe('PAID')
  })

  test('whose refusal holds what no database can store still ends the attempt', async () => {
    const token = /\/return\/([^/?]+)/.exec(next.url)?.[1] ?? ''
    const words = 'code=A%00B&message=%00&resultCode=A%00B&resultMsg=x%00&P_STATUS=0%001&P_RMESG1=%00'

    const reply = await comeBack({
      method: 'POST',
      url: `${system.origins.checkout}/pg/${buyer.pg}/return/${token}?${words}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: words,
    })

    expect(reply.status).toBe(303)
    expect(await statusOf(prepared)).toBe('FAILED')
  })

  test('and its token do not serve for another PG’s return', async () => {
    const other = buyer.pg === 'inicis' ? 'tosspayments' : 'inicis'

    await comeBack(rewritten(next, `/pg/${buyer.pg}/`, `/pg/${other}/`))

    await untilNothingInFlight(system.databaseUrl)
    const { balanceMinor } = await readBook(system, buyer.pg, prepared.transactionId)
    const status = await statusOf(prepared)
    expect(status === 'PAID' ? balanceMinor : 10_000 - balanceMinor).toBe(10_000)
  })
})

describe('amounts that the server registered beforehand', () => {
  const register = (paymentId: string, body: object) =>
    callV2(
      system.origins.v2,
      `PortOne ${system.demo.apiSecret}`,
      'POST',
      `/payments/${paymentId}/pre-register`,
      body,
    )

  test.each([
    { what: 'a smaller amount', request: { totalAmount: 100 } },
    { what: 'another currency', request: { totalAmount: 10_000, currency: 'USD' } },
    { what: 'another tax-free part', request: { totalAmount: 10_000, taxFreeAmount: 10_000 } },
  ])('cannot be replaced by $what in the browser', async ({ request }) => {
    const paymentId = `order-${crypto.randomUUID()}`
    expect(
      (await register(paymentId, { totalAmount: 10_000, taxFreeAmount: 0, currency: 'KRW' })).status,
    ).toBe(200)

    await expect(
      prepare(system, { pg: 'tosspayments', amount: 10_000, paymentId, request }),
    ).rejects.toMatchObject({
      error: { code: expect.stringMatching(/^(AmountNotEqualToPredefined|RequestParseFailed)$/) },
    })

    await expect(prepare(system, { pg: 'tosspayments', amount: 10_000, paymentId })).resolves.toBeDefined()
  })
})

describe('the capabilities of an attempt', () => {
  const stateWith = async (attemptId: string, secret: string): Promise<Reply> =>
    read(
      await fetch(`${system.origins.checkout}/browser/v2/attempts/${attemptId}`, {
        headers: { 'naru-attempt-secret': secret },
      }),
    )

  test('the window’s token is no attempt secret, and the secret opens no window', async () => {
    const { attempt } = await prepare(system, { pg: 'inicis', amount: 10_000 })
    const token = attempt.window.url.split('/').at(-1) ?? ''
    const window = (secret: string) => fetch(`${system.origins.checkout}/pay/${secret}/view`).then(read)

    expect((await stateWith(attempt.attemptId, token)).status).toBe(404)
    expect((await stateWith(token, attempt.attemptSecret)).status).toBe(200)
    expect((await window(attempt.attemptSecret)).status).toBe(404)
    expect((await window(attempt.attemptId)).status).toBe(404)
    expect((await window(attempt.attemptId + attempt.attemptSecret)).status).toBe(404)
    expect((await window(token)).status).toBe(200)
  })

  test('one attempt’s secret and token open no other attempt', async () => {
    const [mine, theirs] = [
      (await prepare(system, { pg: 'inicis', amount: 10_000 })).attempt,
      (await prepare(system, { pg: 'inicis', amount: 99_000 })).attempt,
    ]
    const token = mine.window.url.split('/').at(-1) ?? ''
    const spliced = theirs.attemptId + token.slice(theirs.attemptId.length)

    expect((await stateWith(theirs.attemptId, mine.attemptSecret)).status).toBe(404)
    for (const path of ['', '/view', '/outcome', '/done']) {
      expect((await fetch(`${system.origins.checkout}/pay/${spliced}${path}`)).status).toBe(404)
    }
    for (const path of ['begin', 'close', 'alive']) {
      const reply = await fetch(`${system.origins.checkout}/pay/${spliced}/${path}`, { method: 'POST' })
      expect(reply.status).toBe(404)
    }
    const abandon = await fetch(
      `${system.origins.checkout}/browser/v2/attempts/${theirs.attemptId}/abandon`,
      {
        method: 'POST',
        headers: { 'naru-attempt-secret': mine.attemptSecret },
      },
    )
    expect(abandon.status).toBe(404)
  })

  test('neither secret nor token stands in what anybody else is told', async () => {
    const prepared = await prepare(system, { pg: 'inicis', amount: 10_000 })
    const { attemptSecret, window } = prepared.attempt
    const token = window.url.split('/').at(-1) ?? ''

    const told = [
      JSON.stringify(await readPayment(system, prepared.paymentId)),
      (await fetch(`${window.url}/view`).then(read)).text,
      (await stateWith(prepared.attempt.attemptId, attemptSecret)).text,
    ].join('\n')

    expect(told).not.toContain(attemptSecret)
    expect(told).not.toContain(token)
  })
})

describe('a PG notification', () => {
  test('to another store’s channel, an unknown channel or another PG’s address is not taken', async () => {
    const { next: _next, prepared } = await authenticated(buyers[0], 10_000)
    const channel = system.demo.channels.find(({ pg }) => pg === 'tosspayments')?.channelKey ?? ''
    const body = JSON.stringify({
      eventType: 'PAYMENT_STATUS_CHANGED',
      createdAt: '2026-01-05T00:00:00.000000',
      data: { orderId: prepared.transactionId, status: 'DONE', paymentKey: 'tgen_x', totalAmount: 10_000 },
    })
    const addresses = [
      `/pg/tosspayments/notify/${stranger.storeId}/${channel}`,
      `/pg/tosspayments/notify/${system.demo.storeId}/channel-key-${crypto.randomUUID()}`,
      `/pg/inicis/notify/${system.demo.storeId}/${channel}`,
      `/pg/tosspayments/notify/store-x/${channel}`,
      `/pg/tosspayments/notify/${system.demo.storeId}/%00`,
    ]

    for (const address of addresses) {
      const reply = await read(await fetch(system.origins.checkout + address, { method: 'POST', body }))
      expect([404, 400]).toContain(reply.status)
    }
    expect(await statusOf(prepared)).toBe('READY')
  })

  test('to the right address that says "paid" before the buyer came back pays nothing', async () => {
    const { prepared } = await authenticated(buyers[0], 10_000)
    const channel = system.demo.channels.find(({ pg }) => pg === 'tosspayments')?.channelKey ?? ''
    const address = `${system.origins.checkout}/pg/tosspayments/notify/${system.demo.storeId}/${channel}`

    for (const status of ['DONE', 'CANCELED', 'WAITING_FOR_DEPOSIT', 'NONSENSE']) {
      const reply = await fetch(address, {
        method: 'POST',
        body: JSON.stringify({
          eventType: 'PAYMENT_STATUS_CHANGED',
          createdAt: '2026-01-05T00:00:00.000000',
          data: { orderId: prepared.transactionId, status, paymentKey: 'tgen_x', totalAmount: 10_000 },
        }),
      })
      expect(reply.status).toBeLessThan(500)
    }

    await untilNothingInFlight(system.databaseUrl)
    expect(await statusOf(prepared)).toBe('READY')
  })
})
