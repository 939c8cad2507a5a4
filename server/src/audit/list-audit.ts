import { sql, type Database } from '../foundation/database.ts'
import type { AuditEntryView, AuditPage } from '../wire/console-audit.ts'

/** What the log can be narrowed to. */
export interface AuditFilter {
  readonly from?: Date
  readonly until?: Date
  /** A part of the e-mail address, or `SYSTEM`. */
  readonly actor?: string
  /** A whole action, or the thing before its dot. */
  readonly action?: string
}

/** Where the next page begins. */
export interface AuditCursor {
  readonly at: Date
  readonly sequence: number
}

interface Row {
  sequence: number
  at: Date
  actor: 'PERSON' | 'SYSTEM' | 'OPERATOR'
  email: string | null
  address: string | null
  store_id: string | null
  action: string
  target: string
  before: string | null
  after: string | null
}

const page = sql(
  'audit-list-page',
  `select sequence, at, actor, email, address, store_id, action, target, before, after from audit_entry
   where merchant_id = $1 and ($2::timestamptz is null or at >= $2) and ($3::timestamptz is null or at < $3)
     and ($4::text is null or case when $4 = 'SYSTEM' then actor = 'SYSTEM' else position(lower($4) in lower(email)) > 0 end)
     and ($5::text is null or action = $5 or starts_with(action, $5 || '.'))
     and ($6::timestamptz is null or (at, sequence) < ($6, $7::bigint))
   order by at desc, sequence desc limit $8`,
)

/** One page of a merchant's log, newest first. */
export async function listAudit(
  database: Database,
  merchantId: string,
  filter: AuditFilter,
  { cursor, size }: { readonly cursor?: AuditCursor | undefined; readonly size: number },
): Promise<AuditPage> {
  const rows = await database.query<Row>(page, [
    merchantId,
    filter.from ?? null,
    filter.until ?? null,
    filter.actor ?? null,
    filter.action ?? null,
    cursor?.at ?? null,
    cursor?.sequence ?? null,
    size + 1,
  ])
  const items = rows.slice(0, size).map(toView)
  const last = items.at(-1)
  return { items, ...(rows.length > size && last !== undefined ? { nextCursor: writeCursor(last) } : {}) }
}

const exportPageSize = 500

/** All rows of a filter, a page in memory at a time. */
export async function* everyAuditEntry(
  database: Database,
  merchantId: string,
  filter: AuditFilter,
): AsyncGenerator<AuditEntryView> {
  let cursor: AuditCursor | undefined
  do {
    const { items, nextCursor } = await listAudit(database, merchantId, filter, {
      cursor,
      size: exportPageSize,
    })
    yield* items
    cursor = nextCursor === undefined ? undefined : readCursor(nextCursor)
  } while (cursor !== undefined)
}

function toView(row: Row): AuditEntryView {
  return {
    sequence: row.sequence,
    at: row.at.toISOString(),
    actor: row.actor,
    ...(row.email === null ? {} : { email: row.email }),
    ...(row.address === null ? {} : { address: row.address }),
    ...(row.store_id === null ? {} : { storeId: row.store_id }),
    action: row.action,
    target: row.target,
    ...(row.before === null ? {} : { before: readJson(row.before) }),
    ...(row.after === null ? {} : { after: readJson(row.after) }),
  }
}

/** A row that somebody tampered with must still be shown. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function writeCursor(last: AuditEntryView): string {
  return Buffer.from(`${last.at}|${last.sequence}`, 'utf8').toString('base64url')
}

/** @returns undefined for text that this program did not write */
export function readCursor(text: string): AuditCursor | undefined {
  const [time = '', number = ''] = Buffer.from(text, 'base64url').toString('utf8').split('|')
  const at = new Date(time)
  const sequence = Number(number)
  if (Number.isNaN(at.getTime()) || !Number.isSafeInteger(sequence)) return undefined
  return { at, sequence }
}
