/**
 * What V1 code looks like, and what replaces it in V2. Facts of PortOne's V1 and V2 descriptions and of the published
 * clients' names; a line may match several rules, and of two paths the longer one counts.
 */
export interface V1Rule {
  /** As V1 calls it. */
  readonly v1: string
  /** What does the same in V2. */
  readonly v2: string
  readonly pattern: RegExp
  /** What to mind, where the two differ. */
  readonly ko?: string
  readonly en?: string
}

/** A path of the REST API inside a text, whatever stands before and behind it. */
function path(text: string): RegExp {
  return new RegExp(`["'\`/}\\s.)](?:${text})(?=["'\`/?\\s$#{}),;]|$)`)
}

const getToken = 'users/getToken'

/** Longest paths first: `/payments/cancel` is not `/payments/{imp_uid}`. */
export const restRules: readonly V1Rule[] = [
  {
    v1: 'POST /users/getToken',
    v2: 'Authorization: PortOne {API Secret} (POST /login/api-secret)',
    pattern: path(getToken),
    ko: 'V2는 토큰 없이 API Secret을 바로 헤더에 넣을 수 있습니다.',
    en: 'V2 needs no token: put the API secret into the header.',
  },
  {
    v1: 'POST /payments/cancel',
    v2: 'POST /payments/{paymentId}/cancel',
    pattern: path('payments/cancel'),
    ko: 'reason은 필수이고, checksum은 currentCancellableAmount입니다. 취소 웹훅은 기본으로 전송됩니다.',
    en: 'reason is required; checksum is currentCancellableAmount; webhooks of cancels are on by default.',
  },
  {
    v1: '/payments/prepare',
    v2: 'POST /payments/{paymentId}/pre-register',
    pattern: path('payments/prepare'),
  },
  {
    v1: 'GET /payments/find, findAll',
    v2: 'GET /payments/{paymentId}',
    pattern: path('payments/find(?:All)?'),
    ko: 'V2의 paymentId는 하나의 결제 건이고, 시도는 /payments/{paymentId}/transactions입니다.',
    en: 'A paymentId is one payment in V2; its attempts are /payments/{paymentId}/transactions.',
  },
  { v1: 'GET /payments/status', v2: 'GET /payments', pattern: path('payments/status') },
  {
    v1: '/payments/{imp_uid}/naver/*',
    v2: '—',
    pattern:
      /\/naver\/(?:cancel|approve-|ship|place|request-|reject-|withhold-|resolve-|collect-|point|confirm|cash-amount|product-orders)/,
    ko: '네이버페이 주문형 API는 V1에만 있습니다.',
    en: 'NaverPay order operations exist in V1 only.',
  },
  {
    v1: 'POST /subscribe/payments/again',
    v2: 'POST /payments/{paymentId}/billing-key',
    pattern: path('subscribe/(?:payments/)?again'),
    ko: 'customer_uid 대신 billingKey를 보냅니다.',
    en: 'Send billingKey instead of customer_uid.',
  },
  {
    v1: 'POST /subscribe/payments/onetime',
    v2: 'POST /payments/{paymentId}/instant',
    pattern: path('subscribe/(?:payments/)?(?:onetime|foreign)'),
  },
  {
    v1: 'POST /subscribe/payments/unschedule',
    v2: 'DELETE /payment-schedules',
    pattern: path('subscribe/(?:payments/)?unschedule'),
    ko: 'V2는 예약 ID(scheduleIds)나 billingKey로 취소합니다.',
    en: 'V2 revokes by scheduleIds or billingKey.',
  },
  {
    v1: '/subscribe/payments/schedule',
    v2: 'POST /payments/{paymentId}/schedule, GET /payment-schedules',
    pattern: path('subscribe/(?:payments/)?schedule'),
    ko: '한 요청에 하나씩 예약합니다. 실패한 예약의 재시도는 다시 예약하는 것입니다.',
    en: 'One schedule per request; to try a failed one again, schedule it anew.',
  },
  {
    v1: '/subscribe/customers',
    v2: 'POST|GET|DELETE /billing-keys',
    pattern: path('subscribe/customers'),
    ko: '빌링키의 이름은 고객사가 아니라 V2가 정합니다. 고객사의 customer_uid와 billingKey를 함께 저장하세요.',
    en: 'V2 names billing keys itself: keep billingKey beside your customer_uid.',
  },
  {
    v1: '/certifications/otp/*',
    v2: 'POST /identity-verifications/{id}/send, …/confirm',
    pattern: path('certifications/otp'),
  },
  {
    v1: '/certifications/{imp_uid}',
    v2: 'GET /identity-verifications/{id}',
    pattern: path('certifications'),
  },
  {
    v1: '/receipts/external',
    v2: 'POST /cash-receipts',
    pattern: path('receipts/external'),
  },
  {
    v1: '/receipts/{imp_uid}',
    v2: 'POST /cash-receipts, POST /payments/{paymentId}/cash-receipt/cancel',
    pattern: path('receipts'),
  },
  {
    v1: '/vbanks',
    v2: 'POST /payments/{paymentId}/instant, …/virtual-account/close',
    pattern: path('vbanks'),
  },
  {
    v1: '/escrows/logis/{imp_uid}',
    v2: 'POST|PATCH /payments/{paymentId}/escrow/logistics',
    pattern: path('escrows/logis'),
  },
  { v1: 'GET /banks', v2: 'GET /banks', pattern: /api\.iamport\.kr\/(?:banks|cards)\b/ },
  {
    v1: 'GET /payments/{imp_uid}',
    v2: 'GET /payments/{paymentId}',
    // Below other hosts V2 has this path too; what tells them apart is the id's name.
    pattern:
      /api\.iamport\.kr\/payments\b|payments\/(?:["'`]\s*[+.]\s*\$?\w*imp|\$\{[\w.]*imp|:imp_uid|\{imp)/i,
    ko: 'imp_uid가 아니라 고객사의 주문번호(paymentId)로 조회합니다.',
    en: 'Read by your own paymentId, not by imp_uid.',
  },
]

export const scriptRules: readonly V1Rule[] = [
  {
    v1: '<script> iamport.js',
    v2: '/v2/browser-sdk.js, @portone/browser-sdk/v2',
    pattern: /iamport(?:\.payment(?:-[\w.-]+)?)?(?:\.esm)?\.js/,
  },
  {
    v1: 'IMP.init, IMP.agency',
    v2: 'storeId in every request',
    pattern: /\bIMP\s*\??\.\s*(?:init|agency)\s*\(/,
    ko: '가맹점 식별코드 대신 요청마다 storeId를 보냅니다. 하위 상점은 그 상점의 storeId입니다.',
    en: 'Send storeId with each request instead of the user code; a sub-store has a storeId of its own.',
  },
  {
    v1: 'IMP.request_pay',
    v2: 'PortOne.requestPayment',
    pattern: /\bIMP\s*\??\.\s*request_pay\s*\(/,
    ko: 'pg 대신 channelKey, 콜백 대신 Promise입니다. customer_uid가 있으면 PortOne.requestIssueBillingKey입니다.',
    en: 'channelKey instead of pg, a promise instead of a callback; with customer_uid: requestIssueBillingKey.',
  },
  {
    v1: 'IMP.certification',
    v2: 'PortOne.requestIdentityVerification',
    pattern: /\bIMP\s*\??\.\s*certification\s*\(/,
  },
  {
    v1: 'IMP.loadUI',
    v2: 'PortOne.loadPaymentUI, loadIssueBillingKeyUI',
    pattern: /\bIMP\s*\??\.\s*(?:loadUI|updateLoadUIRequest|loadModule)\s*\(/,
  },
  { v1: 'IMP.naver_zzim', v2: '—', pattern: /\bIMP\s*\??\.\s*naver_zzim\s*\(/ },
  {
    v1: 'iamport-react-native, iamport-capacitor, …',
    v2: '@portone/react-native-sdk, …',
    pattern: /["']iamport-(?:react-native|capacitor|cordova)["']/,
  },
]

/** Names of published server clients. */
export const clientRules: readonly V1Rule[] = [
  {
    v1: 'npm iamport*',
    v2: 'npm @portone/server-sdk',
    pattern: /(?:require\(|from\s+|import\s+|^\s*)["']iamport(?:-rest-client-nodejs|-server-api|er)?["']/,
  },
  {
    v1: 'PHP iamport-rest-client',
    v2: 'REST V2',
    pattern: /\bIamport\\|\bnew\s+Iamport\s*\(|iamport\/rest-client/,
  },
  {
    v1: 'Python iamport',
    v2: 'pip portone-server-sdk',
    pattern: /^\s*(?:from\s+iamport\b|import\s+iamport\b)/,
  },
  {
    v1: 'Java IamportClient',
    v2: 'io.portone:server-sdk',
    pattern: /com\.siot\.IamportRestClient|\bnew\s+IamportClient\s*\(/,
  },
  {
    v1: 'client: read a payment',
    v2: 'GET /payments/{paymentId}',
    pattern:
      /\b(?:paymentByImpUid|findByImpUid|findByImpUID|getByImpUid|find_by_imp_uid|findByMerchantUID|getByMerchant(?:Uid)?|find_by_merchant_uid)\s*\(/,
  },
  {
    v1: 'client: cancel a payment',
    v2: 'POST /payments/{paymentId}/cancel',
    pattern:
      /\b(?:cancelPaymentByImpUid|cancel_by_imp_uid|cancel_by_merchant_uid|cancelPayment)\s*\(|iamport\.(?:payment\.)?cancel\s*\(/,
  },
  {
    v1: 'client: charge a billing key',
    v2: 'POST /payments/{paymentId}/billing-key',
    pattern: /\b(?:againPayment|pay_again|sbcr_again|subscribeAgain)\s*\(|\bsubscribe\.again\s*\(/,
  },
  {
    v1: 'client: schedule',
    v2: 'POST /payments/{paymentId}/schedule',
    pattern: /\b(?:subscribeSchedule|pay_schedule)\s*\(|\bsubscribe\.schedule\s*\(/,
  },
  {
    v1: 'client: revoke a schedule',
    v2: 'DELETE /payment-schedules',
    pattern: /\b(?:unsubscribeSchedule|pay_unschedule)\s*\(|\bsubscribe\.unschedule\s*\(/,
  },
  {
    v1: 'client: key-in',
    v2: 'POST /payments/{paymentId}/instant',
    pattern: /\b(?:onetimePayment|pay_onetime|sbcr_onetime|subscribeOnetime)\s*\(|\bsubscribe\.onetime\s*\(/,
  },
]

/** Words that are V1's alone: a line with one and no rule is told as seen and not understood. */
export const v1Words =
  /\b(?:imp_uid|merchant_uid|customer_uid|imp_success|imp_key|imp_secret|vbank_due|iamport)\b/i

/** A webhook of V1 arrives as two ids and a status; V2 signs its messages and has other members. */
export const webhookRule: V1Rule = {
  v1: 'webhook {imp_uid, merchant_uid, status}',
  v2: 'Webhook.verify(secret, body, headers) → {type, data.paymentId}',
  pattern:
    /\b(?:req(?:uest)?\.body|\$_POST|request\.(?:data|json|form|POST)|getParameter)\b.{0,40}\bimp_uid\b|\bimp_uid\b.{0,40}\b(?:req(?:uest)?\.body|request\.(?:data|json|form|POST))\b/,
  ko: 'V2 웹훅은 서명을 검증해야 하고, 내용은 type과 data입니다.',
  en: 'V2 messages are signed: verify them, then read type and data.',
}

/** `pg: 'html5_inicis.MID'`, which V2 has no more. */
export const pgPattern = /["']?\bpg["']?\s*(?:[:=]|=>)\s*["'`]([a-z][a-z0-9_]{2,30})(?:\.([\w.-]+))?["'`]/
