import { credentialForm, type JsonObject, type UiRequest } from '@naru/gateways'
import { present } from '../foundation/present.ts'
import { findUnstorable } from '../foundation/storable-text.ts'
import type { OpenedChannel } from '../channel/open-channel.ts'
import type { UiView } from '../wire/checkout.ts'
import { refuseChannelUse, refuseCheckout, refuseUnsupported } from './checkout-errors.ts'
import { FieldReader } from './field-reader.ts'
import { bareEnum, dropNulls, isPlainObject } from './plain-request.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import { optionalBare, readBypass, readUiType, readWindowType } from './read-payment-request.ts'

/**
 * Tells the script how to draw a PG's button in the shop's page (`loadPaymentUI`, `loadIssueBillingKeyUI`). Nothing is
 * prepared and nothing is written: the payment begins with the press.
 */
export async function drawUi(
  deps: Pick<CheckoutDependencies, 'openLivingChannel' | 'language'>,
  type: 'PAYMENT' | 'ISSUE_BILLING_KEY',
  request: unknown,
): Promise<UiView> {
  const problem = findUnstorable(request)
  if (problem !== undefined) throw refuseCheckout('RequestParseFailed', problem)
  const plain = dropNulls(request)
  if (!isPlainObject(plain)) throw refuseCheckout('BadRequest', 'request: object')
  const fields = new FieldReader(plain)
  const asked = readRequest(fields)
  const storeId = fields.requiredText('storeId')
  const channel = await deps.openLivingChannel(storeId, fields.requiredText('channelKey'))
  if (channel === undefined) throw refuseCheckout('ChannelNotFound', 'channelKey')
  const isForVersion =
    channel.module.versions.includes('V2') && credentialForm(channel.module, 'V2') !== undefined
  if (!isForVersion) throw refuseChannelUse('v1Only', channel.module.code)
  return drawOn(deps, channel, type, asked)
}

/** The part that both generations share. */
export function drawOn(
  deps: Pick<CheckoutDependencies, 'language'>,
  channel: OpenedChannel,
  type: 'PAYMENT' | 'ISSUE_BILLING_KEY',
  asked: UiRequest,
): UiView {
  const { module, gateway } = channel
  if (channel.attribute !== 'PAYMENT') throw refuseChannelUse('identityOnly', module.code)
  if (channel.isUnspeakable) throw refuseChannelUse('noPublicWire', module.code)
  const offered = type === 'PAYMENT' ? module.ui?.payment : module.ui?.billing
  if (offered === undefined || gateway.drawUi === undefined) throw refuseUnsupported(channel, 'button')
  if (offered !== asked.uiType)
    throw refuseCheckout('RequestParseFailed', `uiType: ${asked.uiType}, ${module.code}: ${offered}`)
  const drawn = gateway.drawUi(channel.context(), asked)
  if (drawn.kind === 'refused')
    throw refuseCheckout(
      'RequestParseFailed',
      `${deps.language === 'en' ? drawn.messageEn : drawn.messageKo} — ${drawn.field}`,
    )
  return { drawing: drawn.drawing }
}

function readRequest(fields: FieldReader): UiRequest {
  const uiType = readUiType(fields)
  if (uiType === undefined) throw refuseCheckout('BadRequest', 'uiType')
  for (const [device, type] of Object.entries(readWindowType(fields)))
    if (type !== 'UI') throw refuseCheckout('RequestParseFailed', `windowType.${device}: UI`)
  const currency = fields.optionalText('currency')
  const bypass = readBypass(fields)
  return {
    uiType,
    ...present('currency', currency === undefined ? undefined : bareEnum(currency, 'CURRENCY_')),
    ...present('locale', fields.optionalText('locale')),
    ...present('country', optionalBare(fields, 'country', 'COUNTRY_')),
    // Plain JSON: it came out of a body that was parsed as such.
    ...present('bypass', bypass as JsonObject | undefined),
  }
}
