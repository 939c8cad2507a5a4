import type { GatewayCatalogue, GatewayModule, SharedTestMid } from '@naru/gateways'
import type { Channel, ChannelAttribute } from './channel.ts'
import type { CredentialValues } from './channel-credentials.ts'

/** The module's shared test MID (공용 테스트 상점아이디) of this name, whose credentials fit the attribute's form. */
export function findSharedTestMid(
  module: GatewayModule,
  mid: string,
  attribute: ChannelAttribute,
): SharedTestMid | undefined {
  const [first] = module.channelAttributes
  return module.sharedTestMids.find(
    (shared) => shared.mid === mid && (shared.channelAttribute ?? first) === attribute,
  )
}

/** True when any module of this PG shares the MID for tests; such a MID has no place in live mode. */
export function isSharedTestMid(catalogue: GatewayCatalogue, mid: string): boolean {
  return catalogue.modules.some((module) => module.sharedTestMids.some((shared) => shared.mid === mid))
}

/** True when the channel runs on a shared MID's own credentials, which its users must not see. */
export function usesSharedTestMid(
  module: GatewayModule | undefined,
  channel: Pick<Channel, 'mode' | 'pgMerchantId' | 'attribute'>,
  values: CredentialValues,
): boolean {
  if (module === undefined || channel.mode !== 'TEST') return false
  const shared = findSharedTestMid(module, channel.pgMerchantId, channel.attribute)
  if (shared === undefined) return false
  return Object.entries(shared.credentials).every(([key, value]) => (values[key] ?? '') === value.trim())
}
