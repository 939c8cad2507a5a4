import type { DueHandler, DueItem, DueOutcome } from '../foundation/due-work.ts'
import {
  chargeBillingKey,
  type BillingChargeOutcome,
  type ChargeDependencies,
} from '../payment/charge-billing-key.ts'
import { outcomeOf, type ChargeOutcome } from '../payment/charge-payment.ts'
import { callLimitMs } from '../payment/payment-dependencies.ts'
import { loadAttempt } from '../payment/payment-store.ts'
import { mintImpsUid } from '../credential/imp-uid.ts'
import type { Schedule } from './schedule.ts'
import {
  completeSchedule,
  holdSchedule,
  readSchedule,
  runScheduleKind,
  startSchedule,
} from './schedule-store.ts'
import { storeNow } from './store-clock.ts'

const lookAgainMs = 2_000
const pendingLookMs = 30_000

/**
 * Charges schedules when their time comes. The schedule's row decides that it happens once: it names its attempt before
 * the charge begins, so a successor of a dead process finds the attempt and waits for its outcome, or, when the attempt
 * was never reserved, makes it. No second attempt is ever made.
 */
export function runScheduleHandler(deps: ChargeDependencies): DueHandler {
  return {
    kind: runScheduleKind,
    leaseMs: callLimitMs * 2,
    // A PG takes half a second for a charge, and thousands of subscriptions share the first minute of a month.
    concurrencyMax: 64,
    perSecondMax: 100,
    run: (item) => runSchedule(deps, item),
  }
}

async function runSchedule(deps: ChargeDependencies, item: DueItem): Promise<DueOutcome> {
  const found = await readSchedule(deps.database, item.storeId, String(item.reference['scheduleId']))
  switch (found?.status) {
    case undefined:
    case 'REVOKED':
    case 'SUCCEEDED':
    case 'FAILED':
      return { kind: 'done' }
    case 'SCHEDULED': {
      const waitMs = found.timeToPay.getTime() - (await storeNow(deps, found.storeId, found.mode)).getTime()
      if (waitMs > 0) return { kind: 'again', at: new Date(deps.clock.now().getTime() + waitMs) }
      const started = await startSchedule(
        deps.database,
        found,
        await attemptIdFor(deps, found),
        deps.clock.now(),
      )
      return started === undefined ? { kind: 'again', at: deps.clock.now() } : charge(deps, started)
    }
    case 'STARTED':
    case 'PENDING':
      return lookAgain(deps, found)
  }
}

/** V1's ids are short: one that an older attempt of the store has is not taken. */
async function attemptIdFor(deps: ChargeDependencies, { storeId, data }: Schedule): Promise<string> {
  if (data.v1 === undefined) return deps.random.id()
  for (;;) {
    const id = mintImpsUid(deps.random)
    if ((await loadAttempt(deps.database, storeId, id)) === undefined) return id
  }
}

/**
 * Charges a waiting schedule now, whatever its time, and comes back when its charge is decided or in the settle job's
 * hands. The timed work that was booked with it takes over where this process dies.
 */
export async function runScheduleNow(
  deps: ChargeDependencies,
  address: { readonly storeId: string; readonly scheduleId: string },
): Promise<Schedule | undefined> {
  const found = await readSchedule(deps.database, address.storeId, address.scheduleId)
  if (found?.status === 'SCHEDULED') {
    const attemptId = await attemptIdFor(deps, found)
    const started = await startSchedule(deps.database, found, attemptId, deps.clock.now())
    if (started !== undefined) await charge(deps, started, deps.patienceMs)
  }
  return readSchedule(deps.database, address.storeId, address.scheduleId)
}

async function charge(deps: ChargeDependencies, schedule: Schedule, patienceMs = 0): Promise<DueOutcome> {
  const { data, transactionId } = schedule
  if (transactionId === null) throw new Error(`schedule ${schedule.scheduleId} names no attempt`)
  const outcome = await chargeBillingKey(
    { ...deps, patienceMs },
    {
      merchantId: schedule.merchantId,
      storeId: schedule.storeId,
      paymentId: schedule.paymentId,
      billingKey: schedule.billingKey,
      ...(data.channelKey === undefined ? {} : { channelKey: data.channelKey }),
      order: data.order,
      origin: data.origin,
      skipWebhook: false,
      schedule: { scheduleId: schedule.scheduleId, transactionId },
      ...(data.v1 === undefined ? {} : { v1: data.v1 }),
    },
  )
  // A refusal may come from the schedule's own attempt: two runs can be in one charge, because a lease ran out or was let
  // go when somebody moved the schedule, and the faster one has reserved the attempt for both.
  const own = outcome.kind === 'refused' ? await findOwn(deps, schedule) : undefined
  return record(deps, schedule, own ?? outcome)
}

/** The charge was begun before, here or by a process that died. */
async function lookAgain(deps: ChargeDependencies, schedule: Schedule): Promise<DueOutcome> {
  const begun = await findOwn(deps, schedule)
  return begun === undefined ? charge(deps, schedule) : record(deps, schedule, begun)
}

/** What became of the attempt that the schedule names; undefined while it is not reserved. */
async function findOwn(
  deps: ChargeDependencies,
  { storeId, scheduleId, transactionId }: Schedule,
): Promise<ChargeOutcome | undefined> {
  const loaded = transactionId === null ? undefined : await loadAttempt(deps.database, storeId, transactionId)
  if (loaded === undefined) return undefined
  if (loaded.attempt.data.scheduleId !== scheduleId)
    throw new Error(`the attempt of schedule ${scheduleId} belongs to something else`)
  return outcomeOf(loaded, loaded.attempt)
}

async function record(
  deps: ChargeDependencies,
  schedule: Schedule,
  outcome: BillingChargeOutcome,
): Promise<DueOutcome> {
  const now = deps.clock.now()
  switch (outcome.kind) {
    case 'taken':
      await completeSchedule(deps.database, schedule, 'SUCCEEDED', now)
      return { kind: 'kept' }
    case 'declined': {
      const failure = { code: outcome.pgCode, message: outcome.pgMessage }
      await completeSchedule(deps.database, schedule, 'FAILED', now, failure)
      return { kind: 'kept' }
    }
    case 'refused': {
      const failure = { code: outcome.type, message: '' }
      await completeSchedule(deps.database, schedule, 'FAILED', now, failure)
      return { kind: 'kept' }
    }
    case 'unknown':
      if (outcome.isPending) await holdSchedule(deps.database, schedule, now)
      return {
        kind: 'again',
        at: new Date(now.getTime() + (outcome.isPending ? pendingLookMs : lookAgainMs)),
      }
  }
}
