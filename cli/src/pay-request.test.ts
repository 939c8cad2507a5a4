import { expect, test } from 'vitest'
import { readPayRequest } from './pay-request.ts'

const least = ['--channel', 'channel-key-1', '--amount', '1000']

test('a channel and an amount are enough; how it is paid is left to the channel', () => {
  const request = readPayRequest(least, () => '0190-ab')

  expect(request).toEqual({
    channelKey: 'channel-key-1',
    amountMinor: 1000,
    currency: undefined,
    orderName: '나루 시험 주문',
    paymentId: 'naru0190ab',
    payMethod: undefined,
    device: 'PC',
    play: 'approve',
    timeoutSec: 90,
  })
})

test.each(['0', '-5', '10.5', '1e3', '', 'abc', '9007199254740993'])(
  '%j is not an amount of money',
  (amount) => {
    expect(() => readPayRequest(['--channel', 'c', `--amount=${amount}`])).toThrow(/--amount/)
  },
)

test.each([
  ['--decline', 'decline'],
  ['--close', 'close'],
  ['--vanish', 'vanish'],
  ['--silent-before', 'silent-before'],
  ['--silent-after', 'silent-after'],
])('%s is what the buyer or the PG plays', (flag, play) => {
  expect(readPayRequest([...least, flag]).play).toBe(play)
})

test('a buyer cannot decline and vanish at once', () => {
  expect(() => readPayRequest([...least, '--decline', '--vanish'])).toThrow('--decline, --vanish')
})

test('a misspelt option is refused and not ignored, because it would change what is paid', () => {
  expect(() => readPayRequest([...least, '--curency', 'USD'])).toThrow(/curency/)
})

test('a payment without a channel is refused with the name of the option', () => {
  expect(() => readPayRequest(['--amount', '1000'])).toThrow('--channel is missing.')
})

test('a device that is neither PC nor MOBILE is refused', () => {
  expect(readPayRequest([...least, '--device', 'mobile']).device).toBe('MOBILE')
  expect(() => readPayRequest([...least, '--device', 'TV'])).toThrow('--device takes PC or MOBILE.')
})
