import type { Choosable } from '../window/pay-page.ts'

/** Card company codes of the guide. */
export const cards: readonly Choosable[] = [
  { code: '06', name: { ko: '신한', en: 'Shinhan' } },
  { code: '02', name: { ko: '국민', en: 'KB Kookmin' } },
  { code: '04', name: { ko: '삼성', en: 'Samsung' } },
  { code: '07', name: { ko: '현대', en: 'Hyundai' } },
  { code: '08', name: { ko: '롯데', en: 'Lotte' } },
  { code: '01', name: { ko: '비씨', en: 'BC' } },
  { code: '12', name: { ko: 'NH채움', en: 'NH Nonghyup' } },
  { code: '15', name: { ko: '우리', en: 'Woori' } },
  { code: '16', name: { ko: '하나', en: 'Hana' } },
]

/** Standard three digits; these issue accounts. */
export const banks: readonly Choosable[] = [
  { code: '088', name: { ko: '신한은행', en: 'Shinhan Bank' } },
  { code: '004', name: { ko: '국민은행', en: 'KB Kookmin Bank' } },
  { code: '003', name: { ko: '기업은행', en: 'IBK' } },
  { code: '011', name: { ko: '농협은행', en: 'NH Nonghyup Bank' } },
  { code: '020', name: { ko: '우리은행', en: 'Woori Bank' } },
  { code: '081', name: { ko: '하나은행', en: 'Hana Bank' } },
  { code: '071', name: { ko: '우체국', en: 'Korea Post' } },
]

/** `ClickpayCl` of the approval answer. */
export const wallets: readonly Choosable[] = [
  { code: '16', name: { ko: '카카오페이', en: 'KakaoPay' } },
  { code: '20', name: { ko: '네이버페이', en: 'Naver Pay' } },
  { code: '21', name: { ko: '삼성페이', en: 'Samsung Pay' } },
  { code: '15', name: { ko: '페이코', en: 'PAYCO' } },
  { code: '7', name: { ko: 'SSG페이', en: 'SSGPAY' } },
  { code: '18', name: { ko: 'L.pay', en: 'L.pay' } },
  { code: '6', name: { ko: 'SK페이', en: 'SK Pay' } },
  { code: '22', name: { ko: '애플페이', en: 'Apple Pay' } },
  { code: '25', name: { ko: '토스페이', en: 'Toss Pay' } },
]

/** What a form may say to open one wallet at once. */
export const directWallets: Readonly<Record<string, string>> = {
  'DirectKakao=Y': '16',
  'DirectPayco=Y': '15',
  'DirectPay11=Y': '6',
  E020: '20',
  E021: '21',
  E007: '7',
  E018: '18',
}

/** Result codes of the guide. `0000` of `AuthResultCode` says that the buyer authenticated himself. */
export const results = {
  '0000': '정상 처리되었습니다.',
  '3001': '카드 결제 성공',
  '4000': '계좌이체 결제 성공',
  '4100': '가상계좌 발급 성공',
  A000: '휴대폰 결제 성공',
  '7001': '현금영수증 발급 성공',
  '2001': '취소 성공',
  '2211': '환불 성공',
  F100: '빌키 발급 성공',
  F101: '빌키 삭제 성공',
  C000: '배송등록 성공',
  '2011': '취소 금액 불일치',
  '2012': '취소 해당거래 없음',
  '2013': '취소 완료 거래',
  '2016': '취소 기한 초과',
  '2020': '망상 취소 허용시간 초과',
  '2026': '입금액보다 취소금액이 큽니다.',
  '2032': '취소금액이 취소가능금액보다 큼',
  '2033': '부분취소 불가능금액 전체취소 이용바람',
  '3011': '카드번호 오류',
  '3021': '유효기간 오류',
  '3095': '카드사 실패 응답',
  A101: 'SIGN DATA 검증에 실패하였습니다',
  A106: '날짜 형식이 올바르지 않습니다',
  A108: '입금예정일을 오늘 이전 날짜로 설정할 수 없습니다',
  A114: '상점 MID가 유효하지 않습니다',
  A115: 'TID가 유효하지 않습니다',
  A116: '요청 금액이 올바르지 않습니다',
  A117: '필수입력항목이 누락되었습니다',
  A122: '타 상점 거래 처리 불가(MID 불일치)',
  A123: '거래금액 불일치(인증된 금액과 승인요청 금액 불일치)',
  A126: '이미 삭제된 빌키이거나 존재하지 않은 빌키입니다',
  A127: '주문번호 중복 오류',
  A147: '필드 길이가 초과되었습니다',
  A204: '전문 복호화 오류가 발생하였습니다',
  A210: '인증 요청내역이 존재하지 않습니다',
  A211: '해쉬값 검증에 실패하였습니다',
  A217: '해당하는 가상계좌거래가 없습니다',
  A225: 'TID 중복 오류',
  A242: '정의되지 않은 지불수단 입니다',
  A245: '인증 시간이 초과 되었습니다',
  F112: '유효하지 않은 카드번호를 입력하셨습니다',
  E003: '에스크로 거래가 아닙니다',
} as const
export type NiceCode = keyof typeof results

/** The codes of a window that ends without an authentication are not published: made up here. */
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
