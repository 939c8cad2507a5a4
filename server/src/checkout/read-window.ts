import type { Channel } from '../channel/channel.ts'
import { channelJson } from '../channel/assigned-channels.ts'
import { channelFromJson, type ChannelJson } from '../channel/channel-store.ts'
import { sql, type Database } from '../foundation/database.ts'
import { digest, sameDigest } from '../foundation/secret.ts'
import { loadedColumns, toLoaded, type LoadedPayment, type LoadedRow } from '../payment/payment-store.ts'
import { readAttemptKey } from './attempt-key.ts'
import { toCheckoutAttempt, type CheckoutAttempt, type CheckoutAttemptRow } from './attempt-store.ts'

/** A window with its payment and channel, as one round trip gives them. */
export interface OpenWindow {
  readonly checkout: CheckoutAttempt
  readonly loaded: LoadedPayment
  /** Deleted ones included: what was begun through a channel must come to its end. */
  readonly channel: Channel | undefined
}

const read = sql(
  'checkout-read-window',
  `select a.*, (select s.name from store s where s.store_id = $1) as store_name, ${loadedColumns('t')},
     ${channelJson('t.store_id', 't.channel_key')} as channel
   from checkout_attempt a join payment_transaction t on t.store_id = $1 and t.transaction_id = $2
   where a.store_id = $1 and a.attempt_id = $2`,
)

/** Everything that a step of the buyer's window needs; undefined for every token that fits nothing. */
export async function readWindow(database: Database, token: string): Promise<OpenWindow | undefined> {
  const key = readAttemptKey(token)
  if (key === undefined) return undefined
  const [row] = await database.query<CheckoutAttemptRow & LoadedRow & { channel: ChannelJson | null }>(read, [
    key.storeId,
    key.attemptId,
  ])
  if (row === undefined || !sameDigest(row.token_digest, digest(token))) return undefined
  return {
    checkout: toCheckoutAttempt(row),
    loaded: toLoaded(row),
    channel: row.channel === null ? undefined : channelFromJson(row.channel),
  }
}
