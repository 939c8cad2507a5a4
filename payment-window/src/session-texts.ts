import type { Language } from './language.ts'

/** The words of the hosted checkout. */
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
  /** For languages in which the server has no sentence of its own. */
  readonly refused: string
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
  /** Pay methods that are called differently in each language. */
  readonly names: Readonly<Record<NamedMethod, string>>
}

type NamedMethod =
  | 'CARD_KR'
  | 'N_PAY'
  | 'KAKAO_PAY'
  | 'TOSS_PAY'
  | 'CARD_INTERNATIONAL'
  | 'PAY_PAL'
  | 'CONVENIENCE_STORE_JP'
  | 'D_BARAI'

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
  refused: '결제를 시작하지 못했습니다. 입력한 내용을 확인하거나 판매자에게 문의해 주세요.',
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
    CONVENIENCE_STORE_JP: '일본 편의점',
    D_BARAI: 'd바라이',
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
  refused: 'The payment could not be started. Check what you entered, or ask the seller.',
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
    CONVENIENCE_STORE_JP: 'Convenience store (Japan)',
    D_BARAI: 'd Barai',
  },
}

const zhCN: SessionTexts = {
  title: '结账',
  name: '姓名',
  email: '电子邮箱',
  badEmail: '请检查电子邮箱地址。',
  methods: '支付方式',
  noMethods: '目前没有可用于此订单的支付方式，请联系商家。',
  agreements: '同意条款',
  read: '查看',
  pay: '支付',
  opening: '正在打开支付页面。',
  failed: '支付未完成。',
  refused: '无法开始支付，请检查输入内容或联系商家。',
  paid: '支付已完成',
  paidText: '可以关闭此页面。',
  goOn: '返回商家页面',
  over: '此订单已无法支付',
  overText: '支付时间已过，或商家已关闭订单。请在商家页面重新下单。',
  lost: '找不到此支付，请检查网址。',
  offline: '网络已断开，请检查后重试。',
  retry: '重试',
  test: '测试支付',
  testMeaning: '不会实际扣款',
  names: {
    CARD_KR: '韩国银行卡',
    N_PAY: 'Naver Pay',
    KAKAO_PAY: 'Kakao Pay',
    TOSS_PAY: 'Toss Pay',
    CARD_INTERNATIONAL: '信用卡或借记卡',
    PAY_PAL: 'PayPal',
    CONVENIENCE_STORE_JP: '日本便利店',
    D_BARAI: 'd 支付',
  },
}

const zhTW: SessionTexts = {
  title: '結帳',
  name: '姓名',
  email: '電子郵件',
  badEmail: '請檢查電子郵件地址。',
  methods: '付款方式',
  noMethods: '目前沒有可用於此訂單的付款方式，請聯絡商家。',
  agreements: '同意條款',
  read: '查看',
  pay: '付款',
  opening: '正在開啟付款頁面。',
  failed: '付款未完成。',
  refused: '無法開始付款，請檢查輸入內容或聯絡商家。',
  paid: '付款已完成',
  paidText: '可以關閉此頁面。',
  goOn: '返回商家頁面',
  over: '此訂單已無法付款',
  overText: '付款時間已過，或商家已關閉訂單。請在商家頁面重新下單。',
  lost: '找不到此付款，請檢查網址。',
  offline: '網路已中斷，請檢查後重試。',
  retry: '重試',
  test: '測試付款',
  testMeaning: '不會實際扣款',
  names: {
    CARD_KR: '韓國銀行卡',
    N_PAY: 'Naver Pay',
    KAKAO_PAY: 'Kakao Pay',
    TOSS_PAY: 'Toss Pay',
    CARD_INTERNATIONAL: '信用卡或簽帳金融卡',
    PAY_PAL: 'PayPal',
    CONVENIENCE_STORE_JP: '日本便利商店',
    D_BARAI: 'd 支付',
  },
}

const ja: SessionTexts = {
  title: 'お支払い手続き',
  name: 'お名前',
  email: 'メールアドレス',
  badEmail: 'メールアドレスをご確認ください。',
  methods: 'お支払い方法',
  noMethods: 'このご注文に使えるお支払い方法がありません。販売者にお問い合わせください。',
  agreements: '規約への同意',
  read: '表示',
  pay: 'を支払う',
  opening: '決済画面を開いています。',
  failed: 'お支払いは完了していません。',
  refused: 'お支払いを開始できませんでした。入力内容をご確認になるか、販売者にお問い合わせください。',
  paid: 'お支払いが完了しました',
  paidText: 'この画面は閉じてかまいません。',
  goOn: '販売者のページに戻る',
  over: 'このご注文はお支払いいただけません',
  overText: '期限が過ぎたか、販売者がご注文を閉じました。販売者のページでもう一度ご注文ください。',
  lost: 'このお支払いは見つかりません。アドレスをご確認ください。',
  offline: 'ネットワークに接続できません。接続を確認してもう一度お試しください。',
  retry: 'もう一度試す',
  test: 'テスト決済',
  testMeaning: '実際には請求されません',
  names: {
    CARD_KR: '韓国のカード',
    N_PAY: 'Naver Pay',
    KAKAO_PAY: 'Kakao Pay',
    TOSS_PAY: 'Toss Pay',
    CARD_INTERNATIONAL: 'クレジットカード・デビットカード',
    PAY_PAL: 'PayPal',
    CONVENIENCE_STORE_JP: 'コンビニ',
    D_BARAI: 'd払い',
  },
}

/** Brand names are the same in every language. */
export const brands: Readonly<Record<string, string>> = {
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
  AMAZON_PAY: 'Amazon Pay',
  RAKUTEN_PAY: 'Rakuten Pay',
  AU_PAY: 'au PAY',
  MERPAY: 'Merpay',
}

export const sessionTexts: Readonly<Record<Language, SessionTexts>> = {
  ko,
  en,
  'zh-CN': zhCN,
  'zh-TW': zhTW,
  ja,
}

export function methodName(words: SessionTexts, method: string): string {
  return isNamed(words, method) ? words.names[method] : (brands[method] ?? method)
}

function isNamed({ names }: SessionTexts, method: string): method is NamedMethod {
  return Object.hasOwn(names, method)
}
