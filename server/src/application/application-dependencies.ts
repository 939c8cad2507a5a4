import type { Gateway } from '@naru/gateways'
import type { AuditActor, AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { FileStore } from '../foundation/file-store.ts'
import type { Logger } from '../foundation/log.ts'
import type { Mailer } from '../foundation/mail/mail.ts'
import type { Random } from '../foundation/random.ts'
import type { Vault } from '../foundation/sealing.ts'
import type { Throttle } from '../merchant/throttle.ts'

export interface ApplicationDependencies {
  readonly database: Database
  readonly vault: Vault
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  readonly audit: AuditLog
  readonly gateways: readonly Gateway[]
  readonly files: FileStore
  readonly throttle: Throttle
  readonly mailer: Mailer
  /** Public address of the console, for the button of a mail. */
  readonly consoleOrigin: string
  readonly wake: (kind: string) => void
}

/** Who changes an application: a member of the merchant, or an operator in his name. */
export interface ApplicationActor extends AuditActor {
  readonly userId: string
}
