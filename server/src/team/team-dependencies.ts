import type { AuditLog } from '../audit/audit-log.ts'
import type { Background } from '../foundation/background.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Mailer } from '../foundation/mail/mail.ts'
import type { Random } from '../foundation/random.ts'
import type { KeyedDigest } from '../merchant/keyed-digest.ts'
import type { Throttle } from '../merchant/throttle.ts'

/** What the use cases of a team work with. */
export interface TeamDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly audit: AuditLog
  readonly throttle: Throttle
  readonly keyedDigest: KeyedDigest
  readonly background: Background
  readonly mailer: Mailer
  readonly consoleOrigin: string
}
