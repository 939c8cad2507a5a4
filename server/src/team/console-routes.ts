import type { FastifyInstance, FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import { refuseAccount } from '../merchant/account-errors.ts'
import { callerNetwork, parseText } from '../merchant/account-request.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import { checkSameOrigin } from '../merchant/same-origin.ts'
import { requestsOfAddress } from '../merchant/throttle.ts'
import { acceptInvitation, viewInvitation } from './accept-invitation.ts'
import { parseContact } from './contact-body.ts'
import {
  addEmergencyContact,
  changeEmergencyContact,
  listEmergencyContacts,
  removeEmergencyContact,
} from './emergency-contacts.ts'
import { inviteMember, resendInvitation } from './invite-member.ts'
import { listMembers, readMemberView } from './list-members.ts'
import { parseInvite, parseUpdate } from './member-body.ts'
import type { TeamDependencies } from './team-dependencies.ts'
import { refuseTeam } from './team-errors.ts'
import { removeMember, updateMember } from './update-member.ts'

interface OfMember {
  readonly Params: { readonly memberId: string }
}
interface OfContact {
  readonly Params: { readonly contactId: string }
}

export interface TeamRoutesDependencies extends TeamDependencies {
  /** From `consoleOrigins(config)`. */
  readonly origins: ReadonlySet<string>
}

/** 관리자 계정 관리, the link of an invitation, and 긴급 연락처 관리. */
export function registerTeamRoutes(
  app: FastifyInstance,
  guard: ConsoleGuard,
  deps: TeamRoutesDependencies,
): void {
  const members = '/console/api/members'
  const contacts = '/console/api/emergency-contacts'

  app.get(members, async (request) => listMembers(deps, await guard.merchant(request, 'members.read')))

  app.post(members, async (request) => {
    const caller = await guard.merchant(request, 'members.write')
    const language = languageOf(request)
    const memberId = await inviteMember(deps, caller, parseInvite(request.body, language), language)
    return readMemberView(deps, caller, memberId)
  })

  app.patch<OfMember>(`${members}/:memberId`, async (request) => {
    const caller = await guard.merchant(request, 'members.write')
    const memberId = idOf(request.params.memberId, 'MemberNotFoundError')
    const language = languageOf(request)
    await updateMember(deps, caller, memberId, parseUpdate(request.body, language), language)
    return readMemberView(deps, caller, memberId)
  })

  app.delete<OfMember>(`${members}/:memberId`, async (request) => {
    const caller = await guard.merchant(request, 'members.write')
    await removeMember(deps, caller, idOf(request.params.memberId, 'MemberNotFoundError'))
    return {}
  })

  app.post<OfMember>(`${members}/:memberId/invitation`, async (request) => {
    const caller = await guard.merchant(request, 'members.write')
    const memberId = idOf(request.params.memberId, 'MemberNotFoundError')
    await resendInvitation(deps, caller, memberId, languageOf(request))
    return readMemberView(deps, caller, memberId)
  })

  /** The link's own routes need no session: not from another site, and not without end. */
  async function admit(request: FastifyRequest): Promise<void> {
    checkSameOrigin(request, deps.origins)
    const { allowed, retryAfterS } = await deps.throttle.take(requestsOfAddress, [callerNetwork(request)])
    if (!allowed) throw refuseAccount('TooManyAttemptsError', undefined, { retryAfterS })
  }

  app.post('/console/api/invitation', async (request) => {
    await admit(request)
    return viewInvitation(deps, parseText(request.body, 'token'))
  })

  app.post('/console/api/invitation/accept', async (request) => {
    await admit(request)
    const body = {
      token: parseText(request.body, 'token'),
      password: parseText(request.body, 'password'),
    }
    return acceptInvitation(deps, body, request.ip)
  })

  app.get(contacts, async (request) => {
    const { merchantId } = await guard.merchant(request, 'applications.read')
    return { items: await listEmergencyContacts(deps.database, merchantId) }
  })

  app.post(contacts, async (request) => {
    const caller = await guard.merchant(request, 'applications.write')
    return addEmergencyContact(deps, caller, parseContact(request.body, languageOf(request)))
  })

  app.put<OfContact>(`${contacts}/:contactId`, async (request) => {
    const caller = await guard.merchant(request, 'applications.write')
    const contactId = idOf(request.params.contactId, 'ContactNotFoundError')
    return changeEmergencyContact(deps, caller, contactId, parseContact(request.body, languageOf(request)))
  })

  app.delete<OfContact>(`${contacts}/:contactId`, async (request) => {
    const caller = await guard.merchant(request, 'applications.write')
    await removeEmergencyContact(deps, caller, idOf(request.params.contactId, 'ContactNotFoundError'))
    return {}
  })
}

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An id that was never ours names nothing, and text that PostgreSQL cannot hold stays out of a query. */
function idOf(text: string, missing: 'MemberNotFoundError' | 'ContactNotFoundError'): string {
  if (!uuidShape.test(text)) throw refuseTeam(missing)
  return text
}
