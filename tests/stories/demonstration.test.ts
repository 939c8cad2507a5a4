import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { gateways } from '@naru/gateways'
import { readConfig } from '@naru/server/config'
import { authenticate } from '@naru/server/credential/authenticate'
import { listApiSecrets } from '@naru/server/credential/list-api-secrets'
import { sql } from '@naru/server/foundation/database'
import { withdrawalHooks } from '@naru/server/merchant-withdrawn'
import { openAccounts } from '@naru/server/merchant/account-dependencies'
import { prepareInstallation } from '@naru/server/prepare-installation'
import { openCredentialWorld, wholeDatabase, type CredentialWorld } from './credential-world.ts'

let world: CredentialWorld
let dataDir: string
beforeAll(async () => {
  world = await openCredentialWorld(inject('adminDatabaseUrl'))
  dataDir = await mkdtemp(join(tmpdir(), 'naru-demo-'))
})
afterAll(async () => {
  await world.close()
  await rm(dataDir, { recursive: true })
})

const env = (more: Record<string, string> = {}) => ({
  DATABASE_URL: world.url,
  NARU_DATA_DIR: dataDir,
  NARU_PORT_BASE: '4750',
  ...more,
})
const prepare = (more: Record<string, string> = {}, migrateOnly = false) =>
  prepareInstallation(env(more), { migrateOnly, log: world.log })
const readDemo = async () => JSON.parse(await readFile(join(dataDir, 'demo.json'), 'utf8'))

test('migrate-only and production make no demonstration merchant', async () => {
  const key = Buffer.alloc(32, 1).toString('base64')

  expect(await prepare({}, true)).not.toHaveProperty('demonstration')
  expect(await prepare({ NARU_MODE: 'production', NARU_KEY: key })).not.toHaveProperty('demonstration')
  expect(await world.database.query(sql('', 'select 1 from merchant'))).toEqual([])
})

test('a first start makes a merchant that can sign in, call, receive webhooks and be paid on test channels', async () => {
  await prepare()

  const demo = await readDemo()
  const config = readConfig(env())
  const accounts = openAccounts(config, {
    ...world,
    onMerchantCreated: () => Promise.resolve(),
    withdrawal: withdrawalHooks,
  })
  const signedIn = await accounts.authentication.checkPassword(demo.console)
  const caller = await authenticate({ ...world, tokenKey: config.tokenKey }, `PortOne ${demo.apiSecret}`)
  expect(signedIn).toMatchObject({ kind: 'right', isVerified: true })
  expect(caller).toMatchObject({ homeStoreId: demo.storeId, isMerchantWide: true })
  expect(demo.webhookSecret).toMatch(/^whsec_/)
  expect(demo.v1).toMatchObject({ userCode: expect.stringMatching(/^imp\d{8}$/) })
  expect(demo.origins.shop).toBe('http://localhost:4755')
  const windows = gateways.flatMap((gateway) =>
    gateway.catalogue.modules
      .filter((module) => module.window !== undefined && module.versions.includes('V2'))
      .map((module) => module.code),
  )
  const made: { module: string }[] = demo.channels
  expect(made.map((channel) => channel.module).toSorted()).toEqual(windows.toSorted())
  expect(windows).toEqual(expect.arrayContaining(['tosspayments', 'inicis_v2']))
  const mids = await world.database.query<{ pg_merchant_id: string }>(
    sql(
      '',
      `select pg_merchant_id from channel where module_code in ('tosspayments', 'inicis_v2') order by 1`,
    ),
  )
  expect(mids.map((row) => row.pg_merchant_id)).toEqual(['INIpayTest', 'iamporttest_3'])
  const urls = await world.database.query<{ url: string }>(
    sql('', `select url from webhook_setting where mode = 'TEST' and api_version = 'V2'`),
  )
  expect(urls).toEqual([{ url: 'http://localhost:4755/webhook' }])
  await accounts.close()
})

test('only its owner can read demo.json, and what it holds stands nowhere in clear', async () => {
  const demo = await readDemo()
  const everything = [await wholeDatabase(world.database), world.logText()].join('\n')
  const secrets = [demo.console.password, demo.apiSecret, demo.webhookSecret, demo.v1.restSecret]

  expect((await stat(join(dataDir, 'demo.json'))).mode & 0o777).toBe(0o600)
  expect(secrets.filter((secret: string) => everything.includes(secret))).toEqual([])
})

test('a second start changes nothing', async () => {
  const before = await readDemo()

  await prepare()

  expect(await readDemo()).toEqual(before)
})

test('a lost demo.json costs a new API secret and nothing else', async () => {
  const before = await readDemo()
  await rm(join(dataDir, 'demo.json'))

  await prepare()

  const after = await readDemo()
  expect(after.apiSecret).not.toBe(before.apiSecret)
  expect({ ...after, apiSecret: '' }).toEqual({ ...before, apiSecret: '' })
  expect(await listApiSecrets(world, after.storeId)).toHaveLength(2)
})

test('a broken demo.json is replaced', async () => {
  await writeFile(join(dataDir, 'demo.json'), '{"apiSecret": 5, "ori')

  await prepare()

  expect((await readDemo()).apiSecret).toMatch(/^naru_sk_/)
})

test('a key that belongs to another database is one sentence, in every mode', async () => {
  const NARU_KEY = Buffer.alloc(32, 8).toString('base64')

  await expect(prepare({ NARU_KEY })).rejects.toThrow(/NARU_KEY/)
  await expect(prepare({ NARU_KEY, NARU_MODE: 'production' })).rejects.toThrow(/NARU_KEY/)
})

test('other ports move the webhook of the shop, but never an address that somebody chose', async () => {
  const setUrl = (url: string) =>
    world.database.query(
      sql('', `update webhook_setting set url = $1 where mode = 'TEST' and api_version = 'V2'`),
      [url],
    )
  const url = async () =>
    (
      await world.database.query<{ url: string }>(
        sql('', `select url from webhook_setting where mode = 'TEST' and api_version = 'V2'`),
      )
    )[0]?.url

  await prepare({ NARU_PORT_BASE: '4740' })
  expect(await url()).toBe('http://localhost:4745/webhook')
  await setUrl('https://merchant.example/hook')
  await prepare()

  expect(await url()).toBe('https://merchant.example/hook')
})

test.each([
  ['postgres://naru:hunter2-canary@127.0.0.1:1/naru', /127\.0\.0\.1:1\/naru.*거부.*refused/],
  ['mysql://naru:hunter2-canary@127.0.0.1/naru', /postgres:\/\//],
  ['hunter2-canary', /postgres:\/\//],
])(
  'the database address %s is refused with a sentence that does not repeat the password',
  async (url, sentence) => {
    const refused = prepare({ DATABASE_URL: url })

    await expect(refused).rejects.toThrow(sentence)
    await expect(refused).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2-canary') }),
    )
  },
)

test('a database that does not exist is named', async () => {
  const url = new URL(world.url)
  url.pathname = '/naru_missing'

  await expect(prepare({ DATABASE_URL: url.href })).rejects.toThrow(/naru_missing.*does not exist/)
})
