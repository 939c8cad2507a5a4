import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { systemClock } from '@naru/server/foundation/clock'
import { createOperatorAuthentication } from '@naru/server/operator/operator-authentication'
import { openCredentialWorld, wholeDatabase, type CredentialWorld } from './credential-world.ts'

// Goal: an operator comes into being by a link of the command line, and by nothing else.
const email = 'boss@naru.example'
const password = 'Long-Enough-Pass-1'
const hourMs = 3_600_000
let world: CredentialWorld
let operators: ReturnType<typeof createOperatorAuthentication>

beforeAll(async () => {
  world = await openCredentialWorld(inject('adminDatabaseUrl'))
  operators = createOperatorAuthentication({
    ...world,
    clock: systemClock,
    secret: 'a-secret-of-32-bytes-for-stories',
    consoleOrigin: 'http://localhost:4740',
  })
})
afterAll(async () => {
  vi.useRealTimers()
  await world.close()
})

const tokenOf = (url: string): string => new URL(url).searchParams.get('token') ?? ''
async function signIn(given = password): Promise<Headers | undefined> {
  const cookies = await operators.signIn({ email, password: given }, new Headers())
  if (cookies === undefined) return undefined
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') })
}

test('the newest link alone works, once, and no weak password uses it up', async () => {
  const lost = tokenOf((await operators.invite(email)).url)
  const token = tokenOf((await operators.invite(email.toUpperCase())).url)

  expect(await operators.welcome(lost, password)).toBe('expired')
  expect(await operators.welcome(token, 'Short-1')).toBe('weak')
  expect(await signIn()).toBe(undefined)
  expect(await operators.welcome(token, password)).toBe('welcome')
  expect(await operators.welcome(token, 'Another-Long-Pass-2')).toBe('expired')
  expect(await operators.findSession((await signIn()) ?? new Headers())).toMatchObject({
    operator: { email },
  })
  expect(await wholeDatabase(world.database)).not.toContain(token)
})

test('a new password ends all sessions', async () => {
  const session = (await signIn()) ?? new Headers()
  const token = tokenOf((await operators.invite(email)).url)

  expect(await operators.welcome(token, 'Another-Long-Pass-2')).toBe('welcome')

  expect((await operators.findSession(session)).operator).toBe(undefined)
  expect(await signIn()).toBe(undefined)
  expect(await signIn('Another-Long-Pass-2')).toBeDefined()
})

test('a session ends after an idle hour, and a link after a day', async () => {
  const session = (await signIn('Another-Long-Pass-2')) ?? new Headers()
  const token = tokenOf((await operators.invite(email)).url)

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hourMs + 60_000 })
  expect((await operators.findSession(session)).operator).toBe(undefined)
  vi.setSystemTime(Date.now() + 24 * hourMs)
  expect(await operators.welcome(token, password)).toBe('expired')
})
