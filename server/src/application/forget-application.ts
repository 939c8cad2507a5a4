import { minute } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { bookWork, type DueHandler } from '../foundation/due-work.ts'
import type { ClosingMerchant } from '../merchant/withdraw-account.ts'
import type { ApplicationDependencies } from './application-dependencies.ts'
import { licenceKey } from './licence-file.ts'

export const removeLicenceFileKind = 'application.remove-licence-file'

/**
 * Business information names people and bank accounts, and belongs to no payment: nothing asks to keep it. What was
 * applied for and how it went stays in the audit log, without those.
 */
const forget = sql(
  'application-forget',
  `with terms as (delete from application_terms where merchant_id = $1),
     info as (delete from business_info where merchant_id = $1),
     choice as (delete from application_choice where merchant_id = $1),
     contract as (delete from application_contract where merchant_id = $1),
     event as (delete from application_event where merchant_id = $1)
   delete from business_licence where merchant_id = $1 returning file_id`,
)

/** Removes a withdrawn merchant's application; its licence file goes after the commit, as timed work. */
export async function forgetApplication(
  transaction: Database,
  { merchantId, storeIds, now }: ClosingMerchant & { readonly now: Date },
): Promise<void> {
  const licences = await transaction.query<{ file_id: string }>(forget, [merchantId])
  const [storeId] = storeIds
  if (storeId === undefined) return
  for (const { file_id: fileId } of licences)
    await bookWork(transaction, {
      storeId,
      workId: `${removeLicenceFileKind}:${fileId}`,
      kind: removeLicenceFileKind,
      reference: { merchantId, fileId },
      dueAt: now,
      now,
    })
}

export function removeLicenceFileHandler({ files }: Pick<ApplicationDependencies, 'files'>): DueHandler {
  return {
    kind: removeLicenceFileKind,
    leaseMs: 2 * minute,
    concurrencyMax: 2,
    async run({ reference }) {
      const { merchantId, fileId } = reference
      if (typeof merchantId === 'string' && typeof fileId === 'string')
        await files.remove(licenceKey(merchantId, fileId))
      return { kind: 'done' }
    },
  }
}
