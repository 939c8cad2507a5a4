export const scheduleStates = ['SCHEDULED', 'STARTED', 'PENDING', 'SUCCEEDED', 'FAILED', 'REVOKED'] as const
export const billingKeyStates = ['ISSUED', 'DELETED'] as const
export const billingMethods = ['CARD', 'EASY_PAY', 'TRANSFER', 'MOBILE', 'PAYPAL'] as const
export const receiptStates = ['ISSUED', 'CANCELLED', 'ISSUE_FAILED', 'UNKNOWN', 'ISSUING'] as const

/** The filters of the small lists, as their addresses keep them. What nobody could have chosen is dropped. */
export interface ListSearch {
  readonly mode?: 'TEST'
  readonly status?: readonly string[]
  readonly method?: readonly string[]
  readonly type?: readonly string[]
  /** Seoul days, both included. */
  readonly from?: string
  readonly until?: string
  readonly search?: string
  /** The one that is open. */
  readonly open?: string
}

export function readListSearch(raw: Record<string, unknown>): ListSearch {
  const { from, until, search, open } = raw
  const text = typeof search === 'number' ? String(search) : search
  return {
    ...(raw['mode'] === 'TEST' ? { mode: 'TEST' } : {}),
    ...many('status', raw['status']),
    ...many('method', raw['method']),
    ...many('type', raw['type']),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(until) ? { until } : {}),
    ...(typeof text === 'string' && text.trim() !== '' ? { search: text } : {}),
    ...(typeof open === 'string' && open !== '' ? { open } : {}),
  }
}

/** The members of a list's query. The last day counts whole. */
export function listMembers({ mode, status, method, type, from, until, search }: ListSearch) {
  const after = until === undefined ? undefined : new Date(Date.parse(`${until}T00:00:00+09:00`) + 86_400_000)
  return {
    mode: mode ?? 'LIVE',
    status,
    method,
    type,
    from: from === undefined ? undefined : new Date(`${from}T00:00:00+09:00`).toISOString(),
    until: after?.toISOString(),
    search: search?.trim(),
  }
}

/** True when more than the mode narrows the list. */
export function isListNarrowed({ mode: _mode, open: _open, ...rest }: ListSearch): boolean {
  return Object.keys(rest).length > 0
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
}

function many(name: 'status' | 'method' | 'type', value: unknown) {
  const all = (Array.isArray(value) ? value : [value]).map(String).filter((one) => /^[A-Z_]+$/.test(one))
  return value === undefined || all.length === 0 ? {} : { [name]: all }
}
