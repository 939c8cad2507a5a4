import type { Language } from './language.ts'

/** The words of the hosted checkout; languages without their own words get the English ones. */
export interface SessionTexts {
  readonly title: string
  readonly name: string
  readonly email: string
  readonly badEmail: string
  readonly methods: string
  readonly noMethods: string
  readonly agreements: string
  readonly read: string
  readonly pay: string
  readonly opening: string
  readonly failed: string
  readonly paid: string
  readonly paidText: string
  readonly goOn: string
  readonly over: string
  readonly overText: string
  readonly lost: string
  readonly offline: string
  readonly retry: string
  readonly test: string
  readonly testMeaning: string
  readonly names: Readonly<Record<string, string>>
}

const ko: SessionTexts = {
  title: '결제하기',
  name: '이름',
  email: '이메일',
  badEmail: '이메일 주소를 확인해 주세요.',
  methods: '결제 수단',
  noMethods: '지금 이 주문에 쓸 수 있는 결제 수단이 없습니다. 판매자에게 문의해 주세요.',
  agreements: '약관 동의',
  read: '보기',
  pay: '결제하기',
  opening: '결제 화면을 열고 있습니다.',
  failed: '결제가 완료되지 않았습니다.',
  paid: '결제가 완료되었습니다',
  paidText: '이 창을 닫아도 됩니다.',
  goOn: '판매자 페이지로 돌아가기',
  over: '결제할 수 없는 주문입니다',
  overText: '결제 시간이 지났거나 판매자가 주문을 닫았습니다. 판매자 페이지에서 다시 주문해 주세요.',
  lost: '결제 정보를 찾을 수 없습니다. 주소를 다시 확인해 주세요.',
  offline: '네트워크 연결이 끊겼습니다. 연결을 확인한 뒤 다시 시도해 주세요.',
  retry: '다시 시도',
  test: '테스트 결제',
  testMeaning: '실제로 청구되지 않습니다',
  names: {
    CARD_KR: '신용·체크카드',
    N_PAY: '네이버페이',
    KAKAO_PAY: '카카오페이',
    TOSS_PAY: '토스페이',
    CARD_INTERNATIONAL: '해외 카드',
    PAY_PAL: '페이팔',
  },
}

const en: SessionTexts = {
  title: 'Checkout',
  name: 'Name',
  email: 'E-mail',
  badEmail: 'Check the e-mail address.',
  methods: 'Pay with',
  noMethods: 'There is no way to pay this order now. Please ask the seller.',
  agreements: 'Agreements',
  read: 'Read',
  pay: 'Pay',
  opening: 'Opening the payment page.',
  failed: 'The payment was not completed.',
  paid: 'Payment complete',
  paidText: 'You may close this page.',
  goOn: 'Back to the seller',
  over: 'This order cannot be paid any more',
  overText: 'The time is over, or the seller has closed the order. Please order again.',
  lost: 'This payment was not found. Please check the address.',
  offline: 'The network is down. Check your connection and try again.',
  retry: 'Try again',
  test: 'TEST PAYMENT',
  testMeaning: 'You will not be charged',
  names: {
    CARD_KR: 'Korean card',
    N_PAY: 'Naver Pay',
    KAKAO_PAY: 'Kakao Pay',
    TOSS_PAY: 'Toss Pay',
    CARD_INTERNATIONAL: 'Credit or debit card',
    PAY_PAL: 'PayPal',
  },
}

/** Brand names are the same in every language. */
const brands: Readonly<Record<string, string>> = {
  UNION_PAY: 'UnionPay',
  ALIPAY_CN: 'Alipay',
  ALIPAY_HK: 'AlipayHK',
  TRUE_MONEY: 'TrueMoney',
  DANA: 'DANA',
  TOUCH_N_GO: "Touch 'n Go",
  G_CASH: 'GCash',
  WE_CHAT_PAY: 'WeChat Pay',
  KLARNA: 'Klarna',
  E_CONTEXT: 'ECONTEXT',
  GRAB_PAY_MY: 'GrabPay',
  GRAB_PAY_SG: 'GrabPay',
  SHOPEE_PAY_TH: 'ShopeePay',
  PAY_PAY: 'PayPay',
  BPI: 'BPI',
  RABBIT_LINE_PAY: 'Rabbit LINE Pay',
  CONVENIENCE_STORE_JP: 'コンビニ',
  AMAZON_PAY: 'Amazon Pay',
  RAKUTEN_PAY: 'Rakuten Pay',
  D_BARAI: 'd払い',
  AU_PAY: 'au PAY',
  MERPAY: 'Merpay',
}

export function sessionTexts(language: Language): SessionTexts {
  return language === 'ko' ? ko : en
}

export function methodName(words: SessionTexts, method: string): string {
  return words.names[method] ?? brands[method] ?? method
}
