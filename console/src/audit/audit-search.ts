import { seoulDayBefore, seoulInstant } from '../format/seoul-time.ts'

/** Things that the log tells of, as the filter offers them. */
export const auditThings = [
  'session',
  'identity-verification',
  'promotion',
  'checkout-profile',
  'password',
  'account',
  'email',
  'passkey',
  'two-factor',
  'marketing',
  'member',
  'store',
  'emergency-contact',
  'channel',
  'channel-group',
  'v1-default-channel',
  'api-secret',
  'v1-secret',
  'webhook-setting',
  'webhook-secret',
  'webhook',
  'call-address',
  'payment',
  'application',
  'application-terms',
  'application-choice',
  'business-info',
  'business-licence',
  'saved-view',
  'audit',
  'settlement-records',
  'billing-key',
  'schedule',
  'cash-receipt',
  'settlement-source',
  'reconciliation',
  'vat-report',
] as const

/** The filters of 감사 기록 as its address keeps them. */
export interface AuditSearch {
  /** Seoul days, both included. */
  readonly from?: string
  readonly until?: string
  readonly actor?: string
  readonly action?: string
}

/** Reads the filters out of an address. What nobody could have chosen is dropped. */
export function readAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const { from, until, actor, action } = raw
  return {
    ...(isDay(from) ? { from } : {}),
    ...(isDay(until) ? { until } : {}),
    ...(typeof actor === 'string' && actor !== '' ? { actor } : {}),
    ...(typeof action === 'string' && /^[a-z0-9-]+(\.[a-z-]+)?$/.test(action) ? { action } : {}),
  }
}

/** The members of the list's query. The last day counts whole. */
export function auditQueryMembers({ from, until, actor, action }: AuditSearch) {
  const dayAfter = until === undefined ? undefined : seoulDayBefore(new Date(`${until}T00:00:00+09:00`), -1)
  return {
    from: from === undefined ? undefined : seoulInstant(from),
    until: dayAfter === undefined ? undefined : seoulInstant(dayAfter),
    actor: actor?.trim(),
    action,
  }
}

function isDay(value: unknown): value is string {
  return (
    typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(new Date(value).getTime())
  )
}
