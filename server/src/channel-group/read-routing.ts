import type { Gateway, GatewayModule, Mode } from '@naru/gateways'
import { findConnector } from '../channel/channel-dependencies.ts'
import type { ChannelAttribute } from '../channel/channel.ts'
import { isChannelGroupId, liveSessions, type GroupEntry } from './channel-group.ts'
import type { GroupDependencies } from './group-dependencies.ts'
import { readGroupRow, readLiveSessions } from './group-store.ts'
import { readMemberChannels } from './member-channels.ts'
import { choosable } from './pick-channel.ts'

/** A group as one payment meets it. */
export interface Routing {
  readonly channelGroupId: string
  readonly name: string
  readonly mode: Mode
  readonly sessionId: string
  /** A payment whose PG does not open its window may go to another channel. */
  readonly failsOver: boolean
  /** The entries that the lot may choose, in their order. */
  readonly entries: readonly RoutedEntry[]
  /** Enabled channels of ratio 0: no lot meets them, billing keys are issued and, where nothing else holds one, charged there. */
  readonly restingChannelKeys: readonly string[]
}

export interface RoutedEntry extends GroupEntry {
  readonly channelName: string
  readonly attribute: ChannelAttribute | undefined
  /** Undefined when this build does not know the module, or the channel is gone. */
  readonly connector: { readonly gateway: Gateway; readonly module: GatewayModule } | undefined
}

/**
 * What a payment request's `channelGroupId` means at this moment. Read anew on every call: an edited, switched or
 * deleted group counts at once on every replica.
 *
 * @returns undefined when the store has no such living group
 */
export async function readRouting(
  deps: Pick<GroupDependencies, 'database' | 'clock' | 'gateways'>,
  storeId: string,
  channelGroupId: string,
): Promise<Routing | undefined> {
  if (!isChannelGroupId(channelGroupId)) return undefined
  const now = deps.clock.now()
  const [group, sessions] = await Promise.all([
    readGroupRow(deps.database, storeId, channelGroupId),
    readLiveSessions(deps.database, storeId, now, channelGroupId),
  ])
  const { current } = liveSessions(sessions.get(channelGroupId) ?? [], now)
  if (group === undefined || current === undefined) return undefined
  const entries = choosable(current.entries)
  const channels = await readMemberChannels(
    deps.database,
    storeId,
    entries.map(({ channelKey }) => channelKey),
  )
  return {
    channelGroupId,
    name: group.name,
    mode: group.mode,
    sessionId: current.sessionId,
    failsOver: group.failsOver,
    restingChannelKeys: current.entries
      .filter(({ enabled, weight }) => enabled && weight === 0)
      .map(({ channelKey }) => channelKey),
    entries: entries.map((entry) => {
      const channel = channels.get(entry.channelKey)
      return {
        ...entry,
        channelName: channel?.name ?? entry.channelKey,
        attribute: channel?.attribute,
        connector:
          channel === undefined || channel.isDeleted
            ? undefined
            : findConnector(deps.gateways, channel.pg, channel.moduleCode),
      }
    }),
  }
}
