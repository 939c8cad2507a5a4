import type { AuditLog } from '../audit/audit-log.ts'
import type { ChannelDependencies } from '../channel/channel-dependencies.ts'
import type { OpenedChannel } from '../channel/open-channel.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Logger } from '../foundation/log.ts'
import type { Random } from '../foundation/random.ts'

/** What reconciliation needs of the outside world. */
export interface ReconciliationDependencies {
  readonly database: Database
  readonly audit: AuditLog
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  readonly gateways: ChannelDependencies['gateways']
  /** Set in development: PGs are played by the simulators. */
  readonly simulatorOrigin: string | undefined
  readonly openChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
}

/** Whose books are read: all of a merchant at his representative store, one store's own part elsewhere. */
export interface ReadScope {
  readonly merchantId: string
  /** Absent: all stores, and what belongs to none. */
  readonly storeIds?: readonly string[]
}
