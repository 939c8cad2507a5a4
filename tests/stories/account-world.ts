import { createConsoleFace } from '@naru/server/console-face'
import { systemClock } from '@naru/server/foundation/clock'
import { createOnMerchantCreated } from '@naru/server/merchant-created'
import { withdrawalHooks } from '@naru/server/merchant-withdrawn'
import { registerOwnAccountRoutes } from '@naru/server/merchant/account-routes'
import { openAccounts } from '@naru/server/merchant/account-dependencies'
import { createConsoleGuard } from '@naru/server/merchant/console-guard'
import { registerAccountRoutes } from '@naru/server/merchant/console-routes'
import type { OnMerchantCreated } from '@naru/server/merchant/create-merchant'
import { consoleOrigins } from '@naru/server/merchant/same-origin'
import { openCredentialWorld } from './credential-world.ts'

export const consoleOrigin = 'http://localhost:4740'
const terms = { service: true, privacy: true, marketing: false }

/** A browser of the console: keeps its cookies, comes from one address, speaks one language. */
export interface Browser {
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<Answer>
  /** As `Cookie` would carry it. */
  readonly cookie: () => string
}

export interface Answer {
  readonly status: number
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
  readonly cookies: readonly string[]
  readonly retryAfter: string | undefined
}

/** The console's listener with accounts on a fresh database, without any other part of the server. */
export async function openAccountWorld(adminUrl: string) {
  const world = await openCredentialWorld(adminUrl)
  const parts = { ...world, clock: systemClock }
  const makeRest = createOnMerchantCreated(parts)
  let crashes = 0
  const onMerchantCreated: OnMerchantCreated = async (transaction, created) => {
    await makeRest(transaction, created)
    if (crashes > 0) {
      crashes -= 1
      throw new Error('the process died here')
    }
  }

  const origins = { console: consoleOrigin, v1: '', v2: '', checkout: '' }
  const config = { mode: 'development', origins, trustProxy: true } as const
  /** One more server process on the same database. */
  async function openReplica() {
    const accounts = openAccounts(
      { ...config, authSecret: 'a-secret-of-32-bytes-for-stories', smtpUrl: undefined, mailFrom: 'x' },
      { ...parts, onMerchantCreated, withdrawal: withdrawalHooks },
    )
    const allowed = consoleOrigins(config)
    const guard = createConsoleGuard({ ...accounts, origins: allowed })
    const app = await createConsoleFace({
      config,
      log: world.log,
      guard,
      pagesDir: '/nowhere',
      registerRoutes: [
        (face) =>
          registerAccountRoutes(face, guard, {
            ...accounts,
            origins: allowed,
            installation: { mode: 'development', developmentMailbox: true, origins },
          }),
        (face) => registerOwnAccountRoutes(face, guard, accounts),
        (face) => {
          face.get<{ Params: { storeId: string } }>('/console/api/stores/:storeId/payments', (request) =>
            guard.store(request, request.params.storeId, 'payments.read'),
          )
          face.post<{ Params: { storeId: string } }>('/console/api/stores/:storeId/api-secrets', (request) =>
            guard.store(request, request.params.storeId, 'api-secrets.write'),
          )
        },
      ],
    })
    return { accounts, app }
  }
  const { accounts, app } = await openReplica()

  function browser({
    ip = '192.0.2.1',
    language = 'ko',
    headers = {} as Record<string, string>,
    replica = app,
  } = {}): Browser {
    const jar = new Map<string, string>()
    const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    return {
      cookie,
      async call(method, path, body) {
        const answer = await replica.inject({
          method,
          url: `/console/api${path}`,
          headers: {
            'x-forwarded-for': ip,
            'accept-language': language,
            'x-naru-console': '1',
            origin: consoleOrigin,
            host: new URL(consoleOrigin).host,
            cookie: cookie(),
            ...headers,
          },
          ...(body === undefined ? {} : { payload: body }),
        })
        for (const { name, value, maxAge } of answer.cookies) {
          if (maxAge === 0) jar.delete(name)
          else jar.set(name, encodeURIComponent(value))
        }
        await accounts.background.settled()
        return {
          status: answer.statusCode,
          text: answer.body,
          json: answer.json(),
          cookies: [answer.headers['set-cookie'] ?? []].flat(),
          retryAfter: answer.headers['retry-after']?.toString(),
        }
      },
    }
  }

  const mailsTo = (email: string) => accounts.mailbox?.list(email) ?? Promise.resolve([])
  async function tokenTo(email: string): Promise<string> {
    const [mail] = await mailsTo(email)
    const token = /[?]token=([^\s&]+)/.exec(mail?.text ?? '')?.[1]
    if (token === undefined) throw new Error(`no link for ${email}`)
    return decodeURIComponent(token)
  }

  return {
    ...world,
    app,
    accounts,
    openReplica,
    browser,
    mailsTo,
    tokenTo,
    crashOnce: () => {
      crashes = 1
    },
    signUp: (email: string, password: string, from = browser()) =>
      from.call('POST', '/sign-up', { email, password, terms }),
    /** Signs up, follows the link and signs in. */
    async member(email: string, password: string): Promise<Browser> {
      const person = browser()
      await person.call('POST', '/sign-up', { email, password, terms })
      await person.call('POST', '/verify-email', { token: await tokenTo(email) })
      await person.call('POST', '/sign-in', { email, password })
      return person
    },
    async close() {
      await app.close()
      await accounts.close()
      await world.close()
    },
  }
}

export type AccountWorld = Awaited<ReturnType<typeof openAccountWorld>>
