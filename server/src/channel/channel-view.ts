import type { ChannelView } from '../wire/console.ts'
import { channelState, expiryView, isLiveWithoutWire, servedVersions } from './channel-condition.ts'
import { customerUrl, notifyUrl, type Channel } from './channel.ts'
import type { CredentialValues } from './channel-credentials.ts'
import { findConnector, type ChannelDependencies } from './channel-dependencies.ts'
import { channelForm, checkCredentials, type FieldProblem } from './channel-form.ts'
import { usesSharedTestMid } from './shared-test-mid.ts'

/**
 * A channel as the console sees it, field by field. Secrets only say whether they are set;
 * of a channel on a shared test MID nothing but the MID is shown.
 */
export function channelView(
  deps: Pick<ChannelDependencies, 'gateways' | 'checkoutOrigin' | 'clock'>,
  channel: Channel,
  values: CredentialValues,
): ChannelView {
  const connector = findConnector(deps.gateways, channel.pg, channel.moduleCode)
  const { gateway, module } = connector ?? {}
  const now = deps.clock.now()
  const expiry = expiryView(channel, now)
  const fields = (module === undefined ? undefined : channelForm(module, channel.attribute)) ?? []
  const isShared = usesSharedTestMid(module, channel, values)
  const warnings: readonly FieldProblem[] = isShared ? [] : checkCredentials(fields, values).warnings
  return {
    channelKey: channel.channelKey,
    channelId: channel.channelId,
    mode: channel.mode,
    pg: channel.pg,
    pgNameKo: gateway?.catalogue.nameKo ?? channel.pg,
    pgNameEn: gateway?.catalogue.nameEn ?? channel.pg,
    module: channel.moduleCode,
    pgProvider: channel.pgProvider,
    moduleLabelKo: module?.labelKo ?? channel.moduleCode,
    moduleLabelEn: module?.labelEn ?? channel.moduleCode,
    versions: module === undefined ? [] : servedVersions(module, channel.attribute),
    surfaces: module?.surfaces ?? [],
    name: channel.name,
    attribute: channel.attribute,
    pgMerchantId: channel.pgMerchantId,
    taxType: channel.taxType,
    manualConfirm: channel.manualConfirm,
    credentials: Object.fromEntries(
      fields.map((field) => {
        const value = values[field.key]
        const isShown = value !== undefined && !field.secret && (!isShared || field.isPgMerchantId === true)
        return [field.key, { isSet: value !== undefined, ...(isShown ? { value } : {}) }]
      }),
    ),
    usesSharedTestMid: isShared,
    state: channelState(channel, connector, now),
    isSimulatorOnly: module?.evidence === 'C',
    ...(expiry === undefined ? {} : { expiry }),
    warnings: [
      ...warnings,
      ...(module !== undefined && isLiveWithoutWire(module, channel.mode) ? [simulatorOnly] : []),
    ].map(({ field, ko, en }) => ({ field, messageKo: ko, messageEn: en })),
    ...(module?.notifyUrlPurposeKo === undefined
      ? {}
      : { notifyUrl: notifyUrl(deps.checkoutOrigin, channel) }),
    ...(module?.admitsCustomers === true ? { customerUrl: customerUrl(deps.checkoutOrigin, channel) } : {}),
    rowVersion: channel.rowVersion,
    createdAt: channel.createdAt.toISOString(),
    updatedAt: channel.updatedAt.toISOString(),
    ...(channel.lastUsedAt === null ? {} : { lastUsedAt: channel.lastUsedAt.toISOString() }),
  }
}

const simulatorOnly: FieldProblem = {
  field: 'mode',
  ko: '이 결제 모듈은 시뮬레이터에서만 동작합니다. 실연동 결제는 거절됩니다.',
  en: 'This module works against the simulator only; live payments are refused.',
}
