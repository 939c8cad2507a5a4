import { commonRefusals, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What billing keys can refuse. Types and statuses: REST V2, appendix B; sentences and cures are ours. */
export const billingKeyRefusals = {
  ...commonRefusals,
  BILLING_KEY_NOT_FOUND: {
    httpStatus: 404,
    ko: '빌링키가 존재하지 않습니다.',
    en: 'There is no such billing key in this store.',
    cure: 'Check the billing key, and give storeId for a sub-store.',
  },
  BILLING_KEY_NOT_ISSUED: {
    httpStatus: 404,
    ko: '빌링키가 발급되지 않은 상태입니다.',
    en: 'This billing key was never issued.',
    cure: 'Wait for BillingKey.Issued before you use it.',
  },
  BILLING_KEY_ALREADY_ISSUED: {
    httpStatus: 409,
    ko: '빌링키가 이미 발급되었습니다.',
    en: 'This billing key is issued already.',
    cure: 'Use the billing key; it needs no further confirmation.',
  },
  BILLING_KEY_ALREADY_DELETED: {
    httpStatus: 409,
    ko: '빌링키가 이미 삭제되었습니다.',
    en: 'This billing key was deleted.',
    cure: 'Ask the buyer to register again.',
  },
  PAYMENT_SCHEDULE_ALREADY_EXISTS: {
    httpStatus: 409,
    ko: '예약된 결제가 있습니다.',
    en: 'Scheduled payments still use it.',
    cure: 'Revoke the schedules first.',
  },
  CHANNEL_NOT_FOUND: {
    httpStatus: 404,
    ko: '요청한 채널이 존재하지 않습니다.',
    en: 'There is no such channel in this store, or it cannot do this.',
    cure: 'Copy the channel key from the console; the channel’s PG must offer billing keys.',
  },
  INFORMATION_MISMATCH: {
    httpStatus: 409,
    ko: '요청된 정보가 발급 정보와 일치하지 않습니다.',
    en: 'The request does not match what was registered.',
    cure: 'Compare isTest with the mode of the channel.',
  },
  PAYMENT_OUTCOME_UNKNOWN: {
    httpStatus: 503,
    ko: 'PG사의 응답을 기다리고 있습니다. 빌링키와 결제 조회로 결과를 확인하세요.',
    en: 'The PG has not answered yet; its books are being asked.',
    cure: 'Wait for BillingKey.Issued or BillingKey.Failed. Do not confirm again meanwhile.',
  },
  PG_PROVIDER: {
    httpStatus: 502,
    ko: 'PG사에서 오류를 전달했습니다.',
    en: 'The PG refused.',
    cure: 'Read pgCode and pgMessage; they are the PG’s own words.',
  },
  CHANNEL_SPECIFIC: {
    httpStatus: 502,
    ko: '채널 그룹의 요청이 채널에서 실패했습니다.',
    en: 'Channels of the group refused.',
    cure: 'Read failures; each names its channel and the PG’s own words.',
  },
} as const satisfies RefusalCatalogue

export const refuseBillingKey = refusals(billingKeyRefusals)
