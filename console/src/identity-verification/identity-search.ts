import type {
  IdentitySearchField,
  IdentityVerificationStatus,
} from '@naru/server/wire/console-identity-verification'
import { seoulDayBefore, seoulInstant } from '../format/seoul-time.ts'

export const identityStatuses = [
  'READY',
  'VERIFIED',
  'FAILED',
] as const satisfies readonly IdentityVerificationStatus[]
export const identityFields = [
  'id',
  'transactionId',
  'pgTxId',
  'customerId',
  'name',
  'phoneNumber',
] as const satisfies readonly IdentitySearchField[]

/** Presets as whole Seoul days before today; a list looks back half a year at most. */
const daysOfPeriod = { '1d': 0, '7d': 6, '1m': 30, '6m': 183 } as const
export const identityPeriods = ['1d', '7d', '1m', '6m'] as const
export type IdentityPeriod = (typeof identityPeriods)[number]

/** The filters of 본인인증 조회 as its address keeps them; what is absent is the default. */
export interface IdentitySearch {
  readonly period?: IdentityPeriod
  readonly status?: IdentityVerificationStatus
  readonly mode?: 'LIVE' | 'TEST'
  readonly field?: IdentitySearchField
  readonly search?: string
}

/** Reads the filters out of an address. What nobody could have chosen is dropped. */
export function readIdentitySearch(raw: Record<string, unknown>): IdentitySearch {
  const period = identityPeriods.find((one) => one === raw['period'])
  const status = identityStatuses.find((one) => one === raw['status'])
  const mode = (['LIVE', 'TEST'] as const).find((one) => one === raw['mode'])
  const field = identityFields.find((one) => one === raw['field'])
  const { search } = raw
  return {
    ...(period === undefined || period === '6m' ? {} : { period }),
    ...(status === undefined ? {} : { status }),
    ...(mode === undefined ? {} : { mode }),
    ...(field === undefined || field === 'id' ? {} : { field }),
    // The router reads bare digits as a number.
    ...(typeof search === 'string' || typeof search === 'number' ? { search: String(search) } : {}),
  }
}

/** The members of the list's query. */
export function identityQueryMembers(
  { period = '6m', status, mode, field, search }: IdentitySearch,
  now: Date,
) {
  const text = search?.trim()
  return {
    from: seoulInstant(seoulDayBefore(now, daysOfPeriod[period])),
    status,
    mode,
    search: text,
    field: text === undefined || text === '' ? undefined : (field ?? 'id'),
  }
}
