import { findModule } from '@naru/gateways'
import type { V1Input } from '../credential/v1-input.ts'
import type { Database } from '../foundation/database.ts'
import { Refusal, type RefusalEntry } from '../foundation/refusal.ts'
import type { Channel } from './channel.ts'
import { findV1Channel, type V1Ability, type V1Purpose } from './pick-v1-channel.ts'

/**
 * The channel of a call of the V1 API, as `channel_key` or `pg` name it.
 *
 * @param missing what V1 answers where no channel can do it
 * @throws Refusal `missing`, or the same with a sentence that names the version of a channel for V2 alone
 */
export async function findV1ApiChannel(
  database: Database,
  storeId: string,
  purpose: Exclude<V1Purpose, 'WINDOW'>,
  input: V1Input,
  isAble: V1Ability,
  missing: () => Refusal,
): Promise<Channel> {
  const channelKey = input.text('channel_key') ?? input.text('channelKey')
  const choice = { channelKey, pg: input.text('pg') }
  const channel = await findV1Channel(database, storeId, purpose, choice, isAble)
  const found = channel && findModule(channel.moduleCode)
  if (channel === undefined || found === undefined) throw missing()
  if (!found.module.versions.includes('V1')) throw forV2Only(missing(), channel.moduleCode)
  if (!isAble(channel, found)) throw missing()
  return channel
}

function forV2Only({ entry, members }: Refusal, moduleCode: string): Refusal {
  const words: Pick<RefusalEntry, 'ko' | 'en'> = {
    ko: `${moduleCode}은(는) 결제모듈 V2 전용입니다. V1 API에는 V1을 지원하는 채널의 channel_key를 보내 주세요.`,
    en: `${moduleCode} is for V2 only. Send channel_key of a channel that serves V1.`,
  }
  return new Refusal('CHANNEL_FOR_V2_ONLY', { ...entry, ...words }, undefined, members)
}
