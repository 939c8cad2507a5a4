import { channelUsesMax, type ChannelUse, type FindChannelUses } from '../channel/channel-use.ts'
import type { Clock } from '../foundation/clock.ts'
import { sql } from '../foundation/database.ts'

/**
 * Payments that still move money through the channel, and virtual accounts that wait for a deposit and have not
 * expired. They would be settled without the channel's listing too (`includeDeleted`); the merchant is kept from
 * deleting what he would then miss on his screen.
 *
 * Reads the store's payments from end to end: an index by channel would cost every payment something for the sake of
 * a rare click.
 */
export function createPaymentsOfChannel(clock: Clock): FindChannelUses {
  return async (database, storeId, channelKey) => {
    const rows = await database.query<{ payment_id: string; status: string }>(unsettled, [
      storeId,
      channelKey,
      clock.now(),
      channelUsesMax,
    ])
    return rows.map(({ payment_id: id, status }): ChannelUse => ({
      kind: status === 'VIRTUAL_ACCOUNT_ISSUED' ? 'VIRTUAL_ACCOUNT' : 'PAYMENT_IN_FLIGHT',
      id,
      name: id,
    }))
  }
}

const unsettled = sql(
  'payment-unsettled-of-channel',
  `select p.payment_id, p.status from payment p
   join payment_transaction t on t.store_id = p.store_id and t.transaction_id = p.transaction_id
   where p.store_id = $1 and p.channel_key = $2
     and (p.confirming_transaction_id is not null or p.cancelling_id is not null or p.status = 'PAY_PENDING'
       or (p.status = 'VIRTUAL_ACCOUNT_ISSUED' and coalesce(
         (t.data #>> '{outcome,method,virtualAccount,expiredAt}')::timestamptz,
         (t.data #>> '{outcome,method,convenienceStore,deadline}')::timestamptz,
         (t.data #>> '{order,virtualAccount,expiresAt}')::timestamptz,
         (t.data #>> '{order,convenienceStore,deadline}')::timestamptz,
         'infinity') > $3))
   order by p.requested_at desc limit $4`,
)
