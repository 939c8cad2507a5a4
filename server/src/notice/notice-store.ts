import { sql, type Database } from '../foundation/database.ts'
import type { ListCursor } from '../v2-input/console-list.ts'
import type { ChangeNoticeBody, NoticeBody, NoticeKind } from '../wire/notice.ts'

export interface NoticeRow extends NoticeBody {
  readonly noticeId: string
  readonly rowVersion: number
  readonly publishedAt: Date
  readonly updatedAt: Date
  /** The time of publishing to the microsecond, for the cursor. */
  readonly sortAt: string
}

const columns = `notice_id as "noticeId", kind, title_ko as "titleKo", body_ko as "bodyKo", title_en as "titleEn", body_en as "bodyEn",
  row_version as "rowVersion", published_at as "publishedAt", updated_at as "updatedAt", published_at::text as "sortAt"`

const page = sql(
  'notice-page',
  `select ${columns} from notice
   where ($1::text[] is null or kind = any($1)) and ($2::timestamptz is null or (published_at, notice_id) < ($2, $3))
   order by published_at desc, notice_id desc limit $4`,
)
const newest = sql(
  'notice-newest',
  `select found.* from unnest(array['NOTICE', 'NEWS', 'FAQ']) wanted (kind), lateral (
     select ${columns} from notice where notice.kind = wanted.kind order by published_at desc, notice_id desc limit 3
   ) found order by found."publishedAt" desc, found."noticeId" desc`,
)
const insert = sql(
  'notice-insert',
  `insert into notice (notice_id, kind, title_ko, body_ko, title_en, body_en, published_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $7) returning ${columns}`,
)
const update = sql(
  'notice-update',
  `update notice set kind = $2, title_ko = $3, body_ko = $4, title_en = $5, body_en = $6, updated_at = $7, row_version = row_version + 1
   where notice_id = $1 and row_version = $8 returning ${columns}`,
)
const exists = sql('notice-exists', `select 1 as one from notice where notice_id = $1`)
const remove = sql('notice-delete', `delete from notice where notice_id = $1 returning notice_id`)

const words = ({ kind, titleKo, bodyKo, titleEn, bodyEn }: NoticeBody) => [
  kind,
  titleKo,
  bodyKo,
  titleEn,
  bodyEn,
]

export function pageNotices(
  database: Database,
  kinds: readonly string[] | null,
  cursor: ListCursor | undefined,
  limit: number,
): Promise<NoticeRow[]> {
  return database.query<NoticeRow & object>(page, [kinds, cursor?.at ?? null, cursor?.id ?? null, limit])
}

/** The three newest of each kind. */
export async function newestNotices(
  database: Database,
): Promise<Readonly<Record<NoticeKind, readonly NoticeRow[]>>> {
  const rows = await database.query<NoticeRow & object>(newest, [])
  const of = (kind: NoticeKind) => rows.filter((row) => row.kind === kind)
  return { NOTICE: of('NOTICE'), NEWS: of('NEWS'), FAQ: of('FAQ') }
}

export async function insertNotice(
  database: Database,
  noticeId: string,
  notice: NoticeBody,
  now: Date,
): Promise<NoticeRow> {
  const [row] = await database.query<NoticeRow & object>(insert, [noticeId, ...words(notice), now])
  if (row === undefined) throw new Error('the notice was not written')
  return row
}

/** @returns why not, when it was not changed */
export async function updateNotice(
  database: Database,
  noticeId: string,
  notice: ChangeNoticeBody,
  now: Date,
): Promise<NoticeRow | 'unknown' | 'stale'> {
  const values = [noticeId, ...words(notice), now, notice.rowVersion]
  const [row] = await database.query<NoticeRow & object>(update, values)
  if (row !== undefined) return row
  return (await database.query(exists, [noticeId])).length === 0 ? 'unknown' : 'stale'
}

/** @returns false when there was none */
export async function deleteNotice(database: Database, noticeId: string): Promise<boolean> {
  return (await database.query(remove, [noticeId])).length === 1
}
