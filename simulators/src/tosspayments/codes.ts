import type { Choosable } from '../window/pay-page.ts'

/** Issuer codes of TossPayments (core API reference, code tables). */
export const cards: readonly Choosable[] = [
  { code: '41', name: { ko: '신한', en: 'Shinhan' } },
  { code: '11', name: { ko: '국민', en: 'KB Kookmin' } },
  { code: '61', name: { ko: '현대', en: 'Hyundai' } },
  { code: '51', name: { ko: '삼성', en: 'Samsung' } },
  { code: '71', name: { ko: '롯데', en: 'Lotte' } },
  { code: '21', name: { ko: '하나', en: 'Hana' } },
  { code: '31', name: { ko: 'BC', en: 'BC' } },
  { code: '91', name: { ko: '농협', en: 'NH Nonghyup' } },
  { code: 'W1', name: { ko: '우리', en: 'Woori' } },
  { code: '36', name: { ko: '씨티', en: 'Citi' } },
  { code: '15', name: { ko: '카카오뱅크', en: 'KakaoBank' } },
  { code: '24', name: { ko: '토스뱅크', en: 'Toss Bank' } },
]

/** Two-character bank codes offered in the window (the code table in the core API reference). */
export const banks: readonly Choosable[] = [
  { code: '20', name: { ko: '우리은행', en: 'Woori Bank' } },
  { code: '06', name: { ko: '국민은행', en: 'KB Kookmin Bank' } },
  { code: '88', name: { ko: '신한은행', en: 'Shinhan Bank' } },
  { code: '81', name: { ko: '하나은행', en: 'Hana Bank' } },
  { code: '11', name: { ko: '농협은행', en: 'NH Nonghyup Bank' } },
  { code: '03', name: { ko: '기업은행', en: 'IBK' } },
  { code: '71', name: { ko: '우체국', en: 'Korea Post' } },
]

const refundBanks = new Set(
  '02 03 06 07 11 12 20 23 27 31 32 34 35 37 39 45 48 50 54 64 71 81 88 89 90 92 S0 S2 S3 S4 S5 S6 S8 S9 SA SB SD SE SG SH SI SJ SK SM SN SO SP SQ SR ST'.split(
    ' ',
  ),
)

/** A refund's bank may be named by its code or by the English or Korean name that the reference lists beside it. */
export function refundBankCode(bank: string): string | undefined {
  if (refundBanks.has(bank)) return bank
  return bankNames[bank.toUpperCase()]
}

const bankNames: Readonly<Record<string, string>> = {
  KDBBANK: '02',
  IBK: '03',
  KOOKMIN: '06',
  SUHYEOP: '07',
  NONGHYEOP: '11',
  LOCALNONGHYEOP: '12',
  WOORI: '20',
  SC: '23',
  CITI: '27',
  DAEGUBANK: '31',
  BUSANBANK: '32',
  GWANGJUBANK: '34',
  JEJUBANK: '35',
  JEONBUKBANK: '37',
  KYONGNAMBANK: '39',
  SAEMAUL: '45',
  SHINHYEOP: '48',
  SAVINGBANK: '50',
  HSBC: '54',
  SANLIM: '64',
  POST: '71',
  HANA: '81',
  SHINHAN: '88',
  KBANK: '89',
  KAKAOBANK: '90',
  TOSSBANK: '92',
  기업: '03',
  국민: '06',
  수협: '07',
  농협: '11',
  우리: '20',
  우체국: '71',
  하나: '81',
  신한: '88',
  케이: '89',
  카카오: '90',
  토스: '92',
}

/** Wallets: the code of the request, the Korean value of the answer. */
export const wallets: readonly Choosable[] = [
  { code: 'TOSSPAY', name: { ko: '토스페이', en: 'Toss Pay' } },
  { code: 'NAVERPAY', name: { ko: '네이버페이', en: 'Naver Pay' } },
  { code: 'KAKAOPAY', name: { ko: '카카오페이', en: 'Kakao Pay' } },
  { code: 'SAMSUNGPAY', name: { ko: '삼성페이', en: 'Samsung Pay' } },
  { code: 'APPLEPAY', name: { ko: '애플페이', en: 'Apple Pay' } },
  { code: 'PAYCO', name: { ko: '페이코', en: 'PAYCO' } },
  { code: 'LPAY', name: { ko: '엘페이', en: 'L.Pay' } },
  { code: 'SSG', name: { ko: 'SSG페이', en: 'SSG Pay' } },
  { code: 'PINPAY', name: { ko: '핀페이', en: 'Pin Pay' } },
]

export const declineReasons: readonly Choosable[] = [
  {
    code: 'REJECT_CARD_COMPANY',
    name: { ko: '결제 승인이 거절되었습니다.', en: 'The card company refused.' },
  },
  {
    code: 'PAY_PROCESS_ABORTED',
    name: { ko: '결제 진행 중 승인에 실패하였습니다.', en: 'The payment was aborted.' },
  },
]
