import { day } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type {
  IdentitySearchField,
  IdentityVerificationPage,
  IdentityVerificationRow,
  IdentityVerificationStatus,
} from '../wire/console-identity-verification.ts'
import type { Verification, VerificationAttempt } from './identity-verification.ts'
import { shownPerson } from './list-verifications.ts'
import { maskName, maskPhone } from './mask-person.ts'
import { attemptColumns, headColumns, toVerification, type VerificationRow } from './verification-store.ts'

/** The filters of the console's list. */
export interface VerificationSearch {
  readonly storeId: string
  readonly from: Date
  readonly until: Date
  readonly statuses: readonly IdentityVerificationStatus[]
  readonly isTest: boolean | undefined
  readonly field: IdentitySearchField
  readonly text: string | undefined
}

type Query = Readonly<Record<string, unknown>>
const statuses: readonly IdentityVerificationStatus[] = ['READY', 'VERIFIED', 'FAILED']
const fields: readonly IdentitySearchField[] = [
  'id',
  'transactionId',
  'pgTxId',
  'customerId',
  'name',
  'phoneNumber',
]
/** A list looks back half a year at most. Source: the console guide. */
const rangeDaysMax = 186

/** @throws Refusal INVALID_REQUEST naming the member */
export function readVerificationSearch(storeId: string, query: Query, now: Date): VerificationSearch {
  const until = instantOf(query['until'], 'until') ?? now
  const from = instantOf(query['from'], 'from') ?? new Date(until.getTime() - 183 * day)
  if (until.getTime() - from.getTime() > rangeDaysMax * day || until < from)
    throw refuseCommon('INVALID_REQUEST', `from … until: ${rangeDaysMax} days`)
  const text = textOf(query['search'])?.trim()
  const given = textOf(query['field']) ?? 'id'
  const field = fields.find((known) => known === given)
  if (field === undefined) throw refuseCommon('INVALID_REQUEST', `field: ${fields.join(', ')}`)
  if (text !== undefined && (text.includes('\u0000') || text.length > 200))
    throw refuseCommon('INVALID_REQUEST', 'search: 1–200')
  const mode = textOf(query['mode'])
  const wanted = [query['status']].flat().filter((status) => typeof status === 'string')
  return {
    storeId,
    from,
    until,
    statuses: statuses.filter((status) => wanted.includes(status)),
    isTest: mode === 'TEST' ? true : mode === 'LIVE' ? false : undefined,
    field,
    text: text === '' ? undefined : text,
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function instantOf(value: unknown, name: string): Date | undefined {
  const text = textOf(value)
  if (text === undefined) return undefined
  const at = new Date(text)
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1970 || at.getUTCFullYear() > 9999)
    throw refuseCommon('INVALID_REQUEST', `${name}: RFC 3339`)
  return at
}

const columns: Readonly<Record<IdentitySearchField, string>> = {
  id: 'h.identity_verification_id',
  transactionId: 'h.transaction_id',
  pgTxId: 'a.pg_tx_id',
  customerId: `a.requested #>> '{person,customerId}'`,
  name: shownPerson.name,
  phoneNumber: shownPerson.phoneNumber,
}

/** Newest first, by key. */
export async function pageVerifications(
  database: Database,
  search: VerificationSearch,
  page: { readonly cursor: string | undefined; readonly size: number },
): Promise<IdentityVerificationPage> {
  const values: unknown[] = []
  const parameter = (value: unknown) => `$${values.push(value)}`
  const where = [
    `h.store_id = ${parameter(search.storeId)}`,
    `h.requested_at >= ${parameter(search.from)} and h.requested_at <= ${parameter(search.until)}`,
  ]
  if (search.statuses.length > 0) where.push(`h.status = any(${parameter([...search.statuses])}::text[])`)
  if (search.isTest !== undefined) where.push(`h.is_test = ${parameter(search.isTest)}`)
  if (search.text !== undefined) {
    const text = search.field === 'phoneNumber' ? search.text.replaceAll(/\D/g, '') : search.text
    where.push(`${columns[search.field]} = ${parameter(text)}`)
  }
  if (page.cursor !== undefined) {
    const { at, id } = readCursor(page.cursor)
    where.push(
      `(h.requested_at, h.identity_verification_id) < (${parameter(at)}::timestamptz, ${parameter(id)})`,
    )
  }
  const rows = await database.query<VerificationRow & { readonly sortAt: string }>(
    sql(
      '',
      `select ${attemptColumns}, ${headColumns}, h.requested_at::text as "sortAt" from identity_verification h
       join identity_verification_attempt a on a.store_id = h.store_id and a.transaction_id = h.transaction_id
       where ${where.join(' and ')}
       order by h.requested_at desc, h.identity_verification_id desc limit ${parameter(page.size + 1)}`,
    ),
    values,
  )
  const shown = rows.slice(0, page.size)
  const last = shown.at(-1)
  return {
    items: shown.map(({ sortAt: _sortAt, ...row }) => maskedRow(toVerification(row))),
    ...(rows.length > page.size && last !== undefined
      ? { nextCursor: writeCursor(last.sortAt, last.identityVerificationId) }
      : {}),
  }
}

function writeCursor(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

function readCursor(cursor: string): { readonly at: string; readonly id: string } {
  const value = parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  const [at, id]: unknown[] = Array.isArray(value) ? value : []
  const isTime = typeof at === 'string' && /^\d{4}-\d{2}-\d{2} [\d:.]{8,15}[+-]\d{2}(:\d{2})?$/.test(at)
  if (!isTime || typeof id !== 'string' || id.includes('\u0000'))
    throw refuseCommon('INVALID_REQUEST', 'cursor')
  return { at, id }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One line of the list; whoever may see more opens it. */
export function maskedRow(verification: Verification): IdentityVerificationRow {
  const { attempt } = verification
  const name = attempt.person?.name ?? attempt.requested.person.fullName
  const phoneNumber = attempt.person?.phoneNumber ?? attempt.requested.person.phoneNumber
  return {
    id: verification.identityVerificationId,
    transactionId: attempt.transactionId,
    status: verification.status,
    mode: attempt.channel.mode,
    version: attempt.version,
    way: wayOf(attempt),
    pgProvider: attempt.channel.pgProvider,
    channelName: attempt.channel.name,
    ...(name === undefined ? {} : { name: maskName(name) }),
    ...(phoneNumber === undefined ? {} : { phoneNumber: maskPhone(phoneNumber) }),
    requestedAt: attempt.requestedAt.toISOString(),
    statusChangedAt: attempt.statusAt.toISOString(),
  }
}

export function wayOf(attempt: Pick<VerificationAttempt, 'kind' | 'requested'>): 'WINDOW' | 'SMS' | 'APP' {
  return attempt.kind === 'WINDOW' ? 'WINDOW' : (attempt.requested.method ?? 'SMS')
}
