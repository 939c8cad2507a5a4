/** 본인인증 조회. Types only. Personal data are masked until they are asked for. */

export type IdentityVerificationStatus = 'READY' | 'VERIFIED' | 'FAILED'
/** What the search text is compared with; `name` and `phoneNumber` need `personal-data.read`. */
export type IdentitySearchField = 'id' | 'transactionId' | 'pgTxId' | 'customerId' | 'name' | 'phoneNumber'

/** `GET /console/api/stores/{storeId}/identity-verifications?from&until&status&mode&field&search&cursor&size`: newest first. */
export interface IdentityVerificationPage {
  readonly items: readonly IdentityVerificationRow[]
  readonly nextCursor?: string
}

export interface IdentityVerificationRow {
  readonly id: string
  readonly transactionId: string
  readonly status: IdentityVerificationStatus
  readonly mode: 'LIVE' | 'TEST'
  readonly version: 'V1' | 'V2'
  /** `WINDOW` in a window, `SMS` and `APP` by a code. */
  readonly way: 'WINDOW' | 'SMS' | 'APP'
  readonly pgProvider: string
  readonly channelName: string
  readonly name?: string
  readonly phoneNumber?: string
  readonly requestedAt: string
  readonly statusChangedAt: string
}

/**
 * `GET …/identity-verifications/{id}`: masked. `POST …/identity-verifications/{id}/reveal` answers the same in clear,
 * for whoever has `personal-data.read`, and writes it into the audit log. CI and DI are never shown.
 */
export interface IdentityVerificationDetail extends IdentityVerificationRow {
  readonly isMasked: boolean
  readonly birthDate?: string
  readonly gender?: 'MALE' | 'FEMALE'
  readonly operator?: string
  readonly isForeigner?: boolean
  readonly hasCi: boolean
  readonly hasDi: boolean
  readonly customerId?: string
  readonly customData?: string
  readonly pgTxId?: string
  readonly pgMerchantId: string
  readonly attempts: readonly {
    readonly transactionId: string
    readonly status: IdentityVerificationStatus
    readonly way: 'WINDOW' | 'SMS' | 'APP'
    readonly channelName: string
    readonly requestedAt: string
    readonly decidedAt?: string
    readonly otpTries: number
    readonly failure?: { readonly reason: string; readonly pgCode?: string; readonly pgMessage?: string }
  }[]
}
