import { describe, expect, test } from 'vitest'
import type { IdentityOrder } from '../port.ts'
import { incoming, testContext, testUrls } from '../testing/order.ts'
import { resetByPeer, ScriptedNetwork } from '../testing/scripted-network.ts'
import { seedCbcEncrypt } from '../wire/seed.ts'
import { inicis } from './connector.ts'
import { authHashOf, mTxIdOf, userHashOf } from './unified.ts'

const credentials = { mid: 'MIIiasTest', apiKey: 'test_apikey_naru_MIIiasTest' }
const origin = 'http://127.0.0.1:4004'
const live = { kind: 'live' } as const
const order: IdentityOrder = {
  storeId: 'store-1',
  identityVerificationId: 'identity-1',
  pgVerificationId: '0194a5f0-0000-7000-8000-000000000001',
  person: {
    fullName: '홍길동',
    phoneNumber: '01012345678',
    birthYear: '1990',
    birthMonth: '07',
    birthDay: '08',
  },
  device: 'PC',
  storeName: '나루 상점',
  bypass: { inicisUnified: { flgFixedUser: 'Y', directAgency: 'PASS' } },
}
const context = testContext(credentials, new ScriptedNetwork())

async function fieldsOf(changes: Partial<IdentityOrder> = {}): Promise<Readonly<Record<string, string>>> {
  const begun = await inicis.beginIdentity?.(context, { ...order, ...changes }, testUrls)
  if (begun?.kind !== 'begun' || begun.handOff.kind !== 'form') throw new Error('not begun')
  return begun.handOff.fields
}

/** Expected values: Python's hashlib over the manual's concatenations. */
test('the hashes are those of the manual', () => {
  const mTxId = '12345678901234567890'
  expect(authHashOf('INIiasTest', mTxId, 'TGdxb2l3enJDWFRTbTgvREU3MGYwUT09')).toBe(
    '78dcc4adde38ce69cd8f2d462347289cf1a1f3cc5683c4dc91b7183d22055ccf',
  )
  expect(
    userHashOf({
      userName: '홍길동',
      mid: 'INIiasTest',
      userPhone: '01012345678',
      mTxId,
      userBirth: '19900708',
    }),
  ).toBe('712c38b1c849aea509afb41fdddad4d9d80afd34ddeecb233879786f4f0e9491')
})

describe('the window', () => {
  test('is signed, names a fixed person with his hash, and asks for encrypted data', async () => {
    const fields = await fieldsOf()
    const mTxId = mTxIdOf(order)

    expect(mTxId).toMatch(/^[0-9a-f]{20}$/)
    expect(fields).toMatchObject({
      mid: 'MIIiasTest',
      mTxId,
      authHash: authHashOf('MIIiasTest', mTxId, credentials.apiKey),
      flgFixedUser: 'Y',
      userName: '홍길동',
      userBirth: '19900708',
      reservedMsg: 'isUseToken=Y',
      directAgency: 'PASS',
      successUrl: testUrls.returnUrl,
    })
    expect(JSON.stringify(fields)).not.toContain(credentials.apiKey)
  })

  test('tells nothing of a person who is not fixed', async () => {
    const fields = await fieldsOf({ bypass: { inicisUnified: { flgFixedUser: 'N' } } })
    expect(fields).not.toHaveProperty('userName')
    expect(fields).not.toHaveProperty('userHash')
  })

  test.each([
    ['bypass.inicisUnified.flgFixedUser', {}],
    ['bypass.inicisUnified.directAgency', { directAgency: 'FAX', flgFixedUser: 'N' }],
    ['bypass.inicisUnified.logoUrl', { logoUrl: 'http://a.example/l.png', flgFixedUser: 'N' }],
  ])('is refused over %s before anything is stored', (field, extras) => {
    expect(
      inicis.checkIdentityOrder?.('inicis_unified', { ...order, bypass: { inicisUnified: extras } }),
    ).toMatchObject({ field })
  })

  test('a fixed person needs his whole birth date', () => {
    const { birthDay: _gone, ...person } = order.person
    expect(inicis.checkIdentityOrder?.('inicis_unified', { ...order, person })).toMatchObject({
      field: 'customer.birthDay',
    })
  })
})

describe('the return', () => {
  const read = (form: Readonly<Record<string, string>>, environment = context.environment) =>
    inicis.readIdentityReturn?.(
      { ...context, environment },
      order,
      {},
      incoming(new URLSearchParams(form).toString()),
    )
  const good = { resultCode: '0000', txId: 'SA1', token: 't', resultMsg: '%EC%84%B1%EA%B3%B5' }

  test.each([
    ['https://kssa.inicis.com/auth/result', 'authenticated'],
    ['https://fcsa.inicis.com/auth/result', 'authenticated'],
    ['http://kssa.inicis.com/auth/result', 'unreadable'],
    ['https://kssa.inicis.com.evil.example/', 'unreadable'],
    ['https://kssa.inicis.com@evil.example/', 'unreadable'],
    ['https://kssa.inicis.com:8443/', 'unreadable'],
    ['https://evil.example/?kssa.inicis.com', 'unreadable'],
    [`${origin}/inicis/authResult`, 'unreadable'],
    ['', 'unreadable'],
  ])('live, the address %s is %s', (authRequestUrl, kind) => {
    expect(read({ ...good, authRequestUrl }, live)?.kind).toBe(kind)
  })

  test('says who closed it, in the PG’s own words', () => {
    expect(
      read({ resultCode: '9001', resultMsg: encodeURIComponent('사용자가 인증을 취소하였습니다.') }),
    ).toMatchObject({
      kind: 'failed',
      pgCode: '9001',
      pgMessage: '사용자가 인증을 취소하였습니다.',
      closedByBuyer: true,
    })
    expect(read({ hello: 'you' })?.kind).toBe('unreadable')
  })
})

describe('the result', () => {
  const key = Buffer.alloc(16, 5)
  const kept = (text: string) => seedCbcEncrypt(text, key, Buffer.from('SASKGINICIS00000'))
  const answer = {
    resultCode: '0000',
    resultMsg: '',
    txId: 'SA1',
    mTxId: mTxIdOf(order),
    providerDevCd: 'PASS',
    userName: kept('홍길동'),
    userPhone: kept('01012345678'),
    userBirthday: kept('19900708'),
    userCi: kept('c'.repeat(88)),
    userGender: 'M',
    isForeign: 'N',
  }
  const fetchWith = (body: unknown, status = 200) => {
    const network = new ScriptedNetwork({
      status,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return inicis.fetchIdentity?.(
      { ...context, network },
      {
        order,
        proof: { txId: 'SA1', resultUrl: `${origin}/inicis/authResult`, token: key.toString('base64') },
        memory: {},
      },
    )
  }

  test('is opened with the key of this transaction', async () => {
    expect(await fetchWith(answer)).toMatchObject({
      kind: 'verified',
      pgTxId: 'SA1',
      person: {
        name: '홍길동',
        birthDate: '1990-07-08',
        gender: 'MALE',
        phoneNumber: '01012345678',
        isForeigner: false,
        ci: 'c'.repeat(88),
      },
    })
  })

  test.each([
    ['of another verification', { ...answer, mTxId: 'another' }, 'declined'],
    ['of another transaction', { ...answer, txId: 'SA2' }, 'declined'],
    ['under another key', { ...answer, userName: 'AAAAAAAAAAAAAAAAAAAAAA==' }, 'declined'],
    ['read before', { resultCode: '9025', resultMsg: '' }, 'declined'],
    ['that breaks off', '{"resultCode":"00', 'silent'],
    ['that is no object', '[]', 'silent'],
  ])('a result %s verifies nobody', async (_what, body, kind) => {
    expect((await fetchWith(body))?.kind).toBe(kind)
  })

  test('a server error or a lost line is silence', async () => {
    expect((await fetchWith(answer, 500))?.kind).toBe('silent')
    const network = new ScriptedNetwork(resetByPeer())
    expect(
      await inicis.fetchIdentity?.(
        { ...context, network },
        { order, proof: { txId: 'SA1', resultUrl: `${origin}/inicis/authResult` }, memory: {} },
      ),
    ).toMatchObject({ kind: 'silent' })
  })

  test('no address that is not the PG’s is ever asked', async () => {
    const network = new ScriptedNetwork()
    expect(
      await inicis.fetchIdentity?.(
        { ...context, network, environment: live },
        { order, proof: { txId: 'SA1', resultUrl: 'https://evil.example/' }, memory: {} },
      ),
    ).toMatchObject({ kind: 'declined' })
    expect(network.requests).toEqual([])
  })
})
