import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { sql } from '@naru/server/foundation/database'
import { createAccount } from '@naru/server/merchant/create-account'
import { openAccountWorld, type AccountWorld, type Answer } from './account-world.ts'

const password = 'Quiet-River-7731'
const minuteMs = 60_000
const hourMs = 60 * minuteMs
let world: AccountWorld
let people = 0
const newEmail = () => `person${(people += 1)}@acme.test`

beforeAll(async () => {
  world = await openAccountWorld(inject('adminDatabaseUrl'))
})
afterAll(() => world.close())
afterEach(() => {
  vi.useRealTimers()
})

/** Moves the present for the library, which reads `Date`, and for us. */
function later(ms: number): void {
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + ms })
}
const rows = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  world.database.query<Row>(sql('', text), values)
const typeOf = (answer: Answer) => `${answer.status} ${String(answer.json['type'])}`

test('signing up sends a mail; nobody gets in before the link; afterwards one representative store is there', async () => {
  const email = newEmail()
  const person = world.browser()

  const signedUp = await world.signUp(email, password, person)
  expect([signedUp.status, signedUp.json]).toEqual([200, { email }])
  expect(typeOf(await person.call('POST', '/sign-in', { email, password }))).toBe('403 EmailNotVerifiedError')
  expect(typeOf(await person.call('GET', '/me'))).toBe('401 UnauthorizedError')

  const token = await world.tokenTo(email)
  expect((await person.call('POST', '/verify-email', { token })).json).toEqual({ kind: 'verified' })
  expect((await person.call('POST', '/verify-email', { token })).json).toEqual({ kind: 'already-verified' })
  expect((await person.call('POST', '/sign-in', { email, password })).status).toBe(200)

  const me = await person.call('GET', '/me')
  expect(me.json).toEqual({
    email,
    merchant: { merchantId: expect.stringMatching(/^merchant-[0-9a-f-]{36}$/), name: 'acme' },
    role: 'OWNER',
    actions: expect.arrayContaining(['api-secrets.write']),
    stores: [
      { storeId: expect.stringMatching(/^store-[0-9a-f-]{36}$/), name: '대표 상점', isRepresentative: true },
    ],
  })
})

test('the new merchant has its V1 credential and webhook settings from the start', async () => {
  const email = newEmail()
  await world.signUp(email, password)

  const [made] = await rows<{ credentials: number; settings: number }>(
    `select (select count(*) from v1_credential v where v.merchant_id = m.merchant_id) as credentials,
            (select count(*) from webhook_setting w where w.store_id = s.store_id) as settings
     from auth_user u join member m on m.user_id = u.id join store s on s.merchant_id = m.merchant_id where u.email = $1`,
    [email],
  )
  expect(made).toEqual({ credentials: 1, settings: 4 })
})

test.each([
  ['InvalidRequestError', { email: 'not-an-address' }],
  ['InvalidRequestError', { email: 'two@@acme.test' }],
  ['InvalidPasswordFormatError', { password: 'alllower1' }],
  ['PasswordContainsPersonalInfoError', { email: 'minsu@acme.test', password: 'MinSu12345' }],
  ['RequiredTermDisagreedError', { terms: { service: true, privacy: false, marketing: true } }],
])('a sign-up is refused with %s for %o, and nobody is made', async (type, wrong) => {
  const email = newEmail()
  const body = { email, password, terms: { service: true, privacy: true, marketing: false }, ...wrong }

  const answer = await world.browser().call('POST', '/sign-up', body)

  expect(typeOf(answer)).toBe(`422 ${type}`)
  expect(Object.keys(answer.json['fields'] ?? {})).toHaveLength(1)
  expect(await rows(`select 1 from auth_user where email = $1`, [body.email])).toEqual([])
})

test('a second sign-up with an unverified e-mail sends the mail again, and answers as for any taken one', async () => {
  const email = newEmail()
  await world.signUp(email, password)
  later(2 * minuteMs)

  const again = await world.signUp(email.toUpperCase(), 'Another-Pass-9')

  expect(typeOf(again)).toBe('422 EmailAlreadyExistsError')
  expect(await world.mailsTo(email)).toHaveLength(2)
  const stillHis = await world.browser().call('POST', '/sign-in', { email, password: 'Another-Pass-9' })
  expect(typeOf(stillHis)).toBe('401 InvalidCredentialsError')
})

test('twenty sign-ups with one e-mail at once make one account, one merchant and one store', async () => {
  const email = newEmail()

  const answers = await Promise.all(
    Array.from({ length: 20 }, () => world.signUp(email, password, world.browser({ ip: '198.51.100.7' }))),
  )

  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  expect(new Set(answers.map(typeOf))).toEqual(new Set(['200 undefined', '422 EmailAlreadyExistsError']))
  const made = await rows(
    `select 1 from auth_user u join member m on m.user_id = u.id join store s on s.merchant_id = m.merchant_id where u.email = $1`,
    [email],
  )
  expect(made).toHaveLength(1)
})

test('a crash between user and merchant heals at the link, once, whoever follows it in parallel', async () => {
  const email = newEmail()
  world.crashOnce()
  expect((await world.signUp(email, password)).status).toBe(500)
  const memberships = `select 1 from member m join auth_user u on u.id = m.user_id join store s on s.merchant_id = m.merchant_id where u.email = $1`
  expect(await rows(memberships, [email])).toEqual([])

  const token = await world.tokenTo(email)
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => world.browser().call('POST', '/verify-email', { token })),
  )

  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200])
  expect(await rows(memberships, [email])).toHaveLength(1)
})

test('the mail speaks the language of the request and has one button', async () => {
  const [korean, english] = [newEmail(), newEmail()]
  await world.signUp(korean, password)
  await world.signUp(english, password, world.browser({ language: 'en-US,en;q=0.9' }))

  const [ko] = await world.mailsTo(korean)
  const [en] = await world.mailsTo(english)
  expect(ko?.subject).toBe('회원가입 이메일 인증 안내')
  expect(ko?.text).toContain('스팸 메일함')
  expect(ko?.html.match(/<a /g)).toHaveLength(1)
  expect(ko?.html).toContain('이메일 인증하기')
  expect(en?.subject).toBe('Verify your e-mail to finish signing up')
})

test('a verification link dies after 24 hours; a forged or foreign one never lived', async () => {
  const email = newEmail()
  await world.signUp(email, password)
  const token = await world.tokenTo(email)
  const [head, body] = token.split('.')
  const verify = (text: string) => world.browser().call('POST', '/verify-email', { token: text })

  expect(typeOf(await verify('nonsense'))).toBe('404 LinkInvalidError')
  expect(typeOf(await verify(`${head}.${body}.${'A'.repeat(43)}`))).toBe('404 LinkInvalidError')
  expect(typeOf(await verify(`${btoa('{"alg":"none"}').replaceAll('=', '')}.${body}.`))).toBe(
    '404 LinkInvalidError',
  )
  later(24 * hourMs + 1_000)
  expect(typeOf(await verify(token))).toBe('410 LinkExpiredError')
})

test('asking for mails answers the same for strangers, and one address gets one a minute and ten a day', async () => {
  const email = newEmail()
  await world.signUp(email, password)
  const ask = (address: string) => world.browser().call('POST', '/verification-mail', { email: address })

  const stranger = await ask('nobody@acme.test')
  const known = await ask(email)
  expect([stranger.status, stranger.text]).toEqual([known.status, known.text])
  expect(await world.mailsTo('nobody@acme.test')).toEqual([])
  expect(await world.mailsTo(email)).toHaveLength(1) // the one of the sign-up, less than a minute ago

  for (let mail = 0; mail < 15; mail += 1) {
    later(2 * minuteMs)
    await ask(email)
  }
  expect(await world.mailsTo(email)).toHaveLength(10)
})

test('a login tells neither in words nor in status whether the e-mail has an account', async () => {
  const email = newEmail()
  await world.member(email, password)
  const unverified = newEmail()
  await world.signUp(unverified, password)
  const guess = async (address: string) => {
    const answer = await world
      .browser()
      .call('POST', '/sign-in', { email: address, password: 'Wrong-Guess-1' })
    return [answer.status, answer.json['type'], answer.json['message'], answer.cookies]
  }

  const answers = [await guess(email), await guess(unverified), await guess('nobody@acme.test')]

  expect(answers[0]?.slice(0, 2)).toEqual([401, 'InvalidCredentialsError'])
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
})

test('after ten wrong passwords even the right one waits ten minutes, from that address only', async () => {
  const email = newEmail()
  await world.member(email, password)
  const attacker = world.browser({ ip: '203.0.113.9' })
  const guess = () => attacker.call('POST', '/sign-in', { email, password: 'Wrong-Guess-1' })

  const guesses = await Promise.all(Array.from({ length: 30 }, guess))
  expect(guesses.filter((answer) => answer.status === 401)).toHaveLength(10)
  expect(guesses.filter((answer) => answer.status === 429)).toHaveLength(20)

  const locked = await attacker.call('POST', '/sign-in', { email, password })
  expect(typeOf(locked)).toBe('429 TooManyAttemptsError')
  expect(Number(locked.retryAfter)).toBeGreaterThan(590)
  expect((await world.browser().call('POST', '/sign-in', { email, password })).status).toBe(200)
  later(10 * minuteMs + 1_000)
  expect((await attacker.call('POST', '/sign-in', { email, password })).status).toBe(200)
})

test('an address that tries one password on many accounts is stopped', async () => {
  const sprayer = world.browser({ ip: '203.0.113.77' })
  const statuses = new Map<number, number>()
  for (let account = 0; account < 105; account += 1) {
    const { status } = await sprayer.call('POST', '/sign-in', {
      email: `victim${account}@acme.test`,
      password,
    })
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }

  expect(statuses).toEqual(
    new Map([
      [401, 100],
      [429, 5],
    ]),
  )
})

test('the session cookie is out of reach of scripts and of other paths, and a stolen table opens no session', async () => {
  const email = newEmail()
  await world.member(email, password)
  const person = world.browser()
  const { cookies } = await person.call('POST', '/sign-in', { email, password })

  expect(cookies).toHaveLength(1)
  expect(cookies[0]).toMatch(/^naru\.session_token=/)
  for (const part of ['HttpOnly', 'SameSite=Lax', 'Path=/console/api']) expect(cookies[0]).toContain(part)
  const token = decodeURIComponent(/=([^;]+)/.exec(cookies[0] ?? '')?.[1] ?? '').split('.')[0]
  const stored = await rows<{ token: string }>(
    `select token from auth_session s join auth_user u on u.id = s.user_id where u.email = $1`,
    [email],
  )
  expect(token).toHaveLength(32)
  expect(stored.length).toBeGreaterThan(0)
  expect(JSON.stringify(stored)).not.toContain(token)
})

test('signing out ends the session on the server, not only in the browser', async () => {
  const person = await world.member(newEmail(), password)
  const stolen = world.browser({ headers: { cookie: person.cookie() } })
  expect((await stolen.call('GET', '/me')).status).toBe(200)

  expect((await person.call('POST', '/sign-out')).status).toBe(200)

  expect((await person.call('GET', '/me')).status).toBe(401)
  expect((await stolen.call('GET', '/me')).status).toBe(401)
})

test('a session ends after twelve idle hours', async () => {
  const person = await world.member(newEmail(), password)

  later(11 * hourMs)
  expect((await person.call('GET', '/me')).status).toBe(200)
  later(11 * hourMs)
  expect((await person.call('GET', '/me')).status).toBe(200)
  later(12 * hourMs + 1_000)
  expect((await person.call('GET', '/me')).status).toBe(401)
})

test('a session ends after seven days, however busy', async () => {
  const person = await world.member(newEmail(), password)

  for (let passed = 0; passed < 167; passed += 10) {
    expect((await person.call('GET', '/me')).status).toBe(200)
    later(10 * hourMs)
  }
  expect((await person.call('GET', '/me')).status).toBe(401)
  expect((await person.call('GET', '/me')).status).toBe(401)
})

test('a reset link sets the password once, ends all sessions, kills the other links and verifies the address', async () => {
  const email = newEmail()
  const person = await world.member(email, password)
  const anyone = world.browser()
  await anyone.call('POST', '/password/forgot', { email })
  const older = await world.tokenTo(email)
  later(2 * minuteMs)
  await anyone.call('POST', '/password/forgot', { email })
  const token = await world.tokenTo(email)
  const reset = (link: string, next: string) =>
    anyone.call('POST', '/password/reset', { token: link, password: next })
  expect(older).not.toBe(token)

  expect(typeOf(await reset(token, 'weak'))).toBe('422 InvalidPasswordFormatError')
  const answers = await Promise.all([reset(token, 'New-Secret-1'), reset(token, 'New-Secret-2')])
  expect(answers.map((answer) => answer.status).toSorted((left, right) => left - right)).toEqual([200, 410])

  expect(typeOf(await reset(token, 'Replayed-Pass-1'))).toBe('410 LinkExpiredError')
  expect(typeOf(await reset(older, 'Replayed-Pass-1'))).toBe('410 LinkExpiredError')
  expect((await person.call('GET', '/me')).status).toBe(401)
  expect((await anyone.call('POST', '/sign-in', { email, password })).status).toBe(401)
  const next = answers[0]?.status === 200 ? 'New-Secret-1' : 'New-Secret-2'
  expect((await anyone.call('POST', '/sign-in', { email, password: next })).status).toBe(200)
})

test('a reset proves control of an unverified address', async () => {
  const email = newEmail()
  await world.signUp(email, password)
  const person = world.browser()
  await person.call('POST', '/password/forgot', { email })

  await person.call('POST', '/password/reset', {
    token: await world.tokenTo(email),
    password: 'New-Secret-1',
  })

  expect((await person.call('POST', '/sign-in', { email, password: 'New-Secret-1' })).status).toBe(200)
  expect((await person.call('GET', '/me')).json).toMatchObject({ role: 'OWNER' })
})

test('a reset link dies after an hour, and its token is not in the database', async () => {
  const email = newEmail()
  await world.member(email, password)
  await world.browser().call('POST', '/password/forgot', { email })
  const token = await world.tokenTo(email)
  const stored = await rows(`select * from auth_verification`)
  expect(stored.length).toBeGreaterThan(0)
  expect(JSON.stringify(stored)).not.toContain(token)

  later(hourMs + 1_000)
  const late = await world.browser().call('POST', '/password/reset', { token, password: 'New-Secret-1' })

  expect(typeOf(late)).toBe('410 LinkExpiredError')
})

test('a forgotten password answers the same for strangers', async () => {
  const email = newEmail()
  await world.member(email, password)

  const known = await world.browser().call('POST', '/password/forgot', { email })
  const stranger = await world.browser().call('POST', '/password/forgot', { email: 'nobody@acme.test' })

  expect([stranger.status, stranger.text]).toEqual([known.status, known.text])
  expect(await world.mailsTo('nobody@acme.test')).toEqual([])
})

test('mails link to the configured console only, whatever host or address the attacker names', async () => {
  const email = newEmail()
  await world.member(email, password)
  const evil = world.browser({
    headers: { host: 'evil.test', 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https' },
  })

  await evil.call('POST', '/password/forgot', {
    email,
    redirectTo: 'https://evil.test',
    callbackURL: 'https://evil.test',
  })
  const answer = await evil.call('POST', '/sign-in', { email, password, callbackURL: 'https://evil.test' })

  const [mail] = await world.mailsTo(email)
  expect(mail?.subject).toBe('비밀번호 재설정 안내')
  expect(mail?.text).toContain('http://localhost:4740/auth/password/reset?token=')
  expect(JSON.stringify(mail)).not.toContain('evil.test')
  expect(answer.text).toBe('{}')
})

test('another site can neither sign anybody in nor change anything with his session', async () => {
  const email = newEmail()
  const person = await world.member(email, password)
  const cookie = person.cookie()
  const storeId = (await person.call('GET', '/me')).json['stores']
  const foreign = [
    { 'x-naru-console': '', origin: 'http://localhost:4740' },
    { origin: 'http://localhost:4745', 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
    { origin: 'null' },
  ]

  for (const headers of foreign) {
    const page = world.browser({ headers: { cookie, ...headers } })
    const tries = [
      await page.call('POST', '/sign-in', { email, password }),
      await page.call('POST', '/sign-out'),
      await page.call('POST', '/password/forgot', { email }),
      await page.call('POST', `/stores/${String(storeId)}/api-secrets`),
    ]
    expect(tries.map(typeOf)).toEqual(Array.from({ length: 4 }, () => '403 CrossSiteRequestError'))
    expect(tries.flatMap((answer) => answer.cookies)).toEqual([])
  }
  expect((await person.call('GET', '/me')).status).toBe(200)
})

test('a store of somebody else answers exactly as one that does not exist', async () => {
  const victim = await world.member(newEmail(), password)
  const attacker = await world.member(newEmail(), password)
  const storeOf = async (browser: typeof victim) => {
    const { stores } = (await browser.call('GET', '/me')).json as { stores: { storeId: string }[] }
    return stores[0]?.storeId ?? ''
  }
  const foreign = await storeOf(victim)
  const unknown = 'store-00000000-0000-4000-8000-000000000000'
  const ask = async (storeId: string) => {
    const { status, json } = await attacker.call('GET', `/stores/${storeId}/payments`)
    return { status, ...json, requestId: '' }
  }

  expect(await ask(await storeOf(attacker))).toMatchObject({ status: 200, role: 'OWNER' })
  expect(await ask(foreign)).toMatchObject({ status: 404, type: 'StoreNotFoundError' })
  expect(await ask(foreign)).toEqual(await ask(unknown))
})

test('roles count at once: a reader cannot issue secrets, a store role sees its store only, a removed member nothing', async () => {
  const email = newEmail()
  const person = await world.member(email, password)
  const [own] = await rows<{ merchant_id: string; store_id: string }>(
    `select m.merchant_id, s.store_id from member m join store s using (merchant_id) join auth_user u on u.id = m.user_id where u.email = $1`,
    [email],
  )
  const sub = `store-${crypto.randomUUID()}`
  await rows(`insert into store values ($1, $2, '하위 상점', false, now())`, [sub, own?.merchant_id])
  const become = (role: string, storeId: string | null) =>
    rows(`update member set role = $2, store_id = $3 where merchant_id = $1`, [
      own?.merchant_id,
      role,
      storeId,
    ])
  const read = (storeId: string | undefined) => person.call('GET', `/stores/${storeId}/payments`)
  const issue = (storeId: string | undefined) => person.call('POST', `/stores/${storeId}/api-secrets`)
  expect((await issue(own?.store_id)).status).toBe(200)

  await become('READ_ONLY', null)
  expect((await read(own?.store_id)).status).toBe(200)
  expect(typeOf(await issue(own?.store_id))).toBe('403 ForbiddenError')

  await become('STORE_MANAGER', sub)
  expect((await read(sub)).status).toBe(200)
  expect(typeOf(await read(own?.store_id))).toBe('404 StoreNotFoundError')
  expect((await person.call('GET', '/me')).json['stores']).toEqual([
    { storeId: sub, name: '하위 상점', isRepresentative: false },
  ])

  await become('SUPERUSER', null)
  expect(typeOf(await read(sub))).toBe('403 ForbiddenError')
  await rows(`delete from member where merchant_id = $1`, [own?.merchant_id])
  expect(typeOf(await read(sub))).toBe('403 ForbiddenError')
})

test('the development mailbox opens under the console’s own name only', async () => {
  const email = newEmail()
  await world.signUp(email, password)

  const ours = await world.browser().call('GET', `/dev-mailbox?to=${email}`)
  const rebound = await world
    .browser({ headers: { host: 'evil.test' } })
    .call('GET', `/dev-mailbox?to=${email}`)

  expect(ours.json).toMatchObject({ items: [{ to: email, subject: '회원가입 이메일 인증 안내' }] })
  expect(rebound.status).toBe(404)
})

test('the demonstration account is made once, verified, and signs in', async () => {
  const demo = { email: 'Demo@naru.localhost', password, verified: true, merchantName: '데모 상점' } as const

  const [first, second] = [
    await createAccount(world.accounts, demo),
    await createAccount(world.accounts, demo),
  ]

  expect(second).toEqual(first)
  expect(await world.mailsTo('demo@naru.localhost')).toEqual([])
  const person = world.browser()
  expect((await person.call('POST', '/sign-in', { email: demo.email, password })).status).toBe(200)
  expect((await person.call('GET', '/me')).json).toMatchObject({
    email: 'demo@naru.localhost',
    merchant: { merchantId: first.merchantId, name: '데모 상점' },
    stores: [{ storeId: first.storeId }],
  })
})

test('no password, link or session is in the log', async () => {
  const email = newEmail()
  const person = await world.member(email, password)
  await person.call('POST', '/password/forgot', { email })
  const token = await world.tokenTo(email)
  const log = world.logText()

  expect(log).toContain('signed in')
  expect(log).not.toContain(password)
  expect(log).not.toContain(token)
  expect(log).not.toContain(decodeURIComponent(person.cookie()).split(/[=.]/)[2] ?? '')
})
