import { actionsOf, isGrantable } from '../merchant/permission.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import type { MemberList, MemberView } from '../wire/console-team.ts'
import { manageableRoles, mayManage } from './member.ts'
import { listMemberRows, readMemberRow, type Member } from './member-store.ts'
import type { TeamDependencies } from './team-dependencies.ts'

type ReadDependencies = Pick<TeamDependencies, 'database' | 'clock'>

/** The accounts that the caller may see, and the roles that he may give. */
export async function listMembers(deps: ReadDependencies, caller: ConsoleCaller): Promise<MemberList> {
  const members = await listMemberRows(deps.database, caller.merchantId, caller.pinnedStoreId)
  const now = deps.clock.now()
  return {
    items: members.map((member) => memberView(member, caller, now)),
    assignableRoles: manageableRoles(caller.role),
  }
}

/** One account as the list shows it. */
export async function readMemberView(
  deps: ReadDependencies,
  caller: ConsoleCaller,
  memberId: string,
): Promise<MemberView> {
  const member = await readMemberRow(deps.database, caller.merchantId, memberId)
  if (member === undefined) throw new Error('the account vanished while it was answered')
  return memberView(member, caller, deps.clock.now())
}

function memberView(member: Member, caller: ConsoleCaller, now: Date): MemberView {
  const { memberId, email, role, storeId, storeName, memo, rowVersion, invitation } = member
  const isSelf = memberId === caller.userId
  return {
    memberId,
    email,
    role,
    ...(storeId === undefined ? {} : { store: { storeId, name: storeName ?? '' } }),
    memo,
    mayExport: isGrantable(role, 'payments.export')
      ? member.mayExport
      : actionsOf(role).includes('payments.export'),
    status: statusOf(invitation, now),
    ...(invitation === undefined ? {} : { invitationExpiresAt: invitation.expiresAt.toISOString() }),
    createdAt: member.createdAt.toISOString(),
    rowVersion,
    isSelf,
    manageable: !isSelf && mayManage({ role: caller.role, storeId: caller.pinnedStoreId }, member),
  }
}

function statusOf(invitation: Member['invitation'], now: Date): MemberView['status'] {
  if (invitation === undefined) return 'ACTIVE'
  return invitation.expiresAt > now ? 'INVITED' : 'INVITATION_EXPIRED'
}
