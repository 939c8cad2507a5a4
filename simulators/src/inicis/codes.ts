import type { Choosable } from '../window/pay-page.ts'

/** Card codes of KG Inicis (its manual, card code table). */
export const cards: readonly Choosable[] = [
  { code: '14', name: { ko: '신한카드', en: 'Shinhan' } },
  { code: '06', name: { ko: '국민카드', en: 'KB Kookmin' } },
  { code: '04', name: { ko: '현대카드', en: 'Hyundai' } },
  { code: '12', name: { ko: '삼성카드', en: 'Samsung' } },
  { code: '03', name: { ko: '롯데카드', en: 'Lotte' } },
  { code: '11', name: { ko: 'BC카드', en: 'BC' } },
  { code: '17', name: { ko: '하나카드', en: 'Hana' } },
  { code: '16', name: { ko: 'NH카드', en: 'NH Nonghyup' } },
  { code: '21', name: { ko: '해외 VISA', en: 'Overseas VISA' } },
  { code: '22', name: { ko: '해외 MASTER', en: 'Overseas Mastercard' } },
]

/** Two-digit bank codes (its manual, bank code table). */
export const banks: readonly Choosable[] = [
  { code: '04', name: { ko: '국민은행', en: 'KB Kookmin Bank' } },
  { code: '88', name: { ko: '신한은행', en: 'Shinhan Bank' } },
  { code: '20', name: { ko: '우리은행', en: 'Woori Bank' } },
  { code: '81', name: { ko: '하나은행', en: 'Hana Bank' } },
  { code: '11', name: { ko: '농협은행', en: 'NH Nonghyup Bank' } },
  { code: '03', name: { ko: '기업은행', en: 'IBK' } },
  { code: '71', name: { ko: '우체국', en: 'Korea Post' } },
]

/** Wallets that answer as a card with a code of their own. */
export const wallets: readonly Choosable[] = [
  { code: '97', name: { ko: '카카오머니', en: 'Kakao Money' } },
  { code: '91', name: { ko: '네이버포인트', en: 'Naver Point' } },
  { code: '93', name: { ko: '토스머니', en: 'Toss Money' } },
  { code: '98', name: { ko: '페이코', en: 'PAYCO' } },
  { code: '96', name: { ko: '엘포인트', en: 'L.POINT' } },
  { code: '94', name: { ko: 'SSG머니', en: 'SSG Money' } },
]

/**
 * Result codes. Those of digits are in the PG's public code list. It prints none for
 * a refused window or a wrong hash, so those are ours and say so: `SIM…`.
 */
export const results = {
  '500619': '주문번호 중복',
  '500630': '거래번호(TID) 중복',
  '500631': '요청 중복(timestamp)',
  '500703': '금액 불일치',
  '500826': '취소 금액이 잔액을 초과합니다.',
  '500706': '부분취소 후 잔액이 일치하지 않습니다.',
  '500127': '부분취소 실패, 재취소 여부를 확인하세요.',
  '120049': '한도 초과',
  '120054': '잔액 부족',
  '1165': '유효기간 오류',
  ER0102: 'INIAPI 파라미터 값 오류',
  SIM401: '등록되지 않은 상점아이디(mid)입니다.',
  SIM402: '서명(hash) 값이 일치하지 않습니다.',
  SIM400: '필수 항목이 없거나 형식이 올바르지 않습니다.',
  SIM404: '승인된 거래가 없습니다.',
  SIM409: '이미 취소된 거래입니다.',
  SIM411: '등록되지 않은 빌링키(billKey)입니다.',
  SIM410: '인증이 만료되었거나 망취소된 인증입니다.',
} as const
export type InicisCode = keyof typeof results

export const declineReasons: readonly Choosable[] = [
  { code: '120049', name: { ko: '한도 초과', en: 'Over the limit' } },
  { code: '120054', name: { ko: '잔액 부족', en: 'No balance' } },
]

export function bankName(code: string): string {
  return banks.find((bank) => bank.code === code)?.name.ko ?? '은행'
}
