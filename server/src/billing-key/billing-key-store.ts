import type { JsonObject } from '@naru/gateways'
import { sql, type Database } from '../foundation/database.ts'
import { Secret } from '../foundation/secret.ts'
import type { Vault } from '../foundation/sealing.ts'
import { storableJson } from '../foundation/storable-text.ts'
import { announceKind, type Announcement } from '../webhook/announcement.ts'
import type {
  BillingKey,
  BillingKeyChannel,
  BillingKeyData,
  BillingKeyPhase,
  BillingKeyStatus,
} from './billing-key.ts'
import { settleBillingKeyKind } from './billing-key-dependencies.ts'

/** A key with its channels as PostgreSQL's JSON gives it. */
export interface BillingKeyJson {
  store_id: string
  billing_key: string
  merchant_id: string
  status: BillingKeyStatus
  phase: BillingKeyPhase
  mode: 'LIVE' | 'TEST'
  row_version: number
  method: BillingKey['method']
  live_schedules: number
  data: BillingKeyData
  memory_sealed: string | null
  proof_sealed: string | null
  owner: string | null
  requested_at: string
  issued_at: string | null
  deleted_at: string | null
  status_at: string
  channels: readonly ChannelJson[] | null
}

interface ChannelJson {
  channel_key: string
  position: number
  status: BillingKeyChannel['status']
  right_sealed: string | null
  data: BillingKeyChannel['data']
}

export const channelsOfKey = `(select json_agg(c order by c.position) from billing_key_channel c
  where c.store_id = k.store_id and c.billing_key = k.billing_key) as channels`

/** One key with its channels as a scalar subquery, for statements that read more in the same round trip. */
export function billingKeyJson(storeIdSql: string, billingKeySql: string): string {
  return `(select row_to_json(k) from (select k.*, ${channelsOfKey} from billing_key k
    where k.store_id = ${storeIdSql} and k.billing_key = ${billingKeySql}) k)`
}

const read = sql('billing-key-read', `select ${billingKeyJson('$1', '$2')} as key`)

export async function readBillingKey(
  database: Database,
  storeId: string,
  billingKey: string,
): Promise<BillingKey | undefined> {
  const [row] = await database.query<{ key: BillingKeyJson | null }>(read, [storeId, billingKey])
  return row?.key === undefined || row.key === null ? undefined : toBillingKey(row.key)
}

export function toBillingKey(row: BillingKeyJson): BillingKey {
  return {
    storeId: row.store_id,
    billingKey: row.billing_key,
    merchantId: row.merchant_id,
    status: row.status,
    phase: row.phase,
    mode: row.mode,
    rowVersion: row.row_version,
    method: row.method,
    liveSchedules: row.live_schedules,
    data: row.data,
    memorySealed: row.memory_sealed,
    proofSealed: row.proof_sealed,
    owner: row.owner,
    requestedAt: new Date(row.requested_at),
    issuedAt: row.issued_at === null ? null : new Date(row.issued_at),
    deletedAt: row.deleted_at === null ? null : new Date(row.deleted_at),
    statusAt: new Date(row.status_at),
    channels: (row.channels ?? []).map((channel) => ({
      channelKey: channel.channel_key,
      position: channel.position,
      status: channel.status,
      rightSealed: channel.right_sealed,
      data: channel.data,
    })),
  }
}

// ---------------------------------------------------------------- writing

/** The messages and the timed work that a step writes together with the row. */
export interface BillingKeyStep {
  /** The key as it will stand; its `rowVersion` is the one that was read, 0 for a new key. */
  readonly key: BillingKey
  readonly announce?: { readonly workId: string; readonly type: string }
  /** When the settle job looks; null drops it. */
  readonly settleAt: Date | null
  readonly at: Date
}

/** The timed work that watches one call about a key. */
export function settleWorkId(billingKey: string): string {
  return `billing-key-settle:${billingKey}`
}

const columns = `merchant_id, status, phase, mode, method, customer_id, data, memory_sealed, proof_sealed, owner,
  requested_at, issued_at, deleted_at, status_at`
const around = `channel as (
    insert into billing_key_channel (store_id, billing_key, channel_key, position, status, right_sealed, data)
    select written.store_id, written.billing_key, c.channel_key, c.position, c.status, c.right_sealed, c.data
    from written, jsonb_to_recordset($17::jsonb) as c(channel_key text, position integer, status text, right_sealed text, data jsonb)
    on conflict (store_id, billing_key, channel_key) do update set
      status = excluded.status, right_sealed = excluded.right_sealed, data = excluded.data
  ), outbox as (
    insert into due_work (store_id, work_id, kind, reference, due_at, created_at)
    select store_id, $18::text, '${announceKind}', $19::jsonb, $20::timestamptz, $20::timestamptz from written where $18::text is not null
  ), booked as (
    insert into due_work (store_id, work_id, kind, reference, due_at, created_at)
    select store_id, $21::text, '${settleBillingKeyKind}', jsonb_build_object('billingKey', billing_key, 'owner', $12::text), $22::timestamptz, $20::timestamptz
    from written where $22::timestamptz is not null
    on conflict (store_id, work_id) do update set due_at = excluded.due_at, reference = excluded.reference,
      lease_owner = null, lease_until = null
  ), dropped as (
    delete from due_work using written where due_work.store_id = written.store_id and due_work.work_id = $21::text and $22::timestamptz is null
  )
  select billing_key from written`
const insert = sql(
  'billing-key-insert',
  `with written as (
    insert into billing_key (store_id, billing_key, row_version, ${columns})
    values ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11, $12, $13, $14, $15, $16)
    returning store_id, billing_key
  ), ${around}`,
)
const update = sql(
  'billing-key-update',
  `with written as (
    update billing_key set row_version = row_version + 1, status = $4, phase = $5, data = $9::jsonb, memory_sealed = $10,
      proof_sealed = $11, owner = $12, issued_at = $14, deleted_at = $15, status_at = $16
    where store_id = $1 and billing_key = $2 and row_version = $23 and ($24 or live_schedules = 0)
      -- What a key never changes; named so that both statements take the same values.
      and merchant_id = $3 and mode = $6 and method = $7 and customer_id is not distinct from $8 and requested_at = $13
    returning store_id, billing_key
  ), ${around}`,
)

/**
 * Row, channels, outbox and timed work in one statement, or nothing.
 *
 * @param options.whileUnscheduled refuses when a schedule came in between; the row's lock decides
 * @returns false when somebody else was faster: read again, decide again
 */
export async function writeBillingKey(
  database: Database,
  step: BillingKeyStep,
  options: { readonly whileUnscheduled?: boolean } = {},
): Promise<boolean> {
  const { key, announce } = step
  const values = [
    key.storeId,
    key.billingKey,
    key.merchantId,
    key.status,
    key.phase,
    key.mode,
    key.method,
    key.data.customer.id ?? null,
    storableJson(key.data),
    key.memorySealed,
    key.proofSealed,
    key.owner,
    key.requestedAt,
    key.issuedAt,
    key.deletedAt,
    key.statusAt,
    storableJson(
      key.channels.map((channel) => ({
        channel_key: channel.channelKey,
        position: channel.position,
        status: channel.status,
        right_sealed: channel.rightSealed,
        data: channel.data,
      })),
    ),
    announce?.workId ?? null,
    announce === undefined ? null : storableJson(announcementOf(key, announce.type, step.at)),
    step.at,
    settleWorkId(key.billingKey),
    step.settleAt,
  ]
  const rows =
    key.rowVersion === 0
      ? await database.query(insert, values)
      : await database.query(update, [...values, key.rowVersion, options.whileUnscheduled !== true])
  return rows.length === 1
}

function announcementOf(key: BillingKey, type: string, at: Date): Announcement {
  const { noticeUrls } = key.data
  return {
    type,
    timestamp: at.toISOString(),
    mode: key.mode,
    ...(key.data.v1 === undefined ? {} : { apiVersion: 'V1' as const }),
    billingKey: key.billingKey,
    ...(noticeUrls === undefined ? {} : { noticeUrls }),
  }
}

// ---------------------------------------------------------------- sealing

export async function sealRight(
  vault: Vault,
  key: Pick<BillingKey, 'storeId' | 'billingKey'>,
  channelKey: string,
  right: JsonObject,
): Promise<string> {
  return vault.seal(rightPlace(key, channelKey), new Secret(JSON.stringify(right)))
}

/** What a charge presents to the PG; undefined for a channel that holds no right. */
export async function openRight(
  vault: Vault,
  key: Pick<BillingKey, 'storeId' | 'billingKey'>,
  channel: Pick<BillingKeyChannel, 'channelKey' | 'rightSealed'>,
): Promise<JsonObject | undefined> {
  if (channel.rightSealed === null) return undefined
  return parsed((await vault.open(rightPlace(key, channel.channelKey), channel.rightSealed)).open())
}

type SealedColumn = 'memory_sealed' | 'proof_sealed'

export async function sealOfKey(
  vault: Vault,
  key: Pick<BillingKey, 'storeId' | 'billingKey'>,
  column: SealedColumn,
  value: JsonObject,
): Promise<string | null> {
  if (Object.keys(value).length === 0) return null
  return vault.seal(place(key, column), new Secret(JSON.stringify(value)))
}

export async function openOfKey(
  vault: Vault,
  key: Pick<BillingKey, 'storeId' | 'billingKey'>,
  column: SealedColumn,
  sealed: string | null,
): Promise<JsonObject> {
  return sealed === null ? {} : parsed((await vault.open(place(key, column), sealed)).open())
}

function parsed(text: string): JsonObject {
  const value: unknown = JSON.parse(text)
  return isJsonObject(value) ? value : {}
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function place(key: Pick<BillingKey, 'storeId' | 'billingKey'>, column: SealedColumn) {
  return { storeId: key.storeId, table: 'billing_key', column, rowId: key.billingKey }
}

function rightPlace(key: Pick<BillingKey, 'storeId' | 'billingKey'>, channelKey: string) {
  return {
    storeId: key.storeId,
    table: 'billing_key_channel',
    column: 'right_sealed',
    rowId: `${key.billingKey}|${channelKey}`,
  }
}
