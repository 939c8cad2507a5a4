import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { judge, untilNothingInFlight } from '../chaos/judge.ts'
import { buy, type Bought } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callV2 } from './reply.ts'

// Goal: no request, however strange, breaks the REST face; the seed of a failure is printed and repeats it.
let system: RunningSystem
let paid: Bought
let paidId: string

beforeAll(async () => {
  system = await startSystem()
  paid = await buy(system, { pg: 'tosspayments', amount: 10_000 })
  paidId = paid.paymentId
}, 120_000)

afterAll(() => system?.stop())

const runs = 250

const strangeText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 50 }),
  fc.constantFrom(
    '',
    '\u0000',
    '\ud800',
    '\ufffe',
    '🧾',
    '가'.repeat(200),
    '__proto__',
    'NaN',
    '-0',
    '2026-01-05T00:00:00Z',
  ),
)
const strangeNumber = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -0, 1e308, 0.1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1),
)
const strange = fc.oneof(
  strangeText,
  strangeNumber,
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
)

/** A body whose members are the route's own names, each with a fitting or a strange value. */
function bodyOf(members: Record<string, fc.Arbitrary<unknown>>) {
  const model = Object.fromEntries(
    Object.entries(members).map(([name, fitting]) => [
      name,
      fc.oneof({ weight: 15, arbitrary: fitting }, strange),
    ]),
  )
  return fc.oneof({ weight: 5, arbitrary: fc.record(model, { requiredKeys: [] }) }, strange)
}

const amounts = fc.integer({ min: 1, max: 20_000 })
const storeId = fc.constantFrom('store-x', 'store-00000000-0000-0000-0000-000000000000')

const routes = {
  cancel: bodyOf({
    amount: fc.constantFrom(10_001, 1e15, 1),
    reason: strangeText,
    taxFreeAmount: amounts,
    vatAmount: amounts,
    requester: fc.constantFrom('CUSTOMER', 'ADMIN'),
    currentCancellableAmount: amounts,
    refundAccount: fc.record({ bank: strangeText, number: strangeText, holderName: strangeText }),
    skipWebhook: fc.boolean(),
    storeId,
  }),
  'pre-register': bodyOf({
    totalAmount: amounts,
    taxFreeAmount: amounts,
    currency: fc.constantFrom('KRW', 'USD', 'JPY'),
    storeId,
  }),
  confirm: bodyOf({
    paymentToken: strangeText,
    txId: strangeText,
    currency: fc.constantFrom('KRW', 'USD'),
    totalAmount: amounts,
    isTest: fc.boolean(),
    storeId,
  }),
  'resend-webhook': bodyOf({ webhookId: strangeText, storeId }),
}

const listInput = fc.record(
  {
    page: fc.oneof(fc.record({ number: strangeNumber, size: strangeNumber }), strange),
    filter: bodyOf({
      storeId,
      merchantId: strangeText,
      timestampType: fc.constantFrom('CREATED_AT', 'STATUS_CHANGED_AT'),
      from: fc.constantFrom('0000-01-01T00:00:00Z', '2026-01-05T00:00:00+09:00', '9999-12-31T23:59:59.999Z'),
      until: fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '2026-02-30T00:00:00Z'),
      status: fc.array(fc.constantFrom('PAID', 'PENDING', 'FAILED')),
      methods: fc.array(fc.constantFrom('CARD', 'EASY_PAY')),
      pgProvider: fc.array(strangeText),
      isTest: fc.boolean(),
      sortBy: fc.constantFrom('REQUESTED_AT', 'STATUS_CHANGED_AT'),
      sortOrder: fc.constantFrom('ASC', 'DESC'),
      version: fc.constantFrom('V1', 'V2'),
      currency: fc.constantFrom('KRW', 'USD'),
      cardBrand: strangeText,
      cardType: strangeText,
      giftCertificateType: strangeText,
      textSearch: fc.array(
        fc.record({
          field: fc.constantFrom('ALL', 'PAYMENT_ID', 'CUSTOMER_NAME', 'PG_TX_ID'),
          value: strangeText,
        }),
        { maxLength: 3 },
      ),
    }),
  },
  { requiredKeys: [] },
)

const paymentIds = fc.oneof(
  fc.constant(''),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 250 }),
  fc.constantFrom('a/b', '\u0000', '..', '.', '%', '?', '#', '가나다'),
)

/** What is wrong with the answer; nothing when it is JSON, no 5xx, and a refusal has its type and sentence. */
async function complaint(method: string, path: string, body?: unknown): Promise<string | undefined> {
  const reply = await callV2(system.origins.v2, `PortOne ${system.demo.apiSecret}`, method, path, body)
  const { type, message } = (reply.json ?? {}) as { type?: unknown; message?: unknown }
  const isTyped = reply.status === 200 || (typeof type === 'string' && typeof message === 'string')
  return reply.status < 500 && reply.json !== undefined && isTyped
    ? undefined
    : `${method} ${path}: ${reply.status} ${reply.text.slice(0, 300)}`
}

/** Tries the property so often that chance finds what nobody thought of; the first complaint is the failure. */
async function complaintOf<Input>(
  inputs: fc.Arbitrary<Input>,
  tryOne: (input: Input) => Promise<string | undefined>,
): Promise<string | undefined> {
  let last: string | undefined
  const { failed, counterexample, seed } = await fc.check(
    fc.asyncProperty(inputs, async (input) => {
      const said = await tryOne(input)
      if (said !== undefined) last = said
      return said === undefined
    }),
    { numRuns: runs },
  )
  return failed ? `seed ${seed}: ${JSON.stringify(counterexample)} — ${last ?? ''}` : undefined
}

test.each(Object.entries(routes))(
  'POST /payments/{paymentId}/%s answers every body',
  async (route, bodies) => {
    const found = await complaintOf(bodies, (body) =>
      complaint('POST', `/payments/${paidId}/${route}`, JSON.stringify(body)),
    )

    expect(found).toBeUndefined()
  },
)

test('GET /payments answers every list input', async () => {
  const found = await complaintOf(listInput, (input) =>
    complaint('GET', `/payments?requestBody=${encodeURIComponent(JSON.stringify(input))}`),
  )

  expect(found).toBeUndefined()
})

test.each(['', '/transactions'])('GET /payments/{paymentId}%s answers every id and store', async (rest) => {
  const found = await complaintOf(fc.tuple(paymentIds, fc.option(strangeText)), ([id, store]) => {
    const query = store === null ? '' : `?storeId=${encodeURIComponent(wellFormed(store))}`
    return complaint('GET', `/payments/${encodeURIComponent(wellFormed(id))}${rest}${query}`)
  })

  expect(found).toBeUndefined()
})

test.each(Object.keys(routes))('POST /payments/{paymentId}/%s answers every id', async (route) => {
  const found = await complaintOf(fc.tuple(paymentIds, strange), ([id, body]) =>
    complaint('POST', `/payments/${encodeURIComponent(wellFormed(id))}/${route}`, JSON.stringify(body)),
  )

  expect(found).toBeUndefined()
})

test('every body that is no JSON is answered', async () => {
  const found = await complaintOf(
    fc.tuple(fc.constantFrom(...Object.keys(routes)), fc.string({ unit: 'binary' })),
    ([route, text]) => complaint('POST', `/payments/${paidId}/${route}`, text),
  )

  expect(found).toBeUndefined()
})

// Some bodies are good by chance, so a part may have gone back; the PG's book knows how much.
test('and afterwards what we show is what the PG holds', async () => {
  await untilNothingInFlight(system.databaseUrl)

  const { status } = await judge(system, { ...paid, pg: 'tosspayments' })
  expect(['PAID', 'PARTIAL_CANCELLED', 'CANCELLED']).toContain(status)
})

/** A URL can carry no half of a pair. */
function wellFormed(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8')
}
