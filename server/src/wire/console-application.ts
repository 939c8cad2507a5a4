/**
 * E-payment application (전자결제 신청). Types only. Everything belongs to the merchant as a whole: Owner and Admin.
 *
 * `GET /console/api/application` → ApplicationView · `PUT …/terms` (SaveTermsBody) → ApplicationView
 * `PUT …/business` (SaveBusinessBody) → BusinessView: temporary save, everything optional
 * `PUT …/licence?name=` with the bytes of the file as body → LicenceView · `GET …/licence` → the file · `DELETE …/licence` → `{}`
 * `POST …/business/submit` (SaveBusinessBody) → BusinessView; immutable afterwards
 * `GET …/offers` → `{ items: PgOffer[] }` · `GET …/proposal?wish=CARD&wish=EASY_PAY` → Proposal
 * `PUT …/choice` (SaveChoiceBody) → ChoiceView: temporary save · `POST …/choice/submit` (SaveChoiceBody) → StatusView
 * `GET …/status` → StatusView · `POST …/contracts/{contractId}/cancel` (`{ rowVersion }`) → StatusView
 *
 * 409: StaleVersionError, StoreBusinessInfoAlreadyRegisteredError, TermsNotAgreedError, BusinessInfoNotRegisteredError,
 * ContractMovedError. 422 InvalidRequestError with `fields`. 413 LicenceTooLargeError, 415 LicenceKindError,
 * 422 LicencePagesError, LicenceUnreadableError, 404 LicenceNotFoundError, ContractNotFoundError, 429 TooManyUploadsError.
 */
export interface ApplicationView {
  readonly terms: {
    readonly thirdParty: boolean
    readonly privacy: boolean
    readonly marketing: boolean
    readonly agreedAt?: string
  }
  readonly business: BusinessView
  readonly choice: ChoiceView
  readonly contracts: { readonly open: number; readonly completed: number; readonly ended: number }
  /** The screen on which the merchant goes on. */
  readonly next: 'start' | 'business' | 'pg' | 'status'
  /** The address of the account that asks, for "use my account's e-mail". */
  readonly accountEmail: string
}
export interface SaveTermsBody {
  readonly thirdParty: boolean
  readonly privacy: boolean
  readonly marketing: boolean
}

// ---------------------------------------------------------------- business verification (비즈니스 인증)

export type BusinessClass = 'CORPORATION' | 'SOLE_PROPRIETOR'
export type ServiceType = 'WEB' | 'APP' | 'WEB_AND_APP'
export type MonthlySales =
  | 'LESS_THAN_ONE_HUNDRED_MILLION_WON'
  | 'LESS_THAN_THREE_HUNDRED_MILLION_WON'
  | 'LESS_THAN_ONE_BILLION_WON'
  | 'LESS_THAN_FIVE_BILLION_WON'
  | 'MORE_THAN_FIVE_BILLION_WON'

/** Blank texts and empty lists are what is not entered yet. Numbers are digits only. */
export interface BusinessInfo {
  readonly classification: BusinessClass | ''
  readonly registrationNumber: string
  /** Corporations only. */
  readonly corporationNumber: string
  readonly companyName: string
  readonly postalCode: string
  readonly address: string
  readonly addressDetail: string
  readonly types: readonly string[]
  readonly items: readonly string[]
  readonly representatives: readonly Representative[]
  readonly manager: { readonly name: string; readonly email: string; readonly phoneNumber: string }
  readonly service: {
    readonly salesItems: readonly string[]
    readonly type: ServiceType | ''
    readonly monthlySales: MonthlySales | ''
    readonly urls: readonly string[]
    readonly isPreparing: boolean
    readonly memo: string
  }
}
export interface Representative {
  readonly nameKo: string
  readonly nameEn: string
  readonly phoneNumber: string
  readonly email: string
  /** YYYY-MM-DD */
  readonly birthdate: string
}
export interface LicenceView {
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly uploadedAt: string
}
export interface BusinessView {
  readonly state: 'NONE' | 'DRAFT' | 'SUBMITTED'
  readonly info: BusinessInfo
  readonly licence?: LicenceView
  /** What still keeps it from being submitted: field → sentence. Absent once it was submitted. */
  readonly problems?: Readonly<Record<string, string>>
  readonly savedAt?: string
  readonly submittedAt?: string
  readonly rowVersion: number
}
export interface SaveBusinessBody {
  readonly info: BusinessInfo
  readonly rowVersion: number
}

// ---------------------------------------------------------------- PGs and pay methods

export type MethodGroup = 'GENERAL' | 'EASY_PAY' | 'OVERSEAS' | 'IDENTITY'
export type OfferedMethod =
  | 'CARD'
  | 'CARD_RECURRING'
  | 'TRANSFER'
  | 'VIRTUAL_ACCOUNT'
  | 'MOBILE'
  | 'GIFT_CERTIFICATE'
  | 'EASY_PAY'
  | 'EASY_PAY_RECURRING'
  | 'OVERSEAS'
  | 'IDENTITY_VERIFICATION'
/** What a merchant ticks for the recommended package. */
export type Wish = 'CARD' | 'CARD_RECURRING' | 'EASY_PAY' | 'IDENTITY_VERIFICATION'

export interface PgOffer {
  readonly pg: string
  readonly nameKo: string
  readonly nameEn: string
  readonly methods: readonly { readonly method: OfferedMethod; readonly group: MethodGroup }[]
  /** V2 names of the wallets that the PG's own contract brings along. */
  readonly wallets: readonly string[]
  /** Questions that this PG's application asks besides the business information. */
  readonly questions: readonly ExtraQuestion[]
  /** False: channels of this PG can be saved here, but its connector takes no payments yet. */
  readonly usable: boolean
}
export interface ExtraQuestion {
  readonly key: string
  readonly labelKo: string
  readonly labelEn: string
  readonly helpKo?: string
  readonly helpEn?: string
  /** Absent: free text. */
  readonly options?: readonly { readonly value: string; readonly labelKo: string; readonly labelEn: string }[]
  readonly digitsOnly?: boolean
  readonly lengthMax: number
}
export interface CartItem {
  readonly pg: string
  readonly method: OfferedMethod
}
export interface Proposal {
  readonly items: readonly CartItem[]
  /** Wishes that no PG here offers. */
  readonly unmet: readonly Wish[]
}
export interface ChoiceView {
  readonly cart: readonly CartItem[]
  /** PG → question → answer. */
  readonly extra: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly rowVersion: number
}
export type SaveChoiceBody = ChoiceView

// ---------------------------------------------------------------- progress (진행 상황)

export type ContractState =
  'APPLIED' | 'SCREENING' | 'CONTRACT' | 'CARD_REVIEW' | 'COMPLETED' | 'REJECTED' | 'CANCELLED'

export interface ContractView {
  readonly contractId: string
  readonly pg: string
  readonly pgNameKo: string
  readonly pgNameEn: string
  readonly method: OfferedMethod
  readonly state: ContractState
  readonly mayCancel: boolean
  readonly appliedAt: string
  readonly stateChangedAt: string
  readonly rowVersion: number
}
export interface StatusView {
  readonly contracts: readonly ContractView[]
  /** Newest first. */
  readonly events: readonly ApplicationEvent[]
}
export interface ApplicationEvent {
  readonly at: string
  readonly kind: 'APPLIED' | 'MOVED' | 'CANCELLED' | 'NOTE'
  readonly contractId?: string
  readonly pg?: string
  readonly method?: OfferedMethod
  readonly from?: ContractState
  readonly to?: ContractState
  /** Reason of a rejection, or the operator's note. */
  readonly text?: string
}
