import type { Database } from '../foundation/database.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import { mayManage, type Standing } from './member.ts'
import { readMemberRow, type Member } from './member-store.ts'
import { refuseTeam } from './team-errors.ts'

/** How the caller stands when it comes to managing accounts. */
export function standingOf(caller: ConsoleCaller): Standing {
  return { role: caller.role, storeId: caller.pinnedStoreId }
}

/**
 * The account that the caller wants to change, if he may. Call it under the team's lock.
 *
 * @throws 404 also for accounts of another store that a store role cannot see
 */
export async function findManagedMember(
  transaction: Database,
  caller: ConsoleCaller,
  memberId: string,
): Promise<Member> {
  const member = await readMemberRow(transaction, caller.merchantId, memberId)
  const isHidden = caller.pinnedStoreId !== undefined && member?.storeId !== caller.pinnedStoreId
  if (member === undefined || isHidden) throw refuseTeam('MemberNotFoundError')
  if (member.memberId === caller.userId) throw refuseTeam('OwnAccountCannotBeChangedError')
  if (!mayManage(standingOf(caller), member)) {
    throw refuseTeam(member.role === 'OWNER' ? 'OwnerCannotBeChangedError' : 'RoleNotManageableError')
  }
  return member
}
