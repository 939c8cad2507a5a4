import { expect, test } from 'vitest'
import { fitToChannel } from './fit-to-channel.ts'
import { readPayRequest } from './pay-request.ts'

const channels = [
  { pg: 'tosspayments', module: 'tosspayments', channelKey: 'cards', name: 'Toss' },
  { pg: 'kakaopay', module: 'kakaopay', channelKey: 'wallet', name: 'Kakao' },
  { pg: 'paypal', module: 'paypal_v2', channelKey: 'button', name: 'PayPal' },
  { pg: 'inicis', module: 'inicis_jp', channelKey: 'yen', name: 'Japan' },
]
const fitted = (channel: string, ...words: string[]) => {
  const { payMethod, currency, uiType } = fitToChannel(
    readPayRequest(['--channel', channel, '--amount', '1000', ...words]),
    { channels },
  )
  return { payMethod, currency, uiType }
}

test.each([
  ['cards', { payMethod: 'CARD', currency: 'KRW', uiType: undefined }],
  ['wallet', { payMethod: 'EASY_PAY', currency: 'KRW', uiType: undefined }],
  ['button', { payMethod: 'EASY_PAY', currency: 'USD', uiType: 'PAYPAL_SPB' }],
  ['yen', { payMethod: 'CARD', currency: 'JPY', uiType: undefined }],
  ['one that the console made', { payMethod: 'CARD', currency: 'KRW', uiType: undefined }],
])('what is left open for %s is what its module takes', (channel, wanted) => {
  expect(fitted(channel)).toEqual(wanted)
})

test('what the command line says stands, even where the channel will refuse it', () => {
  expect(fitted('wallet', '--method', 'card', '--currency', 'usd')).toMatchObject({
    payMethod: 'CARD',
    currency: 'USD',
  })
})
