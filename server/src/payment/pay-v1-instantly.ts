import type { V1Call } from '../credential/v1-router.ts'
import type { ChargeDependencies } from './charge-billing-key.ts'
import { payInstantly, type InstantRequest } from './pay-instantly.ts'
import { refuseByPg, refuseV1, refuseV1As } from './v1-errors.ts'
import { loadOne, view } from './v1-routes.ts'

/** What differs between the doors of V1 that pay in one call. */
export type V1InstantRequest = Pick<
  InstantRequest,
  'paymentId' | 'channelKey' | 'purse' | 'barcode' | 'order'
> & {
  readonly mintTransactionId: () => string
  /** V1's word where no channel can do it. */
  readonly channelNotFound: Parameters<typeof refuseV1>[0]
  /** Of a refusal of the PG; absent: V1's usual one. */
  readonly declinedStatus?: Parameters<typeof refuseByPg>[1]
}

/**
 * One payment over V1 without a window: an account, a barcode, points.
 * @throws Refusal of V1, for everything that is not a payment which was taken or whose outcome is being asked for
 */
export async function payV1Instantly(
  deps: ChargeDependencies,
  { caller: { storeId, merchantId }, address }: Pick<V1Call, 'caller' | 'address'>,
  { channelNotFound, declinedStatus, ...request }: V1InstantRequest,
) {
  const outcome = await payInstantly(deps, {
    ...request,
    merchantId,
    storeId,
    origin: { platformType: 'API', ipAddress: address },
    skipWebhook: false,
    v1: { resultShape: 'NEW' },
  })
  switch (outcome.kind) {
    case 'taken':
    case 'unknown':
      return { response: await view(deps, await loadOne(deps, storeId, outcome.transactionId)) }
    case 'declined':
      throw refuseByPg(outcome, declinedStatus)
    case 'refused':
      if (outcome.type === 'CHANNEL_NOT_FOUND') throw refuseV1(channelNotFound)
      throw refuseV1As(outcome.type, 'detail' in outcome ? outcome.detail : undefined)
  }
}
