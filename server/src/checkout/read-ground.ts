import type { Channel } from '../channel/channel.ts'
import { channelJson } from '../channel/assigned-channels.ts'
import { channelFromJson, type ChannelJson } from '../channel/channel-store.ts'
import { sql, type Database } from '../foundation/database.ts'
import {
  formerPaymentColumns,
  toFormerPayment,
  type FormerPayment,
  type FormerPaymentRow,
} from '../payment/prepare-payment.ts'

/** What a payment request stands on, read in one round trip. */
export interface Ground {
  readonly merchantId: string
  /** The living channel of that key. */
  readonly channel: Channel | undefined
  readonly former: FormerPayment
}

const read = sql(
  'checkout-read-ground',
  `select s.merchant_id, ${channelJson('$1', '$3')} as channel, ${formerPaymentColumns('$1', '$2')}
   from store s where s.store_id = $1 and s.deleted_at is null`,
)

/** @returns undefined for a store that does not exist or was deleted */
export async function readGround(
  database: Database,
  request: { readonly storeId: string; readonly paymentId: string; readonly channelKey?: string | undefined },
): Promise<Ground | undefined> {
  const [row] = await database.query<FormerPaymentRow & { merchant_id: string; channel: ChannelJson | null }>(
    read,
    [request.storeId, request.paymentId, request.channelKey ?? null],
  )
  if (row === undefined) return undefined
  const channel = row.channel === null ? undefined : channelFromJson(row.channel)
  return {
    merchantId: row.merchant_id,
    channel: channel?.deletedAt === null ? channel : undefined,
    former: toFormerPayment(row),
  }
}
