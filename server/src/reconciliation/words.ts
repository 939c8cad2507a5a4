import type {
  Difference,
  ReconciliationAction,
  ReconciliationStatus,
  SimplifiedMethod,
} from '../wire/console-reconciliation.ts'

interface Words {
  readonly ko: string
  readonly en: string
}

/** The words of downloads; the console has its own catalogue with the same ones. */
export const statusWords: Readonly<Record<ReconciliationStatus, Words>> = {
  MATCHED: { ko: '대사일치', en: 'Matched' },
  NOT_MATCHED: { ko: '불일치', en: 'Not matched' },
  INCOMPARABLE: { ko: '불능', en: 'Incomparable' },
  NOT_COLLECTED: { ko: '수집이전', en: 'Not collected' },
}
export const actionWords: Readonly<Record<ReconciliationAction, Words>> = {
  APPROVAL: { ko: '승인', en: 'Approval' },
  FULL_CANCEL: { ko: '취소', en: 'Cancel' },
  PARTIAL_CANCEL: { ko: '부분취소', en: 'Partial cancel' },
  UNCLASSIFIED_CANCEL: { ko: '기타 취소', en: 'Other cancel' },
}
export const differenceWords: Readonly<Record<Difference, Words>> = {
  MISSING_AT_PG: { ko: 'PG에 없음', en: 'Missing at the PG' },
  MISSING_HERE: { ko: '나루에 없음', en: 'Missing here' },
  CHANNEL_MISMATCH: { ko: '다른 채널의 거래', en: 'Made through another channel' },
  PAYMENT_AMOUNT: { ko: '금액', en: 'Amount' },
  TAX_FREE_AMOUNT: { ko: '면세금액', en: 'Tax-free amount' },
  VAT_AMOUNT: { ko: '부가세', en: 'VAT' },
  ESCROW: { ko: '에스크로', en: 'Escrow' },
  INSTALLMENT_MONTH: { ko: '할부개월', en: 'Instalments' },
  PAYMENT_DATE: { ko: '거래일', en: 'Day' },
  CANCELLED_LATE: { ko: '늦은 취소', en: 'Cancelled late' },
  FEE: { ko: '수수료', en: 'Fee' },
}
export const methodWords: Readonly<Record<string, Words>> = {
  CARD: { ko: '카드', en: 'Card' },
  VIRTUAL_ACCOUNT: { ko: '가상계좌', en: 'Virtual account' },
  TRANSFER: { ko: '계좌이체', en: 'Transfer' },
  MOBILE: { ko: '휴대폰', en: 'Mobile' },
  GIFT_CERTIFICATE: { ko: '상품권', en: 'Gift certificate' },
  EASY_PAY: { ko: '간편결제', en: 'Easy pay' },
  CONVENIENCE_STORE: { ko: '편의점', en: 'Convenience store' },
  ETC: { ko: '기타', en: 'Other' },
}
export const simplifiedWords: Readonly<Record<SimplifiedMethod, Words>> = {
  CARD: { ko: '신용카드/체크카드', en: 'Card' },
  VIRTUAL_ACCOUNT: { ko: '가상계좌', en: 'Virtual account' },
  TRANSFER: { ko: '계좌이체', en: 'Transfer' },
  CHARGE: { ko: '머니', en: 'Wallet money' },
  MOBILE: { ko: '휴대폰', en: 'Mobile' },
  POINT: { ko: '포인트', en: 'Points' },
  ETC: { ko: '기타', en: 'Other' },
}
