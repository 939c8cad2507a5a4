import type { HandOffOrigins, IncomingRequest } from '@naru/gateways'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { sql } from '../foundation/database.ts'
import { toIdentityOrder, type VerificationAttempt } from '../identity-verification/identity-verification.ts'
import {
  moveAttempt,
  openOfAttempt,
  readVerificationAttempt,
  sealOfAttempt,
} from '../identity-verification/verification-store.ts'
import {
  failOpenWindow,
  pgFailure,
  receiveIdentityProof,
} from '../identity-verification/verify-from-window.ts'
import type { BeginView, IdentityResult, WindowView } from '../wire/checkout.ts'
import { publicAttemptId } from './attempt-key.ts'
import type { WindowState } from './attempt-outcome.ts'
import type { CheckoutAttempt } from './attempt-store.ts'
import { returnUrls } from './begin-attempt.ts'
import { refuseCheckout } from './checkout-errors.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import { asQuery, v1CertificationMembers } from './v1-result.ts'
import { closedByPerson } from './window-closed.ts'

/** The window of an identity verification: the same steps as a payment's, and no money in any of them. */
export interface IdentityWindow {
  readonly checkout: CheckoutAttempt
  readonly verification: VerificationAttempt
  readonly channel: OpenedChannel | undefined
}

const markBegun = sql(
  'checkout-mark-identity-begun',
  `update checkout_attempt set begun_at = coalesce(begun_at, $3) where store_id = $1 and attempt_id = $2`,
)

export async function openIdentityWindow(
  deps: CheckoutDependencies,
  checkout: CheckoutAttempt,
): Promise<IdentityWindow> {
  const verification = await readVerificationAttempt(deps.database, checkout.storeId, checkout.attemptId)
  if (verification === undefined) throw refuseCheckout('AttemptNotFound')
  const channel = await deps.verifications.openAnyChannel(verification.storeId, verification.channelKey)
  return { checkout, verification, channel }
}

export function identityOrigins({ channel }: IdentityWindow): HandOffOrigins {
  return channel?.gateway.windowOrigins?.(channel.moduleCode, channel.context().environment) ?? {}
}

export async function identityView(
  deps: CheckoutDependencies,
  { checkout, verification, channel }: IdentityWindow,
): Promise<WindowView> {
  const { state } = await identityState(deps, checkout, verification)
  const { requested, phase } = verification
  const isExpired = state !== 'DONE' && phase === 'OPEN' && checkout.expiresAt <= deps.clock.now()
  return {
    attemptId: publicAttemptId(checkout),
    state: isExpired ? 'EXPIRED' : state,
    windowType: checkout.windowType,
    ...(checkout.pageOrigin === null || checkout.windowType === 'REDIRECTION'
      ? {}
      : { merchantOrigin: checkout.pageOrigin }),
    mode: verification.channel.mode,
    storeName: checkout.storeName,
    purpose: 'IDENTITY_VERIFICATION',
    orderName: '본인인증',
    amount: { totalMinor: 0, currency: 'KRW', scale: 0 },
    payMethod: 'IDENTITY_VERIFICATION',
    pg: {
      id: verification.channel.pg,
      nameKo: channel?.gateway.catalogue.nameKo ?? verification.channel.pg,
      nameEn: channel?.gateway.catalogue.nameEn ?? verification.channel.pg,
    },
    ...(requested.locale === undefined ? {} : { locale: requested.locale }),
    expiresAt: checkout.expiresAt.toISOString(),
  }
}

/** Hands the person to the PG. Safe to repeat while the window is open. */
export async function beginIdentity(
  deps: CheckoutDependencies,
  { checkout, verification, channel }: IdentityWindow,
  token: string,
): Promise<BeginView> {
  const now = deps.clock.now()
  const { storeId, transactionId } = verification
  if (verification.phase !== 'OPEN') return { kind: 'done' }
  const fail = async (failure: Parameters<typeof failOpenWindow>[3]): Promise<BeginView> => {
    await failOpenWindow(deps, storeId, transactionId, failure)
    return { kind: 'done' }
  }
  if (checkout.expiresAt <= now)
    return fail({ reason: '본인인증 시간이 지나 취소되었습니다.', sdkCode: 'FAILURE_TYPE_PG' })
  if (channel?.gateway.beginIdentity === undefined)
    return fail({
      reason: '본인인증 채널을 사용할 수 없어 인증을 취소했습니다.',
      sdkCode: 'ChannelNotFound',
    })
  const urls = returnUrls(deps.checkoutOrigin, verification.channel, storeId, token)
  const answer = await channel.gateway.beginIdentity(channel.context(), toIdentityOrder(verification), urls)
  switch (answer.kind) {
    case 'declined':
      return fail(pgFailure(answer.pgCode, answer.pgMessage))
    case 'silent':
      return fail({
        reason: '본인인증 기관에 연결하지 못해 인증을 취소했습니다.',
        sdkCode: 'PG_PROVIDER_ERROR',
      })
    case 'begun': {
      const memory = {
        ...(await openOfAttempt(deps.vault, verification, 'memory_sealed', verification.memorySealed)),
        ...answer.memory,
      }
      const memorySealed = await sealOfAttempt(deps.vault, verification, 'memory_sealed', memory)
      const change = { memorySealed, ...(answer.pgTxId === undefined ? {} : { pgTxId: answer.pgTxId }) }
      const moved = await moveAttempt(deps.database, verification, change, now)
      if (moved.kind !== 'moved') return { kind: 'done' }
      await deps.database.query(markBegun, [checkout.storeId, checkout.attemptId, now])
      return { kind: 'hand-off', handOff: answer.handOff }
    }
  }
}

/** The person's browser comes back from the PG. What it carries is a hint; only the PG's own answer verifies anybody. */
export async function receiveIdentityReturn(
  deps: CheckoutDependencies,
  { verification, channel }: IdentityWindow,
  request: IncomingRequest,
): Promise<void> {
  if (verification.phase !== 'OPEN' || channel?.gateway.readIdentityReturn === undefined) return
  const { storeId, transactionId } = verification
  const order = toIdentityOrder(verification)
  const memory = await openOfAttempt(deps.vault, verification, 'memory_sealed', verification.memorySealed)
  const reading = channel.gateway.readIdentityReturn(channel.context(), order, memory, request)
  switch (reading.kind) {
    case 'unreadable':
      deps.log.warn({ transactionId, reason: reading.reason }, 'unreadable PG return')
      return
    case 'failed': {
      const { pgCode, pgMessage, closedByBuyer } = reading
      const told = pgFailure(pgCode, pgMessage)
      await failOpenWindow(deps, storeId, transactionId, {
        ...told,
        ...(closedByBuyer ? closedByPerson : {}),
      })
      return
    }
    case 'authenticated': {
      if (reading.claimedOrderId !== undefined && reading.claimedOrderId !== order.pgVerificationId) {
        deps.log.warn({ transactionId }, 'PG return that does not fit the prepared verification')
        await failOpenWindow(deps, storeId, transactionId, {
          reason: '인증 정보가 요청과 일치하지 않아 취소했습니다.',
          sdkCode: 'PORTONE_ERROR',
        })
        return
      }
      await receiveIdentityProof(deps.verifications, verification, reading.proof)
    }
  }
}

export async function closeIdentity(deps: CheckoutDependencies, checkout: CheckoutAttempt): Promise<void> {
  await failOpenWindow(deps, checkout.storeId, checkout.attemptId, closedByPerson)
}

/** How far the verification is, and its SDK response once it is decided. */
export async function identityState(
  deps: CheckoutDependencies,
  checkout: CheckoutAttempt,
  known?: VerificationAttempt,
): Promise<WindowState> {
  const attempt =
    known ?? (await readVerificationAttempt(deps.database, checkout.storeId, checkout.attemptId))
  if (attempt === undefined) throw refuseCheckout('AttemptNotFound')
  const result = identityResult(attempt)
  if (result !== undefined)
    return {
      state: 'DONE',
      result,
      ...(attempt.version === 'V1' ? { v1Members: asQuery(v1CertificationMembers(attempt, result)) } : {}),
    }
  return { state: attempt.phase === 'OPEN' && checkout.begunAt === null ? 'PREPARED' : 'IN_PG' }
}

/** The SDK response of a decided attempt; who it was is not in it. */
export function identityResult(attempt: VerificationAttempt): IdentityResult | undefined {
  if (attempt.phase !== 'DONE') return undefined
  const ids = {
    transactionType: 'IDENTITY_VERIFICATION' as const,
    identityVerificationId: attempt.identityVerificationId,
    identityVerificationTxId: attempt.transactionId,
  }
  const { failure } = attempt
  if (attempt.status !== 'FAILED' || failure === null) return ids
  return {
    ...ids,
    code: failure.sdkCode,
    message: failure.reason,
    ...(failure.pgCode === undefined ? {} : { pgCode: failure.pgCode }),
    ...(failure.pgMessage === undefined ? {} : { pgMessage: failure.pgMessage }),
  }
}
