import { canTakePayments, credentialForm, findModule } from '@naru/gateways'
import type { Channel } from '../channel/channel.ts'
import { refuseCheckout } from './checkout-errors.ts'

/** How a V1 request names its channel. */
export interface V1ChannelChoice {
  readonly channelKey?: string
  /** `code` or `code.MID`. */
  readonly pg?: string
}

/**
 * The channel of a V1 payment: `channelKey`, else `pg` with MID, else `pg`, else the store's default. A `pg` that fits
 * nothing counts as not given. Source: PortOne's guide to V1's request, its rule about `pg`.
 *
 * Where several fit, a live channel comes before a test channel, so that a shop that is open for business is never paid
 * with play money by chance, and an older one before a newer one.
 *
 * @throws Refusal ChannelNotFound
 */
export function chooseV1Channel(channels: readonly Channel[], choice: V1ChannelChoice): Channel {
  if (choice.channelKey !== undefined) {
    const named = channels.find((channel) => channel.channelKey === choice.channelKey)
    if (named === undefined) throw refuseCheckout('ChannelNotFound', 'channelKey')
    return named
  }
  const usable = channels.filter(isV1Window).toSorted(byPrecedence)
  const [code, ...mid] = (choice.pg ?? '').split('.')
  const found =
    usable.find((channel) => channel.moduleCode === code && channel.pgMerchantId === mid.join('.')) ??
    usable.find((channel) => channel.moduleCode === code && mid.length === 0) ??
    usable[0]
  if (found === undefined) throw refuseCheckout('ChannelNotFound', 'pg')
  return found
}

function isV1Window(channel: Channel): boolean {
  const found = channel.attribute === 'PAYMENT' ? findModule(channel.moduleCode) : undefined
  if (found === undefined || !canTakePayments(found.gateway, found.module)) return false
  return found.module.versions.includes('V1') && credentialForm(found.module, 'V1') !== undefined
}

function byPrecedence(left: Channel, right: Channel): number {
  const isTest = (channel: Channel): number => (channel.mode === 'TEST' ? 1 : 0)
  return isTest(left) - isTest(right) || left.createdAt.getTime() - right.createdAt.getTime()
}
