import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { lookAtAudit } from '@naru/cli/look-at-audit'
import { createAuditLog, systemActor } from '@naru/server/audit/audit-log'
import { registerAuditRoutes } from '@naru/server/audit/console-routes'
import { readConfig } from '@naru/server/config'
import { minute } from '@naru/server/foundation/clock'
import { sql } from '@naru/server/foundation/database'
import { createFace } from '@naru/server/foundation/http/face'
import { makeMerchant, openCredentialWorld, type CredentialWorld } from './credential-world.ts'

let world: CredentialWorld
let app: FastifyInstance
let merchantId: string
let storeId: string

beforeAll(async () => {
  world = await openCredentialWorld(inject('adminDatabaseUrl'))
  app = createFace({
    name: 'console',
    log: world.log,
    bodies: 'json',
    render: (refusal) => ({ status: refusal.entry.httpStatus, body: { type: refusal.type } }),
  })
  registerAuditRoutes(app, { merchant: () => Promise.resolve(actor('owner@shop.example')) }, world)
  ;({ merchantId, storeId } = await makeMerchant(world.database))
  const other = await makeMerchant(world.database)
  for (let index = 1; index <= 120; index += 1) {
    world.clock.advance(minute)
    const by =
      index % 3 === 0 ? systemActor(merchantId) : actor(index % 2 ? 'owner@shop.example' : 'dev@shop.example')
    const action = index % 4 === 0 ? 'channel-group.update' : index % 2 ? 'channel.update' : 'channel.create'
    await world.audit.record(world.database, by, {
      action,
      storeId,
      target: `t-${index}`,
      after: { n: index },
    })
  }
  await world.audit.record(
    world.database,
    { ...actor('x@else.example'), merchantId: other.merchantId },
    {
      action: 'channel.create',
      target: 'secret of somebody else',
    },
  )
})
afterAll(async () => {
  await app.close()
  await world.close()
})

function actor(email: string) {
  return { merchantId, userId: `user-${email}`, email, address: '192.0.2.5' }
}

interface Item {
  readonly sequence: number
  readonly at: string
  readonly actor: string
  readonly email?: string
  readonly action: string
  readonly target: string
}

async function list(query: Record<string, string>): Promise<{ items: Item[]; nextCursor?: string }> {
  const answer = await app.inject({ url: '/console/api/audit', query })
  expect(answer.statusCode).toBe(200)
  return answer.json()
}

async function all(query: Record<string, string>): Promise<Item[]> {
  const items: Item[] = []
  let cursor = ''
  do {
    const page = await list({ ...query, cursor, size: '17' })
    items.push(...page.items)
    cursor = page.nextCursor ?? ''
  } while (cursor !== '')
  return items
}

test('the log pages through every entry once, newest first, and shows no other merchant', async () => {
  const items = await all({})

  expect(items.map((item) => item.sequence)).toEqual(Array.from({ length: 120 }, (_, index) => 120 - index))
  expect(JSON.stringify(items)).not.toContain('somebody else')
})

test('it narrows to a period, to a person, to the platform itself, to a thing and to one action', async () => {
  const [newest] = await all({})
  const from = new Date(Date.parse(newest?.at ?? '') - 9 * minute).toISOString()

  expect(await all({ from })).toHaveLength(10)
  expect(await all({ from, until: newest?.at ?? '' })).toHaveLength(9)
  expect(new Set((await all({ actor: 'DEV@' })).map((item) => item.email))).toEqual(
    new Set(['dev@shop.example']),
  )
  expect(await all({ actor: 'SYSTEM' })).toHaveLength(40)
  expect(new Set((await all({ action: 'channel' })).map((item) => item.action))).toEqual(
    new Set(['channel.create', 'channel.update']),
  )
  expect(await all({ action: 'channel-group.update' })).toHaveLength(30)
  expect(await all({ actor: "' or 1=1 --" })).toEqual([])
})

test.each([
  [{ cursor: 'eHg' }],
  [{ from: 'yesterday' }],
  [{ from: '+100000-01-01T00:00:00Z' }],
  [{ size: '0' }],
  [{ actor: 'a\u0000' }],
])('what nobody can mean is refused: %j', async (query) => {
  expect((await app.inject({ url: '/console/api/audit', query })).statusCode).toBe(400)
})

// Goal: a target or e-mail that begins like a formula must not run in the spreadsheet of whoever opens the file.
test('the CSV file holds every row of the filter, opens in a spreadsheet as Korean, and carries no live formula', async () => {
  await world.audit.record(world.database, actor('=cmd@shop.example'), {
    action: 'channel.update',
    target: '=HYPERLINK("http://evil.example")',
  })
  const answer = await app.inject({ url: '/console/api/audit.csv', query: { action: 'channel' } })

  expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="audit-2026-01-05\.csv"$/)
  expect(answer.body.startsWith('\uFEFF번호,')).toBe(true)
  const lines = answer.body.trim().split('\n')
  expect(lines).toHaveLength(1 + 90 + 1)
  expect(answer.body).toContain(`'=HYPERLINK`)
  expect(answer.body).not.toMatch(/(^|,|")=/m)
  expect((await list({ action: 'audit.export' })).items).toHaveLength(1)
})

test('naru doctor finds every chain well, and after a row was changed behind its back names merchant and number', async () => {
  const own = await openCredentialWorld(inject('adminDatabaseUrl'))
  const env = { ...process.env, NARU_KEY: Buffer.alloc(32, 7).toString('base64'), DATABASE_URL: own.url }
  const installation = { portBase: 21_000, dataDir: '/nowhere', production: true }
  const audit = createAuditLog({ clock: own.clock, auditKey: readConfig(env).auditKey })
  const shop = await makeMerchant(own.database)
  for (const target of ['a', 'b', 'c']) {
    await audit.record(own.database, systemActor(shop.merchantId), { action: 'channel.create', target })
  }

  expect(await lookAtAudit(installation, env)).toMatchObject([{ well: true, seen: '1 merchants, 3 entries' }])
  await own.database.query(sql('', `alter table audit_entry disable trigger all`))
  await own.database.query(sql('', `update audit_entry set target = 'z' where sequence = 2`))
  const findings = await lookAtAudit(installation, env)
  const otherKey = await lookAtAudit(installation, {
    ...env,
    NARU_KEY: Buffer.alloc(32, 8).toString('base64'),
  })
  await own.close()

  expect(findings).toMatchObject([{ well: false, seen: expect.stringContaining(`${shop.merchantId} #2`) }])
  expect(otherKey).toMatchObject([{ well: false }])
})
