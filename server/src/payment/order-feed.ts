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
/**
 * Two readers at once can only agree: the feed is never put back. The next reading is booked in the same statement, under
 * the feed's lock: a hint comes before it and is seen, or after it and brings the booked reading forward.
 */
const move = sql(
  'payment-move-feed',
  `with moved as (
     update order_feed set read_until = greatest(read_until, $3) where store_id = $1 and channel_key = $2 returning hints
   )
   update due_work set due_at = case when moved.hints <> $4 then $5::timestamptz else $6::timestamptz end,
     lease_owner = null, lease_until = null
   from moved where due_work.store_id = $1 and due_work.work_id = $7 returning due_at as "dueAt"`,
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

/** What one reading came to. */
export interface FeedStep {
  readonly storeId: string
  readonly channelKey: string
  /** The timed work that reads the feed. */
  readonly workId: string
  readonly readUntil: Date
  /** The hints that the reading began with; with more of them the next one is due now. */
  readonly hints: number
  readonly now: Date
  /** When to read again where nobody gives a hint. */
  readonly nextAt: Date
}

/** @returns when the feed is read next; undefined: its work is gone */
export async function moveFeed(database: Database, step: FeedStep): Promise<Date | undefined> {
  const { storeId, channelKey, readUntil, hints, now, nextAt, workId } = step
  const values = [storeId, channelKey, readUntil, hints, now, nextAt, workId]
  return (await database.query<{ dueAt: Date }>(move, values))[0]?.dueAt
}

/** The PG says that something changed. A reader that is at work now may have passed it already. */
export async function hintFeed(database: Database, storeId: string, channelKey: string): Promise<void> {
  await database.query(hint, [storeId, channelKey])
}
