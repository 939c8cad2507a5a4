import { expect, test } from 'vitest'
import { readPaymentCall } from './payment-shape.ts'

const good = {
  storeId: 'store-1',
  paymentId: 'order-1',
  orderName: '양말',
  totalAmount: 1000,
  currency: 'KRW',
  payMethod: 'CARD',
  channelKey: 'channel-key-1',
}

function messageOf(request: unknown, device: 'PC' | 'MOBILE' = 'PC'): string {
  const reading = readPaymentCall(request, device)
  return reading.ok ? '' : reading.message
}

test('a complete request passes, in its bare and its prefixed spelling', () => {
  expect(readPaymentCall(good, 'PC').ok).toBe(true)
  expect(readPaymentCall({ ...good, currency: 'CURRENCY_KRW' }, 'PC').ok).toBe(true)
})

for (const field of ['storeId', 'paymentId', 'orderName', 'totalAmount', 'currency', 'channelKey'] as const) {
  test(`a request without ${field} is refused and names it`, () => {
    expect(messageOf({ ...good, [field]: undefined })).toContain(`(${field})`)
    expect(messageOf({ ...good, [field]: null })).toContain(`(${field})`)
  })
}

test('a value of the wrong JavaScript type is refused and named', () => {
  expect(messageOf({ ...good, totalAmount: '1000' })).toContain('(totalAmount)')
  expect(messageOf({ ...good, totalAmount: Number.NaN })).toContain('(totalAmount)')
  expect(messageOf({ ...good, customer: '홍길동' })).toContain('(customer)')
  expect(messageOf({ ...good, forceRedirect: 'true' })).toContain('(forceRedirect)')
})

test('what is no object, or cannot be written as JSON, is refused', () => {
  const cycle: Record<string, unknown> = { ...good }
  cycle['self'] = cycle

  for (const request of [undefined, null, 'order', [], () => {}, cycle, { ...good, totalAmount: 1000n }]) {
    expect(messageOf(request)).not.toBe('')
  }
})

test('a channel and a channel group together are refused; an older pgProvider alone is left to the server', () => {
  expect(messageOf({ ...good, channelGroupId: 'channel-group-1' })).toContain('channelGroupId')
  expect(messageOf({ ...good, channelKey: undefined, pgProvider: 'PG_PROVIDER_TOSSPAYMENTS' })).toBe('')
})

test('a redirecting window without a return address is refused on the device that it applies to', () => {
  const request = { ...good, windowType: { pc: 'IFRAME', mobile: 'REDIRECTION' } }

  expect(messageOf(request, 'PC')).toBe('')
  expect(messageOf(request, 'MOBILE')).toContain('(redirectUrl)')
  expect(messageOf({ ...request, redirectUrl: 'portone://blank' }, 'MOBILE')).toBe('')
})

test("the Android SDK's one word for the window stands for both devices", () => {
  for (const device of ['PC', 'MOBILE'] as const) {
    expect(messageOf({ ...good, windowType: 'REDIRECTION' }, device)).toContain('(redirectUrl)')
  }
})

test('the UI window belongs to loadPaymentUI only', () => {
  expect(messageOf({ ...good, windowType: { pc: 'UI' } })).toContain('(windowType)')
})

test('a return address that would run a script is refused', () => {
  expect(messageOf({ ...good, redirectUrl: 'javascript:alert(1)' })).toContain('(redirectUrl)')
})
