import { canTakePayments, credentialForm } from '@naru/gateways'
import {
  findV1Channel,
  pickV1Channel,
  type V1Ability,
  type V1ChannelChoice,
} from '../channel/pick-v1-channel.ts'
import type { Channel } from '../channel/channel.ts'
import type { Database } from '../foundation/database.ts'
import { refuseCheckout } from './checkout-errors.ts'

/**
 * The channel of a payment in V1's window.
 * @throws Refusal ChannelNotFound
 */
export function chooseV1Channel(
  channels: readonly Channel[],
  choice: V1ChannelChoice,
  defaultKey?: string,
): Channel {
  return found(pickV1Channel(channels, choice, isV1Window, defaultKey), choice)
}

/** The same from the store's rows. @throws Refusal ChannelNotFound */
export async function findV1Window(
  database: Database,
  storeId: string,
  choice: V1ChannelChoice,
): Promise<Channel> {
  return found(await findV1Channel(database, storeId, 'WINDOW', choice, isV1Window), choice)
}

function found(channel: Channel | undefined, choice: V1ChannelChoice): Channel {
  if (channel === undefined)
    throw refuseCheckout('ChannelNotFound', choice.channelKey === undefined ? 'pg' : 'channelKey')
  return channel
}

const isV1Window: V1Ability = (channel, { gateway, module }) =>
  channel.attribute === 'PAYMENT' &&
  canTakePayments(gateway, module) &&
  // A window that only registers billing keys is no place to pay.
  (module.window?.payMethods.length ?? 0) > 0 &&
  credentialForm(module, 'V1') !== undefined
