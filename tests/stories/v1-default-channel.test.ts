import { gateways } from '@naru/gateways'
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { systemActor } from '@naru/server/audit/audit-log'
import { findV1Channel } from '@naru/server/channel/pick-v1-channel'
import { readV1Defaults, saveV1Default } from '@naru/server/channel/v1-default-channel'
import { openChannelWorld, type ChannelWorld } from './channel-world.ts'
import { makeMerchant } from './credential-world.ts'

// Goal: a V1 request that names no channel gets the one that the merchant chose, and never one of somebody else.
let world: ChannelWorld
let storeId: string
let merchantId: string

beforeAll(async () => {
  world = await openChannelWorld(inject('adminDatabaseUrl'), gateways)
})
afterAll(() => world.close())
beforeEach(async () => {
  ;({ storeId, merchantId } = await makeMerchant(world.database))
})

async function addChannel(name: string, more: object = {}, to = storeId): Promise<string> {
  world.clock.advance(1_000)
  const app = world.serve(world.deps)
  const answer = await app.inject({
    method: 'POST',
    url: `/console/api/stores/${to}/channels`,
    payload: {
      pg: 'naru-test',
      module: 'naru_test',
      mode: 'TEST',
      attribute: 'PAYMENT',
      name,
      credentials: { mid: `mid_${name}`, secretKey: 'naru_test_secret' },
      ...more,
    },
  })
  await app.close()
  const { channelKey } = answer.json<{ channelKey?: string }>()
  if (channelKey === undefined) throw new Error(answer.body)
  return channelKey
}

const pick = async (pg?: string) =>
  (await findV1Channel(world.database, storeId, 'WINDOW', { pg }, () => true))?.channelKey
const choose = (channelKey: string | null, purpose: 'WINDOW' | 'API' = 'WINDOW') =>
  saveV1Default(world.deps, { storeId, actor: systemActor(merchantId) }, { purpose, channelKey })

test('the oldest channel counts until the merchant chooses, and again when he takes his choice back', async () => {
  const older = await addChannel('older')
  const newer = await addChannel('newer')
  expect(await pick()).toBe(older)

  expect(await choose(newer)).toBe(true)
  expect(await pick()).toBe(newer)
  expect(await pick('naru_test.mid_older')).toBe(older)
  const [window, api, certification] = await readV1Defaults(world.database, storeId)
  expect(window).toMatchObject({ purpose: 'WINDOW', chosen: newer, effective: newer })
  expect(window?.options.map(({ channelKey }) => channelKey)).toEqual([older, newer])
  expect(api).toMatchObject({ chosen: null, effective: older })
  expect(certification).toEqual({ purpose: 'CERTIFICATION', chosen: null, effective: null, options: [] })

  expect(await choose(null)).toBe(true)
  expect(await pick()).toBe(older)
})

test('a channel of another merchant, of V2 alone, or for another purpose cannot be chosen', async () => {
  const other = (await makeMerchant(world.database)).storeId
  const theirs = await addChannel('theirs', {}, other)
  const identity = await addChannel('identity', { attribute: 'IDENTITY_VERIFICATION' })

  expect(await choose(theirs)).toBe(false)
  expect(await choose(identity)).toBe(false)
  expect(await choose('channel-key-none')).toBe(false)
  expect(await pick()).toBe(identity)
})

test('a chosen channel that was deleted leaves the choice to the rule', async () => {
  const older = await addChannel('older')
  const newer = await addChannel('newer')
  await choose(newer)
  const app = world.serve(world.deps)
  await app.inject({ method: 'DELETE', url: `/console/api/stores/${storeId}/channels/${newer}` })
  await app.close()

  expect(await pick()).toBe(older)
  expect((await readV1Defaults(world.database, storeId))[0]).toMatchObject({ chosen: null, effective: older })
})
