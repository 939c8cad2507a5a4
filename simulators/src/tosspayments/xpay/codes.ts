import type { Choosable } from '../../window/pay-page.ts'

/** Two places, as answers name the issuer. */
export const cards: readonly Choosable[] = [
  { code: '41', name: { ko: '신한', en: 'Shinhan' } },
  { code: '11', name: { ko: '국민', en: 'KB Kookmin' } },
  { code: '51', name: { ko: '삼성', en: 'Samsung' } },
  { code: '61', name: { ko: '현대', en: 'Hyundai' } },
  { code: '71', name: { ko: '롯데', en: 'Lotte' } },
  { code: '31', name: { ko: '비씨', en: 'BC' } },
  { code: '91', name: { ko: 'NH', en: 'NH Nonghyup' } },
]

/** Standard three digits. */
export const banks: readonly Choosable[] = [
  { code: '088', name: { ko: '신한은행', en: 'Shinhan Bank' } },
  { code: '004', name: { ko: '국민은행', en: 'KB Kookmin Bank' } },
  { code: '003', name: { ko: '기업은행', en: 'IBK' } },
  { code: '011', name: { ko: '농협은행', en: 'NH Nonghyup Bank' } },
  { code: '020', name: { ko: '우리은행', en: 'Woori Bank' } },
  { code: '081', name: { ko: '하나은행', en: 'Hana Bank' } },
]

/**
 * `LGD_RESPCODE`. `0000` and `XC01` are the PG's own; its table of a thousand more was not to be had, so the rest are made
 * up here, which their `SIM` says.
 */
export const results = {
  '0000': '정상처리',
  XC01: 'LGD_TXNAME 필드가 누락되었습니다.',
  SIM100: '등록되지 않은 상점아이디입니다.',
  SIM101: 'LGD_HASHDATA 검증에 실패하였습니다.',
  SIM102: 'LGD_AUTHCODE 검증에 실패하였습니다.',
  SIM103: 'LGD_TXID 형식이 올바르지 않습니다.',
  SIM104: '필수 항목이 누락되었거나 형식이 올바르지 않습니다.',
  SIM105: '지원하지 않는 결제수단입니다.',
  SIM106: '이미 결제된 주문번호입니다.',
  SIM107: '가상계좌 입금 기한이 지났습니다.',
  SIM108: '알 수 없는 LGD_TXNAME 입니다.',
  SIM110: '인증 내역이 없거나 이미 사용되었습니다.',
  SIM111: '인증 시간이 초과되었습니다.',
  SIM112: '결제 금액이 일치하지 않습니다.',
  SIM113: '카드사 승인 거절',
  SIM114: '망취소된 거래번호입니다.',
  SIM120: '원거래가 없습니다.',
  SIM121: '이미 취소된 거래입니다.',
  SIM122: '취소할 수 있는 금액이 아닙니다.',
  SIM123: '환불 계좌가 필요합니다.',
  SIM124: '취소가 거절되었습니다.',
  SIM125: '입금된 가상계좌는 변경할 수 없습니다.',
} as const
export type XpayCode = keyof typeof results

/** How a window ends without an authentication; made up as well. */
export const windowEnds = {
  SIM001: '사용자가 결제를 취소하였습니다.',
  SIM010: '한도 초과',
  SIM011: '잔액 부족',
} as const

export const declineReasons: readonly Choosable[] = [
  { code: 'SIM010', name: { ko: '한도 초과', en: 'Over the limit' } },
  { code: 'SIM011', name: { ko: '잔액 부족', en: 'No balance' } },
]

export function nameOf(choices: readonly Choosable[], code: string): string {
  return choices.find((each) => each.code === code)?.name.ko ?? code
}
