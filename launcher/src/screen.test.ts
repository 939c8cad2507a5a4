import { expect, test } from 'vitest'
import type { Demonstration } from './demonstration.ts'
import { readyScreen } from './screen.ts'
import { readSettings } from './settings.ts'

const demonstration: Demonstration = {
  origins: {
    console: 'http://localhost:4720',
    v1: 'http://localhost:4721',
    v2: 'http://localhost:4722',
    checkout: 'http://localhost:4723',
    simulators: 'http://127.0.0.1:4724',
    shop: 'http://localhost:4725',
  },
  console: { email: 'demo@naru.localhost', password: 'login-password' },
  storeId: 'store-1',
  apiSecret: 'canary-api-secret',
  webhookSecret: 'whsec_canary',
  v1: { userCode: 'imp00000001', restKey: 'rest-key', restSecret: 'canary-rest-secret' },
  identityChannels: [],
  channels: [
    { pg: 'inicis', module: 'inicis_v2', mode: 'TEST', channelKey: 'channel-key-1', name: 'KG이니시스' },
  ],
}

test('the screen shows where to go and how to sign in, and only names the file of the secrets', () => {
  const screen = readyScreen(readSettings({ NARU_DATA_DIR: '/data/naru' }), demonstration)

  for (const origin of Object.values(demonstration.origins)) expect(screen).toContain(origin)
  for (const shown of ['demo@naru.localhost', 'login-password', 'store-1', 'channel-key-1', 'Ctrl-C']) {
    expect(screen).toContain(shown)
  }
  expect(screen).toContain('/data/naru/demo.json')
  expect(screen).not.toMatch(/canary/)
})

test('in production nothing of a demonstration is shown', () => {
  const screen = readyScreen(readSettings({ NARU_MODE: 'production' }), undefined)

  expect(screen).toContain('http://127.0.0.1:4003')
  expect(screen).not.toMatch(/demo|4004|4005/)
})
