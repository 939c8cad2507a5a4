import { gateways } from '@naru/gateways'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, goodCard, newPaymentId } from '../stories/billing-world.ts'

// Goal: whatever a PG does not offer, REST V2 says so with the same words, and nothing is left behind by having asked.
let system: RunningSystem
beforeAll(async () => {
  system = await startSystem()
}, 120_000)
afterAll(() => system?.stop())

interface Door {
  readonly name: string
  readonly isOffered: (pg: string, moduleCode: string) => boolean
  readonly ask: (channelKey: string) => readonly [path: string, body: object]
  readonly type: string
}
const gatewayOf = (pg: string) => {
  const gateway = gateways.find(({ id }) => id === pg)
  if (gateway === undefined) throw new Error(`no gateway ${pg}`)
  return gateway
}
const moduleOf = (pg: string, code: string) => {
  const module = gatewayOf(pg).catalogue.modules.find((one) => one.code === code)
  if (module === undefined) throw new Error(`no module ${code}`)
  return module
}
const order = { orderName: '시험 주문', amount: { total: 12_000 }, currency: 'KRW' }

const doors: readonly Door[] = [
  {
    name: 'key-in',
    isOffered: (pg, code) => moduleOf(pg, code).keyIn === true && gatewayOf(pg).payByCard !== undefined,
    ask: (channelKey) => [
      `/payments/${newPaymentId()}/instant`,
      { ...order, channelKey, method: { card: { credential: goodCard } } },
    ],
    type: 'CHANNEL_NOT_FOUND',
  },
  {
    name: 'virtual account',
    isOffered: (pg, code) =>
      moduleOf(pg, code).virtualAccountByApi === true && gatewayOf(pg).issueVirtualAccount !== undefined,
    ask: (channelKey) => [
      `/payments/${newPaymentId()}/instant`,
      {
        ...order,
        channelKey,
        method: { virtualAccount: { bank: 'WOORI', expiry: { validHours: 24 }, option: { type: 'NORMAL' } } },
      },
    ],
    type: 'CHANNEL_NOT_FOUND',
  },
  {
    name: 'billing key by card number',
    isOffered: (pg, code) =>
      moduleOf(pg, code).billing?.byCard === true && gatewayOf(pg).issueBillingKeyByCard !== undefined,
    ask: (channelKey) => ['/billing-keys', { channelKey, method: { card: { credential: goodCard } } }],
    type: 'CHANNEL_NOT_FOUND',
  },
  {
    name: 'cash receipt',
    isOffered: (pg) => gatewayOf(pg).issueCashReceipt !== undefined,
    ask: (channelKey) => [
      '/cash-receipts',
      {
        ...order,
        channelKey,
        paymentId: newPaymentId(),
        type: 'PERSONAL',
        customer: { identityNumber: '010-1234-5678' },
      },
    ],
    type: 'PG_PROVIDER',
  },
  {
    name: 'identity verification by code',
    isOffered: (pg, code) => (moduleOf(pg, code).identity?.otpMethods ?? []).length > 0,
    ask: (channelKey) => [
      `/identity-verifications/${newPaymentId()}/send`,
      {
        channelKey,
        operator: 'SKT',
        method: 'SMS',
        customer: {
          name: '김나루',
          phoneNumber: '01012345678',
          identityNumber: '9001011',
          ipAddress: '127.0.0.1',
        },
      },
    ],
    type: 'CHANNEL_NOT_FOUND',
  },
]

test.each(doors)('$name is refused by name wherever no PG offers it', async ({ isOffered, ask, type }) => {
  const without = system.demo.channels.filter(
    ({ pg, module }) => moduleOf(pg, module).versions.includes('V2') && !isOffered(pg, module),
  )
  expect(without.length).toBeGreaterThan(0)

  for (const { pg, module, channelKey } of without) {
    const [path, body] = ask(channelKey)
    const answer = await callApi(system, 'POST', path, body)
    expect([module, answer]).toEqual([
      module,
      {
        status: type === 'PG_PROVIDER' ? 502 : 404,
        body: expect.objectContaining({
          type,
          message: expect.stringContaining(
            `이 채널이 지원하지 않는 기능입니다: ${gatewayOf(pg).catalogue.nameKo}(${module})`,
          ),
        }),
      },
    ])
    // Nothing is left behind: no payment by this id, and no other thing.
    const left = await callApi(system, 'GET', path.replace(/\/(instant|send)$/, ''))
    expect(left.body['items'] ?? []).toEqual([])
    expect([200, 404]).toContain(left.status)
  }
})
