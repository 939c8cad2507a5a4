import type { Choosable } from '../window/pay-page.ts'

/** Acquirers and banks (developer site, code tables). */
export const cards: readonly Choosable[] = [
  { code: '1', name: { ko: '신한카드', en: 'Shinhan' } },
  { code: '2', name: { ko: '현대카드', en: 'Hyundai' } },
  { code: '3', name: { ko: '삼성카드', en: 'Samsung' } },
  { code: '4', name: { ko: 'KB국민카드', en: 'KB Kookmin' } },
  { code: '5', name: { ko: '롯데카드', en: 'Lotte' } },
  { code: '6', name: { ko: '하나카드', en: 'Hana' } },
  { code: '10', name: { ko: 'BC카드', en: 'BC' } },
]

export const banks: readonly Choosable[] = [
  { code: '092', name: { ko: '토스뱅크', en: 'Toss Bank' } },
  { code: '088', name: { ko: '신한은행', en: 'Shinhan Bank' } },
  { code: '004', name: { ko: 'KB국민은행', en: 'KB Kookmin Bank' } },
  { code: '888', name: { ko: '토스머니', en: 'Toss Money' } },
]

export const declineReasons: readonly Choosable[] = [
  { code: 'COMMON_NOT_ENOUGH_CASH', name: { ko: '잔액 부족', en: 'Not enough money' } },
  { code: 'COMMON_EXCEED_LIMIT', name: { ko: '한도 초과', en: 'Over the limit' } },
]

export function nameOf(list: readonly Choosable[], code: string): string {
  return list.find((each) => each.code === code)?.name.ko ?? ''
}

/** Error codes are the developer site's, sentences are ours. */
export const messages = {
  COMMON_INVALID_API_KEY: '유효하지 않은 API Key입니다.',
  COMMON_INVALID_PARAMETER: '요청 값이 올바르지 않습니다.',
  COMMON_PAY_ERROR: '결제에 실패했습니다.',
  COMMON_REFUND_ERROR: '환불할 수 없는 결제입니다.',
  COMMON_ITS_NOT_ABLE_TO_CHANGE_STATUS: '상태를 바꿀 수 없는 결제입니다.',
  COMMON_BILLING_KEY_NOT_FOUND: '빌링키를 찾을 수 없습니다.',
  PAYMENT_DUPLICATION_ORDER_NO: '이미 결제된 주문번호입니다.',
  PAYMENT_EXISTING_PAYMENT: '이미 처리된 결제입니다.',
  EXECUTE_PAY_NOT_APPROVED: '구매자가 승인하지 않은 결제입니다.',
  TRANSACTION_NOT_FOUND: '거래를 찾을 수 없습니다.',
  TRANSACTION_PENDING_ERROR: '처리 중인 거래입니다.',
  REFUND_REFUND_NO_DUPLICATE: '이미 사용된 환불번호입니다.',
  REFUND_ALREADY_REFUNDED: '이미 환불된 결제입니다.',
  REFUND_EXCEED_DAILY: '일일 환불 한도를 넘었습니다.',
  BILLING_KEY_ALREADY_ACTIVATED: '이미 등록된 사용자입니다.',
  BILLING_KEY_AUTH_ERROR: '빌링키를 사용할 수 없습니다.',
  CARD_MIN_AMOUNT_ERROR: '카드 결제는 100원부터 가능합니다.',
  CARD_MIN_AMOUNT_FOR_SPREADOUT_ERROR: '할부는 50,000원부터 가능합니다.',
} as const
export type TosspayCode = keyof typeof messages
