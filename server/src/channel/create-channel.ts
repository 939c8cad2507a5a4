import type { Gateway, GatewayModule } from '@naru/gateways'
import { sql, type Database } from '../foundation/database.ts'
import type { CreateChannelBody } from '../wire/console.ts'
import { auditFacts } from './audit-facts.ts'
import type { Channel } from './channel.ts'
import { sealCredentials, type CredentialValues } from './channel-credentials.ts'
import { findConnector, type ChannelAuthor, type ChannelDependencies } from './channel-dependencies.ts'
import { channelForm, checkCredentials, merchantIdField, type FieldProblem } from './channel-form.ts'
import { duplicateOf, insertChannel, type Duplicate } from './channel-store.ts'
import { inspectCredentials } from './inspect-credentials.ts'
import { registerAtSimulator } from './register-at-simulator.ts'
import { findSharedTestMid, isSharedTestMid } from './shared-test-mid.ts'

export type ChannelRefusalType =
  | 'NotAllowedPgMerchantIdError'
  | 'ChannelNotFoundError'
  | 'StaleVersionError'
  | Duplicate
  | 'NotRepresentativeStoreError'

/** What saving a channel came to; `values` are the opened credentials, for the view only. */
export type SaveChannelOutcome =
  | { readonly kind: 'saved'; readonly channel: Channel; readonly values: CredentialValues }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'refused'; readonly type: ChannelRefusalType }

const readStore = sql('channel-read-store', `select is_representative from store where store_id = $1`)

/**
 * Adds a channel (채널 추가) to the representative store; sub-stores pick from its channels. In test mode a shared MID may be chosen instead of own credentials;
 * its credentials are taken from the catalogue and never leave the server.
 */
export async function createChannel(
  deps: ChannelDependencies,
  { storeId, actor }: ChannelAuthor,
  body: CreateChannelBody,
): Promise<SaveChannelOutcome> {
  if (!(await isRepresentative(deps.database, storeId)))
    return { kind: 'refused', type: 'NotRepresentativeStoreError' }
  const connector = findConnector(deps.gateways, body.pg, body.module)
  if (connector === undefined)
    return invalid('module', '지원하지 않는 결제 모듈입니다.', 'This module is not known.')
  const { gateway, module } = connector
  const checked = checkNewChannel(gateway, module, body, deps.clock.now())
  if (checked.kind !== 'good') return checked

  const channelKey = `channel-key-${deps.random.uuid()}`
  const row = {
    storeId,
    channelKey,
    channelId: `channel-id-${deps.random.uuid()}`,
    mode: body.mode,
    pg: body.pg,
    moduleCode: module.code,
    pgProvider: module.pgProvider,
    name: body.name,
    attribute: body.attribute,
    pgMerchantId: checked.pgMerchantId,
    taxType: body.taxType,
    manualConfirm: body.manualConfirm,
    credentialsSealed: await sealCredentials(deps.vault, { storeId, channelKey }, checked.values),
    credentialsExpireAt: checked.expireAt,
    createdAt: deps.clock.now(),
  }
  const channel = await refusingDuplicates(() =>
    deps.database.transaction(async (transaction) => {
      const written = await insertChannel(transaction, row)
      await deps.audit.record(transaction, actor, {
        action: 'channel.create',
        storeId,
        target: channelKey,
        after: auditFacts(written, checked.values),
      })
      return written
    }),
  )
  if (typeof channel === 'string') return { kind: 'refused', type: channel }
  await registerAtSimulator(deps, channel, checked.values)
  return { kind: 'saved', channel, values: checked.values }
}

type CheckedChannel =
  | {
      readonly kind: 'good'
      readonly pgMerchantId: string
      readonly values: CredentialValues
      readonly expireAt: Date | null
    }
  | Exclude<SaveChannelOutcome, { kind: 'saved' }>

/** Everything that can be said without the database. */
export function checkNewChannel(
  gateway: Gateway,
  module: GatewayModule,
  body: CreateChannelBody,
  now: Date,
): CheckedChannel {
  const fields = channelForm(module, body.attribute)
  if (fields === undefined || !module.channelAttributes.includes(body.attribute)) {
    return invalid(
      'attribute',
      '이 결제 모듈이 제공하지 않는 속성입니다.',
      'This module does not offer that attribute.',
    )
  }
  if (body.mode === 'LIVE' && module.testOnly === true) {
    return invalid(
      'mode',
      '테스트 전용 PG입니다. 테스트 채널로 추가해 주세요.',
      'This PG is for tests only. Add it as a test channel.',
    )
  }
  if (body.manualConfirm && !module.manualConfirmSelectable) {
    return invalid(
      'manualConfirm',
      '이 결제 모듈은 수동 승인을 지원하지 않습니다.',
      'This module has no manual confirmation.',
    )
  }
  const midField = merchantIdField(fields)
  if (midField === undefined) throw new Error(`the form of ${module.code} has no merchant id`)

  const given = readGiven(module, body, midField.key)
  if (given === undefined) {
    return body.mode === 'LIVE'
      ? { kind: 'refused', type: 'NotAllowedPgMerchantIdError' }
      : invalid(
          'pgMerchantId',
          '공용 테스트 상점아이디 목록에서 선택해 주세요.',
          'Choose a shared test merchant id of the list.',
        )
  }
  const { values, errors } = checkCredentials(fields, given)
  if (errors.length > 0) return { kind: 'invalid', problems: errors }
  const pgMerchantId = values[midField.key]
  if (pgMerchantId === undefined) {
    return invalid(
      'pgMerchantId',
      `${midField.labelKo}은(는) 필수 항목입니다.`,
      `${midField.labelEn} is required.`,
    )
  }
  if (body.mode === 'LIVE' && isSharedTestMid(gateway.catalogue, pgMerchantId)) {
    return { kind: 'refused', type: 'NotAllowedPgMerchantIdError' }
  }
  // The keys of a shared MID are ours and open the simulator only; there is nothing to inspect.
  if (body.sharedTestMid !== undefined) return { kind: 'good', pgMerchantId, values, expireAt: null }
  const { problems, expireAt } = inspectCredentials(gateway, module, {
    attribute: body.attribute,
    mode: body.mode,
    values,
    fileNames: body.fileNames ?? {},
    now,
  })
  if (problems.length > 0) return { kind: 'invalid', problems }
  return { kind: 'good', pgMerchantId, values, expireAt }
}

/** What was entered, or the shared MID's own credentials; undefined for a shared MID that may not be chosen here. */
function readGiven(
  module: GatewayModule,
  body: CreateChannelBody,
  midKey: string,
): CredentialValues | undefined {
  if (body.sharedTestMid === undefined) return body.credentials
  const shared =
    body.mode === 'TEST' ? findSharedTestMid(module, body.sharedTestMid, body.attribute) : undefined
  return shared === undefined ? undefined : { ...shared.credentials, [midKey]: shared.mid }
}

/** Runs a write; the name of the rule when it made a channel that exists already. */
export async function refusingDuplicates<Written>(
  write: () => Promise<Written>,
): Promise<Written | Duplicate> {
  try {
    return await write()
  } catch (error) {
    const duplicate = duplicateOf(error)
    if (duplicate === undefined) throw error
    return duplicate
  }
}

async function isRepresentative(database: Database, storeId: string): Promise<boolean> {
  const [store] = await database.query<{ is_representative: boolean }>(readStore, [storeId])
  return store?.is_representative === true
}

/** One wrong field. */
export function invalid(
  field: string,
  ko: string,
  en: string,
): { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] } {
  return { kind: 'invalid', problems: [{ field, ko, en }] }
}
