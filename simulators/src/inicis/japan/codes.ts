import type { Choosable } from '../../window/pay-page.ts'

/** What a Japanese buyer can pay with, in the PG's `paymethod`. */
export const payMethods = [
  'CARD',
  'CVS',
  'PAYpay',
  'AMAZONpay',
  'RAKUTENpay',
  'Dbarai',
  'AUpay',
  'MERpay',
] as const
export type JapanMethod = (typeof payMethods)[number]

export function japanMethodOf(word: unknown): JapanMethod | undefined {
  return payMethods.find((method) => method === word)
}

/** Codes are PortOne's easy-pay providers, so that the desk's buyer can name one. */
export const wallets: readonly (Choosable & { readonly payMethod: JapanMethod })[] = [
  { code: 'PAYPAY', payMethod: 'PAYpay', name: { ko: '페이페이', en: 'PayPay' } },
  { code: 'AMAZONPAY', payMethod: 'AMAZONpay', name: { ko: '아마존페이', en: 'Amazon Pay' } },
  {
    code: 'RAKUTENPAY',
    payMethod: 'RAKUTENpay',
    name: { ko: '라쿠텐페이', en: 'Rakuten Pay', ja: '楽天ペイ' },
  },
  { code: 'DBARAI', payMethod: 'Dbarai', name: { ko: 'd바라이', en: 'd Barai', ja: 'd払い' } },
  { code: 'AUPAY', payMethod: 'AUpay', name: { ko: 'au페이', en: 'au PAY' } },
  { code: 'MERPAY', payMethod: 'MERpay', name: { ko: '메르페이', en: 'Merpay', ja: 'メルペイ' } },
]

/** `convenience`: store codes of GMO Payment Gateway. */
export const stores: readonly Choosable[] = [
  { code: '00007', name: { ko: '세븐일레븐', en: 'Seven-Eleven', ja: 'セブン-イレブン' } },
  { code: '10001', name: { ko: '로손', en: 'Lawson', ja: 'ローソン' } },
  { code: '10002', name: { ko: '패밀리마트', en: 'FamilyMart', ja: 'ファミリーマート' } },
  { code: '10005', name: { ko: '미니스톱', en: 'Ministop', ja: 'ミニストップ' } },
  { code: '10008', name: { ko: '세이코마트', en: 'Seicomart', ja: 'セイコーマート' } },
]

export const cards: readonly Choosable[] = [
  { code: 'VISA', name: { ko: 'VISA', en: 'VISA' } },
  { code: 'MASTER', name: { ko: 'Mastercard', en: 'Mastercard' } },
  { code: 'JCB', name: { ko: 'JCB', en: 'JCB' } },
  { code: 'AMEX', name: { ko: 'AMEX', en: 'American Express' } },
]

export const declineReasons: readonly Choosable[] = [
  { code: '120049', name: { ko: '한도 초과', en: 'Over the limit', ja: 'ご利用限度額を超えています。' } },
  { code: '120054', name: { ko: '잔액 부족', en: 'No balance', ja: '残高が不足しています。' } },
]

/** What the PG says to a Japanese buyer; the codes are those of its other windows. */
export const sentences = {
  SIM401: '登録されていない加盟店ID (mid) です。',
  SIM402: 'hashDataが一致しません。',
  SIM400: '必須項目がないか、形式が正しくありません。',
  SIM404: '認証された取引がありません。',
  SIM410: '認証の有効期限が切れました。',
  '500619': '注文番号が重複しています。',
  '500630': '承認済みの取引です。',
  '120049': 'ご利用限度額を超えています。',
  '2001': 'ユーザーキャンセル',
} as const
export type JapanCode = keyof typeof sentences
