import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'

const refusals = {
  WRONG_SECRET_KEY: [401, '시크릿키가 올바르지 않습니다.'],
  INVALID_REQUEST: [400, '요청이 올바르지 않습니다.'],
  NO_SUCH_WINDOW: [404, '없는 결제창입니다.'],
  NOT_AUTHENTICATED: [409, '인증되지 않은 결제창입니다.'],
  NO_SUCH_ORDER: [404, '없는 주문입니다.'],
  NO_SUCH_PAYMENT: [404, '없는 결제입니다.'],
  NO_SUCH_BILLING_KEY: [404, '없는 빌링키입니다.'],
  ALREADY_PROCESSED_ORDER: [409, '이미 처리된 주문번호입니다.'],
  INVALID_CARD: [400, '카드 번호가 올바르지 않습니다.'],
  EXPIRED_CARD: [400, '유효기간이 지난 카드입니다.'],
  CARD_DECLINED: [402, '카드사가 승인을 거절했습니다.'],
  ISSUE_DECLINED: [402, '카드사가 빌링키 발급을 거절했습니다.'],
  NOT_CANCELABLE: [409, '취소할 수 없는 결제입니다.'],
  NOT_CANCELABLE_AMOUNT: [409, '취소 가능 금액을 넘었습니다.'],
  NO_SUCH_CANCEL: [404, '처리를 기다리는 취소가 없습니다.'],
  NOT_PAID: [409, '승인된 결제가 아닙니다.'],
  ALREADY_DONE: [409, '이미 처리되었습니다.'],
  NO_DELIVERY: [409, '등록된 배송이 없습니다.'],
  NO_SUCH_RECEIPT: [404, '없는 현금영수증입니다.'],
  RECEIPT_REFUSED: [402, '현금영수증을 발급할 수 없는 번호입니다.'],
  ALREADY_VERIFIED: [409, '이미 인증이 완료되었습니다.'],
  INVALID_IDENTITY_NUMBER: [400, '생년월일과 성별 번호가 올바르지 않습니다.'],
  NOT_SUBSCRIBER: [402, '가입자 정보가 일치하지 않습니다.'],
  CARRIER_ERROR: [402, '통신사에서 인증번호를 보내지 못했습니다.'],
  NO_SUCH_CODE: [404, '보낸 인증번호가 없습니다.'],
  WRONG_CODE: [402, '인증번호가 일치하지 않습니다.'],
  CODE_EXPIRED: [402, '인증번호의 유효시간이 지났습니다.'],
  TOO_MANY_TRIES: [402, '인증번호를 너무 많이 틀렸습니다.'],
  TOO_MANY_SENDS: [402, '인증번호를 더 이상 보낼 수 없습니다.'],
  NOT_APPROVED_IN_APP: [402, '앱에서 아직 인증하지 않았습니다.'],
  NOT_WAITING: [409, '입금 대기 중인 계좌가 아닙니다.'],
  BARCODE_IN_USE: [409, '이미 등록된 바코드입니다.'],
  WRONG_POINT_ACCOUNT: [402, '포인트 계정의 아이디 또는 비밀번호가 일치하지 않습니다.'],
  NOT_ENOUGH_POINTS: [402, '포인트가 부족합니다.'],
  WRONG_STORE_TOTAL: [400, '하위 상점 금액의 합이 결제 금액을 넘었습니다.'],
  STILL_RUNNING: [409, '같은 멱등키의 요청이 처리 중입니다.'],
} as const

export type TestCode = keyof typeof refusals

export function refuse(code: TestCode): WireAnswer {
  const [status, message] = refusals[code]
  return json(status, { code, message })
}
