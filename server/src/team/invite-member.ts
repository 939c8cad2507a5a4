import { day, minute } from '../foundation/clock.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import { historyOfEmail } from '../merchant/former-email.ts'
import type { ThrottleRule } from '../merchant/throttle.ts'
import { refuseAccount } from '../merchant/account-errors.ts'
import type { InvitableRole, InviteMemberBody } from '../wire/console-team.ts'
import { checkPlace } from './check-place.ts'
import { findManagedMember } from './find-managed-member.ts'
import { invitationLifeMs, mintInvitationToken } from './invitation-link.ts'
import { invitationMail } from './invitation-mail.ts'
import { isEmailTaken, putInvitation } from './invitation-store.ts'
import { invitableRoles } from './member.ts'
import { insertInvitedMember, lockTeam } from './member-store.ts'
import type { TeamDependencies } from './team-dependencies.ts'
import { refuseTeam } from './team-errors.ts'

type Language = 'ko' | 'en'

/** A merchant whose console was taken over must not become a source of unwanted mail. */
const invitationsPerDay: ThrottleRule = { purpose: 'invitation-day', attemptsMax: 200, windowMs: day }
const resendPerMinute: ThrottleRule = { purpose: 'invitation-minute', attemptsMax: 1, windowMs: minute }

/**
 * Adds an account (계정 추가): its place is taken at once, and a mail asks the person to set a password.
 * One e-mail belongs to one merchant, so an address that signs in already is refused.
 *
 * @returns the new account's id
 */
export async function inviteMember(
  deps: TeamDependencies,
  caller: ConsoleCaller,
  body: InviteMemberBody,
  language: Language,
): Promise<string> {
  await take(deps, invitationsPerDay, [caller.merchantId])
  const memberId = deps.random.uuid()
  const { email, role, storeId, memo, mayExport } = body
  const { merchantId } = caller
  const link = mintInvitationToken(deps.random, memberId)
  const now = deps.clock.now()

  const merchant = await deps.database.transaction(async (transaction) => {
    const locked = await lockTeam(transaction, merchantId)
    await checkPlace(transaction, caller, { memberId, role, storeId }, language)
    const history = await historyOfEmail(transaction, deps.keyedDigest, email, now)
    if (history === 'blocked' || (await isEmailTaken(transaction, merchantId, email))) {
      throw refuseTeam('EmailAlreadyExistsError', undefined, { fields: ['email'] })
    }
    const values = { role, storeId, memo, mayExport }
    await insertInvitedMember(transaction, { merchantId, memberId, email, now, ...values })
    await putInvitation(transaction, invitationOf(caller, memberId, link.tokenDigest, now))
    await deps.audit.record(transaction, caller, {
      action: 'member.invite',
      storeId,
      target: email,
      after: values,
    })
    return locked
  })
  sendMail(deps, caller, { email, role, merchantName: merchant.name, token: link.token, language })
  return memberId
}

/** Mails a new link (재발송); the former one stops working. At most one a minute. */
export async function resendInvitation(
  deps: TeamDependencies,
  caller: ConsoleCaller,
  memberId: string,
  language: Language,
): Promise<void> {
  // Before the transaction: a throttle asks on a connection of its own, and crowds that hold one each would starve.
  await take(deps, resendPerMinute, [caller.merchantId, memberId])
  await take(deps, invitationsPerDay, [caller.merchantId])
  const link = mintInvitationToken(deps.random, memberId)
  const sending = await deps.database.transaction(async (transaction) => {
    const merchant = await lockTeam(transaction, caller.merchantId)
    const member = await findManagedMember(transaction, caller, memberId)
    const role = invitableRoles.find((known) => known === member.role)
    if (role === undefined || member.invitation === undefined) throw refuseTeam('InvitationAcceptedError')
    const isPut = await putInvitation(
      transaction,
      invitationOf(caller, memberId, link.tokenDigest, deps.clock.now()),
    )
    if (!isPut) throw refuseTeam('InvitationAcceptedError')
    await deps.audit.record(transaction, caller, {
      action: 'member.resend-invitation',
      storeId: member.storeId,
      target: member.email,
    })
    return { email: member.email, role, merchantName: merchant.name }
  })
  sendMail(deps, caller, { ...sending, token: link.token, language })
}

function invitationOf(caller: ConsoleCaller, userId: string, tokenDigest: Buffer, sentAt: Date) {
  return {
    merchantId: caller.merchantId,
    userId,
    tokenDigest,
    invitedBy: caller.userId,
    sentAt,
    expiresAt: new Date(sentAt.getTime() + invitationLifeMs),
  }
}

async function take(deps: TeamDependencies, rule: ThrottleRule, subject: readonly string[]): Promise<void> {
  const { allowed, retryAfterS } = await deps.throttle.take(rule, subject)
  if (!allowed) throw refuseAccount('TooManyAttemptsError', undefined, { retryAfterS })
}

/** In the background: a slow mail server must not hold the console, and the row offers to send it again. */
function sendMail(
  deps: TeamDependencies,
  caller: ConsoleCaller,
  sending: {
    readonly email: string
    readonly role: InvitableRole
    readonly merchantName: string
    readonly token: string
    readonly language: Language
  },
): void {
  const { email, role, merchantName, token, language } = sending
  const url = `${deps.consoleOrigin}/auth/invite?token=${encodeURIComponent(token)}`
  const mail = invitationMail(language, { merchantName, role, inviter: caller.email, url })
  deps.background.start('the invitation mail', () => deps.mailer.send({ to: email, ...mail }))
}
