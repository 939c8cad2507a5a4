import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BeginView, CheckoutError, PreparedAttempt } from '@naru/server/wire/checkout'
import { PrepareRefused, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { watchAnswers } from './recorder.ts'

// Goal: a person proves who he is, in a window or by a code, and only the merchant's server learns who it was.
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

type Members = Record<string, unknown>

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${system.demo.origins.v2}${path}`, {
    method,
    headers: { authorization: `PortOne ${system.demo.apiSecret}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Members }
}

const newId = () => `identity-${crypto.randomUUID()}`
const channelOf = (gateway: string) =>
  system.demo.identityChannels.find((channel) => channel.pg === gateway)?.channelKey ?? ''
const typeOf = async (answer: ReturnType<typeof call>) => (await answer).body['type']
const canary = '9007081'

function otpRequest(more: Members = {}, customer: Members = {}) {
  return {
    channelKey: channelOf('naru-test'),
    operator: 'KT',
    method: 'SMS',
    customData: '{"order":1}',
    customer: {
      id: 'buyer1',
      name: '김나루',
      phoneNumber: '010-2345-6789',
      identityNumber: canary,
      ipAddress: '203.0.113.7',
      ...customer,
    },
    ...more,
  }
}

async function prepare(request: Members = {}, gateway = 'naru-test', device = 'PC') {
  const { identityVerificationId: wanted } = request
  const identityVerificationId = typeof wanted === 'string' ? wanted : newId()
  const response = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'IDENTITY_VERIFICATION',
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: device, isIpad: false, userAgent: 'headless' },
      request: {
        storeId: system.demo.storeId,
        identityVerificationId,
        channelKey: channelOf(gateway),
        redirectUrl: 'https://shop.example/verified',
        customData: 'mine',
        customer: { customerId: 'buyer1', lastName: '김', firstName: '나루', phoneNumber: '010-2345-6789' },
        ...request,
      },
    }),
  })
  if (!response.ok) throw new PrepareRefused(response.status, (await response.json()) as CheckoutError)
  const attempt = (await response.json()) as PreparedAttempt
  return { identityVerificationId, attempt }
}

async function begin(attempt: PreparedAttempt): Promise<unknown> {
  const view = (await (await fetch(`${attempt.window.url}/begin`, { method: 'POST' })).json()) as BeginView
  if (view.kind !== 'hand-off') throw new Error('no hand-off')
  return view.handOff
}

async function visit(handOff: unknown, decision: string, more: object = {}, gateway = 'naru-test') {
  const response = await fetch(`${system.origins.simulators}/control/${gateway}/buy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handOff, decision, deliver: true, ...more }),
  })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as { next: { url: string } | null; delivered?: { location?: string } }
}

async function state(attempt: PreparedAttempt) {
  const response = await fetch(`${system.origins.checkout}/browser/v2/attempts/${attempt.attemptId}`, {
    headers: { 'naru-attempt-secret': attempt.attemptSecret },
  })
  return (await response.json()) as { state: string; result?: Members }
}

test('a person is verified in the window; the page learns that, and the server learns who it was', async () => {
  const { identityVerificationId, attempt } = await prepare()
  const path = `/identity-verifications/${identityVerificationId}`
  expect((await call('GET', path)).body).toMatchObject({
    status: 'READY',
    requestedCustomer: { id: 'buyer1', name: '김나루', phoneNumber: '01023456789' },
    channel: { pgProvider: 'NARU_TEST', type: 'TEST' },
    customData: 'mine',
    version: 'V2',
  })

  await visit(await begin(attempt), 'approve', { person: { birthDate: '1990-07-08', gender: 'FEMALE' } })

  const { state: end, result } = await state(attempt)
  expect([end, result]).toEqual([
    'DONE',
    {
      transactionType: 'IDENTITY_VERIFICATION',
      identityVerificationId,
      identityVerificationTxId: attempt.txId,
    },
  ])
  const { body } = await call('GET', path)
  expect(body).toMatchObject({
    status: 'VERIFIED',
    id: identityVerificationId,
    verifiedCustomer: {
      id: 'buyer1',
      name: '김나루',
      birthDate: '1990-07-08',
      gender: 'FEMALE',
      phoneNumber: '01023456789',
      operator: 'SKT',
      isForeigner: false,
      ci: expect.stringMatching(/^.{88}$/),
      di: expect.stringMatching(/^.{64}$/),
    },
    pgTxId: expect.stringMatching(/./),
  })
  expect(JSON.parse(String(body['pgRawResponse']))).toMatchObject({ name: '김나루' })
})

test.each([
  ['decline', 'NOT_SUBSCRIBER'],
  ['close', 'CLOSED_BY_BUYER'],
])(
  'an attempt that ends with %s fails, and the same id may try again until it is verified',
  async (end, pgCode) => {
    const first = await prepare()
    const { identityVerificationId } = first
    await visit(await begin(first.attempt), end)
    expect((await state(first.attempt)).result).toMatchObject({ code: 'FAILURE_TYPE_PG', pgCode })
    expect((await call('GET', `/identity-verifications/${identityVerificationId}`)).body).toMatchObject({
      status: 'FAILED',
      failure: { pgCode, reason: expect.stringMatching(/./) },
      requestedCustomer: { name: '김나루' },
    })

    const second = await prepare({ identityVerificationId })
    await visit(await begin(second.attempt), 'approve')

    expect((await call('GET', `/identity-verifications/${identityVerificationId}`)).body).toMatchObject({
      status: 'VERIFIED',
    })
    await expect(prepare({ identityVerificationId })).rejects.toMatchObject({
      status: 409,
      error: { code: 'IdentityVerificationAlreadyVerified' },
    })
  },
)

test('of two windows of one id that both come through, one verifies and the other hears that', async () => {
  const one = await prepare()
  const other = await prepare({ identityVerificationId: one.identityVerificationId })
  const handOffs = [await begin(one.attempt), await begin(other.attempt)]

  await Promise.all(handOffs.map((handOff) => visit(handOff, 'approve')))

  const results = await Promise.all([one, other].map(async ({ attempt }) => (await state(attempt)).result))
  expect(new Set(results.map((result) => result?.['code'] ?? 'verified'))).toEqual(
    new Set(['IdentityVerificationAlreadyVerified', 'verified']),
  )
})

test('a redirect carries both ids, and a closed window the word for it', async () => {
  const request = { windowType: { pc: 'REDIRECTION' } }
  const good = await prepare(request)
  const { delivered } = await visit(await begin(good.attempt), 'approve')
  expect(delivered?.location).toBe(
    `https://shop.example/verified?transactionType=IDENTITY_VERIFICATION&identityVerificationId=${good.identityVerificationId}&identityVerificationTxId=${good.attempt.txId}`,
  )
  const { attempt } = await prepare()
  await fetch(`${attempt.window.url}/close`, { method: 'POST' })
  expect((await state(attempt)).result).toMatchObject({
    code: 'FAILURE_TYPE_PG',
    message: expect.stringContaining('취소'),
  })
})

test('KG Inicis knows a fixed person, and reads its result once', async () => {
  const customer = {
    fullName: '김나루',
    phoneNumber: '01023456789',
    birthYear: '1990',
    birthMonth: '7',
    birthDay: '8',
  }
  const bypass = { inicisUnified: { flgFixedUser: 'Y', directAgency: 'PASS' } }
  const wish = { customer, bypass }
  await expect(prepare({ customer }, 'inicis')).rejects.toMatchObject({
    status: 400,
    error: { message: expect.stringContaining('flgFixedUser') },
  })
  const { attempt, identityVerificationId } = await prepare(wish, 'inicis')
  const { next } = await visit(await begin(attempt), 'approve', { person: { name: '남의이름' } }, 'inicis')

  expect((await state(attempt)).result).not.toHaveProperty('code')
  const { body } = await call('GET', `/identity-verifications/${identityVerificationId}`)
  expect(body).toMatchObject({
    status: 'VERIFIED',
    channel: { pgProvider: 'INICIS_UNIFIED' },
    verifiedCustomer: {
      name: '김나루',
      birthDate: '1990-07-08',
      phoneNumber: '01023456789',
      gender: 'MALE',
      isForeigner: false,
      ci: expect.stringMatching(/^.{88}$/),
    },
  })
  expect(body['verifiedCustomer']).not.toHaveProperty('di')
  expect(next?.url).toContain('/pg/inicis/return/')

  const closed = await prepare(wish, 'inicis', 'MOBILE')
  expect((await visit(await begin(closed.attempt), 'close', {}, 'inicis')).delivered?.location).toContain(
    'code=FAILURE_TYPE_PG',
  )
})

test('a silent KG Inicis is asked again, and its one-shot answer that was lost fails the attempt', async () => {
  const { attempt, identityVerificationId } = await prepare(
    { bypass: { inicisUnified: { flgFixedUser: 'N' } } },
    'inicis',
  )
  const handOff = await begin(attempt)
  await visit(handOff, 'approve', { faults: [{ operation: 'inquire', fault: 'silent-after' }] }, 'inicis')
  expect((await state(attempt)).state).toBe('IN_PG')
  await rows(`update due_work set due_at = now() where kind = 'identity-verification.settle'`)

  const path = `/identity-verifications/${identityVerificationId}`
  const failed = await until(20_000, 'the settle job', async () => {
    const { body } = await call('GET', path)
    return body['status'] === 'READY' ? undefined : body
  })
  expect(failed).toMatchObject({ status: 'FAILED', failure: { pgCode: '9025' } })
})

test('Danal verifies in its window and by a code, without what the extra contract would add', async () => {
  const { attempt, identityVerificationId } = await prepare(
    { bypass: { danal: { AGELIMIT: 19, IsCarrier: 'SKT;KTF' } } },
    'danal',
  )
  await visit(await begin(attempt), 'approve', { person: { birthDate: '1990-07-08' } }, 'danal')
  const { body } = await call('GET', `/identity-verifications/${identityVerificationId}`)
  expect(body).toMatchObject({
    status: 'VERIFIED',
    verifiedCustomer: { name: '김나루', birthDate: '1990-07-08', di: expect.stringMatching(/^.{64}$/) },
  })
  expect(body['verifiedCustomer']).not.toHaveProperty('phoneNumber')

  const young = await prepare({ bypass: { danal: { AGELIMIT: 19 } } }, 'danal')
  await visit(await begin(young.attempt), 'approve', { person: { birthDate: '2020-01-01' } }, 'danal')
  expect((await state(young.attempt)).result).toMatchObject({ code: 'FAILURE_TYPE_PG', pgCode: '2' })
  await expect(prepare({ bypass: { danal: { IsCarrier: 'FAX' } } }, 'danal')).rejects.toMatchObject({
    error: { message: expect.stringContaining('bypass.danal.IsCarrier') },
  })

  const path = `/identity-verifications/${newId()}`
  const send = otpRequest({ channelKey: channelOf('danal') })
  expect((await call('POST', `${path}/send`, send)).status).toBe(200)
  expect((await call('POST', `${path}/resend`)).status).toBe(200)
  expect(await call('POST', `${path}/confirm`, { otp: '111111' })).toMatchObject({
    body: { type: 'PG_PROVIDER', pgCode: '2' },
  })
  expect((await call('POST', `${path}/confirm`, { otp: '123456' })).status).toBe(200)
})

// The attacker is the person's own browser.
test('a return that is forged, replayed or of another window verifies nobody', async () => {
  const mine = await prepare()
  const other = await prepare()
  await begin(other.attempt)
  const returnUrl = (attempt: PreparedAttempt, query: string) =>
    `${system.origins.checkout}/pg/naru-test/return/${attempt.window.url.split('/').at(-1) ?? ''}?${query}`

  await fetch(returnUrl(mine.attempt, 'windowId=forged'), { redirect: 'manual' })
  const handOff = await begin(mine.attempt)
  const windowId = new URL((handOff as { url: string }).url).pathname.split('/').at(-1) ?? ''
  const visited = await visit(handOff, 'approve', { deliver: false })
  await fetch(returnUrl(other.attempt, `windowId=${windowId}`), { redirect: 'manual' })
  expect((await state(other.attempt)).state).toBe('IN_PG')

  await Promise.all([1, 2, 3].map(() => fetch(visited.next?.url ?? '', { redirect: 'manual' })))
  expect((await state(mine.attempt)).result).not.toHaveProperty('code')
  await fetch(returnUrl(mine.attempt, `windowId=${windowId}&code=NOT_SUBSCRIBER`), { redirect: 'manual' })
  const path = `/identity-verifications/${mine.identityVerificationId}`
  expect((await call('GET', path)).body['status']).toBe('VERIFIED')
})

test('a return without the PG having seen the person fails by the PG’s own word', async () => {
  const { attempt, identityVerificationId } = await prepare()
  const handOff = await begin(attempt)
  const windowId = new URL((handOff as { url: string }).url).pathname.split('/').at(-1) ?? ''
  const token = attempt.window.url.split('/').at(-1) ?? ''
  await fetch(`${system.origins.checkout}/pg/naru-test/return/${token}?windowId=${windowId}`, {
    redirect: 'manual',
  })
  expect((await call('GET', `/identity-verifications/${identityVerificationId}`)).body).toMatchObject({
    status: 'FAILED',
    failure: { pgCode: 'NOT_AUTHENTICATED' },
  })
})

test('a code is sent, sent again, guessed wrong, and confirmed', async () => {
  const id = newId()
  const path = `/identity-verifications/${id}`
  expect(await typeOf(call('POST', `${path}/resend`))).toBe('IDENTITY_VERIFICATION_NOT_FOUND')
  expect(await typeOf(call('POST', `${path}/confirm`, { otp: '123456' }))).toBe(
    'IDENTITY_VERIFICATION_NOT_FOUND',
  )

  expect(await call('POST', `${path}/send`, otpRequest())).toEqual({ status: 200, body: {} })
  expect((await call('GET', path)).body).toMatchObject({
    status: 'READY',
    requestedCustomer: { id: 'buyer1', name: '김나루' },
  })
  expect(await typeOf(call('POST', `${path}/send`, otpRequest()))).toBe('IDENTITY_VERIFICATION_ALREADY_SENT')
  expect(await call('POST', `${path}/resend`)).toEqual({ status: 200, body: {} })
  expect(await typeOf(call('POST', `${path}/confirm`, {}))).toBe('INVALID_REQUEST')
  expect(await call('POST', `${path}/confirm`, { otp: '000000' })).toMatchObject({
    status: 502,
    body: { type: 'PG_PROVIDER', pgCode: 'WRONG_CODE', pgMessage: expect.stringMatching(/./) },
  })
  expect((await call('GET', path)).body['status']).toBe('READY')

  expect(await call('POST', `${path}/confirm`, { otp: '123456' })).toMatchObject({
    status: 200,
    body: {
      identityVerification: {
        status: 'VERIFIED',
        customData: '{"order":1}',
        verifiedCustomer: { name: '김나루', birthDate: '1990-07-08', gender: 'MALE', operator: 'KT' },
      },
    },
  })
  for (const step of ['send', 'resend', 'confirm'])
    expect(
      await typeOf(call('POST', `${path}/${step}`, step === 'send' ? otpRequest() : { otp: '123456' })),
    ).toBe('IDENTITY_VERIFICATION_ALREADY_VERIFIED')
})

test('an app approves without a code', async () => {
  const id = newId()
  const { identityNumber: _none, ...customer } = otpRequest().customer
  const path = `/identity-verifications/${id}`
  expect((await call('POST', `${path}/send`, { ...otpRequest({ method: 'APP' }), customer })).status).toBe(
    200,
  )
  expect(await typeOf(call('POST', `${path}/resend`))).toBe('IDENTITY_VERIFICATION_NOT_SENT')
  expect(await call('POST', `${path}/confirm`)).toMatchObject({ status: 200 })
})

// The attacker guesses, many at once.
test('a code can be guessed five times, and not once more, however many guess at once', async () => {
  const id = newId()
  const path = `/identity-verifications/${id}`
  await call('POST', `${path}/send`, otpRequest())

  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      call('POST', `${path}/confirm`, { otp: String(index).padStart(6, '0') }),
    ),
  )

  const types = guesses.map(({ body }) => body['type'])
  expect(types.filter((type) => type === 'PG_PROVIDER')).toHaveLength(5)
  expect(types.filter((type) => type === 'IDENTITY_VERIFICATION_NOT_SENT')).toHaveLength(7)
  expect(await typeOf(call('POST', `${path}/confirm`, { otp: '123456' }))).toBe(
    'IDENTITY_VERIFICATION_NOT_SENT',
  )
  expect((await call('GET', path)).body['status']).toBe('FAILED')
  expect((await call('POST', `${path}/send`, otpRequest())).status).toBe(200)
})

test('what the PG will not send is its own word, and may be sent again; a silent PG is none', async () => {
  const path = `/identity-verifications/${newId()}`
  expect(await call('POST', `${path}/send`, otpRequest({}, { phoneNumber: '01000000001' }))).toMatchObject({
    status: 502,
    body: { type: 'PG_PROVIDER', pgCode: 'NOT_SUBSCRIBER' },
  })
  expect(await call('POST', `${path}/send`, otpRequest({}, { phoneNumber: '01000000004' }))).toMatchObject({
    status: 502,
    body: { type: 'PG_PROVIDER', pgCode: '' },
  })
  expect((await call('POST', `${path}/send`, otpRequest())).status).toBe(200)
})

test('wrong input names its field, and nothing is begun', async () => {
  const path = `/identity-verifications/${newId()}`
  for (const [field, body] of [
    ['customer.phoneNumber', otpRequest({}, { phoneNumber: '02-123-4567' })],
    ['customer.identityNumber', otpRequest({}, { identityNumber: undefined })],
    ['customer.identityNumber', otpRequest({}, { identityNumber: '901301' })],
    ['customer.ipAddress', otpRequest({}, { ipAddress: 'here' })],
    ['operator', otpRequest({ operator: 'VODAFONE' })],
    ['method', otpRequest({ method: 'FAX' })],
  ] as const) {
    const answer = await call('POST', `${path}/send`, body)
    expect([answer.body['type'], String(answer.body['message'])]).toEqual([
      'INVALID_REQUEST',
      expect.stringContaining(field),
    ])
  }
  expect(await typeOf(call('POST', `${path}/send`, otpRequest({ channelKey: 'channel-key-none' })))).toBe(
    'CHANNEL_NOT_FOUND',
  )
  const payments = system.demo.channels.find(({ pg: name }) => name === 'naru-test')?.channelKey
  expect(await typeOf(call('POST', `${path}/send`, otpRequest({ channelKey: payments })))).toBe(
    'CHANNEL_NOT_FOUND',
  )
  expect(await typeOf(call('POST', '/identity-verifications/%00/send', otpRequest()))).toBe(
    'IDENTITY_VERIFICATION_NOT_FOUND',
  )
  expect(await typeOf(call('GET', path))).toBe('IDENTITY_VERIFICATION_NOT_FOUND')
})

test('an id has a hundred attempts', async () => {
  const id = newId()
  const path = `/identity-verifications/${id}`
  await call('POST', `${path}/send`, otpRequest({}, { phoneNumber: '01000000001' }))
  await rows(
    `update identity_verification set transaction_count = 100 where identity_verification_id = '${id}'`,
  )
  expect(await typeOf(call('POST', `${path}/send`, otpRequest()))).toBe('MAX_TRANSACTION_COUNT_REACHED')
  await expect(prepare({ identityVerificationId: id })).rejects.toMatchObject({
    error: { code: 'InvalidEntityState' },
  })
})

test('the list finds a person by what was asked for, then by what was proved', async () => {
  const { attempt, identityVerificationId } = await prepare({
    customer: { fullName: '이청구', phoneNumber: '01055556666' },
  })
  const list = async (filter: object) => {
    const input = encodeURIComponent(JSON.stringify({ filter, page: { size: 100 } }))
    const { body } = await call('GET', `/identity-verifications?requestBody=${input}`)
    return (body['items'] as { id: string }[]).map(({ id }) => id)
  }
  const finds = { customer: { name: '이청구', phoneNumber: '010-5555-6666' } }
  expect(await list({ ...finds, statuses: ['READY'], isTest: true })).toEqual([identityVerificationId])
  expect(await list({ ...finds, customer: { ...finds.customer, gender: 'FEMALE' } })).toEqual([])

  await visit(await begin(attempt), 'approve', { person: { birthDate: '2001-03-04', gender: 'FEMALE' } })

  expect(
    await list({
      customer: { name: '이청구', birthYear: '2001', birthMonth: '3', birthDay: '04', gender: 'FEMALE' },
      identityVerificationTxId: attempt.txId,
      timeRangeField: 'VERIFIED_AT',
      pgProviders: ['NARU_TEST'],
      pgCompanies: ['NARU_TEST'],
      carriers: ['SKT'],
      version: 'V2',
    }),
  ).toEqual([identityVerificationId])
  expect(await list({ ...finds, statuses: ['READY'] })).toEqual([])
  expect(
    await typeOf(
      call('GET', '/identity-verifications?requestBody=%7B%22page%22%3A%7B%22size%22%3A5000%7D%7D'),
    ),
  ).toBe('INVALID_REQUEST')
})

test('another store’s verification is forbidden, and without a key there is no answer', async () => {
  const { identityVerificationId } = await prepare()
  const path = `/identity-verifications/${identityVerificationId}`
  const foreign = '?storeId=store-00000000-0000-4000-8000-000000000000'
  for (const [method, step, body] of [
    ['GET', '', undefined],
    ['POST', '/resend', undefined],
  ] as const) {
    expect(await typeOf(call(method, `${path}${step}${foreign}`, body))).toBe('FORBIDDEN')
    expect((await fetch(`${system.origins.v2}${path}${step}`, { method })).status).toBe(401)
  }
  const storeId = 'store-00000000-0000-4000-8000-000000000000'
  expect(await typeOf(call('POST', `${path}/send`, otpRequest({ storeId })))).toBe('FORBIDDEN')
  expect(await typeOf(call('POST', `${path}/confirm`, { storeId, otp: '1' }))).toBe('FORBIDDEN')
  expect(
    await typeOf(
      call(
        'GET',
        `/identity-verifications?requestBody=${encodeURIComponent(JSON.stringify({ filter: { storeId } }))}`,
      ),
    ),
  ).toBe('FORBIDDEN')
  for (const step of ['send', 'confirm'])
    expect((await fetch(`${system.origins.v2}${path}/${step}`, { method: 'POST', body: '{}' })).status).toBe(
      401,
    )
  expect((await fetch(`${system.origins.v2}/identity-verifications`)).status).toBe(401)
})

test('no row keeps a resident number, a CI or a DI in clear', async () => {
  const [verified] = await rows(
    `select row_to_json(a)::text as row from identity_verification_attempt a where status = 'VERIFIED' limit 1`,
  )
  expect(verified).toBeDefined()
  const all = await rows(`select row_to_json(a)::text as row from identity_verification_attempt a`)
  for (const { row } of all) {
    expect(String(row)).not.toContain(canary)
    expect(String(row)).not.toMatch(/"(ci|di)":"/)
  }
})

test('every answer had its published form', () => {
  expect(watch.complaints()).toEqual([])
})

async function rows(text: string): Promise<Members[]> {
  const client = new pg.Client({ connectionString: system.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Members>(text)).rows
  } finally {
    await client.end()
  }
}
