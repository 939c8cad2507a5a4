import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { systemActor } from '@naru/server/audit/audit-log'
import { verifyChain, verifyChains } from '@naru/server/audit/verify-chains'
import { sql } from '@naru/server/foundation/database'
import { makeMerchant, openCredentialWorld, type CredentialWorld } from './credential-world.ts'

let world: CredentialWorld

beforeAll(async () => {
  world = await openCredentialWorld(inject('adminDatabaseUrl'))
})
afterAll(() => world.close())

const person = (merchantId: string) => ({
  merchantId,
  userId: 'user-1',
  email: 'owner@shop.example',
  address: '192.0.2.7',
})

/** A merchant with so many entries. */
async function makeChain(length: number) {
  const { merchantId, storeId } = await makeMerchant(world.database)
  for (let index = 1; index <= length; index += 1) {
    await world.audit.record(world.database, person(merchantId), {
      action: 'channel.update',
      storeId,
      target: `channel-${index}`,
      before: { name: '이전 "이름"', fee: 1.5 },
      after: { name: `이름 ${index}\u0000`, fee: 0.1 },
    })
  }
  return { merchantId, storeId }
}

/** Somebody with the database's owner account and without the installation's key. */
async function tamper(statement: string, values: readonly unknown[]): Promise<void> {
  await world.database.transaction(async (transaction) => {
    await transaction.query(sql('', `alter table audit_entry disable trigger all`))
    await transaction.query(sql('', statement), values)
    await transaction.query(sql('', `alter table audit_entry enable trigger all`))
  })
}

const verify = (merchantId: string) => verifyChain(world.database, world.auditKey, merchantId)

test('fifty entries written at the same moment make one chain without a gap or a fork', async () => {
  const { merchantId } = await makeMerchant(world.database)
  const writes = Array.from({ length: 50 }, (_, index) =>
    world.database.transaction((transaction) =>
      world.audit.record(transaction, person(merchantId), {
        action: 'webhook.update',
        target: `t-${index}`,
      }),
    ),
  )
  await Promise.all(writes)

  const rows = await world.database.query<{ sequence: number; target: string }>(
    sql('', `select sequence, target from audit_entry where merchant_id = $1 order by sequence`),
    [merchantId],
  )
  expect(rows.map((row) => row.sequence)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  expect(new Set(rows.map((row) => row.target)).size).toBe(50)
  expect(await verify(merchantId)).toEqual({ entries: 50 })
})

test('a change that is rolled back leaves no entry and no gap', async () => {
  const { merchantId } = await makeChain(1)
  const change = world.database.transaction(async (transaction) => {
    await world.audit.record(transaction, person(merchantId), { action: 'channel.delete', target: 'x' })
    throw new Error('the change failed')
  })
  await expect(change).rejects.toThrow('the change failed')
  await world.audit.record(world.database, systemActor(merchantId), { action: 'channel.create', target: 'y' })

  expect(await verify(merchantId)).toEqual({ entries: 2 })
})

test('the database itself refuses to change, remove or empty entries', async () => {
  const { merchantId } = await makeChain(1)
  const tries = [
    world.database.query(sql('', `update audit_entry set email = 'x' where merchant_id = $1`), [merchantId]),
    world.database.query(sql('', `delete from audit_entry where merchant_id = $1`), [merchantId]),
    world.database.query(sql('', `truncate audit_entry`)),
  ]
  for (const outcome of await Promise.allSettled(tries)) {
    expect(String(outcome.status === 'rejected' && outcome.reason)).toContain('never changed or removed')
  }
})

const columns = [
  ['at', `at + interval '1 millisecond'`],
  ['actor', `'SYSTEM'`],
  ['user_id', `'user-2'`],
  ['email', `'somebody@else.example'`],
  ['address', `null`],
  ['store_id', `null`],
  ['action', `'channel.create'`],
  ['target', `'channel-9'`],
  ['before', `null`],
  ['after', `replace(after, '0.1', '0.2')`],
  ['hash', `sha256(hash)`],
] as const
test.each(columns)(
  'changing %s of an old entry behind the trigger is told with its place',
  async (column, value) => {
    const { merchantId } = await makeChain(4)
    await tamper(`update audit_entry set ${column} = ${value} where merchant_id = $1 and sequence = 2`, [
      merchantId,
    ])

    expect((await verify(merchantId)).broken).toEqual({ merchantId, sequence: 2, kind: 'altered' })
  },
)

test('an entry moved to another merchant counts at neither', async () => {
  const [one, other] = [await makeChain(2), await makeChain(2)]
  await tamper(
    `with gone as (delete from audit_entry where merchant_id = $1 and sequence = 2 returning *)
     insert into audit_entry select $2, 3, at, actor, user_id, email, address, store_id, action, target, before, after, hash from gone`,
    [one.merchantId, other.merchantId],
  )

  expect((await verify(one.merchantId)).broken).toMatchObject({ sequence: 2, kind: 'missing' })
  expect((await verify(other.merchantId)).broken).toMatchObject({ sequence: 3, kind: 'altered' })
})

test('cutting off the last entries is told, even when the head is set back to the entry that is now last', async () => {
  const { merchantId } = await makeChain(4)
  await tamper(`delete from audit_entry where merchant_id = $1 and sequence > 2`, [merchantId])
  expect((await verify(merchantId)).broken).toMatchObject({ sequence: 3, kind: 'missing' })

  await tamper(
    `update audit_head h set sequence = e.sequence, hash = e.hash from audit_entry e
     where h.merchant_id = $1 and e.merchant_id = $1 and e.sequence = 2`,
    [merchantId],
  )
  expect((await verify(merchantId)).broken).toMatchObject({ sequence: 2, kind: 'head' })
})

test.each([
  ['set back', `update audit_head set sequence = 1, hash = '\\x00' where merchant_id = $1`],
  ['removed', `delete from audit_head where merchant_id = $1`],
])(
  'a head that was %s stops no business, and later entries do not heal the chain',
  async (_how, statement) => {
    const { merchantId } = await makeChain(2)
    await world.database.query(sql('', statement), [merchantId])
    await world.audit.record(world.database, person(merchantId), {
      action: 'channel.create',
      target: 'later',
    })
    await world.audit.record(world.database, person(merchantId), {
      action: 'channel.create',
      target: 'later 2',
    })

    expect(await verify(merchantId)).toEqual({
      entries: 2,
      broken: { merchantId, sequence: 3, kind: 'altered' },
    })
  },
)

test('a chain under another key is not ours', async () => {
  const { merchantId } = await makeChain(1)
  expect((await verifyChain(world.database, Buffer.alloc(32, 5), merchantId)).broken).toMatchObject({
    kind: 'head',
  })
})

test('one broken chain among many is named, and the others are counted', async () => {
  const { merchantId } = await makeChain(2)
  const before = await verifyChains(world.database, world.auditKey)
  await tamper(`update audit_entry set target = 'z' where merchant_id = $1 and sequence = 1`, [merchantId])
  const after = await verifyChains(world.database, world.auditKey)

  expect(after.merchants).toBe(before.merchants)
  expect(after.broken.length).toBe(before.broken.length + 1)
  expect(after.broken).toContainEqual({ merchantId, sequence: 1, kind: 'altered' })
})
