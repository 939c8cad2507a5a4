import { credentialForm, type CardCredential } from '@naru/gateways'
import type { BillingKeyDependencies } from '../billing-key/billing-key-dependencies.ts'
import { issueBillingKeyByCard } from '../billing-key/issue-billing-key.ts'
import { findV1ApiChannel } from '../channel/find-v1-api-channel.ts'
import type { V1Ability } from '../channel/pick-v1-channel.ts'
import type { V1Caller } from '../credential/v1-caller.ts'
import type { V1Input } from '../credential/v1-input.ts'
import { present } from '../foundation/present.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { toCardCredential } from '../v2-input/card-input.ts'
import type { Customer } from '../v2-input/customer-input.ts'
import { bindCustomer, findCustomer, type V1Customer } from './customer-store.ts'
import { refuseByPgAs, refuseSubscribe } from './subscribe-errors.ts'

/** Issues keys by card number. */
export const issuesByCard: V1Ability = (channel, { gateway, module }) =>
  channel.attribute === 'PAYMENT' &&
  credentialForm(module, 'V1') !== undefined &&
  module.billing?.byCard === true &&
  gateway.issueBillingKeyByCard !== undefined

const customerUidLengthMax = 80

/** @throws Refusal INVALID_REQUEST */
export function checkCustomerUid(customerUid: string): string {
  const isBad = Array.from(customerUid).some((character) => character < ' ' || character === '\u007f')
  if (customerUid.trim() === '' || customerUid.length > customerUidLengthMax || isBad)
    throw refuseCommon('INVALID_REQUEST', `customer_uid: 1–${customerUidLengthMax}`)
  return customerUid
}

/**
 * The card of a V1 request: `card_number`, `expiry` (YYYY-MM), `birth`, `pwd_2digit`. Undefined when there is none.
 * @throws Refusal INVALID_REQUEST naming the field, never its value
 */
export function readV1CardNumber(input: V1Input): CardCredential | undefined {
  const number = input.text('card_number')
  const expiry = input.text('expiry')
  if (number === undefined && expiry === undefined) return undefined
  if (number === undefined) throw refuseCommon('INVALID_REQUEST', 'card_number: is required')
  const [, year, month] = /^\s*(?:20)?(\d{2})[-/. ]?(\d{2})\s*$/.exec(expiry ?? '') ?? []
  if (year === undefined || month === undefined) throw refuseCommon('INVALID_REQUEST', 'expiry: YYYY-MM')
  return toCardCredential(
    {
      number,
      expiryYear: year,
      expiryMonth: month,
      ...present('birthOrBusinessRegistrationNumber', input.text('birth')),
      ...present('passwordTwoDigits', input.text('pwd_2digit')),
    },
    'card',
  )
}

export interface CustomerRequest {
  readonly caller: V1Caller
  readonly customerUid: string
  readonly card: CardCredential
  readonly customer: Customer
  readonly input: V1Input
}

/**
 * Issues a billing key from a card number and gives it the merchant's name. The card goes through and is kept nowhere.
 *
 * @param isBound false: the name is given later, by `bindCustomer`
 * @throws Refusal CHANNEL_NOT_FOUND, ISSUE_REFUSED (or `declinedAs`)
 */
export async function issueCustomer(
  deps: BillingKeyDependencies,
  request: CustomerRequest,
  options: { readonly isBound?: boolean; readonly declinedAs?: 'CARD_REFUSED' } = {},
): Promise<V1Customer> {
  const { caller, customerUid, input } = request
  const channelGroupId = input.text('channel_group_id') ?? input.text('channelGroupId')
  const channel =
    channelGroupId === undefined
      ? await findV1ApiChannel(deps.database, caller.storeId, 'API', input, issuesByCard, () =>
          refuseSubscribe('CHANNEL_NOT_FOUND'),
        )
      : undefined
  const outcome = await issueBillingKeyByCard(deps, {
    merchantId: caller.merchantId,
    storeId: caller.storeId,
    ...present('channelKey', channel?.channelKey),
    ...present('channelGroupId', channelGroupId),
    card: request.card,
    customer: request.customer,
    skipWebhook: false,
    v1: { customerUid },
  })
  switch (outcome.kind) {
    case 'refused':
      throw refuseSubscribe('CHANNEL_NOT_FOUND', outcome.detail)
    case 'failed': {
      const { failure } = outcome.key.data
      throw refuseByPgAs(options.declinedAs ?? 'ISSUE_REFUSED', {
        pgCode: failure?.pgCode ?? '',
        pgMessage: failure?.pgMessage ?? failure?.reason ?? '',
      })
    }
    case 'issued': {
      const now = deps.clock.now()
      if (options.isBound === false) return { customerUid, key: outcome.key, insertedAt: now, updatedAt: now }
      const { billingKey } = outcome.key
      await bindCustomer(deps.database, { ...caller, customerUid, billingKey, now })
      const bound = await findCustomer(deps.database, caller.storeId, customerUid)
      return bound ?? { customerUid, key: outcome.key, insertedAt: now, updatedAt: now }
    }
  }
}
