import { expect, test } from 'vitest'
import type { CheckoutService, StateAnswer } from '../checkout-service.ts'
import { followAttempt, patienceAfterExpiryMs } from './follow-attempt.ts'
import type { Ending } from './follow-attempt.ts'

const paid: StateAnswer = {
  kind: 'state',
  state: 'DONE',
  result: { transactionType: 'PAYMENT', txId: 'tx-1', paymentId: 'order-1' },
}
const inPg: StateAnswer = { kind: 'state', state: 'IN_PG' }
const attempt = { attemptId: 'a', attemptSecret: 's', expiresAt: '2026-01-05T00:30:00Z' }

class HandTimer {
  time = Date.parse('2026-01-05T00:00:00Z')
  private waiting: { at: number; run: () => void }[] = []

  now = (): number => this.time

  after = (ms: number, run: () => void): (() => void) => {
    const entry = { at: this.time + ms, run }
    this.waiting.push(entry)
    return () => {
      this.waiting = this.waiting.filter((other) => other !== entry)
    }
  }

  async move(ms: number): Promise<void> {
    const until = this.time + ms
    for (;;) {
      const next = this.waiting.toSorted((a, b) => a.at - b.at)[0]
      if (next === undefined || next.at > until) break
      this.waiting = this.waiting.filter((other) => other !== next)
      this.time = next.at
      next.run()
      await settleMicrotasks()
    }
    this.time = until
    await settleMicrotasks()
  }
}

async function settleMicrotasks(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

function follow(states: readonly StateAnswer[], abandons: readonly StateAnswer[] = []) {
  const timer = new HandTimer()
  const calls: string[] = []
  const take = (name: string, answers: readonly StateAnswer[]): StateAnswer => {
    const nth = calls.filter((call) => call === name).length
    calls.push(name)
    return answers[Math.min(nth, answers.length - 1)] ?? inPg
  }
  const service: Pick<CheckoutService, 'state' | 'abandon'> = {
    state: async () => take('state', states),
    abandon: async () => take('abandon', abandons),
  }
  const followed = followAttempt(
    { prepare: async () => ({ kind: 'unreachable' }), ...service },
    attempt,
    timer,
  )
  let ended: Ending | undefined
  void followed.ending.then((ending) => {
    ended = ending
  })
  return { timer, calls, followed, ended: () => ended }
}

test('the service is asked every second for ten seconds, then every two', async () => {
  const run = follow([inPg])

  await run.timer.move(10_000)
  expect(run.calls).toHaveLength(10)

  await run.timer.move(10_000)
  expect(run.calls).toHaveLength(15)
})

test('the result of the service ends the attempt and the questions', async () => {
  const run = follow([inPg, paid])

  await run.timer.move(60_000)

  expect(run.ended()).toMatchObject({ kind: 'result', result: { paymentId: 'order-1' } })
  expect(run.calls).toHaveLength(2)
})

test('a done message asks at once and believes only the answer', async () => {
  const run = follow([inPg])

  run.followed.look()
  await run.timer.move(0)

  expect(run.calls).toEqual(['state'])
  expect(run.ended()).toBeUndefined()
})

test('a lost network says nothing to the shop and is asked again', async () => {
  const run = follow([
    { kind: 'unreachable' },
    { kind: 'unreachable' },
    { kind: 'unreachable' },
    { kind: 'unreachable' },
    paid,
  ])

  await run.timer.move(4_000)
  expect(run.ended()).toBeUndefined()

  await run.timer.move(2_000)
  expect(run.ended()?.kind).toBe('result')
})

// Goal: money in flight must never be reported as cancelled because the buyer closed the window.
test('a window closed during an approval waits for the truth', async () => {
  const run = follow([inPg], [inPg, inPg, paid])

  run.followed.abandon()
  await run.timer.move(0)
  expect(run.ended()).toBeUndefined()

  await run.timer.move(3_000)
  expect(run.ended()).toMatchObject({ kind: 'result', result: { txId: 'tx-1' } })
  expect(new Set(run.calls)).toEqual(new Set(['abandon']))
})

test('an attempt that the service denies three times ends as unknown, not as failed', async () => {
  const run = follow([{ kind: 'unknown-attempt' }])

  await run.timer.move(2_000)
  expect(run.ended()).toBeUndefined()

  await run.timer.move(1_000)
  expect(run.ended()).toEqual({ kind: 'unknown' })
})

test('silence for ten minutes past the expiry ends as unknown', async () => {
  const run = follow([{ kind: 'unreachable' }])

  await run.timer.move(30 * 60_000 + patienceAfterExpiryMs - 4_000)
  expect(run.ended()).toBeUndefined()

  await run.timer.move(10_000)
  expect(run.ended()).toEqual({ kind: 'unknown' })
})
