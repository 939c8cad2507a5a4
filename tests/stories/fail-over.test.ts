import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { BeginView } from '@naru/server/wire/checkout'
import type { ChannelGroupDetail } from '@naru/server/wire/console-channel-group'
import { signInAsDemo, type ConsoleClient } from '../attack/console-client.ts'
import {
  prepare,
  readPayment,
  settled,
  visitPg,
  type Prepared,
  type Purchase,
} from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, channelOf } from './billing-world.ts'

// Goal: a PG that does not open its window costs the shop no sale where its group says so, and never a second charge.
let system: RunningSystem
let owner: ConsoleClient
let group: ChannelGroupDetail
const path = () => `/stores/${system.demo.storeId}/channel-groups`

beforeAll(async () => {
  system = await startSystem()
  owner = await signInAsDemo(system)
  const made = await owner.call('POST', path(), {
    mode: 'TEST',
    name: '넘기는 그룹',
    failsOver: true,
    // The lot nearly always begins with the test PG.
    entries: [
      { channelKey: channelOf(system, 'naru-test'), weight: 99, enabled: true },
      { channelKey: channelOf(system, 'tosspayments'), weight: 1, enabled: true },
    ],
  })
  if (made.status !== 200) throw new Error(made.text)
  group = made.json as ChannelGroupDetail
}, 120_000)
afterEach(() => secretAtPg('naru_test_secret'))
afterAll(async () => {
  await system?.stop()
})

/** With another secret than the channel's the test PG refuses to open windows. */
async function secretAtPg(secretKey: string): Promise<void> {
  const response = await fetch(`${system.origins.simulators}/control/naru-test/merchants`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mid: 'naru_test', credentials: { secretKey } }),
  })
  if (!response.ok) throw new Error(await response.text())
}

const purchase = (more: object = {}): Purchase => ({
  pg: 'tosspayments',
  amount: 5_000,
  request: { channelKey: undefined, channelGroupId: group.channelGroupId, ...more },
})

/** An attempt that the lot gave to the test PG. */
async function prepareAtTestPg(): Promise<Prepared> {
  for (;;) {
    const prepared = await prepare(system, purchase())
    if ((await channelOfPayment(prepared)) === channelOf(system, 'naru-test')) return prepared
  }
}

async function channelOfPayment({ paymentId }: Prepared): Promise<unknown> {
  const { channel } = (await readPayment(system, paymentId)) as { channel?: { key: string } }
  return channel?.key
}

async function begin(prepared: Prepared): Promise<BeginView> {
  return (await (await fetch(`${prepared.attempt.window.url}/begin`, { method: 'POST' })).json()) as BeginView
}

async function historyOf({ paymentId }: Prepared): Promise<string[]> {
  const { json } = await owner.call(
    'GET',
    `/stores/${system.demo.storeId}/payments/${encodeURIComponent(paymentId)}/history`,
  )
  return (json as { items: { messageKo: string }[] }).items.map(({ messageKo }) => messageKo)
}

test('another channel opens its window, the buyer pays there, and the payment tells of it', async () => {
  const prepared = await prepareAtTestPg()
  await secretAtPg('changed-at-the-pg')

  const begun = await begin(prepared)
  expect(begun).toMatchObject({ kind: 'hand-off', handOff: { kind: 'tosspayments-sdk' } })
  if (begun.kind !== 'hand-off') return
  await visitPg(system, purchase(), begun.handOff)
  await settled(system, prepared)

  expect(await readPayment(system, prepared.paymentId)).toMatchObject({
    status: 'PAID',
    transactionId: prepared.transactionId,
    channel: { key: channelOf(system, 'tosspayments'), pgProvider: 'TOSSPAYMENTS' },
    channelGroup: { id: group.channelGroupId },
  })
  expect(await historyOf(prepared)).toContainEqual(
    expect.stringMatching(/채널 그룹의 다른 채널로 바꿨습니다\. \(.+ → .+\)/),
  )
  const cancelled = await callApi(system, 'POST', `/payments/${prepared.paymentId}/cancel`, {
    reason: '변심',
  })
  expect(cancelled.status).toBe(200)
})

test('two tabs that begin at once change the channel once', async () => {
  const prepared = await prepareAtTestPg()
  await secretAtPg('changed-at-the-pg')

  const both = await Promise.all([begin(prepared), begin(prepared)])

  expect(both.map(({ kind }) => kind)).toEqual(['hand-off', 'hand-off'])
  expect((await historyOf(prepared)).filter((line) => line.includes('다른 채널로'))).toHaveLength(1)
})

test('once a buyer was sent to a PG the channel stays, whatever that PG says later', async () => {
  const prepared = await prepareAtTestPg()
  expect((await begin(prepared)).kind).toBe('hand-off')
  await secretAtPg('changed-at-the-pg')

  expect((await begin(prepared)).kind).toBe('done')

  expect(await readPayment(system, prepared.paymentId)).toMatchObject({
    status: 'FAILED',
    channel: { key: channelOf(system, 'naru-test') },
  })
})

test('a decline after the window is the buyer’s answer and is asked of nobody else', async () => {
  const prepared = await prepareAtTestPg()
  const begun = await begin(prepared)
  if (begun.kind !== 'hand-off') throw new Error('no hand-off')
  await visitPg(system, { ...purchase(), pg: 'naru-test', decision: 'decline' }, begun.handOff)
  await settled(system, prepared)

  expect(await readPayment(system, prepared.paymentId)).toMatchObject({
    status: 'FAILED',
    channel: { key: channelOf(system, 'naru-test') },
  })
})

test('off unless it is switched on, and an edit that does not speak of it leaves it', async () => {
  const read = async () =>
    (await owner.call('GET', `${path()}/${group.channelGroupId}`)).json as ChannelGroupDetail
  const edit = async (more: object) => {
    const { name, rowVersion, currentSession } = await read()
    const entries = currentSession.entries.map(({ channelKey, weight, enabled }) => ({
      channelKey,
      weight,
      enabled,
    }))
    const { sessionId: currentSessionId } = currentSession
    const body = { name, entries, rowVersion, currentSessionId, ...more }
    const answer = await owner.call('PATCH', `${path()}/${group.channelGroupId}`, body)
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
  }
  await edit({})
  expect((await read()).failsOver).toBe(true)
  await edit({ failsOver: false })
  expect((await read()).failsOver).toBe(false)
  const made = await owner.call('POST', path(), {
    mode: 'TEST',
    name: '넘기지 않는 그룹',
    entries: [{ channelKey: channelOf(system, 'naru-test'), weight: 100, enabled: true }],
  })
  expect(made).toMatchObject({ status: 200, json: { failsOver: false } })

  const prepared = await prepareAtTestPg()
  await secretAtPg('changed-at-the-pg')
  expect((await begin(prepared)).kind).toBe('done')
  expect(await readPayment(system, prepared.paymentId)).toMatchObject({ status: 'FAILED' })
  await edit({ failsOver: true })
})
