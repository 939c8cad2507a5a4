import { commonRefusals, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What payments can refuse. Types and statuses: REST V2, appendix B; sentences and cures are ours. */
export const paymentRefusals = {
  ...commonRefusals,
  PAYMENT_NOT_FOUND: {
    httpStatus: 404,
    ko: '결제 건이 존재하지 않습니다.',
    en: 'There is no such payment in this store.',
    cure: 'Check paymentId, and give storeId for a sub-store.',
  },
  CHANNEL_NOT_FOUND: {
    httpStatus: 404,
    ko: '요청한 채널이 존재하지 않습니다.',
    en: 'There is no such channel in this store.',
    cure: 'Copy the channel key from the console.',
  },
  ALREADY_PAID: {
    httpStatus: 409,
    ko: '결제가 이미 완료되었습니다.',
    en: 'This paymentId is already paid, or waits for a deposit.',
    cure: 'Use a new paymentId for a new order.',
  },
  SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT: {
    httpStatus: 409,
    ko: '면세 금액 등 하위 항목의 합이 전체 결제 금액을 초과했습니다.',
    en: 'The parts of the amount add up to more than its total.',
    cure: 'taxFree + vat must not exceed total.',
  },
  NEGATIVE_PROMOTION_ADJUSTED_CANCEL_AMOUNT: {
    httpStatus: 400,
    ko: '프로모션 할인을 다시 계산하면 돌려줄 금액이 없습니다.',
    en: 'With the discount of what remains taken into account, this cancel gives nothing back.',
    cure: 'Cancel more, or keep the rate with promotionDiscountRetainOption RETAIN.',
  },
  PROMOTION_DISCOUNT_RETAIN_OPTION_SHOULD_NOT_BE_CHANGED: {
    httpStatus: 400,
    ko: '부분 취소에서는 처음 고른 할인율 유지 옵션을 바꿀 수 없습니다.',
    en: 'Partial cancels of one payment keep the option of the first.',
    cure: 'Repeat the promotionDiscountRetainOption of the first partial cancel.',
  },
  PROMOTION_PAY_METHOD_DOES_NOT_MATCH: {
    httpStatus: 400,
    ko: '프로모션의 결제 수단과 일치하지 않습니다.',
    en: 'The pay method is not that of the promotion, or the card company cannot be known beforehand.',
    cure: 'Use the promotion in the payment window with card.cardCompany.',
  },
  MAX_TRANSACTION_COUNT_REACHED: {
    httpStatus: 400,
    ko: '결제 시도 가능 횟수를 초과했습니다.',
    en: 'This paymentId was attempted too often.',
    cure: 'Use a new paymentId.',
  },
  PAYMENT_SCHEDULE_ALREADY_EXISTS: {
    httpStatus: 409,
    ko: '결제 예약건이 이미 존재합니다.',
    en: 'A scheduled payment holds this paymentId.',
    cure: 'Revoke the schedule first, or use another paymentId.',
  },
  BILLING_KEY_NOT_FOUND: {
    httpStatus: 404,
    ko: '빌링키가 존재하지 않습니다.',
    en: 'There is no such billing key in this store.',
    cure: 'Check billingKey, and give storeId for a sub-store.',
  },
  BILLING_KEY_ALREADY_DELETED: {
    httpStatus: 409,
    ko: '빌링키가 이미 삭제되었습니다.',
    en: 'This billing key was deleted.',
    cure: 'Ask the buyer to register again.',
  },
  PAYMENT_NOT_PAID: {
    httpStatus: 409,
    ko: '결제가 완료되지 않은 건입니다.',
    en: 'This payment has not been paid.',
    cure: 'Wait for Transaction.Paid before you cancel.',
  },
  PAYMENT_ALREADY_CANCELLED: {
    httpStatus: 409,
    ko: '결제가 이미 취소되었습니다.',
    en: 'This payment is already cancelled as a whole.',
    cure: 'Nothing remains to be given back.',
  },
  CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN: {
    httpStatus: 409,
    ko: '취소 가능 잔액 검증에 실패했습니다.',
    en: 'The cancellable balance is not what the request assumed.',
    cure: 'Read the payment again and decide again.',
  },
  CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT: {
    httpStatus: 409,
    ko: '취소 금액이 취소 가능 금액을 초과했습니다.',
    en: 'The amount is more than what can still be cancelled.',
    cure: 'Cancel at most the cancellable balance.',
  },
  SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT: {
    httpStatus: 409,
    ko: '면세 금액 등 하위 항목의 합이 취소 금액을 초과했습니다.',
    en: 'The parts of the cancel add up to more than its amount.',
    cure: 'taxFreeAmount + vatAmount must not exceed amount.',
  },
  CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT: {
    httpStatus: 409,
    ko: '취소 면세 금액이 취소 가능 면세 금액을 초과했습니다.',
    en: 'The tax-free part is more than what can still be cancelled tax-free.',
    cure: 'Lower taxFreeAmount.',
  },
  CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT: {
    httpStatus: 409,
    ko: '취소 과세 금액이 취소 가능 과세 금액을 초과했습니다.',
    en: 'The taxable part is more than what can still be cancelled taxable.',
    cure: 'Raise taxFreeAmount or lower amount.',
  },
  MAX_CANCEL_COUNT_REACHED: {
    httpStatus: 409,
    ko: '취소 요청 가능 횟수를 초과했습니다.',
    en: 'This payment was cancelled in part too often.',
    cure: 'Cancel what remains through the PG.',
  },
  INVALID_PAYMENT_TOKEN: {
    httpStatus: 400,
    ko: '결제 토큰이 유효하지 않습니다.',
    en: 'The payment token is unknown, used or expired.',
    cure: 'Use the paymentToken of the window result once, for its own payment.',
  },
  INFORMATION_MISMATCH: {
    httpStatus: 409,
    ko: '요청된 정보가 결제 정보와 일치하지 않습니다.',
    en: 'The request does not match the attempt.',
    cure: 'Compare txId, amounts, currency and isTest.',
  },
  PAYMENT_NOT_WAITING_FOR_DEPOSIT: {
    httpStatus: 409,
    ko: '결제 건이 입금 대기 상태가 아닙니다.',
    en: 'This payment does not wait for a deposit.',
    cure: 'Only an issued virtual account that nobody paid into can be closed.',
  },
  PAYMENT_CANCELLATION_NOT_FOUND: {
    httpStatus: 404,
    ko: '취소 내역이 존재하지 않습니다.',
    en: 'This payment has no such cancellation.',
    cure: 'Take the id from cancellations[] of the payment.',
  },
  PAYMENT_CANCELLATION_NOT_PENDING: {
    httpStatus: 409,
    ko: '대기 중인 취소가 아닙니다.',
    en: 'This cancellation is decided already.',
    cure: 'Only a cancellation in status REQUESTED can be withdrawn.',
  },
  PG_PROVIDER: {
    httpStatus: 502,
    ko: 'PG사에서 오류를 전달했습니다.',
    en: 'The PG refused.',
    cure: 'Read pgCode and pgMessage; they are the PG’s own words.',
  },
  PAYMENT_OUTCOME_UNKNOWN: {
    httpStatus: 503,
    ko: 'PG사의 응답을 기다리고 있습니다. 결제 조회로 결과를 확인하세요.',
    en: 'The PG has not answered yet; its books are being asked.',
    cure: 'Read the payment until it is PAID or FAILED. Do not charge again meanwhile.',
  },
} as const satisfies RefusalCatalogue

export type PaymentRefusalType = keyof typeof paymentRefusals

export const refusePayment = refusals(paymentRefusals)
