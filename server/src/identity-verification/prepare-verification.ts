import type { OpenedChannel } from '../channel/open-channel.ts'
import type { Database } from '../foundation/database.ts'
import {
  attemptsMax,
  toVerificationChannel,
  type RequestedVerification,
  type VerificationAttempt,
} from './identity-verification.ts'
import type { VerificationDependencies } from './verification-dependencies.ts'
import { insertAttempt, readVerification } from './verification-store.ts'

export interface PrepareVerification {
  readonly merchantId: string
  readonly storeId: string
  readonly identityVerificationId: string
  /** A UUID; V1 takes the `imp_uid` for both ids. */
  readonly transactionId: string
  readonly version: 'V1' | 'V2'
  readonly channel: OpenedChannel
  readonly requested: RequestedVerification
  /** What must be written together with the attempt (the window's row). */
  readonly also: (transaction: Database) => Promise<void>
}

export type PrepareOutcome =
  | { readonly kind: 'prepared'; readonly attempt: VerificationAttempt }
  | {
      readonly kind: 'refused'
      readonly type: 'IDENTITY_VERIFICATION_ALREADY_VERIFIED' | 'MAX_TRANSACTION_COUNT_REACHED'
    }

/** Opens an attempt whose window comes next. The channel was checked by the border that knows its errors. */
export async function prepareVerification(
  deps: Pick<VerificationDependencies, 'database' | 'clock'>,
  request: PrepareVerification,
): Promise<PrepareOutcome> {
  for (;;) {
    const former = await readVerification(deps.database, request.storeId, request.identityVerificationId)
    if (former?.status === 'VERIFIED')
      return { kind: 'refused', type: 'IDENTITY_VERIFICATION_ALREADY_VERIFIED' }
    if ((former?.transactionCount ?? 0) >= attemptsMax)
      return { kind: 'refused', type: 'MAX_TRANSACTION_COUNT_REACHED' }
    const now = deps.clock.now()
    const attempt = await deps.database.transaction(async (transaction) => {
      const opened = await insertAttempt(
        transaction,
        {
          merchantId: request.merchantId,
          storeId: request.storeId,
          identityVerificationId: request.identityVerificationId,
          transactionId: request.transactionId,
          kind: 'WINDOW',
          phase: 'OPEN',
          version: request.version,
          channel: toVerificationChannel(request.channel),
          requested: request.requested,
        },
        former?.rowVersion ?? 0,
        now,
      )
      if (opened !== undefined) await request.also(transaction)
      return opened
    })
    if (attempt !== undefined) return { kind: 'prepared', attempt }
  }
}
