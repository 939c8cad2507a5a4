import type { Choosable } from '../window/pay-page.ts'

/** Issuer codes of the answers. */
export const cards: readonly Choosable[] = [
  { code: '029', name: { ko: '신한카드', en: 'Shinhan' } },
  { code: '016', name: { ko: 'KB국민카드', en: 'KB Kookmin' } },
  { code: '027', name: { ko: '현대카드', en: 'Hyundai' } },
  { code: '031', name: { ko: '삼성카드', en: 'Samsung' } },
  { code: '047', name: { ko: '롯데카드', en: 'Lotte' } },
  { code: '026', name: { ko: 'BC카드', en: 'BC' } },
  { code: '006', name: { ko: '하나카드', en: 'Hana' } },
  { code: '018', name: { ko: 'NH농협카드', en: 'NH Nonghyup' } },
  { code: '015', name: { ko: '우리카드', en: 'Woori' } },
]

/** Standard three digits. */
export const banks: readonly Choosable[] = [
  { code: '004', name: { ko: '국민은행', en: 'KB Kookmin Bank' } },
  { code: '088', name: { ko: '신한은행', en: 'Shinhan Bank' } },
  { code: '020', name: { ko: '우리은행', en: 'Woori Bank' } },
  { code: '081', name: { ko: '하나은행', en: 'Hana Bank' } },
  { code: '011', name: { ko: '농협은행', en: 'NH Nonghyup Bank' } },
  { code: '003', name: { ko: '기업은행', en: 'IBK' } },
  { code: '071', name: { ko: '우체국', en: 'Korea Post' } },
]

/** `usedSpayCode` and `cpCode`. */
export const wallets: readonly Choosable[] = [
  { code: 'KKO', name: { ko: '카카오페이', en: 'KakaoPay' } },
  { code: 'NPAY', name: { ko: '네이버페이', en: 'Naver Pay' } },
  { code: 'TOS', name: { ko: '토스페이', en: 'Toss Pay' } },
  { code: 'PCO', name: { ko: '페이코', en: 'PAYCO' } },
  { code: 'SAM', name: { ko: '삼성페이', en: 'Samsung Pay' } },
  { code: 'SSG', name: { ko: 'SSG페이', en: 'SSGPAY' } },
  { code: 'LPAY', name: { ko: 'L.pay', en: 'L.pay' } },
  { code: 'APY', name: { ko: '애플페이', en: 'Apple Pay' } },
]

/** `0000`, `VT00` and `5001` are KICC's; it publishes no list of failures, so the others are ours and say so: `SIM…`. */
export const results = {
  '0000': '정상',
  VT00: '환불 처리 중입니다.',
  SIM001: '사용자가 결제를 취소하였습니다.',
  SIM010: '한도초과',
  SIM011: '잔액부족',
  SIM400: '필수 항목이 없거나 형식이 올바르지 않습니다.',
  SIM401: '등록되지 않은 가맹점입니다.',
  SIM402: '메시지 인증값(msgAuthValue)이 올바르지 않습니다.',
  SIM404: '해당 거래 내역이 없습니다.',
  SIM409: '중복된 가맹점 거래번호입니다.',
  SIM410: '이미 사용했거나 만료된 인증입니다.',
  SIM411: '취소할 수 없는 거래이거나 금액이 잔액과 다릅니다.',
  SIM412: '환불 계좌가 필요합니다.',
  SIM413: '등록되지 않은 빌키입니다.',
} as const
export type KiccCode = keyof typeof results

export const declineReasons: readonly Choosable[] = [
  { code: 'SIM010', name: { ko: '한도 초과', en: 'Over the limit' } },
  { code: 'SIM011', name: { ko: '잔액 부족', en: 'No balance' } },
]

export function nameOf(choices: readonly Choosable[], code: string): string {
  return choices.find((each) => each.code === code)?.name.ko ?? code
}
