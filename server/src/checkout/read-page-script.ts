import type { PageScriptType } from '@naru/gateways'
import { findV1Channel, type V1Ability } from '../channel/pick-v1-channel.ts'
import type { PageScriptView } from '../wire/checkout.ts'
import { customerUrlOf } from './begin-attempt.ts'
import { refuseChannelUse, refuseCheckout } from './checkout-errors.ts'
import { FieldReader } from './field-reader.ts'
import { dropNulls, isPlainObject } from './plain-request.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import { findStore, type PrepareV1Input } from './prepare-v1-attempt.ts'

/** V1's names of the scripts that a page may run itself. */
const scriptTypes: readonly PageScriptType[] = ['toss-brandpay']

/**
 * What a V1 page needs to run a PG's script itself (`IMP.loadModule`, the widget of `IMP.loadUI`): public values of the
 * channel. A page that names no channel means the store's first of that PG. Nothing is prepared and nothing is written.
 */
export async function readPageScript(
  deps: CheckoutDependencies,
  input: Pick<PrepareV1Input, 'request' | 'userCode' | 'tierCode'>,
): Promise<PageScriptView> {
  const plain = dropNulls(input.request)
  if (!isPlainObject(plain)) throw refuseCheckout('BadRequest', 'request: object')
  const fields = new FieldReader(plain)
  const type = fields.optionalMember('moduleType', scriptTypes)
  if (type === undefined) throw refuseCheckout('BadRequest', `moduleType: ${scriptTypes.join(', ')}`)
  const pg = fields.optionalText('pg')
  const choice = { channelKey: fields.optionalText('channelKey'), pg }
  const { storeId } = await findStore(deps.database, input)
  const row = await findV1Channel(deps.database, storeId, 'WINDOW', choice, hasScript(type))
  const channel = row && (await deps.openLivingChannel(storeId, row.channelKey))
  if (channel?.module.pageScript !== type)
    throw refuseCheckout('ChannelNotFound', choice.channelKey === undefined ? 'pg' : 'channelKey')
  if (channel.isUnspeakable) throw refuseChannelUse('noPublicWire', channel.module.code)
  const urls = customerUrlOf(deps.checkoutOrigin, channel)
  const script = channel.gateway.pageScript?.(channel.context(), urls)
  if (script === undefined) throw refuseCheckout('ChannelNotFound', channel.module.code)
  return { script }
}

const hasScript =
  (type: PageScriptType): V1Ability =>
  (channel, { module }) =>
    channel.attribute === 'PAYMENT' && module.pageScript === type
