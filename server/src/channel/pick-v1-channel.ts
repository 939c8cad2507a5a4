import { findModule, type Gateway, type GatewayModule } from '@naru/gateways'
import { sql, type Database } from '../foundation/database.ts'
import { listChannelsOfStore } from './assigned-channels.ts'
import type { Channel } from './channel.ts'

/** How a V1 request names its channel. */
export interface V1ChannelChoice {
  readonly channelKey?: string | undefined
  /** `code` or `code.MID`. */
  readonly pg?: string | undefined
}

/** What a store's default channel is for: see the table `v1_default_channel`. */
export const v1Purposes = ['WINDOW', 'API', 'CERTIFICATION'] as const
export type V1Purpose = (typeof v1Purposes)[number]

export type V1Ability = (
  channel: Channel,
  found: { readonly gateway: Gateway; readonly module: GatewayModule },
) => boolean

/**
 * The channel of a V1 request: `channelKey`, else `pg` with MID, else `pg`, else the store's default. A `pg` that fits
 * nothing counts as not given. Source: PortOne's guide to V1's request, its rule about `pg`.
 *
 * Where several fit, a live channel comes before a test channel, so that a shop that is open for business is never paid
 * with play money by chance, and an older one before a newer one; the channels of a sub-store in the order in which
 * they were assigned to it.
 *
 * @param defaultKey the default that the merchant chose, where it did
 */
export function pickV1Channel(
  channels: readonly Channel[],
  choice: V1ChannelChoice,
  isAble: V1Ability,
  defaultKey?: string,
  isOrdered = false,
): Channel | undefined {
  if (choice.channelKey !== undefined)
    return channels.find((channel) => channel.channelKey === choice.channelKey)
  const usable = usableV1Channels(channels, isAble, isOrdered)
  const [code, ...mid] = (choice.pg ?? '').split('.')
  return (
    usable.find((channel) => channel.moduleCode === code && channel.pgMerchantId === mid.join('.')) ??
    usable.find((channel) => channel.moduleCode === code && mid.length === 0) ??
    usable.find((channel) => channel.channelKey === defaultKey) ??
    usable[0]
  )
}

/** The channels that could be a default, the one first that is where the merchant chose none. */
export function usableV1Channels(
  channels: readonly Channel[],
  isAble: V1Ability,
  isOrdered: boolean,
): readonly Channel[] {
  const able = channels.filter((channel) => isUsable(channel, isAble))
  return isOrdered ? able : able.toSorted(byPrecedence)
}

function isUsable(channel: Channel, isAble: V1Ability): boolean {
  const found = findModule(channel.moduleCode)
  return found !== undefined && found.module.versions.includes('V1') && isAble(channel, found)
}

function byPrecedence(left: Channel, right: Channel): number {
  const isTest = (channel: Channel): number => (channel.mode === 'TEST' ? 1 : 0)
  return (
    isTest(left) - isTest(right) ||
    left.createdAt.getTime() - right.createdAt.getTime() ||
    (left.channelKey < right.channelKey ? -1 : 1)
  )
}

const readDefault = sql(
  'channel-read-v1-default',
  `select channel_key from v1_default_channel where store_id = $1 and purpose = $2`,
)

/** The same from the store's own rows. */
export async function findV1Channel(
  database: Database,
  storeId: string,
  purpose: V1Purpose,
  choice: V1ChannelChoice,
  isAble: V1Ability,
): Promise<Channel | undefined> {
  const [channels, [chosen]] = await Promise.all([
    listChannelsOfStore(database, storeId),
    choice.channelKey === undefined
      ? database.query<{ channel_key: string }>(readDefault, [storeId, purpose])
      : [],
  ])
  const isSubStore = channels.some((channel) => channel.storeId !== storeId)
  return pickV1Channel(channels, choice, isAble, chosen?.channel_key, isSubStore)
}
