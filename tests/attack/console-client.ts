import type { RunningSystem } from '../setup/running-system.ts'
import { until } from '../setup/headless-buyer.ts'
import type { Reply } from './reply.ts'
import { read } from './reply.ts'

/** A signed-in person at the console. */
export interface ConsoleClient {
  call(method: string, path: string, body?: object): Promise<Reply>
  /** A file as body. */
  send(method: string, path: string, mediaType: string, bytes: Uint8Array<ArrayBuffer>): Promise<Reply>
}

/** Another merchant of the same installation: the attacker, or his victim. */
export interface OtherMerchant {
  readonly person: { readonly email: string; readonly password: string }
  readonly console: ConsoleClient
  readonly storeId: string
  readonly apiSecret: string
  readonly apiSecretId: string
}

/** Signs in as the demonstration merchant. */
export async function signInAsDemo(system: Pick<RunningSystem, 'origins' | 'demo'>): Promise<ConsoleClient> {
  return signIn(system, system.demo.console)
}

/** Signs a stranger up as a person would: form, mail, link, first API secret. */
export async function signUpStranger(system: RunningSystem): Promise<OtherMerchant> {
  const person = { email: `stranger-${crypto.randomUUID()}@naru.localhost`, password: 'Quiet-River-7731!' }
  const anonymous = client(system, '')
  const terms = { service: true, privacy: true, marketing: false }
  const signedUp = await anonymous.call('POST', '/sign-up', { ...person, terms })
  if (signedUp.status !== 200) throw new Error(`sign-up: ${signedUp.text}`)
  const token = await until(20_000, 'the verification mail', async () => {
    const mailbox = await anonymous.call('GET', `/dev-mailbox?to=${encodeURIComponent(person.email)}`)
    return /verify-email\?token=([\w.~%-]+)/.exec(mailbox.text)?.[1]
  })
  await anonymous.call('POST', '/verify-email', { token })
  const console = await signIn(system, person)
  const me = (await console.call('GET', '/me')).json as { stores: { storeId: string }[] }
  const storeId = me.stores[0]?.storeId ?? ''
  const issued = await issueSecret(console, storeId)
  return { person, console, storeId, ...issued }
}

/** A new V2 API secret. */
export async function issueSecret(
  console: ConsoleClient,
  storeId: string,
): Promise<{ apiSecret: string; apiSecretId: string }> {
  const issued = await console.call('POST', `/stores/${storeId}/api-secrets`, { name: '시험' })
  if (issued.status !== 200) throw new Error(`no API secret: ${issued.text}`)
  const { info, secret } = issued.json as { info: { apiSecretId: string }; secret: string }
  return { apiSecret: secret, apiSecretId: info.apiSecretId }
}

export async function signIn(
  system: Pick<RunningSystem, 'origins'>,
  person: { readonly email: string; readonly password: string },
): Promise<ConsoleClient> {
  const answer = await client(system, '').call('POST', '/sign-in', person)
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.text}`)
  return client(system, answer.cookies.map((cookie) => cookie.split(';')[0]).join('; '))
}

export function client(system: Pick<RunningSystem, 'origins'>, cookie: string): ConsoleClient {
  const ask = async (method: string, path: string, mediaType: string, body: BodyInit | undefined) =>
    read(
      await fetch(`${system.origins.console}/console/api${path}`, {
        method,
        headers: {
          cookie,
          origin: system.origins.console,
          'x-naru-console': '1',
          'content-type': mediaType,
        },
        ...(body === undefined ? {} : { body }),
      }),
    )
  return {
    call: (method, path, body) =>
      ask(method, path, 'application/json', body === undefined ? undefined : JSON.stringify(body)),
    send: ask,
  }
}
