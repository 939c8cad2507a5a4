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
  ACCOUNT_CHANNEL_NOT_FOUND: {
    httpStatus: 200,
    ko: 'API로 가상계좌를 발급할 수 있는 V1 채널이 없습니다. channel_key를 확인해 주세요.',
    en: 'No V1 channel of this store issues virtual accounts by API.',
    cure: 'Send channel_key of a channel whose PG does; GET /users/pg lists the channels.',
  },
  ACCOUNT_NOT_WAITING: {
    httpStatus: 400,
    ko: '입금 대기 중인 가상계좌가 아닙니다.',
    en: 'This payment does not wait for a deposit.',
    cure: 'Only an account that nobody paid into can be changed or revoked.',
  },
  ACCOUNT_NOT_CHANGEABLE: {
    httpStatus: 400,
    ko: '이 PG사는 발급된 가상계좌의 금액과 입금 기한을 바꿀 수 없습니다.',
    en: 'This PG cannot change an issued account.',
    cure: 'Revoke it with DELETE /vbanks/{imp_uid} and issue another one.',
  },
  ORDER_NOT_FOUND: {
    httpStatus: 200,
    ko: '존재하지 않는 결제정보입니다.',
    en: '존재하지 않는 결제정보입니다.',
    cure: 'Check imp_uid and merchant_uid, and the Tier header for a sub-store.',
  },
  SERVICE_NOT_OFFERED: {
    httpStatus: 200,
    ko: '이 결제의 PG사는 이 기능을 제공하지 않습니다.',
    en: 'The PG of this payment does not offer that.',
    cure: 'Use it with payments of the PG that the operation is named after.',
  },
  BARCODE_CHANNEL_NOT_FOUND: {
    httpStatus: 200,
    ko: '편의점 수납번호를 발급할 수 있는 V1 채널이 없습니다. channel_key를 확인해 주세요.',
    en: 'No V1 channel of this store issues barcodes for convenience stores.',
    cure: 'Send channel_key of a channel whose PG does; GET /users/pg lists the channels.',
  },
  BARCODE_NOT_WAITING: {
    httpStatus: 200,
    ko: '수납 대기 중인 편의점 결제가 아닙니다.',
    en: 'This is no convenience store payment that waits for its money.',
    cure: 'Only a barcode that nobody has paid can be revoked.',
  },
  POINT_CHANNEL_NOT_FOUND: {
    httpStatus: 200,
    ko: '베네피아 포인트를 쓸 수 있는 V1 채널이 없습니다. channel_key를 확인해 주세요.',
    en: 'No V1 channel of this store takes Benepia points.',
    cure: 'Send channel_key of an NHN KCP channel; GET /users/pg lists the channels.',
  },
  PARTNERS_NOT_PAID: {
    httpStatus: 400,
    ko: '결제가 완료되지 않은 건입니다.',
    en: 'This payment has not been paid.',
    cure: 'Register the partners’ lines after the payment.',
  },
  PARTNERS_NOT_OFFERED: {
    // V1 documents this status for a PG that cannot.
    httpStatus: 501,
    ko: '이 PG사는 하위 상점 거래 등록을 제공하지 않습니다.',
    en: 'The PG of this payment does not take partners’ lines.',
    cure: 'KG Inicis does.',
  },
  ESCROW_NONE: {
    httpStatus: 400,
    ko: '에스크로 결제가 아닙니다.',
    en: 'This is no escrow payment.',
    cure: 'Open the window with escrow: true.',
  },
  ESCROW_REGISTERED: {
    httpStatus: 409,
    ko: '이미 배송정보가 등록된 결제건입니다.',
    en: 'The shipping of this payment is registered already.',
    cure: 'Change it with PUT.',
  },
  ESCROW_NOT_REGISTERED: {
    httpStatus: 409,
    ko: '등록된 배송정보가 없습니다.',
    en: 'No shipping is registered for this payment.',
    cure: 'Register it with POST.',
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

/** A refusal of a use case in its own sentence; V1 tells most of them as HTTP 200 and code 1. */
export function refuseV1As(type: PaymentRefusalType, detail?: string, httpStatus: 200 | 400 = 200): Refusal {
  const members = httpStatus === 200 ? { code: 1 } : {}
  return new Refusal(type, { ...paymentRefusals[type], httpStatus }, detail, members)
}

/** The PG's words, verbatim behind its code: code −1, and HTTP 200 unless the operation has another place for it. */
export function refuseByPg(
  { pgCode, pgMessage }: { readonly pgCode: string; readonly pgMessage: string },
  httpStatus: 200 | 400 | 500 = 200,
): Refusal {
  const words = pgCode === '' ? pgMessage : `[${pgCode}] ${pgMessage}`
  const spoken = words === '' ? {} : { ko: words, en: words }
  return new Refusal('PG_REFUSED', { ...v1Refusals.PG_REFUSED, ...spoken, httpStatus })
}
