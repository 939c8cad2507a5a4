import { listChannelsOfStore } from '../channel/assigned-channels.ts'
import { findConnector } from '../channel/channel-dependencies.ts'
import type { Mode } from '../wire/console.ts'
import type {
  ChannelGroupChannel,
  ChannelGroupDetail,
  ChannelGroupView,
} from '../wire/console-channel-group.ts'
import { isChannelGroupId, placeSessions, type GroupSession } from './channel-group.ts'
import type { GroupDependencies } from './group-dependencies.ts'
import { obstacleOf } from './group-rules.ts'
import { listGroupRows, readGroupRow, readLiveSessions, readSessionRows } from './group-store.ts'
import { readMemberChannels } from './member-channels.ts'
import { groupDetail, groupView, type ChannelLabels } from './group-view.ts'

type ReadDependencies = Pick<GroupDependencies, 'database' | 'clock' | 'gateways'>

/** The store's living groups, newest first, each with what counts now and what waits. */
export async function listGroups(
  deps: ReadDependencies,
  storeId: string,
  mode: Mode | undefined,
): Promise<readonly ChannelGroupView[]> {
  const now = deps.clock.now()
  const [groups, sessions] = await Promise.all([
    listGroupRows(deps.database, storeId, mode),
    readLiveSessions(deps.database, storeId, now),
  ])
  const labels = await readLabels(deps, storeId, [...sessions.values()].flat())
  return groups.map((group) =>
    groupView(group, placeSessions(sessions.get(group.channelGroupId) ?? [], now), labels),
  )
}

/** One living group with its whole history. */
export async function readGroup(
  deps: ReadDependencies,
  storeId: string,
  channelGroupId: string,
): Promise<ChannelGroupDetail | undefined> {
  if (!isChannelGroupId(channelGroupId)) return undefined
  const [group, sessions] = await Promise.all([
    readGroupRow(deps.database, storeId, channelGroupId),
    readSessionRows(deps.database, storeId, channelGroupId),
  ])
  if (group === undefined) return undefined
  return groupDetail(
    group,
    placeSessions(sessions, deps.clock.now()),
    await readLabels(deps, storeId, sessions),
  )
}

/** Channels of the mode that the store may use, with what keeps some of them out of a group. */
export async function listGroupChannels(
  deps: ReadDependencies,
  storeId: string,
  mode: Mode,
): Promise<readonly ChannelGroupChannel[]> {
  const channels = await listChannelsOfStore(deps.database, storeId, mode)
  return channels.map((channel) => {
    const { gateway, module } = findConnector(deps.gateways, channel.pg, channel.moduleCode) ?? {}
    const obstacle = obstacleOf(deps.gateways, channel, mode)
    return {
      channelKey: channel.channelKey,
      name: channel.name,
      pgProvider: channel.pgProvider,
      pgNameKo: gateway?.catalogue.nameKo ?? channel.pg,
      pgNameEn: gateway?.catalogue.nameEn ?? channel.pg,
      payMethods: module?.window?.payMethods ?? [],
      ...(obstacle === undefined ? {} : { obstacleKo: obstacle.ko, obstacleEn: obstacle.en }),
    }
  })
}

/** What the entries' channels are called. */
async function readLabels(
  deps: Pick<ReadDependencies, 'database' | 'gateways'>,
  storeId: string,
  sessions: readonly GroupSession[],
): Promise<ChannelLabels> {
  const channels = await readMemberChannels(
    deps.database,
    storeId,
    sessions.flatMap(({ entries }) => entries.map(({ channelKey }) => channelKey)),
  )
  return new Map(
    [...channels].map(([channelKey, channel]) => {
      const catalogue = deps.gateways.find(({ id }) => id === channel.pg)?.catalogue
      return [
        channelKey,
        {
          channelName: channel.name,
          pgProvider: channel.pgProvider,
          pgNameKo: catalogue?.nameKo ?? channel.pg,
          pgNameEn: catalogue?.nameEn ?? channel.pg,
          isChannelDeleted: channel.isDeleted,
        },
      ]
    }),
  )
}
