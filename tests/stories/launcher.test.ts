import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectRoot } from '@naru/launcher/settings'
import { openPgLine, type PgLine } from '../setup/pg-line.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

let line: PgLine
let naru: RunningSystem
beforeAll(async () => {
  line = await openPgLine()
  naru = await startSystem({}, line)
}, 120_000)
afterAll(async () => {
  await naru?.stop()
  await line?.close()
}, 60_000)

/** `npm run naru -- …` against this system. */
async function commandLine(...words: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(projectRoot, 'cli/dist/main.js'), ...words],
    {
      env: {
        ...process.env,
        NARU_PORT_BASE: new URL(naru.origins.console).port,
        NARU_DATA_DIR: naru.dataDir,
      },
    },
  )
  return JSON.parse(stdout)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const pay = (paymentId: string) =>
  commandLine(
    'pay',
    '--amount=1000',
    `--payment-id=${paymentId}`,
    `--channel=${naru.demo.channels.find(({ pg }) => pg === 'tosspayments')?.channelKey ?? ''}`,
  )

test('a fresh installation takes a payment of the demonstration merchant without any set-up', async () => {
  expect(await pay('order-first')).toMatchObject({ status: 'PAID', amount: { total: 1000 } })
})

test.each([
  ['a channel and an amount pay', [], 'PAID'],
  ['a buyer who closes the window has not paid', ['--close'], 'FAILED'],
])(
  '%s at each PG that the demonstration merchant has',
  async (_what, words, status) => {
    const outcomes: unknown[] = []
    for (const { channelKey, module } of naru.demo.channels) {
      const payment = await commandLine('pay', `--channel=${channelKey}`, '--amount=10000', ...words)
      outcomes.push([module, isObject(payment) ? payment['status'] : payment])
    }

    expect(outcomes.length).toBeGreaterThan(8)
    expect(outcomes).toEqual(naru.demo.channels.map(({ module }) => [module, status]))
  },
  120_000,
)

test('a program on the command line gets the addresses and keys that the launcher shows', async () => {
  expect(await commandLine('setup', '--json')).toEqual(naru.demo)
  const { mode } = await stat(join(naru.dataDir, 'demo.json'))
  expect(mode & 0o777).toBe(0o600)
})

test('a server that was killed comes back and still knows what was paid', async () => {
  const before = naru.server.pid
  await naru.server.kill9()
  await expect(fetch(`${naru.origins.v2}/healthz`)).rejects.toThrow(/fetch failed/)

  await naru.server.restart()

  const payment = await fetch(`${naru.origins.v2}/payments/order-first`, {
    headers: { authorization: `PortOne ${naru.demo.apiSecret}` },
  })
  expect(await payment.json()).toMatchObject({ status: 'PAID' })
  expect(naru.server.pid).not.toBe(before)
  expect(await pay('order-second')).toMatchObject({ status: 'PAID' })
}, 120_000)

// Goal: the first buyer after a start must not be sent away by a simulated PG that does not know his shop yet.
test('nobody reaches a server before the simulators know its channels', async () => {
  await naru.server.kill9()
  const registering = line.hold(({ path }) => /^\/control\/\w+\/merchants$/.test(path), 'before')
  const back = naru.server.restart()
  await registering.reached

  await expect(fetch(`${naru.origins.v2}/healthz`)).rejects.toThrow(/fetch failed/)

  registering.release()
  await back
  expect(await pay('order-third')).toMatchObject({ status: 'PAID' })
}, 120_000)
