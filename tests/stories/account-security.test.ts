import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { sql } from '@naru/server/foundation/database'
import { oneTimeCode } from '../setup/one-time-code.ts'
import { openAccountWorld, type AccountWorld, type Answer, type Browser } from './account-world.ts'
import { wholeDatabase } from './credential-world.ts'

// Goal: a stolen password opens nothing, a code works once, and what one ends is ended everywhere at once.
const password = 'Quiet-River-7731'
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
let world: AccountWorld
let people = 0
const newEmail = () => `keeper${(people += 1)}@acme.test`

beforeAll(async () => {
  world = await openAccountWorld(inject('adminDatabaseUrl'))
})
afterAll(() => world.close())
afterEach(() => {
  vi.useRealTimers()
})

function later(ms: number): void {
  const now = Date.now()
  vi.useFakeTimers({ toFake: ['Date'], now: now + ms })
}
const rows = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  world.database.query<Row>(sql('', text), values)
const typeOf = (answer: Answer) => `${answer.status} ${String(answer.json['type'])}`
const signIn = (email: string, from: Browser = world.browser()) =>
  from.call('POST', '/sign-in', { email, password })
const actionsOf = async (email: string) =>
  (
    await rows<{ action: string }>(
      `select a.action from audit_entry a join auth_user u on u.id = a.user_id where u.email = $1 order by a.sequence`,
      [email],
    )
  ).map((row) => row.action)

/** Somebody with a second factor: his secret and recovery codes, and a browser that is signed in. */
async function guarded() {
  const email = newEmail()
  const person = await world.member(email, password)
  const begun = await person.call('POST', '/account/two-factor', { password })
  const secret = String(begun.json['secret'])
  const code = oneTimeCode(secret, Date.now())
  const confirmed = await person.call('POST', '/account/two-factor/confirm', { code })
  expect(confirmed.status).toBe(200)
  const recoveryCodes = confirmed.json['recoveryCodes'] as string[]
  return { email, person, secret, recoveryCodes, usedCode: code }
}
const step = (from: Browser, code: string, trustDevice = false) =>
  from.call('POST', '/sign-in/second-step', { code, trustDevice })

test('setting an app up takes the password and a code; only the newest secret counts', async () => {
  const email = newEmail()
  const person = await world.member(email, password)
  const begin = (typed: string) => person.call('POST', '/account/two-factor', { password: typed })
  expect(typeOf(await begin('Wrong-Guess-1'))).toBe('422 WrongPasswordError')

  const first = String((await begin(password)).json['secret'])
  const second = await begin(password)
  const secret = String(second.json['secret'])
  expect(new URL(String(second.json['uri'])).searchParams.get('secret')).toBe(secret)
  expect(secret).not.toBe(first)
  const confirm = (code: string) => person.call('POST', '/account/two-factor/confirm', { code })
  expect(typeOf(await confirm(oneTimeCode(first, Date.now())))).toBe('422 WrongCodeError')
  expect((await person.call('GET', '/account')).json['twoFactor']).toEqual({
    recoveryCodesLeft: 0,
    trustedDevices: 0,
  })

  const confirmed = await confirm(oneTimeCode(secret, Date.now()))
  expect(confirmed.json['recoveryCodes']).toHaveLength(10)
  expect((await person.call('GET', '/account')).json['twoFactor']).toMatchObject({
    since: expect.any(String),
    recoveryCodesLeft: 10,
  })
  expect(typeOf(await begin(password))).toBe('409 TwoFactorAlreadyOnError')
  expect(await actionsOf(email)).toContain('two-factor.enable')
  expect((await world.mailsTo(email))[0]?.subject).toBe('2차 인증이 설정되었습니다')
})

test('a right password alone gives no session, no cookie of one and no row of one', async () => {
  const { email } = await guarded()
  const thief = world.browser()
  const sessions = () =>
    rows(`select 1 from auth_session s join auth_user u on u.id = s.user_id where u.email = $1`, [email])
  const before = (await sessions()).length

  const answer = await signIn(email, thief)

  expect(answer.json).toEqual({ secondStep: true })
  expect(answer.cookies.map((cookie) => cookie.split('=')[0])).toEqual(['naru.second_step'])
  expect(await sessions()).toHaveLength(before)
  for (const path of ['/me', '/account', '/account/sessions', '/stores/x/payments']) {
    expect(typeOf(await thief.call('GET', path))).toBe('401 UnauthorizedError')
  }
})

test('the second step opens a session with the code of the app, and a code works once in its window', async () => {
  const { email, secret, usedCode } = await guarded()
  const first = world.browser()
  await signIn(email, first)
  // The code that confirmed the app is used, too.
  expect(typeOf(await step(first, usedCode))).toBe('422 WrongCodeError')
  later(30_000)
  const code = oneTimeCode(secret, Date.now())
  expect((await step(first, `${code.slice(0, 3)} ${code.slice(3)}`)).json).toEqual({})
  expect((await first.call('GET', '/me')).json).toMatchObject({ email })

  const second = world.browser()
  await signIn(email, second)
  expect(typeOf(await step(second, code))).toBe('422 WrongCodeError')
  expect((await second.call('GET', '/me')).status).toBe(401)
})

test('of ten requests with one code at once, one gets a session', async () => {
  const { email, secret } = await guarded()
  later(30_000)
  const browsers = Array.from({ length: 10 }, () => world.browser())
  for (const browser of browsers) await signIn(email, browser)
  const code = oneTimeCode(secret, Date.now())

  const answers = await Promise.all(browsers.map((browser) => step(browser, code)))

  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  const inside = await Promise.all(browsers.map((browser) => browser.call('GET', '/me')))
  expect(inside.filter((answer) => answer.status === 200)).toHaveLength(1)
})

test('a recovery code works once, however typed; new ones kill the old', async () => {
  const { email, person, recoveryCodes } = await guarded()
  const [first = '', second = ''] = recoveryCodes
  const browser = world.browser()
  await signIn(email, browser)
  expect((await step(browser, first.toLowerCase().replace('-', ' '))).status).toBe(200)

  const again = world.browser()
  await signIn(email, again)
  expect(typeOf(await step(again, first))).toBe('422 WrongCodeError')
  expect((await person.call('GET', '/account')).json['twoFactor']).toMatchObject({ recoveryCodesLeft: 9 })
  const renewed = await person.call('POST', '/account/two-factor/recovery-codes', { password })
  expect(typeOf(await step(again, second))).toBe('422 WrongCodeError')
  expect((await step(again, (renewed.json['recoveryCodes'] as string[])[0] ?? '')).status).toBe(200)
})

test('five wrong codes end a sign-in, and a guesser who begins again and again is stopped from every address', async () => {
  const { email, secret } = await guarded()
  const wrong = ['000001', '000002', '000003', '000004', '000005', '000006']
  const first = world.browser({ ip: '203.0.113.1' })
  await signIn(email, first)
  const guesses = await Promise.all(wrong.map((code) => step(first, code)))
  expect(guesses.map(typeOf).toSorted()).toEqual([
    '410 SignInExpiredError',
    ...Array.from({ length: 5 }, () => '422 WrongCodeError'),
  ])
  later(30_000)
  expect(typeOf(await step(first, oneTimeCode(secret, Date.now())))).toBe('410 SignInExpiredError')

  const second = world.browser({ ip: '203.0.113.2' })
  await signIn(email, second)
  for (const code of wrong.slice(0, 5)) await step(second, code)
  const third = world.browser({ ip: '203.0.113.3' })
  await signIn(email, third)
  const locked = await step(third, oneTimeCode(secret, Date.now()))
  expect(typeOf(locked)).toBe('429 TooManyAttemptsError')
  expect(Number(locked.retryAfter)).toBeGreaterThan(500)
  expect(await actionsOf(email)).toContain('session.refuse')
  later(10 * minuteMs + 1_000)
  const owner = world.browser()
  await signIn(email, owner)
  expect((await step(owner, oneTimeCode(secret, Date.now()))).status).toBe(200)
})

test('a sign-in that waits for its second step dies after ten minutes', async () => {
  const { email, secret } = await guarded()
  const browser = world.browser()
  await signIn(email, browser)
  const cookie = browser.cookie()
  later(10 * minuteMs + 1_000)

  const late = world.browser({ headers: { cookie } })
  expect(typeOf(await step(late, oneTimeCode(secret, Date.now())))).toBe('410 SignInExpiredError')
})

test('the second step of somebody else’s sign-in takes his code, not one’s own; without the cookie there is none', async () => {
  const victim = await guarded()
  const attacker = await guarded()
  later(30_000)
  const browser = world.browser()
  await signIn(victim.email, browser)

  expect(typeOf(await step(browser, oneTimeCode(attacker.secret, Date.now())))).toBe('422 WrongCodeError')
  expect(typeOf(await step(browser, attacker.recoveryCodes[0] ?? ''))).toBe('422 WrongCodeError')
  const bare = world.browser()
  expect(typeOf(await step(bare, oneTimeCode(victim.secret, Date.now())))).toBe('410 SignInExpiredError')
  const guess = world.browser({
    headers: { cookie: 'naru.second_step=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
  })
  expect(typeOf(await step(guess, oneTimeCode(victim.secret, Date.now())))).toBe('410 SignInExpiredError')
  expect((await browser.call('GET', '/me')).status).toBe(401)
})

test('a secret that is copied into the row of somebody else lets nobody in, and no secret or code stands in the database', async () => {
  const victim = await guarded()
  const attacker = await guarded()
  const dump = await wholeDatabase(world.database)
  for (const text of [victim.secret, ...victim.recoveryCodes]) {
    expect(dump).not.toContain(text)
    expect(dump).not.toContain(text.replace('-', ''))
  }
  await rows(
    `update auth_two_factor set secret_sealed = (select f.secret_sealed from auth_two_factor f join auth_user u on u.id = f.user_id where u.email = $1)
     where user_id = (select id from auth_user where email = $2)`,
    [attacker.email, victim.email],
  )
  later(30_000)
  const browser = world.browser()
  await signIn(victim.email, browser)

  expect((await step(browser, oneTimeCode(attacker.secret, Date.now()))).status).toBe(500)
  expect((await browser.call('GET', '/me')).status).toBe(401)
})

test('a trusted browser needs no code for 30 days, but only for its own account, and not after the password changed', async () => {
  const { email, secret } = await guarded()
  const other = await guarded()
  later(30_000)
  const browser = world.browser()
  await signIn(email, browser)
  const trusted = await step(browser, oneTimeCode(secret, Date.now()), true)
  expect(trusted.cookies.join()).toMatch(
    /naru\.trusted_device=[^;]+; Max-Age=2592000; Path=\/console\/api; HttpOnly; SameSite=Strict/,
  )

  await browser.call('POST', '/sign-out')
  expect((await signIn(email, browser)).json).toEqual({})
  expect((await signIn(other.email, browser)).json).toEqual({ secondStep: true })
  later(30 * dayMs + 1_000)
  expect((await signIn(email, browser)).json).toEqual({ secondStep: true })

  await step(browser, oneTimeCode(secret, Date.now()), true)
  const changed = await browser.call('POST', '/account/password', {
    password,
    newPassword: 'Other-River-7732',
  })
  expect(changed.status).toBe(200)
  const again = await browser.call('POST', '/sign-in', { email, password: 'Other-River-7732' })
  expect(again.json).toEqual({ secondStep: true })
})

test('a reset by mail keeps the second factor, and forgets trusted browsers, half-done sign-ins and a waiting e-mail', async () => {
  const { email, person, secret } = await guarded()
  later(30_000)
  const trusted = world.browser()
  await signIn(email, trusted)
  await step(trusted, oneTimeCode(secret, Date.now()), true)
  const half = world.browser()
  await signIn(email, half)
  const next = newEmail()
  await person.call('POST', '/account/email', { email: next, password })
  const waiting = await world.tokenTo(next)
  later(2 * minuteMs)
  await half.call('POST', '/password/forgot', { email })

  const reset = { token: await world.tokenTo(email), password: 'New-River-7733' }
  expect((await half.call('POST', '/password/reset', reset)).status).toBe(200)

  const again = await trusted.call('POST', '/sign-in', { email, password: reset.password })
  expect(again.json).toEqual({ secondStep: true })
  expect(typeOf(await step(half, oneTimeCode(secret, Date.now())))).toBe('410 SignInExpiredError')
  const confirm = await half.call('POST', '/account/email/confirm', { token: waiting })
  expect(typeOf(confirm)).toBe('410 LinkExpiredError')
})

test('removing the second factor takes the password, not only the session', async () => {
  const { email, person } = await guarded()
  expect(typeOf(await person.call('POST', '/account/two-factor/remove', { password: 'Guess-1234' }))).toBe(
    '422 WrongPasswordError',
  )
  expect((await signIn(email)).json).toEqual({ secondStep: true })

  expect((await person.call('POST', '/account/two-factor/remove', { password })).status).toBe(200)

  expect((await signIn(email)).json).toEqual({})
  expect(await actionsOf(email)).toContain('two-factor.remove')
})

test('a stolen session cannot guess the password: ten tries, then ten minutes', async () => {
  const person = await world.member(newEmail(), password)
  const guess = (typed: string) => person.call('POST', '/account/two-factor', { password: typed })

  const guesses = await Promise.all(Array.from({ length: 15 }, (_, index) => guess(`Wrong-Guess-${index}`)))

  expect(guesses.filter((answer) => answer.status === 422)).toHaveLength(10)
  expect(typeOf(await guess(password))).toBe('429 TooManyAttemptsError')
  later(10 * minuteMs + 1_000)
  expect((await guess(password)).status).toBe(200)
})

test('a cookie planted before the sign-in is no session after it', async () => {
  const email = newEmail()
  await world.member(email, password)
  const planted = world.browser({ headers: { cookie: 'naru.session_token=planted.by-an-attacker' } })

  const answer = await signIn(email, planted)

  expect(answer.cookies.join()).toMatch(/naru\.session_token=(?!planted)/)
  expect((await planted.call('GET', '/me')).status).toBe(401)
})

test('sessions are listed with this one marked; one is ended by its owner only, and all others at once', async () => {
  const email = newEmail()
  const person = await world.member(email, password)
  const phone = world.browser({ ip: '198.51.100.20', headers: { 'user-agent': 'Mozilla/5.0 (iPhone)' } })
  await signIn(email, phone)
  const stranger = await world.member(newEmail(), password)
  const listOf = async (browser: Browser) =>
    (await browser.call('GET', '/account/sessions')).json['items'] as {
      sessionId: string
      isCurrent: boolean
      address?: string
      userAgent?: string
    }[]

  const listed = await listOf(person)
  expect(listed.filter((session) => session.isCurrent)).toHaveLength(1)
  const other = listed.find((session) => !session.isCurrent)
  expect(other).toMatchObject({ address: '198.51.100.20', userAgent: 'Mozilla/5.0 (iPhone)' })
  expect(JSON.stringify(listed)).not.toContain('token')
  const end = (from: Browser) => from.call('DELETE', `/account/sessions/${other?.sessionId}`)
  expect(typeOf(await end(stranger))).toBe('404 SessionNotFoundError')
  expect((await phone.call('GET', '/me')).status).toBe(200)
  expect((await end(person)).status).toBe(200)
  expect((await phone.call('GET', '/me')).status).toBe(401)

  for (let more = 0; more < 3; more += 1) await signIn(email)
  expect((await person.call('POST', '/account/sessions/end-others')).status).toBe(200)
  expect(await listOf(person)).toHaveLength(1)
  expect(await actionsOf(email)).toEqual(expect.arrayContaining(['session.end', 'session.end-others']))
})

test('what is ended through one server process is out on the next call to another', async () => {
  const second = await world.openReplica()
  const email = newEmail()
  const here = await world.member(email, password)
  const there = world.browser({ replica: second.app })
  await signIn(email, there)
  expect((await there.call('GET', '/me')).status).toBe(200)

  await here.call('POST', '/account/sessions/end-others')

  expect((await there.call('GET', '/me')).status).toBe(401)
  await second.app.close()
  await second.accounts.close()
})

test('a new password needs the old one, ends the other sessions and every reset link', async () => {
  const email = newEmail()
  const person = await world.member(email, password)
  const other = world.browser()
  await signIn(email, other)
  await other.call('POST', '/password/forgot', { email })
  const link = await world.tokenTo(email)
  const change = (old: string, next: string) =>
    person.call('POST', '/account/password', { password: old, newPassword: next })

  expect((await change('Wrong-Guess-1', 'New-River-7733')).json['fields']).toHaveProperty('password')
  expect((await change(password, 'weak')).json['fields']).toHaveProperty('newPassword')
  expect((await change(password, 'New-River-7733')).status).toBe(200)

  expect((await person.call('GET', '/me')).status).toBe(200)
  expect((await other.call('GET', '/me')).status).toBe(401)
  const reset = await other.call('POST', '/password/reset', { token: link, password: 'Evil-River-7734' })
  expect(typeOf(reset)).toBe('410 LinkExpiredError')
  expect((await signIn(email)).status).toBe(401)
  expect((await world.mailsTo(email))[0]?.subject).toBe('비밀번호가 변경되었습니다')
})

test('a new e-mail becomes the login when its link is opened; the old address is told, and never becomes one again', async () => {
  const email = newEmail()
  const next = newEmail()
  const person = await world.member(email, password)
  const ask = (address: string, typed = password) =>
    person.call('POST', '/account/email', { email: address, password: typed })
  expect(typeOf(await ask(next, 'Wrong-Guess-1'))).toBe('422 WrongPasswordError')

  expect((await ask(next)).status).toBe(200)
  expect((await world.mailsTo(email))[0]?.subject).toBe('로그인 이메일 변경이 요청되었습니다')
  expect(JSON.stringify(await world.mailsTo(email))).not.toContain(next)
  expect((await person.call('GET', '/account')).json).toMatchObject({ email, pendingEmail: next })
  expect((await signIn(next)).status).toBe(401)

  const token = await world.tokenTo(next)
  const anyone = world.browser()
  const confirm = () => anyone.call('POST', '/account/email/confirm', { token })
  const answers = await Promise.all([confirm(), confirm()])
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 410]))
  expect((await signIn(email)).status).toBe(401)
  expect((await signIn(next)).status).toBe(200)
  expect((await person.call('GET', '/me')).json).toMatchObject({ email: next })
  expect((await world.mailsTo(email))[0]?.subject).toBe('로그인 이메일이 변경되었습니다')

  const stranger = await world.member(newEmail(), password)
  for (const used of [email, next]) {
    const answer = await stranger.call('POST', '/account/email', { email: used, password })
    expect(typeOf(answer)).toBe('422 EmailUsedBeforeError')
  }
})

test('a link to a new address dies after 24 hours, with the next request, and with a new password', async () => {
  const person = await world.member(newEmail(), password)
  const [first, second, third] = [newEmail(), newEmail(), newEmail()]
  const ask = async (address: string) => {
    await person.call('POST', '/account/email', { email: address, password })
    return world.tokenTo(address)
  }
  const confirm = async (token: string) =>
    typeOf(await world.browser().call('POST', '/account/email/confirm', { token }))

  const replaced = await ask(first)
  const ended = await ask(second)
  expect(await confirm(replaced)).toBe('410 LinkExpiredError')
  await person.call('POST', '/account/password', { password, newPassword: 'New-River-7733' })
  expect(await confirm(ended)).toBe('410 LinkExpiredError')
  await person.call('POST', '/account/password', { password: 'New-River-7733', newPassword: password })
  const late = await ask(third)
  later(dayMs + 1_000)
  expect(await confirm(late)).toBe('410 LinkExpiredError')
})

test('two people who ask for one new address: the first link wins, the second is told', async () => {
  const wanted = newEmail()
  const tokens: string[] = []
  for (let one = 0; one < 2; one += 1) {
    const person = await world.member(newEmail(), password)
    await person.call('POST', '/account/email', { email: wanted, password })
    tokens.push(await world.tokenTo(wanted))
    later(2 * minuteMs)
  }

  const answers = await Promise.all(
    tokens.map((token) => world.browser().call('POST', '/account/email/confirm', { token })),
  )

  expect(answers.map(typeOf).toSorted()).toEqual(['200 undefined', '422 EmailUsedBeforeError'])
})

test('consent to marketing is given and taken back', async () => {
  const person = await world.member(newEmail(), password)
  const agreedAt = async () => (await person.call('GET', '/account')).json['marketingAgreedAt']

  await person.call('PUT', '/account/marketing', { agreed: true })
  expect(await agreedAt()).toEqual(expect.any(String))
  await person.call('PUT', '/account/marketing', { agreed: false })
  expect(await agreedAt()).toBeUndefined()
})

test('another site can begin or finish none of this with the session of its visitor', async () => {
  const { email, person, secret } = await guarded()
  later(30_000)
  const pending = world.browser()
  await signIn(email, pending)
  const calls = [
    ['POST', '/sign-in/second-step', { code: oneTimeCode(secret, Date.now()), trustDevice: true }],
    ['POST', '/sign-in/passkey', { response: { id: 'x' } }],
    ['POST', '/account/two-factor/remove', { password }],
    ['POST', '/account/password', { password, newPassword: 'Evil-River-7734' }],
    ['POST', '/account/email', { email: 'evil@evil.test', password }],
    ['POST', '/account/sessions/end-others', {}],
    ['POST', '/account/withdrawal', { password, confirmation: '대표 상점' }],
    ['PUT', '/account/marketing', { agreed: true }],
    ['DELETE', '/account/email', undefined],
  ] as const

  for (const headers of [
    { 'x-naru-console': '' },
    { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' },
    { origin: 'http://localhost:4745', 'sec-fetch-site': 'same-site' },
  ]) {
    const page = world.browser({ headers: { cookie: `${person.cookie()}; ${pending.cookie()}`, ...headers } })
    for (const [method, path, body] of calls) {
      expect(typeOf(await page.call(method, path, body))).toBe('403 CrossSiteRequestError')
    }
  }
  expect((await person.call('GET', '/me')).status).toBe(200)
})
