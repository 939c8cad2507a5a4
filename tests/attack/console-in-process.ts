import { mkdtemp, rm } from 'node:fs/promises'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { systemClock } from '@naru/server/foundation/clock'
import { openDatabase } from '@naru/server/foundation/database'
import { silentLogger } from '@naru/server/foundation/log'
import { migrate } from '@naru/server/foundation/migrate'
import { systemRandom } from '@naru/server/foundation/random'
import { migrations } from '@naru/server/migrations/index'
import { readConfig } from '@naru/server/config'
import { openServer } from '@naru/server/open-server'
import { until } from '../setup/headless-buyer.ts'
import { openCredentialWorld } from '../stories/credential-world.ts'

export interface Route {
  readonly method: string
  readonly url: string
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly json: Readonly<Record<string, unknown>>
}

/** Somebody at the console, signed in or not. */
export interface Visitor {
  call(method: string, path: string, body?: object): Promise<Answer>
}

/**
 * The whole server in this process, on a fresh database and without ports, and every route that its listeners
 * registered: told by the framework itself when each listener was made, so none can hide.
 */
export async function openConsole(adminUrl: string) {
  const world = await openCredentialWorld(adminUrl)
  const dataDir = await mkdtemp(join(tmpdir(), 'naru-console-'))
  const routes: Route[] = []
  const apps: FastifyInstance[] = []
  const onMade = (message: unknown) => {
    const { fastify: app } = message as { fastify: FastifyInstance }
    apps.push(app)
    app.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) if (one !== 'HEAD') routes.push({ method: one, url })
    })
  }
  subscribe('fastify.initialization', onMade)
  const config = readConfig({ DATABASE_URL: world.url, NARU_DATA_DIR: dataDir, NARU_PORT_BASE: '21310' })
  const database = openDatabase(world.url, 2)
  await migrate(database, migrations)
  await database.close()
  const server = await openServer(config, { clock: systemClock, random: systemRandom, log: silentLogger })
  unsubscribe('fastify.initialization', onMade)
  const app = apps.find((one) => one.hasRoute({ method: 'GET', url: '/console/api/me' }))
  if (app === undefined) throw new Error('no console among the listeners')

  function visitor(cookie = ''): Visitor {
    return {
      async call(method, path, body) {
        const answer = await inject(method, path, cookie, body)
        const json = readJson(answer.body)
        const { type } = json
        return { status: answer.statusCode, type: typeof type === 'string' ? type : '', json }
      },
    }
  }
  function inject(method: string, path: string, cookie: string, body: object | undefined) {
    if (app === undefined) throw new Error('closed')
    return app.inject({
      method: method as 'GET',
      url: path.startsWith('/console/') || path.startsWith('/operator/') ? path : `/console/api${path}`,
      headers: {
        cookie,
        origin: config.origins.console,
        host: new URL(config.origins.console).host,
        'x-naru-console': '1',
      },
      ...(body === undefined ? {} : { payload: body }),
    })
  }

  async function signIn(email: string, password: string): Promise<Visitor> {
    const answer = await inject('POST', '/sign-in', '', { email, password })
    if (answer.statusCode !== 200) throw new Error(`sign-in of ${email}: ${answer.body}`)
    return visitor(answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; '))
  }

  /** The token in the newest mail to this address. */
  async function mailedToken(email: string): Promise<string> {
    // The mail is written in the background of the call before.
    return until(20_000, `a mail to ${email}`, async () => {
      const { json } = await visitor().call('GET', `/dev-mailbox?to=${encodeURIComponent(email)}`)
      const token = /[?]token=([^\s&]+)/.exec((json['items'] as { text: string }[])[0]?.text ?? '')?.[1]
      return token === undefined ? undefined : decodeURIComponent(token)
    })
  }

  return {
    routes,
    database: world.database,
    anonymous: visitor(),
    signIn,
    mailedToken,
    async close() {
      await server.close()
      await world.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

export type OpenConsole = Awaited<ReturnType<typeof openConsole>>

function readJson(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? { ...json } : {}
  } catch {
    return {}
  }
}
