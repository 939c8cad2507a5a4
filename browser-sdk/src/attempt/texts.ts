/** The few sentences that the script itself shows or answers with. */
export interface Texts {
  readonly frameTitle: string
  readonly close: string
  readonly blocked: string
  readonly openWindow: string
  readonly inPopup: string
  readonly showWindow: string
  readonly cancel: string
  readonly checking: string
}

const ko: Texts = {
  frameTitle: '결제창',
  close: '결제창 닫기',
  blocked: '브라우저가 결제창을 막았습니다. 버튼을 눌러 결제창을 열어 주세요.',
  openWindow: '결제창 열기',
  inPopup: '새로 열린 결제창에서 결제를 진행해 주세요.',
  showWindow: '결제창 보기',
  cancel: '결제 취소',
  checking: '결제 결과를 확인하고 있습니다.',
}

type Language = 'ko' | 'en' | 'zh-CN' | 'zh-TW' | 'ja'

export const translations: Readonly<Record<Language, Texts>> = {
  ko,
  en: {
    frameTitle: 'Payment window',
    close: 'Close the payment window',
    blocked: 'Your browser blocked the payment window. Press the button to open it.',
    openWindow: 'Open the payment window',
    inPopup: 'Please continue in the payment window that has just opened.',
    showWindow: 'Show the payment window',
    cancel: 'Cancel payment',
    checking: 'Checking the result of your payment.',
  },
  'zh-CN': {
    frameTitle: '支付窗口',
    close: '关闭支付窗口',
    blocked: '浏览器阻止了支付窗口，请点击按钮打开。',
    openWindow: '打开支付窗口',
    inPopup: '请在新打开的支付窗口中继续。',
    showWindow: '显示支付窗口',
    cancel: '取消支付',
    checking: '正在确认支付结果。',
  },
  'zh-TW': {
    frameTitle: '付款視窗',
    close: '關閉付款視窗',
    blocked: '瀏覽器阻擋了付款視窗，請按按鈕開啟。',
    openWindow: '開啟付款視窗',
    inPopup: '請在新開啟的付款視窗中繼續。',
    showWindow: '顯示付款視窗',
    cancel: '取消付款',
    checking: '正在確認付款結果。',
  },
  ja: {
    frameTitle: '決済画面',
    close: '決済画面を閉じる',
    blocked: 'ブラウザが決済画面をブロックしました。ボタンを押して開いてください。',
    openWindow: '決済画面を開く',
    inPopup: '新しく開いた決済画面でお手続きください。',
    showWindow: '決済画面を表示',
    cancel: '決済をキャンセル',
    checking: '決済結果を確認しています。',
  },
}

/** By the request's locale (`EN_US`), else the browser's language (`en-GB`), else Korean; as the window itself chooses. */
export function textsFor(locale: string | undefined, browserLanguage: string): Texts {
  return translations[languageOf(locale ?? '') ?? languageOf(browserLanguage) ?? 'ko']
}

function languageOf(wish: string): Language | undefined {
  const tag = wish.replace('_', '-').toLowerCase()
  if (/^zh-(?:tw|hk|mo|hant)/.test(tag)) return 'zh-TW'
  if (tag.startsWith('zh')) return 'zh-CN'
  return (['ko', 'en', 'ja'] as const).find((language) => tag.startsWith(language))
}

/** Merchants look for the word 취소 in the message of a payment that the buyer ended. */
export const endings = {
  popupBlocked: '브라우저가 결제창을 막아 결제를 진행하지 못했습니다.',
  unknown: '결제 결과를 확인하지 못했습니다. 주문 내역에서 결제 상태를 확인해 주세요.',
  unreachable: '결제 서버에 연결하지 못했습니다. 잠시 후 다시 시도해 주세요.',
  noContainer: '결제 버튼을 그릴 자리를 찾을 수 없습니다. (portone-ui-container)',
  notLoaded: '먼저 결제 버튼을 불러와 주세요.',
  pgScript: '결제대행사의 결제 버튼을 불러오지 못했습니다.',
  busy: '이미 진행 중인 결제가 있습니다. 먼저 열린 결제를 마쳐 주세요.',
} as const
