import type { Mode } from '@naru/gateways'
import { isUniqueViolation, sql, type Database } from '../foundation/database.ts'
import type { ChannelGroup, GroupEntry, GroupSession } from './channel-group.ts'

interface GroupRow {
  readonly store_id: string
  readonly channel_group_id: string
  readonly mode: Mode
  readonly name: string
  readonly fails_over: boolean
  readonly row_version: number
  readonly created_at: Date
  readonly created_by: string
}
interface SessionRow {
  readonly channel_group_id: string
  readonly session_id: string
  readonly entries: readonly GroupEntry[]
  readonly begin_at: Date
  readonly created_at: Date
  readonly created_by: string
  readonly cancelled_at: Date | null
  readonly cancelled_by: string | null
}

const groupColumns = `store_id, channel_group_id, mode, name, fails_over, row_version, created_at, created_by`
const sessionColumns = `channel_group_id, session_id, entries, begin_at, created_at, created_by, cancelled_at, cancelled_by`

const list = sql(
  'channel-group-list',
  `select ${groupColumns} from channel_group
   where store_id = $1 and deleted_at is null and ($2::text is null or mode = $2)
   order by created_at desc, channel_group_id`,
)
const read = sql(
  'channel-group-read',
  `select ${groupColumns} from channel_group where store_id = $1 and channel_group_id = $2 and deleted_at is null`,
)
const lock = sql('channel-group-lock', `${read.text} for update`)
/**
 * Makes creations of one store take turns, so that the limit holds. Not `for update`, which would also stop every
 * payment that is being inserted: their foreign key holds the store's row.
 */
const lockStore = sql(
  'channel-group-lock-store',
  `select store_id from store where store_id = $1 for no key update`,
)
const count = sql(
  'channel-group-count',
  `select count(*)::integer as count from channel_group where store_id = $1 and deleted_at is null`,
)
const insert = sql(
  'channel-group-insert',
  `insert into channel_group (store_id, channel_group_id, mode, name, row_version, created_at, created_by, updated_at, fails_over)
   values ($1, $2, $3, $4, 1, $5, $6, $5, $7) returning ${groupColumns}`,
)
const update = sql(
  'channel-group-update',
  `update channel_group set name = $3, fails_over = $5, updated_at = $4, row_version = row_version + 1
   where store_id = $1 and channel_group_id = $2 returning ${groupColumns}`,
)
const remove = sql(
  'channel-group-delete',
  `update channel_group set deleted_at = $3, updated_at = $3, row_version = row_version + 1
   where store_id = $1 and channel_group_id = $2 and deleted_at is null`,
)
const insertSession = sql(
  'channel-group-insert-session',
  `insert into channel_group_session (store_id, channel_group_id, session_id, entries, begin_at, created_at, created_by)
   values ($1, $2, $3, $4::jsonb, $5, $6, $7)`,
)
const cancelSession = sql(
  'channel-group-cancel-session',
  `update channel_group_session set cancelled_at = $4, cancelled_by = $5
   where store_id = $1 and channel_group_id = $2 and session_id = $3 and cancelled_at is null and begin_at > $4`,
)
const readSessions = sql(
  'channel-group-read-sessions',
  `select ${sessionColumns} from channel_group_session where store_id = $1 and channel_group_id = $2`,
)
/** Per group the session that counts at $2, and those that begin later; two short index walks instead of the history. */
const readLive = sql(
  'channel-group-read-live-sessions',
  `select s.* from channel_group g cross join lateral (
     (select ${sessionColumns} from channel_group_session
      where store_id = g.store_id and channel_group_id = g.channel_group_id and cancelled_at is null and begin_at <= $2
      order by begin_at desc, session_id desc limit 1)
     union all
     (select ${sessionColumns} from channel_group_session
      where store_id = g.store_id and channel_group_id = g.channel_group_id and cancelled_at is null and begin_at > $2)
   ) s
   where g.store_id = $1 and g.deleted_at is null and ($3::text is null or g.channel_group_id = $3)`,
)

/** The store's living groups, newest first. */
export async function listGroupRows(
  database: Database,
  storeId: string,
  mode: Mode | undefined,
): Promise<readonly ChannelGroup[]> {
  return (await database.query<GroupRow>(list, [storeId, mode ?? null])).map(groupFromRow)
}

/** One living group; `locked` until the transaction ends. */
export async function readGroupRow(
  database: Database,
  storeId: string,
  channelGroupId: string,
  locked = false,
): Promise<ChannelGroup | undefined> {
  const [row] = await database.query<GroupRow>(locked ? lock : read, [storeId, channelGroupId])
  return row === undefined ? undefined : groupFromRow(row)
}

/** How many living groups the store has; until the transaction ends nobody else may make one. */
export async function countGroupsLocked(transaction: Database, storeId: string): Promise<number> {
  await transaction.query(lockStore, [storeId])
  const [row] = await transaction.query<{ count: number }>(count, [storeId])
  return row?.count ?? 0
}

export async function insertGroup(
  transaction: Database,
  group: Omit<ChannelGroup, 'rowVersion'>,
): Promise<ChannelGroup> {
  const [row] = await transaction.query<GroupRow>(insert, [
    group.storeId,
    group.channelGroupId,
    group.mode,
    group.name,
    group.createdAt,
    group.createdBy,
    group.failsOver,
  ])
  if (row === undefined) throw new Error('an insert gave no row')
  return groupFromRow(row)
}

/** Writes the name and moves the version on. The caller has locked the row and compared the version. */
export async function updateGroupRow(
  transaction: Database,
  group: Pick<ChannelGroup, 'storeId' | 'channelGroupId' | 'name' | 'failsOver'>,
  now: Date,
): Promise<ChannelGroup> {
  const [row] = await transaction.query<GroupRow>(update, [
    group.storeId,
    group.channelGroupId,
    group.name,
    now,
    group.failsOver,
  ])
  if (row === undefined) throw new Error('a locked group is gone')
  return groupFromRow(row)
}

export async function deleteGroupRow(
  transaction: Database,
  { storeId, channelGroupId }: Pick<ChannelGroup, 'storeId' | 'channelGroupId'>,
  now: Date,
): Promise<void> {
  await transaction.query(remove, [storeId, channelGroupId, now])
}

export async function insertSessionRow(
  transaction: Database,
  { storeId, channelGroupId }: Pick<ChannelGroup, 'storeId' | 'channelGroupId'>,
  session: Pick<GroupSession, 'sessionId' | 'entries' | 'beginAt' | 'createdAt' | 'createdBy'>,
): Promise<void> {
  await transaction.query(insertSession, [
    storeId,
    channelGroupId,
    session.sessionId,
    JSON.stringify(session.entries),
    session.beginAt,
    session.createdAt,
    session.createdBy,
  ])
}

/** Withdraws a session that has not begun at `now`. */
export async function cancelSessionRow(
  transaction: Database,
  { storeId, channelGroupId }: Pick<ChannelGroup, 'storeId' | 'channelGroupId'>,
  sessionId: string,
  by: { readonly now: Date; readonly email: string },
): Promise<void> {
  await transaction.query(cancelSession, [storeId, channelGroupId, sessionId, by.now, by.email])
}

/** Every session of a group, in no order. */
export async function readSessionRows(
  database: Database,
  storeId: string,
  channelGroupId: string,
): Promise<readonly GroupSession[]> {
  return (await database.query<SessionRow>(readSessions, [storeId, channelGroupId])).map(sessionFromRow)
}

/** The sessions that count now or later, by group; of one group, or of all living ones of the store. */
export async function readLiveSessions(
  database: Database,
  storeId: string,
  now: Date,
  channelGroupId?: string,
): Promise<ReadonlyMap<string, readonly GroupSession[]>> {
  const rows = await database.query<SessionRow>(readLive, [storeId, now, channelGroupId ?? null])
  const groups = new Map<string, GroupSession[]>()
  for (const row of rows)
    groups.set(row.channel_group_id, [...(groups.get(row.channel_group_id) ?? []), sessionFromRow(row)])
  return groups
}

export function isNameTaken(error: unknown): boolean {
  return isUniqueViolation(error, 'channel_group_name')
}

function groupFromRow(row: GroupRow): ChannelGroup {
  return {
    storeId: row.store_id,
    channelGroupId: row.channel_group_id,
    mode: row.mode,
    name: row.name,
    failsOver: row.fails_over,
    rowVersion: row.row_version,
    createdAt: row.created_at,
    createdBy: row.created_by,
  }
}

function sessionFromRow(row: SessionRow): GroupSession {
  return {
    sessionId: row.session_id,
    entries: row.entries,
    beginAt: row.begin_at,
    createdAt: row.created_at,
    createdBy: row.created_by,
    cancelledAt: row.cancelled_at,
    cancelledBy: row.cancelled_by,
  }
}
