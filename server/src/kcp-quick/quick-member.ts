import type { BillingKey } from '../billing-key/billing-key.ts'
import { sql, type Database } from '../foundation/database.ts'

/** Somebody who registered with a PIN in the window of a QuickPay channel. */
export interface QuickMember {
  readonly channelKey: string
  readonly memberId: string
  readonly siteCode: string
  readonly insertedAt: Date
  readonly updatedAt: Date
}

const columns = `channel_key as "channelKey", member_id as "memberId", site_code as "siteCode",
  inserted_at as "insertedAt", updated_at as "updatedAt"`
const note = sql(
  'kcp-quick-note-member',
  `insert into kcp_quick_member (store_id, channel_key, member_id, merchant_id, site_code, inserted_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $6)
   on conflict (store_id, channel_key, member_id) do update set site_code = excluded.site_code, updated_at = excluded.updated_at`,
)
const read = sql(
  'kcp-quick-read-members',
  `select ${columns} from kcp_quick_member where store_id = $1 and member_id = $2 order by channel_key`,
)
const erase = sql(
  'kcp-quick-erase-member',
  `delete from kcp_quick_member where store_id = $1 and channel_key = $2 and member_id = $3 returning ${columns}`,
)

export const quickModule = 'kcp_quick'

/** `bypass.kcpQuick.memberID` of a registration in a QuickPay window; undefined for every other billing key. */
export function memberIdOf({ data, channels }: Pick<BillingKey, 'data' | 'channels'>): string | undefined {
  if (channels[0]?.data.channel.moduleCode !== quickModule) return undefined
  const quick = data.bypass?.['kcpQuick']
  const memberId = typeof quick === 'object' && quick !== null ? Reflect.get(quick, 'memberID') : undefined
  return typeof memberId === 'string' ? memberId : undefined
}

/** Keeps the member of a key that was issued a moment ago, in the transaction that issues it. */
export async function noteQuickMember(transaction: Database, key: BillingKey, now: Date): Promise<void> {
  const memberId = memberIdOf(key)
  const channel = key.channels[0]
  if (memberId === undefined || channel === undefined) return
  await transaction.query(note, [
    key.storeId,
    channel.channelKey,
    memberId,
    key.merchantId,
    channel.data.channel.pgMerchantId,
    now,
  ])
}

/** The same member id may have registered in several channels. */
export async function findQuickMembers(
  database: Database,
  storeId: string,
  memberId: string,
): Promise<readonly QuickMember[]> {
  return database.query<QuickMember>(read, [storeId, memberId])
}

/** Undefined when it was erased a moment ago. */
export async function eraseQuickMember(
  database: Database,
  storeId: string,
  { channelKey, memberId }: Pick<QuickMember, 'channelKey' | 'memberId'>,
): Promise<QuickMember | undefined> {
  return (await database.query<QuickMember>(erase, [storeId, channelKey, memberId]))[0]
}
