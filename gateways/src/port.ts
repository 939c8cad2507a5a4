/**
 * The contract between the platform and a PG (결제대행사). Read this file first.
 *
 * A gateway is a frozen object: what the console must ask for (`modules`), and
 * what the PG can do (the optional operations). It keeps no state, starts no
 * transaction and knows nothing of our tables: everything it needs comes in as
 * an argument and everything it learns goes out as an answer.
 *
 * Four approval shapes fit:
 *   1. approve after return   `readReturn` gives a proof, `approve` takes the money
 *   2. captured in the window `readReturn` gives a proof, `approve` only verifies it
 *   3. decided later          `approve` answers `pending`; a notification or `inquire` decides
 *   4. pulled later           the PG sells by itself; `inquire` over the PG's order feed finds what became of it
 *
 * Shape 4 (NaverPay's order type) has neither an approval nor a return that tells anything. `begin` registers the cart
 * under our transaction id and sends the buyer away; the browser proves nothing. A module with `sellsByItself` is
 * followed from its first order on: every minute the platform reads the PG's feed of changed orders
 * (`productOrders.listChanged`), finds its own by that id, and does what the books say. A paid order is shape 2 from
 * there (such a module also has `capturesInWindow`): `approve` gets `{ orderId }` as proof and verifies it. What was
 * given back at the PG is recorded as cancelled. A callback (`changes`) hurries the reading and decides nothing. An
 * order that is never paid stays open; it does not turn into a failure by age alone.
 *
 * Every answer to a call over the network is one of
 *   approved   it happened, with the PG's own facts
 *   declined   it certainly did not happen, with the PG's code and message verbatim
 *   pending    the PG accepted and decides later
 *   silent     nobody knows: time-out, reset, unreadable answer. Money may have moved.
 */

// ---------------------------------------------------------------- vocabulary

/** An amount in the smallest unit of its currency, as an integer. 1000 KRW is ₩1,000; 150 USD is $1.50. */
export interface Money {
  readonly minor: number
  readonly currency: string
}

export type Mode = 'LIVE' | 'TEST'
export type ApiVersion = 'V1' | 'V2'
/** What a wallet pays with: a card, its own money or points, an account. */
export type EasyPayMeans = 'CARD' | 'CHARGE' | 'TRANSFER'
export type PayMethod =
  'CARD' | 'VIRTUAL_ACCOUNT' | 'TRANSFER' | 'MOBILE' | 'GIFT_CERTIFICATE' | 'EASY_PAY' | 'CONVENIENCE_STORE'
/** What a billing key stands for. */
export type BillingMethod = 'CARD' | 'MOBILE' | 'EASY_PAY' | 'TRANSFER' | 'PAYPAL'
/** `UI`: no window of ours; the PG's own button stands in the shop's page and opens the PG's window itself. */
export type WindowType = 'IFRAME' | 'POPUP' | 'REDIRECTION' | 'UI'
/** The buttons of PGs that are drawn inside the shop's page, in the SDK's words. */
export type UiType = 'PAYPAL_SPB' | 'PAYPAL_RT'
/** A PG's script that the shop's page runs itself, in V1's words. */
export type PageScriptType = 'toss-brandpay'
export type Device = 'PC' | 'MOBILE'
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }
export type JsonObject = { readonly [key: string]: JsonValue }

/** `A` public documents, `B` open merchant code, `C` nothing public: simulator only, refused in live mode. */
export type Evidence = 'A' | 'B' | 'C'

/** Where the PG's wire is spoken. `simulator` replaces every host of the PG by `<origin>/<gateway id>`. */
export type Environment =
  | { readonly kind: 'live' }
  | { readonly kind: 'sandbox' }
  | { readonly kind: 'simulator'; readonly origin: string }

// ---------------------------------------------------------------- catalogue

/** One field of the channel form. Labels are ours, keys are the catalogue's (`mid`, `signKey`, …). */
export interface CredentialField {
  readonly key: string
  readonly labelKo: string
  readonly labelEn: string
  readonly type: 'text' | 'password' | 'select' | 'file'
  readonly secret: boolean
  readonly required: 'always' | 'conditional' | 'recommended' | 'optional'
  /** The field that is the merchant id at the PG (PG상점아이디). Exactly one per form. */
  readonly isPgMerchantId?: boolean
  /** When the field is needed; every `conditional` field has one. */
  readonly conditionKo?: string
  readonly conditionEn?: string
  /** What a channel with this field blank cannot do. Absent where the condition is a contract that we cannot see. */
  readonly neededFor?: readonly CredentialUse[]
  /** The PG asks to keep the field empty while its condition does not hold; absent: harmless when filled. */
  readonly whenFalse?: 'leave_blank'
  /** The PG breaks when the field is filled without need, so the console asks before it saves one. */
  readonly confirmFilled?: true
  readonly lengthMax?: number
  readonly lengthExact?: number
  /** How ids issued after the contract usually look. A hint for the eye, never a reason to refuse. */
  readonly livePrefix?: string
  readonly liveLength?: number
  /** More than one value fits, separated by commas. */
  readonly itemsMax?: number
  /** Kind of a `file` field, and the name under which the PG hands it out (`{siteCode}` is that field's value). */
  readonly fileType?: 'pem' | 'zip'
  readonly fileName?: string
  readonly options?: readonly { readonly value: string; readonly labelKo: string; readonly labelEn: string }[]
  readonly helpKo?: string
  readonly helpEn?: string
  /**
   * PortOne's form has no such field, because there PortOne itself is the PG's partner and holds the value; whoever runs
   * the platform alone needs it. The help says so.
   */
  readonly addition?: true
}

/**
 * What a channel is used for, as far as credentials depend on it. `BILLING`: billing keys, whichever way they are issued;
 * `BILLING_WINDOW`: the window that issues them.
 */
export type CredentialUse =
  PayMethod | 'BILLING' | 'BILLING_WINDOW' | 'ESCROW' | 'IDENTITY_WINDOW' | 'IDENTITY_API'

export interface CredentialSet {
  readonly versions: readonly ApiVersion[]
  readonly channelAttribute: 'PAYMENT' | 'IDENTITY_VERIFICATION'
  readonly fields: readonly CredentialField[]
  readonly howToFind: {
    readonly adminUrl?: string
    readonly stepsKo: readonly string[]
    readonly stepsEn: readonly string[]
  }
}

/** A MID that PG and platform share for tests; choosing it fills name and credentials, which stay on the server. */
export interface SharedTestMid {
  readonly mid: string
  readonly purposeKo: string
  readonly purposeEn: string
  /** Whose form it fills; absent: the module's first. */
  readonly channelAttribute?: 'PAYMENT' | 'IDENTITY_VERIFICATION'
  /** Values for every `always` field of the form. They open nothing but the simulator. */
  readonly credentials: Readonly<Record<string, string>>
}

/** A payment in the window, a payment by card number over the API, issuing and charging billing keys. */
export type SmartRoutingUse = 'window' | 'keyIn' | 'billing'

export interface GatewayModule {
  /** PG module code, the V1 `pg` (`tosspayments`, `inicis_v2`, `html5_inicis`). Unique over all gateways. */
  readonly code: string
  /** V2 `PgProvider` (`TOSSPAYMENTS`, `INICIS_V2`). */
  readonly pgProvider: string
  readonly labelKo: string
  readonly labelEn: string
  readonly versions: readonly ApiVersion[]
  readonly channelAttributes: readonly ('PAYMENT' | 'IDENTITY_VERIFICATION')[]
  /** False: not in PortOne's preparation guide of 2024-08, which this catalogue started from; absent counts as true. */
  readonly inSeed?: boolean
  readonly surfaces: readonly ('결제창' | 'API' | '간편결제' | '본인인증')[]
  readonly manualConfirmSelectable: boolean
  /** What a smart-routing group (스마트 라우팅) may use this module for, by version; absent: it may not stand in a group. */
  readonly smartRouting?: Readonly<Partial<Record<ApiVersion, readonly SmartRoutingUse[]>>>
  readonly credentialSets: readonly CredentialSet[]
  readonly sharedTestMids: readonly SharedTestMid[]
  /** Evidence of the wire behind this module; `C` is shown as a badge and refused in live mode. */
  readonly evidence: Evidence
  /** True for a PG that exists at the simulator alone: no live channel of it can be saved. */
  readonly testOnly?: true
  /**
   * The PG takes the money inside its window (shape 2). Nobody can veto that afterwards, so the merchant's confirm-process
   * (컨펌 프로세스) is asked before the window opens, the PG's own message starts the approval even where the buyer never
   * comes back, and money that comes to an attempt which is over is recorded or given back.
   */
  readonly capturesInWindow?: true
  /**
   * The PG sells in its own order sheet and we pull what became of it (shape 4): the shop hears nothing through the
   * buyer's browser, and the platform reads the PG's feed of orders (`productOrders`).
   */
  readonly sellsByItself?: true
  /** Window rules: which pay methods, which window types per device (the first is the default), which currencies. */
  readonly window?: {
    readonly payMethods: readonly PayMethod[]
    readonly pc: readonly WindowType[]
    readonly mobile: readonly WindowType[]
    /** On a PC in V1, where PortOne's two SDKs open the PG's window in different ways. */
    readonly pcInV1?: readonly WindowType[]
    readonly currencies: readonly string[]
  }
  /** What the module's billing keys (빌링키) are made of: in its window, and by its API from a card number. */
  readonly billing?: {
    readonly windowMethods: readonly BillingMethod[]
    /** What a request means that names none of several. Absent: it must name one. */
    readonly defaultMethod?: BillingMethod
    /** Where the window's evidence is weaker than the module's; `C` opens at the simulator only. */
    readonly windowEvidence?: Evidence
    readonly byCard: boolean
    readonly currencies: readonly string[]
    /**
     * By version, the methods whose window may be asked to register and to take a first payment at once; absent: none.
     * Only what the PG's contract or PortOne's table of the PG promises for that version.
     */
    readonly withFirstPayment?: Readonly<Partial<Record<ApiVersion, readonly BillingMethod[]>>>
    /** Where the evidence of that is weaker than the module's; `C` opens at the simulator only. */
    readonly firstPaymentEvidence?: Evidence
    /**
     * Methods for which the PG knows no registration without a payment: the key comes with the first payment, in the very
     * window that takes it. `begin`, `readReturn` and `approve` open and settle it (`Order.issuesBillingKey`), and the approval carries the
     * key (`Approved.issued`). Absent: the window registers, and the platform charges the key at once.
     */
    readonly keyComesWithPayment?: readonly BillingMethod[]
  }
  /** The buttons that the module draws inside the shop's page (`loadPaymentUI`, `loadIssueBillingKeyUI`). */
  readonly ui?: { readonly payment?: UiType; readonly billing?: UiType }
  /** True when the module takes a payment by card number over its API (수기 결제). */
  readonly keyIn?: boolean
  /** How the module proves who a person is (본인인증): in its window, and by codes over its API. */
  readonly identity?: {
    /** Window types per device, the first is the default; absent: no window. */
    readonly window?: { readonly pc: readonly WindowType[]; readonly mobile: readonly WindowType[] }
    /** Ways to prove it without a window; empty: none. */
    readonly otpMethods: readonly IdentityMethod[]
    /** Where the evidence of those is weaker than the module's; `C` works at the simulator only. */
    readonly otpEvidence?: Evidence
  }
  /** True when the module issues a virtual account over its API, without a window. */
  readonly virtualAccountByApi?: boolean
  /** Where the evidence of that is weaker than the module's; `C` works at the simulator only. */
  readonly virtualAccountEvidence?: Evidence
  /** True when the module issues barcodes that are paid at the till of a convenience store (편의점 수납). */
  readonly storeBarcode?: boolean
  /** Purses of the buyer that the module takes money from without a window. */
  readonly purses?: readonly PurseKind[]
  /** True for KCP QuickPay: members with a PIN, whose instruments the window registers. */
  readonly quickPay?: boolean
  /**
   * The PG's script sends a buyer's one-time code to an address of ours, which the merchant enters at the PG
   * (`ReturnUrls.customerUrl`); the gateway trades it there (`admitCustomer`).
   */
  readonly admitsCustomers?: true
  /** The PG's script that the module runs in the shop's page (`pageScript`), by V1's name for it (`IMP.loadModule`). */
  readonly pageScript?: PageScriptType
  /** True when the merchant must enter our notification address at the PG (virtual account deposits). */
  readonly notifyUrlPurposeKo?: string
}

export interface GatewayCatalogue {
  readonly id: string
  readonly nameKo: string
  readonly nameEn: string
  readonly category: '결제대행사' | '간편결제 직연동' | '해외 결제대행사'
  readonly pgCompany: string
  readonly merchantAdminUrl?: string
  /** False: not in PortOne's preparation guide of 2024-08; absent counts as true. */
  readonly inSeed?: boolean
  /** The version to which that guide confines the PG; absent: shown for both. */
  readonly seedGate?: ApiVersion
  /** What a test payment really does at the PG: takes money and gives it back at night, or takes none. */
  readonly testModeKo?: string
  readonly testModeEn?: string
  readonly modules: readonly GatewayModule[]
}

// ---------------------------------------------------------------- context of a call

/** Outgoing HTTP to a PG. Throws on time-out, reset and refused connections; never on a status. */
export interface Network {
  send(request: NetworkRequest): Promise<NetworkResponse>
}
export interface NetworkRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly timeoutMs: number
}
export interface NetworkResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** What every operation gets: the channel's opened credentials and the outside world. Never log `credentials`. */
export interface GatewayContext {
  readonly moduleCode: string
  readonly mode: Mode
  readonly environment: Environment
  readonly credentials: Readonly<Record<string, string>>
  readonly network: Network
  readonly now: Date
  /** URL-safe random text of at least 128 bits. */
  readonly randomText: () => string
}

// ---------------------------------------------------------------- orders

export interface Customer {
  readonly customerId?: string
  readonly fullName?: string
  readonly email?: string
  readonly phoneNumber?: string
  /** How a Japanese name is read (후리가나). */
  readonly firstNameKana?: string
  readonly lastNameKana?: string
}

/** The shop as the PG's window and the buyer's slip shall name it; the request's own words. */
export interface StoreDetails {
  readonly storeName?: string
  readonly storeNameKana?: string
  readonly storeNameEn?: string
  readonly storeNameShort?: string
  readonly contactName?: string
  readonly email?: string
  readonly phoneNumber?: string
  /** `HH:mm`. */
  readonly openingHours?: { readonly open?: string; readonly close?: string }
}

/** What the buyer is asked to pay, as prepared. `pgOrderId` (our transaction id, a UUID) is the order number at the PG. */
export interface Order {
  readonly storeId: string
  readonly paymentId: string
  readonly transactionId: string
  readonly pgOrderId: string
  readonly orderName: string
  readonly amount: Money
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly payMethod: PayMethod
  readonly customer: Customer
  readonly device: Device
  readonly isEscrow: boolean
  readonly isCulturalExpense: boolean
  readonly locale?: string
  readonly appScheme?: string
  readonly card?: {
    readonly cardCompany?: string
    readonly installmentMonth?: number
    readonly availableInstallmentMonths?: readonly number[]
    readonly useCardPoint?: boolean
    readonly useAppCardOnly?: boolean
  }
  readonly easyPay?: {
    readonly easyPayProvider?: string
    /** The means that the wallet may show; absent: all that it has. */
    readonly availablePayMethods?: readonly EasyPayMeans[]
    /** False: the wallet's cards pay at once. */
    readonly useInstallment?: boolean
  }
  readonly virtualAccount?: {
    /** Instant at which the account stops taking deposits. */
    readonly expiresAt?: Date
    readonly bank?: string
    readonly accountType?: 'NORMAL' | 'FIXED'
    readonly remitteeName?: string
    readonly cashReceiptType?: string
    readonly customerIdentifier?: string
  }
  readonly transfer?: { readonly cashReceiptType?: string; readonly customerIdentifier?: string }
  /** Instant until which a slip can be paid at the till of a convenience store. */
  readonly convenienceStore?: { readonly deadline?: Date }
  readonly storeDetails?: StoreDetails
  /** The SDK's words: `BOOKNLIFE`, `SMART_MUNSANG`, `CULTURELAND`, `CULTURE_GIFT`, `HAPPYMONEY`. */
  readonly giftCertificate?: { readonly giftCertificateType?: string }
  /** Phone bills are contracted per kind of goods (상품 유형), so the PG wants to be told. */
  readonly productType?: 'REAL' | 'DIGITAL'
  /** What is bought, where the shop named it; prices of one piece in the order's minor units. */
  readonly products?: readonly {
    readonly id: string
    readonly name: string
    readonly unitMinor: number
    readonly quantity: number
    readonly code?: string
    readonly link?: string
  }[]
  /** The merchant's per-PG extras, untouched. */
  readonly bypass?: JsonObject
  /** The API by which the order came, for PGs that keep V1's rules for V1; absent: V2. */
  readonly apiVersion?: ApiVersion
  /** The window shall also ask the buyer for the right to charge again; only of the methods in `keyComesWithPayment`. */
  readonly issuesBillingKey?: true
}

/** Our addresses that this attempt hands to the PG. */
export interface ReturnUrls {
  /** Success and failure return, `POST` or `GET`; carries the attempt's capability token. The gateway may append a query. */
  readonly returnUrl: string
  /** Called by the browser when the buyer closes the PG's own window. */
  readonly closeUrl: string
  /** Server-to-server notifications of this channel. */
  readonly notifyUrl: string
  /** Where the PG's script sends a buyer's one-time code; read by modules with `admitsCustomers` only. */
  readonly customerUrl?: string
}

// ---------------------------------------------------------------- begin and return

/**
 * What the buyer's page does next. The payment window owns one small driver per kind.
 *   redirect            `location.href = url`
 *   form                submit a form (top level or in this frame)
 *   tosspayments-sdk    load `scriptUrl`; `TossPayments(clientKey).payment({customerKey}).requestPayment(request)`,
 *                       or `requestBillingAuth(request)` where `call` says so
 *   brandpay-sdk        load `scriptUrl`; `BrandPay(clientKey, customerKey, options).requestPayment(request)`
 *   naverpay-sdk        load `scriptUrl`; `Naver.Pay.create(config).open(request)`
 *   inicis-standard     load `scriptUrl`; put `fields` in a form; `INIStdPay.pay(formId)`
 *   kcp-standard        load `scriptUrl`; put `fields` in a form; `KCP_Pay_Execute_Web(form)`; what the script hands to
 *                       `m_Completepayment` goes into the form, and the form to `returnUrl`
 *   xpay-crossplatform  load `scriptUrl`; put `fields` in a form; `openXpay(form, platform, 'iframe', null, '', '')` on a PC,
 *                       `open_paymentwindow(form, platform, 'submit')` on a phone; the PG posts the form `LGD_RETURNURL` itself
 *   nicepay-standard    load `scriptUrl`; put `fields` in a form; `goPay(form)`; the script writes what came out into the form
 *                       and calls `nicepaySubmit` (then the form goes to `returnUrl`), or `nicepayClose`
 *   eximbay-sdk         load jQuery (ours) and `scriptUrl`; `EXIMBAY.request_pay(request)`
 *   in-page             no window: give `token` to the PG's button that waits for it in the shop's page (`drawUi`)
 */
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
      readonly request: JsonObject
    }
  | {
      readonly kind: 'brandpay-sdk'
      readonly scriptUrl: string
      readonly clientKey: string
      readonly customerKey: string
      readonly options: JsonObject
      readonly request: JsonObject
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
  | { readonly kind: 'eximbay-sdk'; readonly scriptUrl: string; readonly request: JsonObject }
  | {
      readonly kind: 'naverpay-sdk'
      readonly scriptUrl: string
      readonly config: JsonObject
      readonly request: JsonObject
    }
  | { readonly kind: 'in-page'; readonly token: string }

/** What a shop's page asks before it draws a PG's button; nothing is prepared yet. */
export interface UiRequest {
  readonly uiType: UiType
  readonly currency?: string
  readonly locale?: string
  /** Two letters, ISO 3166. */
  readonly country?: string
  readonly bypass?: JsonObject
}

/**
 * How the SDK draws a PG's button inside the shop's page. It owns one small driver per kind.
 *   paypal-buttons      load `scriptUrl` with these attributes; `window[namespace].Buttons({style, [ask]: token, …})`.
 *                       On each press `ask` is answered with the token of a fresh attempt's in-page hand-off; what the
 *                       buyer approved goes to `readReturn` as its query.
 */
export type UiDrawing = {
  readonly kind: 'paypal-buttons'
  readonly scriptUrl: string
  readonly attributes: Readonly<Record<string, string>>
  readonly namespace: string
  readonly ask: 'createOrder' | 'createBillingAgreement'
  readonly style: JsonObject
}

export type DrawUiAnswer =
  | { readonly kind: 'drawn'; readonly drawing: UiDrawing }
  | {
      readonly kind: 'refused'
      readonly messageKo: string
      readonly messageEn: string
      readonly field: string
    }

/**
 * What a shop's page needs to run a PG's script itself. The SDK owns one small driver per kind.
 *   toss-brandpay       load `scriptUrl`; `BrandPay(clientKey, customerKey, { redirectUrl, … })`, whose functions and
 *                       widget the page uses; the customer is the page's to name.
 */
export interface PageScript {
  readonly kind: PageScriptType
  readonly scriptUrl: string
  readonly clientKey: string
  readonly redirectUrl: string
}

/** A buyer's one-time code was traded at the PG. What the PG gives for it stays there; we keep none of it. */
export type AdmitAnswer = { readonly kind: 'admitted' } | Declined | Silent

/** Origins that the window page must allow in its Content-Security-Policy while this hand-off runs. */
export interface HandOffOrigins {
  readonly script?: readonly string[]
  readonly connect?: readonly string[]
  readonly frame?: readonly string[]
  readonly form?: readonly string[]
  readonly image?: readonly string[]
}

/** `memory` is kept with the transaction (sealed) and handed back to every later operation on it. */
export type BeginAnswer =
  | {
      readonly kind: 'begun'
      readonly handOff: HandOff
      readonly memory: JsonObject
      readonly pgTxId?: string
    }
  | Declined
  | Silent

/** The browser's request to our return address. `form` and `query` hold each name's first value, decoded as UTF-8 unless the gateway asks otherwise. */
export interface IncomingRequest {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly rawBody: Uint8Array
  readonly remoteAddress: string
}

/**
 * What the return says. It is a hint: the buyer's browser carried it.
 * `proof` goes to `approve`; amounts and order ids in it are compared there and by the platform.
 */
export type ReturnReading =
  | {
      readonly kind: 'authenticated'
      readonly proof: JsonObject
      readonly pgTxId?: string
      readonly claimedAmountMinor?: number
      readonly claimedOrderId?: string
    }
  | {
      readonly kind: 'failed'
      readonly pgCode: string
      readonly pgMessage: string
      readonly closedByBuyer: boolean
    }
  | { readonly kind: 'unreadable'; readonly reason: string }

// ---------------------------------------------------------------- answers

export interface Declined {
  readonly kind: 'declined'
  /** Verbatim; empty when the PG gave none. */
  readonly pgCode: string
  readonly pgMessage: string
  /** The PG's answer as text, card numbers as the PG masked them. */
  readonly raw?: string
}
export interface Pending {
  readonly kind: 'pending'
  readonly pgTxId?: string
  readonly raw?: string
}
/** Nobody knows. `reason` is for the log and the timeline: time-out, reset, status, unreadable. */
export interface Silent {
  readonly kind: 'silent'
  readonly reason: string
}

/** How it was paid, in the words of PortOne V2's `PaymentMethod*` (`PaymentMethodCard`, …). Absent keys are unknown. */
export type PaidMethod =
  | { readonly type: 'CARD'; readonly card: CardFacts }
  | { readonly type: 'TRANSFER'; readonly bank?: string }
  | { readonly type: 'VIRTUAL_ACCOUNT'; readonly virtualAccount: VirtualAccountFacts }
  | { readonly type: 'MOBILE'; readonly phoneNumber?: string; readonly carrier?: string }
  | {
      readonly type: 'GIFT_CERTIFICATE'
      readonly giftCertificateType?: string
      readonly approvalNumber: string
    }
  | {
      readonly type: 'EASY_PAY'
      readonly provider?: string
      readonly card?: CardFacts
      /** The wallet charged an account at this bank (REST V2 `Bank`); neither card nor bank: its own money or points. */
      readonly bank?: string
      readonly discountMinor?: number
    }
  | { readonly type: 'CONVENIENCE_STORE'; readonly convenienceStore: ConvenienceStoreFacts }

export interface CardFacts {
  /** Masked by the PG, e.g. `43301234****123*`. Never a full number. */
  readonly number?: string
  readonly bin?: string
  /** PG's issuer and acquirer codes and, when known, names. */
  readonly issuerCode?: string
  readonly acquirerCode?: string
  readonly name?: string
  readonly brand?: 'LOCAL' | 'MASTER' | 'UNIONPAY' | 'VISA' | 'JCB' | 'AMEX' | 'DINERS'
  readonly type?: 'CREDIT' | 'DEBIT' | 'GIFT'
  readonly ownerType?: 'PERSONAL' | 'CORPORATE'
  readonly approvalNumber?: string
  readonly installmentMonth?: number
  readonly isInterestFree?: boolean
  readonly pointUsed?: boolean
}

export interface VirtualAccountFacts {
  /** REST V2 `Bank` member (`SHINHAN`, `KOOKMIN`, …) when the code is known. */
  readonly bank?: string
  readonly accountNumber: string
  readonly accountType?: 'NORMAL' | 'FIXED'
  readonly remitteeName?: string
  readonly remitterName?: string
  readonly issuedAt?: Date
  readonly expiredAt?: Date
}

/** A slip that is paid at the till of a convenience store (편의점 결제). */
export interface ConvenienceStoreFacts {
  /** REST V2 `ConvenienceStoreBrand` when the PG's code is known. */
  readonly brand?: 'LAWSON' | 'FAMILY_MART' | 'MINI_STOP' | 'SEVEN_ELEVEN' | 'SEICOMART'
  /** What the buyer says or types at the till. */
  readonly confirmationNumber?: string
  readonly receiptNumber?: string
  readonly deadline?: Date
}

/** The PG took the money, or issued the account. The platform compares amount, order id and MID with what it prepared. */
export interface Approved {
  readonly kind: 'approved'
  /** `VIRTUAL_ACCOUNT_ISSUED`: nothing is paid yet; a deposit is awaited, or money at the till of a convenience store. */
  readonly state: 'PAID' | 'VIRTUAL_ACCOUNT_ISSUED'
  readonly pgTxId: string
  readonly pgOrderId: string
  /** As the PG reports it; absent when its answer names none. */
  readonly pgMerchantId?: string
  readonly amount: Money
  /**
   * The PG's own order sheet decides what is paid, and may add to what was prepared (delivery to an island): the payment
   * takes this amount where it is more than that.
   */
  readonly isRepriced?: true
  readonly method: PaidMethod
  /** When the PG says it was approved (or issued). */
  readonly at: Date
  readonly receiptUrl?: string
  readonly cashReceipt?: {
    readonly type: 'PERSONAL' | 'CORPORATE'
    readonly issueNumber: string
    readonly url?: string
  }
  /** Merged into the transaction's memory (e.g. the PG's deposit secret). Sealed at rest. */
  readonly memory?: JsonObject
  /**
   * The right to charge again that came with the payment, of an order that `issuesBillingKey`; sealed at rest. A payment
   * without it is half of what was asked for, and goes back.
   */
  readonly issued?: Pick<Issued, 'right' | 'instrument'>
  /** The PG's answer as text, without the key itself. */
  readonly raw: string
}

export type ApproveAnswer = Approved | Declined | Pending | Silent

/** The undoing of an approval whose answer was lost. `approved` means: certainly not paid any more. */
export type NetCancelAnswer = { readonly kind: 'approved'; readonly raw?: string } | Declined | Silent

export interface CancelApproved {
  readonly kind: 'approved'
  readonly pgCancellationId?: string
  readonly at: Date
  readonly receiptUrl?: string
  readonly easyPayDiscountMinor?: number
  readonly raw: string
}
export type CancelAnswer = CancelApproved | Declined | Pending | Silent

/** What the PG's books say about an attempt. */
export type InquireAnswer =
  | {
      readonly kind: 'approved'
      readonly approval: Approved
      readonly cancelledMinor: number
      readonly cancels: readonly {
        readonly pgCancellationId?: string
        readonly amountMinor: number
        readonly at: Date
      }[]
    }
  /** `final`: it can no longer be approved. Not final: the PG may still approve it (a running call, an open window). */
  | {
      readonly kind: 'not-approved'
      readonly final: boolean
      readonly pgCode: string
      readonly pgMessage: string
    }
  | Silent

// ---------------------------------------------------------------- operations' input

export interface ApproveCall {
  readonly order: Order
  readonly proof: JsonObject
  readonly memory: JsonObject
  /** The same on every try of the same approval. */
  readonly idempotencyKey: string
}

export interface CancelCall {
  readonly order: Order
  readonly pgTxId: string
  readonly memory: JsonObject
  readonly methodType: PaidMethod['type']
  readonly cancellationId: string
  /** When it was asked for, for books that are kept by day. */
  readonly requestedAt?: Date
  /** The same on every try of the same cancel; our cancellation id. */
  readonly idempotencyKey: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  /** What stays paid after this cancel, in minor units; 0 = full or last cancel. */
  readonly remainingMinor: number
  /** True when this single cancel gives back everything and nothing was cancelled before. */
  readonly isWhole: boolean
  readonly reason: string
  readonly requester?: 'CUSTOMER' | 'ADMIN'
  /** Nothing was paid in yet: close the account, or the slip of a convenience store, instead of refunding. */
  readonly isUnpaidVirtualAccount: boolean
  readonly refundAccount?: {
    readonly bank: string
    readonly number: string
    readonly holderName: string
    readonly holderPhoneNumber?: string
  }
}

export interface InquireCall {
  readonly order: Order
  readonly pgTxId?: string
  readonly memory: JsonObject
  /** When the attempt began, for books that are kept by day or asked by time. */
  readonly attemptedAt?: Date
}

/** What to answer the PG once the message is recorded (or refused). */
export interface Acknowledgement {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/**
 * A server-to-server message of the PG, read but not yet believed.
 * `check` says how it may be believed: `inquire` = ask the PG before acting; `memory` = its `secret`
 * equals a value the gateway stored in the transaction's memory, compared by `verifyNotification`.
 */
export type NotificationReading =
  | {
      readonly kind: 'transaction'
      readonly pgOrderId: string
      readonly pgTxId?: string
      /** What the message claims happened. `DEPOSIT_ASKED`: a till asks whether it may take the money now. */
      readonly claim:
        'DEPOSITED' | 'DEPOSIT_ASKED' | 'APPROVED' | 'FAILED' | 'CANCELLED' | 'DEPOSIT_REVERSED' | 'CHANGED'
      readonly amountMinor?: number
      readonly accountNumber?: string
      /** Of `DEPOSIT_ASKED`: how the buyer wants to pay at the till. */
      readonly tender?: 'card' | 'cash'
      readonly secret?: string
      readonly at?: Date
      /** What `approve` may be given where the message stands for the buyer's return (a module with `capturesInWindow`). */
      readonly proof?: JsonObject
      readonly accepted: Acknowledgement
      readonly refused: Acknowledgement
    }
  | { readonly kind: 'ignored'; readonly reason: string; readonly accepted: Acknowledgement }
  /** Something changed in the PG's feed of orders; which one it is, only the feed says. */
  | { readonly kind: 'changes'; readonly accepted: Acknowledgement }
  | { readonly kind: 'unreadable'; readonly reason: string; readonly refused: Acknowledgement }

/** A deposit that a message tells of, where the PG's inquiry does not. */
export interface DepositCall {
  readonly order: Order
  readonly pgTxId: string
  readonly memory: JsonObject
  readonly notice: Extract<NotificationReading, { kind: 'transaction' }>
}

// ---------------------------------------------------------------- billing keys, key-in, accounts by API

/** A card as somebody typed it. Handed through to the PG; never stored, never logged. */
export interface CardCredential {
  readonly number: string
  /** `YY` and `MM`. */
  readonly expiryYear: string
  readonly expiryMonth: string
  /** `yyMMdd` of a person, ten digits of a company. */
  readonly birthOrBusinessRegistrationNumber?: string
  readonly passwordTwoDigits?: string
}

/** What the buyer registers for later charges. `pgIssueId` (a UUID) is the name of this registration at the PG. */
export interface BillingOrder {
  readonly storeId: string
  readonly pgIssueId: string
  readonly issueId?: string
  readonly issueName?: string
  readonly method: BillingMethod
  readonly customer: Customer
  readonly device: Device
  /** Shown in the PG's window; nothing is charged. */
  readonly displayAmount?: Money
  readonly offerPeriod?: { readonly from?: Date; readonly until?: Date; readonly interval?: string }
  readonly easyPay?: { readonly easyPayProvider?: string }
  readonly productType?: 'REAL' | 'DIGITAL'
  readonly locale?: string
  readonly appScheme?: string
  readonly bypass?: JsonObject
  /** The API by which it came; absent: V2. */
  readonly apiVersion?: ApiVersion
}

/** The instrument behind a billing key, in the words of PortOne V2's `BillingKeyPaymentMethod*`. */
export type BillingInstrument =
  | { readonly type: 'CARD'; readonly card: CardFacts }
  | { readonly type: 'MOBILE'; readonly phoneNumber?: string }
  | { readonly type: 'EASY_PAY'; readonly provider?: string; readonly card?: CardFacts }
  | { readonly type: 'TRANSFER'; readonly bank?: string; readonly accountNumber?: string }
  | { readonly type: 'PAYPAL' }

/** The PG gave the right to charge. `right` is what a charge must present (key, customer key, …); sealed at rest. */
export interface Issued {
  readonly kind: 'issued'
  readonly right: JsonObject
  readonly instrument: BillingInstrument
  readonly pgTxId?: string
  /** As the PG reports it; absent when its answer names none. */
  readonly pgMerchantId?: string
  readonly at: Date
  /** The PG's answer as text, without the key itself. */
  readonly raw: string
}

/** Issuing moves no money, and a right that we never learn of can never be used: silence is a failure that may be repeated. */
export type IssueAnswer = Issued | Declined | Silent

export interface IssueCall {
  readonly order: BillingOrder
  readonly proof: JsonObject
  readonly memory: JsonObject
  /** The same on every try of the same issue. */
  readonly idempotencyKey: string
}

export interface IssueByCardCall {
  readonly order: BillingOrder
  readonly card: CardCredential
  readonly idempotencyKey: string
}

export interface ChargeCall {
  readonly order: Order
  readonly right: JsonObject
  /** The same on every try of the same charge. */
  readonly idempotencyKey: string
}

export interface KeyInCall {
  readonly order: Order
  readonly card: CardCredential
  readonly idempotencyKey: string
}

export interface DeleteBillingKeyCall {
  readonly right: JsonObject
  readonly reason?: string
  readonly requester?: 'CUSTOMER' | 'ADMIN'
}

/**
 * `deleted` also for a key that the PG no longer knows, where the PG says so in words that mean nothing else. Where it
 * publishes no such word (KICC), the refusal stays a refusal: the key may be alive, and the merchant hears that it may.
 */
export type DeleteBillingKeyAnswer = { readonly kind: 'deleted' } | Declined | Silent

// ---------------------------------------------------------------- after the payment

/** Something done for a paid order that moves no money of the buyer. */
export interface PaidCall {
  readonly order: Order
  readonly pgTxId: string
  readonly memory: JsonObject
  /** Paid and not given back, minor units. */
  readonly balanceMinor: number
}

export interface PostalAddress {
  readonly name?: string
  readonly phoneNumber?: string
  readonly zipcode?: string
  readonly address?: string
}

/** Delivery of an escrow order (에스크로 배송 등록). */
export interface EscrowDeliveryCall extends PaidCall {
  /** False: the delivery was registered before and is corrected. */
  readonly isFirst: boolean
  /** REST V2 `PaymentLogisticsCompany`, and its Korean name. */
  readonly company: string
  readonly companyNameKo: string
  readonly invoiceNumber: string
  readonly sentAt: Date
  readonly registrarName: string
  readonly sender: PostalAddress
  readonly receiver: PostalAddress
  /** The PG is asked to mail the buyer when he may confirm. */
  readonly sendEmail?: boolean
}

export type ServiceAnswer =
  | {
      readonly kind: 'done'
      readonly at: Date
      readonly raw: string
      /** Where the buyer's slip shows it. */
      readonly receiptUrl?: string
    }
  | Declined
  | Silent

/** What one partner (하위 상점) sold of a paid order, as the buyer's sales slip (매출전표) shall name it. */
export interface StoreReceipt {
  /** Ten digits. */
  readonly businessRegistrationNumber: string
  readonly name: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
}

/** How far the goods of a paid order are, for PGs that pay out only once they know. */
export interface DeliveryReportCall extends PaidCall {
  readonly type: 'PHYSICAL' | 'DIGITAL'
  readonly status: 'ORDER_PLACED' | 'ORDER_SHIPPED' | 'DELIVERING' | 'DELIVERED'
  /** Number and name of the carrier; of physical goods. */
  readonly trackingNumber?: string
  readonly carrier?: string
  readonly estimatedDeliveryAt: Date
  readonly estimatedUpdateAt: Date
  readonly reason?: string
  readonly isRefundable: boolean
  readonly details?: string
  readonly recipient: {
    readonly email: string
    readonly country?: string
    readonly city?: string
    readonly zipcode?: string
    readonly state?: string
    readonly street?: string
    readonly phoneNumber?: string
    readonly firstName?: string
    readonly lastName?: string
  }
}

/** What a paid order has come to, for PGs that show the buyer his orders (PAYCO). */
export type OrderState = 'DELIVERY_STARTED' | 'PURCHASE_DECIDED' | 'CANCELLED'

/** An issued account that nobody paid into gets another amount, another deadline, or both. Saying the same twice is one change. */
export interface ChangeAccountCall {
  /** With the amount as it stands at the PG now. */
  readonly order: Order
  readonly pgTxId: string
  readonly memory: JsonObject
  readonly amountMinor?: number
  readonly taxFreeMinor?: number
  readonly expiresAt?: Date
}

// ---------------------------------------------------------------- purses of the buyer

/**
 * Money of the buyer's own that the PG keeps or reaches, asked for without a window. What opens it is handed through;
 * a password is never stored and never logged.
 *   BENEPIA         welfare points (복지포인트), by account and password; without a member company it is a trial
 *   QUICKPAY_MONEY  prepaid money of a KCP QuickPay member, whose PIN was checked in the PG's window
 */
export type Purse =
  | {
      readonly kind: 'BENEPIA'
      readonly userId: string
      readonly password: string
      readonly memberCompany?: string
    }
  | {
      readonly kind: 'QUICKPAY_MONEY'
      readonly memberId: string
      /** `pgIssueId` of the PIN check. */
      readonly pinCheckId: string
      /** What the merchant's server registered about this order beforehand. */
      readonly registration?: {
        readonly btid: string
        readonly customerAddress: string
        readonly codeVerifier: string
      }
    }
export type PurseKind = Purse['kind']

export type PurseAnswer = { readonly kind: 'balance'; readonly minor: number } | Declined | Silent

/** A cash receipt (현금영수증) that is issued by itself, also for money that came in outside. */
export interface CashReceiptCall {
  /** Our id of this issue, at most 64 of `[A-Za-z0-9-_]`. */
  readonly receiptId: string
  readonly orderName: string
  readonly type: 'PERSONAL' | 'CORPORATE'
  /** Digits: phone, card or business number. Handed through; never stored, never logged. */
  readonly identityNumber: string
  readonly amount: Money
  readonly supplyMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly customer: Customer
  /** The same on every try of the same issue. */
  readonly idempotencyKey: string
}

export type CashReceiptAnswer =
  | {
      readonly kind: 'issued'
      /** The PG's name of the receipt, for its cancel. */
      readonly pgReceiptId: string
      /** The tax office's number. */
      readonly issueNumber: string
      readonly url?: string
      readonly at: Date
      readonly raw: string
    }
  | Declined
  | Silent

export interface CancelCashReceiptCall {
  readonly pgReceiptId: string
  readonly amount: Money
  readonly reason: string
  readonly idempotencyKey: string
}

/** The part of a payment for which a cash receipt may be issued (현금영수증 발급 가용액), minor units. */
export type ReceiptableAnswer =
  | {
      readonly kind: 'told'
      readonly totalMinor: number
      /** Of the total: paid with the wallet's own points, and with the means behind the wallet. */
      readonly byPointMinor: number
      readonly byPrimaryMinor: number
      readonly supplyMinor: number
      readonly vatMinor: number
      readonly raw: string
    }
  | Declined
  | Silent

// ---------------------------------------------------------------- card promotions of the PG

/** A discount that the PG itself pays for (PG 카드 프로모션). */
export interface CardPromotion {
  readonly promotionId: string
  /** The SDK's word: `SHINHAN_CARD`. */
  readonly cardCompany: string
  readonly discountMinor: number
  readonly minimumMinor: number
}
export type CardPromotionsAnswer =
  { readonly kind: 'found'; readonly promotions: readonly CardPromotion[] } | Declined | Silent

// ---------------------------------------------------------------- orders that the PG itself sells (주문형)

/** One product of an order (상품주문), as the PG's books have it. A payment has one or more of them. */
export interface ProductOrder {
  readonly productOrderId: string
  /** The PG's order; the payment's `pgTxId` once it is paid. */
  readonly orderId: string
  /** What `begin` registered the order under: our transaction id. Absent: the order is not one of ours. */
  readonly pgOrderId?: string
  /** The PG's own words. */
  readonly status: string
  readonly claimType?: string
  readonly claimStatus?: string
  readonly isHeldBack: boolean
  /** The shop has taken the order (발주 확인). */
  readonly isPlaced: boolean
  readonly state: ProductOrderState
  readonly productId: string
  readonly productName: string
  readonly optionId: string
  readonly optionName: string
  readonly quantity: number
  /** What the buyer paid for it, without delivery. */
  readonly amountMinor?: number
  readonly deliveryMinor?: number
  readonly trackingNumber?: string
  readonly orderer?: { readonly name: string; readonly id: string; readonly tel: string }
  readonly shippingAddress?: {
    readonly name: string
    readonly postcode: string
    readonly base: string
    readonly detail?: string
    readonly tel1: string
    readonly tel2?: string
  }
  readonly shippingMemo?: string
  readonly shippingDue?: Date
  /** 개인통관고유부호. */
  readonly individualCode?: string
}

/** Where the money of a product order is. `GONE`: it was never paid. */
export type ProductOrderState = 'WAITING' | 'PAID' | 'CANCELLED' | 'RETURNED' | 'GONE'

/** What the shop does about one product order. Codes are V1's, which are the PG's. */
export type ProductOrderAction =
  | { readonly kind: 'place' }
  | {
      readonly kind: 'ship'
      readonly method: string
      readonly company?: string
      readonly trackingNumber?: string
      readonly dispatchedAt: Date
    }
  | { readonly kind: 'cancel'; readonly reason: string }
  | { readonly kind: 'approve-cancel' }
  | {
      readonly kind: 'request-return'
      readonly reason: string
      readonly method: string
      readonly company?: string
      readonly trackingNumber?: string
    }
  | { readonly kind: 'approve-return'; readonly memo?: string }
  | { readonly kind: 'reject-return'; readonly memo: string }
  | {
      readonly kind: 'withhold-return'
      readonly reason: string
      readonly memo: string
      readonly extraChargeMinor: number
    }
  | { readonly kind: 'resolve-return' }
  | { readonly kind: 'collect-exchanged' }
  | {
      readonly kind: 'ship-exchanged'
      readonly method: string
      readonly company?: string
      readonly trackingNumber?: string
    }

export type ProductOrdersAnswer =
  { readonly kind: 'read'; readonly productOrders: readonly ProductOrder[] } | Declined | Silent

/** `until`: as far as this answer reaches, which is less than was asked for where the PG had more than it gives at once. */
export type ChangedOrdersAnswer =
  | { readonly kind: 'listed'; readonly productOrderIds: readonly string[]; readonly until: Date }
  | Declined
  | Silent

export interface ProductReview {
  readonly reviewId: string
  readonly score: string
  readonly title: string
  readonly content?: string
  readonly productOrderId: string
  readonly productId: string
  readonly productName: string
  readonly optionName?: string
  readonly writer: string
  readonly createdAt: Date
  readonly modifiedAt?: Date
}
export type ReviewsAnswer =
  { readonly kind: 'read'; readonly reviews: readonly ProductReview[] } | Declined | Silent

/** What a cart comes to in the PG's order sheet. */
export type CartPrice =
  | { readonly kind: 'priced'; readonly goodsMinor: number; readonly totalMinor: number }
  | {
      readonly kind: 'refused'
      readonly messageKo: string
      readonly messageEn: string
      readonly field: string
    }

export type WishAnswer = { readonly kind: 'registered'; readonly url: string } | Declined | Silent

/** The desk of a PG that sells by itself. Nothing here takes money; `act` may let the PG give some back. */
export interface ProductOrderDesk {
  /** Pure: the total that `begin` registers for the cart in these extras. */
  priceCart(bypass: JsonObject | undefined): CartPrice
  /** Product orders that changed in a span of at most a day. */
  listChanged(
    context: GatewayContext,
    span: { readonly from: Date; readonly until: Date },
  ): Promise<ChangedOrdersAnswer>
  /** Unknown ids are left out. */
  read(context: GatewayContext, productOrderIds: readonly string[]): Promise<ProductOrdersAnswer>
  /** All product orders of one order. */
  readOrder(context: GatewayContext, orderId: string): Promise<ProductOrdersAnswer>
  /** Repeating it does no harm: the PG refuses what is done already. */
  act(
    context: GatewayContext,
    call: { readonly productOrderId: string; readonly action: ProductOrderAction },
  ): Promise<ServiceAnswer>
  /** Reviews of buyers, a span of at most a day. */
  listReviews(
    context: GatewayContext,
    span: { readonly from: Date; readonly until: Date; readonly kind: 'GENERAL' | 'PREMIUM' },
  ): Promise<ReviewsAnswer>
  /** Puts products on the wish list (찜) of whoever opens the answered page. */
  registerWishes(
    context: GatewayContext,
    call: { readonly bypass: JsonObject | undefined; readonly device: Device },
  ): Promise<WishAnswer>
}

// ---------------------------------------------------------------- identity verification (본인인증)

/** A text message with a code, or an app of the phone company. */
export type IdentityMethod = 'SMS' | 'APP'
export type PhoneOperator = 'SKT' | 'KT' | 'LGU' | 'SKT_MVNO' | 'KT_MVNO' | 'LGU_MVNO'

/** Who is said to stand before the window. Phone numbers are digits only. */
export interface ClaimedPerson {
  readonly customerId?: string
  readonly fullName?: string
  readonly phoneNumber?: string
  /** `1990`, `07`, `08`. */
  readonly birthYear?: string
  readonly birthMonth?: string
  readonly birthDay?: string
}

/** One try to prove who a person is. `pgVerificationId` (our transaction id, a UUID) is its name at the PG. */
export interface IdentityOrder {
  readonly storeId: string
  readonly identityVerificationId: string
  readonly pgVerificationId: string
  readonly person: ClaimedPerson
  readonly device: Device
  /** Shown to the person as the service that asks. */
  readonly storeName: string
  readonly locale?: string
  /** The merchant's per-PG extras, untouched. */
  readonly bypass?: JsonObject
}

/** A code is sent to a phone. */
export interface SendOtpCall {
  readonly order: IdentityOrder
  readonly method: IdentityMethod
  readonly operator: PhoneOperator
  /** Birth date and the first digit of the back part (`9001011`). Handed through; never stored, never logged. */
  readonly identityNumber?: string
  /** Of the person, not of the merchant's server. */
  readonly ipAddress: string
}

/** A code that was sent. `memory` is what `sendOtp` gave. */
export interface SentOtpCall {
  readonly order: IdentityOrder
  readonly method: IdentityMethod
  readonly memory: JsonObject
}

export type SendOtpAnswer =
  { readonly kind: 'sent'; readonly memory: JsonObject; readonly pgTxId?: string } | Declined | Silent

/** What the PG knows of a person. `ci` joins him over all services, `di` within one. */
export interface VerifiedPerson {
  readonly name: string
  /** `1990-07-08`. */
  readonly birthDate?: string
  readonly gender?: 'MALE' | 'FEMALE'
  /** Digits only. */
  readonly phoneNumber?: string
  readonly operator?: PhoneOperator
  readonly isForeigner?: boolean
  readonly ci?: string
  readonly di?: string
}

export type IdentityAnswer =
  | {
      readonly kind: 'verified'
      readonly person: VerifiedPerson
      readonly pgTxId: string
      readonly at: Date
      readonly raw: string
    }
  | Declined
  | Silent

// ---------------------------------------------------------------- settlement

/**
 * One line of the PG's settlement books (정산 내역). Figures are positive, in minor units of `currency`; those of a
 * cancel are what goes back. Days are Seoul's, `YYYY-MM-DD`.
 */
export interface SettlementLine {
  /** The PG's own name of this movement, unique under its merchant id; the same line never comes under two names. */
  readonly lineId: string
  readonly kind: 'APPROVAL' | 'CANCEL'
  readonly pgTxId: string
  /** Our transaction id, where the PG repeats it. */
  readonly pgOrderId?: string
  readonly pgCancellationId?: string
  readonly method: PayMethod | 'ETC'
  readonly currency: string
  readonly amountMinor: number
  /** Absent: the PG does not say. */
  readonly taxFreeMinor?: number
  readonly vatMinor?: number
  readonly feeMinor: number
  readonly feeVatMinor?: number
  readonly transactionDay: string
  /** When the PG pays out, or will. */
  readonly settlementDay?: string
  readonly installmentMonth?: number
  readonly isEscrow?: boolean
}

/** All movements of one Seoul day under one merchant id, page by page. */
export interface SettlementsCall {
  readonly pgMerchantId: string
  /** The day of the transaction (거래일), `YYYY-MM-DD`. */
  readonly day: string
  /** From the answer before; absent for the first page. */
  readonly cursor?: string
}

export type SettlementsAnswer =
  | { readonly kind: 'page'; readonly lines: readonly SettlementLine[]; readonly next?: string }
  | Declined
  | Silent

// ---------------------------------------------------------------- credentials

/** What a channel form came to, before it is saved. */
export interface CredentialEntry {
  readonly moduleCode: string
  /** Where test and live share one host, the key alone decides whether money moves. */
  readonly mode: Mode
  readonly credentials: Readonly<Record<string, string>>
  /** Names of the files that were chosen just now, by field key; a PG may say whose they are by their name. */
  readonly fileNames: Readonly<Record<string, string>>
  readonly now: Date
}

/** What credentials tell about themselves without any call: whether they fit each other, and for how long. */
export interface CredentialInspection {
  /** Refuse the save; `key` is the field's. */
  readonly problems: readonly {
    readonly key: string
    readonly messageKo: string
    readonly messageEn: string
  }[]
  /** When they stop working by themselves (the end of a certificate). */
  readonly expiresAt?: Date
}

/**
 * What the cheapest signed request told about a channel's credentials: an inquiry of a trade that cannot exist, which
 * a right key answers with "not found" and a wrong one with the PG's own refusal.
 *   accepted   the PG knows the signer; `checked` names the fields that the request proved, and only those
 *   refused    the PG says that key or merchant id are wrong
 *   unclear    the PG answered something that decides neither
 */
export type ProbeAnswer =
  | {
      readonly kind: 'accepted' | 'refused' | 'unclear'
      readonly checked: readonly string[]
      readonly pgCode: string
      readonly pgMessage: string
    }
  | Silent

/** What an order may depend on beside itself: the choices of the channel's form that are no secret, and the time. */
export interface ChannelSettings {
  readonly settings: Readonly<Record<string, string>>
  readonly now: Date
}

// ---------------------------------------------------------------- the gateway

export interface Gateway {
  readonly id: string
  readonly catalogue: GatewayCatalogue
  /**
   * Modules of the PG that speak another wire altogether, by code, each with who speaks it under the same id and catalogue.
   * Whoever knows the module asks `speakerOf` for its connector.
   */
  readonly otherWires?: Readonly<Record<string, Gateway>>

  /** Pure: finds what is wrong with a form's values beyond lengths and choices. */
  inspectCredentials?(entry: CredentialEntry): CredentialInspection
  /** Asks the PG whether it accepts the channel's credentials. Moves no money and leaves nothing behind. */
  probe?(context: GatewayContext): Promise<ProbeAnswer>

  /** Refuses, before anything is stored, what this PG cannot do. A sentence for the buyer's developer, or undefined. */
  checkOrder?(
    moduleCode: string,
    order: Order,
    /** Absent: what depends on the channel's form is left to `begin`. */
    channel?: ChannelSettings,
  ): { readonly messageKo: string; readonly messageEn: string; readonly field: string } | undefined

  /** Pure: what the SDK needs to draw the PG's button in the shop's page. */
  drawUi?(context: GatewayContext, request: UiRequest): DrawUiAnswer
  /** Pure: what the shop's page needs to run the PG's own script in it. Undefined where the module has none. */
  pageScript?(context: GatewayContext, urls: Pick<ReturnUrls, 'customerUrl'>): PageScript | undefined
  /** Trades a buyer's one-time code, which the PG's script sent to our address. Moves no money; a code counts once. */
  admitCustomer?(context: GatewayContext, request: IncomingRequest): Promise<AdmitAnswer>
  /** Pure: the PG's origins that the window page must admit for this module. */
  windowOrigins?(moduleCode: string, environment: Environment): HandOffOrigins
  /** Prepares the PG's window. May call the PG (KakaoPay ready) or only compute a form (Inicis). */
  begin?(context: GatewayContext, order: Order, urls: ReturnUrls): Promise<BeginAnswer>
  /** Pure: reads the browser's return. */
  readReturn?(
    context: GatewayContext,
    order: Order,
    memory: JsonObject,
    request: IncomingRequest,
  ): ReturnReading
  /** Takes the money (shape 1) or verifies that it was taken (shape 2). */
  approve?(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer>
  /** True when repeating `approve` with the same idempotency key can never take money twice. */
  readonly approveIsIdempotent?: boolean
  netCancel?(context: GatewayContext, call: ApproveCall): Promise<NetCancelAnswer>
  inquire?(context: GatewayContext, call: InquireCall): Promise<InquireAnswer>
  cancel?(context: GatewayContext, call: CancelCall): Promise<CancelAnswer>
  /** True when repeating `cancel` with the same idempotency key can never give money back twice. */
  readonly cancelIsIdempotent?: boolean
  /** The PG's order inquiry as it answers it, for those REST operations that hand it through (KakaoPay). Moves nothing. */
  rawOrder?(
    context: GatewayContext,
    pgTxId: string,
  ): Promise<{ readonly kind: 'answered'; readonly status: number; readonly body: string } | Silent>
  /** Asks the PG whether this very cancel happened; needed when `cancel` may not be repeated. */
  inquireCancel?(context: GatewayContext, call: CancelCall): Promise<CancelAnswer>

  /** Refuses, before anything is stored, what this PG cannot register. */
  checkBillingOrder?(
    moduleCode: string,
    order: BillingOrder,
  ): { readonly messageKo: string; readonly messageEn: string; readonly field: string } | undefined
  /** Prepares the PG's window for a billing key. */
  beginIssue?(context: GatewayContext, order: BillingOrder, urls: ReturnUrls): Promise<BeginAnswer>
  /** Pure: reads the browser's return from that window. */
  readIssueReturn?(
    context: GatewayContext,
    order: BillingOrder,
    memory: JsonObject,
    request: IncomingRequest,
  ): ReturnReading
  /** Fetches the right to charge, after the window; may only read what the return carried. */
  issueBillingKey?(context: GatewayContext, call: IssueCall): Promise<IssueAnswer>
  issueBillingKeyByCard?(context: GatewayContext, call: IssueByCardCall): Promise<IssueAnswer>
  /** Takes money with a billing key. Settled by `inquire` like any approval. */
  chargeBillingKey?(context: GatewayContext, call: ChargeCall): Promise<ApproveAnswer>
  /** True when repeating a charge with the same idempotency key can never take money twice. */
  readonly chargeIsIdempotent?: boolean
  /** Absent: the PG has no such call, and we only forget the key. */
  deleteBillingKey?(context: GatewayContext, call: DeleteBillingKeyCall): Promise<DeleteBillingKeyAnswer>
  /** Takes money by card number. Never repeated: the card is not kept. */
  payByCard?(context: GatewayContext, call: KeyInCall): Promise<ApproveAnswer>
  /** Issues a virtual account without a window. */
  issueVirtualAccount?(
    context: GatewayContext,
    call: { readonly order: Order; readonly idempotencyKey: string },
  ): Promise<ApproveAnswer>

  /** Gives an account that waits for its deposit another amount or deadline. Absent: the PG cannot. */
  changeVirtualAccount?(context: GatewayContext, call: ChangeAccountCall): Promise<ServiceAnswer>
  /**
   * Issues a barcode for the till of a convenience store, or registers one that the shop made. It waits for its money like
   * an account: the barcode is the account's number, `cancel` closes it, a deposit is told and inquired the same way.
   */
  issueStoreBarcode?(
    context: GatewayContext,
    call: { readonly order: Order; readonly barcode?: string; readonly idempotencyKey: string },
  ): Promise<ApproveAnswer>
  readPurse?(context: GatewayContext, purse: Purse): Promise<PurseAnswer>
  /** Takes money from a purse. Never repeated: what opens it is not kept. */
  payFromPurse?(
    context: GatewayContext,
    call: { readonly order: Order; readonly purse: Purse; readonly idempotencyKey: string },
  ): Promise<ApproveAnswer>
  /** A QuickPay member no longer pays by fingerprint or face (생체인증 해제). */
  releaseBiometrics?(context: GatewayContext, call: { readonly memberId: string }): Promise<ServiceAnswer>

  /** Withdraws a cancel that the PG has accepted and not decided (`pending`). */
  stopCancel?(context: GatewayContext, call: CancelCall): Promise<ServiceAnswer>
  /** Asks the acquirer to collect (수동 매입); for contracts that do not collect by themselves. */
  capture?(context: GatewayContext, call: PaidCall): Promise<ServiceAnswer>
  registerEscrowDelivery?(context: GatewayContext, call: EscrowDeliveryCall): Promise<ServiceAnswer>
  /** Confirms the purchase in the buyer's place (구매 확정). */
  completeEscrow?(
    context: GatewayContext,
    call: PaidCall & { readonly fromStore: boolean },
  ): Promise<ServiceAnswer>
  /** Puts the lines of partners (하위 상점) on the buyer's sales slip. */
  registerStoreReceipts?(
    context: GatewayContext,
    call: PaidCall & { readonly stores: readonly StoreReceipt[] },
  ): Promise<ServiceAnswer>
  reportDelivery?(context: GatewayContext, call: DeliveryReportCall): Promise<ServiceAnswer>
  changeOrderState?(
    context: GatewayContext,
    call: PaidCall & { readonly state: OrderState },
  ): Promise<ServiceAnswer>
  /** Gives the buyer the points of his purchase (포인트 적립), where the PG waits to be told. */
  depositPoints?(context: GatewayContext, call: PaidCall): Promise<ServiceAnswer>
  /** For how much of a payment a cash receipt may be issued; moves nothing. */
  readReceiptable?(context: GatewayContext, call: PaidCall): Promise<ReceiptableAnswer>
  issueCashReceipt?(context: GatewayContext, call: CashReceiptCall): Promise<CashReceiptAnswer>
  /** True when repeating an issue with the same idempotency key can never issue twice. */
  readonly cashReceiptIsIdempotent?: boolean
  cancelCashReceipt?(context: GatewayContext, call: CancelCashReceiptCall): Promise<ServiceAnswer>

  /** Card promotions that the PG offers for an amount. */
  listCardPromotions?(
    context: GatewayContext,
    call: { readonly amount: Money; readonly cardCompany?: string },
  ): Promise<CardPromotionsAnswer>

  /** Refuses, before anything is stored, what this PG cannot verify. */
  checkIdentityOrder?(
    moduleCode: string,
    order: IdentityOrder,
  ): { readonly messageKo: string; readonly messageEn: string; readonly field: string } | undefined
  /** Prepares the PG's window for a person to prove who he is. */
  beginIdentity?(context: GatewayContext, order: IdentityOrder, urls: ReturnUrls): Promise<BeginAnswer>
  /** Pure: reads the browser's return from that window. */
  readIdentityReturn?(
    context: GatewayContext,
    order: IdentityOrder,
    memory: JsonObject,
    request: IncomingRequest,
  ): ReturnReading
  /** Fetches from the PG, server to server, who it was. Repeated with the same proof after a silence. */
  fetchIdentity?(
    context: GatewayContext,
    call: { readonly order: IdentityOrder; readonly proof: JsonObject; readonly memory: JsonObject },
  ): Promise<IdentityAnswer>
  sendOtp?(context: GatewayContext, call: SendOtpCall): Promise<SendOtpAnswer>
  /** The same code request once more; `memory` replaces the former. */
  resendOtp?(context: GatewayContext, call: SentOtpCall): Promise<SendOtpAnswer>
  /** A wrong code is `declined`, and may be followed by a right one. `otp` is absent where an app approves. */
  confirmOtp?(context: GatewayContext, call: SentOtpCall & { readonly otp?: string }): Promise<IdentityAnswer>

  /**
   * Checks who sent a message, for PGs that sign them and whose key must be fetched (a certificate). Asked before the
   * message may hurry anything. `silent`: the key could not be had, so the PG is asked to repeat the message.
   */
  authenticateNotification?(
    context: GatewayContext,
    request: IncomingRequest,
  ): Promise<{ readonly kind: 'genuine' | 'forged' } | Silent>
  /** Present where a module `sellsByItself`. */
  readonly productOrders?: ProductOrderDesk
  /** Reads the PG's settlement books of a day. Moves nothing, so it may be repeated at will. */
  settlements?(context: GatewayContext, call: SettlementsCall): Promise<SettlementsAnswer>
  /** True where the PG has no such public call and `settlements` speaks to the simulator only (`simulatorSettlements`). */
  readonly settlementsAtSimulatorOnly?: boolean

  /** Pure: reads a server-to-server message. */
  readNotification?(
    context: Pick<GatewayContext, 'moduleCode' | 'credentials'>,
    request: IncomingRequest,
  ): NotificationReading
  /** True when the message's secret matches what was remembered; the platform then still inquires where `inquire` exists. */
  verifyNotification?(
    memory: JsonObject,
    reading: Extract<NotificationReading, { kind: 'transaction' }>,
  ): boolean
  /**
   * Pure: what a genuine message proves about a deposit, for a PG whose inquiry does not tell whether an account was paid
   * into. Asked in place of `inquire`, so the gateway must know the sender (`authenticateNotification`).
   */
  readDeposit?(context: GatewayContext, call: DepositCall): InquireAnswer
}

/** The connector of one module: the gateway itself, or the one of the module's own wire. */
export function speakerOf(gateway: Gateway, moduleCode: string): Gateway {
  const { otherWires = {} } = gateway
  return (Object.hasOwn(otherWires, moduleCode) ? otherWires[moduleCode] : undefined) ?? gateway
}

/** The catalogue form that a channel of this module and version needs; undefined when the module has no such version. */
export function credentialForm(
  module: GatewayModule,
  version: ApiVersion,
  attribute: 'PAYMENT' | 'IDENTITY_VERIFICATION' = 'PAYMENT',
): CredentialSet | undefined {
  return module.credentialSets.find(
    (set) => set.channelAttribute === attribute && set.versions.includes(version),
  )
}

/** True when this build can prove through the module who a person is (본인인증). */
export function canVerifyIdentity(gateway: Gateway, module: GatewayModule): boolean {
  const { identity } = module
  if (identity === undefined) return false
  const speaker = speakerOf(gateway, module.code)
  return identity.window === undefined ? speaker.sendOtp !== undefined : speaker.beginIdentity !== undefined
}

/** The first field without which a channel cannot do one of these; undefined when it has all it needs. */
export function missingCredential(
  module: GatewayModule,
  attribute: 'PAYMENT' | 'IDENTITY_VERIFICATION',
  credentials: Readonly<Record<string, string>>,
  uses: readonly CredentialUse[],
): CredentialField | undefined {
  return module.credentialSets
    .filter(({ channelAttribute }) => channelAttribute === attribute)
    .flatMap(({ fields }) => fields)
    .find(
      ({ key, neededFor = [] }) =>
        (credentials[key] ?? '') === '' && neededFor.some((use) => uses.includes(use)),
    )
}

/**
 * True when this build can take a payment through the module: its window is described and its gateway opens and
 * settles it. Of other modules a channel can be saved, and waits for its connector.
 */
export function canTakePayments(gateway: Gateway, module: GatewayModule): boolean {
  const speaker = speakerOf(gateway, module.code)
  return module.window !== undefined && speaker.begin !== undefined && speaker.approve !== undefined
}
