import type { Choosable } from '../window/pay-page.ts'

/** Card codes of the PC window. */
export const cards: readonly Choosable[] = [
  { code: 'CCLG', name: { ko: '신한카드', en: 'Shinhan' } },
  { code: 'CCKM', name: { ko: '국민카드', en: 'KB Kookmin' } },
  { code: 'CCDI', name: { ko: '현대카드', en: 'Hyundai' } },
  { code: 'CCSS', name: { ko: '삼성카드', en: 'Samsung' } },
  { code: 'CCLO', name: { ko: '롯데카드', en: 'Lotte' } },
  { code: 'CCBC', name: { ko: 'BC카드', en: 'BC' } },
  { code: 'CCHN', name: { ko: '하나카드', en: 'Hana' } },
  { code: 'CCNH', name: { ko: 'NH농협카드', en: 'NH Nonghyup' } },
  { code: 'CC33', name: { ko: '우리카드', en: 'Woori' } },
]

/** Bank codes: `BK` and the two digits. */
export const banks: readonly Choosable[] = [
  { code: 'BK04', name: { ko: '국민은행', en: 'KB Kookmin Bank' } },
  { code: 'BK88', name: { ko: '신한은행', en: 'Shinhan Bank' } },
  { code: 'BK20', name: { ko: '우리은행', en: 'Woori Bank' } },
  { code: 'BK81', name: { ko: '하나은행', en: 'Hana Bank' } },
  { code: 'BK11', name: { ko: '농협은행', en: 'NH Nonghyup Bank' } },
  { code: 'BK03', name: { ko: '기업은행', en: 'IBK' } },
  { code: 'BK71', name: { ko: '우체국', en: 'Korea Post' } },
]

/** `card_other_pay_type` of wallets. */
export const wallets: readonly Choosable[] = [
  { code: 'OT13', name: { ko: '카카오페이', en: 'KakaoPay' } },
  { code: 'OT16', name: { ko: '네이버페이', en: 'Naver Pay' } },
  { code: 'OT23', name: { ko: '토스페이', en: 'Toss Pay' } },
  { code: 'OT12', name: { ko: '페이코', en: 'PAYCO' } },
  { code: 'OT01', name: { ko: '삼성페이', en: 'Samsung Pay' } },
  { code: 'OT03', name: { ko: 'SSG페이', en: 'SSGPAY' } },
  { code: 'OT11', name: { ko: 'L.pay', en: 'L.pay' } },
  { code: 'OT21', name: { ko: '애플페이', en: 'Apple Pay' } },
]

/** KCP's published codes; those that it does not publish are ours and say so: `SIM…`. */
export const results = {
  '0000': '정상처리',
  '3001': '사용자가 결제를 취소하였습니다.',
  '8038': '부분취소된 거래이므로 전체취소할 수 없습니다.',
  '8059': '결제 요청 정보와 인증 정보가 일치하지 않습니다.',
  CC08: '한도초과',
  CC10: '잔액부족',
  CC14: '카드번호 오류',
  CC35: '수기결제가 허용되지 않은 가맹점입니다.',
  CC54: '유효기간 만료',
  SIM400: '필수 항목이 없거나 형식이 올바르지 않습니다.',
  SIM401: '등록되지 않은 사이트코드입니다.',
  SIM402: '인증서가 사이트코드와 일치하지 않습니다.',
  SIM403: '서명(kcp_sign_data)이 올바르지 않습니다.',
  SIM404: '해당 거래가 없습니다.',
  SIM409: '이미 결제된 주문번호입니다.',
  SIM410: '이미 사용했거나 만료된 인증입니다.',
  SIM411: '취소할 수 없는 거래이거나 금액이 잔액과 다릅니다.',
  SIM412: '환불 계좌가 필요합니다.',
  SIM413: '등록되지 않은 배치키 또는 그룹아이디입니다.',
  SIM414: '등록되지 않은 퀵페이 회원입니다.',
  SIM415: 'PIN 인증이 없거나 이미 사용한 인증입니다.',
  SIM416: '잔액이 부족합니다.',
  SIM417: '포인트 계정의 아이디 또는 비밀번호가 일치하지 않습니다.',
  SIM418: '퀵페이 사이트코드가 아닙니다.',
  SIM419: '가입자 정보가 일치하지 않습니다.',
  SIM420: '인증번호가 일치하지 않습니다.',
  SIM422: '인증번호의 유효시간이 지났습니다.',
  // PortOne's own example of what KCP answers here.
  C210: '등록된 거래가 없습니다.',
} as const
export type KcpCode = keyof typeof results

export const declineReasons: readonly Choosable[] = [
  { code: 'CC08', name: { ko: '한도 초과', en: 'Over the limit' } },
  { code: 'CC10', name: { ko: '잔액 부족', en: 'No balance' } },
]

export function nameOf(choices: readonly Choosable[], code: string): string {
  return choices.find((each) => each.code === code)?.name.ko ?? code
}
