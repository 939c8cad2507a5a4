import type { FastifyInstance } from 'fastify'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import type { V1DefaultChannels } from '../wire/console-v1-channel.ts'
import type { ChannelDependencies } from './channel-dependencies.ts'
import { refuseChannel } from './channel-errors.ts'
import { v1Purposes } from './pick-v1-channel.ts'
import { readV1Defaults, saveV1Default } from './v1-default-channel.ts'

interface StoreRoute {
  readonly Params: { readonly storeId: string }
}
interface PurposeRoute {
  readonly Params: { readonly storeId: string; readonly purpose: string }
}

/** The channels that V1 requests mean when they name none. */
export function registerV1DefaultRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: Pick<ChannelDependencies, 'database' | 'clock' | 'audit'>,
): void {
  const path = '/console/api/stores/:storeId/v1-default-channels'

  app.get<StoreRoute>(path, async (request): Promise<V1DefaultChannels> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'channels.read')
    return { items: await readV1Defaults(deps.database, storeId) }
  })

  app.put<PurposeRoute>(`${path}/:purpose`, async (request): Promise<V1DefaultChannels> => {
    const caller = await guard.store(request, request.params.storeId, 'channels.write')
    const purpose = v1Purposes.find((known) => known === request.params.purpose)
    const { body } = request
    const channelKey: unknown =
      typeof body === 'object' && body !== null ? Reflect.get(body, 'channelKey') : undefined
    if (purpose === undefined || (channelKey !== null && typeof channelKey !== 'string'))
      throw refuseChannel('ChannelNotFoundError')
    const author = { storeId: caller.storeId, actor: caller }
    if (!(await saveV1Default(deps, author, { purpose, channelKey })))
      throw refuseChannel('ChannelNotFoundError')
    return { items: await readV1Defaults(deps.database, caller.storeId) }
  })
}
