import type { Choosable } from '../window/pay-page.ts'

/** Card codes of results: brands abroad, companies in Korea. */
export const cards: readonly Choosable[] = [
  { code: 'P101', name: { ko: 'VISA', en: 'VISA' } },
  { code: 'P102', name: { ko: 'MasterCard', en: 'Mastercard' } },
  { code: 'P103', name: { ko: 'AMEX', en: 'American Express' } },
  { code: 'P104', name: { ko: 'JCB', en: 'JCB' } },
  { code: 'P114', name: { ko: '신한카드 (국내)', en: 'Shinhan (Korea)' } },
]

export const wallets: readonly Choosable[] = [
  { code: 'P001', name: { ko: '페이팔', en: 'PayPal' } },
  { code: 'P003', name: { ko: '알리페이', en: 'Alipay' } },
  { code: 'P141', name: { ko: '위챗페이', en: 'WeChat Pay' } },
  { code: 'P186', name: { ko: '라인페이', en: 'LINE Pay' } },
  { code: 'P302', name: { ko: '카카오페이', en: 'KakaoPay' } },
  { code: 'P006', name: { ko: '일본 편의점 (입금 대기)', en: 'eContext, Japanese store (paid later)' } },
  { code: 'P007', name: { ko: '몰페이 (입금 대기)', en: 'MolPay (paid later)' } },
]

/** The buyer only registers here and pays in a shop or at a bank afterwards. */
export const cashMethods: readonly string[] = ['P006', 'P007']

/** Apart from 0000 and S023 the PG's codes are not published; those that are ours say so: `SIM…`. */
export const results = {
  '0000': 'Success.',
  S023: '고객님의 신용카드 유효기간이 만료되었습니다.',
  SIM400: 'Invalid parameter.',
  SIM401: 'Invalid mid or API key.',
  SIM403: 'Invalid fgkey.',
  SIM404: 'Transaction not found.',
  SIM405: 'Declined.',
  SIM406: 'Insufficient funds.',
  SIM408: 'Payment was cancelled by the buyer.',
  SIM409: 'Duplicated refundid.',
  SIM410: 'Balance does not match.',
  SIM411: 'Items do not add up to amt.',
} as const
export type EximbayCode = keyof typeof results

export const declineReasons: readonly Choosable[] = [
  { code: 'S023', name: { ko: '유효기간 만료', en: 'Expired card' } },
  { code: 'SIM406', name: { ko: '잔액 부족', en: 'No balance' } },
]
