import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'

/** What the use cases of stores work with. */
export interface SubStoreDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly audit: AuditLog
  /** Payments stand on a higher floor, so `open-server.ts` hands this in. */
  readonly hasPayments: (database: Database, storeId: string) => Promise<boolean>
}
