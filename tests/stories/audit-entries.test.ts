import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { verifyChain } from '@naru/server/audit/verify-chains'
import { sql } from '@naru/server/foundation/database'
import { openAccountWorld, type AccountWorld } from './account-world.ts'

const password = 'Correct-horse-7'
let world: AccountWorld

beforeAll(async () => {
  world = await openAccountWorld(inject('adminDatabaseUrl'))
})
afterAll(() => world.close())

interface Entry {
  readonly action: string
  readonly email: string
  readonly address: string
}

async function entriesOf(email: string): Promise<readonly Entry[]> {
  return world.database.query<{ action: string; email: string; address: string }>(
    sql(
      '',
      `select e.action, e.email, e.address from audit_entry e
       where e.merchant_id = (select m.merchant_id from member m join auth_user u on u.id = m.user_id where u.email = $1)
       order by e.sequence`,
    ),
    [email],
  )
}
const actionsOf = async (email: string) => (await entriesOf(email)).map(({ action }) => action)

test('signing in and out is recorded with the person and the address it came from', async () => {
  const owner = await world.member('in-and-out@shop.example', password)
  await owner.call('POST', '/sign-out')

  expect(await entriesOf('in-and-out@shop.example')).toEqual([
    { action: 'session.open', email: 'in-and-out@shop.example', address: '192.0.2.1' },
    { action: 'session.close', email: 'in-and-out@shop.example', address: '192.0.2.1' },
  ])
})

test('wrong passwords leave no trace until they lock the account; the lock is told once, whatever follows', async () => {
  const email = 'guessed@shop.example'
  await world.member(email, password)
  const guesser = world.browser({ ip: '198.51.100.9' })
  for (let guess = 1; guess <= 10; guess += 1) {
    await guesser.call('POST', '/sign-in', { email, password: `Wrong-guess-${guess}` })
  }
  expect(await actionsOf(email)).toEqual(['session.open'])

  for (let guess = 1; guess <= 3; guess += 1) {
    expect((await guesser.call('POST', '/sign-in', { email, password })).status).toBe(429)
  }

  expect((await entriesOf(email)).slice(1)).toEqual([
    { action: 'session.refuse', email, address: '198.51.100.9' },
  ])
})

test('a reset of the password is recorded, and the password stands nowhere', async () => {
  const email = 'forgetful@shop.example'
  await world.member(email, password)
  const somebody = world.browser({ ip: '203.0.113.4' })
  await somebody.call('POST', '/password/forgot', { email })
  const token = await world.tokenTo(email)
  await somebody.call('POST', '/password/reset', { token, password: 'Fresh-horse-8' })

  expect((await entriesOf(email)).at(-1)).toEqual({ action: 'password.reset', email, address: '203.0.113.4' })
  const [text] = await world.database.query<{ all: string }>(
    sql('', `select string_agg(e::text, ' ') as all from audit_entry e`),
  )
  expect(text?.all).not.toMatch(/Fresh-horse-8|Correct-horse-7/)
  expect(text?.all).not.toContain(token)
})

test('what is recorded over the console is one valid chain', async () => {
  const merchants = await world.database.query<{ merchant_id: string }>(
    sql('', `select merchant_id from audit_head`),
  )
  expect(merchants.length).toBeGreaterThan(2)
  for (const { merchant_id: merchantId } of merchants) {
    expect((await verifyChain(world.database, world.auditKey, merchantId)).broken).toBeUndefined()
  }
})
