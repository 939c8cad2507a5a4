import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  BillingKeyDetail,
  BillingKeyPage,
  MovedTestClock,
  RecoveryBody,
  ScheduleDays,
  SchedulePage,
  ScheduleRecovery,
  ScheduleRow,
  TestClock,
} from '@naru/server/wire/console-recurring'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'

export type Members = Readonly<Record<string, string | readonly string[] | undefined>>
export const recurringKey = (storeId: string) => ['stores', storeId, 'recurring'] as const

export function billingKeysQuery(storeId: string, members: Members) {
  return infiniteQueryOptions({
    queryKey: [...recurringKey(storeId), 'billing-keys', members],
    queryFn: ({ pageParam, signal }) =>
      request<BillingKeyPage>(
        'GET',
        apiPath`stores/${storeId}/billing-keys` + queryString({ ...members, cursor: pageParam }),
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function billingKeyQuery(storeId: string, billingKey: string) {
  return queryOptions({
    queryKey: [...recurringKey(storeId), 'billing-key', billingKey],
    queryFn: () => request<BillingKeyDetail>('GET', apiPath`stores/${storeId}/billing-keys/${billingKey}`),
  })
}

export const deleteBillingKey = (storeId: string, billingKey: string, reason: string) =>
  request<BillingKeyDetail>('DELETE', apiPath`stores/${storeId}/billing-keys/${billingKey}`, { reason })

export function schedulesQuery(storeId: string, members: Members) {
  return infiniteQueryOptions({
    queryKey: [...recurringKey(storeId), 'schedules', members],
    queryFn: ({ pageParam, signal }) =>
      request<SchedulePage>(
        'GET',
        apiPath`stores/${storeId}/schedules` + queryString({ ...members, cursor: pageParam }),
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function scheduleDaysQuery(storeId: string, mode: string, month: string) {
  return queryOptions({
    queryKey: [...recurringKey(storeId), 'days', mode, month],
    queryFn: () =>
      request<ScheduleDays>('GET', apiPath`stores/${storeId}/schedule-days` + queryString({ mode, month })),
  })
}

export const actOnSchedule = (
  storeId: string,
  scheduleId: string,
  act: 'revoke' | 'move' | 'retry',
  timeToPay?: string,
) => {
  const body = timeToPay === undefined ? {} : { timeToPay }
  const base = apiPath`stores/${storeId}/schedules/${scheduleId}`
  return request<ScheduleRow>('POST', `${base}/${act}`, body)
}

export function scheduleRecoveryQuery(storeId: string) {
  return queryOptions({
    queryKey: [...recurringKey(storeId), 'recovery'],
    queryFn: () => request<ScheduleRecovery>('GET', apiPath`stores/${storeId}/schedule-recovery`),
  })
}

export const saveScheduleRecovery = (storeId: string, body: RecoveryBody) =>
  request<ScheduleRecovery>('PUT', apiPath`stores/${storeId}/schedule-recovery`, body)

export function testClockQuery(storeId: string) {
  return queryOptions({
    queryKey: [...recurringKey(storeId), 'test-clock'],
    queryFn: () => request<TestClock>('GET', apiPath`stores/${storeId}/test-clock`),
  })
}

export const moveTestClock = (storeId: string, to: string) =>
  request<MovedTestClock>('POST', apiPath`stores/${storeId}/test-clock`, { to })

export const resetTestClock = (storeId: string) =>
  request<TestClock>('DELETE', apiPath`stores/${storeId}/test-clock`)
