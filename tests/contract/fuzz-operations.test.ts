import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '@naru/server/rest-v2/operations'
import { buy } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { arbitraryOf, strangeText, type JsonSchema } from './arbitrary-of-schema.ts'
import { judgeAnswer } from './recorder.ts'

// Goal: whatever is sent to an operation, its answer is of a form that it declares, and never a 5xx of ours.
interface DocumentedOperation {
  readonly 'x-naru-state': string
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: JsonSchema } }
  }
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly content?: { readonly 'application/json': { readonly schema: JsonSchema } }
  }[]
}

let system: RunningSystem
let paths: Record<string, Record<string, DocumentedOperation>> = {}
let known: string[] = []
const requests = 200
const atOnce = 10

beforeAll(async () => {
  system = await startSystem()
  const response = await fetch(`${system.demo.origins.v2}/openapi.json`)
  paths = ((await response.json()) as { paths: typeof paths }).paths
  const bought = await Promise.all([
    buy(system, { pg: 'tosspayments', amount: 9_000 }),
    buy(system, { pg: 'inicis', amount: 9_000 }),
    buy(system, { pg: 'inicis', amount: 9_000, decision: 'decline' }),
    buy(system, { pg: 'tosspayments', amount: 9_000, method: 'VIRTUAL_ACCOUNT' }),
  ])
  known = bought.map(({ paymentId }) => paymentId)
}, 120_000)

afterAll(() => system?.stop())

test('the document describes every operation once', () => {
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.toSorted()).toEqual(operations.map(({ method, path }) => `${method} ${path}`).toSorted())
})

test.each(operations.map(({ method, path }) => [method, path] as const))(
  '%s %s answers every request in a declared form',
  async (method, path) => {
    const documented = paths[path]?.[method.toLowerCase()]
    const runs = documented?.['x-naru-state'] === 'served' ? requests : 10
    const wholeQuery = documented?.parameters?.find(({ name }) => name === 'requestBody')
    const schema = (wholeQuery?.content ?? documented?.requestBody?.content)?.['application/json'].schema
    const seed = Math.floor(Math.random() * 2 ** 31)
    const inputs = fc.sample(
      fc.record({
        ids: fc.array(
          fc.oneof(
            fc.constantFrom(...known),
            strangeText.filter((text) => text !== ''),
          ),
          {
            minLength: 3,
            maxLength: 3,
          },
        ),
        body: schema === undefined ? fc.constant(undefined) : arbitraryOf(schema),
        inQuery: fc.boolean(),
        broken: fc.integer({ min: 0, max: 29 }),
        storeId: fc.oneof(
          { weight: 9, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: strangeText },
        ),
      }),
      { numRuns: runs, seed },
    )
    const complaints: string[] = []
    const tryOne = async (input: (typeof inputs)[number]) => {
      let next = 0
      const filled = path.replaceAll(/\{\w+\}/g, () =>
        encodeURIComponent(Buffer.from(input.ids[next++] ?? 'x').toString()),
      )
      const url = new URL(`${system.demo.origins.v2}${filled}`)
      // `.` and `..` are steps for a URL, so they name another path.
      if (url.pathname.split('/').length !== path.split('/').length) return
      const text = input.broken === 0 ? '{"a":' : JSON.stringify(input.body)
      if (input.storeId !== undefined) url.searchParams.set('storeId', Buffer.from(input.storeId).toString())
      const asQuery = wholeQuery !== undefined && text !== undefined
      if (asQuery) url.searchParams.set('requestBody', Buffer.from(text).toString())
      const response = await fetch(url, {
        method,
        headers: { authorization: `PortOne ${system.demo.apiSecret}` },
        ...(asQuery || method === 'GET' || text === undefined ? {} : { body: text }),
      })
      const answer = await response.text()
      const found = judgeAnswer(method, url.pathname, response.status, answer)
      if (found.length > 0)
        complaints.push(
          `${method} ${url.href} ${text ?? ''} → ${response.status} ${answer.slice(0, 200)}: ${found.join('; ')}`,
        )
    }
    for (let first = 0; first < inputs.length && complaints.length === 0; first += atOnce)
      await Promise.all(inputs.slice(first, first + atOnce).map(tryOne))

    expect(complaints, `seed ${seed}`).toEqual([])
  },
  120_000,
)
