import type { ClaimedPerson, IdentityMethod, IdentityOrder, JsonObject, PhoneOperator } from '@naru/gateways'
import type { VerifiedPerson } from '@naru/gateways'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { minute } from '../foundation/clock.ts'

/**
 * The life of an identity verification (본인인증).
 *
 *   READY ─► VERIFIED
 *     └► FAILED ─► READY    another attempt under the same id
 *
 * One id may have many attempts; at most one is ever VERIFIED, and then no other begins.
 * Source: REST V2 `IdentityVerificationStatus`.
 */
export const nextStatuses = {
  READY: ['VERIFIED', 'FAILED'],
  FAILED: ['READY', 'VERIFIED'],
  VERIFIED: [],
} as const satisfies Record<string, readonly string[]>
export type VerificationStatus = keyof typeof nextStatuses

/**
 * Where an attempt stands.
 *   OPEN       a window is open
 *   SENDING    the PG is asked to send a code
 *   SENT       a code is under way
 *   VERIFYING  the window is through; the PG is asked who it was
 *   DONE
 */
export type VerificationPhase = 'OPEN' | 'SENDING' | 'SENT' | 'VERIFYING' | 'DONE'

/** The channel as it was when the attempt began. */
export interface VerificationChannel {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly mode: 'LIVE' | 'TEST'
  readonly pg: string
  readonly moduleCode: string
  readonly pgProvider: string
  readonly pgMerchantId: string
}

/** What the merchant gave. A resident number is never among it. */
export interface RequestedVerification {
  readonly person: ClaimedPerson
  readonly device: 'PC' | 'MOBILE' | 'API'
  /** Shown to the person as the service that asks. */
  readonly storeName: string
  readonly operator?: PhoneOperator
  readonly method?: IdentityMethod
  readonly customData?: string
  readonly locale?: string
  readonly bypass?: JsonObject
  /** What only V1 asks and answers (`merchant_uid`, `origin`, …); kept for its border, which is the only reader. */
  readonly v1?: JsonObject
}

export interface VerificationFailure {
  /** For the person and the merchant, Korean. */
  readonly reason: string
  readonly pgCode?: string
  readonly pgMessage?: string
  /** The browser SDK's `code` for this failure. */
  readonly sdkCode: string
}

/** One try of a person to prove who he is. */
export interface VerificationAttempt {
  readonly storeId: string
  readonly transactionId: string
  readonly identityVerificationId: string
  readonly rowVersion: number
  readonly kind: 'WINDOW' | 'OTP'
  readonly phase: VerificationPhase
  readonly status: VerificationStatus
  readonly version: 'V1' | 'V2'
  readonly channelKey: string
  readonly channel: VerificationChannel
  readonly requested: RequestedVerification
  /** Who it was, once verified; CI and DI are sealed apart. */
  readonly person: Omit<VerifiedPerson, 'ci' | 'di'> | null
  readonly factsSealed: string | null
  readonly memorySealed: string | null
  readonly proofSealed: string | null
  readonly pgTxId: string | null
  readonly failure: VerificationFailure | null
  readonly otpTries: number
  readonly requestedAt: Date
  readonly sentAt: Date | null
  readonly decidedAt: Date | null
  readonly statusAt: Date
}

/** What an id came to, with the attempt that is shown: the verified one, else the latest. */
export interface Verification {
  readonly storeId: string
  readonly identityVerificationId: string
  readonly merchantId: string
  readonly rowVersion: number
  readonly status: VerificationStatus
  readonly transactionCount: number
  readonly attempt: VerificationAttempt
}

/** Attempts per id; REST V2 refuses the next one with MAX_TRANSACTION_COUNT_REACHED. */
export const attemptsMax = 100
/** How long a sent code may be confirmed. */
export const otpLifeMs = 10 * minute
/** Wrong codes that end an attempt: at most 5 guesses of a million. */
export const otpTriesMax = 5
/** Longer than any call of a PG may take; a call that is older died with its process. */
export const callLimitMs = 90_000

/** A code that can be confirmed or sent again now. */
export function isOtpAlive(
  attempt: Pick<VerificationAttempt, 'kind' | 'phase' | 'sentAt' | 'otpTries'>,
  now: Date,
): boolean {
  const { kind, phase, sentAt, otpTries } = attempt
  if (kind !== 'OTP' || phase !== 'SENT' || sentAt === null) return false
  return otpTries < otpTriesMax && now.getTime() - sentAt.getTime() < otpLifeMs
}

/** A code is being sent, or was, so that a second `send` would only confuse the person. */
export function isOtpUnderWay(attempt: VerificationAttempt, now: Date): boolean {
  if (attempt.phase === 'SENDING') return now.getTime() - attempt.requestedAt.getTime() < callLimitMs
  return isOtpAlive(attempt, now)
}

/** The attempt in the words of the gateway port. */
export function toIdentityOrder(
  attempt: Pick<VerificationAttempt, 'storeId' | 'identityVerificationId' | 'transactionId' | 'requested'>,
): IdentityOrder {
  const { requested } = attempt
  return {
    storeId: attempt.storeId,
    identityVerificationId: attempt.identityVerificationId,
    pgVerificationId: attempt.transactionId,
    person: requested.person,
    device: requested.device === 'MOBILE' ? 'MOBILE' : 'PC',
    storeName: requested.storeName,
    ...(requested.locale === undefined ? {} : { locale: requested.locale }),
    ...(requested.bypass === undefined ? {} : { bypass: requested.bypass }),
  }
}

export function toVerificationChannel(channel: OpenedChannel): VerificationChannel {
  return {
    id: channel.channelId,
    key: channel.channelKey,
    name: channel.name,
    mode: channel.mode,
    pg: channel.gateway.id,
    moduleCode: channel.moduleCode,
    pgProvider: channel.pgProvider,
    pgMerchantId: channel.pgMerchantId,
  }
}
