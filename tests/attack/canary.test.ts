import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../chaos/judge.ts'
import { begin, buy, prepare, readPayment, visitPg } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { signInAsDemo, type ConsoleClient } from './console-client.ts'
import { callV2 } from './reply.ts'

// Goal: a secret that we keep can be found in no answer, no log line and no row. Each is planted, used and searched for.
let system: RunningSystem
let console: ConsoleClient
const answers: string[] = []
let rows: string
let logs: string

const pgSecrets = {
  tosspayments: {
    mid: 'canary_mid',
    clientKey: 'test_ck_canary_client_key',
    secretKey: 'test_sk_canary_4f1d8b7c',
  },
  inicis: {
    mid: 'INIpayTest',
    signKey: 'U0lHTktFWS1DQU5BUlktOTFhMg==',
    iniApiKey: 'CANARYAPIKEY6b3e',
    iniApiIv: 'CANARYIV7d2c9f==',
    iniLiteKey: 'CANARYLITEKEY5a8',
    hashKey: 'CANARYHASHKEY3d4e5f6a7b8c9d0e1f2',
  },
}

beforeAll(async () => {
  system = await startSystem({ NARU_LOG_LEVEL: 'trace' })
  console = await signInAsDemo(system)
  await useEverything()
  rows = await wholeDatabase()
  logs = await serverLogs()
}, 120_000)

afterAll(() => system?.stop())

/** Everything that touches a secret, once well and once badly, with every answer kept. */
async function useEverything(): Promise<void> {
  const { demo, origins } = system
  const secret = `PortOne ${demo.apiSecret}`
  const store = `/stores/${demo.storeId}`
  for (const [pg, credentials] of Object.entries(pgSecrets)) {
    const saved = await console.call('POST', `${store}/channels`, {
      mode: 'TEST',
      pg,
      module: pg === 'inicis' ? 'inicis_v2' : pg,
      name: `카나리아 ${pg}`,
      attribute: 'PAYMENT',
      taxType: 'UNSET',
      manualConfirm: false,
      credentials,
    })
    answers.push(saved.text)
  }
  const declined = { pg: 'tosspayments' as const, amount: 20_000, request: { orderName: '[승인거절]' } }
  await visitPg(system, declined, await begin(await prepare(system, declined)))
  const paid = await buy(system, { pg: 'tosspayments', amount: 10_000 })
  await buy(system, {
    pg: 'inicis',
    amount: 10_000,
    faults: [{ operation: 'approve', fault: 'malformed-after' }],
  })
  answers.push(JSON.stringify(await readPayment(system, paid.paymentId)))
  for (const path of [
    '/payments',
    `/payments/${paid.paymentId}/transactions`,
    '/payments/none',
    '/nowhere',
  ]) {
    for (const credential of [secret, `Bearer ${demo.apiSecret}`, `PortOne ${demo.apiSecret}x`])
      answers.push((await callV2(origins.v2, credential, 'GET', path)).text)
  }
  const cancel = `/payments/${paid.paymentId}/cancel`
  for (const body of [{ reason: demo.apiSecret.slice(0, 3) }, { reason: 1 }, '{'])
    answers.push((await callV2(origins.v2, secret, 'POST', cancel, body)).text)
  for (const body of [
    { apiSecret: `${demo.apiSecret}x` },
    { apiSecret: 5 },
    `{"apiSecret":"${demo.apiSecret}"`,
  ])
    answers.push((await callV2(origins.v2, undefined, 'POST', '/login/api-secret', body)).text)
  for (const path of ['/api-secrets', '/channels', '/payments'])
    answers.push((await console.call('GET', store + path)).text)
  answers.push((await console.call('GET', '/catalogue')).text)
}

async function wholeDatabase(): Promise<string> {
  const tables = await ask<{ name: string }>(
    system.databaseUrl,
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  )
  const dumps = await Promise.all(
    tables.map(({ name }) =>
      ask<{ text: string | null }>(system.databaseUrl, `select t::text as text from ${name} t`),
    ),
  )
  return dumps.flatMap((dump) => dump.map(({ text }) => text ?? '')).join('\n')
}

async function serverLogs(): Promise<string> {
  const folder = join(system.dataDir, 'logs')
  const files = await readdir(folder)
  const texts = await Promise.all(
    files
      .filter((file) => !file.startsWith('simulators'))
      .map((file) => readFile(join(folder, file), 'utf8')),
  )
  return texts.join('\n')
}

/** The secret as it is, and as an encoding would carry it. */
function shapes(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('hex'),
    encodeURIComponent(secret),
  ]
}

function whereFound(secret: string): string[] {
  const places = { answers: answers.join('\n'), rows, logs }
  return Object.entries(places).flatMap(([place, text]) =>
    shapes(secret).some((shape) => text.includes(shape)) ? [place] : [],
  )
}

test('the search looks at real rows, logs and answers', () => {
  expect(rows).toContain('카나리아 tosspayments')
  expect(logs).toContain('naru is listening')
  expect(answers.join('\n')).toContain('CANCELLED')
})

test('the V2 API secret stands nowhere', () => {
  expect(whereFound(system.demo.apiSecret)).toEqual([])
})

test('the V1 REST secret stands nowhere', () => {
  expect(whereFound(system.demo.v1.restSecret)).toEqual([])
})

test('the webhook secret stands nowhere, with its prefix or without', () => {
  expect(whereFound(system.demo.webhookSecret)).toEqual([])
  expect(whereFound(system.demo.webhookSecret.replace(/^whsec_/, ''))).toEqual([])
})

test('the console password stands nowhere', () => {
  expect(whereFound(system.demo.console.password)).toEqual([])
})

const secretsOfPgs = Object.entries(pgSecrets).flatMap(([pg, { mid: _mid, ...credentials }]) =>
  Object.entries(credentials)
    .filter(([key]) => key !== 'clientKey')
    .map(([key, value]) => ({ pg, key, value })),
)

test.each(secretsOfPgs)('the $key of $pg stands nowhere', ({ value }) => {
  expect(whereFound(value)).toEqual([])
})

test('the key-encryption key stands nowhere', async () => {
  const key = (await readFile(join(system.dataDir, 'keys', 'master.key'), 'utf8')).trim()

  expect(whereFound(key)).toEqual([])
  expect(rows).not.toContain(Buffer.from(key, 'base64').toString('hex'))
})
