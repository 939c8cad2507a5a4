import type { OpenedChannel } from '../channel/open-channel.ts'
import { isOffered, type ProfileMethod } from './checkout-method.ts'
import type { CheckoutProfile } from './profile-store.ts'

export interface EvaluateDependencies {
  /** Living channels only. */
  readonly openLivingChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
}

/** The methods of a profile that a buyer of this country can pay this amount with now, in the profile's order. */
export async function evaluateProfile(
  deps: EvaluateDependencies,
  profile: Pick<CheckoutProfile, 'methods' | 'mode'>,
  order: { readonly storeId: string; readonly country: string; readonly currency: string },
): Promise<readonly ProfileMethod[]> {
  const keys = [...new Set(profile.methods.map(({ channelKey }) => channelKey))]
  const opened = await Promise.all(
    keys.map(async (key) => [key, await deps.openLivingChannel(order.storeId, key)] as const),
  )
  const channels = new Map(opened)
  return profile.methods.filter(({ paymentMethod, channelKey }) => {
    const channel = channels.get(channelKey)
    return (
      channel !== undefined &&
      channel.mode === profile.mode &&
      channel.attribute === 'PAYMENT' &&
      !channel.isUnspeakable &&
      channel.module.versions.includes('V2') &&
      channel.gateway.begin !== undefined &&
      isOffered(paymentMethod, channel.module, order)
    )
  })
}
