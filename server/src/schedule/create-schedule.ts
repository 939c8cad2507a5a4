import { readBillingKey } from '../billing-key/billing-key-store.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import { whyNotChargeable } from '../payment/charge-billing-key.ts'
import { mayAttempt, type AttemptOrder, type AttemptOrigin, type V1Facts } from '../payment/payment.ts'
import { readFormerPayment } from '../payment/prepare-payment.ts'
import { insertSchedule, isScheduled } from './schedule-store.ts'

export interface CreateScheduleRequest {
  readonly merchantId: string
  readonly storeId: string
  readonly paymentId: string
  readonly billingKey: string
  readonly channelKey?: string
  readonly order: Omit<AttemptOrder, 'payMethod'>
  readonly origin: AttemptOrigin
  readonly timeToPay: Date
  /** Booked through V1. */
  readonly v1?: V1Facts
}

export type CreateScheduleOutcome =
  | { readonly kind: 'created'; readonly scheduleId: string }
  | {
      readonly kind: 'refused'
      readonly type:
        | 'ALREADY_PAID_OR_WAITING'
        | 'PAYMENT_SCHEDULE_ALREADY_EXISTS'
        | 'BILLING_KEY_NOT_FOUND'
        | 'BILLING_KEY_ALREADY_DELETED'
    }

/** Books a charge for a time to come. One live schedule per paymentId; a key with one cannot be deleted. */
export async function createSchedule(
  deps: { readonly database: Database; readonly clock: Clock; readonly random: Random },
  request: CreateScheduleRequest,
): Promise<CreateScheduleOutcome> {
  const { storeId, paymentId } = request
  const refused = (type: Extract<CreateScheduleOutcome, { kind: 'refused' }>['type']) =>
    ({ kind: 'refused', type }) as const
  const { head } = await readFormerPayment(deps, request)
  if (head !== undefined && (!mayAttempt(head.status) || head.confirmingTransactionId !== null))
    return refused('ALREADY_PAID_OR_WAITING')
  if (await isScheduled(deps.database, storeId, paymentId)) return refused('PAYMENT_SCHEDULE_ALREADY_EXISTS')
  for (;;) {
    const problem = whyNotChargeable(await readBillingKey(deps.database, storeId, request.billingKey))
    if (problem !== undefined) return refused(problem)
    const scheduleId = deps.random.id()
    const written = await insertSchedule(deps.database, {
      storeId,
      scheduleId,
      merchantId: request.merchantId,
      paymentId,
      billingKey: request.billingKey,
      data: {
        order: request.order,
        origin: request.origin,
        ...(request.channelKey === undefined ? {} : { channelKey: request.channelKey }),
        ...(request.v1 === undefined ? {} : { v1: request.v1 }),
      },
      timeToPay: request.timeToPay,
      createdAt: deps.clock.now(),
    })
    switch (written) {
      case 'written':
        return { kind: 'created', scheduleId }
      case 'exists':
        return refused('PAYMENT_SCHEDULE_ALREADY_EXISTS')
      case 'no-key':
        // Deleted a moment ago: read again, and say which.
        continue
    }
  }
}
