import { sql, type Database } from '../foundation/database.ts'
import { sameDigest } from '../foundation/secret.ts'
import { hashOf, noHash, sealOf, type AuditRow } from './chain.ts'

/** Where a chain does not hold. */
export interface BrokenChain {
  readonly merchantId: string
  /** The first entry that is not what was written. */
  readonly sequence: number
  /** `missing`: removed. `altered`: changed, or written without the key. `head`: the end was replaced or removed. */
  readonly kind: 'missing' | 'altered' | 'head'
}

const merchantsAfter = sql(
  'audit-merchants-after',
  `select merchant_id from (
     select merchant_id from audit_head where merchant_id > $1
     union select merchant_id from audit_entry where merchant_id > $1
   ) m order by merchant_id limit 100`,
)
const readHead = sql('audit-read-head', `select sequence, hash, seal from audit_head where merchant_id = $1`)
const entryBeyondHead = sql(
  'audit-entry-beyond-head',
  `select e.sequence from audit_head h join audit_entry e on e.merchant_id = h.merchant_id and e.sequence > h.sequence
   where h.merchant_id = $1 order by e.sequence limit 1`,
)
const entriesAfter = sql(
  'audit-entries-after',
  `select merchant_id as "merchantId", sequence, at, actor, user_id as "userId", email, address,
     store_id as "storeId", action, target, before, after, hash
   from audit_entry where merchant_id = $1 and sequence > $2 order by sequence limit 500`,
)

/** Walks every chain of the installation. Memory stays small whatever the length. */
export async function verifyChains(
  database: Database,
  auditKey: Uint8Array,
): Promise<{
  readonly merchants: number
  readonly entries: number
  readonly broken: readonly BrokenChain[]
}> {
  const broken: BrokenChain[] = []
  let merchants = 0
  let entries = 0
  for (let after = ''; ;) {
    const page = await database.query<{ merchant_id: string }>(merchantsAfter, [after])
    for (const { merchant_id: merchantId } of page) {
      const verdict = await verifyChain(database, auditKey, merchantId)
      merchants += 1
      entries += verdict.entries
      if (verdict.broken !== undefined) broken.push(verdict.broken)
      after = merchantId
    }
    if (page.length === 0) return { merchants, entries, broken }
  }
}

/** Walks one chain and stops where it breaks first. */
export async function verifyChain(
  database: Database,
  auditKey: Uint8Array,
  merchantId: string,
): Promise<{ readonly entries: number; readonly broken?: BrokenChain }> {
  // Read before the entries: what is appended meanwhile is beyond it and not an error.
  const [head] = await database.query<{ sequence: number; hash: Buffer; seal: Buffer }>(readHead, [
    merchantId,
  ])
  const isHeadOurs = head !== undefined && sameDigest(head.seal, sealOf(auditKey, { merchantId, ...head }))
  if (!isHeadOurs) return { entries: 0, broken: { merchantId, sequence: head?.sequence ?? 0, kind: 'head' } }

  let former = noHash
  let sequence = 0
  const brokenAt = (at: number, kind: BrokenChain['kind']) => ({
    entries: sequence,
    broken: { merchantId, sequence: at, kind },
  })
  while (sequence < head.sequence) {
    const page = await database.query<AuditRow & { hash: Buffer }>(entriesAfter, [merchantId, sequence])
    if (page.length === 0) return brokenAt(sequence + 1, 'missing')
    for (const row of page) {
      if (row.sequence !== sequence + 1) return brokenAt(sequence + 1, 'missing')
      if (!sameDigest(row.hash, hashOf(auditKey, former, row))) return brokenAt(row.sequence, 'altered')
      former = row.hash
      sequence = row.sequence
      if (sequence === head.sequence) break
    }
  }
  if (!sameDigest(former, head.hash)) return brokenAt(sequence, 'head')
  const [beyond] = await database.query<{ sequence: number }>(entryBeyondHead, [merchantId])
  return beyond === undefined ? { entries: sequence } : brokenAt(beyond.sequence, 'altered')
}
