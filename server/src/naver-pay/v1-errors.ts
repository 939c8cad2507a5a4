import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What the operations of Naver Pay refuse in words of their own. */
export const naverPayRefusals = {
  NAVER_PAYMENT_ONLY: {
    httpStatus: 400,
    ko: '네이버페이 결제형으로 결제한 건만 사용할 수 있습니다.',
    en: 'Only payments of Naver Pay, payment type, have this.',
    cure: 'Check imp_uid; pg_provider of the payment must be naverpay.',
  },
  NAVER_ORDER_ONLY: {
    httpStatus: 400,
    ko: '네이버페이 주문형으로 주문한 건만 사용할 수 있습니다.',
    en: 'Only orders of Naver Pay, order type, have this.',
    cure: 'Check imp_uid; pg_provider of the payment must be naverco.',
  },
  PRODUCT_ORDER_NOT_FOUND: {
    httpStatus: 404,
    ko: '존재하지 않는 네이버페이 상품주문입니다.',
    en: 'There is no such product order.',
    cure: 'List them with GET /payments/{imp_uid}/naver/product-orders; they appear within a minute after the order.',
  },
  NAVER_ORDER_CHANNEL_NOT_FOUND: {
    httpStatus: 400,
    ko: 'channel_key에 해당하는 네이버페이 주문형 채널이 없습니다.',
    en: 'No channel of Naver Pay, order type, has this key.',
    cure: 'Copy channel_key from GET /users/pg.',
  },
} as const satisfies RefusalCatalogue

export const refuseNaverPay = refusals(naverPayRefusals)
