import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { Refusal } from '../foundation/refusal.ts'
import { checkSameOrigin, consoleOrigins } from './same-origin.ts'

const ours = 'https://console.naru.test'
const app = Fastify()
app.setErrorHandler((error, _request, reply) =>
  reply.code(error instanceof Refusal ? error.entry.httpStatus : 500).send(),
)
app.route({
  method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  url: '/',
  handler: (request) => {
    checkSameOrigin(request, new Set([ours]))
    return {}
  },
})
const status = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', headers: Record<string, string>) =>
  (await app.inject({ method, url: '/', headers })).statusCode

test('a page of the console may change things', async () => {
  expect(await status('POST', { 'x-naru-console': '1', origin: ours })).toBe(200)
  expect(await status('POST', { 'x-naru-console': '1', origin: ours, 'sec-fetch-site': 'same-origin' })).toBe(
    200,
  )
  expect(await status('POST', { 'x-naru-console': '1', 'sec-fetch-site': 'same-origin' })).toBe(200)
})

test.each([
  ['no header, as a form would', { origin: ours }],
  ['a foreign origin', { 'x-naru-console': '1', origin: 'https://evil.test' }],
  ['an origin that only begins like ours', { 'x-naru-console': '1', origin: `${ours}.evil.test` }],
  [
    'the shop on another port',
    { 'x-naru-console': '1', origin: `${ours}:4005`, 'sec-fetch-site': 'same-site' },
  ],
  ['a sandboxed frame', { 'x-naru-console': '1', origin: 'null' }],
  ['the browser saying cross-site', { 'x-naru-console': '1', origin: ours, 'sec-fetch-site': 'cross-site' }],
  ['no word about where it comes from', { 'x-naru-console': '1' }],
])('a mutation is refused on every method: %s', async (_name, headers) => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    expect(await status(method, headers)).toBe(403)
  }
})

test('reading needs no proof of origin', async () => {
  expect(await status('GET', {})).toBe(200)
})

test('only development takes both names of the loopback address', () => {
  const origins = { console: 'http://localhost:4000' }

  expect([...consoleOrigins({ mode: 'development', origins })]).toEqual([
    'http://localhost:4000',
    'http://127.0.0.1:4000',
  ])
  expect([...consoleOrigins({ mode: 'production', origins })]).toEqual(['http://localhost:4000'])
})
