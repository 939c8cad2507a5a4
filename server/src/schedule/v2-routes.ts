import { Type } from 'typebox'
import { readBillingKey } from '../billing-key/billing-key-store.ts'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { resolveStore } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { billingChargeBody, billingOrderMembers, toChargeOrder } from '../payment/charge-input.ts'
import { apiOrigin, paymentIdOf } from '../payment/charge-routes.ts'
import { pathText, queryOrBody, queryText, toInstant } from '../v2-input/request-parts.ts'
import { createSchedule } from './create-schedule.ts'
import { listSchedules, readScheduleList } from './list-schedules.ts'
import { revokeSchedules } from './revoke-schedules.ts'
import { refuseSchedule } from './schedule-errors.ts'
import { readSchedule } from './schedule-store.ts'
import { storeNow } from './store-clock.ts'
import { scheduleView } from './v2-view.ts'

export interface ScheduleDependencies extends AuthenticateDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
}

const createBody = Type.Object({ payment: billingChargeBody, timeToPay: Type.String() })
const revokeBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  billingKey: Type.Optional(Type.String()),
  scheduleIds: Type.Optional(Type.Array(Type.String(), { maxItems: 1000 })),
})

/** The REST V2 routes of scheduled payments. */
export function registerScheduleRoutes(router: V2Router, deps: ScheduleDependencies): void {
  router.route('POST', '/payments/:paymentId/schedule', async (request, caller) => {
    const body = readBody(createBody, request.body ?? {})
    const timeToPay = toInstant(body.timeToPay, 'timeToPay')
    if (timeToPay <= deps.clock.now()) throw refuseCommon('INVALID_REQUEST', 'timeToPay: in the future')
    const { payMethod: _payMethod, ...order } = toChargeOrder(body.payment, {
      payMethod: 'CARD',
      ...billingOrderMembers(body.payment),
    })
    const storeId = await resolveStore(deps, caller, body.payment.storeId)
    await refusePassed(deps, storeId, body.payment.billingKey, timeToPay)
    const paymentId = paymentIdOf(request)
    const outcome = await createSchedule(deps, {
      merchantId: caller.merchantId,
      storeId,
      paymentId,
      billingKey: body.payment.billingKey,
      ...(body.payment.channelKey === undefined ? {} : { channelKey: body.payment.channelKey }),
      order,
      origin: apiOrigin(request),
      timeToPay,
    })
    if (outcome.kind === 'refused') throw refuseSchedule(outcome.type, paymentId)
    return { schedule: { id: outcome.scheduleId } }
  })

  router.route('GET', '/payment-schedules', async (request, caller) => {
    const input = readScheduleList(queryOrBody(request), deps.clock.now())
    const storeId = await resolveStore(deps, caller, input.storeId, { includeDeleted: true })
    const { items, totalCount } = await listSchedules(deps.database, storeId, input)
    return { items: items.map(scheduleView), page: { ...input.page, totalCount } }
  })

  router.route('GET', '/payment-schedules/:paymentScheduleId', async (request, caller) => {
    const storeId = await resolveStore(deps, caller, queryText(request, 'storeId'), { includeDeleted: true })
    const scheduleId = pathText(request, 'paymentScheduleId')
    const schedule = await readSchedule(deps.database, storeId, scheduleId)
    if (schedule === undefined) throw refuseSchedule('PAYMENT_SCHEDULE_NOT_FOUND', scheduleId.slice(0, 80))
    return scheduleView(schedule)
  })

  router.route('DELETE', '/payment-schedules', async (request, caller) => {
    const body = readBody(revokeBody, queryOrBody(request))
    const scheduleIds =
      body.scheduleIds === undefined || body.scheduleIds.length === 0 ? undefined : body.scheduleIds
    if (body.billingKey === undefined && scheduleIds === undefined)
      throw refuseCommon('INVALID_REQUEST', 'billingKey, scheduleIds: at least one')
    const storeId = await resolveStore(deps, caller, body.storeId, { includeDeleted: true })
    const outcome = await revokeSchedules(deps, {
      storeId,
      ...(body.billingKey === undefined ? {} : { billingKey: body.billingKey }),
      ...(scheduleIds === undefined ? {} : { scheduleIds }),
    })
    if (outcome.kind === 'refused') throw refuseSchedule(outcome.type, outcome.detail)
    return { revokedScheduleIds: outcome.scheduleIds, revokedAt: outcome.at.toISOString() }
  })
}

/** In test mode the past begins where the store's test clock stands. */
async function refusePassed(
  deps: ScheduleDependencies,
  storeId: string,
  billingKey: string,
  timeToPay: Date,
): Promise<void> {
  if (timeToPay > (await storeNow(deps, storeId, 'TEST'))) return
  const key = await readBillingKey(deps.database, storeId, billingKey)
  if (key?.mode === 'TEST')
    throw refuseCommon('INVALID_REQUEST', 'timeToPay: in the future of the store’s test clock')
}
