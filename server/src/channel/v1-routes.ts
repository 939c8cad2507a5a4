import { findModule } from '@naru/gateways'
import type { V1Router } from '../credential/v1-router.ts'
import type { Database } from '../foundation/database.ts'
import { listChannelsOfStore } from './assigned-channels.ts'
import type { Channel } from './channel.ts'

/** `GET /users/pg` of REST V1: the channels that the store may use and V1 can. */
export function registerV1ChannelRoutes(router: V1Router, deps: { readonly database: Database }): void {
  router.route('GET', '/users/pg', async ({ caller }) => {
    const channels = await listChannelsOfStore(deps.database, caller.storeId)
    return { response: channels.flatMap(view) }
  })
}

function view(channel: Channel): readonly object[] {
  const module = findModule(channel.moduleCode)?.module
  if (module?.versions.includes('V1') !== true) return []
  const isApiOnly = !module.surfaces.some((surface) => surface === '결제창' || surface === '간편결제')
  return [
    {
      pg_provider: channel.moduleCode,
      pg_id: channel.pgMerchantId,
      sandbox: channel.mode === 'TEST',
      type:
        channel.attribute === 'IDENTITY_VERIFICATION'
          ? 'certification'
          : isApiOnly
            ? 'api_payment'
            : 'payment',
      channel_name: channel.name,
      channel_key: channel.channelKey,
    },
  ]
}
