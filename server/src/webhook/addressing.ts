import { sql, type Database } from '../foundation/database.ts'
import type { Announcement } from './announcement.ts'
import { settingStoreSql } from './inherited-store.ts'
import { executionCountMax } from './retry-schedule.ts'
import type { BodyVersion, ContentType } from './webhook-body.ts'
import { liveSecretsJson, type SealedWebhookSecret } from './webhook-secret.ts'

/** Where an announcement goes and in which form. */
export interface Addressing {
  readonly apiVersion: 'V1' | 'V2'
  readonly executionMax: number
  readonly urls: readonly string[]
  readonly bodyVersion: BodyVersion
  readonly contentType: ContentType
  readonly secrets: readonly SealedWebhookSecret[] | null
}

/** What `addressingSql` selects; null members where the store has no setting. */
export interface AddressingRow {
  readonly url: string | null
  readonly content_type: ContentType | null
  readonly body_version: BodyVersion | null
  readonly retries: boolean | null
  readonly secrets: readonly SealedWebhookSecret[] | null
  readonly is_withdrawn: boolean
}

/** One row of a store's setting and live secrets; also for statements that read it along with what they write. */
export function addressingSql(storeId: string, mode: string, apiVersion: string): string {
  return `select s.url, s.content_type, s.body_version, s.retries,
     case when ${apiVersion} = 'V2' then ${liveSecretsJson('one.setting_store_id', mode)} end as secrets,
     exists (select 1 from store join merchant m using (merchant_id)
       where store.store_id = ${storeId} and m.withdrawn_at is not null) as is_withdrawn
   from (select ${settingStoreSql(storeId)} as setting_store_id) one
   left join webhook_setting s on s.store_id = one.setting_store_id and s.mode = ${mode} and s.api_version = ${apiVersion}`
}

const read = sql('webhook-read-addressing', addressingSql('$1', '$2', '$3'))

export async function readAddressing(
  database: Database,
  storeId: string,
  { mode, apiVersion = 'V2' }: Announcement,
): Promise<AddressingRow | undefined> {
  const [row] = await database.query<AddressingRow>(read, [storeId, mode, apiVersion])
  return row
}

/** Whether work was handed over together with its addressing. */
export function isAddressingRow(known: unknown): known is AddressingRow {
  return typeof known === 'object' && known !== null && 'url' in known && 'secrets' in known
}

/**
 * A payment of the V1 module goes to the V1 setting and one of V2 to the V2 setting. `noticeUrls` of the request
 * replace the console's address; version, encoding, retries and secrets stay the store's.
 */
export function toAddressing(
  row: AddressingRow | undefined,
  { apiVersion = 'V2', noticeUrls = [] }: Announcement,
): Addressing {
  const saved = row === undefined || row.url === null || row.url === '' ? [] : [row.url]
  const isRetried = apiVersion === 'V2' || row?.retries === true
  return {
    apiVersion,
    executionMax: isRetried ? executionCountMax : 1,
    // A withdrawn merchant is told nothing any more, wherever the payment asked to have it told.
    urls: row?.is_withdrawn === true ? [] : noticeUrls.length > 0 ? noticeUrls : saved,
    bodyVersion: row?.body_version ?? '2024-04-25',
    contentType: row?.content_type ?? 'application/json',
    secrets: row?.secrets ?? null,
  }
}
