import { canSpeak, simulatorOnly } from '../channel/at-simulator.ts'
import { notSupported } from '../channel/unsupported-use.ts'
import type { IdentityMethod, PhoneOperator, SendOtpAnswer } from '@naru/gateways'
import type { OpenedChannel } from '../channel/open-channel.ts'
import {
  attemptsMax,
  isOtpAlive,
  isOtpUnderWay,
  otpTriesMax,
  toIdentityOrder,
  toVerificationChannel,
  type RequestedVerification,
  type Verification,
  type VerificationAttempt,
} from './identity-verification.ts'
import { failAttempt, recordVerified } from './record-verification.ts'
import type { VerificationDependencies } from './verification-dependencies.ts'
import {
  countOtpTry,
  insertAttempt,
  moveAttempt,
  openOfAttempt,
  readVerification,
  sealOfAttempt,
} from './verification-store.ts'
import { pgFailure } from './verify-from-window.ts'

export interface SendOtpRequest {
  readonly merchantId: string
  readonly storeId: string
  readonly identityVerificationId: string
  readonly transactionId: string
  readonly version: 'V1' | 'V2'
  readonly channelKey: string
  readonly operator: PhoneOperator
  readonly method: IdentityMethod
  readonly requested: Omit<RequestedVerification, 'device' | 'operator' | 'method'>
  /** Handed through; never stored. */
  readonly identityNumber?: string
  readonly ipAddress: string
}

interface Refused<Type extends string> {
  readonly kind: 'refused'
  readonly type: Type
  /** Names the field, and what of it does not fit. */
  readonly detail?: string
}
interface PgDeclined {
  readonly kind: 'declined'
  readonly pgCode: string
  readonly pgMessage: string
}

export type SendOtpOutcome =
  | { readonly kind: 'sent' }
  | PgDeclined
  | Refused<
      | 'CHANNEL_NOT_FOUND'
      | 'INVALID_REQUEST'
      | 'IDENTITY_VERIFICATION_ALREADY_SENT'
      | 'IDENTITY_VERIFICATION_ALREADY_VERIFIED'
      | 'MAX_TRANSACTION_COUNT_REACHED'
    >

/** Has the PG send a code to a phone. A refused or unanswered send ends the attempt, and another may follow. */
export async function sendOtp(
  deps: VerificationDependencies,
  request: SendOtpRequest,
): Promise<SendOtpOutcome> {
  const channel = await deps.openLivingChannel(request.storeId, request.channelKey)
  const gateway = channel?.gateway
  if (channel === undefined) return { kind: 'refused', type: 'CHANNEL_NOT_FOUND', detail: 'channelKey' }
  if (gateway?.sendOtp === undefined || !servesOtp(channel, request.version))
    return {
      kind: 'refused',
      type: 'CHANNEL_NOT_FOUND',
      detail: notSupported(channel.gateway, channel.moduleCode, 'identity-code'),
    }
  if (!canSpeak(channel, channel.module.identity?.otpEvidence))
    return {
      kind: 'refused',
      type: 'CHANNEL_NOT_FOUND',
      detail: simulatorOnly(channel.gateway, channel.moduleCode, 'identity-code'),
    }
  const methods = channel.module.identity?.otpMethods ?? []
  if (!methods.includes(request.method))
    return { kind: 'refused', type: 'INVALID_REQUEST', detail: `method: ${methods.join(', ')}` }
  const requested: RequestedVerification = {
    ...request.requested,
    device: 'API',
    operator: request.operator,
    method: request.method,
  }
  const order = toIdentityOrder({ ...request, requested })
  const opened = await openOtpAttempt(deps, request, channel, requested)
  if (opened.kind === 'refused') return opened

  const { attempt } = opened
  const answer = await asking(deps, attempt, () =>
    gateway.sendOtp?.(channel.context(), {
      order,
      method: request.method,
      operator: request.operator,
      ipAddress: request.ipAddress,
      ...(request.identityNumber === undefined ? {} : { identityNumber: request.identityNumber }),
    }),
  )
  if (answer.kind === 'sent') return (await recordSent(deps, attempt, answer)) ?? alreadyVerified
  const declined = wordsOf(answer)
  await failAttempt(deps, attempt, pgFailure(declined.pgCode, declined.pgMessage))
  return declined
}

function servesOtp(channel: OpenedChannel, version: 'V1' | 'V2'): boolean {
  return (
    channel.attribute === 'IDENTITY_VERIFICATION' &&
    channel.module.versions.includes(version) &&
    !channel.isUnspeakable &&
    channel.lacks(['IDENTITY_API']) === undefined &&
    (channel.module.identity?.otpMethods.length ?? 0) > 0
  )
}

const alreadyVerified = { kind: 'refused', type: 'IDENTITY_VERIFICATION_ALREADY_VERIFIED' } as const

async function openOtpAttempt(
  deps: VerificationDependencies,
  request: SendOtpRequest,
  channel: OpenedChannel,
  requested: RequestedVerification,
): Promise<
  | { readonly kind: 'opened'; readonly attempt: VerificationAttempt }
  | Extract<SendOtpOutcome, { kind: 'refused' }>
> {
  for (;;) {
    const now = deps.clock.now()
    const former = await readVerification(deps.database, request.storeId, request.identityVerificationId)
    if (former?.status === 'VERIFIED') return alreadyVerified
    if (former !== undefined && isOtpUnderWay(former.attempt, now))
      return { kind: 'refused', type: 'IDENTITY_VERIFICATION_ALREADY_SENT' }
    if ((former?.transactionCount ?? 0) >= attemptsMax)
      return { kind: 'refused', type: 'MAX_TRANSACTION_COUNT_REACHED' }
    const attempt = await insertAttempt(
      deps.database,
      {
        ...request,
        kind: 'OTP',
        phase: 'SENDING',
        channel: toVerificationChannel(channel),
        requested,
      },
      former?.rowVersion ?? 0,
      now,
    )
    if (attempt !== undefined) return { kind: 'opened', attempt }
  }
}

async function recordSent(
  deps: VerificationDependencies,
  attempt: VerificationAttempt,
  answer: Extract<SendOtpAnswer, { kind: 'sent' }>,
): Promise<{ readonly kind: 'sent' } | undefined> {
  const now = deps.clock.now()
  const moved = await moveAttempt(
    deps.database,
    attempt,
    {
      phase: 'SENT',
      sentAt: now,
      memorySealed: await sealOfAttempt(deps.vault, attempt, 'memory_sealed', answer.memory),
      ...(answer.pgTxId === undefined ? {} : { pgTxId: answer.pgTxId }),
    },
    now,
  )
  return moved.kind === 'moved' ? { kind: 'sent' } : undefined
}

export type ResendOtpOutcome =
  | { readonly kind: 'sent' }
  | PgDeclined
  | Refused<
      | 'IDENTITY_VERIFICATION_NOT_FOUND'
      | 'IDENTITY_VERIFICATION_NOT_SENT'
      | 'IDENTITY_VERIFICATION_ALREADY_VERIFIED'
    >

/** Has the PG send another text message for the same attempt. The guesses so far still count. */
export async function resendOtp(
  deps: VerificationDependencies,
  where: { readonly storeId: string; readonly identityVerificationId: string },
): Promise<ResendOtpOutcome> {
  const found = await openSent(deps, where)
  if (found.kind === 'refused') return found
  const { attempt, channel } = found
  const gateway = channel?.gateway
  if (channel === undefined || gateway?.resendOtp === undefined || attempt.requested.method === 'APP')
    return { kind: 'refused', type: 'IDENTITY_VERIFICATION_NOT_SENT' }
  const memory = await openOfAttempt(deps.vault, attempt, 'memory_sealed', attempt.memorySealed)
  const answer = await asking(deps, attempt, () =>
    gateway.resendOtp?.(channel.context(), { order: toIdentityOrder(attempt), method: 'SMS', memory }),
  )
  if (answer.kind !== 'sent') return wordsOf(answer)
  return (
    (await recordSent(deps, attempt, { ...answer, memory: { ...memory, ...answer.memory } })) ??
    resendOtp(deps, where)
  )
}

export type ConfirmOtpOutcome =
  | { readonly kind: 'verified'; readonly verification: Verification }
  | PgDeclined
  | Refused<
      | 'INVALID_REQUEST'
      | 'IDENTITY_VERIFICATION_NOT_FOUND'
      | 'IDENTITY_VERIFICATION_NOT_SENT'
      | 'IDENTITY_VERIFICATION_ALREADY_VERIFIED'
    >

/**
 * Gives the PG the code that the person typed, or asks whether he approved in the app. Each guess is counted before
 * the PG hears it; the last wrong one ends the attempt.
 */
export async function confirmOtp(
  deps: VerificationDependencies,
  request: { readonly storeId: string; readonly identityVerificationId: string; readonly otp?: string },
): Promise<ConfirmOtpOutcome> {
  const found = await openSent(deps, request)
  if (found.kind === 'refused') return found
  const { channel } = found
  const gateway = channel?.gateway
  if (channel === undefined || gateway?.confirmOtp === undefined)
    return { kind: 'refused', type: 'IDENTITY_VERIFICATION_NOT_SENT' }
  const method = found.attempt.requested.method ?? 'SMS'
  if (method === 'SMS' && (request.otp ?? '') === '')
    return { kind: 'refused', type: 'INVALID_REQUEST', detail: 'otp: is required for SMS' }
  const attempt = await countOtpTry(deps.database, found.attempt, otpTriesMax)
  if (attempt === undefined) return confirmOtpAgain(deps, request)

  const memory = await openOfAttempt(deps.vault, attempt, 'memory_sealed', attempt.memorySealed)
  const answer = await asking(deps, attempt, () =>
    gateway.confirmOtp?.(channel.context(), {
      order: toIdentityOrder(attempt),
      method,
      memory,
      ...(request.otp === undefined ? {} : { otp: request.otp }),
    }),
  )
  if (answer.kind === 'verified') {
    await recordVerified(deps, attempt, answer)
    const verification = await readVerification(
      deps.database,
      request.storeId,
      request.identityVerificationId,
    )
    return verification?.attempt.transactionId === attempt.transactionId
      ? { kind: 'verified', verification }
      : alreadyVerified
  }
  const declined = wordsOf(answer)
  if (attempt.otpTries >= otpTriesMax)
    await failAttempt(deps, attempt, pgFailure(declined.pgCode, declined.pgMessage))
  return declined
}

/** No guess was left: another call decided meanwhile, so what the row says now is the answer. */
async function confirmOtpAgain(
  deps: VerificationDependencies,
  where: { readonly storeId: string; readonly identityVerificationId: string },
): Promise<ConfirmOtpOutcome> {
  const found = await openSent(deps, where)
  return found.kind === 'refused' ? found : { kind: 'refused', type: 'IDENTITY_VERIFICATION_NOT_SENT' }
}

async function openSent(
  deps: VerificationDependencies,
  where: { readonly storeId: string; readonly identityVerificationId: string },
): Promise<
  | {
      readonly kind: 'found'
      readonly attempt: VerificationAttempt
      readonly channel: OpenedChannel | undefined
    }
  | Extract<ResendOtpOutcome, { kind: 'refused' }>
> {
  const verification = await readVerification(deps.database, where.storeId, where.identityVerificationId)
  if (verification === undefined) return { kind: 'refused', type: 'IDENTITY_VERIFICATION_NOT_FOUND' }
  const { attempt } = verification
  if (verification.status === 'VERIFIED') return alreadyVerified
  if (!isOtpAlive(attempt, deps.clock.now()))
    return { kind: 'refused', type: 'IDENTITY_VERIFICATION_NOT_SENT' }
  return { kind: 'found', attempt, channel: await deps.openAnyChannel(where.storeId, attempt.channelKey) }
}

async function asking<Answer>(
  deps: Pick<VerificationDependencies, 'log'>,
  attempt: VerificationAttempt,
  call: () => Promise<Answer> | undefined,
): Promise<Answer | { readonly kind: 'silent'; readonly reason: string }> {
  try {
    return (await call()) ?? { kind: 'silent', reason: 'the gateway has no such operation' }
  } catch (error) {
    deps.log.error({ err: error, transactionId: attempt.transactionId }, 'identity threw; treated as silence')
    return { kind: 'silent', reason: 'the connector threw' }
  }
}

/** The PG's words; of a silence, our own. */
function wordsOf(
  answer:
    | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }
    | { readonly kind: 'silent'; readonly reason: string },
): PgDeclined {
  return answer.kind === 'declined'
    ? { kind: 'declined', pgCode: answer.pgCode, pgMessage: answer.pgMessage }
    : {
        kind: 'declined',
        pgCode: '',
        pgMessage: '본인인증 기관의 응답이 없습니다. 잠시 후 다시 시도해 주세요.',
      }
}
