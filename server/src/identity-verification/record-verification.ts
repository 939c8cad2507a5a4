import type { IdentityAnswer } from '@naru/gateways'
import type { VerificationAttempt, VerificationFailure } from './identity-verification.ts'
import type { VerificationDependencies } from './verification-dependencies.ts'
import { moveAttempt, readVerificationAttempt, sealOfAttempt } from './verification-store.ts'

/** Writes who it was. Undefined when the attempt was decided meanwhile, or another attempt of the id was first. */
export async function recordVerified(
  deps: Pick<VerificationDependencies, 'database' | 'clock' | 'vault'>,
  attempt: VerificationAttempt,
  answer: Extract<IdentityAnswer, { kind: 'verified' }>,
): Promise<VerificationAttempt | undefined> {
  const { ci, di, ...person } = answer.person
  const factsSealed = await sealOfAttempt(deps.vault, attempt, 'facts_sealed', {
    raw: answer.raw,
    ...(ci === undefined ? {} : { ci }),
    ...(di === undefined ? {} : { di }),
  })
  const now = deps.clock.now()
  for (let before: VerificationAttempt | undefined = attempt; before !== undefined;) {
    if (before.phase === 'DONE') return undefined
    const moved = await moveAttempt(
      deps.database,
      before,
      {
        phase: 'DONE',
        status: 'VERIFIED',
        person,
        factsSealed,
        memorySealed: null,
        proofSealed: null,
        pgTxId: answer.pgTxId,
        decidedAt: now,
      },
      now,
    )
    switch (moved.kind) {
      case 'moved':
        return moved.attempt
      case 'taken':
        await failAttempt(deps, before, {
          reason: '같은 아이디로 이미 본인인증이 완료되었습니다.',
          sdkCode: 'IdentityVerificationAlreadyVerified',
        })
        return undefined
      case 'changed':
        before = await readVerificationAttempt(deps.database, attempt.storeId, attempt.transactionId)
    }
  }
  return undefined
}

/** Ends an attempt without success; an attempt that was decided meanwhile stays as it is. */
export async function failAttempt(
  deps: Pick<VerificationDependencies, 'database' | 'clock'>,
  attempt: VerificationAttempt,
  failure: VerificationFailure,
): Promise<void> {
  const now = deps.clock.now()
  for (let before: VerificationAttempt | undefined = attempt; before !== undefined;) {
    if (before.phase === 'DONE') return
    const moved = await moveAttempt(
      deps.database,
      before,
      { phase: 'DONE', status: 'FAILED', memorySealed: null, proofSealed: null, failure, decidedAt: now },
      now,
    )
    if (moved.kind === 'moved') return
    before = await readVerificationAttempt(deps.database, attempt.storeId, attempt.transactionId)
  }
}
