import type { Purse } from '@naru/gateways'
import { mintImpsUid } from '../credential/imp-uid.ts'
import { isChargeable, pgIssueId } from '../billing-key/billing-key.ts'
import type { ChargeDependencies } from '../payment/charge-billing-key.ts'
import { payInstantly, type InstantOutcome } from '../payment/pay-instantly.ts'
import type { AttemptOrder } from '../payment/payment.ts'
import { findV1Registrations } from '../payment/v1-registration.ts'
import { readPreparation } from './preparation.ts'
import { findQuickMembers, memberIdOf } from './quick-member.ts'

export interface MoneyRequest {
  readonly storeId: string
  readonly merchantId: string
  readonly merchantUid: string
  readonly channelKey: string
  readonly memberId: string
  /** `imp_uid` of the window in which the member typed his PIN. */
  readonly pinCheckUid: string
  readonly order: AttemptOrder
  readonly address: string
}

export type MoneyOutcome =
  | InstantOutcome
  /** The PG is not asked. */
  | { readonly kind: 'unready'; readonly type: 'PIN_NOT_CHECKED' | 'PREPARED_AMOUNT_DIFFERS' }

/**
 * Prepaid money (선불머니) of a QuickPay member pays an order. The PIN must have been checked in this channel's window, by
 * this very member; that a check pays once is the PG's to say. What was prepared for the order goes along.
 */
export async function payByMoney(deps: ChargeDependencies, request: MoneyRequest): Promise<MoneyOutcome> {
  const { storeId, merchantUid, channelKey, memberId, order } = request
  const [[check], members, prepared] = await Promise.all([
    findV1Registrations(deps.database, storeId, [request.pinCheckUid]),
    findQuickMembers(deps.database, storeId, memberId),
    readPreparation(deps, storeId, merchantUid),
  ])
  const isMember = members.some((member) => member.channelKey === channelKey)
  if (
    check === undefined ||
    !isMember ||
    !isChargeable(check) ||
    check.channels[0]?.channelKey !== channelKey ||
    memberIdOf(check) !== memberId
  )
    return { kind: 'unready', type: 'PIN_NOT_CHECKED' }
  if (prepared?.prepaidAmount !== undefined && prepared.prepaidAmount !== order.totalMinor)
    return { kind: 'unready', type: 'PREPARED_AMOUNT_DIFFERS' }
  const purse: Purse = {
    kind: 'QUICKPAY_MONEY',
    memberId,
    pinCheckId: pgIssueId(check),
    ...(prepared === undefined
      ? {}
      : {
          registration: {
            btid: prepared.btid,
            customerAddress: prepared.customerAddress,
            codeVerifier: prepared.codeVerifier,
          },
        }),
  }
  return payInstantly(deps, {
    merchantId: request.merchantId,
    storeId,
    paymentId: merchantUid,
    channelKey,
    purse,
    order,
    origin: { platformType: 'API', ipAddress: request.address },
    skipWebhook: false,
    v1: { resultShape: 'NEW' },
    mintTransactionId: () => mintImpsUid(deps.random),
  })
}
