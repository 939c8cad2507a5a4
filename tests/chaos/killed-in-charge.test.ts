import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { until } from '../setup/headless-buyer.ts'
import { openPgLine, type Held, type HoldPoint, type PgLine } from '../setup/pg-line.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, chargeBody, issueKey, ledger, newPaymentId } from '../stories/billing-world.ts'
import { ask, judge, untilNothingInFlight } from './judge.ts'

// Goal: whenever the server dies during a charge without a buyer, the card is charged once, and we know it.
let line: PgLine
let system: RunningSystem

beforeAll(async () => {
  line = await openPgLine()
  system = await startSystem({}, line)
}, 120_000)
afterAll(async () => {
  await system?.stop()
  await line?.close()
})

const holdCharge = (point: HoldPoint): Held =>
  line.hold(({ path }) => path === '/naru-test/v1/payments/charge', point)

async function attemptOf(paymentId: string): Promise<{ transactionId: string; phase: string }> {
  const rows = await ask<{ transaction_id: string; phase: string }>(
    system.databaseUrl,
    'select transaction_id, phase from payment_transaction where payment_id = $1',
    [paymentId],
  )
  expect(rows).toHaveLength(1)
  return { transactionId: rows[0]?.transaction_id ?? '', phase: rows[0]?.phase ?? '' }
}

async function verdict(paymentId: string): Promise<string> {
  await untilNothingInFlight(system.databaseUrl)
  const { transactionId } = await attemptOf(paymentId)
  const one = { paymentId, transactionId, pg: 'naru-test' }
  return (await judge(system, { ...one, attempt: undefined as never })).status
}

test.each(['before', 'after'] as const)(
  'killed %s the PG heard of the charge, between reserve and record: charged once',
  async (point) => {
    const billingKey = await issueKey(system)
    const paymentId = newPaymentId()
    const call = holdCharge(point)
    void callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(billingKey, 8_800)).catch(
      () => undefined,
    )
    await call.reached
    expect((await attemptOf(paymentId)).phase).toBe('CONFIRMING')

    await system.server.kill9()
    call.cut()
    await system.server.restart()

    expect(await verdict(paymentId)).toBe('PAID')
    const again = await callApi(
      system,
      'POST',
      `/payments/${paymentId}/billing-key`,
      chargeBody(billingKey, 8_800),
    )
    expect(again).toMatchObject({ status: 409, body: { type: 'ALREADY_PAID' } })
  },
  60_000,
)

test('killed while a scheduled charge was in flight: the successor finds the same attempt and finishes its schedule', async () => {
  const billingKey = await issueKey(system)
  const paymentId = newPaymentId()
  const before = (await ledger(system)).length
  const call = holdCharge('after')
  const created = await callApi(system, 'POST', `/payments/${paymentId}/schedule`, {
    payment: chargeBody(billingKey, 6_600),
    timeToPay: new Date(Date.now() + 3_600_000).toISOString(),
  })
  const scheduleId = (created.body['schedule'] as { id: string }).id
  const owner = await signInAsDemo(system)
  await owner.call('POST', `/stores/${system.demo.storeId}/schedules/${scheduleId}/move`, {})
  await call.reached

  await system.server.kill9()
  call.cut()
  await system.server.restart()

  const done = await until(40_000, 'the schedule to end', async () => {
    const { body } = await callApi(system, 'GET', `/payment-schedules/${scheduleId}`)
    return body['status'] === 'SUCCEEDED' || body['status'] === 'FAILED' ? body : undefined
  })
  expect(done['status']).toBe('SUCCEEDED')
  expect(await verdict(paymentId)).toBe('PAID')
  expect((await ledger(system)).length - before).toBe(1)
}, 60_000)

test('killed while a billing key was being issued from a card: no key is left half-made', async () => {
  const call = line.hold(({ path }) => path === '/naru-test/v1/billing-keys/from-card', 'after')
  const customData = `killed-${crypto.randomUUID()}`
  void issueKey(system, { customData }).catch(() => undefined)
  await call.reached

  await system.server.kill9()
  call.cut()
  await system.server.restart()

  const [row] = await until(20_000, 'the key to be decided', async () => {
    const rows = await ask<{ status: string; phase: string; billing_key: string }>(
      system.databaseUrl,
      `select status, phase, billing_key from billing_key where data ->> 'customData' = $1`,
      [customData],
    )
    return rows[0]?.phase === 'DONE' ? rows : undefined
  })
  expect(row?.status).toBe('FAILED')
  expect(await callApi(system, 'GET', `/billing-keys/${row?.billing_key}`)).toMatchObject({ status: 404 })
})
