import { credentialForm, type JsonObject, type UiType } from '@naru/gateways'
import { findV1Channel } from '../channel/pick-v1-channel.ts'
import type { UiView } from '../wire/checkout.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { findV1Window } from './choose-v1-channel.ts'
import { drawOn } from './draw-ui.ts'
import { isPlainObject } from './plain-request.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import { findStore, registersInWindow, type PrepareV1Input } from './prepare-v1-attempt.ts'
import { translateV1Request } from './translate-v1-request.ts'

/** V1's names of the buttons that PGs draw themselves. */
export const v1UiTypes: Readonly<Record<string, UiType>> = {
  'paypal-spb': 'PAYPAL_SPB',
  'paypal-rt': 'PAYPAL_RT',
}

/**
 * Tells `IMP.loadUI` how to draw the PG's button; nothing where the channel's PG draws none, and the script draws a plain
 * one that opens the PG's window.
 */
export async function drawV1Ui(
  deps: CheckoutDependencies,
  input: Pick<PrepareV1Input, 'userCode' | 'tierCode' | 'isLegacy' | 'request' | 'uiType'>,
): Promise<Partial<UiView>> {
  const { uiType } = input
  if (uiType === undefined) throw refuseCheckout('BadRequest', 'uiType: paypal-spb, paypal-rt')
  const translated = translateV1Request(input.request, input)
  const { storeId } = await findStore(deps.database, input)
  const isIssue = translated.customerUid !== undefined
  const choice = { channelKey: translated.channelKey, pg: translated.pg }
  const row = isIssue
    ? await findV1Channel(deps.database, storeId, 'WINDOW', choice, registersInWindow)
    : await findV1Window(deps.database, storeId, choice)
  const channel = row && (await deps.openLivingChannel(storeId, row.channelKey))
  if (channel === undefined || credentialForm(channel.module, 'V1') === undefined)
    throw refuseCheckout('ChannelNotFound', choice.channelKey === undefined ? 'pg' : 'channelKey')
  if (channel.module.ui === undefined) return {}
  const { currency, bypass } = translated.request
  return drawOn(deps, channel, isIssue ? 'ISSUE_BILLING_KEY' : 'PAYMENT', {
    uiType,
    ...(typeof currency === 'string' ? { currency } : {}),
    // Plain JSON: it came out of a body that was parsed as such.
    ...(isPlainObject(bypass) ? { bypass: bypass as JsonObject } : {}),
  })
}
