import { present } from '../foundation/present.ts'
import { customerView } from '../v2-input/customer-input.ts'
import type { Schedule } from './schedule.ts'

/** REST V2 `PaymentSchedule`. */
export function scheduleView(schedule: Schedule): Record<string, unknown> {
  const { order } = schedule.data
  return {
    status: schedule.status,
    id: schedule.scheduleId,
    merchantId: schedule.merchantId,
    storeId: schedule.storeId,
    paymentId: schedule.paymentId,
    billingKey: schedule.billingKey,
    orderName: order.orderName,
    isCulturalExpense: order.isCulturalExpense,
    isEscrow: order.isEscrow,
    customer: customerView(order.customer),
    customData: order.customData ?? '',
    totalAmount: order.totalMinor,
    taxFreeAmount: order.taxFreeMinor,
    vatAmount: order.vatMinor,
    currency: order.currency,
    ...present('installmentMonth', order.card?.installmentMonth),
    ...present('noticeUrls', order.noticeUrls),
    ...present('products', order.products),
    createdAt: schedule.createdAt.toISOString(),
    timeToPay: schedule.timeToPay.toISOString(),
    ...statusMembers(schedule),
  }
}

function statusMembers(schedule: Schedule): Record<string, unknown> {
  const startedAt = (schedule.startedAt ?? schedule.timeToPay).toISOString()
  const completedAt = (schedule.completedAt ?? schedule.startedAt ?? schedule.timeToPay).toISOString()
  switch (schedule.status) {
    case 'SCHEDULED':
      return {}
    case 'STARTED':
      return { startedAt }
    case 'PENDING':
    case 'SUCCEEDED':
    case 'FAILED':
      return { startedAt, completedAt }
    case 'REVOKED':
      return { revokedAt: (schedule.revokedAt ?? schedule.createdAt).toISOString() }
  }
}
