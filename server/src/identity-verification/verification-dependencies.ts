import type { OpenedChannel } from '../channel/open-channel.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { DueWorker } from '../foundation/due-work.ts'
import type { Logger } from '../foundation/log.ts'
import type { Random } from '../foundation/random.ts'
import type { Vault } from '../foundation/sealing.ts'

/** What identity verifications stand on. Handed in by `open-server.ts`. */
export interface VerificationDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly vault: Vault
  readonly log: Logger
  /** Living channels only: what begins anew needs one. */
  readonly openLivingChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
  /** Deleted ones included: what was begun through a channel must come to its end. */
  readonly openAnyChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
  readonly worker: Pick<DueWorker, 'wake'>
}

/** Kind of the timed work that asks the PG again who it was, after a silence or a dead process. */
export const settleVerificationKind = 'identity-verification.settle'
