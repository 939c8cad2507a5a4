/** Routes of one's own account (내 정보 관리) and of the second step of signing in. Types only; conventions as in `console.ts`. */

/**
 * `POST /console/api/sign-in` → SignInAnswer. With `secondStep` there is no session yet: a cookie that lives ten minutes
 * names this sign-in, and `POST /console/api/sign-in/second-step` (SecondStepBody) → `{}` completes it.
 * 422 WrongCodeError on `code`, 410 SignInExpiredError (ten minutes or five wrong codes), 429 TooManyAttemptsError.
 */
export interface SignInAnswer {
  readonly secondStep?: true
}
export interface SecondStepBody {
  /** Six digits of the app, or a recovery code. */
  readonly code: string
  /** Asks for no second step in this browser for 30 days. */
  readonly trustDevice: boolean
}

/**
 * `POST /console/api/sign-in/passkey/options` → PasskeyOptions · `POST /console/api/sign-in/passkey` (PasskeyAnswerBody) → `{}`.
 * 422 PasskeyRefusedError.
 */
export interface PasskeyOptions {
  /** `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON` of WebAuthn level 3. */
  readonly options: unknown
}
export interface PasskeyAnswerBody {
  /** `RegistrationResponseJSON` or `AuthenticationResponseJSON`. */
  readonly response: unknown
}

/** `GET /console/api/account` */
export interface AccountView {
  readonly email: string
  /** A new address whose link was not opened yet. */
  readonly pendingEmail?: string
  readonly marketingAgreedAt?: string
  readonly twoFactor: {
    readonly since?: string
    readonly recoveryCodesLeft: number
    readonly trustedDevices: number
  }
  readonly passkeys: readonly PasskeyView[]
}
export interface PasskeyView {
  readonly passkeyId: string
  readonly name: string
  /** Kept by an account of the platform (iCloud, Google) and so on several devices. */
  readonly isSynced: boolean
  readonly createdAt: string
  readonly lastUsedAt?: string
}

/** Bodies that change how one gets in carry the password once more: 422 WrongPasswordError on `password`, 429 after ten. */
export interface PasswordBody {
  readonly password: string
}
/**
 * `POST /console/api/account/two-factor` (PasswordBody) → TwoFactorSetUp: a new secret, the former unconfirmed one is dead ·
 * `POST …/two-factor/confirm` (CodeBody) → RecoveryCodes, ends the other sessions ·
 * `POST …/two-factor/recovery-codes` (PasswordBody) → RecoveryCodes: the former ones are dead ·
 * `POST …/two-factor/remove` (PasswordBody) → `{}`. 409 TwoFactorAlreadyOnError, TwoFactorNotOnError.
 */
export interface TwoFactorSetUp {
  /** `otpauth://totp/…` for the QR picture. */
  readonly uri: string
  /** Base32, for typing. */
  readonly secret: string
}
export interface CodeBody {
  readonly code: string
}
export interface RecoveryCodes {
  /** Shown once; never readable again. */
  readonly recoveryCodes: readonly string[]
}

/**
 * `POST /console/api/account/passkeys/options` (PasswordBody) → PasskeyOptions ·
 * `POST …/passkeys` (AddPasskeyBody) → PasskeyView ·
 * `PATCH …/passkeys/{passkeyId}` (NamePasskeyBody) → `{}` · `POST …/passkeys/{passkeyId}/remove` (PasswordBody) → `{}`.
 * 404 PasskeyNotFoundError, 409 TooManyPasskeysError at twenty.
 */
export interface AddPasskeyBody extends PasskeyAnswerBody {
  readonly name: string
}
export interface NamePasskeyBody {
  readonly name: string
}

/** `GET /console/api/account/sessions` → `{ items: SessionView[] }` · `DELETE …/sessions/{sessionId}` → `{}` · `POST …/sessions/end-others` → `{}`, also forgets trusted devices. */
export interface SessionView {
  readonly sessionId: string
  readonly isCurrent: boolean
  readonly userAgent?: string
  readonly address?: string
  readonly startedAt: string
  /** To the nearest five minutes. */
  readonly lastSeenAt: string
}

/**
 * `POST /console/api/account/email` (ChangeEmailBody) → `{}`: a mail with a link goes to the new address, a notice to the old ·
 * `DELETE …/email` → `{}` drops the waiting change · `POST /console/api/account/email/confirm` (`{ token }`) → ChangedEmail, needs no
 * session; the mail links to `/auth/change-email?token=`. 422 EmailUsedBeforeError, 410 LinkExpiredError.
 */
export interface ChangeEmailBody extends PasswordBody {
  readonly email: string
}
export interface ChangedEmail {
  readonly email: string
}
/** `POST /console/api/account/password` → `{}`; ends the other sessions. 422 for either field. */
export interface ChangePasswordBody extends PasswordBody {
  readonly newPassword: string
}
/** `PUT /console/api/account/marketing` → `{}` */
export interface MarketingBody {
  readonly agreed: boolean
}

/** `GET /console/api/account/withdrawal` → WithdrawalView · `POST …/withdrawal` (WithdrawBody) → `{}`. 409 PaymentsUnderWayError, 422 ConfirmationDiffersError on `confirmation`. */
export interface WithdrawalView {
  /** The Owner takes the whole merchant along; anybody else only his own account. */
  readonly isOwner: boolean
  /** What must be typed: the name of the representative store, or one's own e-mail. */
  readonly confirmation: string
  readonly storeCount: number
  readonly memberCount: number
  /** Buyers in a payment window, approvals and cancellations at a PG: withdrawal waits for them. */
  readonly paymentsUnderWay: number
  /** Virtual accounts that wait for a deposit. Nobody will be told of one any more. */
  readonly awaitedDeposits: number
}
export interface WithdrawBody extends PasswordBody {
  readonly confirmation: string
}
