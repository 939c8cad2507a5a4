import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ScheduleRecovery } from '@naru/server/wire/console-recurring'
import { signInAsDemo, signUpStranger, type ConsoleClient } from '../attack/console-client.ts'
import { startClockedServer, type ClockedSystem } from '../setup/clocked-server.ts'
import { readPayment } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, chargeBody, goodCard, issueKey, newPaymentId } from './billing-world.ts'

// Goal: a charge that failed yesterday is tried again at the merchant's hour, once a day, until it is paid or given up.
let system: RunningSystem
let clocked: ClockedSystem
let owner: ConsoleClient
let path: string

/** Time that people's sessions do not know: they are made at the other replica, whose clock is the real one. */
const start = new Date()
const dayMs = 86_400_000
/** An instant of a Seoul day to come: 1 is tomorrow. */
const seoul = (day: number, time: string): string => {
  const midnight = new Date(start.getTime() + 9 * 3_600_000 + day * dayMs).toISOString().slice(0, 10)
  return new Date(`${midnight}T${time}+09:00`).toISOString()
}
const declinedCard = { ...goodCard, number: '4000000000000010' }

beforeAll(async () => {
  system = await startSystem()
  clocked = await startClockedServer(system, start)
  owner = await signInAsDemo(system)
  path = `/stores/${system.demo.storeId}/schedule-recovery`
}, 120_000)
afterAll(async () => {
  await clocked?.stop()
  await system?.stop()
})

const setting = async () => (await owner.call('GET', path)).json as ScheduleRecovery
const save = async (hour: number | null, rowVersion: number, who = owner) =>
  who.call('PUT', path, { hour, rowVersion })

async function moveTo(instant: string): Promise<void> {
  clocked.clock.advance(Date.parse(instant) - clocked.clock.now().getTime())
  await clocked.drain()
}

async function schedule(billingKey: string, timeToPay: string): Promise<string> {
  const paymentId = newPaymentId()
  const answer = await callApi(clocked, 'POST', `/payments/${paymentId}/schedule`, {
    payment: chargeBody(billingKey, 9_900),
    timeToPay,
  })
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  return paymentId
}

/** How often an order was tried. */
async function tries(paymentId: string): Promise<readonly unknown[]> {
  const { body } = await callApi(clocked, 'GET', `/payments/${paymentId}/transactions`)
  return body['items'] as readonly unknown[]
}

test('is off at first, is set with an hour, and two people cannot overwrite each other', async () => {
  expect(await setting()).toEqual({ hour: null, rowVersion: 0 })
  expect((await save(0, 0)).status).toBe(400)
  expect((await save(24, 0)).status).toBe(400)

  expect((await save(7, 0)).json).toMatchObject({
    hour: 7,
    rowVersion: 1,
    nextAt: expect.stringMatching(/T22:00:00\.000Z$/),
  })
  expect((await save(8, 0)).json).toMatchObject({ type: 'SCHEDULE_RECOVERY_CHANGED' })
  const both = await Promise.all([save(9, 1), save(10, 1)])
  expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409])
  expect((await save(null, 2)).json).toEqual({ hour: null, rowVersion: 0 })

  const audit = (await owner.call('GET', '/audit')).text
  expect(audit).toContain('schedule-recovery.save')
  expect(audit).toContain('schedule-recovery.delete')
})

test('tries what failed the day before, every day, until it is paid', async () => {
  await save(9, 0)
  const bad = await issueKey(clocked, {}, declinedCard)
  const good = await issueKey(clocked)
  const failing = await schedule(bad, seoul(1, '10:00:00'))
  const paid = await schedule(good, seoul(1, '10:00:00'))
  await moveTo(seoul(1, '11:00:00'))
  expect(await readPayment(clocked, failing)).toMatchObject({ status: 'FAILED' })

  // The same Seoul day is not yet "yesterday".
  await moveTo(seoul(1, '23:59:00'))
  expect(await tries(failing)).toHaveLength(1)

  await moveTo(seoul(2, '09:00:00'))
  expect(await tries(failing)).toHaveLength(2)
  await moveTo(seoul(2, '21:00:00'))
  expect(await tries(failing)).toHaveLength(2)
  await moveTo(seoul(3, '09:00:00'))
  expect(await tries(failing)).toHaveLength(3)
  expect(await tries(paid)).toHaveLength(1)

  // The merchant schedules it anew with another key: recovery leaves it alone.
  const again = await callApi(clocked, 'POST', `/payments/${failing}/schedule`, {
    payment: chargeBody(good, 9_900),
    timeToPay: seoul(9, '09:00:00'),
  })
  expect(again.status).toBe(200)
  await moveTo(seoul(4, '09:00:00'))
  expect(await tries(failing)).toHaveLength(3)
  await moveTo(seoul(9, '09:00:00'))
  expect(await readPayment(clocked, failing)).toMatchObject({ status: 'PAID' })
})

test('a deleted key is given up, and a switched-off recovery tries nothing', async () => {
  const bad = await issueKey(clocked, {}, declinedCard)
  const lost = await schedule(bad, seoul(10, '10:00:00'))
  const other = await issueKey(clocked, {}, declinedCard)
  const off = await schedule(other, seoul(11, '10:00:00'))
  await moveTo(seoul(10, '11:00:00'))
  expect((await callApi(clocked, 'DELETE', `/billing-keys/${bad}`)).status).toBe(200)

  await moveTo(seoul(11, '11:00:00'))
  expect(await tries(lost)).toHaveLength(1)
  expect((await save(null, (await setting()).rowVersion)).status).toBe(200)
  await moveTo(seoul(12, '11:00:00'))
  expect(await tries(off)).toHaveLength(1)
})

test("nobody reads or sets another merchant's hour", async () => {
  const stranger = await signUpStranger(system)
  expect((await stranger.console.call('GET', path)).status).toBe(404)
  expect((await save(3, 0, stranger.console)).status).toBe(404)
  expect(await setting()).toEqual({ hour: null, rowVersion: 0 })
})
