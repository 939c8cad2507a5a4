import { refuseAccount } from '../merchant/account-errors.ts'
import { hashPassword } from '../merchant/password-hash.ts'
import { judgePassword } from '../merchant/password-rule.ts'
import { isRole } from '../merchant/permission.ts'
import type { AcceptInvitationBody, InvitationView } from '../wire/console-team.ts'
import { opensInvitation, readInvitationToken } from './invitation-link.ts'
import { insertInvitedUser, markAccepted, readInvitation, type Invitation } from './invitation-store.ts'
import type { TeamDependencies } from './team-dependencies.ts'
import { refuseTeam } from './team-errors.ts'

type AcceptDependencies = Pick<TeamDependencies, 'database' | 'clock' | 'random' | 'audit'>

/** Whom a link invites, and to what. @throws 404 for no link of ours, 410 when it was used, has expired or was replaced */
export async function viewInvitation(
  deps: Pick<AcceptDependencies, 'database' | 'clock'>,
  token: string,
): Promise<InvitationView> {
  const { email, merchantName, role, storeName, expiresAt } = await openInvitation(deps, token)
  if (!isRole(role)) throw refuseAccount('LinkInvalidError')
  return {
    email,
    merchantName,
    role,
    ...(storeName === null ? {} : { storeName }),
    expiresAt: expiresAt.toISOString(),
  }
}

/**
 * Sets the password of an invited account and makes its user, verified, because the link came by mail.
 * A password that breaks the rule does not use the link up.
 *
 * @param address where the request came from; for the audit log
 */
export async function acceptInvitation(
  deps: AcceptDependencies,
  { token, password }: AcceptInvitationBody,
  address: string,
): Promise<{ readonly email: string }> {
  const invitation = await openInvitation(deps, token)
  const { email, userId, merchantId } = invitation
  const problem = judgePassword(password, email)
  if (problem !== undefined) throw refuseAccount(problem, undefined, { fields: ['password'] })
  const passwordHash = await hashPassword(password)
  const now = deps.clock.now()

  const outcome = await deps.database.transaction(async (transaction) => {
    if (!(await markAccepted(transaction, invitation, now))) return 'gone'
    const user = { userId, accountId: deps.random.uuid(), email, passwordHash, now }
    // The whole transaction goes back with it, so that the link still works after the other account was withdrawn.
    if (!(await insertInvitedUser(transaction, user))) throw refuseTeam('EmailAlreadyExistsError')
    const actor = { merchantId, userId, email, address }
    await deps.audit.record(transaction, actor, { action: 'member.accept-invitation', target: email })
    return 'accepted'
  })
  if (outcome === 'gone') await openInvitation(deps, token)
  return { email }
}

async function openInvitation(
  deps: Pick<AcceptDependencies, 'database' | 'clock'>,
  token: string,
): Promise<Invitation> {
  const link = readInvitationToken(token)
  const invitation = link === undefined ? undefined : await readInvitation(deps.database, link.userId)
  if (link === undefined || invitation === undefined) throw refuseAccount('LinkInvalidError')
  if (!opensInvitation(link.secret, invitation.tokenDigest)) throw refuseTeam('InvitationExpiredError')
  if (invitation.acceptedAt !== null) throw refuseTeam('InvitationUsedError')
  if (invitation.expiresAt <= deps.clock.now()) throw refuseTeam('InvitationExpiredError')
  return invitation
}
