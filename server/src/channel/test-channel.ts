import { canTakePayments, type Network, type ProbeAnswer } from '@naru/gateways'
import type { ChannelTestResult } from '../wire/console-channel.ts'
import { isChannelKey, type Channel } from './channel.ts'
import { openCredentials, type CredentialValues } from './channel-credentials.ts'
import {
  findConnector,
  type ChannelAuthor,
  type ChannelDependencies,
  type Connector,
} from './channel-dependencies.ts'
import { channelForm } from './channel-form.ts'
import { readChannelRow } from './channel-store.ts'
import { explainTest } from './explain-test.ts'
import { channelContext, hasNoWireHere } from './open-channel.ts'
import { usesSharedTestMid } from './shared-test-mid.ts'

/** A person waits for the answer, and nothing moves that a slow one could leave in doubt. */
const timeoutMsMax = 10_000

/**
 * Asks the channel's PG whether it accepts the channel's credentials. Moves no money, does not count as a use of the
 * channel, and is written into the audit log with its outcome.
 *
 * @returns undefined when the store has no such living channel
 */
export async function testChannel(
  deps: ChannelDependencies,
  { storeId, actor }: ChannelAuthor,
  channelKey: string,
): Promise<ChannelTestResult | undefined> {
  const channel = isChannelKey(channelKey)
    ? await readChannelRow(deps.database, storeId, channelKey)
    : undefined
  if (channel === undefined || channel.deletedAt !== null) return undefined
  const result = await ask(deps, channel)
  const { kind, environment, pgCode } = result
  await deps.database.transaction((transaction) =>
    deps.audit.record(transaction, actor, {
      action: 'channel.test',
      storeId,
      target: channelKey,
      after: {
        kind,
        ...(environment === undefined ? {} : { environment }),
        ...(pgCode === undefined ? {} : { pgCode }),
      },
    }),
  )
  return result
}

async function ask(deps: ChannelDependencies, channel: Channel): Promise<ChannelTestResult> {
  const at = deps.clock.now()
  const connector = findConnector(deps.gateways, channel.pg, channel.moduleCode)
  if (connector === undefined) return explainTest({ kind: 'NO_CONNECTOR', at })
  const { gateway, module } = connector
  if (hasNoWireHere(deps, channel, module)) return explainTest({ kind: 'NO_PUBLIC_WIRE', at })
  if (gateway.probe === undefined || !canTakePayments(gateway, module)) {
    return explainTest({ kind: 'NO_CONNECTOR', at })
  }
  const values = await openCredentials(deps.vault, channel)
  const context = channelContext({ ...deps, network: hurried(deps.network) }, channel, values)
  const answer = await gateway.probe(context).catch((error: unknown): ProbeAnswer => {
    deps.log.warn({ err: error, channelKey: channel.channelKey }, 'the probe of a channel failed')
    return { kind: 'silent', reason: 'the connector failed' }
  })
  const environment = context.environment.kind
  if (answer.kind === 'silent') return explainTest({ kind: 'NO_ANSWER', at, environment })
  return explainTest({
    kind: kinds[answer.kind],
    at,
    environment,
    checked: labelsOf(connector, channel, answer.checked),
    pgCode: withoutSecrets(answer.pgCode, connector, channel, values),
    pgMessage: withoutSecrets(answer.pgMessage, connector, channel, values),
  })
}

const kinds = { accepted: 'ACCEPTED', refused: 'REFUSED', unclear: 'UNCLEAR' } as const

/** Connectors wait for money as long as it may take; a probe need not. */
function hurried(network: Network): Network {
  return {
    send: (request) => network.send({ ...request, timeoutMs: Math.min(request.timeoutMs, timeoutMsMax) }),
  }
}

function labelsOf(
  { module }: Connector,
  channel: Channel,
  keys: readonly string[],
): ChannelTestResult['checked'] {
  return (channelForm(module, channel.attribute) ?? [])
    .filter((field) => keys.includes(field.key))
    .map(({ key, labelKo, labelEn }) => ({ key, labelKo, labelEn }))
}

/** A PG may quote the key that it refuses. */
function withoutSecrets(
  text: string,
  { module }: Connector,
  channel: Channel,
  values: CredentialValues,
): string {
  const isShared = usesSharedTestMid(module, channel, values)
  const hidden = (channelForm(module, channel.attribute) ?? [])
    .filter((field) => field.secret || (isShared && field.isPgMerchantId !== true))
    .map((field) => values[field.key] ?? '')
    .filter((value) => value !== '')
    .toSorted((left, right) => right.length - left.length)
  return hidden.reduce((cleaned, value) => cleaned.replaceAll(value, '[secret]'), text).slice(0, 500)
}
