import type { ConsoleCaller } from '../merchant/console-guard.ts'
import type { UpdateMemberBody } from '../wire/console-team.ts'
import { checkPlace } from './check-place.ts'
import { findManagedMember } from './find-managed-member.ts'
import { deleteMemberRow, lockTeam, updateMemberRow, type Member } from './member-store.ts'
import type { TeamDependencies } from './team-dependencies.ts'
import { refuseTeam } from './team-errors.ts'

type WriteDependencies = Pick<TeamDependencies, 'database' | 'audit'>

/** Changes role, memo and the Excel right. Both the old and the new role must be the caller's to give. */
export async function updateMember(
  deps: WriteDependencies,
  caller: ConsoleCaller,
  memberId: string,
  body: UpdateMemberBody,
  language: 'ko' | 'en',
): Promise<void> {
  const { merchantId } = caller
  await deps.database.transaction(async (transaction) => {
    await lockTeam(transaction, merchantId)
    const member = await findManagedMember(transaction, caller, memberId)
    if (member.rowVersion !== body.rowVersion) throw refuseTeam('StaleVersionError')
    const { role, memo, mayExport } = body
    const storeId = body.storeId
    await checkPlace(transaction, caller, { memberId, role, storeId }, language)
    const values = { role, storeId, memo, mayExport }
    const key = { merchantId, memberId, rowVersion: body.rowVersion }
    if (!(await updateMemberRow(transaction, key, values))) throw refuseTeam('StaleVersionError')
    await deps.audit.record(transaction, caller, {
      action: 'member.update',
      storeId,
      target: member.email,
      before: valuesOf(member),
      after: values,
    })
  })
}

/** Deletes an account (계정 삭제), or takes an invitation back. Whoever was signed in with it is out at once. */
export async function removeMember(
  deps: WriteDependencies,
  caller: ConsoleCaller,
  memberId: string,
): Promise<void> {
  await deps.database.transaction(async (transaction) => {
    await lockTeam(transaction, caller.merchantId)
    const member = await findManagedMember(transaction, caller, memberId)
    await deleteMemberRow(transaction, caller.merchantId, memberId)
    await deps.audit.record(transaction, caller, {
      action: 'member.delete',
      storeId: member.storeId,
      target: member.email,
      before: valuesOf(member),
    })
  })
}

function valuesOf({ role, storeId, memo, mayExport }: Member) {
  return { role, storeId, memo, mayExport }
}
