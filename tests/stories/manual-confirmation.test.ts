import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  attemptState,
  begin,
  prepare,
  readBook,
  readPayment,
  until,
  visitPg,
  type Prepared,
  type Purchase,
} from '../setup/headless-buyer.ts'
import { watchAnswers } from '../contract/recorder.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: on a channel with manual confirmation (수동 승인) nothing is charged before the merchant's server says so.
let system: RunningSystem
let watch: ReturnType<typeof watchAnswers>

beforeAll(async () => {
  system = await startSystem()
  watch = watchAnswers(system.origins.v2)
  const database = new pg.Client({ connectionString: system.databaseUrl })
  await database.connect()
  await database.query('update channel set manual_confirm = true')
  await database.end()
}, 120_000)
afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

async function held(purchase: Purchase): Promise<Prepared & { token: string }> {
  const prepared = await prepare(system, purchase)
  await visitPg(system, purchase, await begin(prepared))
  const { state, result } = await attemptState(system, prepared)
  expect(state).toBe('DONE')
  return { ...prepared, token: String(result?.['paymentToken']) }
}

async function confirm(
  paymentId: string,
  body: object,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${system.origins.v2}/payments/${paymentId}/confirm`, {
    method: 'POST',
    headers: { authorization: `PortOne ${system.demo.apiSecret}` },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test.each(['tosspayments', 'inicis'] as const)(
  '%s charges at the confirm and not before, and only once',
  async (gateway) => {
    const attempt = await held({ pg: gateway, amount: 7_000 })
    expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'READY' })
    expect(await readBook(system, gateway, attempt.transactionId)).toMatchObject({ approvedMinor: 0 })

    const mismatch = await confirm(attempt.paymentId, { paymentToken: attempt.token, totalAmount: 70 })
    expect(mismatch).toMatchObject({ status: 409, body: { type: 'INFORMATION_MISMATCH' } })
    const forged = await confirm(attempt.paymentId, { paymentToken: `${attempt.token}x` })
    expect(forged).toMatchObject({ status: 400, body: { type: 'INVALID_PAYMENT_TOKEN' } })
    expect(await readBook(system, gateway, attempt.transactionId)).toMatchObject({ approvedMinor: 0 })

    const confirmed = await confirm(attempt.paymentId, {
      paymentToken: attempt.token,
      totalAmount: 7_000,
      currency: 'KRW',
      isTest: true,
    })
    expect(confirmed).toMatchObject({
      status: 200,
      body: { pgTxId: expect.any(String), paidAt: expect.any(String) },
    })
    const again = await confirm(attempt.paymentId, { paymentToken: attempt.token })
    expect(again).toMatchObject({ status: 409, body: { type: 'ALREADY_PAID' } })
    expect(await readBook(system, gateway, attempt.transactionId)).toMatchObject({
      approvedMinor: 7_000,
      cancelledMinor: 0,
    })
  },
)

test('a PG that approves and does not answer is never told as a refusal', async () => {
  const attempt = await held({
    pg: 'tosspayments',
    amount: 4_000,
    faults: [{ operation: 'approve', fault: 'silent-after' }],
  })

  const confirmed = await confirm(attempt.paymentId, { paymentToken: attempt.token })

  expect(confirmed).toMatchObject({ status: 200, body: { pgTxId: expect.any(String) } })
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'PAID' })
})

test('a PG that stays silent, books included, leaves the outcome open and says so', async () => {
  const attempt = await held({
    pg: 'tosspayments',
    amount: 4_000,
    faults: [
      { operation: 'approve', fault: 'silent-after', times: 9 },
      { operation: 'inquire', fault: 'silent-before', times: 9 },
    ],
  })

  const confirmed = await confirm(attempt.paymentId, { paymentToken: attempt.token })

  expect(confirmed).toMatchObject({ status: 503, body: { type: 'PAYMENT_OUTCOME_UNKNOWN' } })
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'READY' })
})

test('a confirm that asks for no webhook of its own success gets none', async () => {
  const noticeUrls = ['http://127.0.0.1:9/hook']
  const quiet = await held({ pg: 'inicis', amount: 3_000, noticeUrls })
  const loud = await held({ pg: 'tosspayments', amount: 3_000, noticeUrls })
  await confirm(quiet.paymentId, { paymentToken: quiet.token, skipWebhook: true })
  await confirm(loud.paymentId, { paymentToken: loud.token, skipWebhook: false })

  const toldOf = async (paymentId: string) => {
    const { webhooks } = (await readPayment(system, paymentId)) as { webhooks?: { paymentStatus?: string }[] }
    return (webhooks ?? []).map(({ paymentStatus }) => paymentStatus)
  }
  await until(20_000, 'the webhook of the other payment', async () =>
    (await toldOf(loud.paymentId)).includes('PAID') ? true : undefined,
  )
  expect(await toldOf(quiet.paymentId)).toEqual(['READY'])
  expect(await readPayment(system, quiet.paymentId)).toMatchObject({ status: 'PAID' })
})

test('and every answer had the declared form', () => {
  expect(watch.complaints().filter((one) => !one.includes('PAYMENT_OUTCOME_UNKNOWN'))).toEqual([])
})
