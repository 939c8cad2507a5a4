import { gateways } from '@naru/gateways'
import { expect, test } from 'vitest'
import type { RoutedEntry, Routing } from '../channel-group/read-routing.ts'
import { Refusal } from '../foundation/refusal.ts'
import { readPaymentRequest } from './read-payment-request.ts'
import { routePayment } from './route-payment.ts'

const now = new Date('2026-01-05T00:00:00Z')

function entry(moduleCode: string, weight: number): RoutedEntry {
  const gateway = gateways.find(({ catalogue }) => catalogue.modules.some(({ code }) => code === moduleCode))
  const module = gateway?.catalogue.modules.find(({ code }) => code === moduleCode)
  return {
    channelKey: `channel-${moduleCode}`,
    channelName: `${moduleCode} 채널`,
    weight,
    enabled: true,
    attribute: 'PAYMENT',
    connector: gateway === undefined || module === undefined ? undefined : { gateway, module },
  }
}

const both: Routing = {
  channelGroupId: 'channel-group-test-1',
  name: '기본',
  mode: 'TEST',
  sessionId: 'session-1',
  entries: [entry('tosspayments', 70), entry('inicis_v2', 30)],
  restingChannelKeys: [],
  failsOver: false,
}

const asked = {
  storeId: 'store-1',
  paymentId: 'order-1',
  channelGroupId: 'channel-group-test-1',
  orderName: '나룻배 모형',
  totalAmount: 1_000,
  currency: 'CURRENCY_KRW',
  payMethod: 'CARD',
  redirectUrl: 'https://shop.example/return',
  customer: { fullName: '홍길동', phoneNumber: '01012345678', email: 'buyer@shop.example' },
}

function route(routing: Routing | undefined, more: object = {}, fraction = 0) {
  const request = readPaymentRequest({ ...asked, ...more }, 'PC', now)
  return routePayment(routing, request, {
    device: 'PC',
    pageOrigin: 'https://shop.example',
    random: { fraction: () => fraction },
  })
}

function refusalOf(run: () => unknown): string {
  try {
    run()
    return 'not refused'
  } catch (error) {
    if (error instanceof Refusal) return `${error.type} ${error.detail ?? ''}`
    throw error
  }
}

test('the lot chooses the channel, and the group with the session that decided goes with the payment', () => {
  const group = { id: 'channel-group-test-1', name: '기본', isForTest: true, sessionId: 'session-1' }

  expect(route(both, {}, 0.69)).toMatchObject({ channelKey: 'channel-tosspayments', group })
  expect(route(both, {}, 0.7)).toMatchObject({ channelKey: 'channel-inicis_v2', group })
})

test('a group that the store does not have is refused with the word of the SDK', () => {
  expect(refusalOf(() => route(undefined))).toBe('AllChannelsNotSatisfied channelGroupId')
})

// Goal: a misfit shows on the first payment that is tried, not on three of ten.
test('a pay method that one channel of the group cannot do is refused whichever channel the lot would have chosen', () => {
  const withCardOnly: Routing = {
    ...both,
    entries: [entry('tosspayments', 70), cardOnly(entry('inicis_v2', 30))],
  }

  for (const fraction of [0, 0.99])
    expect(refusalOf(() => route(withCardOnly, { payMethod: 'TRANSFER' }, fraction))).toMatch(
      /^AllChannelsNotSatisfied inicis_v2 채널 — .*지원하지 않는 기능입니다: .*계좌이체/,
    )
})

test.each([
  ['a V1 module', 'uplus'],
  ['a module whose connector is not here', 'kpn'],
  ['a wallet', 'kakaopay'],
  ['a channel that is gone', 'nothing'],
])('a group that holds %s takes no V2 payment, and the answer names the channel', (_name, code) => {
  const routing: Routing = { ...both, entries: [entry('tosspayments', 99), entry(code, 1)] }

  expect(refusalOf(() => route(routing))).toContain(`AllChannelsNotSatisfied ${code} 채널`)
})

test.each([
  [{ customer: {} }, 'customer.fullName, customer.phoneNumber, customer.email'],
  [{ payMethod: 'VIRTUAL_ACCOUNT' }, 'virtualAccount.accountExpiry'],
  [{ payMethod: 'MOBILE' }, 'productType'],
])('what some PG of a group may need is demanded of every request: %j', (more, fields) => {
  expect(refusalOf(() => route(both, more))).toBe(`RequestParseFailed channelGroupId: ${fields}`)
})

function cardOnly(of: RoutedEntry): RoutedEntry {
  const { connector } = of
  if (connector?.module.window === undefined) throw new Error('a module with a window')
  const { gateway, module } = connector
  return {
    ...of,
    connector: {
      gateway,
      module: { ...module, window: { ...connector.module.window, payMethods: ['CARD'] } },
    },
  }
}
