import { day } from '../foundation/clock.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { PaymentSearchField, PaymentType } from '../wire/console-payments.ts'
import type { PaymentSearch } from './search-payments.ts'
import { termFields } from './search-terms.ts'

/** A query string as Fastify reads it. */
export type Query = Readonly<Record<string, string | string[] | undefined>>

const defaultRangeDays = 183
const lettersMax = 100
const types: readonly PaymentType[] = ['NORMAL', 'SCHEDULE']
const modes = ['LIVE', 'TEST'] as const
const fields: readonly PaymentSearchField[] = [
  'ALL',
  'paymentId',
  'transactionId',
  'pgTxId',
  ...termFieldNames(),
]

/**
 * Reads the filters of a list address. What is unknown to us finds nothing rather than everything.
 * @throws Refusal INVALID_REQUEST naming the member
 */
export function readPaymentSearch(storeId: string, query: Query, now: Date): PaymentSearch {
  const until = readInstant(query['until'], 'until') ?? now
  const text = one(query['search'])?.trim()
  const given = one(query['field']) ?? 'ALL'
  const field = fields.find((known) => known === given)
  if (field === undefined) throw refuseCommon('INVALID_REQUEST', 'field')
  if (text !== undefined && (text.includes('\u0000') || text.length > lettersMax))
    throw refuseCommon('INVALID_REQUEST', `search: 1–${lettersMax}`)
  return {
    storeId,
    timeBase: one(query['timeBase']) === 'CREATED_AT' ? 'CREATED_AT' : 'STATUS_CHANGED_AT',
    from: readInstant(query['from'], 'from') ?? new Date(until.getTime() - defaultRangeDays * day),
    until,
    statuses: words(query['status'], 'status'),
    methods: words(query['method'], 'method'),
    pgProviders: words(query['pgProvider'], 'pgProvider'),
    types: many(query['type'], types),
    modes: many(query['mode'], modes),
    ...(text === undefined || text === '' ? {} : { search: { field, text } }),
  }
}

export function one(value: string | readonly string[] | undefined): string | undefined {
  const first = typeof value === 'string' ? value : value?.[0]
  return first === '' ? undefined : first
}

export function readInstant(value: string | readonly string[] | undefined, name: string): Date | undefined {
  const text = one(value)
  if (text === undefined) return undefined
  const at = new Date(text)
  // PostgreSQL and JavaScript agree on these years; nobody pays in others.
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1970 || at.getUTCFullYear() > 9999)
    throw refuseCommon('INVALID_REQUEST', `${name}: RFC 3339`)
  return at
}

function words(value: string | readonly string[] | undefined, name: string): readonly string[] {
  const all = list(value)
  if (all.some((word) => word.includes('\u0000'))) throw refuseCommon('INVALID_REQUEST', name)
  return all
}

function many<Item extends string>(
  value: string | readonly string[] | undefined,
  known: readonly Item[],
): readonly Item[] {
  const all = list(value)
  return known.filter((item) => all.includes(item))
}

function list(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined || value === '') return []
  return typeof value === 'string' ? [value] : value
}

function termFieldNames(): readonly (keyof typeof termFields)[] {
  return Object.keys(termFields).filter((name): name is keyof typeof termFields => name in termFields)
}
