import { canTakePayments, canVerifyIdentity, type GatewayModule, type Mode } from '@naru/gateways'
import { day } from '../foundation/clock.ts'
import type { ChannelState, ChannelView } from '../wire/console.ts'
import type { Channel, ChannelAttribute } from './channel.ts'
import type { Connector } from './channel-dependencies.ts'

/** From when the console asks for a renewal: KCP renews certificates in their last 30 days. */
const renewalDays = 30

/**
 * Whether a channel works as it stands. What can never work here comes first, so that nobody repairs a detail of a
 * channel that stays useless.
 */
export function channelState(channel: Channel, connector: Connector | undefined, now: Date): ChannelState {
  if (connector === undefined) return 'UNKNOWN_MODULE'
  const { gateway, module } = connector
  if (isLiveWithoutWire(module, channel.mode)) return 'NO_PUBLIC_WIRE'
  const serves = channel.attribute === 'PAYMENT' ? canTakePayments : canVerifyIdentity
  if (!serves(gateway, module)) return 'NO_CONNECTOR'
  return isExpired(channel, now) ? 'EXPIRED' : 'READY'
}

/** A module whose wire is not public speaks to the simulator, and a live channel has none. */
export function isLiveWithoutWire(module: GatewayModule, mode: Mode): boolean {
  return module.evidence === 'C' && mode === 'LIVE'
}

/** The end of the channel's certificate, and how near it is; undefined when nothing of it expires. */
export function expiryView(channel: Channel, now: Date): ChannelView['expiry'] {
  const at = channel.credentialsExpireAt
  if (at === null) return undefined
  const daysLeft = Math.max(0, Math.ceil((at.getTime() - now.getTime()) / day))
  return {
    at: at.toISOString(),
    daysLeft,
    state: isExpired(channel, now) ? 'EXPIRED' : daysLeft <= renewalDays ? 'RENEW' : 'VALID',
  }
}

function isExpired(channel: Channel, now: Date): boolean {
  return channel.credentialsExpireAt !== null && channel.credentialsExpireAt <= now
}

/** Versions for which the module serves this attribute: Danal's phone module serves V2 for identity verification alone. */
export function servedVersions(module: GatewayModule, attribute: ChannelAttribute): readonly ('V1' | 'V2')[] {
  return module.versions.filter((version) =>
    module.credentialSets.some((set) => set.channelAttribute === attribute && set.versions.includes(version)),
  )
}
