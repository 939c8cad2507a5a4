import { sql, type Database } from '../foundation/database.ts'
import type { SavedView, SaveViewBody } from '../wire/console-saved-view.ts'

/** Whose views, and of which list. */
export interface ViewOwner {
  readonly merchantId: string
  readonly userId: string
  readonly list: string
}

const columns = `view_id as "viewId", name, filters, columns, is_default as "isDefault", row_version as "rowVersion"`
const ofOwner = `merchant_id = $1 and user_id = $2 and list = $3`

const readAll = sql('saved-view-list', `select ${columns} from saved_view where ${ofOwner} order by name`)
const readOne = sql('saved-view-one', `select ${columns} from saved_view where ${ofOwner} and view_id = $4`)
/** Locks what the person has, so that two windows cannot both make the fiftieth view or the default. */
const lockAll = sql(
  'saved-view-lock',
  `select view_id from saved_view where ${ofOwner} order by view_id for update`,
)
const insert = sql(
  'saved-view-insert',
  `insert into saved_view (merchant_id, user_id, list, view_id, name, filters, columns, is_default, row_version, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8, 1, $9, $9) returning ${columns}`,
)
const update = sql(
  'saved-view-update',
  `update saved_view set name = $5, filters = $6::jsonb, columns = $7::jsonb, is_default = $8, updated_at = $9, row_version = row_version + 1
   where ${ofOwner} and view_id = $4 and row_version = $10 returning ${columns}`,
)
const clearDefault = sql(
  'saved-view-clear-default',
  `update saved_view set is_default = false, row_version = row_version + 1, updated_at = $5 where ${ofOwner} and view_id <> $4 and is_default`,
)
const remove = sql(
  'saved-view-delete',
  `delete from saved_view where ${ofOwner} and view_id = $4 returning ${columns}`,
)

export function listViews(database: Database, owner: ViewOwner): Promise<SavedView[]> {
  return database.query<SavedView & object>(readAll, key(owner))
}

export async function lockViews(database: Database, owner: ViewOwner): Promise<number> {
  return (await database.query(lockAll, key(owner))).length
}

export async function readView(
  database: Database,
  owner: ViewOwner,
  viewId: string,
): Promise<SavedView | undefined> {
  const [row] = await database.query<SavedView & object>(readOne, [...key(owner), viewId])
  return row
}

export async function insertView(
  database: Database,
  owner: ViewOwner,
  viewId: string,
  view: SaveViewBody,
  now: Date,
): Promise<SavedView | undefined> {
  const [row] = await database.query<SavedView & object>(insert, [
    ...key(owner),
    viewId,
    ...members(view),
    now,
  ])
  return row
}

/** @returns undefined when the version has moved on */
export async function updateView(
  database: Database,
  owner: ViewOwner,
  viewId: string,
  view: SaveViewBody & { readonly rowVersion: number },
  now: Date,
): Promise<SavedView | undefined> {
  const [row] = await database.query<SavedView & object>(update, [
    ...key(owner),
    viewId,
    ...members(view),
    now,
    view.rowVersion,
  ])
  return row
}

/** No other view of this list stays the one that it opens with. */
export async function clearOtherDefaults(
  database: Database,
  owner: ViewOwner,
  viewId: string,
  now: Date,
): Promise<void> {
  await database.query(clearDefault, [...key(owner), viewId, now])
}

export async function deleteView(
  database: Database,
  owner: ViewOwner,
  viewId: string,
): Promise<SavedView | undefined> {
  const [row] = await database.query<SavedView & object>(remove, [...key(owner), viewId])
  return row
}

function key({ merchantId, userId, list }: ViewOwner): readonly unknown[] {
  return [merchantId, userId, list]
}

function members(view: SaveViewBody): readonly unknown[] {
  return [view.name, JSON.stringify(view.filters), JSON.stringify(view.columns), view.isDefault]
}
