import { gateways, type CredentialField } from '@naru/gateways'
import { issuePair } from '@naru/gateways/kcp/certificate.test-support'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { channelForm } from '@naru/server/channel/channel-form'
import { goodValues, kcpPair } from '@naru/server/channel/form-samples.test-support'
import { day } from '@naru/server/foundation/clock'
import { openChannelWorld, type ChannelWorld } from './channel-world.ts'
import { makeMerchant, wholeDatabase } from './credential-world.ts'

let world: ChannelWorld
let app: FastifyInstance
let base: string

beforeAll(async () => {
  world = await openChannelWorld(inject('adminDatabaseUrl'), gateways)
})
afterAll(() => world.close())
beforeEach(async () => {
  base = `/console/api/stores/${(await makeMerchant(world.database)).storeId}/channels`
  app = world.serve(world.deps)
})
afterEach(() => app.close())

async function post(body: object) {
  const answer = await app.inject({ method: 'POST', url: base, payload: body })
  return { status: answer.statusCode, body: answer.json() }
}

const forms = gateways.flatMap((gateway) =>
  gateway.catalogue.modules.flatMap((module) =>
    module.channelAttributes.map((attribute) => ({
      name: `${module.code} ${attribute}`,
      gateway,
      module,
      attribute,
    })),
  ),
)

function wrongValues(field: CredentialField): string[] {
  const { lengthMax, lengthExact } = field
  return [
    ...(field.required === 'always' ? [''] : []),
    ...(lengthMax === undefined ? [] : ['x'.repeat(lengthMax + 1)]),
    ...(lengthExact === undefined ? [] : ['x'.repeat(lengthExact - 1), 'x'.repeat(lengthExact + 1)]),
    ...(field.options === undefined ? [] : ['no such choice']),
    ...(field.type === 'file' ? [] : ['a\u0007b']),
  ]
}

// Goal: whatever a client sends, a channel that cannot work is not saved, and the answer says which field is wrong.
describe.each(forms)('$name', ({ gateway, module, attribute }) => {
  const fields = channelForm(module, attribute) ?? []
  const needed = fields.filter((field) => field.required === 'always')
  const bodyOf = (mode: 'TEST' | 'LIVE') => ({
    pg: gateway.id,
    module: module.code,
    name: '채널',
    attribute,
    credentials: goodValues(needed, module.code, mode),
  })

  /** One mistake each, and the field that must be named for it. */
  function wrongForms(right: ReturnType<typeof bodyOf>, mode: 'TEST' | 'LIVE') {
    const values = fields.flatMap((field) =>
      wrongValues(field).map((value) => ({
        body: { ...right, mode, credentials: { ...right.credentials, [field.key]: value } },
        field: field.isPgMerchantId === true ? 'pgMerchantId' : `credentials.${field.key}`,
      })),
    )
    const others = (['PAYMENT', 'IDENTITY_VERIFICATION'] as const)
      .filter((other) => !module.channelAttributes.includes(other))
      .map((other) => ({ body: { ...right, mode, attribute: other }, field: 'attribute' }))
    const shared = module.sharedTestMids
      .filter(() => mode === 'LIVE')
      .map(({ mid }) => ({ body: { ...right, mode, sharedTestMid: mid }, field: 'pgMerchantId' }))
    return [...values, ...others, ...shared]
  }

  const modes = module.testOnly === true ? (['TEST'] as const) : (['TEST', 'LIVE'] as const)
  test.each(modes)(
    'refuses every wrong form in %s mode under the field, then saves the right one',
    async (mode) => {
      const body = bodyOf(mode)
      for (const wrong of wrongForms(body, mode)) {
        const answer = await post(wrong.body)
        expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, [wrong.field]])
      }

      const saved = await post({ ...body, mode })
      expect([saved.status, saved.body.attribute, saved.body.mode]).toEqual([200, attribute, mode])
      expect((await post({ ...body, mode, name: '둘째' })).body).toMatchObject({
        type: 'DuplicateChannelError',
        fields: { pgMerchantId: expect.any(String) },
      })
    },
  )
})

test('DANAL’s CPPWD and the DI code are accepted blank, and a filled CPPWD is warned of', async () => {
  const danal = {
    mode: 'LIVE',
    pg: 'danal',
    module: 'danal_tpay',
    name: '다날',
    credentials: { cpid: 'own' },
  }
  const blank = await post(danal)
  const filled = await post({ ...danal, name: '다날 둘', credentials: { cpid: 'own2', cpPwd: 'secret' } })
  const identity = await post({
    mode: 'LIVE',
    pg: 'inicis',
    module: 'inicis',
    attribute: 'IDENTITY_VERIFICATION',
    name: '본인인증',
    credentials: { mid: 'own', seedKey: 'k', seedIv: 'v', diCode: '' },
  })
  const sentence = (answer: typeof blank) =>
    answer.body.warnings.find((warning: { field: string }) => warning.field === 'credentials.cpPwd')
      ?.messageKo

  expect([blank.status, filled.status, identity.status]).toEqual([200, 200, 200])
  expect(sentence(blank)).toContain('비어 있습니다')
  expect(sentence(filled)).toContain('사용하지 않으면 빈칸으로 두세요')
})

test('a shared MID serves the attribute that it is meant for and no other', async () => {
  const kcp = { mode: 'TEST', pg: 'kcp', module: 'kcp_v2', sharedTestMid: 'AO6R1', credentials: {} }

  const payment = await post({ ...kcp, name: '결제', attribute: 'PAYMENT' })
  const identity = await post({ ...kcp, name: '본인인증', attribute: 'IDENTITY_VERIFICATION' })

  expect([payment.status, Object.keys(payment.body.fields ?? {})]).toEqual([422, ['pgMerchantId']])
  expect(identity.status).toBe(200)
})

test('a phone channel of Danal shows the version that it serves, which differs between paying and identifying', async () => {
  const danal = { mode: 'LIVE', pg: 'danal', module: 'danal', credentials: { cpid: 'own', cpPwd: 'p' } }
  const payment = await post({ ...danal, name: '휴대폰', attribute: 'PAYMENT' })
  const identity = await post({ ...danal, name: '본인인증', attribute: 'IDENTITY_VERIFICATION' })

  expect([payment.body.versions, identity.body.versions]).toEqual([['V1'], ['V1', 'V2']])
})

describe('the certificate of NHN KCP', () => {
  const kcp = { mode: 'LIVE', pg: 'kcp', module: 'kcp_v2', name: 'KCP', attribute: 'PAYMENT' }
  const fieldsOf = async (credentials: object, fileNames: object = {}) =>
    Object.keys(
      (await post({ ...kcp, credentials: { siteCode: 'A8QCX', ...kcpPair, ...credentials }, fileNames })).body
        .fields ?? {},
    )

  test('of another site code, with another key or another password is refused under its field', async () => {
    expect(await fieldsOf(issuePair({ commonName: 'T0000' }))).toEqual(['credentials.certificate'])
    expect(await fieldsOf({}, { certificate: 'KCP_AUTH_T0000_CERT.pem' })).toEqual([
      'credentials.certificate',
    ])
    expect(await fieldsOf({ privateKey: issuePair().privateKey })).toEqual(['credentials.privateKey'])
    expect(await fieldsOf({ privateKeyPassword: 'wrong' })).toEqual(['credentials.privateKeyPassword'])
    expect(await fieldsOf(issuePair({ validTo: new Date('2025-12-31T00:00:00Z') }))).toEqual([
      'credentials.certificate',
    ])
    expect(await fieldsOf({})).toEqual([])
  })

  test('asks for its renewal from thirty days before its end, says when it is over, and is renewed by an edit', async () => {
    const validTo = new Date(world.clock.now().getTime() + 31 * day)
    const saved = (await post({ ...kcp, credentials: { siteCode: 'A8QCX', ...issuePair({ validTo }) } })).body
    const url = `${base}/${saved.channelKey}`
    const expiry = async () => (await app.inject({ url })).json().expiry
    const edit = (rowVersion: number, change: object) =>
      app.inject({
        method: 'PATCH',
        url,
        payload: {
          name: 'KCP',
          taxType: 'UNSET',
          manualConfirm: false,
          credentials: {},
          rowVersion,
          ...change,
        },
      })

    expect(saved.expiry).toEqual({ at: validTo.toISOString(), daysLeft: 31, state: 'VALID' })
    world.clock.advance(day)
    expect(await expiry()).toMatchObject({ daysLeft: 30, state: 'RENEW' })
    world.clock.advance(30 * day)
    expect(await expiry()).toMatchObject({ daysLeft: 0, state: 'EXPIRED' })

    expect((await edit(1, { name: '만료된 채널' })).statusCode).toBe(200)
    expect(
      (await edit(2, { credentials: { certificate: issuePair().certificate } })).json().fields,
    ).toHaveProperty(['credentials.privateKey'])
    const renewed = await edit(2, { credentials: issuePair() })
    expect(renewed.json()).toMatchObject({ channelKey: saved.channelKey, expiry: { state: 'VALID' } })
  })

  test('and its key stand sealed in the database and are never shown again', async () => {
    const pair = issuePair()
    const saved = (await post({ ...kcp, credentials: { siteCode: 'A8QCX', ...pair } })).body
    const line = pair.privateKey.split('\n')[3] ?? ''

    expect(saved.credentials).toMatchObject({ certificate: { isSet: true }, privateKey: { isSet: true } })
    expect(JSON.stringify(saved)).not.toContain(line)
    expect(await wholeDatabase(world.database)).not.toContain(line)
  })
})
