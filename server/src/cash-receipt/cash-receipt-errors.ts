import { commonRefusals, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

export const cashReceiptRefusals = {
  ...commonRefusals,
  CASH_RECEIPT_NOT_FOUND: {
    httpStatus: 404,
    ko: '현금영수증이 존재하지 않습니다.',
    en: 'There is no cash receipt for this paymentId.',
    cure: 'Check paymentId, and give storeId for a sub-store.',
  },
  CASH_RECEIPT_NOT_ISSUED: {
    httpStatus: 404,
    ko: '현금영수증이 발급된 상태가 아닙니다.',
    en: 'The cash receipt is not in force.',
    cure: 'Only an issued receipt can be cancelled.',
  },
  CASH_RECEIPT_ALREADY_ISSUED: {
    httpStatus: 409,
    ko: '현금영수증이 이미 발급되었습니다.',
    en: 'This paymentId has a cash receipt already.',
    cure: 'Cancel it before you issue another one.',
  },
  CHANNEL_NOT_FOUND: {
    httpStatus: 404,
    ko: '요청한 채널이 존재하지 않습니다.',
    en: 'There is no such channel in this store.',
    cure: 'Copy the channel key from the console.',
  },
  PG_PROVIDER: {
    httpStatus: 502,
    ko: 'PG사에서 오류를 전달했습니다.',
    en: 'The PG refused.',
    cure: 'Read pgCode and pgMessage; they are the PG’s own words.',
  },
} as const satisfies RefusalCatalogue

export const refuseCashReceipt = refusals(cashReceiptRefusals)

/** The PG's own words, verbatim. */
export function refusePg(pgCode: string, pgMessage: string) {
  return refuseCashReceipt('PG_PROVIDER', `${pgCode} ${pgMessage}`.trim(), { pgCode, pgMessage })
}
