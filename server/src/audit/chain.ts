import { createHmac } from 'node:crypto'

/** One row of the log as it is hashed and stored. */
export interface AuditRow {
  readonly merchantId: string
  readonly sequence: number
  readonly at: Date
  readonly actor: 'PERSON' | 'SYSTEM' | 'OPERATOR'
  readonly userId: string | null
  readonly email: string | null
  readonly address: string | null
  readonly storeId: string | null
  readonly action: string
  readonly target: string
  /** JSON text. */
  readonly before: string | null
  readonly after: string | null
}

/** What the first entry of a chain is chained to. */
export const noHash: Uint8Array = Buffer.alloc(32)

/**
 * Hash of an entry. It covers the hash of the one before, so an entry that is changed, removed or
 * put in between breaks every hash after it; and it needs a key that no database holds.
 */
export function hashOf(key: Uint8Array, former: Uint8Array, row: AuditRow): Buffer {
  // A list in a fixed order has exactly one JSON text: nothing to normalise.
  const form = JSON.stringify([
    'audit-entry/1',
    row.merchantId,
    row.sequence,
    row.at.toISOString(),
    row.actor,
    row.userId,
    row.email,
    row.address,
    row.storeId,
    row.action,
    row.target,
    row.before,
    row.after,
  ])
  return createHmac('sha256', key).update(former).update(form, 'utf8').digest()
}

/** Seal of a chain's end, so that a shortened chain cannot be given a matching head. */
export function sealOf(
  key: Uint8Array,
  head: { readonly merchantId: string; readonly sequence: number; readonly hash: Uint8Array },
): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify(['audit-head/1', head.merchantId, head.sequence]), 'utf8')
    .update(head.hash)
    .digest()
}
