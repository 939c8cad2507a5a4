import type { V1Input } from '../credential/v1-input.ts'
import type { V1Call, V1Router } from '../credential/v1-router.ts'
import { minute } from '../foundation/clock.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { knownId, loadOne, pagedV1Views, readV1Page, view } from '../payment/v1-routes.ts'
import { createSchedule } from '../schedule/create-schedule.ts'
import { moveSchedule } from '../schedule/move-schedule.ts'
import { revokeSchedules } from '../schedule/revoke-schedules.ts'
import { runScheduleNow } from '../schedule/run-schedule.ts'
import type { Schedule } from '../schedule/schedule.ts'
import { present } from '../foundation/present.ts'
import { bookSchedules } from './book-schedules.ts'
import { findCustomer } from './customer-store.ts'
import {
  listV1Schedules,
  schedulesByIds,
  schedulesOfOrders,
  waitingSchedulesOf,
  type V1ScheduleStatus,
} from './list-v1-schedules.ts'
import { refuseCustomer, refuseSubscribe, refuseUseCase } from './subscribe-errors.ts'
import type { SubscribeDependencies } from './v1-charge-routes.ts'
import { v1ScheduleViews } from './v1-schedule-view.ts'

const path = '/subscribe/payments/schedule'
const windowMonthsMax = 3

/** Schedules (예약결제) of REST V1. The published description calls the lists arrays; its clients read pages. */
export function registerV1ScheduleRoutes(router: V1Router, deps: SubscribeDependencies): void {
  const views = (storeId: string, schedules: readonly Schedule[]) =>
    v1ScheduleViews(deps.database, storeId, schedules)

  router.route('POST', path, async ({ caller, input, address }) => {
    const ids = await bookSchedules(deps, caller, input, address)
    const booked = await schedulesByIds(deps.database, caller.storeId, ids)
    return { response: await views(caller.storeId, booked) }
  })

  router.route('POST', '/subscribe/payments/unschedule', async ({ caller, input }) => {
    const revoked = await unschedule(deps, caller.storeId, input)
    return { response: await views(caller.storeId, revoked) }
  })

  router.route('GET', path, (call) => list(deps, call))
  router.route('GET', `${path}/customers/{customer_uid}`, (call) => list(deps, call))
  router.route('GET', '/subscribe/customers/{customer_uid}/schedules', (call) => list(deps, call))

  router.route('GET', `${path}/{merchant_uid}`, async ({ caller, params }) => {
    const schedule = await one(deps, caller.storeId, params)
    return { response: (await views(caller.storeId, [schedule]))[0] ?? {} }
  })

  router.route('PUT', `${path}/{merchant_uid}`, async ({ caller, params, input }) => {
    const { storeId } = caller
    const timeToPay = readTime(input, deps.clock.now())
    const { scheduleId } = await one(deps, storeId, params)
    if (!(await moveSchedule(deps, { storeId, scheduleId, timeToPay })))
      throw refuseSubscribe('SCHEDULE_NOT_WAITING')
    const moved = await schedulesByIds(deps.database, storeId, [scheduleId])
    return { response: (await views(storeId, moved))[0] ?? {} }
  })

  router.route('POST', `${path}/{merchant_uid}/reschedule`, async ({ caller, params, input }) => {
    const timeToPay = readTime(input, deps.clock.now())
    const schedule = await one(deps, caller.storeId, params)
    const scheduleId = await bookAgain(deps, schedule, timeToPay)
    const booked = await schedulesByIds(deps.database, caller.storeId, [scheduleId])
    return { response: (await views(caller.storeId, booked))[0] ?? {} }
  })

  /** Executes it now; a declined payment is a payment, whose `status` says so. */
  router.route('POST', `${path}/{merchant_uid}/retry`, async ({ caller, params }) => {
    const { storeId } = caller
    const schedule = await one(deps, storeId, params)
    // Should this process die before the charge, the timed work makes it soon.
    const soon = new Date(deps.clock.now().getTime() + minute)
    const scheduleId = await bookAgain(deps, schedule, soon)
    const run = await runScheduleNow(deps, { storeId, scheduleId })
    const transactionId = run?.transactionId ?? ''
    try {
      return { response: await view(deps, await loadOne(deps, storeId, transactionId)) }
    } catch (error) {
      const failure = run?.data.failure
      if (failure === undefined) throw error
      throw refuseUseCase('PG_PROVIDER', `${failure.code} ${failure.message}`.trim(), 500)
    }
  })
}

async function one(
  deps: SubscribeDependencies,
  storeId: string,
  params: V1Call['params'],
): Promise<Schedule> {
  const merchantUid = knownId(params['merchant_uid'] ?? '')
  const [schedule] = await schedulesOfOrders(deps.database, storeId, [merchantUid])
  if (schedule === undefined) throw refuseSubscribe('SCHEDULE_NOT_FOUND')
  return schedule
}

/** The same charge anew, after its schedule failed or was revoked. The customer's key of today pays it. */
async function bookAgain(deps: SubscribeDependencies, schedule: Schedule, timeToPay: Date): Promise<string> {
  const { storeId, data } = schedule
  if (schedule.status !== 'FAILED' && schedule.status !== 'REVOKED')
    throw refuseSubscribe('SCHEDULE_NOT_OVER')
  const customerUid = data.v1?.customerUid ?? schedule.billingKey
  const customer = await findCustomer(deps.database, storeId, customerUid)
  if (customer === undefined) throw refuseCustomer(customerUid, 404)
  const outcome = await createSchedule(deps, {
    merchantId: schedule.merchantId,
    storeId,
    paymentId: schedule.paymentId,
    billingKey: customer.key.billingKey,
    ...present('channelKey', data.channelKey),
    order: data.order,
    origin: data.origin,
    timeToPay,
    ...present('v1', data.v1),
  })
  if (outcome.kind === 'created') return outcome.scheduleId
  throw outcome.type === 'BILLING_KEY_NOT_FOUND' || outcome.type === 'BILLING_KEY_ALREADY_DELETED'
    ? refuseCustomer(customerUid, 404)
    : refuseUseCase(outcome.type, schedule.paymentId, 400)
}

/** With orders those of them that wait; without, all that wait for the customer. */
async function unschedule(
  deps: SubscribeDependencies,
  storeId: string,
  input: V1Input,
): Promise<readonly Schedule[]> {
  const customerUid = input.text('customer_uid')
  const merchantUids = input.list('merchant_uid').map(knownId)
  if (customerUid === undefined && merchantUids.length === 0)
    throw refuseCommon('INVALID_REQUEST', 'customer_uid, merchant_uid: one of them')
  const found =
    merchantUids.length === 0
      ? await waitingSchedulesOf(deps.database, storeId, knownId(customerUid ?? ''))
      : await schedulesOfOrders(deps.database, storeId, merchantUids)
  const waiting = found.filter(
    (schedule) =>
      schedule.status === 'SCHEDULED' &&
      (customerUid === undefined || (schedule.data.v1?.customerUid ?? schedule.billingKey) === customerUid),
  )
  if (waiting.length === 0) throw refuseSubscribe('NOTHING_SCHEDULED')
  const scheduleIds = waiting.map(({ scheduleId }) => scheduleId)
  const outcome = await revokeSchedules(deps, { storeId, scheduleIds })
  if (outcome.kind === 'refused') throw refuseUseCase(outcome.type, outcome.detail)
  return schedulesByIds(deps.database, storeId, scheduleIds)
}

function readTime(input: V1Input, now: Date): Date {
  const at = input.instant('schedule_at')
  if (at === undefined) throw refuseCommon('INVALID_REQUEST', 'schedule_at: is required')
  if (at <= now) throw refuseSubscribe('SCHEDULE_TIME_PAST')
  return at
}

const statuses: readonly V1ScheduleStatus[] = ['scheduled', 'executed', 'revoked']

/** `from`/`to` and `schedule-status`; published clients write `schedule_from`, `schedule_to`, `schedule_status` as well. */
async function list(deps: SubscribeDependencies, { caller, input, params }: V1Call) {
  const { storeId } = caller
  const from = input.instant('schedule_from') ?? input.instant('from')
  const to = input.instant('schedule_to') ?? input.instant('to')
  if (from === undefined || to === undefined) throw refuseCommon('INVALID_REQUEST', 'from, to: required')
  const latest = new Date(from)
  latest.setUTCMonth(latest.getUTCMonth() + windowMonthsMax)
  // A day of grace: three months are counted in Korea, and months differ in length.
  if (from > to || to.getTime() > latest.getTime() + 24 * 60 * minute)
    throw refuseCommon('INVALID_REQUEST', `from, to: ${windowMonthsMax} months at most`)
  const text = input.text('schedule-status') ?? input.text('schedule_status') ?? 'all'
  const status = statuses.find((known) => known === text)
  if (status === undefined && text !== 'all' && text !== 'undefined')
    throw refuseCommon('INVALID_REQUEST', `schedule_status: ${statuses.join(', ')}`)
  const { page, size } = readV1Page(input)
  const { customer_uid: customerUid } = params
  const { items, total } = await listV1Schedules(deps.database, {
    storeId,
    from,
    to,
    ...(customerUid === undefined ? {} : { customerUid: knownId(customerUid) }),
    ...present('status', status),
    oldestFirst: input.text('sorting') === 'scheduled',
    page,
    size,
  })
  return pagedV1Views({ items: await v1ScheduleViews(deps.database, storeId, items), total }, { page, size })
}
