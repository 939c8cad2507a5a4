import { Refusal, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'
import { paymentRefusals, type PaymentRefusalType } from './payment-errors.ts'

/**
 * What REST V1 refuses in words of its own. Merchants' programs compare these sentences, so both languages have the
 * Korean of the real service. Where the money did not move HTTP says 200 and `code` says no.
 */
export const v1Refusals = {
  PAYMENT_NOT_FOUND: {
    httpStatus: 404,
    ko: '존재하지 않는 결제정보입니다.',
    en: '존재하지 않는 결제정보입니다.',
    cure: 'Check imp_uid or merchant_uid, and the Tier header for a sub-store.',
  },
  CANCEL_NOT_FOUND: {
    httpStatus: 200,
    ko: '취소할 결제건이 존재하지 않습니다.',
    en: '취소할 결제건이 존재하지 않습니다.',
    cure: 'Check imp_uid or merchant_uid, and the Tier header for a sub-store.',
  },
  CANCEL_ALREADY_DONE: {
    httpStatus: 200,
    ko: '이미 전액취소된 주문입니다.',
    en: '이미 전액취소된 주문입니다.',
    cure: 'Nothing remains to be given back.',
  },
  PREPARE_EXISTS: {
    httpStatus: 200,
    ko: '결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다).',
    en: '결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다).',
    cure: 'Change it with PUT /payments/prepare.',
  },
  PREPARE_ALREADY_PAID: {
    httpStatus: 200,
    ko: '결제정보 사전등록에 실패하였습니다(이미 결제가 이루어진 merchant_uid입니다).',
    en: '결제정보 사전등록에 실패하였습니다(이미 결제가 이루어진 merchant_uid입니다).',
    cure: 'Use a new merchant_uid for a new order.',
  },
  PREPARE_NOT_FOUND: {
    httpStatus: 404,
    ko: '사전등록된 결제정보가 존재하지 않습니다.',
    en: 'Nothing was registered for this merchant_uid.',
    cure: 'Register it with POST /payments/prepare.',
  },
  BALANCE_NOT_KNOWN: {
    httpStatus: 404,
    ko: 'PAYCO 결제 건만 잔액을 조회할 수 있습니다.',
    en: 'Only payments of PAYCO have a balance to look up.',
    cure: 'Read the payment itself.',
  },
  CODE_NOT_FOUND: {
    httpStatus: 404,
    ko: '존재하지 않는 코드입니다.',
    en: 'There is no such code.',
    cure: 'Read the whole list.',
  },
  REFUND_BANK_UNKNOWN: {
    httpStatus: 200,
    ko: '환불 은행 코드를 확인해 주세요.',
    en: 'The code of the refund bank is not known.',
    cure: 'Send the three-digit standard code.',
  },
  PG_REFUSED: {
    httpStatus: 200,
    ko: 'PG사에서 오류를 전달했습니다.',
    en: 'The PG refused.',
    cure: 'Read the message; it is the PG’s own.',
  },
} as const satisfies RefusalCatalogue

const refuse = refusals(v1Refusals)

/** `code` 1 says that the platform itself refused. */
export function refuseV1(type: keyof typeof v1Refusals, detail?: string): Refusal {
  return refuse(type, detail, v1Refusals[type].httpStatus === 200 ? { code: 1 } : {})
}

/** A refusal of a use case that V1 tells as "HTTP 200, code 1", with the use case's own sentence. */
export function refuseV1As(type: PaymentRefusalType, detail?: string): Refusal {
  return new Refusal(type, { ...paymentRefusals[type], httpStatus: 200 }, detail, { code: 1 })
}

/** The PG's words, verbatim behind its code: HTTP 200, code −1. */
export function refuseByPg({
  pgCode,
  pgMessage,
}: {
  readonly pgCode: string
  readonly pgMessage: string
}): Refusal {
  const words = pgCode === '' ? pgMessage : `[${pgCode}] ${pgMessage}`
  const entry = words === '' ? v1Refusals.PG_REFUSED : { ...v1Refusals.PG_REFUSED, ko: words, en: words }
  return new Refusal('PG_REFUSED', entry)
}
