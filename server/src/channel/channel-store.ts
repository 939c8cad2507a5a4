import { isUniqueViolation, sql, type Database } from '../foundation/database.ts'
import type { Channel, ChannelAttribute, TaxType } from './channel.ts'

/** What `channelColumns` selects. */
export interface ChannelRow {
  readonly store_id: string
  readonly channel_key: string
  readonly channel_id: string
  readonly mode: 'LIVE' | 'TEST'
  readonly pg: string
  readonly module_code: string
  readonly pg_provider: string
  readonly name: string
  readonly attribute: ChannelAttribute
  readonly pg_merchant_id: string
  readonly tax_type: TaxType
  readonly manual_confirm: boolean
  readonly credentials_sealed: string
  readonly credentials_expire_at: Date | null
  readonly row_version: number
  readonly created_at: Date
  readonly updated_at: Date
  readonly last_used_at: Date | null
  readonly deleted_at: Date | null
}

export const channelColumns = `store_id, channel_key, channel_id, mode, pg, module_code, pg_provider, name, attribute, pg_merchant_id,
  tax_type, manual_confirm, credentials_sealed, credentials_expire_at, row_version, created_at, updated_at,
  last_used_at, deleted_at`

/** A channel row as PostgreSQL's JSON gives it: instants are text. */
export type ChannelJson = Omit<
  ChannelRow,
  'credentials_expire_at' | 'created_at' | 'updated_at' | 'last_used_at' | 'deleted_at'
> & {
  readonly credentials_expire_at: string | null
  readonly created_at: string
  readonly updated_at: string
  readonly last_used_at: string | null
  readonly deleted_at: string | null
}

export function channelFromJson(row: ChannelJson): Channel {
  return channelFromRow({
    ...row,
    credentials_expire_at: row.credentials_expire_at === null ? null : new Date(row.credentials_expire_at),
    created_at: new Date(row.created_at),
    updated_at: new Date(row.updated_at),
    last_used_at: row.last_used_at === null ? null : new Date(row.last_used_at),
    deleted_at: row.deleted_at === null ? null : new Date(row.deleted_at),
  })
}

const insert = sql(
  'channel-insert',
  `insert into channel (store_id, channel_key, channel_id, mode, pg, module_code, pg_provider, name, attribute,
     pg_merchant_id, tax_type, manual_confirm, credentials_sealed, row_version, created_at, updated_at,
     credentials_expire_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $14, $15) returning ${channelColumns}`,
)
const update = sql(
  'channel-update',
  `update channel set channel_id = $4, name = $5, tax_type = $6, manual_confirm = $7, credentials_sealed = $8,
     updated_at = $9, credentials_expire_at = $10, row_version = row_version + 1
   where store_id = $1 and channel_key = $2 and row_version = $3 and deleted_at is null returning ${channelColumns}`,
)
const remove = sql(
  'channel-delete',
  `update channel set deleted_at = $3 where store_id = $1 and channel_key = $2 and deleted_at is null returning channel_key`,
)
const read = sql(
  'channel-read',
  `select ${channelColumns} from channel where store_id = $1 and channel_key = $2`,
)
const lock = sql(
  'channel-lock',
  `select ${channelColumns} from channel where store_id = $1 and channel_key = $2 and deleted_at is null for update`,
)
const hold = sql(
  'channel-hold',
  `select ${channelColumns} from channel
   where deleted_at is null and (store_id, channel_key) in (
     select $1::text, unnest($2::text[])
     union all
     select owner_store_id, channel_key from store_channel
     where store_id = $1 and channel_key = any($2::text[]) and removed_at is null)
   order by channel_key for share`,
)
const page = sql(
  'channel-page-all',
  `select ${channelColumns} from channel where deleted_at is null and (store_id, channel_key) > ($1, $2)
   order by store_id, channel_key limit $3`,
)

/** `channel.last_used_at`; key: store id, channel key. For `createLastUse`. */
export const noteChannelUsed = sql(
  'channel-note-used',
  `update channel set last_used_at = $3
   where store_id = $1 and channel_key = $2 and (last_used_at is null or last_used_at < $4)`,
)

export type Duplicate = 'ChannelDuplicateNameError' | 'DuplicateChannelError'

/**
 * Inserts a channel. The two unique indexes decide about name and about module + MID + mode: see `duplicateOf`.
 */
export async function insertChannel(
  database: Database,
  channel: Omit<Channel, 'rowVersion' | 'updatedAt' | 'lastUsedAt' | 'deletedAt'>,
): Promise<Channel> {
  const [row] = await database.query<ChannelRow>(insert, [
    channel.storeId,
    channel.channelKey,
    channel.channelId,
    channel.mode,
    channel.pg,
    channel.moduleCode,
    channel.pgProvider,
    channel.name,
    channel.attribute,
    channel.pgMerchantId,
    channel.taxType,
    channel.manualConfirm,
    channel.credentialsSealed,
    channel.createdAt,
    channel.credentialsExpireAt,
  ])
  if (row === undefined) throw new Error('an insert gave no row')
  return channelFromRow(row)
}

/** Writes an edit of exactly this version; undefined when the row has moved on. */
export async function updateChannelRow(
  database: Database,
  edit: Pick<
    Channel,
    | 'storeId'
    | 'channelKey'
    | 'rowVersion'
    | 'channelId'
    | 'name'
    | 'taxType'
    | 'manualConfirm'
    | 'credentialsSealed'
    | 'credentialsExpireAt'
    | 'updatedAt'
  >,
): Promise<Channel | undefined> {
  const [row] = await database.query<ChannelRow>(update, [
    edit.storeId,
    edit.channelKey,
    edit.rowVersion,
    edit.channelId,
    edit.name,
    edit.taxType,
    edit.manualConfirm,
    edit.credentialsSealed,
    edit.updatedAt,
    edit.credentialsExpireAt,
  ])
  return row === undefined ? undefined : channelFromRow(row)
}

/** Which of the two rules a failed write of a channel broke; undefined for any other failure. */
export function duplicateOf(error: unknown): Duplicate | undefined {
  if (isUniqueViolation(error, 'channel_name')) return 'ChannelDuplicateNameError'
  return isUniqueViolation(error, 'channel_mid') ? 'DuplicateChannelError' : undefined
}

/** Marks a channel deleted; its key stays reserved and its payments can still be cancelled. False when there is none. */
export async function deleteChannelRow(
  database: Database,
  storeId: string,
  channelKey: string,
  now: Date,
): Promise<boolean> {
  return (await database.query(remove, [storeId, channelKey, now])).length === 1
}

/** One channel, deleted ones included. */
export async function readChannelRow(
  database: Database,
  storeId: string,
  channelKey: string,
): Promise<Channel | undefined> {
  const [row] = await database.query<ChannelRow>(read, [storeId, channelKey])
  return row === undefined ? undefined : channelFromRow(row)
}

/** The living channel, locked until the transaction ends. */
export async function lockChannel(
  transaction: Database,
  storeId: string,
  channelKey: string,
): Promise<Channel | undefined> {
  const [row] = await transaction.query<ChannelRow>(lock, [storeId, channelKey])
  return row === undefined ? undefined : channelFromRow(row)
}

/**
 * The living channels of these keys that the store owns or was assigned, kept from deletion until the transaction ends. Whoever writes down that it uses
 * a channel calls this first, in the same transaction, and refuses the keys that did not come back.
 */
export async function holdChannels(
  transaction: Database,
  storeId: string,
  channelKeys: readonly string[],
): Promise<readonly Channel[]> {
  return (await transaction.query<ChannelRow>(hold, [storeId, channelKeys])).map(channelFromRow)
}

/** All living channels of the installation, by key, a page at a time. */
export async function pageChannelRows(
  database: Database,
  after: Pick<Channel, 'storeId' | 'channelKey'>,
  size: number,
): Promise<readonly Channel[]> {
  return (await database.query<ChannelRow>(page, [after.storeId, after.channelKey, size])).map(channelFromRow)
}

export function channelFromRow(row: ChannelRow): Channel {
  return {
    storeId: row.store_id,
    channelKey: row.channel_key,
    channelId: row.channel_id,
    mode: row.mode,
    pg: row.pg,
    moduleCode: row.module_code,
    pgProvider: row.pg_provider,
    name: row.name,
    attribute: row.attribute,
    pgMerchantId: row.pg_merchant_id,
    taxType: row.tax_type,
    manualConfirm: row.manual_confirm,
    credentialsSealed: row.credentials_sealed,
    credentialsExpireAt: row.credentials_expire_at,
    rowVersion: row.row_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    lastUsedAt: row.last_used_at,
    deletedAt: row.deleted_at,
  }
}
