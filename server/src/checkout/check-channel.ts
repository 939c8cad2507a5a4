import { canTakePayments, credentialForm, type ApiVersion } from '@naru/gateways'
import { windowUse } from '../channel/unsupported-use.ts'
import type { OpenedChannel } from '../channel/open-channel.ts'
import {
  refuseBlankCredential,
  refuseChannelUse,
  refuseCheckout,
  refuseUnsupported,
} from './checkout-errors.ts'
import type { PaymentRequest } from './read-payment-request.ts'

/** Refuses what the channel cannot do: another attribute or version, no connector here, the method, the currency. */
export function checkChannel(
  // What only an opened channel knows is left out of one that is not; the one that takes the payment is asked again.
  channel: Pick<OpenedChannel, 'gateway' | 'module' | 'attribute'> &
    Partial<Pick<OpenedChannel, 'isUnspeakable' | 'name' | 'lacks'>>,
  request: { readonly order: Pick<PaymentRequest['order'], 'payMethod' | 'currency' | 'isEscrow'> },
  version: ApiVersion = 'V2',
): void {
  const { gateway, module, attribute } = channel
  if (attribute !== 'PAYMENT') throw refuseChannelUse('identityOnly', module.code)
  // A module may serve V2 for identity verification alone (Danal), so the form decides, not the module's versions.
  const isForVersion = module.versions.includes(version) && credentialForm(module, version) !== undefined
  if (!isForVersion) throw refuseChannelUse(version === 'V2' ? 'v1Only' : 'v2Only', module.code)
  // What can never work here comes before what only waits for its connector.
  if (channel.isUnspeakable === true) throw refuseChannelUse('noPublicWire', module.code)
  const { window } = module
  const use = windowUse(request.order.payMethod)
  if (window === undefined || !canTakePayments(gateway, module))
    throw use === undefined ? refuseChannelUse('notConnected', module.code) : refuseUnsupported(channel, use)
  if (!window.payMethods.includes(request.order.payMethod)) {
    if (use !== undefined) throw refuseUnsupported(channel, use)
    throw refuseCheckout(
      'RequestParseFailed',
      `payMethod: ${request.order.payMethod}, ${module.code}: ${window.payMethods.join(', ')}`,
    )
  }
  const { name = module.code, lacks } = channel
  if (lacks !== undefined)
    refuseBlankCredential({ name, lacks }, [
      request.order.payMethod,
      ...(request.order.isEscrow ? (['ESCROW'] as const) : []),
    ])
  if (!window.currencies.includes(request.order.currency)) {
    throw refuseCheckout(
      'RequestParseFailed',
      `currency: ${request.order.currency}, ${module.code}: ${window.currencies.join(', ')}`,
    )
  }
}
