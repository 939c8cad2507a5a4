import { expect, test } from 'vitest'
import type { Channel } from '../channel/channel.ts'
import { chooseV1Channel } from './choose-v1-channel.ts'

function channel(key: string, change: Partial<Channel> = {}): Channel {
  return {
    storeId: 'store-1',
    channelKey: key,
    channelId: `id-${key}`,
    mode: 'LIVE',
    pg: 'tosspayments',
    moduleCode: 'tosspayments',
    pgProvider: 'TOSSPAYMENTS',
    name: key,
    attribute: 'PAYMENT',
    pgMerchantId: `mid-${key}`,
    taxType: 'UNSET',
    manualConfirm: false,
    credentialsSealed: '',
    credentialsExpireAt: null,
    rowVersion: 1,
    createdAt: new Date('2026-01-05T00:00:00Z'),
    updatedAt: new Date('2026-01-05T00:00:00Z'),
    lastUsedAt: null,
    deletedAt: null,
    ...change,
  }
}

const later = new Date('2026-02-05T00:00:00Z')
const channels = [
  channel('newer', { createdAt: later }),
  channel('test', { mode: 'TEST', createdAt: new Date('2025-01-05T00:00:00Z') }),
  channel('older', { pgMerchantId: 'im.dot' }),
  channel('v2-only', { pg: 'inicis', moduleCode: 'inicis_v2' }),
  channel('identity', { attribute: 'IDENTITY_VERIFICATION' }),
]

test.each([
  ['the key', { channelKey: 'newer' }, 'newer'],
  ['the key before pg', { channelKey: 'newer', pg: 'tosspayments.mid-test' }, 'newer'],
  ['code and MID', { pg: 'tosspayments.mid-test' }, 'test'],
  ['a MID with a dot', { pg: 'tosspayments.im.dot' }, 'older'],
  ['the code: live before test, older before newer', { pg: 'tosspayments' }, 'older'],
  ['nothing: the default', {}, 'older'],
  ['a code without a channel: the default', { pg: 'kakaopay' }, 'older'],
  ['a MID without a channel: the default', { pg: 'tosspayments.nobody' }, 'older'],
  ['a code of V2: the default', { pg: 'inicis_v2' }, 'older'],
])('%s', (_name, choice, key) => {
  expect(chooseV1Channel(channels, choice).channelKey).toBe(key)
})

test('an unknown key is refused, never replaced by another channel', () => {
  expect(() => chooseV1Channel(channels, { channelKey: 'gone', pg: 'tosspayments' })).toThrow('channelKey')
})

test('a store without a channel for V1 windows is told so', () => {
  expect(() => chooseV1Channel([channels[3] ?? channel('x')], {})).toThrow('no such channel')
})
