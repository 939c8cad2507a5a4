import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isStoreId } from '../credential/api-secret.ts'
import { bringsKey } from '../payment/first-of-key.ts'
import type { LoadedPayment } from '../payment/payment-store.ts'
import { paymentTokenOf } from '../payment/hold-for-confirmation.ts'
import { receiveNotification } from '../payment/receive-notification.ts'
import { paymentResult, redirectOf, type WindowState } from './attempt-outcome.ts'
import type { CheckoutAttempt } from './attempt-store.ts'
import { refuseChannelUse, refuseCheckout } from './checkout-errors.ts'
import { toIncoming } from './incoming.ts'
import { isPlainObject } from './plain-request.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import { receiveReturn } from './receive-return.ts'
import { receiveIdentityReturn } from './identity-window.ts'
import { endKeyOf, receiveIssueReturn } from './issue-window.ts'
import { v1RedirectMembers } from './v1-result.ts'
import { closeWindow, findWindow, openWindow, stateOfWindow } from './window-routes.ts'

/** Where PGs send the buyer's browser and their own messages. */
export function registerPgRoutes(app: FastifyInstance, deps: CheckoutDependencies): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/pg/:pg/return/:token',
    handler: async (request, reply) => {
      const window = await openWindow(deps, request)
      if ('key' in window) {
        await receiveIssueReturn(deps, window, toIncoming(request))
        return leave(deps, window.checkout, request, reply)
      }
      if ('verification' in window) {
        await receiveIdentityReturn(deps, window, toIncoming(request))
        return leave(deps, window.checkout, request, reply)
      }
      const left = await receiveReturn(deps, window, toIncoming(request))
      const { attempt } = window.loaded
      if (bringsKey(attempt)) {
        await endKeyOf(deps, attempt)
        return leave(deps, window.checkout, request, reply)
      }
      return leave(deps, window.checkout, request, reply, left)
    },
  })
  app.route({
    method: ['GET', 'POST'],
    url: '/pg/:pg/close/:token',
    handler: async (request, reply) => {
      const checkout = await findWindow(deps, request)
      await closeWindow(deps, checkout)
      return leave(deps, checkout, request, reply)
    },
  })
  app.route({
    method: ['GET', 'POST'],
    url: '/pg/:pg/notify/:storeId/:channelKey',
    handler: async (request, reply) => {
      const { pg, storeId, channelKey } = names(request)
      const channel = isStoreId(storeId) ? await deps.openChannel(storeId, channelKey) : undefined
      if (channel === undefined || channel.gateway.id !== pg) throw refuseCheckout('ChannelNotFound')
      const answer = await receiveNotification(deps, { storeId, channelKey }, channel, toIncoming(request))
      return reply.code(answer.status).header('content-type', answer.contentType).send(answer.body)
    },
  })
  // A buyer's browser comes here inside the PG's own page, so what it is answered is read by nobody.
  app.get('/pg/:pg/customer/:storeId/:channelKey', async (request, reply) => {
    const { pg, storeId, channelKey } = names(request)
    const channel = isStoreId(storeId) ? await deps.openLivingChannel(storeId, channelKey) : undefined
    if (channel?.gateway.id !== pg || channel.module.admitsCustomers !== true)
      throw refuseCheckout('ChannelNotFound')
    if (channel.isUnspeakable) throw refuseChannelUse('noPublicWire', channel.module.code)
    const answer = await channel.gateway.admitCustomer?.(channel.context(), toIncoming(request))
    if (answer === undefined) throw refuseCheckout('ChannelNotFound')
    if (answer.kind === 'declined')
      throw refuseCheckout('RequestParseFailed', 'code, customerKey', {
        pgCode: answer.pgCode,
        pgMessage: answer.pgMessage,
      })
    if (answer.kind === 'silent') throw refuseCheckout('PGProviderError')
    return reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer').send({})
  })
}

/** On to the result: straight to the shop where it is decided and a web address waits, else to the done page. */
async function leave(
  deps: CheckoutDependencies,
  checkout: CheckoutAttempt,
  request: FastifyRequest,
  reply: FastifyReply,
  left?: LoadedPayment,
): Promise<FastifyReply> {
  const { result, v1Members } =
    left === undefined ? await stateOfWindow(deps, checkout) : await paymentState(deps, left)
  const redirect = result === undefined ? undefined : redirectOf(checkout, result, v1Members)
  void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
  // A PG posts its form; the next address must be fetched with GET.
  const status = request.method === 'POST' ? 303 : 302
  if (redirect !== undefined && /^https?:/i.test(redirect)) return reply.redirect(redirect, status)
  return reply.redirect(`${deps.checkoutOrigin}/pay/${names(request).token}/done`, status)
}

async function paymentState(
  deps: CheckoutDependencies,
  { attempt }: LoadedPayment,
): Promise<Pick<WindowState, 'result' | 'v1Members'>> {
  const result = paymentResult(attempt, await paymentTokenOf(deps, attempt))
  const { v1 } = attempt.data
  if (result === undefined) return {}
  return { result, ...(v1 === undefined ? {} : { v1Members: v1RedirectMembers(result, v1) }) }
}

function names(request: FastifyRequest): { pg: string; storeId: string; channelKey: string; token: string } {
  const params = isPlainObject(request.params) ? request.params : {}
  const text = (key: string): string => (typeof params[key] === 'string' ? params[key] : '')
  return { pg: text('pg'), storeId: text('storeId'), channelKey: text('channelKey'), token: text('token') }
}
