import {
  missingCredential,
  type CredentialField,
  type CredentialUse,
  type Environment,
  type Gateway,
  type GatewayContext,
  type GatewayModule,
  type Mode,
} from '@naru/gateways'
import { isLiveWithoutWire } from './channel-condition.ts'
import { isChannelKey, type Channel, type ChannelAttribute } from './channel.ts'
import { openCredentials, type CredentialValues } from './channel-credentials.ts'
import { findConnector, type ChannelDependencies } from './channel-dependencies.ts'
import { findChannelOfStore } from './assigned-channels.ts'

/** A channel ready for work: its gateway, and what every call of the gateway gets. */
export interface OpenedChannel {
  /** The store that owns it: the representative one, also when a sub-store uses it. */
  readonly storeId: string
  readonly channelKey: string
  readonly channelId: string
  readonly mode: Mode
  readonly name: string
  readonly attribute: ChannelAttribute
  readonly pgProvider: string
  readonly pgMerchantId: string
  readonly moduleCode: string
  readonly manualConfirm: boolean
  readonly gateway: Gateway
  readonly module: GatewayModule
  /** The module's wire is not public, and this is not the simulator: `context` throws, so refuse beforehand. */
  readonly isUnspeakable: boolean
  /** What the channel's form says that is no secret. */
  readonly settings: Readonly<Record<string, string>>
  /** The credential that was left blank and is needed for one of these; undefined when the channel has all it needs. */
  lacks(uses: readonly CredentialUse[]): CredentialField | undefined
  /** Carries the opened credentials; a fresh `now` on every call. Never log it. */
  context(): GatewayContext
  /** What a log may show of it. */
  toJSON(): object
}

export type OpenDependencies = Pick<
  ChannelDependencies,
  'database' | 'vault' | 'clock' | 'random' | 'gateways' | 'network' | 'simulatorOrigin' | 'channelUse'
>

/**
 * Opens a channel for a payment. Read anew on every call: an edited or deleted channel counts at once on every replica.
 *
 * @param options.includeDeleted for payments that exist already: what was paid through a channel must stay
 *   inquirable and cancellable after it was deleted, or taken from the sub-store
 * @returns undefined when the store has no such channel, or this build no such module
 */
export async function openChannel(
  deps: OpenDependencies,
  storeId: string,
  channelKey: string,
  options: { readonly includeDeleted?: boolean } = {},
): Promise<OpenedChannel | undefined> {
  const channel = isChannelKey(channelKey)
    ? await findChannelOfStore(deps.database, storeId, channelKey)
    : undefined
  if (channel === undefined) return undefined
  if (channel.deletedAt !== null && options.includeDeleted !== true) return undefined
  return openChannelRow(deps, channel)
}

/** Opens a channel that was read already; its row says whether it still lives. */
export async function openChannelRow(
  deps: OpenDependencies,
  channel: Channel,
): Promise<OpenedChannel | undefined> {
  const connector = findConnector(deps.gateways, channel.pg, channel.moduleCode)
  if (connector === undefined) return undefined
  const { gateway, module } = connector
  const credentials = await openCredentials(deps.vault, channel)
  const isUnspeakable = hasNoWireHere(deps, channel, module)
  deps.channelUse.note([channel.storeId, channel.channelKey], channel.lastUsedAt)
  return {
    storeId: channel.storeId,
    channelKey: channel.channelKey,
    channelId: channel.channelId,
    mode: channel.mode,
    name: channel.name,
    attribute: channel.attribute,
    pgProvider: channel.pgProvider,
    pgMerchantId: channel.pgMerchantId,
    moduleCode: channel.moduleCode,
    manualConfirm: channel.manualConfirm,
    gateway,
    module,
    isUnspeakable,
    settings: plainSettings(module, channel.attribute, credentials),
    lacks: (uses) => missingCredential(module, channel.attribute, credentials, uses),
    context: () => {
      if (isUnspeakable) throw new Error(`the wire of ${module.code} is known to the simulator only`)
      return channelContext(deps, channel, credentials)
    },
    toJSON: () => ({
      storeId: channel.storeId,
      channelKey: channel.channelKey,
      moduleCode: channel.moduleCode,
    }),
  }
}

/** The values of the channel's form without its secrets. */
function plainSettings(
  module: GatewayModule,
  attribute: ChannelAttribute,
  credentials: CredentialValues,
): Readonly<Record<string, string>> {
  const plain = module.credentialSets
    .filter(({ channelAttribute }) => channelAttribute === attribute)
    .flatMap(({ fields }) => fields)
    .filter(({ secret, type }) => !secret && type !== 'file')
  return Object.fromEntries(
    plain.flatMap(({ key }) => {
      const value = credentials[key]
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

/** What every call of the gateway gets for this channel. */
export function channelContext(
  deps: Pick<ChannelDependencies, 'clock' | 'random' | 'network' | 'simulatorOrigin'>,
  channel: Pick<Channel, 'moduleCode' | 'mode'>,
  credentials: CredentialValues,
): GatewayContext {
  return {
    moduleCode: channel.moduleCode,
    mode: channel.mode,
    environment: chooseEnvironment(deps.simulatorOrigin, channel.mode),
    credentials,
    network: deps.network,
    now: deps.clock.now(),
    randomText: () => deps.random.token(16),
  }
}

/** True for a module without a public wire anywhere but at the simulator in test mode: nothing invented goes out. */
export function hasNoWireHere(
  deps: Pick<ChannelDependencies, 'simulatorOrigin'>,
  channel: Pick<Channel, 'mode'>,
  module: GatewayModule,
): boolean {
  return (
    isLiveWithoutWire(module, channel.mode) || (module.evidence === 'C' && deps.simulatorOrigin === undefined)
  )
}

/** Where the PG is: the simulator when one is configured, else the real PG or its sandbox. */
export function chooseEnvironment(simulatorOrigin: string | undefined, mode: Mode): Environment {
  if (simulatorOrigin !== undefined) return { kind: 'simulator', origin: simulatorOrigin }
  return mode === 'LIVE' ? { kind: 'live' } : { kind: 'sandbox' }
}
