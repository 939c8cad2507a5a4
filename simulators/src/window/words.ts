import type { PageLang } from './html.ts'

/** The words of the window, Korean, English and Japanese side by side so that none is forgotten. */
const words = {
  badge: ['모의 결제창 · simulator', 'Simulator · 모의 결제창', '模擬決済画面 · simulator'],
  safe: ['실제 돈은 움직이지 않습니다.', 'No real money moves here.', '実際のお金は動きません。'],
  merchant: ['상점', 'Merchant', '加盟店'],
  order: ['주문', 'Order', 'ご注文'],
  orderNumber: ['주문번호', 'Order number', '注文番号'],
  amount: ['결제 금액', 'Amount', 'お支払い金額'],
  method: ['결제 수단', 'Payment method', 'お支払い方法'],
  cardCompany: ['카드사', 'Card company', 'カード会社'],
  cardNumber: ['카드 번호 (선택)', 'Card number (optional)', 'カード番号 (任意)'],
  cardHelp: [
    '비워 두면 시험 카드로 결제합니다. 4000 0000 0000 0002 는 거절됩니다.',
    'Empty means a test card. 4000 0000 0000 0002 is declined.',
    '空欄ならテストカードで支払います。4000 0000 0000 0002 は拒否されます。',
  ],
  installment: ['할부', 'Installment', 'お支払い回数'],
  lumpSum: ['일시불', 'Pay in full', '一括払い'],
  months: ['개월', ' months', '回払い'],
  bank: ['은행', 'Bank', '銀行'],
  vaHelp: [
    '입금할 계좌를 발급합니다. 입금은 모의 장치에서 넣을 수 있습니다.',
    'Issues an account. Deposit from the desk.',
    '入金用の口座を発行します。',
  ],
  wallet: ['간편결제', 'Wallet', 'スマホ決済'],
  phoneHelp: [
    '휴대폰 인증을 마친 것으로 처리합니다.',
    'Counts as verified by phone.',
    '携帯電話の認証を終えたものとします。',
  ],
  accountHelp: [
    '계정에 로그인한 것으로 처리합니다.',
    'Counts as signed in to the account.',
    'アカウントにログインしたものとします。',
  ],
  giftHelp: [
    '상품권 인증을 마친 것으로 처리합니다.',
    'Counts as a verified gift certificate.',
    'ギフト券の認証を終えたものとします。',
  ],
  pay: ['결제하기', 'Pay', '支払う'],
  otherEndings: ['다른 결말 고르기', 'Other endings', 'ほかの結末を選ぶ'],
  declineReason: ['거절 사유', 'Reason', '拒否の理由'],
  decline: ['거절하기', 'Decline', '拒否する'],
  close: ['창 닫기 (결제 취소)', 'Close the window', '画面を閉じる (キャンセル)'],
  vanish: ['앱으로 이동하고 돌아오지 않기', 'Go to the app and never return', 'アプリに移動して戻らない'],
  refusedTitle: ['결제를 시작할 수 없습니다', 'The payment cannot start', '決済を始められません'],
  back: ['상점으로 돌아가기', 'Back to the shop', 'ショップに戻る'],
  returning: ['상점으로 돌아갑니다', 'Returning to the shop', 'ショップに戻ります'],
  returnHelp: [
    '자동으로 이동하지 않으면 단추를 누르세요.',
    'Press the button if nothing happens.',
    '自動で移動しない場合はボタンを押してください。',
  ],
  vanishedTitle: ['앱으로 이동했습니다', 'You are in the app now', 'アプリに移動しました'],
  vanishedHelp: [
    '이 결제는 상점으로 돌아오지 않습니다. 창을 닫아도 됩니다.',
    'This payment never returns. You may close the window.',
    'この決済はショップに戻りません。画面を閉じてかまいません。',
  ],
  overTitle: [
    '이미 끝났거나 없는 결제창입니다',
    'This window is over or unknown',
    '終了したか、存在しない決済画面です',
  ],
  overHelp: [
    '상점에서 결제를 다시 시작하세요.',
    'Start the payment again from the shop.',
    'ショップで決済をやり直してください。',
  ],
  receipt: ['영수증', 'Receipt', '領収書'],
  status: ['상태', 'Status', '状態'],
  balance: ['남은 금액', 'Balance', '残額'],
  store: ['편의점', 'Convenience store', 'コンビニ'],
  storeHelp: [
    '결제 번호를 발급합니다. 지불은 모의 장치에서 넣을 수 있습니다.',
    'Issues a payment number. Pay it from the desk.',
    'お支払い番号を発行します。レジでのお支払いは模擬装置から入れられます。',
  ],
  language: ['English', '한국어', '日本語'],
} as const

export type Word = keyof typeof words

const places = { ko: 0, en: 1, ja: 2 } as const

export function say(lang: PageLang, word: Word): string {
  return words[word][places[lang]]
}

/** A name in both languages, and where a Japanese window shows it, in three. */
export interface Named {
  readonly ko: string
  readonly en: string
  readonly ja?: string
}

export function nameIn(lang: PageLang, name: Named): string {
  return name[lang] ?? name.en
}
