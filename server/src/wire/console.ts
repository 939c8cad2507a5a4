/**
 * The console's own API, served on the console listener below `/console/api`. Types only.
 *
 * Session: HttpOnly cookie of the authentication library. Every mutation carries the header
 * `x-naru-console: 1` and a same-origin `Origin`; otherwise 403. Language of messages: `Accept-Language`
 * (`ko` default, `en`). Instants are RFC 3339 UTC, money is integers in minor units.
 * Every refusal is `ConsoleError` with a fitting status (401 signed out, 403 role, 404, 409 stale or duplicate, 422 fields).
 */
export interface ConsoleError {
  readonly type: string
  readonly message: string
  /** Field key → sentence in the user's language; shown under the field. */
  readonly fields?: Readonly<Record<string, string>>
  readonly requestId: string
}

export type Mode = 'LIVE' | 'TEST'
export type Role = 'OWNER' | 'ADMIN' | 'MANAGER' | 'DEV' | 'READ_ONLY' | 'STORE_MANAGER' | 'STORE_READ_ONLY'

/** What a console user may want to do. Who may is one table on the server; `Me.actions` tells it of oneself. */
export type ConsoleAction =
  | 'home.read'
  | 'payments.read'
  | 'payments.cancel'
  | 'payments.export'
  | 'channels.read'
  | 'channels.write'
  | 'channel-groups.read'
  | 'channel-groups.write'
  | 'api-secrets.read'
  | 'api-secrets.write'
  | 'v1-keys.read'
  | 'v1-keys.write'
  | 'call-addresses.read'
  | 'call-addresses.write'
  | 'webhooks.read'
  | 'webhooks.write'
  | 'webhooks.resend'
  | 'applications.read'
  | 'applications.write'
  | 'stores.read'
  | 'stores.write'
  | 'members.read'
  | 'members.write'
  | 'audit.read'
  | 'personal-data.read'
  | 'promotions.read'
  | 'promotions.write'
  | 'checkout-profiles.read'
  | 'checkout-profiles.write'
  | 'reconciliation.read'
  | 'reconciliation.write'
  | 'billing-keys.write'
  | 'schedules.write'
  | 'cash-receipts.write'

// ---------------------------------------------------------------- account (no session needed unless said)

/** `POST /console/api/sign-up` → 200 `{ email }`. 422 types: EmailAlreadyExistsError, InvalidPasswordFormatError, PasswordContainsPersonalInfoError, RequiredTermDisagreedError, InvalidRequestError. */
export interface SignUpBody {
  readonly email: string
  readonly password: string
  readonly terms: { readonly service: boolean; readonly privacy: boolean; readonly marketing: boolean }
}
/** `POST /console/api/sign-in` → 200 `{}` and cookie. 401 InvalidCredentialsError (one sentence for both), 403 EmailNotVerifiedError (only after a right password), 429 TooManyAttemptsError. */
export interface SignInBody {
  readonly email: string
  readonly password: string
}
/** `POST /console/api/sign-out` → `{}`. `POST /console/api/verification-mail` and `POST /console/api/password/forgot` with EmailBody → always `{}`. */
export interface EmailBody {
  readonly email: string
}
/** `POST /console/api/verify-email` → `{ kind }`; 410 LinkExpiredError, 404 LinkInvalidError. The mail links to `/auth/verify-email?token=`. */
export interface TokenBody {
  readonly token: string
}
export interface VerifiedEmail {
  readonly kind: 'verified' | 'already-verified'
}
/** `POST /console/api/password/reset` → `{}`; ends all sessions. The mail links to `/auth/password/reset?token=`. */
export interface ResetPasswordBody {
  readonly token: string
  readonly password: string
}

/** `GET /console/api/installation` — public. */
export interface Installation {
  readonly mode: 'development' | 'production'
  /** True when mails land in the development mailbox at `/dev/mailbox`. */
  readonly developmentMailbox: boolean
  readonly origins: {
    readonly console: string
    readonly v1: string
    readonly v2: string
    readonly checkout: string
    readonly shop?: string
    readonly simulators?: string
  }
}
/** `GET /console/api/dev-mailbox?to=` → `{ items: DevelopmentMail[] }` — development without SMTP only, else 404. Newest first. */
export interface DevelopmentMail {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly at: string
}

/** `GET /console/api/me` — 401 when signed out. */
export interface Me {
  readonly email: string
  readonly merchant: { readonly merchantId: string; readonly name: string }
  readonly role: Role
  /** What this person may do here. */
  readonly actions: readonly ConsoleAction[]
  readonly stores: readonly {
    readonly storeId: string
    readonly name: string
    readonly isRepresentative: boolean
    /** Deleted: only its payments can be read and cancelled. */
    readonly isDeleted?: boolean
  }[]
}

// ---------------------------------------------------------------- catalogue and channels

/** `GET /console/api/catalogue` → `{ pgs: CataloguePg[] }`: `GatewayCatalogue` of gateways/src/port.ts, shared MIDs without their credentials, plus what the connector can do here. */
export interface CataloguePg {
  readonly id: string
  readonly nameKo: string
  readonly nameEn: string
  readonly category: string
  readonly merchantAdminUrl?: string
  /** What a test payment really does at this PG. */
  readonly testModeKo?: string
  readonly testModeEn?: string
  readonly modules: readonly CatalogueModule[]
}
export interface CatalogueModule {
  readonly code: string
  readonly pgProvider: string
  readonly labelKo: string
  readonly labelEn: string
  readonly versions: readonly ('V1' | 'V2')[]
  readonly channelAttributes: readonly ('PAYMENT' | 'IDENTITY_VERIFICATION')[]
  readonly surfaces: readonly string[]
  readonly manualConfirmSelectable: boolean
  readonly evidence: 'A' | 'B' | 'C'
  readonly payMethods: readonly string[]
  /** False: the channel can be saved, its connector is not here yet. */
  readonly usable: boolean
  readonly credentialSets: readonly {
    readonly versions: readonly ('V1' | 'V2')[]
    readonly channelAttribute: 'PAYMENT' | 'IDENTITY_VERIFICATION'
    readonly fields: readonly CredentialFieldView[]
    readonly howToFind: {
      readonly adminUrl?: string
      readonly stepsKo: readonly string[]
      readonly stepsEn: readonly string[]
    }
  }[]
  readonly sharedTestMids: readonly {
    readonly mid: string
    readonly purposeKo: string
    readonly purposeEn: string
    /** Whose form it fills; absent: the module's first. */
    readonly channelAttribute?: 'PAYMENT' | 'IDENTITY_VERIFICATION'
  }[]
}
export interface CredentialFieldView {
  readonly key: string
  readonly labelKo: string
  readonly labelEn: string
  readonly type: 'text' | 'password' | 'select' | 'file'
  readonly secret: boolean
  readonly required: 'always' | 'conditional' | 'recommended' | 'optional'
  readonly isPgMerchantId?: boolean
  readonly conditionKo?: string
  readonly conditionEn?: string
  /** The PG asks for an empty field while the condition does not hold. */
  readonly whenFalse?: 'leave_blank'
  /** Ask before a filled one is saved. */
  readonly confirmFilled?: true
  readonly fileType?: 'pem' | 'zip'
  readonly fileName?: string
  readonly lengthMax?: number
  readonly lengthExact?: number
  readonly options?: readonly { readonly value: string; readonly labelKo: string; readonly labelEn: string }[]
  readonly helpKo?: string
  readonly helpEn?: string
}

/**
 * `GET /console/api/stores/{storeId}/channels?mode=` → `{ items }` · `POST …/channels` (CreateChannelBody) → ChannelView
 * `GET …/channels/{channelKey}` → ChannelView · `PATCH …/channels/{channelKey}` (UpdateChannelBody) → ChannelView
 * `DELETE …/channels/{channelKey}` → `{}`; 409 ChannelInUseError or IncludedInChannelGroupError with `uses: ChannelUse[]`.
 * `POST …/channels/{channelKey}/test` → ChannelTestResult (console-channel.ts).
 * 422 `fields` keys: `name`, `pgMerchantId`, `credentials.<key>`; 409 ChannelDuplicateNameError, DuplicateChannelError, StaleVersionError.
 */
export interface ChannelView {
  readonly channelKey: string
  readonly channelId: string
  readonly mode: Mode
  readonly pg: string
  readonly pgNameKo: string
  readonly pgNameEn: string
  readonly module: string
  readonly pgProvider: string
  readonly moduleLabelKo: string
  readonly moduleLabelEn: string
  readonly versions: readonly ('V1' | 'V2')[]
  readonly surfaces: readonly string[]
  readonly name: string
  readonly attribute: 'PAYMENT' | 'IDENTITY_VERIFICATION'
  readonly pgMerchantId: string
  readonly taxType: 'UNSET' | 'TAXABLE' | 'TAX_FREE'
  readonly manualConfirm: boolean
  /** Non-secret fields in clear; secret ones only say whether they are set. */
  readonly credentials: Readonly<Record<string, { readonly isSet: boolean; readonly value?: string }>>
  readonly usesSharedTestMid: boolean
  readonly state: ChannelState
  /** The wire of its module is not public: it runs against the simulator only. */
  readonly isSimulatorOnly: boolean
  /** The end of the certificate among its credentials. `RENEW`: 30 days or less are left. */
  readonly expiry?: {
    readonly at: string
    readonly daysLeft: number
    readonly state: 'VALID' | 'RENEW' | 'EXPIRED'
  }
  readonly warnings: readonly {
    readonly field: string
    readonly messageKo: string
    readonly messageEn: string
  }[]
  /** The address to enter at the PG for virtual-account deposit notices. */
  readonly notifyUrl?: string
  /** The address to enter at the PG so that its script may make members of buyers (브랜드페이 리다이렉트 URL). */
  readonly customerUrl?: string
  readonly rowVersion: number
  readonly createdAt: string
  readonly updatedAt: string
  readonly lastUsedAt?: string
}
/** `NO_PUBLIC_WIRE`: a live channel of a module that only the simulator speaks. `UNKNOWN_MODULE`: saved by another build. */
export type ChannelState = 'READY' | 'EXPIRED' | 'NO_CONNECTOR' | 'NO_PUBLIC_WIRE' | 'UNKNOWN_MODULE'
export interface CreateChannelBody {
  readonly mode: Mode
  readonly pg: string
  readonly module: string
  readonly name: string
  readonly attribute: 'PAYMENT' | 'IDENTITY_VERIFICATION'
  readonly taxType: 'UNSET' | 'TAXABLE' | 'TAX_FREE'
  readonly manualConfirm: boolean
  /** Test mode only: take the shared MID's credentials; `credentials` is then ignored. */
  readonly sharedTestMid?: string
  readonly credentials: Readonly<Record<string, string>>
  /** Names of the files that were chosen, by field key: KCP's carry the site code. */
  readonly fileNames?: Readonly<Record<string, string>>
}
export interface UpdateChannelBody {
  readonly name: string
  readonly taxType: 'UNSET' | 'TAXABLE' | 'TAX_FREE'
  readonly manualConfirm: boolean
  /** An absent or blank secret keeps the stored one. */
  readonly credentials: Readonly<Record<string, string>>
  /** Keys of stored secrets that are to be emptied, since a blank one is kept. */
  readonly clear?: readonly string[]
  readonly fileNames?: Readonly<Record<string, string>>
  readonly rowVersion: number
}

// ---------------------------------------------------------------- identifiers and keys

/** `GET …/stores/{storeId}/api-secrets` → `{ items: ApiSecretInfo[] }` · `POST` (IssueApiSecretBody) → IssuedApiSecret (Owner, Admin) · `DELETE …/api-secrets/{apiSecretId}` → `{}` (Owner, Admin). */
export interface ApiSecretInfo {
  readonly apiSecretId: string
  readonly name: string
  readonly lastFour: string
  readonly createdAt: string
  readonly expiresAt?: string
  readonly lastUsedAt?: string
}
export interface IssueApiSecretBody {
  readonly name: string
  /** Absent = never expires. The screen offers 30, 90, 180, 365 and never. */
  readonly expirationDays?: number
}
export interface IssuedApiSecret {
  readonly info: ApiSecretInfo
  /** Shown once; never readable again. */
  readonly secret: string
}
/** `GET …/stores/{storeId}/v1-credential` (Owner, Admin, Dev) · `POST …/v1-credential/reissue` → the same (Owner, Admin, Dev). */
export interface V1CredentialView {
  readonly userCode: string
  readonly restKey: string
  readonly restSecret: string
}

// ---------------------------------------------------------------- webhooks

/**
 * `GET …/stores/{storeId}/webhook-settings/{mode}/{apiVersion}` → WebhookSettingView · `PUT` (SaveWebhookBody) → WebhookSettingView
 * `POST …/{mode}/V2/secrets` → WebhookSecretView (409 TooManyWebhookSecretsError at two) · `DELETE …/{mode}/V2/secrets/{secretId}` → `{}`
 * `POST …/{mode}/{apiVersion}/test` → WebhookTestResult (409 StoreWebhookUrlNotSetError). 422 InvalidWebhookUrlError on `url`.
 */
export interface WebhookSettingView {
  readonly mode: Mode
  readonly apiVersion: 'V1' | 'V2'
  readonly url?: string
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded'
  readonly bodyVersion?: '2024-04-25' | '2024-01-01'
  /** V1 only: whether failed messages are sent again. */
  readonly retries?: boolean
  readonly secrets: readonly WebhookSecretView[]
  readonly rowVersion: number
  /** A sub-store that uses the representative store's settings: these are its own, and not in use. */
  readonly isInherited?: boolean
}
export interface WebhookSecretView {
  readonly secretId: string
  readonly secret: string
  readonly createdAt: string
}
export interface SaveWebhookBody {
  readonly url?: string
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded'
  readonly bodyVersion?: '2024-04-25' | '2024-01-01'
  /** V1 only; absent means no. */
  readonly retries?: boolean
  readonly rowVersion: number
}
export interface WebhookTestResult {
  readonly requestBody: string
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly responseStatus?: number
  readonly responseBody?: string
  readonly error?: string
}
/** `GET …/stores/{storeId}/webhooks?mode=&apiVersion=&status=&cursor=` → `{ items: WebhookView[], nextCursor? }` · `POST …/webhooks/{webhookId}/resend` → WebhookView. */
export interface WebhookView {
  readonly webhookId: string
  readonly paymentId?: string
  readonly type: string
  readonly url: string
  readonly mode: Mode
  readonly apiVersion: 'V1' | 'V2'
  readonly bodyVersion: string
  /** Absent while attempts remain. */
  readonly status?: 'SUCCEEDED' | 'FAILED_NOT_OK_RESPONSE' | 'FAILED_UNEXPECTED_ERROR'
  readonly executionCount: number
  readonly executionMax: number
  readonly triggeredAt: string
  readonly nextAttemptAt?: string
  readonly body: string
  readonly attempts: readonly {
    readonly attempt: number
    readonly requestedAt: string
    readonly requestHeaders: Readonly<Record<string, string>>
    readonly responseStatus?: number
    readonly responseBody?: string
    readonly respondedAt?: string
    readonly error?: string
  }[]
}

// ---------------------------------------------------------------- payments

/**
 * Lists, counts and downloads: console-payments.ts. `GET …/payments/{paymentId}` → PaymentDetail ·
 * `POST …/payments/{paymentId}/cancel` (CancelBody) → PaymentDetail.
 * Cancel refusals carry the REST V2 type (`CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT`, `PG_PROVIDER`, …).
 */
export type PaymentStatus =
  'READY' | 'PAY_PENDING' | 'VIRTUAL_ACCOUNT_ISSUED' | 'PAID' | 'FAILED' | 'PARTIAL_CANCELLED' | 'CANCELLED'
export interface PaymentDetail {
  /** The REST V2 payment object. */
  readonly payment: Readonly<Record<string, unknown>>
  /** True while an approval or cancel is in flight or its outcome is being asked for at the PG. */
  readonly isInFlight: boolean
  readonly cancellableMinor: number
  readonly cancellableTaxFreeMinor: number
  /** Of a payment with a promotion: amounts above are of the order, undiscounted. */
  readonly discount?: {
    readonly minor: number
    /** What the first partial cancel chose; later ones cannot choose again. */
    readonly option?: DiscountOption
  }
  readonly timeline: readonly TimelineEntry[]
  readonly attempts: readonly {
    readonly transactionId: string
    readonly status: string
    readonly requestedAt: string
    readonly channelName?: string
    /** The smart-routing group that chose the channel. */
    readonly channelGroupName?: string
    readonly failure?: { readonly reason?: string; readonly pgCode?: string; readonly pgMessage?: string }
    /** What the PG answered, without what could be misused: card numbers end masked, secrets are left out. */
    readonly pgAnswer?: string
  }[]
  readonly webhooks: readonly WebhookView[]
}
export interface TimelineEntry {
  readonly at: string
  readonly kind: string
  readonly messageKo: string
  readonly messageEn: string
  readonly transactionId: string
  readonly detail: Readonly<Record<string, unknown>>
}
/** What a partial cancel does with a promotion: price the rest anew (RELEASE), or keep its rate (RETAIN). */
export type DiscountOption = 'RETAIN' | 'RELEASE'
export interface CancelBody {
  readonly amountMinor?: number
  readonly taxFreeMinor?: number
  readonly reason?: string
  /** What the screen showed as cancellable; refused when it has changed meanwhile. */
  readonly currentCancellableMinor: number
  /** Absent: RELEASE, or what the first partial cancel chose. */
  readonly discountOption?: DiscountOption
  readonly refundAccount?: {
    readonly bank: string
    readonly number: string
    readonly holderName: string
    readonly holderPhoneNumber?: string
  }
}
