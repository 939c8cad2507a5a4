import type { OpenedChannel } from '../channel/open-channel.ts'
import type { Routing } from '../channel-group/read-routing.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { DueWorker } from '../foundation/due-work.ts'
import type { Logger } from '../foundation/log.ts'
import type { Random } from '../foundation/random.ts'
import type { BillingKey } from './billing-key.ts'
import type { Vault } from '../foundation/sealing.ts'

/** What billing keys stand on. Handed in by `main.ts`. */
export interface BillingKeyDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly vault: Vault
  readonly log: Logger
  readonly replicaName: string
  /** Living channels only: what is issued or charged anew needs one. */
  readonly openLivingChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
  /** Deleted ones included: what was begun through a channel must come to its end. */
  readonly openAnyChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
  readonly readRouting: (storeId: string, channelGroupId: string) => Promise<Routing | undefined>
  readonly worker: Pick<DueWorker, 'wake'>
  /** Charges the first payment of a key in phase PAYING and records what becomes of the key. Safe to repeat. */
  readonly payFirst: (key: BillingKey) => Promise<BillingKey>
  /** Gives an issued key back whose first payment was pending and has failed; any other key stays. Safe to repeat. */
  readonly dropUnpaid: (key: BillingKey) => Promise<void>
  /** Gives a key that V1's window issued the merchant's name, in the transaction that records the key. */
  readonly bindName: (transaction: Database, key: BillingKey, now: Date) => Promise<void>
}

/** Kind of the timed work that finishes an issue or a deletion whose process died. */
export const settleBillingKeyKind = 'billing-key.settle'
/** Longer than any call of a PG may take. */
export const billingCallLimitMs = 90_000
