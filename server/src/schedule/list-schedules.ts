import { Type } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import { day } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { oneOf, pageInput, toInstant } from '../v2-input/request-parts.ts'
import { scheduleColumns, toSchedule, type ScheduleRow } from './schedule-store.ts'
import { scheduleStatuses, type Schedule } from './schedule.ts'

const sortFields = ['CREATED_AT', 'TIME_TO_PAY', 'COMPLETED_AT', 'STATUS_TIMESTAMP'] as const

const listBody = Type.Object({
  page: Type.Optional(pageInput),
  sort: Type.Optional(
    Type.Object({ by: Type.Optional(oneOf(sortFields)), order: Type.Optional(oneOf(['ASC', 'DESC'])) }),
  ),
  filter: Type.Optional(
    Type.Object({
      storeId: Type.Optional(Type.String()),
      billingKey: Type.Optional(Type.String()),
      from: Type.Optional(Type.String()),
      until: Type.Optional(Type.String()),
      status: Type.Optional(Type.Array(oneOf(scheduleStatuses))),
      isForTest: Type.Optional(Type.Boolean()),
    }),
  ),
})

export interface ScheduleListInput {
  readonly storeId: string | undefined
  readonly page: { readonly number: number; readonly size: number }
  readonly from: Date
  readonly until: Date
  readonly billingKey: string | undefined
  readonly statuses: readonly string[]
  readonly mode: 'LIVE' | 'TEST' | undefined
  readonly sort: { readonly by: (typeof sortFields)[number]; readonly order: 'ASC' | 'DESC' }
}

/**
 * Without `until` the list ends at this moment, so charges to come are not in it.
 * @throws Refusal INVALID_REQUEST naming the field
 */
export function readScheduleList(body: unknown, now: Date): ScheduleListInput {
  const input = readBody(listBody, body)
  const filter = input.filter ?? {}
  const until = filter.until === undefined ? now : toInstant(filter.until, 'filter.until')
  return {
    storeId: filter.storeId,
    page: { number: input.page?.number ?? 0, size: input.page?.size ?? 10 },
    from:
      filter.from === undefined
        ? new Date(until.getTime() - 90 * day)
        : toInstant(filter.from, 'filter.from'),
    until,
    billingKey: filter.billingKey,
    statuses: filter.status ?? [],
    mode: filter.isForTest === undefined ? undefined : filter.isForTest ? 'TEST' : 'LIVE',
    sort: { by: input.sort?.by ?? 'TIME_TO_PAY', order: input.sort?.order ?? 'DESC' },
  }
}

const sortedBy = `case $7 when 'CREATED_AT' then created_at when 'COMPLETED_AT' then completed_at
  when 'STATUS_TIMESTAMP' then status_at else time_to_pay end`
const matching = `from payment_schedule where store_id = $1 and time_to_pay >= $2 and time_to_pay <= $3
  and ($4::text is null or billing_key = $4) and (cardinality($5::text[]) = 0 or status = any($5))
  and ($6::text is null or mode = $6)`
const list = sql(
  'schedule-list',
  `select ${scheduleColumns} ${matching}
   order by case when $8 = 'ASC' then ${sortedBy} end asc, case when $8 = 'DESC' then ${sortedBy} end desc, schedule_id
   limit $9 offset $10`,
)
const count = sql('schedule-count', `select count(*)::integer as total ${matching}`)

export async function listSchedules(
  database: Database,
  storeId: string,
  input: ScheduleListInput,
): Promise<{ readonly items: readonly Schedule[]; readonly totalCount: number }> {
  const { page, sort } = input
  const filter = [
    storeId,
    input.from,
    input.until,
    input.billingKey ?? null,
    input.statuses,
    input.mode ?? null,
  ]
  const [rows, [counted]] = await Promise.all([
    database.query<ScheduleRow>(list, [...filter, sort.by, sort.order, page.size, page.number * page.size]),
    database.query<{ total: number }>(count, filter),
  ])
  return { items: rows.map(toSchedule), totalCount: counted?.total ?? 0 }
}
