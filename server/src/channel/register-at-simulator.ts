import { notifyUrl, type Channel } from './channel.ts'
import { openCredentials, type CredentialValues } from './channel-credentials.ts'
import { findConnector, type ChannelDependencies } from './channel-dependencies.ts'
import { pageChannelRows } from './channel-store.ts'
import { isSharedTestMid, usesSharedTestMid } from './shared-test-mid.ts'

type RegisterDependencies = Pick<
  ChannelDependencies,
  'network' | 'log' | 'gateways' | 'checkoutOrigin' | 'simulatorOrigin'
>

/** Somebody waits for his channel to be saved. */
const savingTimeoutMs = 3_000
/** Nobody waits yet, and the simulators may be starting on a busy machine. */
const startingTimeoutMs = 10_000

/** `not-played`: no simulator may know the channel. */
type Registration = 'known' | 'refused' | 'unreachable' | 'not-played'

/**
 * Opens the channel's account at the PG's simulator, as a contract would at the PG. Best effort: the save
 * stands without it, and the next start of the server tries again. Does nothing without a simulator.
 */
export async function registerAtSimulator(
  deps: RegisterDependencies,
  channel: Channel,
  values: CredentialValues,
  timeoutMs = savingTimeoutMs,
): Promise<Registration> {
  if (deps.simulatorOrigin === undefined || !isPlayed(deps, channel)) return 'not-played'
  if (isForeignAccount(deps, channel, values)) return 'not-played'
  const about = { pg: channel.pg, channelKey: channel.channelKey }
  try {
    const answer = await deps.network.send({
      method: 'POST',
      url: `${deps.simulatorOrigin}/control/${channel.pg}/merchants`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        mid: channel.pgMerchantId,
        credentials: values,
        notifyUrl: notifyUrl(deps.checkoutOrigin, channel),
      }),
      timeoutMs,
    })
    if (answer.status < 300) return 'known'
    deps.log.warn({ ...about, status: answer.status }, 'the simulator refused the channel')
    return 'refused'
  } catch (error) {
    deps.log.warn(
      { ...about, err: error },
      'the simulator could not be reached; the channel is not known there',
    )
    return 'unreachable'
  }
}

/** A PG without a connector has no simulator that could know the channel. */
function isPlayed(deps: RegisterDependencies, channel: Channel): boolean {
  const connector = findConnector(deps.gateways, channel.pg, channel.moduleCode)
  if (connector === undefined) return true
  return connector.gateway.approve !== undefined || connector.gateway.fetchIdentity !== undefined
}

/**
 * A shared test MID under other credentials than its own. As at the real PG, that channel is refused;
 * to register it would change the key under everybody who uses the shared MID rightly.
 */
function isForeignAccount(deps: RegisterDependencies, channel: Channel, values: CredentialValues): boolean {
  const connector = findConnector(deps.gateways, channel.pg, channel.moduleCode)
  return (
    connector !== undefined &&
    isSharedTestMid(connector.gateway.catalogue, channel.pgMerchantId) &&
    !usesSharedTestMid(connector.module, channel, values)
  )
}

const pageSize = 100

/**
 * Tells the simulators every living channel of the installation; for the start of a development server,
 * whose simulators may have forgotten everything. All simulators are one program, so the first that cannot be reached
 * ends the round: a server without simulators starts as fast as any.
 *
 * @returns how many channels the simulators know now
 */
export async function registerChannelsAtSimulator(
  deps: RegisterDependencies & Pick<ChannelDependencies, 'database' | 'vault'>,
): Promise<number> {
  if (deps.simulatorOrigin === undefined) return 0
  let known = 0
  let after: Pick<Channel, 'storeId' | 'channelKey'> | undefined = { storeId: '', channelKey: '' }
  while (after !== undefined) {
    const channels: readonly Channel[] = await pageChannelRows(deps.database, after, pageSize)
    for (const channel of channels) {
      const registration = await registerStored(deps, channel)
      if (registration === 'unreachable') return known
      if (registration === 'known') known += 1
    }
    after = channels.length === pageSize ? channels.at(-1) : undefined
  }
  return known
}

/** One channel whose credentials do not open (another key-encryption key) must not keep the others from working. */
async function registerStored(
  deps: RegisterDependencies & Pick<ChannelDependencies, 'vault'>,
  channel: Channel,
): Promise<Registration> {
  try {
    const values = await openCredentials(deps.vault, channel)
    return await registerAtSimulator(deps, channel, values, startingTimeoutMs)
  } catch (error) {
    deps.log.warn({ err: error, channelKey: channel.channelKey }, 'the credentials of a channel do not open')
    return 'not-played'
  }
}
