import { assignChannels } from '../channel/assigned-channels.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import { deleteMemberRow, lockTeam } from '../team/member-store.ts'
import { auditForm } from './save-sub-store.ts'
import type { SubStoreDependencies } from './sub-store-dependencies.ts'
import { refuseSubStore } from './sub-store-errors.ts'
import { listMembersOfStore, lockStore, markStoreDeleted, representativeStoreOf } from './sub-store-rows.ts'

/**
 * Deletes a sub-store. Its accounts go with it and are signed out, its API secrets stop working (their check reads the
 * store), new payments are refused, its name and tier code are free again. Its row stays: payments that were made in it
 * can still be read and cancelled by whoever answers for the whole merchant.
 */
export async function deleteSubStore(
  deps: Pick<SubStoreDependencies, 'database' | 'clock' | 'audit' | 'hasPayments'>,
  caller: ConsoleCaller & { readonly storeId: string },
): Promise<void> {
  const { merchantId, storeId } = caller
  const now = deps.clock.now()
  await deps.database.transaction(async (transaction) => {
    await lockTeam(transaction, merchantId)
    const store = await lockStore(transaction, merchantId, storeId)
    if (store === undefined) throw refuseSubStore('StoreNotFoundError')
    if (store.isRepresentative) throw refuseSubStore('RepresentativeStoreCannotBeDeletedError')
    for (const memberId of await listMembersOfStore(transaction, merchantId, storeId)) {
      await deleteMemberRow(transaction, merchantId, memberId)
    }
    const ownerStoreId = await representativeStoreOf(transaction, merchantId)
    await assignChannels(transaction, { storeId, ownerStoreId, channelKeys: [], now })
    const hasHistory = await deps.hasPayments(transaction, storeId)
    await markStoreDeleted(transaction, { merchantId, storeId }, { now, hasHistory })
    await deps.audit.record(transaction, caller, {
      action: 'store.delete',
      storeId,
      target: storeId,
      before: { ...auditForm(store), memberCount: store.memberCount },
    })
  })
}
