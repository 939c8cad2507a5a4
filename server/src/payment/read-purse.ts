import type { Purse, PurseAnswer } from '@naru/gateways'
import type { ChargeDependencies } from './charge-billing-key.ts'

export type PurseOutcome =
  | { readonly kind: 'balance'; readonly minor: number }
  | { readonly kind: 'refused'; readonly type: 'CHANNEL_NOT_FOUND' }
  | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }

/** What a purse of the buyer's holds. Nothing of it is kept; a silent PG is a refusal that may be asked for again. */
export async function readPurse(
  deps: Pick<ChargeDependencies, 'openLivingChannel' | 'log'>,
  storeId: string,
  channelKey: string,
  purse: Purse,
): Promise<PurseOutcome> {
  const channel = await deps.openLivingChannel(storeId, channelKey)
  const isAble = channel?.module.purses?.includes(purse.kind) === true && !channel.isUnspeakable
  if (channel?.gateway.readPurse === undefined || !isAble)
    return { kind: 'refused', type: 'CHANNEL_NOT_FOUND' }
  const answer = await channel.gateway
    .readPurse(channel.context(), purse)
    .catch((error: unknown): PurseAnswer => {
      deps.log.error({ err: error, channelKey }, 'reading a purse threw; treated as silence')
      return { kind: 'silent', reason: 'the connector failed' }
    })
  switch (answer.kind) {
    case 'balance':
      return answer
    case 'declined':
      return { kind: 'declined', pgCode: answer.pgCode, pgMessage: answer.pgMessage }
    case 'silent':
      return { kind: 'declined', pgCode: '', pgMessage: 'PG사의 응답이 없습니다. 다시 시도해 주세요.' }
  }
}
