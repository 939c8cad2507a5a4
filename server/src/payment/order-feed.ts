import { sql, type Database } from '../foundation/database.ts'

/** How far the feed of a PG that sells by itself was read (`sellsByItself`), for each store and channel. */

const begin = sql(
  'payment-begin-feed',
  `insert into order_feed (store_id, channel_key, read_until, last_begun_at) values ($1, $2, $3, $3)
   on conflict (store_id, channel_key) do update set last_begun_at = excluded.last_begun_at`,
)
const read = sql(
  'payment-read-feed',
  `select read_until as "readUntil", last_begun_at as "lastBegunAt", hints from order_feed where store_id = $1 and channel_key = $2`,
)
/** Two readers at once can only agree: the feed is never put back. */
const move = sql(
  'payment-move-feed',
  `update order_feed set read_until = greatest(read_until, $3) where store_id = $1 and channel_key = $2 returning hints`,
)
const hint = sql(
  'payment-hint-feed',
  `update order_feed set hints = hints + 1 where store_id = $1 and channel_key = $2`,
)

export interface OrderFeed {
  readonly readUntil: Date
  readonly lastBegunAt: Date
  readonly hints: number
}

/** Notes that a buyer is being sent to an order sheet; a feed that was never read begins here. */
export async function beginFeed(
  database: Database,
  { storeId, channelKey }: { readonly storeId: string; readonly channelKey: string },
  now: Date,
): Promise<void> {
  await database.query(begin, [storeId, channelKey, now])
}

export async function readFeed(
  database: Database,
  storeId: string,
  channelKey: string,
): Promise<OrderFeed | undefined> {
  const [row] = await database.query<OrderFeed>(read, [storeId, channelKey])
  return row
}

/** @returns the hints so far; more than the reader knew of mean another reading */
export async function moveFeed(
  database: Database,
  storeId: string,
  channelKey: string,
  readUntil: Date,
): Promise<number> {
  const [row] = await database.query<{ hints: number }>(move, [storeId, channelKey, readUntil])
  return row?.hints ?? 0
}

/** The PG says that something changed. A reader that is at work now may have passed it already. */
export async function hintFeed(database: Database, storeId: string, channelKey: string): Promise<void> {
  await database.query(hint, [storeId, channelKey])
}
