import { canTakePayments, credentialForm } from '@naru/gateways'
import type { AuditActor, AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { V1DefaultChannel } from '../wire/console-v1-channel.ts'
import { listChannelsOfStore } from './assigned-channels.ts'
import type { Channel } from './channel.ts'
import {
  pickV1Channel,
  usableV1Channels,
  v1Purposes,
  type V1Ability,
  type V1Purpose,
} from './pick-v1-channel.ts'

/** What a channel must be able to do to be a default; each call asks for its own part of it once more. */
const abilities: Readonly<Record<V1Purpose, V1Ability>> = {
  WINDOW: (channel, { gateway, module }) =>
    channel.attribute === 'PAYMENT' &&
    canTakePayments(gateway, module) &&
    credentialForm(module, 'V1') !== undefined,
  API: (channel, { module }) =>
    channel.attribute === 'PAYMENT' &&
    credentialForm(module, 'V1') !== undefined &&
    (module.keyIn === true ||
      module.billing?.byCard === true ||
      module.virtualAccountByApi === true ||
      module.storeBarcode === true ||
      (module.purses?.length ?? 0) > 0),
  CERTIFICATION: (channel, { module }) =>
    channel.attribute === 'IDENTITY_VERIFICATION' && module.identity !== undefined,
}

const read = sql(
  'channel-read-v1-defaults',
  `select purpose, channel_key from v1_default_channel where store_id = $1`,
)
const save = sql(
  'channel-save-v1-default',
  `insert into v1_default_channel (store_id, purpose, channel_key, updated_at) values ($1, $2, $3, $4)
   on conflict (store_id, purpose) do update set channel_key = excluded.channel_key, updated_at = excluded.updated_at`,
)
const clear = sql(
  'channel-clear-v1-default',
  `delete from v1_default_channel where store_id = $1 and purpose = $2`,
)

interface DefaultRow {
  purpose: V1Purpose
  channel_key: string
}

/** 기본 채널 of V1, per purpose, with the channels to choose from and the one that counts now. */
export async function readV1Defaults(
  database: Database,
  storeId: string,
): Promise<readonly V1DefaultChannel[]> {
  const [channels, rows] = await Promise.all([
    listChannelsOfStore(database, storeId),
    database.query<DefaultRow>(read, [storeId]),
  ])
  const isSubStore = channels.some((channel) => channel.storeId !== storeId)
  return v1Purposes.map((purpose) => {
    const isAble = abilities[purpose]
    const options = usableV1Channels(channels, isAble, isSubStore)
    const saved = rows.find((row) => row.purpose === purpose)?.channel_key
    const chosen = options.find(({ channelKey }) => channelKey === saved)?.channelKey ?? null
    const effective = pickV1Channel(channels, {}, isAble, saved, isSubStore)?.channelKey ?? null
    return { purpose, chosen, effective, options: options.map(optionView) }
  })
}

function optionView({ channelKey, name, moduleCode, mode }: Channel) {
  return { channelKey, name, moduleCode, mode }
}

/** @returns false for a channel that the store does not have, or that cannot serve the purpose */
export async function saveV1Default(
  deps: { readonly database: Database; readonly clock: Clock; readonly audit: AuditLog },
  author: { readonly storeId: string; readonly actor: AuditActor },
  choice: { readonly purpose: V1Purpose; readonly channelKey: string | null },
): Promise<boolean> {
  const { storeId } = author
  const { purpose, channelKey } = choice
  return deps.database.transaction(async (transaction) => {
    const defaults = await readV1Defaults(transaction, storeId)
    const before = defaults.find((one) => one.purpose === purpose)
    const isOffered = before?.options.some((option) => option.channelKey === channelKey) === true
    if (channelKey !== null && !isOffered) return false
    if (channelKey === null) await transaction.query(clear, [storeId, purpose])
    else await transaction.query(save, [storeId, purpose, channelKey, deps.clock.now()])
    await deps.audit.record(transaction, author.actor, {
      action: 'v1-default-channel.update',
      storeId,
      target: purpose,
      before: { channelKey: before?.chosen ?? null },
      after: { channelKey },
    })
    return true
  })
}
