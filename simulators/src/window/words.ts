import type { Lang } from './html.ts'

/** The words of the window, Korean and English side by side so that none is forgotten. */
const words = {
  badge: ['모의 결제창 · simulator', 'Simulator · 모의 결제창'],
  safe: ['실제 돈은 움직이지 않습니다.', 'No real money moves here.'],
  merchant: ['상점', 'Merchant'],
  order: ['주문', 'Order'],
  orderNumber: ['주문번호', 'Order number'],
  amount: ['결제 금액', 'Amount'],
  method: ['결제 수단', 'Payment method'],
  cardCompany: ['카드사', 'Card company'],
  cardNumber: ['카드 번호 (선택)', 'Card number (optional)'],
  cardHelp: [
    '비워 두면 시험 카드로 결제합니다. 4000 0000 0000 0002 는 거절됩니다.',
    'Empty means a test card. 4000 0000 0000 0002 is declined.',
  ],
  installment: ['할부', 'Installment'],
  lumpSum: ['일시불', 'Pay in full'],
  months: ['개월', ' months'],
  bank: ['은행', 'Bank'],
  vaHelp: [
    '입금할 계좌를 발급합니다. 입금은 모의 장치에서 넣을 수 있습니다.',
    'Issues an account. Deposit from the desk.',
  ],
  wallet: ['간편결제', 'Wallet'],
  phoneHelp: ['휴대폰 인증을 마친 것으로 처리합니다.', 'Counts as verified by phone.'],
  accountHelp: ['계정에 로그인한 것으로 처리합니다.', 'Counts as signed in to the account.'],
  giftHelp: ['상품권 인증을 마친 것으로 처리합니다.', 'Counts as a verified gift certificate.'],
  pay: ['결제하기', 'Pay'],
  otherEndings: ['다른 결말 고르기', 'Other endings'],
  declineReason: ['거절 사유', 'Reason'],
  decline: ['거절하기', 'Decline'],
  close: ['창 닫기 (결제 취소)', 'Close the window'],
  vanish: ['앱으로 이동하고 돌아오지 않기', 'Go to the app and never return'],
  refusedTitle: ['결제를 시작할 수 없습니다', 'The payment cannot start'],
  back: ['상점으로 돌아가기', 'Back to the shop'],
  returning: ['상점으로 돌아갑니다', 'Returning to the shop'],
  returnHelp: ['자동으로 이동하지 않으면 단추를 누르세요.', 'Press the button if nothing happens.'],
  vanishedTitle: ['앱으로 이동했습니다', 'You are in the app now'],
  vanishedHelp: [
    '이 결제는 상점으로 돌아오지 않습니다. 창을 닫아도 됩니다.',
    'This payment never returns. You may close the window.',
  ],
  overTitle: ['이미 끝났거나 없는 결제창입니다', 'This window is over or unknown'],
  overHelp: ['상점에서 결제를 다시 시작하세요.', 'Start the payment again from the shop.'],
  receipt: ['영수증', 'Receipt'],
  status: ['상태', 'Status'],
  balance: ['남은 금액', 'Balance'],
  language: ['English', '한국어'],
} as const

export type Word = keyof typeof words

export function say(lang: Lang, word: Word): string {
  return words[word][lang === 'ko' ? 0 : 1]
}

/** A name in both languages. */
export interface Named {
  readonly ko: string
  readonly en: string
}
