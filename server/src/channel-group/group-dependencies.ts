import type { Gateway } from '@naru/gateways'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'

/** What the channel-group capability needs of the outside world. */
export interface GroupDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly gateways: readonly Gateway[]
  readonly audit: AuditLog
}

/** Who changes a group, and of which store. */
export type GroupCaller = ConsoleCaller & { readonly storeId: string }
