import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import type { Vault } from '../foundation/sealing.ts'
import type { WebhookSender } from './send-message.ts'

/** What webhook use cases stand on. Handed in by `main.ts`. */
export interface WebhookDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly vault: Vault
  readonly audit: AuditLog
  readonly sender: WebhookSender
}
