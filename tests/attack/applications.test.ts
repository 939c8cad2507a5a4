import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { completeBusiness } from '@naru/server/application/complete-business.test-support'
import { until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { expectTypedRefusal, read, type Reply } from './reply.ts'

// Goal: papers and bank accounts of a merchant are seen by that merchant and the operator, and nobody moves an
// application who may not.
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)
const canary = '110222333444'
let system: RunningSystem
let owner: Person
let stranger: Person
let operator: Person
let merchantId: string

interface Call {
  readonly method?: string
  readonly body?: string | Uint8Array<ArrayBuffer> | ReadableStream
  readonly headers?: Readonly<Record<string, string>>
}
type Person = ((path: string, call?: Call) => Promise<Reply>) & { readonly cookie: string }

beforeAll(async () => {
  system = await startSystem()
  owner = await signIn('/console/api/sign-in', system.demo.console)
  stranger = await signUp()
  operator = await signIn('/operator/api/sign-in', await demoOperator())
  const me = (await owner('/console/api/me')).json as { merchant: { merchantId: string } }
  merchantId = me.merchant.merchantId
}, 120_000)
afterAll(() => system?.stop())

function person(cookie: string): Person {
  const call = async (path: string, { method = 'GET', body, headers = {} }: Call = {}) =>
    read(
      await fetch(`${system.origins.console}${path}`, {
        method,
        headers: { cookie, origin: system.origins.console, 'x-naru-console': '1', ...headers },
        ...(body === undefined ? {} : { body, duplex: 'half' as const }),
      }),
    )
  return Object.assign(call, { cookie })
}
async function signIn(path: string, credentials: object): Promise<Person> {
  const answer = await person('')(path, { method: 'POST', body: JSON.stringify(credentials) })
  if (answer.status !== 200) throw new Error(answer.text)
  return person(answer.cookies.map((cookie) => cookie.split(';')[0]).join('; '))
}
async function signUp(): Promise<Person> {
  const credentials = { email: `s-${crypto.randomUUID()}@naru.localhost`, password: 'Quiet-River-7731!' }
  const post = (path: string, body: object) =>
    person('')(`/console/api${path}`, { method: 'POST', body: JSON.stringify(body) })
  await post('/sign-up', { ...credentials, terms: { service: true, privacy: true, marketing: false } })
  const token = await until(20_000, 'the verification mail', async () => {
    const { text } = await person('')(`/console/api/dev-mailbox?to=${encodeURIComponent(credentials.email)}`)
    return /verify-email\?token=([\w.~%-]+)/.exec(text)?.[1]
  })
  await post('/verify-email', { token })
  return signIn('/console/api/sign-in', credentials)
}
async function demoOperator(): Promise<object> {
  const file = JSON.parse(await readFile(join(system.dataDir, 'demo.json'), 'utf8')) as { operator: object }
  return file.operator
}
async function sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: system.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}
const put = (who: Person, path: string, body: object) =>
  who(`/console/api/application${path}`, { method: 'PUT', body: JSON.stringify(body) })
const post = (who: Person, path: string, body: object) =>
  who(path, { method: 'POST', body: JSON.stringify(body) })
const upload = (who: Person, body: Uint8Array<ArrayBuffer>, name = 'licence.png') =>
  who(`/console/api/application/licence?name=${encodeURIComponent(name)}`, { method: 'PUT', body })
const typeOf = (reply: Reply) => `${reply.status} ${(reply.json as { type?: string } | undefined)?.type}`
const versionOf = async (part: 'business' | 'choice') => {
  const { json } = await owner('/console/api/application')
  return (json as Record<'business' | 'choice', { rowVersion: number }>)[part].rowVersion
}

describe('files', () => {
  test.each([
    ['../../../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\win.ini', 'win.ini'],
    ['..', '사업자등록증'],
    ['a"\r\nset-cookie: x=1\r\n.png', 'aset-cookie x=1.png'],
    ['사업자등록증 (사본).png', '사업자등록증 (사본).png'],
    ['😀'.repeat(300), '😀'.repeat(150)],
  ])('a file called %j is stored under our own id and given back as an attachment', async (given, kept) => {
    const saved = await upload(owner, png, given)
    expect([saved.status, saved.text]).toEqual([200, expect.stringContaining('image/png')])
    expect(saved.json).toMatchObject({ name: kept, bytes: png.length })

    const answer = await fetch(`${system.origins.console}/console/api/application/licence`, {
      headers: { cookie: owner.cookie },
    })
    expect(Buffer.from(await answer.arrayBuffer()).equals(png)).toBe(true)
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="[\w.-]*"; filename\*=UTF-8''/,
    )
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('set-cookie')).toBe(null)

    // One file per merchant, below the folder of files, and not readable without the key.
    expect(await readdir(join(system.dataDir, 'files'))).toEqual(['licences'])
    expect(await readdir(join(system.dataDir, 'files/licences'))).toEqual([merchantId])
    expect(await readdir(join(system.dataDir, 'files/licences', merchantId))).toHaveLength(1)
  })

  test('a file that declares 50 MB is refused in words, and the connection survives', async () => {
    const reply = await upload(owner, new Uint8Array(50_000_000))
    expect(typeOf(reply)).toBe('413 LicenceTooLargeError')
    expectTypedRefusal(reply)
    expect(reply.text).toContain('10 MB')
  })

  test('a file that declares nothing is counted, and ends at the limit', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1_000_000
        if (sent > 400_000_000) controller.close()
        else controller.enqueue(new Uint8Array(1_000_000))
      },
    })
    const outcome = await owner('/console/api/application/licence', { method: 'PUT', body: endless }).then(
      typeOf,
      () => 'cut off',
    )
    expect(['413 LicenceTooLargeError', 'cut off']).toContain(outcome)
    expect(sent).toBeLessThan(200_000_000)
    expect((await owner('/console/api/application')).status).toBe(200)
  })

  test.each([
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    [
      'a drawing with scripts',
      Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    ],
    ['nothing', Buffer.alloc(0)],
  ])('%s that calls itself licence.png is refused', async (_what, content) => {
    expect(typeOf(await upload(owner, content))).toBe('415 LicenceKindError')
  })

  test('a stranger sees no licence but his own, and who is nobody may not even send one', async () => {
    expect((await upload(owner, png)).status).toBe(200)
    expect(typeOf(await stranger('/console/api/application/licence'))).toBe('404 LicenceNotFoundError')
    expect(typeOf(await person('')('/console/api/application/licence'))).toBe('401 UnauthorizedError')
    expect(typeOf(await upload(person(''), new Uint8Array(50_000_000)))).toBe('401 UnauthorizedError')
  })
})

describe('the road', () => {
  test('nothing can be skipped: terms, then the business, then PGs', async () => {
    const cart = [{ pg: 'nice', method: 'CARD' }]
    const extra = { nice: { bank: '국민은행', accountNumber: canary, accountHolder: '나루' } }
    expect(
      typeOf(await post(owner, '/console/api/application/choice/submit', { cart, extra, rowVersion: 0 })),
    ).toBe('409 BusinessInfoNotRegisteredError')
    const body = { info: completeBusiness, rowVersion: await versionOf('business') }
    expect(typeOf(await post(owner, '/console/api/application/business/submit', body))).toBe(
      '409 TermsNotAgreedError',
    )
    const half = await put(owner, '/terms', { thirdParty: true, privacy: false, marketing: true })
    expect(half.json).toMatchObject({ type: 'InvalidRequestError', fields: { privacy: expect.any(String) } })
    expect((await put(owner, '/terms', { thirdParty: true, privacy: true, marketing: false })).status).toBe(
      200,
    )
  })

  test('a temporary save takes half a form, and a stale one is refused', async () => {
    const rowVersion = await versionOf('business')
    const half = await put(owner, '/business', { info: { companyName: '나루' }, rowVersion })
    expect(half.json).toMatchObject({ state: 'DRAFT', info: { companyName: '나루', registrationNumber: '' } })
    expect(typeOf(await put(owner, '/business', { info: {}, rowVersion }))).toBe('409 StaleVersionError')
  })

  test('a number with a wrong check digit cannot be submitted; a submitted business cannot be changed', async () => {
    const submit = (info: object, rowVersion: number) =>
      post(owner, '/console/api/application/business/submit', { info, rowVersion })
    const rowVersion = await versionOf('business')
    const wrong = await submit({ ...completeBusiness, registrationNumber: '1248100999' }, rowVersion)
    expect(wrong.json).toMatchObject({ fields: { registrationNumber: expect.stringContaining('10자리') } })

    const both = await Promise.all([
      submit(completeBusiness, rowVersion),
      submit(completeBusiness, rowVersion),
    ])
    expect(both.map(typeOf).toSorted()).toEqual([
      '200 undefined',
      '409 StoreBusinessInfoAlreadyRegisteredError',
    ])
    const now = await versionOf('business')
    const locked = '409 StoreBusinessInfoAlreadyRegisteredError'
    expect(typeOf(await put(owner, '/business', { info: {}, rowVersion: now }))).toBe(locked)
    expect(typeOf(await upload(owner, png))).toBe(locked)
    expect(typeOf(await owner('/console/api/application/licence', { method: 'DELETE' }))).toBe(locked)
    expect((await owner('/console/api/application/licence')).status).toBe(200)
  })

  test('what no PG offers or asks is not taken', async () => {
    const send = (cart: unknown, extra: unknown = {}) =>
      post(owner, '/console/api/application/choice/submit', { cart, extra, rowVersion: 0 })
    expect(typeOf(await send([]))).toBe('422 InvalidRequestError')
    expect(typeOf(await send([{ pg: 'kakaopay', method: 'CARD' }]))).toBe('422 InvalidRequestError')
    expect(typeOf(await send([{ pg: '__proto__', method: 'CARD' }]))).toBe('422 InvalidRequestError')
    const unanswered = await send([{ pg: 'nice', method: 'CARD' }])
    expect(Object.keys((unanswered.json as { fields: object }).fields)).toEqual([
      'extra.nice.bank',
      'extra.nice.accountNumber',
      'extra.nice.accountHolder',
    ])
    const wrong = await send([{ pg: 'naverpay', method: 'EASY_PAY' }], { naverpay: { development: 'MAGIC' } })
    expect(wrong.json).toMatchObject({ fields: { 'extra.naverpay.development': expect.any(String) } })
  })

  test('ten submissions at once make each contract once', async () => {
    const body = {
      cart: [
        { pg: 'nice', method: 'CARD' },
        { pg: 'danal', method: 'IDENTITY_VERIFICATION' },
        { pg: 'danal', method: 'IDENTITY_VERIFICATION' },
      ],
      extra: { nice: { bank: '국민은행', accountNumber: canary, accountHolder: '나루' } },
      rowVersion: await versionOf('choice'),
    }
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => post(owner, '/console/api/application/choice/submit', body)),
    )
    expect(replies.map(({ status }) => String(status)).toSorted()).toEqual([
      '200',
      ...Array.from({ length: 9 }, () => '409'),
    ])
    const { contracts } = (await owner('/console/api/application/status')).json as { contracts: object[] }
    expect(contracts).toHaveLength(2)
    const again = { ...body, rowVersion: await versionOf('choice') }
    expect(typeOf(await post(owner, '/console/api/application/choice/submit', again))).toBe(
      '409 AlreadyAppliedError',
    )
  })
})

describe('roles', () => {
  test.each(['DEV', 'MANAGER', 'READ_ONLY'])('%s neither reads nor writes an application', async (role) => {
    const member = await signUp()
    const { email } = (await member('/console/api/me')).json as { email: string }
    await sql(
      `update member set merchant_id = $1, role = $2 where user_id = (select id from auth_user where email = $3)`,
      [merchantId, role, email],
    )

    for (const path of ['', '/status', '/licence', '/offers'])
      expect(typeOf(await member(`/console/api/application${path}`))).toBe('403 ForbiddenError')
    expect(typeOf(await put(member, '/terms', { thirdParty: true, privacy: true }))).toBe(
      '403 ForbiddenError',
    )
    expect(typeOf(await upload(member, png))).toBe('403 ForbiddenError')
  })

  test('a stranger cannot cancel a contract that is not his', async () => {
    const { contracts } = (await owner('/console/api/application/status')).json as {
      contracts: { contractId: string; rowVersion: number }[]
    }
    const [contract] = contracts
    const reply = await post(stranger, `/console/api/application/contracts/${contract?.contractId}/cancel`, {
      rowVersion: contract?.rowVersion,
    })
    expect(typeOf(reply)).toBe('404 ContractNotFoundError')
  })
})

describe('the operator', () => {
  const routes: readonly (readonly [string, string])[] = [
    ['GET', '/operator/api/me'],
    ['GET', '/operator/api/applications'],
    ['GET', '/operator/api/applications/M'],
    ['GET', '/operator/api/applications/M/licence'],
    ['POST', '/operator/api/applications/M/contracts/C/move'],
    ['POST', '/operator/api/applications/M/notes'],
    ['POST', '/operator/api/sign-out'],
  ]

  test.each(routes)(
    '%s %s does not exist for merchants, Owners included, nor for anybody',
    async (method, path) => {
      const real = path.replace('M', merchantId)
      for (const who of [owner, stranger, person('')]) {
        const reply = await who(real, { method, ...(method === 'POST' ? { body: '{}' } : {}) })
        expect(typeOf(reply)).toBe('404 NOT_FOUND')
      }
      // With a cookie of the merchants' session under the operator's name, too.
      const cookie = owner.cookie.replaceAll('naru.', 'naru-operator.')
      const forged = await person(cookie)(real, { method, ...(method === 'POST' ? { body: '{}' } : {}) })
      expect(typeOf(forged)).toBe('404 NOT_FOUND')
    },
  )

  test('an operator has no console: no payments, no channels, no secrets', async () => {
    const { storeId } = system.demo
    for (const path of ['/me', `/stores/${storeId}/payments`, `/stores/${storeId}/channels`, '/application'])
      expect(typeOf(await operator(`/console/api${path}`))).toBe('401 UnauthorizedError')
    const { text } = await operator(`/operator/api/applications/${merchantId}`)
    expect(text).toContain(canary)
    expect(text).not.toContain(system.demo.apiSecret)
    expect(text).not.toContain(storeId)
  })

  test('a foreign page moves nothing in the operator’s name', async () => {
    const { contracts } = (await operator(`/operator/api/applications/${merchantId}`)).json as {
      contracts: { contractId: string; rowVersion: number }[]
    }
    const path = `/operator/api/applications/${merchantId}/contracts/${contracts[0]?.contractId}/move`
    const body = JSON.stringify({ to: 'SCREENING', rowVersion: contracts[0]?.rowVersion })
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'x-naru-console': '' },
      { origin: system.origins.shop },
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      expect(typeOf(await operator(path, { method: 'POST', body, headers }))).toBe(
        '403 CrossSiteRequestError',
      )
    }
    const signIns = await person('')('/operator/api/sign-in', {
      method: 'POST',
      body: JSON.stringify(await demoOperator()),
      headers: { origin: 'https://evil.example' },
    })
    expect(typeOf(signIns)).toBe('403 CrossSiteRequestError')
  })

  test('the session cookie goes nowhere else and is seen by no script', async () => {
    const answer = await post(person(''), '/operator/api/sign-in', await demoOperator())
    const cookie = answer.cookies.find((one) => one.startsWith('naru-operator.session_token'))
    expect(cookie).toMatch(/Path=\/operator\/api/)
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/i)
  })

  test('no state is jumped over, none is moved twice, and only the merchant cancels', async () => {
    const read = async () =>
      (await operator(`/operator/api/applications/${merchantId}`)).json as {
        contracts: { contractId: string; rowVersion: number; pg: string; state: string }[]
      }
    const contract = (await read()).contracts.find(({ pg }) => pg === 'nice')
    const path = `/operator/api/applications/${merchantId}/contracts/${contract?.contractId}/move`
    const rowVersion = contract?.rowVersion
    for (const to of ['CONTRACT', 'COMPLETED', 'REJECTED', 'CANCELLED', 'APPLIED', 'toString'])
      expect([to, (await post(operator, path, { to, text: 'x', rowVersion })).status]).toEqual([to, 409])

    const both = await Promise.all([
      post(operator, path, { to: 'SCREENING', rowVersion }),
      post(operator, path, { to: 'SCREENING', rowVersion }),
    ])
    expect(both.map(typeOf).toSorted()).toEqual(['200 undefined', '409 ContractMovedError'])
    const silent = await post(operator, path, {
      to: 'REJECTED',
      text: ' ',
      rowVersion: (rowVersion ?? 0) + 1,
    })
    expect(silent.json).toMatchObject({ type: 'InvalidRequestError', fields: { text: expect.any(String) } })
  })

  test('every step of the operator stands in the merchant’s audit log, under his own name', async () => {
    const looked = await operator(`/operator/api/applications/${merchantId}/licence`)
    expect(looked.status).toBe(200)
    await post(operator, `/operator/api/applications/${merchantId}/notes`, { text: '서류를 확인했습니다.' })

    const entries = await sql<{ action: string; actor: string; email: string }>(
      `select action, actor, email from audit_entry where merchant_id = $1 and actor = 'OPERATOR' order by sequence`,
      [merchantId],
    )
    expect(entries.map(({ action }) => action)).toEqual([
      'application.move',
      'business-licence.read',
      'application.note',
    ])
    expect(new Set(entries.map(({ email }) => email))).toEqual(new Set(['operator@naru.localhost']))
  })

  test('passwords are not guessed: after ten tries even the right one waits', async () => {
    const credentials = (await demoOperator()) as { email: string }
    const wrong = { ...credentials, password: 'Wrong-Password-1' }
    const tries = await Promise.all(
      Array.from({ length: 12 }, () => post(person(''), '/operator/api/sign-in', wrong)),
    )
    expect(tries.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(typeOf(await post(person(''), '/operator/api/sign-in', credentials))).toBe(
      '429 TooManyAttemptsError',
    )
  })
})

test('bank accounts, names and papers are in no row and no file in clear', async () => {
  const tables = await sql<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'`,
  )
  const dumps = await Promise.all(tables.map(({ name }) => sql(`select t::text as text from ${name} t`)))
  const everything = JSON.stringify(dumps)
  expect(everything).toContain('나루 상회')
  expect(everything).not.toContain(canary)
  expect(everything).not.toContain('1980-02-29')
  expect(everything).not.toContain('ceo@shop.example')
})
