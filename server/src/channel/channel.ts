import type { Mode } from '@naru/gateways'
import type { SealedPlace } from '../foundation/sealing.ts'

export type ChannelAttribute = 'PAYMENT' | 'IDENTITY_VERIFICATION'
export type TaxType = 'UNSET' | 'TAXABLE' | 'TAX_FREE'

/** 채널: one contract with a PG in one mode. The key stays for life; the id changes on every edit. */
export interface Channel {
  readonly storeId: string
  readonly channelKey: string
  readonly channelId: string
  readonly mode: Mode
  readonly pg: string
  readonly moduleCode: string
  readonly pgProvider: string
  readonly name: string
  readonly attribute: ChannelAttribute
  readonly pgMerchantId: string
  readonly taxType: TaxType
  readonly manualConfirm: boolean
  /** JSON of the form values, sealed as one value. */
  readonly credentialsSealed: string
  /** When the credentials stop working by themselves; null: they do not. */
  readonly credentialsExpireAt: Date | null
  readonly rowVersion: number
  readonly createdAt: Date
  readonly updatedAt: Date
  readonly lastUsedAt: Date | null
  readonly deletedAt: Date | null
}

const keyShape = /^channel-key-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for `channel-key-<uuid>`. Also keeps text that PostgreSQL cannot hold out of a query. */
export function isChannelKey(text: string): boolean {
  return keyShape.test(text)
}

/** Where a channel's credentials are sealed. By key, not by id: an edit changes the id. */
export function credentialsPlace(storeId: string, channelKey: string): SealedPlace {
  return { storeId, table: 'channel', column: 'credentials_sealed', rowId: channelKey }
}

/** The address at which a PG's server notifies this channel (가상계좌 입금통보). */
export function notifyUrl(
  checkoutOrigin: string,
  channel: Pick<Channel, 'pg' | 'storeId' | 'channelKey'>,
): string {
  return `${checkoutOrigin}/pg/${channel.pg}/notify/${channel.storeId}/${channel.channelKey}`
}

/**
 * Where a PG's script sends a buyer's one-time code (브랜드페이 리다이렉트 URL). The merchant registers it at the PG, so it
 * names the channel and nothing that changes.
 */
export function customerUrl(
  checkoutOrigin: string,
  channel: Pick<Channel, 'pg' | 'storeId' | 'channelKey'>,
): string {
  return `${checkoutOrigin}/pg/${channel.pg}/customer/${channel.storeId}/${channel.channelKey}`
}
