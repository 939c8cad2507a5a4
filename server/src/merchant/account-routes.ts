import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import { authenticationHeaders, memberOf, parseEmail, parseText } from './account-request.ts'
import { changePassword } from './change-password.ts'
import { dropEmailChange, requestEmailChange } from './change-email.ts'
import type { ConsoleCaller, ConsoleGuard } from './console-guard.ts'
import { endAllOtherSessions, endSession, listSessions } from './console-sessions.ts'
import { setMarketingConsent } from './marketing-consent.ts'
import { addPasskey, passkeyCreationOptions, removePasskey, renamePasskey } from './passkey.ts'
import { reEnterPassword } from './re-enter-password.ts'
import { readAccount } from './read-account.ts'
import { beginTwoFactor, confirmTwoFactor, removeTwoFactor, renewRecoveryCodes } from './set-up-two-factor.ts'
import { readWithdrawal, withdrawAccount } from './withdraw-account.ts'

const nameLengthMax = 50
type IdParams = { Params: { id: string } }

/** 내 정보 관리: everything that one may do to one's own account. Every mutation passes the guard's same-origin check. */
export function registerOwnAccountRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'caller'>,
  deps: AccountDependencies,
): void {
  const root = '/console/api/account'

  /** The caller, after he has typed his password once more. */
  async function reEntered(request: FastifyRequest): Promise<ConsoleCaller> {
    const caller = await guard.caller(request)
    await reEnterPassword(deps, caller, parseText(request.body, 'password'))
    return caller
  }

  async function ownSession(request: FastifyRequest): Promise<{ caller: ConsoleCaller; sessionId: string }> {
    const caller = await guard.caller(request)
    const { sessionId } = await deps.authentication.findSession(authenticationHeaders(request))
    if (sessionId === undefined) throw refuseAccount('UnauthorizedError')
    return { caller, sessionId }
  }

  app.get(root, async (request) => readAccount(deps, (await guard.caller(request)).userId))

  app.post(`${root}/two-factor`, async (request) => beginTwoFactor(deps, await reEntered(request)))
  app.post(`${root}/two-factor/confirm`, async (request) => {
    const { caller, sessionId } = await ownSession(request)
    const code = parseText(request.body, 'code')
    return confirmTwoFactor(deps, caller, { code, sessionId, language: languageOf(request) })
  })
  app.post(`${root}/two-factor/recovery-codes`, async (request) =>
    renewRecoveryCodes(deps, await reEntered(request)),
  )
  app.post(`${root}/two-factor/remove`, async (request) => {
    await removeTwoFactor(deps, await reEntered(request), languageOf(request))
    return {}
  })

  app.post(`${root}/passkeys/options`, async (request) =>
    passkeyCreationOptions(deps, await reEntered(request)),
  )
  app.post(`${root}/passkeys`, async (request) => {
    const caller = await guard.caller(request)
    const name = parseName(request.body)
    const response = parseRegistration(request.body)
    return addPasskey(deps, caller, { response, name, language: languageOf(request) })
  })
  app.patch<IdParams>(`${root}/passkeys/:id`, async (request) => {
    const caller = await guard.caller(request)
    await renamePasskey(deps, caller, request.params.id, parseName(request.body))
    return {}
  })
  app.post<IdParams>(`${root}/passkeys/:id/remove`, async (request) => {
    await removePasskey(deps, await reEntered(request), request.params.id, languageOf(request))
    return {}
  })

  app.get(`${root}/sessions`, async (request) => {
    const { caller, sessionId } = await ownSession(request)
    return { items: await listSessions(deps, caller.userId, sessionId) }
  })
  app.delete<IdParams>(`${root}/sessions/:id`, async (request) => {
    await endSession(deps, await guard.caller(request), request.params.id)
    return {}
  })
  app.post(`${root}/sessions/end-others`, async (request) => {
    const { caller, sessionId } = await ownSession(request)
    await endAllOtherSessions(deps, caller, sessionId)
    return {}
  })

  app.post(`${root}/email`, async (request) => {
    const caller = await guard.caller(request)
    const body = { email: parseEmail(request.body), password: parseText(request.body, 'password') }
    await requestEmailChange(deps, caller, body, languageOf(request))
    return {}
  })
  app.delete(`${root}/email`, async (request) => {
    await dropEmailChange(deps, await guard.caller(request))
    return {}
  })
  app.post(`${root}/password`, async (request) => {
    const { caller, sessionId } = await ownSession(request)
    const body = {
      password: parseText(request.body, 'password'),
      newPassword: parseText(request.body, 'newPassword'),
    }
    await changePassword(deps, caller, body, { sessionId, language: languageOf(request) })
    return {}
  })
  app.put(`${root}/marketing`, async (request) => {
    const caller = await guard.caller(request)
    const agreed = memberOf(request.body, 'agreed')
    if (typeof agreed !== 'boolean') throw refuseAccount('InvalidRequestError', 'agreed')
    await setMarketingConsent(deps, caller, agreed)
    return {}
  })

  app.get(`${root}/withdrawal`, async (request) => readWithdrawal(deps, await guard.caller(request)))
  app.post(`${root}/withdrawal`, async (request) => {
    const caller = await guard.caller(request)
    const body = {
      password: parseText(request.body, 'password'),
      confirmation: parseText(request.body, 'confirmation'),
    }
    await withdrawAccount(deps, caller, body, languageOf(request))
    request.log.info({ userId: caller.userId, merchantId: caller.merchantId }, 'withdrawn')
    return {}
  })
}

function parseName(body: unknown): string {
  const name = parseText(body, 'name').trim()
  if (name === '' || name.length > nameLengthMax) {
    throw refuseAccount('InvalidRequestError', 'name', { fields: ['name'] })
  }
  return name
}

/**
 * The border to the WebAuthn library, which checks every member itself and throws on what it does not like;
 * only what we read of it is looked at here.
 */
export function parseRegistration(body: unknown): RegistrationResponseJSON {
  const response = memberOf(body, 'response')
  if (typeof memberOf(response, 'id') !== 'string') throw refuseAccount('PasskeyRefusedError')
  return response as RegistrationResponseJSON
}

export function parseAuthentication(body: unknown): AuthenticationResponseJSON {
  const response = memberOf(body, 'response')
  if (typeof memberOf(response, 'id') !== 'string') throw refuseAccount('PasskeyRefusedError')
  return response as AuthenticationResponseJSON
}
