import type { FastifyInstance, FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { ConsoleCaller, ConsoleGuard } from '../merchant/console-guard.ts'
import type { ChannelTestResult } from '../wire/console-channel.ts'
import type { ChannelView } from '../wire/console.ts'
import { parseCreateBody, parseUpdateBody, type ParsedBody } from './channel-body.ts'
import type { ChannelAuthor, ChannelDependencies } from './channel-dependencies.ts'
import { refuseChannel } from './channel-errors.ts'
import type { FieldProblem } from './channel-form.ts'
import { channelView } from './channel-view.ts'
import { createChannel, type SaveChannelOutcome } from './create-channel.ts'
import { deleteChannel } from './delete-channel.ts'
import { listChannels, readChannel } from './list-channels.ts'
import { catalogueSender } from './send-catalogue.ts'
import { testChannel } from './test-channel.ts'
import { updateChannel } from './update-channel.ts'

interface StoreRoute {
  readonly Params: { readonly storeId: string }
  readonly Querystring: { readonly mode?: unknown }
}
interface ChannelRoute {
  readonly Params: { readonly storeId: string; readonly channelKey: string }
}

/** 채널 관리: the catalogue, and a store's channels. */
export function registerChannelRoutes(
  app: FastifyInstance,
  guard: ConsoleGuard,
  deps: ChannelDependencies,
): void {
  const channels = '/console/api/stores/:storeId/channels'

  const sendCatalogue = catalogueSender(deps.gateways)
  app.get('/console/api/catalogue', async (request, reply) => {
    await guard.caller(request)
    return sendCatalogue(request, reply)
  })

  app.get<StoreRoute>(channels, async (request): Promise<{ items: readonly ChannelView[] }> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'channels.read')
    const { mode } = request.query
    return { items: await listChannels(deps, storeId, mode === 'LIVE' || mode === 'TEST' ? mode : undefined) }
  })

  app.post<StoreRoute>(channels, async (request): Promise<ChannelView> => {
    const author = authorOf(await guard.store(request, request.params.storeId, 'channels.write'))
    const body = readBody(parseCreateBody(request.body), request)
    return saved(deps, await createChannel(deps, author, body), request)
  })

  app.get<ChannelRoute>(`${channels}/:channelKey`, async (request): Promise<ChannelView> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'channels.read')
    const view = await readChannel(deps, storeId, request.params.channelKey)
    if (view === undefined) throw refuseChannel('ChannelNotFoundError')
    return view
  })

  app.patch<ChannelRoute>(`${channels}/:channelKey`, async (request): Promise<ChannelView> => {
    const author = authorOf(await guard.store(request, request.params.storeId, 'channels.write'))
    const body = readBody(parseUpdateBody(request.body), request)
    return saved(deps, await updateChannel(deps, author, request.params.channelKey, body), request)
  })

  app.post<ChannelRoute>(`${channels}/:channelKey/test`, async (request): Promise<ChannelTestResult> => {
    const author = authorOf(await guard.store(request, request.params.storeId, 'channels.write'))
    const result = await testChannel(deps, author, request.params.channelKey)
    if (result === undefined) throw refuseChannel('ChannelNotFoundError')
    return result
  })

  app.delete<ChannelRoute>(`${channels}/:channelKey`, async (request) => {
    const author = authorOf(await guard.store(request, request.params.storeId, 'channels.write'))
    const outcome = await deleteChannel(deps, author, request.params.channelKey)
    switch (outcome.kind) {
      case 'deleted':
        return {}
      case 'not-found':
        throw refuseChannel('ChannelNotFoundError')
      case 'in-use': {
        const { uses } = outcome
        const isGrouped = uses.some((use) => use.kind === 'CHANNEL_GROUP')
        throw refuseChannel(isGrouped ? 'IncludedInChannelGroupError' : 'ChannelInUseError', undefined, {
          uses,
        })
      }
    }
  })
}

function authorOf(caller: ConsoleCaller & { readonly storeId: string }): ChannelAuthor {
  return { storeId: caller.storeId, actor: caller }
}

function readBody<Body>(parsed: ParsedBody<Body>, request: FastifyRequest): Body {
  if (parsed.ok) return parsed.value
  throw refuseChannel('InvalidRequestError', undefined, { fields: sentences(parsed.problems, request) })
}

function saved(deps: ChannelDependencies, outcome: SaveChannelOutcome, request: FastifyRequest): ChannelView {
  switch (outcome.kind) {
    case 'saved':
      return channelView(deps, outcome.channel, outcome.values)
    case 'invalid':
      throw refuseChannel('InvalidRequestError', undefined, { fields: sentences(outcome.problems, request) })
    case 'refused': {
      const refusal = refuseChannel(outcome.type)
      const field = fieldOfRefusal[outcome.type]
      if (field === undefined) throw refusal
      throw refuseChannel(outcome.type, undefined, {
        fields: { [field]: refusal.sentence(languageOf(request)) },
      })
    }
  }
}

/** Under which input the console shows the sentence of a refusal. */
const fieldOfRefusal: Readonly<Partial<Record<string, string>>> = {
  NotAllowedPgMerchantIdError: 'pgMerchantId',
  DuplicateChannelError: 'pgMerchantId',
  ChannelDuplicateNameError: 'name',
}

function sentences(
  problems: readonly FieldProblem[],
  request: FastifyRequest,
): Readonly<Record<string, string>> {
  const language = languageOf(request)
  return Object.fromEntries(problems.map(({ field, ko, en }) => [field, language === 'en' ? en : ko]))
}
