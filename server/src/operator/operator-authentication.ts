import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import { Kysely, PostgresDialect } from 'kysely'
import { hour, minute, second, type Clock } from '../foundation/clock.ts'
import { sql, type DatabasePool } from '../foundation/database.ts'
import type { Logger } from '../foundation/log.ts'
import type { Random } from '../foundation/random.ts'
import { withSessionDigests } from '../merchant/session-digests.ts'
import { clientIpHeader, userTables } from '../merchant/user-tables.ts'

/** OWASP's second choice for Argon2id: 19 MiB, two passes, one lane. */
const argon2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const passwordLengthMin = 12
const passwordLengthMax = 128

/** An operator sees every merchant's papers, so his sessions are shorter than a merchant's. */
export const operatorLifetimes = {
  sessionIdleMs: hour,
  sessionAbsoluteMs: 12 * hour,
  welcomeLinkMs: 24 * hour,
} as const

export interface Operator {
  readonly operatorId: string
  readonly email: string
}

/** Operators, their passwords and sessions: the library of the console's accounts on tables of its own. */
export interface OperatorAuthentication {
  /** Makes the operator, or finds him, and a one-time link with which he sets his password. */
  invite(email: string): Promise<{ readonly url: string }>
  /** Sets the password, ends all sessions and all other links. `expired`: the link was used, has run out or never was. */
  welcome(token: string, password: string): Promise<'welcome' | 'expired' | 'weak'>
  /** An operator with a password, without any link. For the demonstration. */
  register(operator: { readonly email: string; readonly password: string }): Promise<void>
  /** Undefined: wrong e-mail or wrong password, which look and last alike. */
  signIn(
    credentials: { readonly email: string; readonly password: string },
    headers: Headers,
  ): Promise<readonly string[] | undefined>
  signOut(headers: Headers): Promise<readonly string[]>
  findSession(
    headers: Headers,
  ): Promise<{ readonly operator: Operator | undefined; readonly cookies: readonly string[] }>
}

const deleteLinks = sql('operator-delete-links', `delete from auth_operator_verification where value = $1`)
const readOperator = sql('operator-read-by-email', `select id, email from auth_operator where email = $1`)

export function createOperatorAuthentication(deps: {
  readonly database: DatabasePool
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  /** Not the one of the merchants' sessions. */
  readonly secret: string
  readonly consoleOrigin: string
}): OperatorAuthentication {
  const { database, clock, random, log, consoleOrigin } = deps
  const pool = new Kysely({ dialect: new PostgresDialect({ pool: database.pool }) })
  const { user, account, session, verification } = userTables
  const auth = betterAuth({
    appName: 'naru operator',
    baseURL: consoleOrigin,
    secret: deps.secret,
    database: withSessionDigests(kyselyAdapter(pool, { type: 'postgres', transaction: true })),
    user: { modelName: 'auth_operator', fields: user.fields },
    account: { modelName: 'auth_operator_account', fields: account.fields },
    session: {
      modelName: 'auth_operator_session',
      fields: session.fields,
      expiresIn: operatorLifetimes.sessionIdleMs / second,
      updateAge: (5 * minute) / second,
    },
    verification: {
      modelName: 'auth_operator_verification',
      fields: verification.fields,
      storeIdentifier: 'hashed',
    },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message) => log.error({ from: 'operator authentication' }, message),
    },
    emailAndPassword: {
      enabled: true,
      autoSignIn: false,
      disableSignUp: true,
      minPasswordLength: passwordLengthMin,
      maxPasswordLength: passwordLengthMax,
      password: {
        hash: (password) => hash(password, argon2),
        verify: ({ hash: stored, password }) => verify(stored, password),
      },
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: async ({ user: { id } }) => {
        await database.query(deleteLinks, [id])
      },
    },
    advanced: {
      cookiePrefix: 'naru-operator',
      useSecureCookies: consoleOrigin.startsWith('https://'),
      // The merchants' API never receives it, and no link from elsewhere carries it along.
      defaultCookieAttributes: { httpOnly: true, sameSite: 'strict', path: '/operator/api' },
      ipAddress: { ipAddressHeaders: [clientIpHeader], ipv6Subnet: 64 },
      database: { generateId: () => random.uuid() },
    },
  })

  async function findOrMake(given: string): Promise<string> {
    const email = given.toLowerCase()
    const [found] = await database.query<{ id: string }>(readOperator, [email])
    if (found !== undefined) return found.id
    const { internalAdapter } = await auth.$context
    const made = await internalAdapter.createUser(
      { email, name: email, emailVerified: true },
      { method: 'seed' },
    )
    return made.id
  }

  async function signOut(headers: Headers): Promise<readonly string[]> {
    const answer = await auth.api.signOut({ headers, returnHeaders: true })
    return answer.headers.getSetCookie()
  }

  return {
    signOut,

    async invite(email) {
      const operatorId = await findOrMake(email)
      const { internalAdapter } = await auth.$context
      // One living link per operator: a lost one dies with the next.
      await database.query(deleteLinks, [operatorId])
      const token = random.token(24)
      await internalAdapter.createVerificationValue({
        identifier: `reset-password:${token}`,
        value: operatorId,
        expiresAt: new Date(clock.now().getTime() + operatorLifetimes.welcomeLinkMs),
      })
      return { url: `${consoleOrigin}/operator/welcome?token=${token}` }
    },

    async welcome(token, password) {
      const isStrong =
        password.length >= passwordLengthMin &&
        password.length <= passwordLengthMax &&
        [/[A-Z]/, /[a-z]/, /[0-9]/].every((kind) => kind.test(password))
      if (!isStrong) return 'weak'
      try {
        await auth.api.resetPassword({ body: { token, newPassword: password } })
        return 'welcome'
      } catch (error) {
        if (!isAPIError(error) || error.statusCode >= 500) throw error
        return 'expired'
      }
    },

    async register({ email, password }) {
      const operatorId = await findOrMake(email)
      const { internalAdapter, password: passwords } = await auth.$context
      if ((await internalAdapter.findAccounts(operatorId)).length > 0) return
      await internalAdapter.linkAccount({
        userId: operatorId,
        providerId: 'credential',
        accountId: operatorId,
        password: await passwords.hash(password),
      })
    },

    async signIn({ email, password }, headers) {
      try {
        const answer = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true })
        return answer.headers.getSetCookie()
      } catch (error) {
        if (!isAPIError(error) || error.statusCode >= 500) throw error
        return undefined
      }
    },

    async findSession(headers) {
      const answer = await auth.api.getSession({ headers, returnHeaders: true })
      const cookies = answer.headers.getSetCookie()
      const found = answer.response
      if (found === null) return { operator: undefined, cookies }
      const age = clock.now().getTime() - found.session.createdAt.getTime()
      if (age >= operatorLifetimes.sessionAbsoluteMs)
        return { operator: undefined, cookies: await signOut(headers) }
      return { operator: { operatorId: found.user.id, email: found.user.email }, cookies }
    },
  }
}
