import { holdChannels } from '../channel/channel-store.ts'
import type { FieldProblem } from '../channel/channel-form.ts'
import { isChannelKey } from '../channel/channel.ts'
import type { Database } from '../foundation/database.ts'
import type { Mode } from '../wire/console.ts'
import type { CreateChannelGroupBody } from '../wire/console-channel-group.ts'
import {
  isChannelGroupId,
  isSameDivision,
  liveSessions,
  newChannelGroupId,
  type ChannelGroup,
  type GroupEntry,
  type GroupSession,
} from './channel-group.ts'
import type { UpdateGroupRequest } from './group-body.ts'
import type { GroupCaller, GroupDependencies } from './group-dependencies.ts'
import type { groupErrors } from './group-errors.ts'
import { checkBeginning, obstacleOf } from './group-rules.ts'
import {
  cancelSessionRow,
  countGroupsLocked,
  insertGroup,
  insertSessionRow,
  isNameTaken,
  readGroupRow,
  readLiveSessions,
  updateGroupRow,
} from './group-store.ts'

export type SaveGroupOutcome =
  | { readonly kind: 'saved'; readonly group: ChannelGroup }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | {
      readonly kind: 'refused'
      readonly type: Exclude<keyof typeof groupErrors, 'InvalidRequestError'>
      readonly field?: string
    }

const groupsMax = 100

/** Makes a group (스마트 라우팅 그룹 생성); it divides payments at once. */
export function createGroup(
  deps: GroupDependencies,
  caller: GroupCaller,
  body: CreateChannelGroupBody,
): Promise<SaveGroupOutcome> {
  return refuseTakenName(() =>
    deps.database.transaction(async (transaction): Promise<SaveGroupOutcome> => {
      const { storeId } = caller
      if ((await countGroupsLocked(transaction, storeId)) >= groupsMax)
        return { kind: 'refused', type: 'LimitExceededError' }
      const wrong = await checkChannels(deps, transaction, storeId, body.mode, body.entries)
      if (wrong !== undefined) return wrong
      const now = deps.clock.now()
      const group = await insertGroup(transaction, {
        storeId,
        channelGroupId: newChannelGroupId(body.mode, deps.random.uuid()),
        mode: body.mode,
        name: body.name,
        failsOver: body.failsOver === true,
        createdAt: now,
        createdBy: caller.email,
      })
      const session = newSession(deps, caller, body.entries, now, now)
      await insertSessionRow(transaction, group, session)
      await deps.audit.record(transaction, caller, {
        action: 'channel-group.create',
        storeId,
        target: group.channelGroupId,
        after: auditOf(group, session),
      })
      return { kind: 'saved', group }
    }),
  )
}

/**
 * Edits a group (그룹 수정). The name counts at once, the division now or from the scheduled hour on; at most one
 * division waits, so a new schedule takes the place of the old one. Refused when the group is not what the form
 * showed: somebody else saved, or a scheduled session has begun since.
 */
export function updateGroup(
  deps: GroupDependencies,
  caller: GroupCaller,
  channelGroupId: string,
  request: UpdateGroupRequest,
): Promise<SaveGroupOutcome> {
  return refuseTakenName(() =>
    deps.database.transaction(async (transaction): Promise<SaveGroupOutcome> => {
      const { storeId } = caller
      const former = isChannelGroupId(channelGroupId)
        ? await readGroupRow(transaction, storeId, channelGroupId, true)
        : undefined
      if (former === undefined) return { kind: 'refused', type: 'ChannelGroupNotFoundError' }
      const wrong = await checkChannels(deps, transaction, storeId, former.mode, request.entries)
      // All locks are ours now, so this is the moment of the change.
      const now = deps.clock.now()
      const sessions = await readLiveSessions(transaction, storeId, now, channelGroupId)
      const { current, scheduled } = liveSessions(sessions.get(channelGroupId) ?? [], now)
      if (former.rowVersion !== request.rowVersion || current?.sessionId !== request.currentSessionId)
        return { kind: 'refused', type: 'StaleVersionError' }
      if (wrong !== undefined) return wrong
      const problems = request.beginAt === undefined ? [] : checkBeginning(request.beginAt, now)
      if (problems.length > 0) return { kind: 'invalid', problems }

      const group = await updateGroupRow(
        transaction,
        { ...former, name: request.name, failsOver: request.failsOver ?? former.failsOver },
        now,
      )
      const isDivided = request.beginAt !== undefined || !isSameDivision(current.entries, request.entries)
      const session = newSession(deps, caller, request.entries, now, request.beginAt ?? now)
      if (request.beginAt !== undefined && scheduled !== undefined)
        await cancelSessionRow(transaction, group, scheduled.sessionId, { now, email: caller.email })
      if (isDivided) await insertSessionRow(transaction, group, session)
      await deps.audit.record(transaction, caller, {
        action: request.beginAt === undefined ? 'channel-group.update' : 'channel-group.schedule',
        storeId,
        target: channelGroupId,
        before: auditOf(former, request.beginAt === undefined ? current : (scheduled ?? current)),
        after: auditOf(group, isDivided ? session : current),
      })
      return { kind: 'saved', group }
    }),
  )
}

/**
 * Holds the channels of the entries against deletion until the transaction ends, and checks each one.
 *
 * @returns undefined when all may stand in the group
 */
async function checkChannels(
  deps: GroupDependencies,
  transaction: Database,
  storeId: string,
  mode: Mode,
  entries: readonly GroupEntry[],
): Promise<Exclude<SaveGroupOutcome, { kind: 'saved' }> | undefined> {
  const keys = entries.map(({ channelKey }) => channelKey).filter(isChannelKey)
  const channels = new Map(
    (await holdChannels(transaction, storeId, keys)).map((channel) => [channel.channelKey, channel]),
  )
  const missing = entries.findIndex(({ channelKey }) => !channels.has(channelKey))
  if (missing >= 0)
    return { kind: 'refused', type: 'ChannelNotFoundError', field: `entries.${missing}.channelKey` }
  const problems = entries.flatMap(({ channelKey }, index) => {
    const channel = channels.get(channelKey)
    const obstacle = channel === undefined ? undefined : obstacleOf(deps.gateways, channel, mode)
    return obstacle === undefined ? [] : [{ field: `entries.${index}.channelKey`, ...obstacle }]
  })
  return problems.length === 0 ? undefined : { kind: 'invalid', problems }
}

function newSession(
  deps: GroupDependencies,
  caller: GroupCaller,
  entries: readonly GroupEntry[],
  now: Date,
  beginAt: Date,
): GroupSession {
  return {
    sessionId: deps.random.id(),
    // Written out, so that nothing else of the request gets into the row.
    entries: entries.map(({ channelKey, weight, enabled }) => ({ channelKey, weight, enabled })),
    beginAt,
    createdAt: now,
    createdBy: caller.email,
    cancelledAt: null,
    cancelledBy: null,
  }
}

function auditOf(group: ChannelGroup, session: GroupSession): object {
  return {
    name: group.name,
    mode: group.mode,
    failsOver: group.failsOver,
    beginAt: session.beginAt.toISOString(),
    entries: session.entries,
  }
}

async function refuseTakenName(save: () => Promise<SaveGroupOutcome>): Promise<SaveGroupOutcome> {
  try {
    return await save()
  } catch (error) {
    if (isNameTaken(error)) return { kind: 'refused', type: 'ChannelGroupDuplicateNameError', field: 'name' }
    throw error
  }
}
