import type { FastifyInstance } from 'fastify'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createConsoleFace } from './console-face.ts'
import { noncePlaceholder } from './console-pages.ts'
import { silentLogger } from './foundation/log.ts'
import { Refusal } from './foundation/refusal.ts'
import type { ConsoleGuard } from './merchant/console-guard.ts'

const guard: ConsoleGuard = {
  caller: () => Promise.reject(new Error('not asked here')),
  merchant: () => Promise.reject(new Error('not asked here')),
  store: () => Promise.reject(new Error('not asked here')),
}
const entry = { httpStatus: 422, ko: '확인해 주세요.', en: 'Please check.', cure: '' }
let pagesDir = ''

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'naru-console-'))
  await writeFile(join(folder, 'outside.txt'), 'canary')
  pagesDir = join(folder, 'dist')
  await mkdir(join(pagesDir, 'assets'), { recursive: true })
  await writeFile(
    join(pagesDir, 'index.html'),
    `<meta property="csp-nonce" nonce="${noncePlaceholder}"><main>console</main>`,
  )
  await writeFile(join(pagesDir, 'assets/index-abc123.js'), 'console')
  await writeFile(join(pagesDir, 'favicon.svg'), '<svg/>')
})
afterAll(() => rm(join(pagesDir, '..'), { recursive: true }))

function face(dir = pagesDir): Promise<FastifyInstance> {
  return createConsoleFace({
    config: {
      origins: { console: 'http://localhost:4000', v1: '', v2: '', checkout: '' },
      trustProxy: false,
    },
    log: silentLogger,
    guard,
    pagesDir: dir,
    registerRoutes: [
      (app) => {
        app.get('/console/api/refused', () => {
          throw new Refusal('TheError', entry, undefined, {
            fields: ['name'],
            retryAfterS: 7,
          })
        })
        app.get('/console/api/worded', () => {
          throw new Refusal('TheError', entry, undefined, {
            fields: { name: 'Name', url: 'Address' },
          })
        })
        app.get('/console/api/broken', () => {
          throw new Error('canary')
        })
      },
    ],
  })
}
const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

test('every address that a browser opens gets the application, dots and all', async () => {
  const app = await face()
  for (const url of ['/', '/payments', '/payments/order.2026.html?x=1', '/auth/reset/']) {
    const answer = await app.inject({ url, headers: html })

    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('<main>console</main>')
    expect(answer.headers['cache-control']).toBe('no-store')
  }
})

test('the page carries a fresh nonce and a policy that lets nobody frame it or run inline scripts', async () => {
  const app = await face()
  const [first, second] = [
    await app.inject({ url: '/', headers: html }),
    await app.inject({ url: '/', headers: html }),
  ]
  const policy = String(first.headers['content-security-policy'])
  const nonce = /nonce="([^"]+)"/.exec(first.body)?.[1]

  expect(policy).toContain(`style-src 'self' 'nonce-${nonce}'`)
  expect(policy).toContain(`frame-ancestors 'none'`)
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
  expect(policy).not.toMatch(/style-src [^;]*unsafe/)
  expect(second.body).not.toContain(nonce)
  expect(first.headers['x-content-type-options']).toBe('nosniff')
  expect(first.headers['referrer-policy']).toBe('no-referrer')
  expect(first.headers['access-control-allow-origin']).toBeUndefined()
})

test('built files are cached for ever, missing ones are not the application', async () => {
  const app = await face()
  const asset = await app.inject('/assets/index-abc123.js')
  const missing = await app.inject({ url: '/assets/index-old.js', headers: { accept: '*/*' } })

  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(asset.headers['content-type']).toMatch(/javascript/)
  expect(missing.statusCode).toBe(404)
})

test.each([
  '/../outside.txt',
  '/..%2foutside.txt',
  '/assets/..%2f..%2foutside.txt',
  '/%2e%2e/outside.txt',
  '/a%00b',
])('nothing outside the build is served: %s', async (url) => {
  const answer = await (await face()).inject({ url, headers: html })

  expect(answer.body).not.toContain('canary')
  expect(answer.statusCode).toBeLessThan(500)
})

test('an unknown API path is a typed refusal, also for a browser', async () => {
  const answer = await (await face()).inject({ url: '/console/api/nothing', headers: html })

  expect(answer.statusCode).toBe(404)
  expect(answer.json()).toMatchObject({ type: 'NOT_FOUND' })
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('without a build the page says how to make one', async () => {
  const answer = await (await face(join(pagesDir, 'nowhere'))).inject({ url: '/', headers: html })

  expect(answer.statusCode).toBe(200)
  expect(answer.body).toContain('npm run build')
})

test('a refusal names fields in the language of the user, with a request id, and when to come back', async () => {
  const app = await face()
  const korean = await app.inject('/console/api/refused')
  const english = await app.inject({ url: '/console/api/worded', headers: { 'accept-language': 'en-GB' } })

  expect(korean.statusCode).toBe(422)
  expect(korean.headers['retry-after']).toBe('7')
  expect(korean.json()).toEqual({
    type: 'TheError',
    message: '확인해 주세요.',
    fields: { name: '확인해 주세요.' },
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  })
  expect(english.json()).toMatchObject({ message: 'Please check.', fields: { name: 'Name', url: 'Address' } })
})

test('a surprise tells the user a request id and not what broke', async () => {
  const answer = await (await face()).inject('/console/api/broken')

  expect(answer.statusCode).toBe(500)
  expect(answer.json()).toMatchObject({ type: 'INTERNAL_SERVER_ERROR' })
  expect(answer.body).not.toContain('canary')
})
