import { gateways, type GatewayModule } from '@naru/gateways'
import type { Demonstration } from './demonstration.ts'
import type { PayRequest } from './pay-request.ts'

/** A payment that a shop which knows its channel would ask for. */
export interface FittedRequest extends PayRequest {
  readonly currency: string
  readonly payMethod: string
  /** The button that the module is paid by, where it has no window of its own (PayPal). */
  readonly uiType: string | undefined
}

/**
 * Fills in what was left open: a card in won where the channel's module takes them, else what it takes first. A channel
 * that the demonstration does not know is asked for a card in won.
 */
export function fitToChannel(
  request: PayRequest,
  { channels }: Pick<Demonstration, 'channels'>,
): FittedRequest {
  const channel = channels.find(({ channelKey }) => channelKey === request.channelKey)
  const module = gateways
    .find(({ catalogue }) => catalogue.id === channel?.pg)
    ?.catalogue.modules.find(({ code }) => code === channel?.module)
  return {
    ...request,
    payMethod: request.payMethod ?? preferred('CARD', module?.window?.payMethods),
    currency: request.currency ?? preferred('KRW', module?.window?.currencies),
    uiType: isButton(module, request) ? module?.ui?.payment : undefined,
  }
}

function preferred(wanted: string, offered: readonly string[] = []): string {
  return offered.includes(wanted) ? wanted : (offered[0] ?? wanted)
}

function isButton(module: GatewayModule | undefined, { device }: PayRequest): boolean {
  return (device === 'PC' ? module?.window?.pc : module?.window?.mobile)?.[0] === 'UI'
}
