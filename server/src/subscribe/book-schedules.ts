import type { V1Caller } from '../credential/v1-caller.ts'
import type { V1Input } from '../credential/v1-input.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { cancelPayment } from '../payment/cancel-payment.ts'
import { chargeBillingKey } from '../payment/charge-billing-key.ts'
import { mintImpsUid } from '../credential/imp-uid.ts'
import { refuseByPg } from '../payment/v1-errors.ts'
import {
  readMerchantUid,
  readV1Amount,
  readV1Buyer,
  readV1Card,
  readV1Order,
} from '../payment/v1-order-input.ts'
import { createSchedule } from '../schedule/create-schedule.ts'
import { present } from '../foundation/present.ts'
import { bindCustomer, findCustomer, type V1Customer } from './customer-store.ts'
import { checkCustomerUid, issueCustomer, readV1CardNumber } from './issue-customer.ts'
import { refuseSubscribe, refuseUseCase } from './subscribe-errors.ts'
import type { SubscribeDependencies } from './v1-charge-routes.ts'

const schedulesMax = 1_000

/**
 * `POST /subscribe/payments/schedule`: books charges, all of them or none. A `customer_uid` without a key is issued one
 * from the card in the request; `checking_amount` charges and gives back that much first, to see that the card works.
 *
 * @returns the schedules' ids in the order of the request
 */
export async function bookSchedules(
  deps: SubscribeDependencies,
  caller: V1Caller,
  input: V1Input,
  address: string,
): Promise<readonly string[]> {
  const customerUid = checkCustomerUid(input.requiredText('customer_uid'))
  const items = input.items('schedules')
  if (items.length > schedulesMax) throw refuseCommon('INVALID_REQUEST', `schedules: ${schedulesMax} at most`)
  const now = deps.clock.now()
  const asked = items.map((item, index) => readItem(item, index, now))
  if (new Set(asked.map(({ merchantUid }) => merchantUid)).size < asked.length)
    throw refuseSubscribe('SCHEDULE_TWICE')
  const checking = readV1Amount(input, 'checking_amount', 'KRW') ?? 0
  // A request that only registers and checks a card has no schedules.
  if (items.length === 0 && checking === 0 && input.text('card_number') === undefined)
    throw refuseCommon('INVALID_REQUEST', 'schedules: is required')

  const customer = await customerOf(deps, caller, customerUid, input)
  if (checking > 0) await check(deps, caller, customer, checking, address)
  return deps.database.transaction(async (transaction) => {
    const ids: string[] = []
    for (const { merchantUid, timeToPay, item } of asked) {
      const { payMethod: _payMethod, ...order } = readV1Order(
        item,
        { payMethod: 'CARD', ...readV1Card(item) },
        customer.key.data.customer,
      )
      const outcome = await createSchedule(
        { ...deps, database: transaction },
        {
          ...caller,
          paymentId: merchantUid,
          billingKey: customer.key.billingKey,
          ...present('channelKey', item.text('channel_key')),
          order,
          origin: { platformType: 'API', ipAddress: address },
          timeToPay,
          v1: { resultShape: 'NEW', customerUid, customerUidUsage: 'payment.scheduled' },
        },
      )
      if (outcome.kind === 'refused')
        throw outcome.type === 'PAYMENT_SCHEDULE_ALREADY_EXISTS'
          ? refuseSubscribe('SCHEDULE_TWICE', merchantUid)
          : refuseUseCase(outcome.type, merchantUid)
      ids.push(outcome.scheduleId)
    }
    return ids
  })
}

function readItem(item: V1Input, index: number, now: Date) {
  const timeToPay = item.instant('schedule_at')
  if (timeToPay === undefined)
    throw refuseCommon('INVALID_REQUEST', `schedules[${index}].schedule_at: is required`)
  if (timeToPay <= now) throw refuseSubscribe('SCHEDULE_TIME_PAST', `schedules[${index}]`)
  return { item, timeToPay, merchantUid: readMerchantUid(item) }
}

/** The customer's key; issued from the card in the request where there is none yet. */
async function customerOf(
  deps: SubscribeDependencies,
  caller: V1Caller,
  customerUid: string,
  input: V1Input,
): Promise<V1Customer> {
  const customer = await findCustomer(deps.database, caller.storeId, customerUid)
  if (customer !== undefined) return customer
  const card = readV1CardNumber(input)
  if (card === undefined) throw refuseSubscribe('CUSTOMER_NOT_REGISTERED')
  const person = { ...readV1Buyer(input, 'buyer'), ...readV1Buyer(input, 'customer') }
  const issued = await issueCustomer(
    deps.billingKeys,
    { caller, customerUid, card, customer: person, input },
    { isBound: false },
  )
  await bindCustomer(deps.database, {
    ...caller,
    customerUid,
    billingKey: issued.key.billingKey,
    now: deps.clock.now(),
  })
  return issued
}

/** Charges and gives back at once. A charge that went through is real money until its cancel is recorded. */
async function check(
  deps: SubscribeDependencies,
  caller: V1Caller,
  { key, customerUid }: V1Customer,
  amountMinor: number,
  address: string,
): Promise<void> {
  const paymentId = `check_${deps.random.uuid()}`
  const outcome = await chargeBillingKey(deps, {
    ...caller,
    paymentId,
    billingKey: key.billingKey,
    order: {
      orderName: '결제 수단 확인',
      totalMinor: amountMinor,
      taxFreeMinor: 0,
      vatMinor: 0,
      currency: 'KRW',
      device: 'PC',
      customer: key.data.customer,
      isEscrow: false,
      isCulturalExpense: false,
    },
    origin: { platformType: 'API', ipAddress: address },
    skipWebhook: true,
    v1: { resultShape: 'NEW', customerUid },
    mintTransactionId: () => mintImpsUid(deps.random),
  })
  switch (outcome.kind) {
    case 'declined':
      throw refuseByPg(outcome)
    case 'refused':
      throw refuseUseCase(outcome.type)
    case 'unknown':
      throw refuseUseCase('PAYMENT_OUTCOME_UNKNOWN', paymentId)
    case 'taken':
      await cancelPayment(deps, {
        storeId: caller.storeId,
        paymentId,
        reason: '결제 수단 확인',
        skipWebhook: true,
        trigger: 'API',
      })
  }
}
