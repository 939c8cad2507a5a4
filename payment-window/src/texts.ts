import type { Language } from './language.ts'

export interface Texts {
  readonly title: string
  /** For a billing key alone, which charges nothing. */
  readonly registerTitle: string
  /** For a billing key together with its first payment. */
  readonly registerAndPayTitle: string
  readonly shop: string
  readonly order: string
  readonly amount: string
  readonly carrier: string
  readonly test: string
  readonly testMeaning: string
  readonly moving: string
  readonly inWindow: string
  readonly inApp: string
  readonly reopenApp: string
  readonly back: string
  readonly goOn: string
  readonly next: string
  readonly retry: string
  readonly close: string
  readonly cancel: string
  readonly closing: string
  readonly expired: string
  readonly offline: string
  readonly scriptFailed: string
  readonly pgFailed: string
  readonly checking: string
  readonly checkingHint: string
  readonly succeeded: string
  readonly failed: string
  readonly registered: string
  readonly notRegistered: string
  readonly returning: string
  readonly closeThis: string
  readonly notFound: string
}

const ko: Texts = {
  title: '결제',
  registerTitle: '정기결제 등록',
  registerAndPayTitle: '정기결제 등록 및 결제',
  shop: '판매자',
  order: '주문',
  amount: '결제 금액',
  carrier: '결제대행사',
  test: '테스트 결제',
  testMeaning: '실제로 청구되지 않습니다',
  moving: '결제 화면을 열고 있습니다.',
  inWindow: '열린 결제 화면에서 결제를 진행해 주세요.',
  inApp: '앱에서 결제를 마친 뒤 이 화면으로 돌아와 주세요.',
  reopenApp: '앱 다시 열기',
  back: '결제를 아직 마치지 않았습니다.',
  goOn: '결제 계속하기',
  next: '계속하기',
  retry: '다시 시도',
  close: '결제창 닫기',
  cancel: '결제 취소',
  closing: '결제를 취소하고 있습니다.',
  expired: '결제 시간이 지났습니다. 쇼핑몰에서 다시 주문해 주세요.',
  offline: '네트워크 연결이 끊겼습니다. 연결을 확인한 뒤 다시 시도해 주세요.',
  scriptFailed: '결제대행사 화면을 불러오지 못했습니다. 광고 차단 기능이나 네트워크를 확인해 주세요.',
  pgFailed: '결제대행사가 결제 화면을 열지 못했습니다.',
  checking: '결제 결과를 확인하고 있습니다',
  checkingHint: '이 화면을 닫지 말고 잠시만 기다려 주세요.',
  succeeded: '결제가 완료되었습니다',
  failed: '결제가 완료되지 않았습니다',
  registered: '정기결제 수단이 등록되었습니다',
  notRegistered: '정기결제 수단이 등록되지 않았습니다',
  returning: '쇼핑몰로 돌아갑니다.',
  closeThis: '이 창을 닫고 쇼핑몰로 돌아가 주세요.',
  notFound: '결제 정보를 찾을 수 없습니다. 쇼핑몰에서 다시 시도해 주세요.',
}

const en: Texts = {
  title: 'Payment',
  registerTitle: 'Register for recurring payment',
  registerAndPayTitle: 'Register for recurring payment and pay',
  shop: 'Seller',
  order: 'Order',
  amount: 'Amount',
  carrier: 'Paid through',
  test: 'TEST PAYMENT',
  testMeaning: 'You will not be charged',
  moving: 'Opening the payment page.',
  inWindow: 'Please continue in the payment screen that has opened.',
  inApp: 'Finish the payment in the app, then come back to this page.',
  reopenApp: 'Open the app again',
  back: 'This payment is not finished yet.',
  goOn: 'Continue payment',
  next: 'Continue',
  retry: 'Try again',
  close: 'Close the payment window',
  cancel: 'Cancel payment',
  closing: 'Cancelling the payment.',
  expired: 'The time for this payment is over. Please order again in the shop.',
  offline: 'The network is down. Check your connection and try again.',
  scriptFailed: 'The payment provider’s page did not load. Check your ad blocker or your network.',
  pgFailed: 'The payment provider could not open its page.',
  checking: 'Checking the result of your payment',
  checkingHint: 'Please keep this page open for a moment.',
  succeeded: 'Payment complete',
  failed: 'Payment not completed',
  registered: 'Registered for recurring payment',
  notRegistered: 'Not registered for recurring payment',
  returning: 'Taking you back to the shop.',
  closeThis: 'Please close this window and go back to the shop.',
  notFound: 'This payment was not found. Please try again in the shop.',
}

const zhCN: Texts = {
  title: '支付',
  registerTitle: '登记定期支付',
  registerAndPayTitle: '登记定期支付并付款',
  shop: '商家',
  order: '订单',
  amount: '支付金额',
  carrier: '支付机构',
  test: '测试支付',
  testMeaning: '不会实际扣款',
  moving: '正在打开支付页面。',
  inWindow: '请在已打开的支付页面中继续。',
  inApp: '请在应用中完成支付后返回此页面。',
  reopenApp: '重新打开应用',
  back: '支付尚未完成。',
  goOn: '继续支付',
  next: '继续',
  retry: '重试',
  close: '关闭支付窗口',
  cancel: '取消支付',
  closing: '正在取消支付。',
  expired: '支付时间已过，请在商店重新下单。',
  offline: '网络已断开，请检查后重试。',
  scriptFailed: '支付机构页面加载失败，请检查广告拦截或网络。',
  pgFailed: '支付机构无法打开支付页面。',
  checking: '正在确认支付结果',
  checkingHint: '请勿关闭此页面，稍等片刻。',
  succeeded: '支付已完成',
  failed: '支付未完成',
  registered: '定期支付方式已登记',
  notRegistered: '定期支付方式未登记',
  returning: '正在返回商店。',
  closeThis: '请关闭此窗口并返回商店。',
  notFound: '找不到此支付，请在商店重试。',
}

const zhTW: Texts = {
  title: '付款',
  registerTitle: '登記定期付款',
  registerAndPayTitle: '登記定期付款並付款',
  shop: '商家',
  order: '訂單',
  amount: '付款金額',
  carrier: '支付機構',
  test: '測試付款',
  testMeaning: '不會實際扣款',
  moving: '正在開啟付款頁面。',
  inWindow: '請在已開啟的付款頁面中繼續。',
  inApp: '請在應用程式完成付款後返回此頁面。',
  reopenApp: '重新開啟應用程式',
  back: '付款尚未完成。',
  goOn: '繼續付款',
  next: '繼續',
  retry: '重試',
  close: '關閉付款視窗',
  cancel: '取消付款',
  closing: '正在取消付款。',
  expired: '付款時間已過，請在商店重新下單。',
  offline: '網路已中斷，請檢查後重試。',
  scriptFailed: '支付機構頁面載入失敗，請檢查廣告攔截或網路。',
  pgFailed: '支付機構無法開啟付款頁面。',
  checking: '正在確認付款結果',
  checkingHint: '請勿關閉此頁面，稍候片刻。',
  succeeded: '付款已完成',
  failed: '付款未完成',
  registered: '定期付款方式已登記',
  notRegistered: '定期付款方式未登記',
  returning: '正在返回商店。',
  closeThis: '請關閉此視窗並返回商店。',
  notFound: '找不到此付款，請在商店重試。',
}

const ja: Texts = {
  title: 'お支払い',
  registerTitle: '定期お支払いの登録',
  registerAndPayTitle: '定期お支払いの登録と初回のお支払い',
  shop: '販売者',
  order: 'ご注文',
  amount: 'お支払い金額',
  carrier: '決済代行会社',
  test: 'テスト決済',
  testMeaning: '実際には請求されません',
  moving: '決済画面を開いています。',
  inWindow: '開いた決済画面でお手続きください。',
  inApp: 'アプリでお支払いを終えてから、この画面にお戻りください。',
  reopenApp: 'アプリをもう一度開く',
  back: 'お支払いはまだ完了していません。',
  goOn: 'お支払いを続ける',
  next: '進む',
  retry: 'もう一度試す',
  close: '決済画面を閉じる',
  cancel: 'お支払いをやめる',
  closing: 'お支払いを取り消しています。',
  expired: 'お支払いの期限が過ぎました。ショップでもう一度ご注文ください。',
  offline: 'ネットワークに接続できません。接続を確認してもう一度お試しください。',
  scriptFailed: '決済代行会社の画面を読み込めませんでした。広告ブロックやネットワークをご確認ください。',
  pgFailed: '決済代行会社が画面を開けませんでした。',
  checking: '決済結果を確認しています',
  checkingHint: 'この画面を閉じずに少々お待ちください。',
  succeeded: 'お支払いが完了しました',
  failed: 'お支払いは完了していません',
  registered: '定期お支払い方法を登録しました',
  notRegistered: '定期お支払い方法は登録されませんでした',
  returning: 'ショップに戻ります。',
  closeThis: 'この画面を閉じてショップにお戻りください。',
  notFound: 'このお支払いは見つかりません。ショップでもう一度お試しください。',
}

export const texts: Readonly<Record<Language, Texts>> = { ko, en, 'zh-CN': zhCN, 'zh-TW': zhTW, ja }
