import type { Gateway, GatewayContext } from '@naru/gateways'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { DueWorker } from '../foundation/due-work.ts'
import type { Logger } from '../foundation/log.ts'
import type { Random } from '../foundation/random.ts'
import type { Vault } from '../foundation/sealing.ts'

/** The channel as payments need it: the PG's connector and the context to call it with. */
export interface PaymentChannel {
  readonly gateway: Gateway
  context(): GatewayContext
}

/** What payment use cases stand on. Handed in by `main.ts`. */
export interface PaymentDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly vault: Vault
  readonly log: Logger
  readonly audit: AuditLog
  /** This process's name; written on money in flight so that a successor can take it over at once. */
  readonly replicaName: string
  /** The channel with its present credentials; undefined when it was deleted. */
  readonly openChannel: (storeId: string, channelKey: string) => Promise<PaymentChannel | undefined>
  /** How long a caller waits for the settle job after silence before it hears "not known yet". */
  readonly patienceMs: number
  /** Runs at once what a payment books. Hints only: whatever is lost here is found in the table. */
  readonly worker: Pick<DueWorker, 'wake' | 'lease' | 'handOver'>
}

/** Kinds of timed work that payments own. */
export const settleApprovalKind = 'payment.settle-approval'
export const settleCancellationKind = 'payment.settle-cancellation'
export const verifyDepositKind = 'payment.verify-deposit'
/** Reading the feed of a PG that sells by itself; one row for each store and channel. */
export const pullOrdersKind = 'payment.pull-orders'
export function pullOrdersWorkId(storeId: string, channelKey: string): string {
  return `pull-orders:${storeId}:${channelKey}`
}

/** Longer than any approve or cancel call may take; after it a call without a record is given to the settle job. */
export const callLimitMs = 90_000
/** The settle job's pauses while the PG stays silent. */
export const silenceDelaysMs = [1_000, 2_000, 5_000, 15_000, 30_000, 60_000, 300_000]

export function silenceDelayMs(attempts: number): number {
  return silenceDelaysMs[Math.min(Math.max(attempts, 1), silenceDelaysMs.length) - 1] ?? 300_000
}
