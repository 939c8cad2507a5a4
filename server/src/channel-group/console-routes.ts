import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ParsedBody } from '../channel/channel-body.ts'
import type { FieldProblem } from '../channel/channel-form.ts'
import { languageOf } from '../foundation/http/face.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import type { Mode } from '../wire/console.ts'
import type {
  ChannelGroupChannel,
  ChannelGroupDetail,
  ChannelGroupView,
} from '../wire/console-channel-group.ts'
import { cancelScheduledSession, deleteGroup } from './delete-group.ts'
import { parseCreateBody, parseUpdateBody } from './group-body.ts'
import type { GroupDependencies } from './group-dependencies.ts'
import { refuseGroup } from './group-errors.ts'
import { listGroupChannels, listGroups, readGroup } from './read-groups.ts'
import { createGroup, updateGroup, type SaveGroupOutcome } from './save-group.ts'

interface OfStore {
  readonly Params: { readonly storeId: string }
  readonly Querystring: { readonly mode?: unknown }
}
interface OfGroup {
  readonly Params: { readonly storeId: string; readonly channelGroupId: string }
}
interface OfSession {
  readonly Params: {
    readonly storeId: string
    readonly channelGroupId: string
    readonly sessionId: string
  }
}

/** 스마트 라우팅: the groups of a store. */
export function registerChannelGroupRoutes(
  app: FastifyInstance,
  guard: ConsoleGuard,
  deps: GroupDependencies,
): void {
  const groups = '/console/api/stores/:storeId/channel-groups'
  const group = `${groups}/:channelGroupId`

  app.get<OfStore>(
    '/console/api/stores/:storeId/channel-group-channels',
    async (request): Promise<{ items: readonly ChannelGroupChannel[] }> => {
      const { storeId } = await guard.store(request, request.params.storeId, 'channel-groups.read')
      return { items: await listGroupChannels(deps, storeId, modeOf(request.query.mode) ?? 'TEST') }
    },
  )

  app.get<OfStore>(groups, async (request): Promise<{ items: readonly ChannelGroupView[] }> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'channel-groups.read')
    return { items: await listGroups(deps, storeId, modeOf(request.query.mode)) }
  })

  app.post<OfStore>(groups, async (request): Promise<ChannelGroupDetail> => {
    const caller = await guard.store(request, request.params.storeId, 'channel-groups.write')
    const body = readBody(parseCreateBody(request.body), request)
    const outcome = await createGroup(deps, caller, body)
    return detail(deps, caller.storeId, savedId(outcome, request))
  })

  app.get<OfGroup>(group, async (request): Promise<ChannelGroupDetail> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'channel-groups.read')
    return detail(deps, storeId, request.params.channelGroupId)
  })

  app.patch<OfGroup>(group, async (request): Promise<ChannelGroupDetail> => {
    const caller = await guard.store(request, request.params.storeId, 'channel-groups.write')
    const body = readBody(parseUpdateBody(request.body), request)
    const outcome = await updateGroup(deps, caller, request.params.channelGroupId, body)
    return detail(deps, caller.storeId, savedId(outcome, request))
  })

  app.delete<OfGroup>(group, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'channel-groups.write')
    if (!(await deleteGroup(deps, caller, request.params.channelGroupId)))
      throw refuseGroup('ChannelGroupNotFoundError')
    return {}
  })

  app.delete<OfSession>(`${group}/sessions/:sessionId`, async (request): Promise<ChannelGroupDetail> => {
    const caller = await guard.store(request, request.params.storeId, 'channel-groups.write')
    const { channelGroupId, sessionId } = request.params
    const outcome = await cancelScheduledSession(deps, caller, channelGroupId, sessionId)
    if (outcome !== 'cancelled') throw refuseGroup(outcome)
    return detail(deps, caller.storeId, channelGroupId)
  })
}

async function detail(
  deps: GroupDependencies,
  storeId: string,
  channelGroupId: string,
): Promise<ChannelGroupDetail> {
  const view = await readGroup(deps, storeId, channelGroupId)
  if (view === undefined) throw refuseGroup('ChannelGroupNotFoundError')
  return view
}

function savedId(outcome: SaveGroupOutcome, request: FastifyRequest): string {
  switch (outcome.kind) {
    case 'saved':
      return outcome.group.channelGroupId
    case 'invalid':
      throw invalid(outcome.problems, request)
    case 'refused': {
      const { type, field } = outcome
      if (field === undefined) throw refuseGroup(type)
      throw refuseGroup(type, undefined, {
        fields: { [field]: refuseGroup(type).sentence(languageOf(request)) },
      })
    }
  }
}

function readBody<Body>(parsed: ParsedBody<Body>, request: FastifyRequest): Body {
  if (parsed.ok) return parsed.value
  throw invalid(parsed.problems, request)
}

function invalid(problems: readonly FieldProblem[], request: FastifyRequest) {
  const language = languageOf(request)
  return refuseGroup('InvalidRequestError', undefined, {
    fields: Object.fromEntries(problems.map(({ field, ko, en }) => [field, language === 'en' ? en : ko])),
  })
}

function modeOf(value: unknown): Mode | undefined {
  return value === 'LIVE' || value === 'TEST' ? value : undefined
}
