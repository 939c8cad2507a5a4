import type { ServiceAnswer } from '@naru/gateways'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { mintImpsUid } from '../credential/imp-uid.ts'
import type { V1Input } from '../credential/v1-input.ts'
import type { V1Call, V1Router } from '../credential/v1-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { Secret } from '../foundation/secret.ts'
import { chargeBillingKey } from '../payment/charge-billing-key.ts'
import { refuseByPg } from '../payment/v1-errors.ts'
import { readMerchantUid, readV1Order } from '../payment/v1-order-input.ts'
import { knownId } from '../payment/v1-routes.ts'
import { findCustomer, type V1Customer } from '../subscribe/customer-store.ts'
import { checkCustomerUid } from '../subscribe/issue-customer.ts'
import { refuseCustomer, refuseUseCase } from '../subscribe/subscribe-errors.ts'
import { paymentOf, type SubscribeDependencies } from '../subscribe/v1-charge-routes.ts'
import { deleteWithSchedules } from '../subscribe/v1-customer-routes.ts'
import { present } from '../foundation/present.ts'
import { payByMoney } from './pay-by-money.ts'
import { changeQuick, prepareQuick, type Preparation } from './preparation.ts'
import { eraseQuickMember, findQuickMembers, quickModule, type QuickMember } from './quick-member.ts'
import { refuseQuick, refuseRelease } from './quick-errors.ts'

const memberIdLengthMax = 80

/**
 * `/kcpquick` of REST V1: members, prepaid money and automatic payment of KCP QuickPay. KCP's own wire is in no public
 * document, so channels of it work at the simulator alone and are refused in live mode.
 */
export function registerV1QuickRoutes(router: V1Router, deps: SubscribeDependencies): void {
  registerMemberRoutes(router, deps)
  registerPrepareRoutes(router, deps)

  router.route('POST', '/kcpquick/payment/money', async ({ caller, input, address }) => {
    const { storeId, merchantId } = caller
    const merchantUid = readMerchantUid(input)
    input.requiredText('name')
    const memberId = readMemberId(input.requiredText('member_id'))
    const order = readV1Order(input, { payMethod: 'EASY_PAY' })
    const channel = await openQuick(deps, storeId, input)
    if (channel === undefined) throw refuseQuick('MONEY_CHANNEL_NOT_FOUND')
    const outcome = await payByMoney(deps, {
      storeId,
      merchantId,
      merchantUid,
      channelKey: channel.channelKey,
      memberId,
      pinCheckUid: knownId(input.requiredText('imp_uid')),
      order,
      address,
    })
    if (outcome.kind === 'unready') throw refuseQuick(outcome.type)
    return { response: await paymentOf(deps, storeId, outcome) }
  })

  router.route('POST', '/kcpquick/payment/autopay', (call) => payAutomatically(deps, call))

  router.route('DELETE', '/kcpquick/autopay/{customer_uid}', async ({ caller, params }) => {
    const { storeId } = caller
    const customerUid = params['customer_uid'] ?? ''
    const customer = await findCustomer(deps.database, storeId, knownId(customerUid))
    if (customer === undefined || !isQuick(customer)) throw refuseQuick('AUTOPAY_NOT_FOUND')
    const outcome = await deleteWithSchedules(deps.billingKeys, {
      storeId,
      billingKey: customer.key.billingKey,
      skipWebhook: false,
    })
    switch (outcome.kind) {
      case 'deleted':
        return { response: { customer_uid: customerUid } }
      case 'declined':
        throw refuseByPg(outcome, 500)
      case 'refused':
        if (outcome.type === 'PAYMENT_SCHEDULE_ALREADY_EXISTS') throw refuseUseCase(outcome.type)
        throw refuseQuick('AUTOPAY_NOT_FOUND')
    }
  })
}

function registerMemberRoutes(router: V1Router, deps: SubscribeDependencies): void {
  router.route('DELETE', '/kcpquick/members/{member_id}', async ({ caller, params, input }) => {
    const { storeId } = caller
    const memberId = knownId(params['member_id'] ?? '')
    const site = {
      siteCode: input.requiredText('site_code'),
      partnerType: input.requiredText('partner_type'),
      partnerSubType: input.requiredText('partner_subtype'),
    }
    for (const member of await findQuickMembers(deps.database, storeId, memberId)) {
      if (!(await isOfSite(deps, storeId, member, site))) continue
      const erased = await eraseQuickMember(deps.database, storeId, member)
      if (erased !== undefined) return { response: memberView(erased) }
    }
    throw refuseQuick('MEMBER_NOT_FOUND')
  })

  router.route('POST', '/kcpquick/members/{member_id}/fido/release', async ({ caller, params, input }) => {
    const memberId = readMemberId(params['member_id'] ?? '')
    input.requiredText('channel_key')
    const channel = await openQuick(deps, caller.storeId, input)
    if (channel === undefined) throw refuseQuick('CHANNEL_NOT_QUICK')
    const asked = channel.gateway.releaseBiometrics?.(channel.context(), { memberId })
    const answer = await (asked ?? Promise.resolve(unable)).catch((error: unknown): ServiceAnswer => {
      deps.log.error({ err: error, channelKey: channel.channelKey }, 'releasing biometrics threw')
      return unable
    })
    switch (answer.kind) {
      case 'done':
        return { response: { member_id: memberId } }
      case 'declined':
        throw refuseRelease(answer)
      case 'silent':
        throw refuseQuick('KCP_UNREACHABLE')
    }
  })
}

const unable: ServiceAnswer = { kind: 'silent', reason: 'the gateway cannot do that' }

function registerPrepareRoutes(router: V1Router, deps: SubscribeDependencies): void {
  for (const method of ['POST', 'PUT'] as const)
    router.route(method, '/kcpquick/prepare/{merchant_uid}', async ({ caller, params, input }) => {
      const merchantUid = knownId(params['merchant_uid'] ?? '')
      if (merchantUid.trim() === '') throw refuseCommon('INVALID_REQUEST', 'merchant_uid')
      const write = method === 'POST' ? prepareQuick : changeQuick
      const isWritten = await write(deps, {
        ...caller,
        merchantUid,
        preparation: readPreparation(input),
        codeVerifier: new Secret(bounded(input, 'code_verifier', 200)),
        now: deps.clock.now(),
      })
      if (!isWritten) throw refuseQuick(method === 'POST' ? 'PREPARED_ALREADY' : 'NOT_PREPARED')
      return { response: { merchant_uid: merchantUid } }
    })
}

const prepaidAmountMax = 999_999_999

/** Lengths of PortOne's description; `prepaid_auth_yn` Y wants an amount. */
function readPreparation(input: V1Input): Preparation {
  const isAuthorised = input.text('prepaid_auth_yn')
  if (isAuthorised !== undefined && isAuthorised !== 'Y' && isAuthorised !== 'N')
    throw refuseCommon('INVALID_REQUEST', 'prepaid_auth_yn: Y, N')
  const prepaidAmount = input.integer('prepaid_amount', 1, prepaidAmountMax)
  if (isAuthorised === 'Y' && prepaidAmount === undefined)
    throw refuseCommon('INVALID_REQUEST', 'prepaid_amount: is required')
  return {
    btid: bounded(input, 'btid', 20),
    customerAddress: bounded(input, 'cust_ip', 45),
    ...(isAuthorised === 'Y' ? present('prepaidAmount', prepaidAmount) : {}),
    ...present('venderType', optional(input, 'vender_type')),
    ...present('rewardId', optional(input, 'reward_id')),
  }
}

/** The value is never repeated in the refusal. */
function bounded(input: V1Input, name: string, lengthMax: number): string {
  const value = input.requiredText(name)
  if (value.length > lengthMax) throw refuseCommon('INVALID_REQUEST', `${name}: 1–${lengthMax}`)
  return value
}

function optional(input: V1Input, name: string): string | undefined {
  const value = input.text(name)
  if (value !== undefined && Buffer.byteLength(value) > 20)
    throw refuseCommon('INVALID_REQUEST', `${name}: 20 bytes at most`)
  return value
}

async function payAutomatically(deps: SubscribeDependencies, { caller, input, address }: V1Call) {
  const { storeId, merchantId } = caller
  const customerUid = checkCustomerUid(input.requiredText('customer_uid'))
  const merchantUid = readMerchantUid(input)
  input.requiredText('name')
  input.requiredText('buyer_name')
  const customer = await findCustomer(deps.database, storeId, customerUid)
  if (customer === undefined) throw refuseCustomer(customerUid, 200)
  if (!isQuick(customer)) throw refuseQuick('KEY_NOT_QUICK')
  const { payMethod: _payMethod, ...order } = readV1Order(
    input,
    { payMethod: 'CARD' },
    customer.key.data.customer,
  )
  const outcome = await chargeBillingKey(deps, {
    merchantId,
    storeId,
    paymentId: merchantUid,
    billingKey: customer.key.billingKey,
    order,
    origin: { platformType: 'API', ipAddress: address },
    skipWebhook: false,
    v1: { resultShape: 'NEW', customerUid },
    mintTransactionId: () => mintImpsUid(deps.random),
  })
  return { response: await paymentOf(deps, storeId, outcome) }
}

function isQuick({ key }: V1Customer): boolean {
  return key.channels[0]?.data.channel.moduleCode === quickModule
}

/** The living QuickPay channel that `channel_key` names; one in live mode has no wire that anybody knows. */
async function openQuick(
  deps: SubscribeDependencies,
  storeId: string,
  input: V1Input,
): Promise<OpenedChannel | undefined> {
  const channel = await deps.openLivingChannel(storeId, input.text('channel_key') ?? '')
  return channel?.module.quickPay === true && !channel.isUnspeakable ? channel : undefined
}

/** Partner type and subtype stand in the channel's credentials, so the channel says. */
async function isOfSite(
  deps: SubscribeDependencies,
  storeId: string,
  member: QuickMember,
  site: { readonly siteCode: string; readonly partnerType: string; readonly partnerSubType: string },
): Promise<boolean> {
  if (member.siteCode !== site.siteCode) return false
  const channel = await deps.billingKeys.openAnyChannel(storeId, member.channelKey)
  if (channel === undefined || channel.isUnspeakable) return false
  const { credentials } = channel.context()
  return (
    credentials['partnerType'] === site.partnerType && credentials['partnerSubType'] === site.partnerSubType
  )
}

function readMemberId(memberId: string): string {
  if (memberId === '' || memberId.length > memberIdLengthMax || memberId.includes('\u0000'))
    throw refuseCommon('INVALID_REQUEST', `member_id: 1–${memberIdLengthMax}`)
  return memberId
}

function memberView({ memberId, siteCode, insertedAt, updatedAt }: QuickMember): object {
  return {
    inserted: Math.floor(insertedAt.getTime() / 1_000),
    member_id: memberId,
    pg_id: siteCode,
    pg_provider: quickModule,
    updated: Math.floor(updatedAt.getTime() / 1_000),
  }
}
