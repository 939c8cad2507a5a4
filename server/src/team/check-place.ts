import type { Database } from '../foundation/database.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import type { Role } from '../wire/console.ts'
import { standingOf } from './find-managed-member.ts'
import { isOfOneStore, limitOf, mayManage } from './member.ts'
import { refuseStore } from './member-body.ts'
import { countOthersOfRole, isSubStoreOf } from './member-store.ts'
import { refuseTeam } from './team-errors.ts'

/**
 * Checks that the caller may put an account at this place, and that there is room. Call it under the team's lock.
 *
 * @param place.memberId the account itself does not count against the limit of its role
 */
export async function checkPlace(
  transaction: Database,
  caller: ConsoleCaller,
  place: { readonly memberId: string; readonly role: Role; readonly storeId: string | undefined },
  language: 'ko' | 'en',
): Promise<void> {
  const { memberId, role, storeId } = place
  if (!mayManage(standingOf(caller), { role, storeId })) throw refuseTeam('RoleNotManageableError')
  if (isOfOneStore(role)) {
    const isOwn = storeId !== undefined && (await isSubStoreOf(transaction, caller.merchantId, storeId))
    if (!isOwn) throw refuseStore(language)
  }
  const limit = limitOf(role)
  if (limit === undefined) return
  const others = await countOthersOfRole(transaction, caller.merchantId, role, memberId)
  if (others >= limit.count) throw refuseTeam(limit.refusal)
}
