import { kyselyAdapter } from '@better-auth/kysely-adapter'
import { betterAuth } from 'better-auth'
import { isAPIError } from 'better-auth/api'
import { decodeJwt, errors as joseErrors } from 'jose'
import { Kysely, PostgresDialect } from 'kysely'
import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { second, type Clock } from '../foundation/clock.ts'
import { sql, type DatabasePool } from '../foundation/database.ts'
import type { Logger } from '../foundation/log.ts'
import type { Random } from '../foundation/random.ts'
import type { Language } from './account-mail.ts'
import { forgetWaysIn } from './forget-ways-in.ts'
import { lifetimes } from './lifetimes.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'
import { passwordLengthMax } from './password-rule.ts'
import { withSessionDigests } from './session-digests.ts'
import { sessionOpener } from './session-opener.ts'
import { clientIpHeader, userTables } from './user-tables.ts'

/** Nobody's. */
const unusedHash = hashPassword(randomUUID())

export interface Person {
  readonly userId: string
  readonly email: string
}

export type PasswordOutcome =
  | { readonly kind: 'right'; readonly person: Person; readonly isVerified: boolean }
  /** Wrong e-mail and wrong password look and last alike. */
  | { readonly kind: 'wrong' }

export interface FoundSession {
  readonly person: Person | undefined
  /** Its row's id; names the session in the list of one's own. */
  readonly sessionId?: string
  /** To be sent with the answer: a renewed or an ended session cookie. */
  readonly cookies: readonly string[]
}

/** Users, passwords and sessions. All of it is the library's work; this face names what the console needs of it. */
export interface Authentication {
  /** `taken`: somebody has this e-mail already. Otherwise the verification mail is on its way. */
  register(
    user: { readonly email: string; readonly password: string; readonly isMarketingAgreed: boolean },
    language: Language,
  ): Promise<
    { readonly kind: 'registered'; readonly person: Person } | { readonly kind: 'taken' | 'invalid-email' }
  >
  /** Makes a verified user without any mail, or finds the one that has this e-mail. For seeds. */
  registerVerified(user: { readonly email: string; readonly password: string }): Promise<Person>
  /** Looks at a password and opens nothing: a second step may have to follow. */
  checkPassword(credentials: { readonly email: string; readonly password: string }): Promise<PasswordOutcome>
  /** The password of somebody who is signed in, typed once more. */
  checkPasswordOf(userId: string, password: string): Promise<boolean>
  hashPassword(password: string): Promise<string>
  /** Opens a session for a user who has proved who he is. Returns the cookies for the answer. */
  openSession(userId: string, headers: Headers): Promise<readonly string[]>
  signOut(headers: Headers): Promise<readonly string[]>
  findSession(headers: Headers): Promise<FoundSession>
  /** Does nothing for addresses without an unverified account. */
  mailVerification(email: string, language: Language): Promise<void>
  verifyEmail(
    token: string,
  ): Promise<
    | { readonly kind: 'verified' | 'already-verified'; readonly person: Person }
    | { readonly kind: 'expired' | 'invalid' }
  >
  /** Does nothing for addresses without account. */
  mailPasswordReset(email: string, language: Language): Promise<void>
  /** Whose password a link may change; undefined: expired, used or never issued. */
  personOfResetLink(token: string): Promise<Person | undefined>
  /** Sets the password, ends all sessions and all other links, and marks the address verified: the link came by that mail. */
  resetPassword(token: string, password: string): Promise<'reset' | 'expired'>
}

export interface AuthenticationDependencies {
  readonly database: DatabasePool
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  readonly secret: string
  readonly consoleOrigin: string
  /** Must return at once; a slow mail would tell that the address has an account. */
  readonly sendLink: (link: AccountLink) => void
}

export interface AccountLink {
  readonly kind: 'verify-email' | 'reset-password'
  readonly email: string
  readonly url: string
  readonly language: Language
}

const readUserByEmail = sql(
  'auth-read-user-by-email',
  `select id, email, email_verified from auth_user where email = $1`,
)
const readPassword = sql(
  'auth-read-password',
  `select u.id, u.email, u.email_verified, a.password from auth_user u
   left join auth_account a on a.user_id = u.id and a.provider_id = 'credential'
   where u.email = $1 or u.id = $2`,
)

interface PasswordRow extends UserRow {
  password: string | null
}

interface UserRow {
  id: string
  email: string
  email_verified: boolean
}

export function createAuthentication(deps: AuthenticationDependencies): Authentication {
  const { database, clock, random, log, consoleOrigin } = deps
  // The library's mail callbacks do not know the request's language.
  const languageOfCall = new AsyncLocalStorage<Language>()
  const sendLink = (kind: AccountLink['kind'], email: string, path: string, token: string): void =>
    deps.sendLink({
      kind,
      email,
      url: `${consoleOrigin}${path}?token=${encodeURIComponent(token)}`,
      language: languageOfCall.getStore() ?? 'ko',
    })
  const pool = new Kysely({ dialect: new PostgresDialect({ pool: database.pool }) })

  const auth = betterAuth({
    appName: 'naru',
    baseURL: consoleOrigin,
    secret: deps.secret,
    database: withSessionDigests(kyselyAdapter(pool, { type: 'postgres', transaction: true })),
    ...userTables,
    plugins: [sessionOpener()],
    telemetry: { enabled: false },
    // Its routes are not mounted and its limiter counts by path, not by account: see throttle.ts.
    rateLimit: { enabled: false },
    logger: {
      level: 'error',
      log: (_level, message) => log.error({ from: 'authentication' }, message),
    },
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      autoSignIn: false,
      minPasswordLength: 8,
      maxPasswordLength: passwordLengthMax,
      password: {
        hash: hashPassword,
        verify: ({ hash, password }) => verifyPassword(hash, password),
      },
      resetPasswordTokenExpiresIn: lifetimes.resetLinkMs / second,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: async ({ user, token }) =>
        sendLink('reset-password', user.email, '/auth/password/reset', token),
      onPasswordReset: async ({ user }) => {
        const { internalAdapter } = await auth.$context
        await internalAdapter.updateUser(user.id, { emailVerified: true })
        await forgetWaysIn(database, user.id)
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: false,
      autoSignInAfterVerification: false,
      expiresIn: lifetimes.verificationLinkMs / second,
      sendVerificationEmail: async ({ user, token }) =>
        sendLink('verify-email', user.email, '/auth/verify-email', token),
    },
    advanced: {
      cookiePrefix: 'naru',
      useSecureCookies: consoleOrigin.startsWith('https://'),
      // Cookies do not know ports: without the path the shop on the next port would receive the session, too.
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/console/api' },
      ipAddress: { ipAddressHeaders: [clientIpHeader], ipv6Subnet: 64 },
      database: { generateId: () => random.uuid() },
    },
  })

  /** Compares with an invented hash where there is none, so that both take the same time. */
  async function checkHash(stored: string | null | undefined, password: string): Promise<boolean> {
    // Nobody may have a longer one; it would only cost time.
    if (password.length > passwordLengthMax) return false
    const isRight = await verifyPassword(stored ?? (await unusedHash), password)
    return isRight && typeof stored === 'string'
  }

  async function findUser(email: string): Promise<UserRow | undefined> {
    const [row] = await database.query<UserRow>(readUserByEmail, [email.toLowerCase()])
    return row
  }

  async function signOut(headers: Headers): Promise<readonly string[]> {
    const answer = await auth.api.signOut({ headers, returnHeaders: true })
    return answer.headers.getSetCookie()
  }

  return {
    signOut,

    async register({ email, password, isMarketingAgreed }, language) {
      const agreed = isMarketingAgreed ? { marketingAgreedAt: clock.now() } : {}
      const made = await languageOfCall.run(language, () =>
        attempt(() => auth.api.signUpEmail({ body: { email, password, name: nameOf(email), ...agreed } })),
      )
      // For a taken address the library invents a user, so that nobody can tell; the database knows.
      const user = await findUser(email)
      if (user !== undefined && made.ok && made.value.user.id === user.id) {
        return { kind: 'registered', person: { userId: user.id, email: user.email } }
      }
      if (user !== undefined) return { kind: 'taken' }
      if (!made.ok && made.isInvalid) return { kind: 'invalid-email' }
      throw new Error('the user was not created', { cause: made })
    },

    async registerVerified({ email, password }) {
      const { internalAdapter, password: passwords } = await auth.$context
      const found = await findUser(email)
      const userId =
        found?.id ??
        (
          await internalAdapter.createUser(
            { email: email.toLowerCase(), name: nameOf(email), emailVerified: true },
            { method: 'seed' },
          )
        ).id
      const accounts = await internalAdapter.findAccounts(userId)
      if (accounts.length === 0) {
        await internalAdapter.linkAccount({
          userId,
          providerId: 'credential',
          accountId: userId,
          password: await passwords.hash(password),
        })
      }
      return { userId, email: email.toLowerCase() }
    },

    async checkPassword({ email, password }) {
      const [row] = await database.query<PasswordRow>(readPassword, [email.toLowerCase(), null])
      if (!(await checkHash(row?.password, password)) || row === undefined) return { kind: 'wrong' }
      return {
        kind: 'right',
        person: { userId: row.id, email: row.email },
        isVerified: row.email_verified,
      }
    },

    async checkPasswordOf(userId, password) {
      const [row] = await database.query<PasswordRow>(readPassword, [null, userId])
      return checkHash(row?.password, password)
    },

    hashPassword,

    async openSession(userId, headers) {
      const answer = await auth.api.openSession({ headers, query: { userId }, returnHeaders: true })
      return answer.headers.getSetCookie()
    },

    async findSession(headers) {
      const answer = await auth.api.getSession({ headers, returnHeaders: true })
      const cookies = answer.headers.getSetCookie()
      const found = answer.response
      if (found === null) return { person: undefined, cookies }
      const age = clock.now().getTime() - found.session.createdAt.getTime()
      if (age >= lifetimes.sessionAbsoluteMs) return { person: undefined, cookies: await signOut(headers) }
      return {
        person: { userId: found.user.id, email: found.user.email },
        sessionId: found.session.id,
        cookies,
      }
    },

    async mailVerification(email, language) {
      const user = await findUser(email)
      if (user === undefined || user.email_verified) return
      await languageOfCall.run(language, () => auth.api.sendVerificationEmail({ body: { email } }))
    },

    async verifyEmail(token) {
      const before = await findUser(emailIn(token))
      const answer = await attempt(() => auth.api.verifyEmail({ query: { token } }))
      if (!answer.ok) return { kind: answer.code === 'TOKEN_EXPIRED' ? 'expired' : 'invalid' }
      if (before === undefined) return { kind: 'invalid' }
      return {
        kind: before.email_verified ? 'already-verified' : 'verified',
        person: { userId: before.id, email: before.email },
      }
    },

    async mailPasswordReset(email, language) {
      if ((await findUser(email)) === undefined) return
      await languageOfCall.run(language, () => auth.api.requestPasswordReset({ body: { email } }))
    },

    async personOfResetLink(token) {
      const { internalAdapter } = await auth.$context
      const link = await internalAdapter.findVerificationValue(`reset-password:${token}`)
      if (link === null || link.expiresAt <= clock.now()) return undefined
      const user = await internalAdapter.findUserById(link.value)
      return user === null ? undefined : { userId: user.id, email: user.email }
    },

    async resetPassword(token, password) {
      const answer = await attempt(() => auth.api.resetPassword({ body: { token, newPassword: password } }))
      return answer.ok ? 'reset' : 'expired'
    },
  }
}

type Attempt<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: string; readonly isInvalid: boolean }

/** Turns the library's refusals into values; what is not its refusal goes on as an error. */
async function attempt<Value>(call: () => Promise<Value>): Promise<Attempt<Value>> {
  try {
    return { ok: true, value: await call() }
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error
    return { ok: false, code: error.body?.code ?? error.message, isInvalid: error.statusCode === 400 }
  }
}

/** The address that a verification link speaks of. Unproven: only the library's check of the signature makes it true. */
function emailIn(token: string): string {
  try {
    const { email } = decodeJwt(token)
    return typeof email === 'string' ? email : ''
  } catch (error) {
    if (error instanceof joseErrors.JWTInvalid) return ''
    throw error
  }
}

function nameOf(email: string): string {
  return email.slice(0, email.lastIndexOf('@'))
}
