import type { CredentialField } from '@naru/gateways'
import type { UpdateChannelBody } from '../wire/console.ts'
import { auditFacts, changedKeys } from './audit-facts.ts'
import { isChannelKey, type Channel } from './channel.ts'
import { openCredentials, sealCredentials, type CredentialValues } from './channel-credentials.ts'
import { findConnector, type ChannelAuthor, type ChannelDependencies } from './channel-dependencies.ts'
import { channelForm, checkCredentials, merchantIdField } from './channel-form.ts'
import { readChannelRow, updateChannelRow } from './channel-store.ts'
import { invalid, refusingDuplicates, type SaveChannelOutcome } from './create-channel.ts'
import { inspectCredentials } from './inspect-credentials.ts'
import { registerAtSimulator } from './register-at-simulator.ts'
import { usesSharedTestMid } from './shared-test-mid.ts'

/**
 * Edits a channel (채널 수정): same key, new channel id. PG, module, mode and merchant id are fixed, because a
 * payment in flight is inquired and cancelled with the channel's present credentials: under another merchant id the
 * PG would truthfully answer that it knows no such payment.
 */
export async function updateChannel(
  deps: ChannelDependencies,
  { storeId, actor }: ChannelAuthor,
  channelKey: string,
  body: UpdateChannelBody,
): Promise<SaveChannelOutcome> {
  const channel = isChannelKey(channelKey)
    ? await readChannelRow(deps.database, storeId, channelKey)
    : undefined
  if (channel === undefined || channel.deletedAt !== null)
    return { kind: 'refused', type: 'ChannelNotFoundError' }
  if (channel.rowVersion !== body.rowVersion) return { kind: 'refused', type: 'StaleVersionError' }
  const connector = findConnector(deps.gateways, channel.pg, channel.moduleCode)
  const fields = connector === undefined ? undefined : channelForm(connector.module, channel.attribute)
  if (connector === undefined || fields === undefined) {
    return invalid('module', '지원하지 않는 결제 모듈입니다.', 'This module is not known.')
  }
  const { gateway, module } = connector
  if (body.manualConfirm && !module.manualConfirmSelectable) {
    return invalid(
      'manualConfirm',
      '이 결제 모듈은 수동 승인을 지원하지 않습니다.',
      'This module has no manual confirmation.',
    )
  }

  const stored = await openCredentials(deps.vault, channel)
  const isShared = usesSharedTestMid(module, channel, stored)
  const merged = isShared ? stored : mergeCredentials(fields, stored, body.credentials, body.clear)
  const { values, errors } = checkCredentials(fields, merged)
  if (errors.length > 0) return { kind: 'invalid', problems: errors }
  if (isMerchantIdChanged(fields, channel, values)) {
    return invalid(
      'pgMerchantId',
      'PG상점아이디는 바꿀 수 없습니다. 새 채널을 추가해 주세요.',
      'The merchant id cannot be changed. Add a new channel instead.',
    )
  }
  const changed = changedKeys(stored, values)
  // A certificate that has expired must not keep anybody from changing the name.
  const inspected =
    changed.length === 0
      ? { problems: [], expireAt: channel.credentialsExpireAt }
      : inspectCredentials(gateway, module, {
          attribute: channel.attribute,
          mode: channel.mode,
          values,
          fileNames: body.fileNames ?? {},
          now: deps.clock.now(),
        })
  if (inspected.problems.length > 0) return { kind: 'invalid', problems: inspected.problems }

  const edit = {
    storeId,
    channelKey,
    rowVersion: channel.rowVersion,
    channelId: `channel-id-${deps.random.uuid()}`,
    name: body.name,
    taxType: body.taxType,
    manualConfirm: body.manualConfirm,
    credentialsSealed: await sealCredentials(deps.vault, channel, values),
    credentialsExpireAt: inspected.expireAt,
    updatedAt: deps.clock.now(),
  }
  const written = await refusingDuplicates(() =>
    deps.database.transaction(async (transaction) => {
      const updated = await updateChannelRow(transaction, edit)
      if (updated === undefined) return undefined
      await deps.audit.record(transaction, actor, {
        action: 'channel.update',
        storeId,
        target: channelKey,
        before: auditFacts(channel, stored),
        after: { ...auditFacts(updated, values), changedCredentials: changed },
      })
      return updated
    }),
  )
  if (written === undefined) return { kind: 'refused', type: 'StaleVersionError' }
  if (typeof written === 'string') return { kind: 'refused', type: written }
  await registerAtSimulator(deps, written, values)
  return { kind: 'saved', channel: written, values }
}

/**
 * An absent field, and a blank secret, keep what is stored, unless it is to be cleared; a blank field that is shown in
 * clear is emptied.
 */
export function mergeCredentials(
  fields: readonly CredentialField[],
  stored: CredentialValues,
  given: CredentialValues,
  clear: readonly string[] = [],
): CredentialValues {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const entered = Object.hasOwn(given, field.key) ? given[field.key]?.trim() : undefined
      const isKept = !clear.includes(field.key) && (entered === undefined || (entered === '' && field.secret))
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
