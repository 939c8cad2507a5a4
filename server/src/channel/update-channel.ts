import type { CredentialField } from '@naru/gateways'
import type { UpdateChannelBody } from '../wire/console.ts'
import { isChannelKey, type Channel } from './channel.ts'
import { openCredentials, sealCredentials, type CredentialValues } from './channel-credentials.ts'
import { findConnector, type ChannelDependencies } from './channel-dependencies.ts'
import { channelForm, checkCredentials, merchantIdField } from './channel-form.ts'
import { readChannelRow, updateChannelRow } from './channel-store.ts'
import { invalid, type SaveChannelOutcome } from './create-channel.ts'
import { registerAtSimulator } from './register-at-simulator.ts'
import { usesSharedTestMid } from './shared-test-mid.ts'

/**
 * Edits a channel (채널 수정): same key, new channel id. PG, module, mode and merchant id are fixed, because a
 * payment in flight is inquired and cancelled with the channel's present credentials: under another merchant id the
 * PG would truthfully answer that it knows no such payment.
 */
export async function updateChannel(
  deps: ChannelDependencies,
  storeId: string,
  channelKey: string,
  body: UpdateChannelBody,
): Promise<SaveChannelOutcome> {
  const channel = isChannelKey(channelKey)
    ? await readChannelRow(deps.database, storeId, channelKey)
    : undefined
  if (channel === undefined || channel.deletedAt !== null)
    return { kind: 'refused', type: 'ChannelNotFoundError' }
  if (channel.rowVersion !== body.rowVersion) return { kind: 'refused', type: 'StaleVersionError' }
  const module = findConnector(deps.gateways, channel.pg, channel.moduleCode)?.module
  const fields = module === undefined ? undefined : channelForm(module, channel.attribute)
  if (module === undefined || fields === undefined) {
    return invalid('module', '지원하지 않는 결제 모듈입니다.', 'This module is not known.')
  }
  if (body.manualConfirm && !module.manualConfirmSelectable) {
    return invalid(
      'manualConfirm',
      '이 결제 모듈은 수동 승인을 지원하지 않습니다.',
      'This module has no manual confirmation.',
    )
  }

  const stored = await openCredentials(deps.vault, channel)
  const isShared = usesSharedTestMid(module, channel, stored)
  const merged = isShared ? stored : mergeCredentials(fields, stored, body.credentials)
  const { values, errors } = checkCredentials(fields, merged)
  if (errors.length > 0) return { kind: 'invalid', problems: errors }
  if (isMerchantIdChanged(fields, channel, values)) {
    return invalid(
      'pgMerchantId',
      'PG상점아이디는 바꿀 수 없습니다. 새 채널을 추가해 주세요.',
      'The merchant id cannot be changed. Add a new channel instead.',
    )
  }

  const written = await updateChannelRow(deps.database, {
    storeId,
    channelKey,
    rowVersion: channel.rowVersion,
    channelId: `channel-id-${deps.random.uuid()}`,
    name: body.name,
    taxType: body.taxType,
    manualConfirm: body.manualConfirm,
    credentialsSealed: await sealCredentials(deps.vault, channel, values),
    updatedAt: deps.clock.now(),
  })
  if (written === undefined) return { kind: 'refused', type: 'StaleVersionError' }
  if (written.kind === 'refused') return written
  await registerAtSimulator(deps, written.channel, values)
  return { kind: 'saved', channel: written.channel, values }
}

/** An absent field, and a blank secret, keep what is stored; a blank field that is shown in clear is emptied. */
export function mergeCredentials(
  fields: readonly CredentialField[],
  stored: CredentialValues,
  given: CredentialValues,
): CredentialValues {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const entered = Object.hasOwn(given, field.key) ? given[field.key]?.trim() : undefined
      const isKept = entered === undefined || (entered === '' && field.secret)
      const value = isKept ? stored[field.key] : entered
      return value === undefined ? [] : [[field.key, value]]
    }),
  )
}

function isMerchantIdChanged(
  fields: readonly CredentialField[],
  channel: Channel,
  values: CredentialValues,
): boolean {
  const midField = merchantIdField(fields)
  return midField !== undefined && values[midField.key] !== channel.pgMerchantId
}
