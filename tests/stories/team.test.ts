import pg from 'pg'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { client, signIn, signInAsDemo, signUpStranger, type ConsoleClient } from '../attack/console-client.ts'
import type { Reply } from '../attack/reply.ts'
import { buy, prepare, PrepareRefused, until, type Shopfront } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openReceiver, type Received } from './webhook-world.ts'

// Goal: a merchant's people see what their role lets them see, and its sub-stores take money over its channels.
let system: RunningSystem
let owner: ConsoleClient
let database: pg.Client
let main: string
const password = 'Quiet-River-7731'
let people = 0
const newEmail = () => `mate${(people += 1)}@team.example`
const typeOf = (reply: Reply) => `${reply.status} ${String((reply.json as { type?: string })?.type)}`
const json = (reply: Reply) => reply.json as Record<string, unknown>

beforeAll(async () => {
  system = await startSystem()
  owner = await signInAsDemo(system)
  database = new pg.Client({ connectionString: system.databaseUrl })
  await database.connect()
  main = system.demo.storeId
}, 120_000)
afterAll(async () => {
  await database?.end()
  await system?.stop()
})

const invite = (who: ConsoleClient, email: string, role: string, more: object = {}) =>
  who.call('POST', '/members', { email, role, memo: '', mayExport: false, ...more })

async function mailTo(email: string): Promise<{ subject: string; text: string; token: string }> {
  return until(20_000, `a mail to ${email}`, async () => {
    const mailbox = await client(system, '').call('GET', `/dev-mailbox?to=${encodeURIComponent(email)}`)
    const mail = (mailbox.json as { items: { subject: string; text: string }[] }).items[0]
    const token = /\/auth\/invite\?token=([\w.~%-]+)/.exec(mail?.text ?? '')?.[1]
    return mail === undefined || token === undefined
      ? undefined
      : { ...mail, token: decodeURIComponent(token) }
  })
}

const accept = (token: string, chosen = password) =>
  client(system, '').call('POST', '/invitation/accept', { token, password: chosen })

/** Invites somebody, who follows the link and signs in. */
async function member(role: string, more: object = {}, by = owner) {
  const email = newEmail()
  const invited = await invite(by, email, role, more)
  expect(typeOf(invited)).toBe('200 undefined')
  expect(typeOf(await accept((await mailTo(email)).token))).toBe('200 undefined')
  return {
    email,
    memberId: String(json(invited)['memberId']),
    console: await signIn(system, { email, password }),
  }
}

let stores = 0
async function makeStore(more: object = {}): Promise<Record<string, unknown> & { storeId: string }> {
  stores += 1
  const made = await owner.call('POST', '/stores', {
    name: `하위 상점 ${stores}`,
    tierCode: `T${String(stores).padStart(2, '0')}`,
    channelKeys: [channel('tosspayments')],
    serviceUrls: ['https://sub.example'],
    manager: { name: '김담당', phone: '01012345678', email: '' },
    inheritsWebhooks: true,
    terms: { privacy: true, disclosure: true },
    ...more,
  })
  expect([made.status, made.text]).toEqual([200, expect.any(String)])
  const view = json(made)
  return { ...view, storeId: String(view['storeId']) }
}

function channel(pgName: string): string {
  const found = system.demo.channels.find((one) => one.pg === pgName)
  if (found === undefined) throw new Error(`the demonstration has no ${pgName}`)
  return found.channelKey
}

function shopOf(storeId: string): Shopfront {
  const { origins } = system
  return {
    demo: { ...system.demo, storeId, origins: { ...origins, simulators: origins.simulators ?? '' } },
  }
}

test('an invited person sets a password by the link of the mail and sees what the role may see', async () => {
  const email = newEmail()
  const invited = await invite(owner, email, 'READ_ONLY', { memo: '회계팀' })
  expect(json(invited)).toMatchObject({ email, role: 'READ_ONLY', status: 'INVITED', memo: '회계팀' })
  const mail = await mailTo(email)
  expect(mail.subject).toContain('초대')
  expect(mail.text).toContain('7일')

  const anonymous = client(system, '')
  expect(json(await anonymous.call('POST', '/invitation', { token: mail.token }))).toMatchObject({
    email,
    role: 'READ_ONLY',
  })
  expect(typeOf(await accept(mail.token, 'weak'))).toBe('422 InvalidPasswordFormatError')
  expect(typeOf(await accept(mail.token))).toBe('200 undefined')

  const person = await signIn(system, { email, password })
  const me = json(await person.call('GET', '/me'))
  expect(me).toMatchObject({
    role: 'READ_ONLY',
    merchant: { merchantId: expect.stringContaining('merchant-') },
  })
  expect(me['actions']).not.toContain('payments.export')
  expect((await person.call('GET', `/stores/${main}/payments`)).status).toBe(200)
  expect(typeOf(await person.call('POST', '/members', {}))).toBe('403 ForbiddenError')
})

test('a link works once, dies when a newer mail went out, and after seven days', async () => {
  const email = newEmail()
  const memberId = String(json(await invite(owner, email, 'READ_ONLY'))['memberId'])
  const first = await mailTo(email)

  expect(typeOf(await owner.call('POST', `/members/${memberId}/invitation`))).toBe('200 undefined')
  expect(typeOf(await owner.call('POST', `/members/${memberId}/invitation`))).toBe('429 TooManyAttemptsError')
  const second = await until(20_000, 'the second mail', async () => {
    const mail = await mailTo(email)
    return mail.token === first.token ? undefined : mail
  })
  expect(typeOf(await accept(first.token))).toBe('410 InvitationExpiredError')

  await database.query(`update member_invitation set expires_at = now() where user_id = $1`, [memberId])
  expect(typeOf(await accept(second.token))).toBe('410 InvitationExpiredError')
  const { items } = json(await owner.call('GET', '/members')) as {
    items: { memberId: string; status: string }[]
  }
  expect(items.find((one) => one.memberId === memberId)?.status).toBe('INVITATION_EXPIRED')

  await database.query(
    `update member_invitation set expires_at = now() + interval '1 day' where user_id = $1`,
    [memberId],
  )
  const clicks = await Promise.all([accept(second.token), accept(second.token)])
  expect(clicks.map(typeOf).toSorted()).toEqual(['200 undefined', '410 InvitationUsedError'])
  const settled = await member('READ_ONLY')
  expect(typeOf(await owner.call('POST', `/members/${settled.memberId}/invitation`))).toBe(
    '409 InvitationAcceptedError',
  )
  expect(typeOf(await accept(`${crypto.randomUUID()}.${'a'.repeat(43)}`))).toBe('404 LinkInvalidError')
  expect(typeOf(await accept('nonsense'))).toBe('404 LinkInvalidError')
})

test('a merchant has one Admin and ten Devs, invited ones included, and two at once are not both let in', async () => {
  const admins = await Promise.all([invite(owner, newEmail(), 'ADMIN'), invite(owner, newEmail(), 'ADMIN')])
  expect(admins.map(typeOf).toSorted()).toEqual(['200 undefined', '409 AdminLimitReachedError'])

  const devs = await Promise.all(Array.from({ length: 11 }, () => invite(owner, newEmail(), 'DEV')))
  expect(devs.filter((reply) => reply.status === 200)).toHaveLength(10)
  expect(devs.map(typeOf)).toContain('409 DevLimitReachedError')

  const made = [...admins, ...devs].filter((reply) => reply.status === 200).map(json)
  const readOnly = await member('READ_ONLY')
  const promoted = await owner.call('PATCH', `/members/${readOnly.memberId}`, {
    role: 'DEV',
    memo: '',
    mayExport: false,
    rowVersion: 1,
  })
  expect(typeOf(promoted)).toBe('409 DevLimitReachedError')
  for (const { memberId } of made) {
    expect(typeOf(await owner.call('DELETE', `/members/${String(memberId)}`))).toBe('200 undefined')
  }
})

test('one e-mail belongs to one merchant: a stranger, a colleague and an invited one cannot be invited', async () => {
  const stranger = await signUpStranger(system)
  const { email } = json(await stranger.console.call('GET', '/me')) as { email: string }
  expect(typeOf(await invite(owner, email, 'MANAGER'))).toBe('422 EmailAlreadyExistsError')
  expect(typeOf(await invite(owner, system.demo.console.email, 'MANAGER'))).toBe(
    '422 EmailAlreadyExistsError',
  )

  const wanted = newEmail()
  expect((await invite(owner, wanted, 'READ_ONLY')).status).toBe(200)
  expect(typeOf(await invite(owner, wanted.toUpperCase(), 'READ_ONLY'))).toBe('422 EmailAlreadyExistsError')
  const { token } = await mailTo(wanted)
  // Another merchant may ask as well; whoever is answered first wins.
  expect((await invite(stranger.console, wanted, 'READ_ONLY')).status).toBe(200)
  const other = await until(20_000, 'the other mail', async () => {
    const mail = await mailTo(wanted)
    return mail.token === token ? undefined : mail
  })
  expect(typeOf(await accept(other.token))).toBe('200 undefined')
  expect(typeOf(await accept(token))).toBe('422 EmailAlreadyExistsError')
})

test('who is deleted is out at once, and his address may be invited again', async () => {
  const mate = await member('MANAGER')
  expect((await mate.console.call('GET', '/me')).status).toBe(200)

  expect((await owner.call('DELETE', `/members/${mate.memberId}`)).status).toBe(200)

  expect(typeOf(await mate.console.call('GET', '/me'))).toBe('401 UnauthorizedError')
  const again = await client(system, '').call('POST', '/sign-in', { email: mate.email, password })
  expect(typeOf(again)).toBe('401 InvalidCredentialsError')
  expect((await invite(owner, mate.email, 'READ_ONLY')).status).toBe(200)
})

test('a Manager manages Read Only accounts and nobody else; nobody changes the Owner or himself', async () => {
  const manager = await member('MANAGER')
  const readOnly = await member('READ_ONLY', {}, manager.console)
  const edit = { role: 'READ_ONLY', memo: '감사', mayExport: true, rowVersion: 1 }

  const edited = await manager.console.call('PATCH', `/members/${readOnly.memberId}`, edit)
  expect(json(edited)).toMatchObject({ memo: '감사', mayExport: true, rowVersion: 2 })
  const stale = await manager.console.call('PATCH', `/members/${readOnly.memberId}`, edit)
  expect(typeOf(stale)).toBe('409 StaleVersionError')
  expect(json(await readOnly.console.call('GET', '/me'))['actions']).toContain('payments.export')

  const up = { ...edit, role: 'MANAGER', rowVersion: 2 }
  const promoted = await manager.console.call('PATCH', `/members/${readOnly.memberId}`, up)
  expect(typeOf(promoted)).toBe('403 RoleNotManageableError')
  expect(typeOf(await invite(manager.console, newEmail(), 'DEV'))).toBe('403 RoleNotManageableError')
  const { items } = json(await owner.call('GET', '/members')) as {
    items: { memberId: string; role: string }[]
  }
  const ownerId = items.find((one) => one.role === 'OWNER')?.memberId
  expect(typeOf(await manager.console.call('DELETE', `/members/${ownerId}`))).toBe(
    '409 OwnerCannotBeChangedError',
  )
  expect(typeOf(await manager.console.call('DELETE', `/members/${manager.memberId}`))).toBe(
    '409 OwnAccountCannotBeChangedError',
  )
  const stranger = await signUpStranger(system)
  expect(typeOf(await stranger.console.call('DELETE', `/members/${readOnly.memberId}`))).toBe(
    '404 MemberNotFoundError',
  )
})

test('a V2 secret is issued and deleted by Owner and Admin only', async () => {
  const issued = await owner.call('POST', `/stores/${main}/api-secrets`, { name: '역할 시험' })
  const { info } = json(issued) as { info: { apiSecretId: string } }
  for (const role of ['MANAGER', 'DEV', 'READ_ONLY']) {
    const { console: person } = await member(role)
    expect(json(await person.call('GET', '/me'))['actions']).not.toContain('api-secrets.write')
    const refusals = [
      await person.call('POST', `/stores/${main}/api-secrets`, { name: '몰래' }),
      await person.call('DELETE', `/stores/${main}/api-secrets/${info.apiSecretId}`),
    ]
    expect([role, ...refusals.map(typeOf)]).toEqual([role, '403 ForbiddenError', '403 ForbiddenError'])
  }
  const admin = await member('ADMIN')
  expect((await admin.console.call('DELETE', `/stores/${main}/api-secrets/${info.apiSecretId}`)).status).toBe(
    200,
  )
})

test('a sub-store has its own name and tier code, which never changes, and needs both terms and a channel', async () => {
  const store = await makeStore({ name: '둘째 가게', tierCode: 'ABC' })
  expect(store).toMatchObject({ tierCode: 'ABC', isRepresentative: false, inheritsWebhooks: true })
  const body = {
    name: '셋째 가게',
    tierCode: 'ABD',
    channelKeys: [channel('tosspayments')],
    terms: { privacy: true, disclosure: true },
  }
  const create = (more: object) => owner.call('POST', '/stores', { ...body, ...more })
  expect(typeOf(await create({ name: '둘째 가게' }))).toBe('409 DuplicatedStoreNameError')
  expect(typeOf(await create({ tierCode: 'ABC' }))).toBe('409 DuplicatedTierCodeError')
  expect(typeOf(await create({ terms: { privacy: true } }))).toBe('422 RequiredTermDisagreedError')
  const wrong = await create({
    tierCode: 'abc',
    channelKeys: [`channel-key-${crypto.randomUUID()}`],
    serviceUrls: ['ftp://x'],
    manager: { phone: '010-1234-5678' },
  })
  expect(Object.keys(json(wrong)['fields'] ?? {})).toEqual(['tierCode', 'serviceUrls', 'manager.phone'])
  const unknown = await create({ channelKeys: [`channel-key-${crypto.randomUUID()}`] })
  expect(Object.keys(json(unknown)['fields'] ?? {})).toEqual(['channelKeys'])

  const edited = await owner.call('PATCH', `/stores/${store.storeId}`, {
    name: '둘째 상점',
    tierCode: 'XYZ',
    rowVersion: 1,
  })
  expect(json(edited)).toMatchObject({ name: '둘째 상점', tierCode: 'ABC', rowVersion: 2 })
  expect(typeOf(await owner.call('DELETE', `/stores/${main}`))).toBe(
    '409 RepresentativeStoreCannotBeDeletedError',
  )
  const here = await owner.call('DELETE', `/stores/${main}/channels/${channel('tosspayments')}`)
  expect([here.status, here.text]).toEqual([409, expect.stringContaining('둘째 상점')])
})

test('a sub-store takes and gives back money over an assigned channel, and over no other', async () => {
  const store = await makeStore()
  const shop = shopOf(store.storeId)

  const bought = await buy(shop, { pg: 'tosspayments', amount: 7_700 })
  const get = (query: string) =>
    fetch(`${system.origins.v2}/payments/${bought.paymentId}${query}`, {
      headers: { authorization: `PortOne ${system.demo.apiSecret}` },
    })
  const paid = (await (await get(`?storeId=${store.storeId}`)).json()) as Record<string, unknown>
  expect(paid).toMatchObject({ status: 'PAID', storeId: store.storeId, amount: { total: 7_700 } })
  expect((await get('')).status).toBe(404)

  const refused = await prepare(shop, { pg: 'inicis', amount: 1_000 }).catch((error: unknown) => error)
  expect(refused).toBeInstanceOf(PrepareRefused)
  expect((refused as PrepareRefused).error.code).toBe('ChannelNotFound')

  // Taken away, the channel takes no new money and still gives back what it took.
  const keys = { channelKeys: [channel('inicis')], rowVersion: 1 }
  expect((await owner.call('PATCH', `/stores/${store.storeId}`, keys)).status).toBe(200)
  const late = await prepare(shop, { pg: 'tosspayments', amount: 1_000 }).catch((error: unknown) => error)
  expect((late as PrepareRefused).error.code).toBe('ChannelNotFound')

  // Deleted, the store still gives it back: through the API of the representative store and in the console.
  expect((await owner.call('DELETE', `/stores/${store.storeId}`)).status).toBe(200)
  const gone = await prepare(shop, { pg: 'inicis', amount: 1_000 }).catch((error: unknown) => error)
  expect((gone as PrepareRefused).error.code).toBe('StoreNotFound')
  const cancelled = await fetch(`${system.origins.v2}/payments/${bought.paymentId}/cancel`, {
    method: 'POST',
    headers: { authorization: `PortOne ${system.demo.apiSecret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ storeId: store.storeId, reason: '폐점', amount: 700 }),
  })
  expect([cancelled.status, await cancelled.text()]).toEqual([200, expect.stringContaining('SUCCEEDED')])
  const path = `/stores/${store.storeId}/payments/${bought.paymentId}`
  expect((await owner.call('GET', path)).status).toBe(200)
  expect(typeOf(await owner.call('GET', `/stores/${store.storeId}/api-secrets`))).toBe(
    '404 StoreNotFoundError',
  )
})

test('the secret of a sub-store acts on its own store only, and dies with the store', async () => {
  const [mine, other] = [await makeStore(), await makeStore()]
  const issued = await owner.call('POST', `/stores/${mine.storeId}/api-secrets`, { name: '가게 서버' })
  const { secret } = json(issued) as { secret: string }
  const list = async (storeId?: string) => {
    const body = storeId === undefined ? {} : { filter: { storeId } }
    const query = new URLSearchParams({ requestBody: JSON.stringify(body) })
    return (
      await fetch(`${system.origins.v2}/payments?${query}`, {
        headers: { authorization: `PortOne ${secret}` },
      })
    ).status
  }
  expect([await list(), await list(mine.storeId)]).toEqual([200, 200])
  expect([await list(other.storeId), await list(main)]).toEqual([403, 403])

  expect((await owner.call('DELETE', `/stores/${mine.storeId}`)).status).toBe(200)
  expect(await list()).toBe(401)
})

test('a manager of one store sees and manages that store alone, and is out when it is deleted', async () => {
  const [mine, other] = [await makeStore(), await makeStore()]
  const manager = await member('STORE_MANAGER', { storeId: mine.storeId })
  const me = json(await manager.console.call('GET', '/me')) as { stores: { storeId: string }[] }
  expect(me.stores.map((store) => store.storeId)).toEqual([mine.storeId])
  expect((await manager.console.call('GET', `/stores/${mine.storeId}/payments`)).status).toBe(200)
  for (const storeId of [other.storeId, main]) {
    expect(typeOf(await manager.console.call('GET', `/stores/${storeId}/payments`))).toBe(
      '404 StoreNotFoundError',
    )
  }
  const { items } = json(await manager.console.call('GET', '/members')) as { items: { email: string }[] }
  expect(items.map((one) => one.email)).toEqual([manager.email])

  const mate = await member('STORE_READ_ONLY', { storeId: mine.storeId }, manager.console)
  const foreign = await invite(manager.console, newEmail(), 'STORE_READ_ONLY', { storeId: other.storeId })
  expect(typeOf(foreign)).toBe('403 RoleNotManageableError')
  expect(typeOf(await invite(owner, newEmail(), 'STORE_MANAGER', { storeId: main }))).toBe(
    '422 InvalidRequestError',
  )

  expect((await owner.call('DELETE', `/stores/${mine.storeId}`)).status).toBe(200)
  expect(typeOf(await manager.console.call('GET', '/me'))).toBe('401 UnauthorizedError')
  expect(typeOf(await mate.console.call('GET', '/me'))).toBe('401 UnauthorizedError')
})

test("a sub-store's webhooks are the representative store's while it inherits, and its own afterwards", async () => {
  const [mainHook, ownHook] = [await openReceiver(), await openReceiver()]
  const store = await makeStore()
  const settings = (storeId: string) => `/stores/${storeId}/webhook-settings/TEST/V2`
  const save = async (storeId: string, url: string) => {
    const { rowVersion } = json(await owner.call('GET', settings(storeId)))
    return owner.call('PUT', settings(storeId), { url, contentType: 'application/json', rowVersion })
  }
  const arrived = (hook: { received: readonly Received[] }, paymentId: string) =>
    until(20_000, `a webhook of ${paymentId}`, () =>
      Promise.resolve(
        hook.received.find(({ body }) => body.includes(paymentId) && body.includes('Transaction.Paid')),
      ),
    )
  expect((await save(main, mainHook.url)).status).toBe(200)
  const secrets = json(await owner.call('GET', settings(main)))['secrets'] as { secret: string }[]
  const mainSecret =
    secrets[0]?.secret ?? String(json(await owner.call('POST', `${settings(main)}/secrets`))['secret'])
  expect(json(await owner.call('GET', settings(store.storeId)))).toMatchObject({
    isInherited: true,
    secrets: [],
  })
  expect(typeOf(await save(store.storeId, ownHook.url))).toBe('409 WebhookSettingInheritedError')

  const first = await buy(shopOf(store.storeId), { pg: 'tosspayments', amount: 1_100 })
  const inherited = await arrived(mainHook, first.paymentId)
  expect(inherited.body).toContain(store.storeId)
  new Webhook(mainSecret).verify(inherited.body, inherited.headers as Record<string, string>)

  const off = { inheritsWebhooks: false, rowVersion: 1 }
  expect((await owner.call('PATCH', `/stores/${store.storeId}`, off)).status).toBe(200)
  expect((await save(store.storeId, ownHook.url)).status).toBe(200)
  const issued = await owner.call('POST', `${settings(store.storeId)}/secrets`)
  const second = await buy(shopOf(store.storeId), { pg: 'tosspayments', amount: 1_200 })
  const own = await arrived(ownHook, second.paymentId)
  new Webhook(String(json(issued)['secret'])).verify(own.body, own.headers as Record<string, string>)
  expect(mainHook.received.some(({ body }) => body.includes(second.paymentId))).toBe(false)
  await Promise.all([mainHook.close(), ownHook.close()])
})

test('emergency contacts are for Owner and Admin, at most ten', async () => {
  const contact = { name: '박긴급', phone: '01099998888', email: 'night@team.example' }
  const made = json(await owner.call('POST', '/emergency-contacts', contact))
  const wrong = await owner.call('POST', '/emergency-contacts', { name: '', phone: '010-1', email: 'x' })
  expect(Object.keys(json(wrong)['fields'] ?? {})).toEqual(['name', 'phone', 'email'])
  const path = `/emergency-contacts/${String(made['contactId'])}`
  expect(json(await owner.call('PUT', path, { ...contact, name: '최긴급' }))).toMatchObject({
    name: '최긴급',
  })
  const stranger = await signUpStranger(system)
  expect(typeOf(await stranger.console.call('DELETE', path))).toBe('404 ContactNotFoundError')
  const { console: manager } = await member('MANAGER')
  expect(typeOf(await manager.call('GET', '/emergency-contacts'))).toBe('403 ForbiddenError')

  const more = await Promise.all(
    Array.from({ length: 10 }, () => owner.call('POST', '/emergency-contacts', contact)),
  )
  expect(more.map(typeOf).filter((type) => type === '409 ContactLimitReachedError')).toHaveLength(1)
  expect((await owner.call('DELETE', path)).status).toBe(200)
})

test('every change of the team is in the audit log, without the link', async () => {
  const { rows } = await database.query<{ action: string; after: string | null }>(
    `select action, after::text as after from audit_entry where merchant_id = (select merchant_id from store where store_id = $1)`,
    [main],
  )
  const actions = new Set(rows.map((row) => row.action))
  for (const action of [
    'member.invite',
    'member.resend-invitation',
    'member.accept-invitation',
    'member.update',
    'member.delete',
    'store.create',
    'store.update',
    'store.delete',
    'emergency-contact.create',
    'emergency-contact.update',
    'emergency-contact.delete',
  ]) {
    expect([action, actions.has(action)]).toEqual([action, true])
  }
  expect(rows.filter((row) => row.after?.includes('token'))).toEqual([])
})
