/**
 * What browsers and the checkout service say to each other: the SDK script
 * (`browser-sdk/`), the window pages (`payment-window/`) and headless buyers.
 * Types only; nothing here runs.
 */

// ---------------------------------------------------------------- SDK script → checkout service

/** `POST /browser/v2/attempts` — any Origin, no cookies, body is JSON whatever its content type. */
export interface PrepareBody {
  readonly type: 'PAYMENT' | 'ISSUE_BILLING_KEY' | 'ISSUE_BILLING_KEY_AND_PAY' | 'IDENTITY_VERIFICATION'
  /** The merchant's request object exactly as given to the SDK function. */
  readonly request: unknown
  readonly sdkVersion: string
  readonly device: {
    readonly platformType: 'PC' | 'MOBILE'
    readonly isIpad: boolean
    readonly userAgent: string
  }
  /** Origin of the merchant's page as the script sees it (`location.origin`, `"null"` for opaque pages). */
  readonly pageOrigin: string
}

/** `POST /browser/v1/attempts` — the same call of the `IMP` script; answers `PreparedAttempt`, too. */
export interface PrepareV1Body extends Omit<PrepareBody, 'type'> {
  /** 고객사 식별코드 of `IMP.init` or `IMP.agency`. */
  readonly userCode: string
  readonly tierCode?: string
  /** The page loads a script of before 1.3.0, whose results and checks were others. */
  readonly isLegacy: boolean
  /** `paypal-spb`, `paypal-rt`: the PG's button of `IMP.loadUI` that asks. `POST /browser/v1/ui` takes the same body. */
  readonly uiType?: string
}

/** 200 of `POST /browser/v1/wishes` (`IMP.naver_zzim`): the PG's page that keeps the wish. Takes the same body. */
export interface WishView {
  readonly url: string
}

/** `GET /browser/v1/attempts/{attemptId}/callback` with the attempt's secret: what the page's callback gets. */
export type V1CallbackObject = Readonly<Record<string, unknown>>

export type WindowKind = 'IFRAME' | 'POPUP' | 'REDIRECTION' | 'UI'

/** 200 of `POST /browser/v2/attempts`. */
export interface PreparedAttempt {
  readonly attemptId: string
  readonly txId: string
  /** 32 random bytes, base64url. Only the preparing page knows it; sent back as header `Naru-Attempt-Secret`. */
  readonly attemptSecret: string
  readonly window: {
    readonly type: WindowKind
    readonly url: string
    readonly width?: number
    readonly height?: number
  }
  /** RFC 3339. */
  readonly expiresAt: string
}

/** Every non-2xx of the checkout service. */
export interface CheckoutError {
  readonly code: string
  readonly message: string
  readonly pgCode?: string
  readonly pgMessage?: string
}

/** `GET /browser/v2/attempts/{attemptId}` and `POST …/abandon`, both with header `Naru-Attempt-Secret`. */
export interface AttemptState {
  /** `PREPARED` nothing happened yet · `IN_PG` the buyer or an approval is under way · `DONE` see `result`. */
  readonly state: 'PREPARED' | 'IN_PG' | 'DONE'
  /** Exactly the SDK response object. `code` present = failure. */
  readonly result?: AttemptResult
}

/**
 * `POST /browser/v2/ui`: what the script needs to draw a PG's button in the shop's page. Nothing is prepared; each press
 * of the button prepares an attempt of its own.
 */
export interface UiBody extends Omit<PrepareBody, 'type'> {
  readonly type: 'PAYMENT' | 'ISSUE_BILLING_KEY'
}
export interface UiView {
  readonly drawing: UiDrawing
}
/** The same shape as the gateways' UiDrawing; see `gateways/src/port.ts`. */
export type UiDrawing = {
  readonly kind: 'paypal-buttons'
  readonly scriptUrl: string
  readonly attributes: Readonly<Record<string, string>>
  readonly namespace: string
  readonly ask: 'createOrder' | 'createBillingAgreement'
  readonly style: Readonly<Record<string, unknown>>
}

/**
 * 200 of `POST /browser/v1/scripts`: what a page needs to run a PG's script itself (`IMP.loadModule`, the widget of
 * `IMP.loadUI`). Takes a `PrepareV1Body` whose `request` is `{ moduleType, channelKey?, pg? }`.
 */
export interface PageScriptView {
  readonly script: PageScript
}
/** The same shape as the gateways' PageScript; see `gateways/src/port.ts`. */
export interface PageScript {
  readonly kind: 'toss-brandpay'
  readonly scriptUrl: string
  readonly clientKey: string
  readonly redirectUrl: string
}

/**
 * An attempt whose window is `UI` has no page of ours: the script calls `POST {window.url}/begin` itself, and after the
 * buyer approved `POST {window.url}/return` with what the PG's button told, as a flat JSON object of texts; 200 `{}`.
 */
export type UiReturnBody = Readonly<Record<string, string>>

export interface PaymentResult {
  readonly transactionType: 'PAYMENT'
  readonly txId: string
  readonly paymentId: string
  readonly paymentToken?: string
  readonly code?: string
  readonly message?: string
  readonly pgCode?: string
  readonly pgMessage?: string
}

/** `requestIssueBillingKey`. A failure has no key: `billingKey` is `""` and `code` is there. */
export interface IssueResult {
  readonly transactionType: 'ISSUE_BILLING_KEY'
  /** `NEEDS_CONFIRMATION` beside a `billingIssueToken`, where the merchant's server must confirm. */
  readonly billingKey: string
  readonly billingIssueToken?: string
  readonly code?: string
  readonly message?: string
  readonly pgCode?: string
  readonly pgMessage?: string
}

/**
 * `requestIssueBillingKeyAndPay`. Key and payment come together or not at all: a failure has no key (`billingKey` is `""`),
 * and none that the PG still knows.
 */
export interface IssueAndPayResult {
  readonly transactionType: 'ISSUE_BILLING_KEY_AND_PAY'
  /** `NEEDS_CONFIRMATION` beside a `billingIssueToken`, as `billingKey` is then. */
  readonly txId: string
  readonly paymentId: string
  readonly billingKey: string
  readonly billingIssueToken?: string
  readonly code?: string
  readonly message?: string
  readonly pgCode?: string
  readonly pgMessage?: string
}

/** `requestIdentityVerification`. Who it was, only the merchant's server may read. */
export interface IdentityResult {
  readonly transactionType: 'IDENTITY_VERIFICATION'
  readonly identityVerificationId: string
  readonly identityVerificationTxId: string
  readonly code?: string
  readonly message?: string
  readonly pgCode?: string
  readonly pgMessage?: string
}

export type AttemptResult = PaymentResult | IssueResult | IssueAndPayResult | IdentityResult

// ---------------------------------------------------------------- window page → checkout service
// All below `/pay/{token}`; the token is a capability for this one attempt and is never the attemptSecret.

/** What a window is for besides a payment. */
export type WindowPurpose = 'ISSUE_BILLING_KEY' | 'ISSUE_BILLING_KEY_AND_PAY' | 'IDENTITY_VERIFICATION'

/** `GET /pay/{token}/view`. What the window may show; everything comes from the prepared attempt. */
export interface WindowView {
  readonly attemptId: string
  readonly state: 'PREPARED' | 'IN_PG' | 'DONE' | 'EXPIRED'
  readonly windowType: WindowKind
  /** Where `postMessage` may go; absent for REDIRECTION and opaque origins. */
  readonly merchantOrigin?: string
  readonly mode: 'LIVE' | 'TEST'
  readonly storeName: string
  /** Absent: a payment. A billing key alone charges nothing; its amount is what the shop wants shown, or 0. */
  readonly purpose?: WindowPurpose
  readonly orderName: string
  readonly amount: { readonly totalMinor: number; readonly currency: string; readonly scale: number }
  readonly payMethod: string
  readonly pg: { readonly id: string; readonly nameKo: string; readonly nameEn: string }
  /** `KO_KR`, `EN_US`, `ZH_CN`, `ZH_TW`, `JA_JP`; the page falls back to the browser's language, then Korean. */
  readonly locale?: string
  readonly expiresAt: string
}

/** `POST /pay/{token}/begin`. Safe to repeat while the attempt is not done (back button, reload). */
export type BeginView =
  | { readonly kind: 'hand-off'; readonly handOff: HandOff }
  /** The attempt is over (or the PG refused to start): go to `/pay/{token}/done`. */
  | { readonly kind: 'done' }

/** The same shape as the gateways' HandOff; see `gateways/src/port.ts`. */
export type HandOff =
  | { readonly kind: 'redirect'; readonly url: string }
  | {
      readonly kind: 'form'
      readonly action: string
      readonly method: 'GET' | 'POST'
      readonly acceptCharset?: string
      readonly fields: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'tosspayments-sdk'
      readonly scriptUrl: string
      readonly clientKey: string
      readonly customerKey: string
      readonly call?: 'requestBillingAuth'
      readonly request: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'brandpay-sdk'
      readonly scriptUrl: string
      readonly clientKey: string
      readonly customerKey: string
      readonly options: Readonly<Record<string, unknown>>
      readonly request: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'inicis-standard'
      readonly scriptUrl: string
      readonly fields: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'kcp-standard'
      readonly scriptUrl: string
      readonly returnUrl: string
      readonly fields: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'nicepay-standard'
      readonly scriptUrl: string
      readonly returnUrl: string
      readonly fields: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'xpay-crossplatform'
      readonly scriptUrl: string
      readonly platform: 'service' | 'test'
      readonly windowType: 'iframe' | 'submit'
      readonly fields: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'eximbay-sdk'
      readonly scriptUrl: string
      readonly request: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'naverpay-sdk'
      readonly scriptUrl: string
      readonly config: Readonly<Record<string, unknown>>
      readonly request: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'in-page'; readonly token: string }

/**
 * `POST /pay/{token}/close` — the buyer pressed our close button: 200 `OutcomeView`.
 * `POST /pay/{token}/alive` — heartbeat every 5 s while our own page is shown: 200 `{}`.
 * `GET  /pay/{token}/outcome` — polled by the done page.
 */
export interface OutcomeView {
  readonly state: 'PREPARED' | 'IN_PG' | 'DONE'
  /** Absent: a payment. */
  readonly purpose?: WindowPurpose
  readonly succeeded?: boolean
  /** For the buyer's eyes, Korean. */
  readonly message?: string
  /** How the shop learns of it: a `done` message to opener or parent, or top-level navigation to this address. */
  readonly deliver?: { readonly kind: 'message' } | { readonly kind: 'redirect'; readonly url: string }
  readonly windowType: WindowKind
  readonly attemptId: string
  readonly merchantOrigin?: string
}

// ---------------------------------------------------------------- window ↔ SDK script (postMessage)

/**
 * `hello` window → script (targetOrigin `*`, carries nothing) · `init` script → window with a nonce ·
 * `resize`, `top-navigate`, `close`, `done` window → script. `done` carries no result: the script fetches
 * it with its attemptSecret. Both sides check `event.source`, `event.origin`, `attemptId` and `nonce`.
 */
export interface WindowMessage {
  readonly naru: 'pay/1'
  readonly kind: 'hello' | 'init' | 'resize' | 'top-navigate' | 'close' | 'done'
  readonly attemptId: string
  readonly nonce: string
  readonly body: {
    readonly nonce?: string
    readonly width?: number
    readonly height?: number
    readonly url?: string
  }
}
