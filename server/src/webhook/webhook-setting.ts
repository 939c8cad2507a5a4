import type { AuditActor } from '../audit/audit-log.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { Mode, SaveWebhookBody, WebhookSettingView } from '../wire/console.ts'
import { parseTarget } from './send-message.ts'
import type { ContentType } from './webhook-body.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'
import { refuseWebhook } from './webhook-errors.ts'
import { liveSecretsJson, openSecrets, type SealedWebhookSecret } from './webhook-secret.ts'

/** Four settings per store: mode × API version. */
export interface SettingKey {
  readonly storeId: string
  readonly mode: Mode
  readonly apiVersion: 'V1' | 'V2'
}

interface SettingRow {
  url: string | null
  content_type: ContentType | null
  body_version: '2024-04-25' | '2024-01-01' | null
  retries: boolean | null
  row_version: number | null
  is_inherited: boolean
  secrets: SealedWebhookSecret[] | null
}

const read = sql(
  'webhook-read-setting',
  `select s.url, s.content_type, s.body_version, s.retries, s.row_version,
     coalesce((select inherits_webhooks from store where store_id = $1), false) as is_inherited,
     case when $3 = 'V2' then ${liveSecretsJson('$1', '$2')} end as secrets
   from (select 1) one
   left join webhook_setting s on s.store_id = $1 and s.mode = $2 and s.api_version = $3`,
)

/** What the console shows and the tester uses. A setting that was never saved has version 0 and the defaults. */
export async function readWebhookSetting(
  { database, vault }: Pick<WebhookDependencies, 'database' | 'vault'>,
  { storeId, mode, apiVersion }: SettingKey,
): Promise<WebhookSettingView> {
  const [row] = await database.query<SettingRow>(read, [storeId, mode, apiVersion])
  const sealed = row?.secrets ?? []
  const secrets = await openSecrets(vault, sealed)
  return {
    mode,
    apiVersion,
    ...(row === undefined || row.url === null ? {} : { url: row.url }),
    contentType: row?.content_type ?? 'application/json',
    ...(apiVersion === 'V2'
      ? { bodyVersion: row?.body_version ?? '2024-04-25' }
      : { retries: row?.retries ?? false }),
    secrets: sealed.map((one, index) => ({
      secretId: one.secretId,
      secret: secrets[index]?.open() ?? '',
      createdAt: new Date(one.createdAt).toISOString(),
    })),
    rowVersion: row?.row_version ?? 0,
    ...(row?.is_inherited === true ? { isInherited: true } : {}),
  }
}

// Version 0 stands for "no row yet"; any other version must find its row.
const save = sql(
  'webhook-save-setting',
  `insert into webhook_setting (store_id, mode, api_version, url, content_type, body_version, row_version, updated_at, retries)
   select $1, $2, $3, $4, $5, $6, $7::integer + 1, $8::timestamptz, $9
   where $7::integer = 0 or exists (select 1 from webhook_setting where store_id = $1 and mode = $2 and api_version = $3)
   on conflict (store_id, mode, api_version) do update set
     url = excluded.url, content_type = excluded.content_type, body_version = excluded.body_version,
     retries = excluded.retries, row_version = excluded.row_version, updated_at = excluded.updated_at
   where webhook_setting.row_version = $7::integer
   returning row_version`,
)

/**
 * Saves one setting whole; a missing URL switches these webhooks off.
 *
 * @param by absent: the platform itself, for its demonstration; not recorded
 * @throws InvalidWebhookUrlError, InvalidRequestError, StaleVersionError
 */
export async function saveWebhookSetting(
  deps: Pick<WebhookDependencies, 'database' | 'vault' | 'clock' | 'audit'>,
  key: SettingKey,
  setting: SaveWebhookBody,
  language: 'ko' | 'en' = 'ko',
  by?: AuditActor,
): Promise<WebhookSettingView> {
  checkSetting(key, setting, language)
  await deps.database.transaction(async (transaction) => {
    const [before] = await transaction.query<SettingRow>(read, [key.storeId, key.mode, key.apiVersion])
    const rows = await transaction.query(save, [
      key.storeId,
      key.mode,
      key.apiVersion,
      setting.url ?? null,
      setting.contentType,
      key.apiVersion === 'V2' ? (setting.bodyVersion ?? '2024-04-25') : null,
      setting.rowVersion,
      deps.clock.now(),
      key.apiVersion === 'V1' && setting.retries === true,
    ])
    if (rows.length === 0) throw refuseWebhook('StaleVersionError')
    if (by === undefined) return
    await deps.audit.record(transaction, by, {
      action: 'webhook-setting.update',
      storeId: key.storeId,
      target: settingName(key),
      before: recorded(key, {
        url: before?.url ?? undefined,
        contentType: before?.content_type ?? 'application/json',
        bodyVersion: before?.body_version ?? undefined,
        retries: before?.retries ?? false,
      }),
      after: recorded(key, setting),
    })
  })
  return readWebhookSetting(deps, key)
}

/** How the audit log names a setting. */
export function settingName(key: Pick<SettingKey, 'mode' | 'apiVersion'>): string {
  return `${key.apiVersion} ${key.mode}`
}

function recorded(
  key: SettingKey,
  setting: {
    readonly url?: string | undefined
    readonly contentType: ContentType
    readonly bodyVersion?: string | undefined
    readonly retries?: boolean | undefined
  },
) {
  return {
    url: setting.url ?? null,
    contentType: setting.contentType,
    ...(key.apiVersion === 'V2'
      ? { bodyVersion: setting.bodyVersion ?? '2024-04-25' }
      : { retries: setting.retries === true }),
  }
}

const urlLengthMax = 2_000

const sentences = {
  url: {
    ko: 'http:// 또는 https://로 시작하는 전체 주소를 입력해 주세요. 주소에 사용자 이름과 비밀번호는 넣을 수 없습니다.',
    en: 'Enter a whole address that begins with http:// or https://, without user name and password.',
  },
  contentType: {
    ko: 'x-www-form-urlencoded는 웹훅 버전 2024-01-01에서만 사용할 수 있습니다.',
    en: 'x-www-form-urlencoded exists for webhook version 2024-01-01 only.',
  },
}

/** Source of the rule on content types: the webhook screen of PortOne's console. */
export function checkSetting(
  key: Pick<SettingKey, 'apiVersion'>,
  setting: Pick<SaveWebhookBody, 'url' | 'contentType' | 'bodyVersion'>,
  language: 'ko' | 'en',
): void {
  const { url, contentType, bodyVersion = '2024-04-25' } = setting
  if (url !== undefined && (url.length > urlLengthMax || parseTarget(url) === undefined)) {
    throw refuseWebhook('InvalidWebhookUrlError', undefined, { fields: { url: sentences.url[language] } })
  }
  const isForm = contentType === 'application/x-www-form-urlencoded'
  if (key.apiVersion === 'V2' && isForm && bodyVersion !== '2024-01-01') {
    throw refuseWebhook('InvalidRequestError', undefined, {
      fields: { contentType: sentences.contentType[language] },
    })
  }
}

const createDefaults = sql(
  'webhook-create-default-settings',
  `insert into webhook_setting (store_id, mode, api_version, content_type, body_version, row_version, updated_at)
   select $1, mode, api_version, 'application/json', case api_version when 'V2' then '2024-04-25' end, 1, now()
   from unnest(array['LIVE', 'TEST']) mode, unnest(array['V1', 'V2']) api_version
   on conflict do nothing`,
)

/** The four settings of a new store, without addresses: nothing is sent until one is saved. */
export async function createDefaultWebhookSettings(database: Database, storeId: string): Promise<void> {
  await database.query(createDefaults, [storeId])
}
