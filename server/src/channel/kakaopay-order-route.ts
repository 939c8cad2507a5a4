import { Type } from 'typebox'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { accessibleStores } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import type { Logger } from '../foundation/log.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { OpenedChannel } from './open-channel.ts'

const query = Type.Object({
  channelKey: Type.String(),
  pgTxId: Type.String({ minLength: 1, maxLength: 100 }),
})

/**
 * `GET /kakaopay/payment/order`: KakaoPay's answer about one of the channel's orders, status and text as they came. The
 * operation declares no error of its own, so what cannot be asked is an invalid request.
 */
export function registerKakaopayOrderRoute(
  router: V2Router,
  deps: AuthenticateDependencies & {
    readonly log: Logger
    readonly openLivingChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
  },
): void {
  router.route(
    'GET',
    '/kakaopay/payment/order',
    async (request, caller) => {
      const { channelKey, pgTxId } = readBody(query, { ...(request.query as object) })
      for (const storeId of await accessibleStores(deps, caller)) {
        const channel = await deps.openLivingChannel(storeId, channelKey)
        if (channel?.gateway.rawOrder === undefined || channel.isUnspeakable) continue
        const answer = await channel.gateway.rawOrder(channel.context(), pgTxId)
        if (answer.kind === 'answered') return { statusCode: answer.status, body: answer.body }
        deps.log.warn({ reason: answer.reason }, 'PG silent on a raw order')
        throw refuseCommon('INVALID_REQUEST', '카카오페이의 응답이 없습니다 / KakaoPay did not answer')
      }
      throw refuseCommon('INVALID_REQUEST', 'channelKey')
    },
    { query },
  )
}
