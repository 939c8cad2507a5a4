import type { Gateway, GatewayModule } from '@naru/gateways'
import { pickChannel } from '../channel-group/pick-channel.ts'
import type { RoutedEntry, Routing } from '../channel-group/read-routing.ts'
import type { Random } from '../foundation/random.ts'
import { Refusal } from '../foundation/refusal.ts'
import type { ChannelGroupSnapshot } from '../payment/payment.ts'
import { checkChannel } from './check-channel.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { chooseWindow } from './choose-window.ts'
import type { PaymentRequest } from './read-payment-request.ts'

export interface Route {
  readonly channelKey: string
  readonly group: ChannelGroupSnapshot
  /** Every PG that the lot could have chosen: the order must suit each of them. */
  readonly candidates: readonly { readonly gateway: Gateway; readonly module: GatewayModule }[]
}

/**
 * Decides once, when a payment is prepared, which channel of the group takes it (스마트 라우팅).
 *
 * A request must suit every channel that could be chosen. Otherwise a shop whose group holds one unsuited channel
 * would see a part of its payments fail by chance, instead of the first one it tries.
 *
 * @throws Refusal AllChannelsNotSatisfied for a group that cannot be used, or with a channel whose PG does not offer the
 *   pay method; RequestParseFailed for a request that does not suit one of its channels
 */
export function routePayment(
  routing: Routing | undefined,
  request: PaymentRequest,
  visit: {
    readonly device: 'PC' | 'MOBILE'
    readonly pageOrigin: string | null
    readonly random: Pick<Random, 'fraction'>
  },
): Route {
  if (routing === undefined) throw refuseCheckout('AllChannelsNotSatisfied', 'channelGroupId')
  requireForAnyPg(request.order)
  const candidates = routing.entries.map((entry) => {
    const connector = checkEntry(entry, request)
    chooseWindow(connector.module, request, visit.device, visit.pageOrigin)
    return connector
  })
  const picked = pickChannel(routing, visit.random)
  if (picked === undefined) throw refuseCheckout('AllChannelsNotSatisfied', 'channelGroupId')
  return {
    channelKey: picked.channelKey,
    group: {
      id: routing.channelGroupId,
      name: routing.name,
      isForTest: routing.mode === 'TEST',
      sessionId: routing.sessionId,
    },
    candidates,
  }
}

/**
 * Fields that some PG of a group may ask for. Demanded whichever PGs the group holds today, so that a change of the
 * group cannot break a shop.
 *
 * Source: PortOne's guide to smart routing, its list of required fields.
 */
function requireForAnyPg(order: PaymentRequest['order']): void {
  const missing = [
    order.customer.name === undefined ? 'customer.fullName' : undefined,
    order.customer.phoneNumber === undefined ? 'customer.phoneNumber' : undefined,
    order.customer.email === undefined ? 'customer.email' : undefined,
    order.payMethod === 'VIRTUAL_ACCOUNT' && order.virtualAccount?.expiresAt === undefined
      ? 'virtualAccount.accountExpiry'
      : undefined,
    order.payMethod === 'MOBILE' && order.productType === undefined ? 'productType' : undefined,
  ].filter((field) => field !== undefined)
  if (missing.length > 0) throw refuseCheckout('RequestParseFailed', `channelGroupId: ${missing.join(', ')}`)
}

/** The connector of a channel that can take the payment. */
function checkEntry(entry: RoutedEntry, request: PaymentRequest): Route['candidates'][number] {
  const { connector, attribute, channelName } = entry
  if (connector === undefined || attribute === undefined || !isRouted(connector.module))
    throw refuseCheckout('AllChannelsNotSatisfied', channelName)
  try {
    checkChannel({ ...connector, attribute }, request)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw error.type === 'ChannelNotFound'
      ? refuseCheckout('AllChannelsNotSatisfied', `${channelName} — ${error.sentence('ko')}`)
      : refuseCheckout('RequestParseFailed', `${channelName} — ${error.detail ?? ''}`)
  }
  return connector
}

function isRouted(module: GatewayModule): boolean {
  return module.smartRouting?.V2?.includes('window') === true
}
