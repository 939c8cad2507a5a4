import type { JsonObject } from '@naru/gateways'
import { findV1Channel, type V1Ability } from '../channel/pick-v1-channel.ts'
import { findUnstorable } from '../foundation/storable-text.ts'
import type { WishView } from '../wire/checkout.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { FieldReader } from './field-reader.ts'
import { dropNulls, isPlainObject } from './plain-request.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import { findStore, type PrepareV1Input } from './prepare-v1-attempt.ts'

/**
 * `IMP.naver_zzim`: registers products for the wish list (찜) of a PG that sells by itself, and answers the PG's page that
 * puts them on the list of whoever opens it. Nothing is sold and nothing is kept.
 */
export async function registerWishes(
  deps: CheckoutDependencies,
  input: Pick<PrepareV1Input, 'request' | 'userCode' | 'tierCode' | 'device'>,
): Promise<WishView> {
  const problem = findUnstorable(input.request)
  if (problem !== undefined) throw refuseCheckout('RequestParseFailed', problem)
  const plain = dropNulls(input.request)
  if (!isPlainObject(plain)) throw refuseCheckout('BadRequest', 'param: object')
  const fields = new FieldReader(plain)
  const choice = { channelKey: fields.optionalText('channelKey'), pg: fields.optionalText('pg') }
  const { storeId } = await findStore(deps.database, input)
  const row = await findV1Channel(deps.database, storeId, 'WINDOW', choice, keepsWishes)
  const channel = row && (await deps.openLivingChannel(storeId, row.channelKey))
  const desk = channel?.gateway.productOrders
  if (channel === undefined || desk === undefined)
    throw refuseCheckout('ChannelNotFound', choice.channelKey === undefined ? 'pg: naverco' : 'channelKey')
  const productItems = fields.raw('naverProducts')
  // Plain JSON: it came out of a body that was parsed as such.
  const bypass = { naverpay: { productItems } } as JsonObject
  const answer = await desk.registerWishes(channel.context(), { bypass, device: input.device })
  switch (answer.kind) {
    case 'registered':
      return { url: answer.url }
    case 'declined': {
      const { pgCode, pgMessage } = answer
      if (pgCode === '') throw refuseCheckout('RequestParseFailed', pgMessage)
      throw refuseCheckout('PGProviderError', undefined, { pgCode, pgMessage })
    }
    case 'silent':
      throw refuseCheckout('PGProviderError')
  }
}

const keepsWishes: V1Ability = (channel, { gateway }) =>
  channel.attribute === 'PAYMENT' && gateway.productOrders !== undefined
