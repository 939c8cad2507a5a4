import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import type { ConsoleAction, Role } from '@naru/server/wire/console'
import { openConsole, type Answer, type OpenConsole, type Visitor } from './console-in-process.ts'

// Goal: every route that the console really has is tried by every role, at its own store, another store of its
// merchant and somebody else's. A new route without a line below fails the first test.

const everybody = [
  'OWNER',
  'ADMIN',
  'MANAGER',
  'DEV',
  'READ_ONLY',
  'STORE_MANAGER',
  'STORE_READ_ONLY',
] as const

/** Who may do what, written down a second time from the console guide's role table. */
const rights: Readonly<Record<ConsoleAction, readonly Role[]>> = {
  'home.read': ['OWNER', 'ADMIN', 'MANAGER', 'READ_ONLY', 'STORE_MANAGER', 'STORE_READ_ONLY'],
  'payments.read': everybody,
  'payments.cancel': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'payments.export': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'channels.read': everybody,
  'channels.write': ['OWNER', 'ADMIN', 'DEV'],
  'channel-groups.read': everybody,
  'channel-groups.write': ['OWNER', 'ADMIN', 'DEV'],
  'api-secrets.read': ['OWNER', 'ADMIN', 'MANAGER', 'DEV', 'READ_ONLY', 'STORE_MANAGER'],
  'api-secrets.write': ['OWNER', 'ADMIN'],
  'v1-keys.read': ['OWNER', 'ADMIN', 'DEV'],
  'v1-keys.write': ['OWNER', 'ADMIN', 'DEV'],
  'call-addresses.read': ['OWNER', 'ADMIN', 'DEV'],
  'call-addresses.write': ['OWNER', 'ADMIN', 'DEV'],
  'webhooks.read': ['OWNER', 'ADMIN', 'DEV', 'STORE_MANAGER'],
  'webhooks.write': ['OWNER', 'ADMIN', 'DEV', 'STORE_MANAGER'],
  'webhooks.resend': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'applications.read': ['OWNER', 'ADMIN'],
  'applications.write': ['OWNER', 'ADMIN'],
  'stores.read': everybody,
  'stores.write': ['OWNER', 'ADMIN'],
  'members.read': everybody,
  'members.write': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'audit.read': ['OWNER', 'ADMIN'],
  'personal-data.read': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'promotions.read': ['OWNER', 'ADMIN', 'MANAGER', 'READ_ONLY', 'STORE_MANAGER', 'STORE_READ_ONLY'],
  'promotions.write': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'checkout-profiles.read': everybody,
  'checkout-profiles.write': ['OWNER', 'ADMIN', 'DEV'],
  'reconciliation.read': ['OWNER', 'ADMIN', 'MANAGER', 'READ_ONLY', 'STORE_MANAGER', 'STORE_READ_ONLY'],
  'reconciliation.write': ['OWNER', 'ADMIN', 'MANAGER'],
  'billing-keys.write': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'schedules.write': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'cash-receipts.write': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
}

/** `public`: without a session. `self`: whoever is signed in, about himself. Otherwise the action that it asks for. */
type Access = 'public' | 'self' | ConsoleAction

const api = '/console/api'
const store = `${api}/stores/:storeId`
const settings = `${store}/webhook-settings/:mode`
const groups = `${store}/channel-groups`
const own = `${api}/account`

const routes: Readonly<Record<string, Access>> = {
  [`POST ${api}/sign-up`]: 'public',
  [`POST ${api}/sign-in`]: 'public',
  [`POST ${api}/sign-in/second-step`]: 'public',
  [`POST ${api}/sign-in/passkey/options`]: 'public',
  [`POST ${api}/sign-in/passkey`]: 'public',
  [`POST ${api}/sign-out`]: 'public',
  [`POST ${api}/verification-mail`]: 'public',
  [`POST ${api}/password/forgot`]: 'public',
  [`POST ${api}/verify-email`]: 'public',
  [`POST ${api}/password/reset`]: 'public',
  [`POST ${api}/invitation`]: 'public',
  [`POST ${api}/invitation/accept`]: 'public',
  [`POST ${own}/email/confirm`]: 'public',
  [`GET ${api}/installation`]: 'public',
  [`GET ${api}/dev-mailbox`]: 'public',

  [`GET ${api}/me`]: 'self',
  [`GET ${api}/catalogue`]: 'self',
  [`GET ${api}/notices`]: 'self',
  [`GET ${api}/notices/newest`]: 'self',
  [`GET ${api}/saved-views/:list`]: 'self',
  [`POST ${api}/saved-views/:list`]: 'self',
  [`PUT ${api}/saved-views/:list/:viewId`]: 'self',
  [`DELETE ${api}/saved-views/:list/:viewId`]: 'self',
  [`GET ${own}`]: 'self',
  [`POST ${own}/two-factor`]: 'self',
  [`POST ${own}/two-factor/confirm`]: 'self',
  [`POST ${own}/two-factor/recovery-codes`]: 'self',
  [`POST ${own}/two-factor/remove`]: 'self',
  [`POST ${own}/passkeys/options`]: 'self',
  [`POST ${own}/passkeys`]: 'self',
  [`PATCH ${own}/passkeys/:id`]: 'self',
  [`POST ${own}/passkeys/:id/remove`]: 'self',
  [`GET ${own}/sessions`]: 'self',
  [`DELETE ${own}/sessions/:id`]: 'self',
  [`POST ${own}/sessions/end-others`]: 'self',
  [`POST ${own}/email`]: 'self',
  [`DELETE ${own}/email`]: 'self',
  [`POST ${own}/password`]: 'self',
  [`PUT ${own}/marketing`]: 'self',
  [`GET ${own}/withdrawal`]: 'self',
  [`POST ${own}/withdrawal`]: 'self',

  [`GET ${api}/audit`]: 'audit.read',
  [`GET ${api}/audit.csv`]: 'audit.read',
  [`GET ${api}/call-addresses`]: 'call-addresses.read',
  [`PUT ${api}/call-addresses`]: 'call-addresses.write',
  [`GET ${api}/members`]: 'members.read',
  [`POST ${api}/members`]: 'members.write',
  [`PATCH ${api}/members/:memberId`]: 'members.write',
  [`DELETE ${api}/members/:memberId`]: 'members.write',
  [`POST ${api}/members/:memberId/invitation`]: 'members.write',
  [`GET ${api}/emergency-contacts`]: 'applications.read',
  [`POST ${api}/emergency-contacts`]: 'applications.write',
  [`PUT ${api}/emergency-contacts/:contactId`]: 'applications.write',
  [`DELETE ${api}/emergency-contacts/:contactId`]: 'applications.write',
  [`GET ${api}/application`]: 'applications.read',
  [`PUT ${api}/application/terms`]: 'applications.write',
  [`PUT ${api}/application/business`]: 'applications.write',
  [`POST ${api}/application/business/submit`]: 'applications.write',
  [`GET ${api}/application/licence`]: 'applications.read',
  [`PUT ${api}/application/licence`]: 'applications.write',
  [`DELETE ${api}/application/licence`]: 'applications.write',
  [`GET ${api}/application/offers`]: 'applications.read',
  [`GET ${api}/application/proposal`]: 'applications.read',
  [`PUT ${api}/application/choice`]: 'applications.write',
  [`POST ${api}/application/choice/submit`]: 'applications.write',
  [`GET ${api}/application/status`]: 'applications.read',
  [`POST ${api}/application/contracts/:contractId/cancel`]: 'applications.write',
  [`GET ${api}/stores`]: 'stores.read',
  [`POST ${api}/stores`]: 'stores.write',

  [`PATCH ${store}`]: 'stores.write',
  [`DELETE ${store}`]: 'stores.write',
  [`GET ${store}/api-secrets`]: 'api-secrets.read',
  [`POST ${store}/api-secrets`]: 'api-secrets.write',
  [`DELETE ${store}/api-secrets/:apiSecretId`]: 'api-secrets.write',
  [`GET ${store}/v1-credential`]: 'v1-keys.read',
  [`POST ${store}/v1-credential/reissue`]: 'v1-keys.write',
  [`GET ${store}/channels`]: 'channels.read',
  [`POST ${store}/channels`]: 'channels.write',
  [`GET ${store}/channels/:channelKey`]: 'channels.read',
  [`PATCH ${store}/channels/:channelKey`]: 'channels.write',
  [`POST ${store}/channels/:channelKey/test`]: 'channels.write',
  [`DELETE ${store}/channels/:channelKey`]: 'channels.write',
  [`GET ${store}/v1-default-channels`]: 'channels.read',
  [`PUT ${store}/v1-default-channels/:purpose`]: 'channels.write',
  [`GET ${store}/channel-group-channels`]: 'channel-groups.read',
  [`GET ${groups}`]: 'channel-groups.read',
  [`POST ${groups}`]: 'channel-groups.write',
  [`GET ${groups}/:channelGroupId`]: 'channel-groups.read',
  [`PATCH ${groups}/:channelGroupId`]: 'channel-groups.write',
  [`DELETE ${groups}/:channelGroupId`]: 'channel-groups.write',
  [`DELETE ${groups}/:channelGroupId/sessions/:sessionId`]: 'channel-groups.write',
  [`GET ${settings}/:apiVersion`]: 'webhooks.read',
  [`PUT ${settings}/:apiVersion`]: 'webhooks.write',
  [`POST ${settings}/:apiVersion/test`]: 'webhooks.write',
  [`POST ${settings}/V2/secrets`]: 'webhooks.write',
  [`DELETE ${settings}/V2/secrets/:secretId`]: 'webhooks.write',
  [`GET ${store}/webhooks`]: 'payments.read',
  [`GET ${store}/failed-webhooks`]: 'payments.read',
  [`POST ${store}/failed-webhooks/resend`]: 'webhooks.resend',
  [`POST ${store}/webhooks/:webhookId/resend`]: 'webhooks.resend',
  [`GET ${store}/payments`]: 'payments.read',
  [`GET ${store}/payments/:paymentId`]: 'payments.read',
  [`GET ${store}/payments/:paymentId/history`]: 'payments.read',
  [`POST ${store}/payments/:paymentId/cancel`]: 'payments.cancel',
  [`GET ${store}/payment-counts`]: 'payments.read',
  [`POST ${store}/payment-export`]: 'payments.export',
  [`GET ${api}/checkout-profiles`]: 'checkout-profiles.read',
  [`POST ${api}/checkout-profiles`]: 'checkout-profiles.write',
  [`PUT ${api}/checkout-profiles/:profileKey`]: 'checkout-profiles.write',
  [`DELETE ${api}/checkout-profiles/:profileKey`]: 'checkout-profiles.write',
  [`GET ${store}/payment-sessions`]: 'payments.read',
  [`GET ${store}/promotions`]: 'promotions.read',
  [`GET ${store}/promotions/:promotionId`]: 'promotions.read',
  [`POST ${store}/promotions`]: 'promotions.write',
  [`PATCH ${store}/promotions/:promotionId`]: 'promotions.write',
  [`POST ${store}/promotions/:promotionId/pause`]: 'promotions.write',
  [`POST ${store}/promotions/:promotionId/resume`]: 'promotions.write',
  [`POST ${store}/promotions/:promotionId/terminate`]: 'promotions.write',
  [`GET ${store}/identity-verifications`]: 'payments.read',
  [`GET ${store}/identity-verifications/:identityVerificationId`]: 'payments.read',
  [`POST ${store}/identity-verifications/:identityVerificationId/reveal`]: 'personal-data.read',
  [`GET ${store}/billing-keys`]: 'payments.read',
  [`GET ${store}/billing-keys/:billingKey`]: 'payments.read',
  [`DELETE ${store}/billing-keys/:billingKey`]: 'billing-keys.write',
  [`GET ${store}/schedules`]: 'payments.read',
  [`GET ${store}/schedules/:scheduleId`]: 'payments.read',
  [`GET ${store}/schedule-days`]: 'payments.read',
  [`GET ${store}/test-clock`]: 'payments.read',
  [`POST ${store}/test-clock`]: 'channels.write',
  [`DELETE ${store}/test-clock`]: 'channels.write',
  [`GET ${store}/schedule-recovery`]: 'payments.read',
  [`PUT ${store}/schedule-recovery`]: 'schedules.write',
  [`POST ${store}/schedules/:scheduleId/revoke`]: 'schedules.write',
  [`POST ${store}/schedules/:scheduleId/move`]: 'schedules.write',
  [`POST ${store}/schedules/:scheduleId/retry`]: 'schedules.write',
  [`GET ${store}/cash-receipts`]: 'payments.read',
  [`POST ${store}/cash-receipts`]: 'cash-receipts.write',
  [`POST ${store}/cash-receipts/:paymentId/cancel`]: 'cash-receipts.write',
  [`GET ${store}/reconciliation/sources`]: 'reconciliation.read',
  [`PUT ${store}/reconciliation/source`]: 'reconciliation.write',
  [`GET ${store}/reconciliation/imports`]: 'reconciliation.read',
  [`PUT ${store}/reconciliation/import`]: 'reconciliation.write',
  [`POST ${store}/reconciliation/collect`]: 'reconciliation.write',
  [`GET ${store}/reconciliation/summary`]: 'reconciliation.read',
  [`GET ${store}/reconciliation/entries`]: 'reconciliation.read',
  [`POST ${store}/reconciliation/entries-export`]: 'payments.export',
  [`GET ${store}/reconciliation/vat`]: 'reconciliation.read',
  [`POST ${store}/reconciliation/vat-export`]: 'payments.export',
  [`GET ${store}/home/summary`]: 'home.read',
  [`GET ${store}/home/progress`]: 'payments.read',
}

const password = 'Quiet-River-7731'
let console: OpenConsole
const people = new Map<Role | 'EXPORTER', Visitor>()
const places = { main: '', sub: '', other: '', foreign: '' }
const foreign = { memberId: '', contactId: '' }

beforeAll(async () => {
  console = await openConsole(inject('adminDatabaseUrl'))
  const owner = await signUp('owner@matrix.example')
  people.set('OWNER', owner)
  places.main = await firstStore(owner)
  const channelKey = await addChannel(owner)
  places.sub = await addStore(owner, channelKey, 'AAA')
  places.other = await addStore(owner, channelKey, 'BBB')
  for (const role of everybody.filter((one) => one !== 'OWNER')) {
    people.set(role, await join(owner, role, role.startsWith('STORE_') ? { storeId: places.sub } : {}))
  }
  people.set('EXPORTER', await join(owner, 'READ_ONLY', { mayExport: true }))

  const stranger = await signUp('stranger@else.example')
  places.foreign = await firstStore(stranger)
  const contact = { name: '남', phone: '01000000000', email: 'x@else.example' }
  foreign.contactId = String((await stranger.call('POST', '/emergency-contacts', contact)).json['contactId'])
  const guest = { email: 'guest@else.example', role: 'READ_ONLY', memo: '', mayExport: false }
  foreign.memberId = String((await stranger.call('POST', '/members', guest)).json['memberId'])
}, 120_000)
afterAll(() => console?.close())

async function signUp(email: string): Promise<Visitor> {
  const terms = { service: true, privacy: true, marketing: false }
  await console.anonymous.call('POST', '/sign-up', { email, password, terms })
  await console.anonymous.call('POST', '/verify-email', { token: await console.mailedToken(email) })
  return console.signIn(email, password)
}

async function join(owner: Visitor, role: Role, more: object): Promise<Visitor> {
  const email = `${role.toLowerCase()}-${people.size}@matrix.example`
  good(await owner.call('POST', '/members', { email, role, memo: '', mayExport: false, ...more }))
  const token = await console.mailedToken(email)
  good(await console.anonymous.call('POST', '/invitation/accept', { token, password }))
  return console.signIn(email, password)
}

async function firstStore(visitor: Visitor): Promise<string> {
  const { stores } = (await visitor.call('GET', '/me')).json as { stores: { storeId: string }[] }
  return stores[0]?.storeId ?? ''
}

async function addChannel(owner: Visitor): Promise<string> {
  const body = {
    mode: 'TEST',
    pg: 'tosspayments',
    module: 'tosspayments',
    name: '시험 채널',
    attribute: 'PAYMENT',
    taxType: 'UNSET',
    manualConfirm: false,
    sharedTestMid: 'iamporttest_3',
    credentials: {},
  }
  return String(good(await owner.call('POST', `/stores/${places.main}/channels`, body)).json['channelKey'])
}

async function addStore(owner: Visitor, channelKey: string, tierCode: string): Promise<string> {
  const body = {
    name: `상점 ${tierCode}`,
    tierCode,
    channelKeys: [channelKey],
    inheritsWebhooks: false,
    terms: { privacy: true, disclosure: true },
  }
  return String(good(await owner.call('POST', '/stores', body)).json['storeId'])
}

function good(answer: Answer): Answer {
  expect([answer.status, answer.type]).toEqual([200, answer.type])
  return answer
}

/** The route with ids that name nothing, so that what is allowed changes nothing either. */
function pathOf(url: string, storeId: string): string {
  const given: Readonly<Record<string, string>> = {
    storeId,
    mode: 'TEST',
    apiVersion: 'V2',
    list: 'payments',
    channelKey: `channel-key-${crypto.randomUUID()}`,
    channelGroupId: `channel-group-test-${crypto.randomUUID()}`,
  }
  return url.replaceAll(/:(\w+)/g, (_, name: string) => given[name] ?? crypto.randomUUID())
}

async function knock(visitor: Visitor, route: string, storeId: string): Promise<Answer> {
  const [method = '', url = ''] = route.split(' ')
  return visitor.call(method, pathOf(url, storeId), method === 'GET' || method === 'DELETE' ? undefined : {})
}

const refusals = ['UnauthorizedError', 'ForbiddenError', 'StoreNotFoundError', 'CrossSiteRequestError']

/** `in`: past session, role and store, whatever the empty request came to. */
function outcome(answer: Answer): string {
  expect(answer.status).toBeLessThan(500)
  if (!refusals.includes(answer.type)) return 'in'
  return `${answer.status} ${answer.type}`
}

function visitor(role: Role | 'EXPORTER'): Visitor {
  const found = people.get(role)
  if (found === undefined) throw new Error(`nobody is ${role}`)
  return found
}

const guarded = Object.entries(routes).filter(([, access]) => access !== 'public' && access !== 'self')
const ofStore = guarded.filter(([route]) => route.includes('/:storeId'))
const ofMerchant = guarded.filter(([route]) => !route.includes('/:storeId'))

test('the console has exactly the routes of this table', () => {
  const registered = console.routes
    .filter(({ url }) => url.startsWith('/console/'))
    .map(({ method, url }) => `${method} ${url}`)

  expect(registered.length).toBeGreaterThan(60)
  expect(registered.toSorted()).toEqual(Object.keys(routes).toSorted())
})

test('without a session every guarded route answers 401', async () => {
  for (const [route, access] of Object.entries(routes)) {
    const answer = await knock(console.anonymous, route, places.main)
    const isRefused = answer.type === 'UnauthorizedError'
    expect([route, isRefused]).toEqual([route, access !== 'public'])
  }
})

describe.each(everybody)('%s', (role) => {
  const allowed = (access: Access) =>
    access === 'public' || access === 'self' || rights[access].includes(role)

  test('is told exactly his rights', async () => {
    const { json } = await visitor(role).call('GET', '/me')
    const expected = Object.entries(rights).filter(([, roles]) => roles.includes(role))
    expect(json['actions']).toHaveLength(expected.length)
    expect(json).toMatchObject({ role, actions: expect.arrayContaining(expected.map(([action]) => action)) })
  })

  test('reaches of what belongs to the merchant what he may, and is refused the rest', async () => {
    for (const [route, access] of ofMerchant) {
      const answer = await knock(visitor(role), route, '')
      expect([route, outcome(answer)]).toEqual([route, allowed(access) ? 'in' : '403 ForbiddenError'])
    }
  })

  test('reaches in each store what he may, and is refused the rest', async () => {
    const isPinned = role.startsWith('STORE_')
    for (const [route, access] of ofStore) {
      for (const place of ['main', 'sub', 'other'] as const) {
        // Deleting a sub-store would be allowed, and really happen.
        if (route === `DELETE ${store}` && place !== 'main' && allowed(access)) continue
        const answer = await knock(visitor(role), route, places[place])
        const isHidden = isPinned && place !== 'sub'
        const expected = isHidden ? '404 StoreNotFoundError' : allowed(access) ? 'in' : '403 ForbiddenError'
        expect([route, place, outcome(answer)]).toEqual([route, place, expected])
      }
    }
  })

  test("sees nothing of another merchant's store", async () => {
    for (const [route] of ofStore) {
      const answer = await knock(visitor(role), route, places.foreign)
      expect([route, outcome(answer)]).toEqual([route, '404 StoreNotFoundError'])
    }
  })

  test('does about himself what everybody may', async () => {
    for (const [route, access] of Object.entries(routes)) {
      if (access !== 'self') continue
      expect([route, outcome(await knock(visitor(role), route, ''))]).toEqual([route, 'in'])
    }
  })
})

test('a Read Only account with the Excel right may export, and nothing else more', async () => {
  const exporter = visitor('EXPORTER')
  expect(outcome(await knock(exporter, `POST ${store}/payment-export`, places.main))).toBe('in')
  expect(outcome(await knock(visitor('READ_ONLY'), `POST ${store}/payment-export`, places.main))).toBe(
    '403 ForbiddenError',
  )
  const { json } = await exporter.call('GET', '/me')
  const readOnly = Object.entries(rights).filter(([, roles]) => roles.includes('READ_ONLY'))
  expect(json['actions']).toHaveLength(readOnly.length + 1)
})

test("the Owner finds nothing of another merchant's people and contacts", async () => {
  const owner = visitor('OWNER')
  const { memberId, contactId } = foreign
  expect(memberId).toMatch(/^[0-9a-f-]{36}$/)
  const edit = { role: 'DEV', memo: '', mayExport: false, rowVersion: 1 }
  const contact = { name: '남', phone: '01000000000', email: 'x@else.example' }
  const answers = [
    await owner.call('PATCH', `/members/${memberId}`, edit),
    await owner.call('DELETE', `/members/${memberId}`),
    await owner.call('POST', `/members/${memberId}/invitation`),
    await owner.call('PUT', `/emergency-contacts/${contactId}`, contact),
    await owner.call('DELETE', `/emergency-contacts/${contactId}`),
  ]
  expect(answers.map(({ status, type }) => `${status} ${type}`)).toEqual([
    '404 MemberNotFoundError',
    '404 MemberNotFoundError',
    '404 MemberNotFoundError',
    '404 ContactNotFoundError',
    '404 ContactNotFoundError',
  ])
})

test('the Owner of a merchant is nobody at the operator’s desk', async () => {
  const open = ['POST /operator/api/sign-in', 'POST /operator/api/sign-out', 'POST /operator/api/welcome']
  const desk = console.routes
    .map(({ method, url }) => `${method} ${url}`)
    .filter((route) => route.includes(' /operator/api/') && !open.includes(route))

  expect(desk.length).toBeGreaterThan(3)
  for (const route of desk) {
    // 404 where the installation has no operator at all.
    expect([401, 404]).toContain((await knock(visitor('OWNER'), route, '')).status)
  }
})
