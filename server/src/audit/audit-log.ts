import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { digest, sameDigest } from '../foundation/secret.ts'
import { hashOf, noHash, sealOf, type AuditRow } from './chain.ts'

/** Who did it. A console caller is one as he is. */
export interface AuditActor {
  /** An operator of the installation; `userId` and `email` are then his. Absent: a person of the merchant, or the platform. */
  readonly kind?: 'OPERATOR'
  readonly merchantId: string
  /** Null: the platform by itself. */
  readonly userId: string | null
  readonly email: string | null
  /** Network address of the request. */
  readonly address: string | null
}

/** What changed. `before` and `after` are plain JSON and never hold a secret. */
export interface AuditEntry {
  /** `<thing>.<verb>`, such as `channel.create`. */
  readonly action: string
  readonly storeId?: string | undefined
  /** Identifier of the changed thing. */
  readonly target: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Appends to the audit log (감사 기록). */
export interface AuditLog {
  /**
   * Writes one entry into the transaction of the change itself, so that neither exists without the other.
   * Call it last: it locks the merchant's head row until the transaction ends.
   */
  record(transaction: Database, actor: AuditActor, entry: AuditEntry): Promise<void>
}

/** The actor of what the platform does by itself. */
export function systemActor(merchantId: string): AuditActor {
  return { merchantId, userId: null, email: null, address: null }
}

const beginChain = sql(
  'audit-begin-chain',
  `insert into audit_head (merchant_id, sequence, hash, seal) values ($1, 0, $2, $3) on conflict do nothing`,
)
const lockHead = sql(
  'audit-lock-head',
  `select sequence, hash, seal from audit_head where merchant_id = $1 for update`,
)
const lastSequence = sql(
  'audit-last-sequence',
  `select coalesce(max(sequence), 0) as sequence from audit_entry where merchant_id = $1`,
)
/** Entry and head move in one statement. */
const append = sql(
  'audit-append',
  `with moved as (
     update audit_head set sequence = $2, hash = $13, seal = $14 where merchant_id = $1 returning merchant_id
   )
   insert into audit_entry
     (merchant_id, sequence, at, actor, user_id, email, address, store_id, action, target, before, after, hash)
   select merchant_id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from moved`,
)

/** @param deps.auditKey derived from the installation's key; see the configuration */
export function createAuditLog(deps: { readonly clock: Clock; readonly auditKey: Uint8Array }): AuditLog {
  const { clock, auditKey } = deps

  async function lock(transaction: Database, merchantId: string): Promise<ChainEnd> {
    const [head] = await transaction.query<HeadRow>(lockHead, [merchantId])
    if (head !== undefined) return endOf(transaction, merchantId, head)
    // When entries exist nevertheless, this seal does not fit them and the end counts as forged.
    const seal = sealOf(auditKey, { merchantId, sequence: 0, hash: noHash })
    await transaction.query(beginChain, [merchantId, noHash, seal])
    const [begun] = await transaction.query<HeadRow>(lockHead, [merchantId])
    if (begun === undefined) throw new Error(`the audit chain of ${merchantId} has no head`)
    return endOf(transaction, merchantId, begun)
  }

  /**
   * A head that somebody put there without the key must neither stop the business nor be healed by our next
   * entry: the chain goes on from a hash that fits nothing, so that it stays visibly broken at this place.
   */
  async function endOf(transaction: Database, merchantId: string, head: HeadRow): Promise<ChainEnd> {
    const [last] = await transaction.query<{ sequence: number }>(lastSequence, [merchantId])
    const isOurs =
      sameDigest(head.seal, sealOf(auditKey, { merchantId, ...head })) && last?.sequence === head.sequence
    if (isOurs) return head
    return { sequence: Math.max(head.sequence, last?.sequence ?? 0), hash: forgedEnd(head) }
  }

  return {
    record: (database, actor, entry) =>
      // Joins the caller's transaction; a pool handed in by mistake still gets the lock it needs.
      database.transaction(async (transaction) => {
        const head = await lock(transaction, actor.merchantId)
        const row: AuditRow = {
          merchantId: actor.merchantId,
          sequence: head.sequence + 1,
          at: clock.now(),
          actor: actor.kind ?? (actor.userId === null ? 'SYSTEM' : 'PERSON'),
          userId: actor.userId,
          email: actor.email,
          address: actor.address,
          storeId: entry.storeId ?? null,
          action: entry.action,
          target: entry.target,
          before: jsonText(entry.before),
          after: jsonText(entry.after),
        }
        const hash = hashOf(auditKey, head.hash, row)
        await transaction.query(append, [
          row.merchantId,
          row.sequence,
          row.at,
          row.actor,
          row.userId,
          row.email,
          row.address,
          row.storeId,
          row.action,
          row.target,
          row.before,
          row.after,
          hash,
          sealOf(auditKey, { merchantId: row.merchantId, sequence: row.sequence, hash }),
        ])
      }),
  }
}

interface ChainEnd {
  readonly sequence: number
  readonly hash: Uint8Array
}

interface HeadRow {
  sequence: number
  hash: Buffer
  seal: Buffer
}

function forgedEnd(head: HeadRow): Buffer {
  return digest(`forged ${head.hash.toString('base64')}`)
}

function jsonText(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value)
}
