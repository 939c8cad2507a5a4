import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { AuditLog } from '../audit/audit-log.ts'
import { readBody } from '../credential/request-body.ts'
import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import {
  cursorOfQuery,
  instantOfQuery,
  manyOfQuery,
  modeOfQuery,
  oneOfQuery,
  pageOf,
  sizeOfQuery,
  type ListQuery,
} from '../v2-input/console-list.ts'
import { toInstant } from '../v2-input/request-parts.ts'
import type { ScheduleDays, SchedulePage, ScheduleRow as Shown } from '../wire/console-recurring.ts'
import { moveSchedule } from './move-schedule.ts'
import { retrySchedule } from './retry-schedule.ts'
import { revokeSchedules } from './revoke-schedules.ts'
import { refuseSchedule } from './schedule-errors.ts'
import {
  readSchedule,
  runScheduleKind,
  scheduleColumns,
  toSchedule,
  type ScheduleRow,
} from './schedule-store.ts'
import { scheduleStatuses, type Schedule } from './schedule.ts'

export interface ScheduleConsoleDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly audit: AuditLog
  readonly worker: { wake(kind: string): void }
}
interface OfStore {
  readonly Params: { readonly storeId: string }
  readonly Querystring: ListQuery
}
interface OfSchedule {
  readonly Params: { readonly storeId: string; readonly scheduleId: string }
}
const moveBody = Type.Object({ timeToPay: Type.Optional(Type.String()) })

const page = sql(
  'schedule-console-page',
  `select ${scheduleColumns}, time_to_pay::text as "sortAt" from payment_schedule
   where store_id = $1 and mode = $2 and ($3::text[] is null or status = any($3))
     and ($4::timestamptz is null or time_to_pay >= $4) and ($5::timestamptz is null or time_to_pay < $5)
     and ($6::text is null or schedule_id = $6 or payment_id = $6 or billing_key = $6 or data #>> '{order,orderName}' = $6
       or data #>> '{order,customer,id}' = $6 or data #>> '{order,customer,name}' = $6)
     and ($7::timestamptz is null or (time_to_pay, schedule_id) < ($7, $8))
   order by time_to_pay desc, schedule_id desc limit $9`,
)
const sum = (name: string, statuses: string) =>
  `count(*) filter (where status in (${statuses}))::integer as "${name}",
   coalesce(sum((data #>> '{order,totalMinor}')::bigint) filter (where status in (${statuses})), 0)::bigint as "${name}Minor"`
const daysOf = sql(
  'schedule-console-days',
  `select (time_to_pay at time zone 'Asia/Seoul')::date::text as day, ${sum('scheduled', `'SCHEDULED', 'STARTED', 'PENDING'`)},
     ${sum('succeeded', `'SUCCEEDED'`)}, ${sum('failed', `'FAILED'`)}, ${sum('revoked', `'REVOKED'`)}
   from payment_schedule where store_id = $1 and mode = $2 and time_to_pay >= $3 and time_to_pay < $4
     and data #>> '{order,currency}' = 'KRW'
   group by 1 order by 1`,
)

/** 빌링결제 내역: list, calendar, and what may be done with a schedule. */
export function registerScheduleConsoleRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: ScheduleConsoleDependencies,
): void {
  const { database, clock } = deps
  const store = '/console/api/stores/:storeId'
  const one = `${store}/schedules/:scheduleId`

  app.get<OfStore>(`${store}/schedules`, async (request): Promise<SchedulePage> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    const { query } = request
    const size = sizeOfQuery(query)
    const cursor = cursorOfQuery(query)
    const rows = await database.query<ScheduleRow & { sortAt: string }>(page, [
      storeId,
      modeOfQuery(query),
      manyOfQuery(query, 'status', scheduleStatuses),
      instantOfQuery(query, 'from') ?? null,
      instantOfQuery(query, 'until') ?? null,
      oneOfQuery(query, 'search') ?? null,
      cursor?.at ?? null,
      cursor?.id ?? null,
      size + 1,
    ])
    return pageOf(
      rows,
      size,
      (row) => row.schedule_id,
      (row) => shown(toSchedule(row)),
    )
  })

  app.get<OfStore>(`${store}/schedule-days`, async (request): Promise<ScheduleDays> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    const month = oneOfQuery(request.query, 'month') ?? ''
    if (!/^(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])$/.test(month))
      throw refuseCommon('INVALID_REQUEST', 'month: YYYY-MM')
    const [year = 0, number = 1] = month.split('-').map(Number)
    // Seoul's midnight is 15:00 UTC of the day before.
    const startOf = (index: number) => new Date(Date.UTC(year, index, 1) - 9 * 3_600_000)
    const values = [storeId, modeOfQuery(request.query), startOf(number - 1), startOf(number)]
    return { days: await database.query<ScheduleDays['days'][number]>(daysOf, values) }
  })

  app.get<OfSchedule>(one, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    return shown(await found(database, storeId, request.params.scheduleId))
  })

  app.post<OfSchedule>(`${one}/revoke`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'schedules.write')
    const { storeId } = caller
    const { scheduleId } = await found(database, storeId, request.params.scheduleId)
    const outcome = await revokeSchedules(
      {
        ...deps,
        onRevoked: (transaction) =>
          deps.audit.record(transaction, caller, { action: 'schedule.revoke', storeId, target: scheduleId }),
      },
      { storeId, scheduleIds: [scheduleId] },
    )
    if (outcome.kind === 'refused') throw refuseSchedule(outcome.type, outcome.detail)
    return shown(await found(database, storeId, scheduleId))
  })

  app.post<OfSchedule>(`${one}/move`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'schedules.write')
    const { storeId } = caller
    const before = await found(database, storeId, request.params.scheduleId)
    const timeToPay = readTime(request.body, clock.now())
    await database.transaction(async (transaction) => {
      const isMoved = await moveSchedule({ database: transaction, clock }, { ...before, timeToPay })
      if (!isMoved)
        throw refuseSchedule(
          before.status === 'REVOKED'
            ? 'PAYMENT_SCHEDULE_ALREADY_REVOKED'
            : 'PAYMENT_SCHEDULE_ALREADY_PROCESSED',
          before.scheduleId,
        )
      await deps.audit.record(transaction, caller, {
        action: 'schedule.move',
        storeId,
        target: before.scheduleId,
        before: { timeToPay: before.timeToPay.toISOString() },
        after: { timeToPay: timeToPay.toISOString() },
      })
    })
    deps.worker.wake(runScheduleKind)
    return shown(await found(database, storeId, before.scheduleId))
  })

  app.post<OfSchedule>(`${one}/retry`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'schedules.write')
    const { storeId } = caller
    const former = await found(database, storeId, request.params.scheduleId)
    if (former.status !== 'FAILED' && former.status !== 'REVOKED')
      throw refuseSchedule('PAYMENT_SCHEDULE_ALREADY_EXISTS', former.scheduleId)
    const outcome = await retrySchedule(deps, former, readTime(request.body, clock.now()))
    if (outcome.kind === 'refused') throw refuseSchedule(outcome.type, former.paymentId)
    await database.transaction((transaction) =>
      deps.audit.record(transaction, caller, {
        action: 'schedule.retry',
        storeId,
        target: former.scheduleId,
        after: { scheduleId: outcome.scheduleId },
      }),
    )
    deps.worker.wake(runScheduleKind)
    return shown(await found(database, storeId, outcome.scheduleId))
  })
}

/** Without a time: now. */
function readTime(body: unknown, now: Date): Date {
  const { timeToPay } = readBody(moveBody, body ?? {})
  if (timeToPay === undefined) return now
  const at = toInstant(timeToPay, 'timeToPay')
  if (at <= now) throw refuseCommon('INVALID_REQUEST', 'timeToPay: in the future')
  return at
}

async function found(database: Database, storeId: string, scheduleId: string): Promise<Schedule> {
  const schedule = scheduleId.includes('\u0000')
    ? undefined
    : await readSchedule(database, storeId, scheduleId)
  if (schedule === undefined) throw refuseSchedule('PAYMENT_SCHEDULE_NOT_FOUND', scheduleId.slice(0, 80))
  return schedule
}

function shown({ data, ...schedule }: Schedule): Shown {
  const { customer } = data.order
  const customerLabel = customer.name ?? customer.email ?? customer.phoneNumber ?? customer.id
  const at = (name: 'completedAt' | 'revokedAt') => {
    const value = schedule[name]
    return value === null ? {} : { [name]: value.toISOString() }
  }
  return {
    scheduleId: schedule.scheduleId,
    paymentId: schedule.paymentId,
    billingKey: schedule.billingKey,
    status: schedule.status,
    mode: schedule.mode,
    orderName: data.order.orderName,
    currency: data.order.currency,
    totalMinor: data.order.totalMinor,
    timeToPay: schedule.timeToPay.toISOString(),
    createdAt: schedule.createdAt.toISOString(),
    ...at('completedAt'),
    ...at('revokedAt'),
    ...(customerLabel === undefined ? {} : { customerLabel }),
    ...(data.failure === undefined ? {} : { failure: data.failure }),
  }
}
