import { credentialForm } from '@naru/gateways'
import type { BillingKeyDependencies } from '../billing-key/billing-key-dependencies.ts'
import { deleteBillingKey } from '../billing-key/delete-billing-key.ts'
import { findV1ApiChannel } from '../channel/find-v1-api-channel.ts'
import type { V1Ability } from '../channel/pick-v1-channel.ts'
import type { V1Input } from '../credential/v1-input.ts'
import type { V1Call, V1Router } from '../credential/v1-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import {
  chargeBillingKey,
  type BillingChargeOutcome,
  type ChargeDependencies,
} from '../payment/charge-billing-key.ts'
import { payInstantly, type InstantOutcome } from '../payment/pay-instantly.ts'
import { mintImpsUid } from '../credential/imp-uid.ts'
import { refuseByPg } from '../payment/v1-errors.ts'
import { readMerchantUid, readV1Buyer, readV1Card, readV1Order } from '../payment/v1-order-input.ts'
import { loadOne, view } from '../payment/v1-routes.ts'
import { present } from '../foundation/present.ts'
import { bindCustomer, findCustomer } from './customer-store.ts'
import { checkCustomerUid, issueCustomer, readV1CardNumber } from './issue-customer.ts'
import { refuseByPgAs, refuseCustomer, refuseSubscribe, refuseUseCase } from './subscribe-errors.ts'

/** What charges without a window stand on here. */
export interface SubscribeDependencies extends ChargeDependencies {
  readonly billingKeys: BillingKeyDependencies
}

const paysByCard: V1Ability = (channel, { gateway, module }) =>
  channel.attribute === 'PAYMENT' &&
  credentialForm(module, 'V1') !== undefined &&
  module.keyIn === true &&
  gateway.payByCard !== undefined

/** `onetime` and `again` of REST V1: a charge by card number, and one with a billing key. */
export function registerV1ChargeRoutes(router: V1Router, deps: SubscribeDependencies): void {
  for (const path of ['/subscribe/payments/onetime', '/subscribe/payments/foreign'] as const)
    router.route('POST', path, (call) =>
      call.input.text('customer_uid') === undefined ? payOnce(deps, call) : payAndKeep(deps, call),
    )
  router.route('POST', '/subscribe/payments/again', (call) => payAgain(deps, call))
}

/** A card's one payment; nothing of the card is kept. */
async function payOnce(deps: SubscribeDependencies, { caller, input, address }: V1Call) {
  const { storeId, merchantId } = caller
  const merchantUid = readMerchantUid(input)
  const card = requiredCard(input)
  const order = readV1Order(input, { payMethod: 'CARD', ...readV1Card(input) })
  const channelGroupId = input.text('channelGroupId') ?? input.text('channel_group_id')
  const channel =
    channelGroupId === undefined
      ? await findV1ApiChannel(deps.database, storeId, 'API', input, paysByCard, () =>
          refuseSubscribe('CHANNEL_NOT_FOUND'),
        )
      : undefined
  const outcome = await payInstantly(deps, {
    merchantId,
    storeId,
    paymentId: merchantUid,
    ...present('channelKey', channel?.channelKey),
    ...present('channelGroupId', channelGroupId),
    card,
    order,
    origin: { platformType: 'API', ipAddress: address },
    skipWebhook: false,
    v1: { resultShape: 'NEW' },
    mintTransactionId: () => mintImpsUid(deps.random),
  })
  return { response: await paymentOf(deps, storeId, outcome, 'CARD_REFUSED') }
}

/**
 * With `customer_uid` the card is kept as well: its key is issued and pays. A key whose first charge was declined is
 * given back and gets no name, as if nothing had been asked.
 */
async function payAndKeep(deps: SubscribeDependencies, { caller, input, address }: V1Call) {
  const { storeId, merchantId } = caller
  const customerUid = checkCustomerUid(input.requiredText('customer_uid'))
  const merchantUid = readMerchantUid(input)
  const card = requiredCard(input)
  const buyer = readV1Buyer(input, 'buyer')
  const { payMethod: _payMethod, ...order } = readV1Order(input, { payMethod: 'CARD', ...readV1Card(input) })
  const issued = await issueCustomer(
    deps.billingKeys,
    { caller, customerUid, card, customer: buyer, input },
    { isBound: false, declinedAs: 'CARD_REFUSED' },
  )
  const { billingKey } = issued.key
  const outcome = await chargeBillingKey(deps, {
    merchantId,
    storeId,
    paymentId: merchantUid,
    billingKey,
    order,
    origin: { platformType: 'API', ipAddress: address },
    skipWebhook: false,
    v1: { resultShape: 'NEW', customerUid },
    mintTransactionId: () => mintImpsUid(deps.random),
  })
  if (outcome.kind === 'taken' || outcome.kind === 'unknown')
    await bindCustomer(deps.database, { ...caller, customerUid, billingKey, now: deps.clock.now() })
  else await deleteBillingKey(deps.billingKeys, { storeId, billingKey, skipWebhook: true })
  return { response: await paymentOf(deps, storeId, outcome, 'CARD_REFUSED') }
}

async function payAgain(deps: SubscribeDependencies, { caller, input, address }: V1Call) {
  const { storeId, merchantId } = caller
  const customerUid = input.requiredText('customer_uid')
  const merchantUid = readMerchantUid(input)
  const customer = await findCustomer(deps.database, storeId, checkCustomerUid(customerUid))
  if (customer === undefined) throw refuseCustomer(customerUid, 200)
  const { payMethod: _payMethod, ...order } = readV1Order(
    input,
    { payMethod: 'CARD', ...readV1Card(input) },
    customer.key.data.customer,
  )
  const outcome = await chargeBillingKey(deps, {
    merchantId,
    storeId,
    paymentId: merchantUid,
    billingKey: customer.key.billingKey,
    ...present('channelKey', input.text('channel_key') ?? input.text('channelKey')),
    order,
    origin: { platformType: 'API', ipAddress: address },
    skipWebhook: false,
    v1: { resultShape: 'NEW', customerUid },
    mintTransactionId: () => mintImpsUid(deps.random),
  })
  return { response: await paymentOf(deps, storeId, outcome) }
}

function requiredCard(input: V1Input) {
  const card = readV1CardNumber(input)
  if (card === undefined) throw refuseCommon('INVALID_REQUEST', 'card_number: is required')
  return card
}

/**
 * The payment, also one that the PG has not decided: that is `ready` until it has, and never told as a failure.
 * @throws Refusal HTTP 200 with code −1 for a PG's refusal, 1 for ours
 */
export async function paymentOf(
  deps: Pick<ChargeDependencies, 'database'>,
  storeId: string,
  outcome: BillingChargeOutcome | InstantOutcome,
  declinedAs?: 'CARD_REFUSED',
): Promise<object> {
  switch (outcome.kind) {
    case 'taken':
    case 'unknown':
      return view(deps, await loadOne(deps, storeId, outcome.transactionId))
    case 'declined':
      throw declinedAs === undefined ? refuseByPg(outcome) : refuseByPgAs(declinedAs, outcome)
    case 'refused':
      if (outcome.type === 'CHANNEL_NOT_FOUND') throw refuseSubscribe('CHANNEL_NOT_FOUND', detailOf(outcome))
      throw refuseUseCase(outcome.type, detailOf(outcome))
  }
}

function detailOf(outcome: object): string | undefined {
  return 'detail' in outcome && typeof outcome.detail === 'string' ? outcome.detail : undefined
}
