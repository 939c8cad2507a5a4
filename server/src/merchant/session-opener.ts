import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'

/**
 * Opens a session for a user whom we have recognised ourselves: by a second step or a passkey. Only callable from
 * our own code; the library mounts no route for it.
 */
export function sessionOpener() {
  return {
    id: 'naru-session-opener',
    endpoints: {
      openSession: createAuthEndpoint.serverOnly(
        { method: 'POST', requireHeaders: true },
        async (context): Promise<void> => {
          const userId: unknown = context.query?.['userId']
          if (typeof userId !== 'string') throw new Error('a session needs its user')
          const { internalAdapter } = context.context
          const user = await internalAdapter.findUserById(userId)
          if (user === null) throw new Error('a session needs a user who exists')
          const session = await internalAdapter.createSession(userId)
          await setSessionCookie(context, { session, user })
        },
      ),
    },
  }
}
