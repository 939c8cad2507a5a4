import { channelUsesMax, type ChannelUse, type FindChannelUses } from '../channel/channel-use.ts'
import { sql } from '../foundation/database.ts'

/**
 * Payments that still move money through the channel, and virtual accounts that wait for a deposit. They would be
 * settled without the channel's listing too (`includeDeleted`); the merchant is kept from deleting what he would
 * then miss on his screen.
 *
 * Reads the store's payments from end to end: an index by channel would cost every payment something for the sake of
 * a rare click.
 */
export const paymentsOfChannel: FindChannelUses = async (database, storeId, channelKey) => {
  const rows = await database.query<{ payment_id: string; status: string }>(unsettled, [
    storeId,
    channelKey,
    channelUsesMax,
  ])
  return rows.map(({ payment_id: id, status }): ChannelUse => ({
    kind: status === 'VIRTUAL_ACCOUNT_ISSUED' ? 'VIRTUAL_ACCOUNT' : 'PAYMENT_IN_FLIGHT',
    id,
    name: id,
  }))
}

const unsettled = sql(
  'payment-unsettled-of-channel',
  `select payment_id, status from payment
   where store_id = $1 and channel_key = $2
     and (status in ('VIRTUAL_ACCOUNT_ISSUED', 'PAY_PENDING')
       or confirming_transaction_id is not null or cancelling_id is not null)
   order by requested_at desc limit $3`,
)
