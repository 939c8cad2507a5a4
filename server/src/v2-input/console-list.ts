import { refuseCommon } from '../foundation/refusal.ts'

/** A query string as Fastify reads it. */
export type ListQuery = Readonly<Record<string, string | string[] | undefined>>

const lettersMax = 200

/** First value of a member; absent and empty are the same. */
export function oneOfQuery(query: ListQuery, name: string): string | undefined {
  const value = query[name]
  const first = typeof value === 'string' ? value : value?.[0]
  if (first === undefined || first.trim() === '') return undefined
  if (first.length > lettersMax || first.includes('\u0000')) throw refuseCommon('INVALID_REQUEST', name)
  return first.trim()
}

/** The known ones among a member's values; null when none was given, so that it filters nothing. */
export function manyOfQuery(
  query: ListQuery,
  name: string,
  known: readonly string[],
): readonly string[] | null {
  const value = query[name]
  const all = value === undefined || value === '' ? [] : typeof value === 'string' ? [value] : value
  return all.length === 0 ? null : known.filter((one) => all.includes(one))
}

export function modeOfQuery(query: ListQuery): 'LIVE' | 'TEST' {
  return oneOfQuery(query, 'mode') === 'TEST' ? 'TEST' : 'LIVE'
}

/** An instant between 1970 and 9999, which PostgreSQL and JavaScript share. */
export function instantOfQuery(query: ListQuery, name: string): Date | undefined {
  const text = oneOfQuery(query, name)
  if (text === undefined) return undefined
  const at = new Date(text)
  const isShared = !Number.isNaN(at.getTime()) && at.getUTCFullYear() >= 1970 && at.getUTCFullYear() <= 9999
  if (!isShared) throw refuseCommon('INVALID_REQUEST', `${name}: RFC 3339`)
  return at
}

export function sizeOfQuery(query: ListQuery): number {
  return Math.min(Math.max(Math.trunc(Number(oneOfQuery(query, 'size') ?? 30)) || 30, 1), 100)
}

/** A place in a list by time and id. The time is PostgreSQL's own text, exact to the microsecond. */
export interface ListCursor {
  readonly at: string
  readonly id: string
}

export function writeListCursor({ at, id }: ListCursor): string {
  return Buffer.from(`${at}|${id}`, 'utf8').toString('base64url')
}

/** @throws Refusal INVALID_REQUEST for text that is no cursor of ours */
export function cursorOfQuery(query: ListQuery): ListCursor | undefined {
  const value = query['cursor']
  if (value === undefined || value === '') return undefined
  const plain = Buffer.from(String(value), 'base64url').toString('utf8')
  const [, at = '', id = ''] = /^(\d{4}-\d{2}-\d{2} [\d:.+-]{8,30})\|([\s\S]{1,300})$/.exec(plain) ?? []
  if (at === '' || id.includes('\u0000') || Number.isNaN(Date.parse(at)))
    throw refuseCommon('INVALID_REQUEST', 'cursor')
  return { at, id }
}

/** Cuts the row too many off, and tells where to go on. */
export function pageOf<Row extends { readonly sortAt: string }, Item>(
  rows: readonly Row[],
  size: number,
  idOf: (row: Row) => string,
  toItem: (row: Row) => Item,
): { readonly items: readonly Item[]; readonly nextCursor?: string } {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  const hasMore = rows.length > size && last !== undefined
  return {
    items: shown.map(toItem),
    ...(hasMore ? { nextCursor: writeListCursor({ at: last.sortAt, id: idOf(last) }) } : {}),
  }
}
