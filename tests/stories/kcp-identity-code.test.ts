import { findModule } from '@naru/gateways'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo, type ConsoleClient } from '../attack/console-client.ts'
import { watchAnswers } from '../contract/recorder.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, newPaymentId } from './billing-world.ts'

// Goal: NHN KCP proves a person by a code, as PortOne promises of `kcp_v2`. KCP's own wire for it is not public, so it works
// at the simulator and is refused by name everywhere else.
let system: RunningSystem
let owner: ConsoleClient
let watch: ReturnType<typeof watchAnswers>

beforeAll(async () => {
  system = await startSystem()
  owner = await signInAsDemo(system)
  watch = watchAnswers(system.origins.v2)
}, 120_000)
afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

/** The demonstration merchant has one already. */
async function testChannel(): Promise<string> {
  const { json } = await owner.call('GET', `/stores/${system.demo.storeId}/channels?mode=TEST`)
  const { items } = json as {
    readonly items: readonly { readonly channelKey: string; readonly pgMerchantId: string }[]
  }
  const found = items.find(({ pgMerchantId }) => pgMerchantId === 'AO6R1')
  if (found === undefined) throw new Error('no KCP channel verifies persons')
  return found.channelKey
}

async function liveChannel(): Promise<string> {
  const shared = findModule('kcp_v2')?.module.sharedTestMids.find(({ mid }) => mid === 'AO6R1')
  const made = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'LIVE',
    pg: 'kcp',
    module: 'kcp_v2',
    name: 'KCP 본인인증',
    attribute: 'IDENTITY_VERIFICATION',
    credentials: { ...shared?.credentials, siteCode: 'AB123' },
  })
  if (made.status !== 200) throw new Error(made.text)
  return (made.json as { channelKey: string }).channelKey
}

const asked = (channelKey: string, method: 'SMS' | 'APP') => ({
  channelKey,
  operator: 'LGU_MVNO',
  method,
  customer: {
    name: '김나루',
    phoneNumber: '010-1234-5678',
    ...(method === 'SMS' ? { identityNumber: '9007082' } : {}),
    ipAddress: '203.0.113.7',
  },
})

test('a text message proves the person, after a wrong code and a second message', async () => {
  const path = `/identity-verifications/${newPaymentId()}`
  expect(await callApi(system, 'POST', `${path}/send`, asked(await testChannel(), 'SMS'))).toMatchObject({
    status: 200,
  })
  expect(await callApi(system, 'POST', `${path}/confirm`, { otp: '000000' })).toMatchObject({
    status: 502,
    body: { type: 'PG_PROVIDER', pgCode: 'SIM420' },
  })
  expect(await callApi(system, 'POST', `${path}/resend`, {})).toMatchObject({ status: 200 })

  expect(await callApi(system, 'POST', `${path}/confirm`, { otp: '123456' })).toMatchObject({
    status: 200,
    body: {
      identityVerification: {
        status: 'VERIFIED',
        verifiedCustomer: {
          name: '김나루',
          birthDate: '1990-07-08',
          gender: 'FEMALE',
          phoneNumber: '01012345678',
          operator: 'LGU_MVNO',
          isForeigner: false,
        },
      },
    },
  })
})

test('an app of the phone company approves without a code', async () => {
  const path = `/identity-verifications/${newPaymentId()}`
  await callApi(system, 'POST', `${path}/send`, asked(await testChannel(), 'APP'))

  expect(await callApi(system, 'POST', `${path}/confirm`, {})).toMatchObject({
    status: 200,
    body: { identityVerification: { status: 'VERIFIED' } },
  })
})

test('a live channel is refused by name, and nothing is sent', async () => {
  const path = `/identity-verifications/${newPaymentId()}`

  expect(await callApi(system, 'POST', `${path}/send`, asked(await liveChannel(), 'SMS'))).toMatchObject({
    status: 404,
    body: { type: 'CHANNEL_NOT_FOUND', message: expect.stringContaining('시뮬레이터') },
  })
  expect(await callApi(system, 'GET', path)).toMatchObject({
    body: { type: 'IDENTITY_VERIFICATION_NOT_FOUND' },
  })
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
