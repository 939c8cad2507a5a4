import type { IdentityAnswer, JsonObject } from '@naru/gateways'
import { bookWork } from '../foundation/due-work.ts'
import {
  callLimitMs,
  toIdentityOrder,
  type VerificationAttempt,
  type VerificationFailure,
} from './identity-verification.ts'
import { settleVerificationKind, type VerificationDependencies } from './verification-dependencies.ts'
import { failAttempt, recordVerified } from './record-verification.ts'
import { moveAttempt, openOfAttempt, readVerificationAttempt, sealOfAttempt } from './verification-store.ts'

/** Tries of the settle job after which a silent PG counts as a failure; no money waits for the answer. */
export const settleTriesMax = 4

/**
 * The person is through the PG's window. What the browser brought is only a key to ask the PG with: the proof is
 * kept, and the PG is asked server to server who it was. Only one of several returns gets to ask.
 */
export async function receiveIdentityProof(
  deps: VerificationDependencies,
  attempt: VerificationAttempt,
  proof: JsonObject,
): Promise<void> {
  if (attempt.phase !== 'OPEN') return
  const now = deps.clock.now()
  const proofSealed = await sealOfAttempt(deps.vault, attempt, 'proof_sealed', proof)
  const reserved = await deps.database.transaction(async (transaction) => {
    const moved = await moveAttempt(transaction, attempt, { phase: 'VERIFYING', proofSealed }, now)
    if (moved.kind !== 'moved') return undefined
    await bookWork(transaction, {
      storeId: attempt.storeId,
      workId: `identity-verification:${attempt.storeId}:${attempt.transactionId}`,
      kind: settleVerificationKind,
      reference: { transactionId: attempt.transactionId },
      dueAt: new Date(now.getTime() + callLimitMs),
      now,
    })
    return moved.attempt
  })
  if (reserved !== undefined) await askWhoItWas(deps, reserved, false)
}

/** @param isLastTry a silence is a failure then */
export async function askWhoItWas(
  deps: VerificationDependencies,
  attempt: VerificationAttempt,
  isLastTry: boolean,
): Promise<'decided' | 'silent'> {
  const answer = await ask(deps, attempt)
  switch (answer.kind) {
    case 'verified':
      await recordVerified(deps, attempt, answer)
      return 'decided'
    case 'declined': {
      const { pgCode, pgMessage } = answer
      await failAttempt(deps, attempt, pgFailure(pgCode, pgMessage))
      return 'decided'
    }
    case 'silent':
      deps.log.warn({ transactionId: attempt.transactionId, reason: answer.reason }, 'PG silent on identity')
      if (!isLastTry) return 'silent'
      await failAttempt(deps, attempt, {
        reason: '본인인증 기관의 응답이 없어 인증을 마치지 못했습니다.',
        sdkCode: 'PG_PROVIDER_ERROR',
      })
      return 'decided'
  }
}

async function ask(deps: VerificationDependencies, attempt: VerificationAttempt): Promise<IdentityAnswer> {
  const channel = await deps.openAnyChannel(attempt.storeId, attempt.channelKey)
  if (channel?.gateway.fetchIdentity === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: '본인인증 채널을 사용할 수 없습니다.' }
  try {
    return await channel.gateway.fetchIdentity(channel.context(), {
      order: toIdentityOrder(attempt),
      proof: await openOfAttempt(deps.vault, attempt, 'proof_sealed', attempt.proofSealed),
      memory: await openOfAttempt(deps.vault, attempt, 'memory_sealed', attempt.memorySealed),
    })
  } catch (error) {
    deps.log.error({ err: error, transactionId: attempt.transactionId }, 'identity threw; treated as silence')
    return { kind: 'silent', reason: 'the connector threw' }
  }
}

/** The PG's words as the SDK tells them: `[code] message`. */
export function pgFailure(pgCode: string, pgMessage: string): VerificationFailure {
  return {
    reason: pgCode === '' ? pgMessage : `[${pgCode}] ${pgMessage}`,
    sdkCode: 'FAILURE_TYPE_PG',
    ...(pgCode === '' ? {} : { pgCode, pgMessage }),
  }
}

/**
 * Ends an attempt whose window came to nothing: closed, refused by the PG, expired. An attempt for which the PG is
 * being asked is left alone; then the PG's answer counts.
 */
export async function failOpenWindow(
  deps: Pick<VerificationDependencies, 'database' | 'clock'>,
  storeId: string,
  transactionId: string,
  failure: VerificationFailure,
): Promise<void> {
  const attempt = await readVerificationAttempt(deps.database, storeId, transactionId)
  if (attempt?.phase === 'OPEN') await failAttempt(deps, attempt, failure)
}
