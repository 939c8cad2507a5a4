import { afterAll, beforeAll, expect, test } from 'vitest'
import { absenceTypeOf } from '@naru/server/rest-v2/absent-operations'
import { aliases, operations } from '@naru/server/rest-v2/operations'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { watchAnswers } from './recorder.ts'

// Goal: a client of the published description never meets a path that we do not know, whatever we serve of it.
let system: RunningSystem
let watch: ReturnType<typeof watchAnswers>

beforeAll(async () => {
  system = await startSystem()
  watch = watchAnswers(system.demo.origins.v2)
}, 120_000)

afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

async function call(method: string, path: string, init: RequestInit = {}) {
  const response = await fetch(`${system.demo.origins.v2}${path.replaceAll(/\{\w+\}/g, 'no-such-thing')}`, {
    method,
    ...init,
  })
  const body: unknown = await response.json()
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined
  return { status: response.status, type }
}

const withSecret = () => ({ headers: { authorization: `PortOne ${system.demo.apiSecret}` } })

test('every operation asks for a credential before it looks at anything else, unless it is public', async () => {
  for (const { method, path, isPublic } of operations) {
    const body = method === 'GET' ? {} : { body: '{ not JSON' }
    const { status, type } = await call(method, path, body)

    const asked = status === 401 && type === 'UNAUTHORIZED'
    expect([method, path, asked]).toEqual([method, path, isPublic !== true])
  }
})

test('every operation of partner settlement and tax invoices says in a declared type that it is not enabled', async () => {
  for (const operation of operations.filter(({ priority }) => priority === 'P3' || priority === 'P4')) {
    const { method, path } = operation
    const { type } = await call(method, path, withSecret())

    expect([method, path, type]).toEqual([method, path, absenceTypeOf(operation)])
  }
})

test('the other operations answer, too, and none says that there is no such path', async () => {
  for (const { method, path } of operations.filter(
    ({ priority }) => priority === 'P1' || priority === 'P2',
  )) {
    const { status, type } = await call(method, path, withSecret())

    expect([method, path, type]).not.toEqual([method, path, 'NOT_FOUND'])
    expect(status).toBeLessThan(500)
  }
})

test('the old names that the published client still calls are known', async () => {
  for (const { path } of aliases) {
    expect(await call('POST', path, withSecret())).toEqual({ status: 403, type: 'PLATFORM_NOT_ENABLED' })
  }
})

test('an input that is no JSON is refused before the feature switch', async () => {
  expect(await call('GET', '/platform/partners?requestBody=%7B', withSecret())).toEqual({
    status: 400,
    type: 'INVALID_REQUEST',
  })
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
