/**
 * `GET /console/api/audit?from=&until=&actor=&action=&cursor=&size=` → AuditPage, newest first (Owner, Admin).
 * `GET /console/api/audit.csv?from=&until=&actor=&action=` → the same rows as a CSV file, all of them.
 *
 * `actor` is a part of an e-mail address, or `SYSTEM`. `action` is a whole action (`channel.update`) or its thing (`channel`).
 */
export interface AuditPage {
  readonly items: readonly AuditEntryView[]
  readonly nextCursor?: string
}
export interface AuditEntryView {
  readonly sequence: number
  readonly at: string
  readonly actor: 'PERSON' | 'SYSTEM' | 'OPERATOR'
  readonly email?: string
  readonly address?: string
  readonly storeId?: string
  readonly action: string
  readonly target: string
  /** As it was before; absent: there was nothing. Never a secret. */
  readonly before?: unknown
  readonly after?: unknown
}
