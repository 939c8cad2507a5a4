import type { BillingChannel } from '../billing-key/billing-key.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { AttemptData, PaymentStatus } from '../payment/payment.ts'
import { toMajor } from '../payment/major-amount.ts'
import { v1Statuses } from '../payment/v1-view.ts'
import type { Schedule } from '../schedule/schedule.ts'
import { v1ScheduleStatuses } from './list-v1-schedules.ts'

interface KeyRow {
  billing_key: string
  channel: BillingChannel | null
}

interface AttemptRow {
  transaction_id: string
  status: PaymentStatus
  data: AttemptData
}

const readKeys = sql(
  'subscribe-channels-of-keys',
  `select billing_key, data -> 'channel' as channel from billing_key_channel
   where store_id = $1 and billing_key = any($2::text[]) and position = 0`,
)
/** A payment that shows this attempt tells of its cancels; another one's only what the attempt itself came to. */
const readAttempts = sql(
  'subscribe-attempts-of-schedules',
  `select t.transaction_id, t.data, case when p.transaction_id = t.transaction_id then p.status else t.status end as status
   from payment_transaction t join payment p on p.store_id = t.store_id and p.payment_id = t.payment_id
   where t.store_id = $1 and t.transaction_id = any($2::text[])`,
)

/** Schedules as REST V1 shows them (`ScheduleResult`): every key is there, 0 and null for what has not happened. */
export async function v1ScheduleViews(
  database: Database,
  storeId: string,
  schedules: readonly Schedule[],
): Promise<readonly object[]> {
  const [keys, attempts] = await Promise.all([
    database.query<KeyRow>(readKeys, [storeId, [...new Set(schedules.map(({ billingKey }) => billingKey))]]),
    database.query<AttemptRow>(readAttempts, [
      storeId,
      schedules.flatMap(({ transactionId }) => (transactionId === null ? [] : [transactionId])),
    ]),
  ])
  return schedules.map((schedule) =>
    viewOf(
      schedule,
      keys.find((key) => key.billing_key === schedule.billingKey)?.channel ?? undefined,
      attempts.find((attempt) => attempt.transaction_id === schedule.transactionId),
    ),
  )
}

function viewOf(
  schedule: Schedule,
  keyChannel: BillingChannel | undefined,
  attempt: AttemptRow | undefined,
): object {
  const { order, v1, failure } = schedule.data
  const { customer } = order
  const status = v1ScheduleStatuses[schedule.status]
  const payment = attempt === undefined ? undefined : v1Statuses[attempt.status]
  const isRefused = schedule.status === 'FAILED' && attempt === undefined
  const channel = attempt?.data.channel ?? keyChannel
  return {
    amount: toMajor(order.totalMinor, order.currency),
    buyer_addr:
      customer.address === undefined
        ? null
        : `${customer.address.addressLine1} ${customer.address.addressLine2}`.trim(),
    buyer_email: customer.email ?? null,
    buyer_name: customer.name ?? null,
    buyer_postcode: customer.zipcode ?? null,
    buyer_tel: customer.phoneNumber ?? null,
    currency: order.currency,
    custom_data: order.customData ?? null,
    customer_id: customer.id ?? null,
    customer_uid: v1?.customerUid ?? schedule.billingKey,
    executed_at: status === 'executed' ? unix(schedule.startedAt) : 0,
    fail_reason: attempt?.data.failure?.reason ?? failureText(failure),
    imp_uid: attempt === undefined ? null : schedule.transactionId,
    merchant_uid: schedule.paymentId,
    name: order.orderName,
    // A charge that the PG has not decided is not a payment status of V1's schedules.
    payment_status: isRefused ? 'failed' : payment === 'ready' ? null : (payment ?? null),
    pg_id: channel?.pgMerchantId ?? null,
    pg_provider: channel?.moduleCode ?? null,
    promotion_id: null,
    revoked_at: unix(schedule.revokedAt),
    schedule_at: unix(schedule.timeToPay),
    schedule_status: status,
  }
}

function failureText(failure: Schedule['data']['failure']): string | null {
  return failure === undefined ? null : `[${failure.code}] ${failure.message}`.trim()
}

function unix(at: Date | null): number {
  return at === null ? 0 : Math.floor(at.getTime() / 1_000)
}
