import { billingKeyRefusals } from '../billing-key/billing-key-errors.ts'
import { commonRefusals, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What schedules can refuse. Types and statuses: REST V2, appendix B; sentences and cures are ours. */
export const scheduleRefusals = {
  ...commonRefusals,
  BILLING_KEY_NOT_FOUND: billingKeyRefusals.BILLING_KEY_NOT_FOUND,
  BILLING_KEY_ALREADY_DELETED: billingKeyRefusals.BILLING_KEY_ALREADY_DELETED,
  ALREADY_PAID_OR_WAITING: {
    httpStatus: 409,
    ko: '결제가 이미 완료되었거나 대기중입니다.',
    en: 'This paymentId is already paid, or waits for money.',
    cure: 'Use a new paymentId for a new charge.',
  },
  PAYMENT_SCHEDULE_ALREADY_EXISTS: {
    httpStatus: 409,
    ko: '결제 예약건이 이미 존재합니다.',
    en: 'A schedule holds this paymentId already.',
    cure: 'Revoke it first, or use another paymentId.',
  },
  PAYMENT_SCHEDULE_NOT_FOUND: {
    httpStatus: 404,
    ko: '결제 예약건이 존재하지 않습니다.',
    en: 'There is no such schedule in this store.',
    cure: 'Check the schedule id, and give storeId for a sub-store.',
  },
  PAYMENT_SCHEDULE_ALREADY_PROCESSED: {
    httpStatus: 409,
    ko: '결제 예약건이 이미 처리되었습니다.',
    en: 'The charge of this schedule has begun already.',
    cure: 'Read the payment; cancel it if it was paid.',
  },
  PAYMENT_SCHEDULE_ALREADY_REVOKED: {
    httpStatus: 409,
    ko: '결제 예약건이 이미 취소되었습니다.',
    en: 'This schedule is revoked already.',
    cure: 'Nothing remains to be revoked.',
  },
  SCHEDULE_RECOVERY_CHANGED: {
    httpStatus: 409,
    ko: '리커버리 설정이 그 사이에 바뀌었습니다. 화면을 새로 고친 뒤 다시 저장해 주세요.',
    en: 'The recovery setting was changed meanwhile. Reload the page and save again.',
    cure: 'Read the setting again and send its rowVersion.',
  },
} as const satisfies RefusalCatalogue

export const refuseSchedule = refusals(scheduleRefusals)
