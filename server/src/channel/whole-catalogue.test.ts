import { canTakePayments, canVerifyIdentity, gateways } from '@naru/gateways'
import { describe, expect, test } from 'vitest'
import type { CreateChannelBody } from '../wire/console.ts'
import { catalogueView } from './catalogue-view.ts'
import { channelForm, checkCredentials } from './channel-form.ts'
import { checkNewChannel } from './create-channel.ts'
import { goodValues } from './form-samples.test-support.ts'

const now = new Date('2026-01-05T00:00:00Z')

// Goal: every contract that a merchant can sign today can be saved, whether or not its connector is here.
const cases = gateways.flatMap((gateway) =>
  gateway.catalogue.modules.flatMap((module) =>
    module.channelAttributes.map((attribute) => ({
      name: `${module.code} ${attribute}`,
      gateway,
      module,
      attribute,
    })),
  ),
)

describe.each(cases)('a channel of $name', ({ gateway, module, attribute }) => {
  const fields = channelForm(module, attribute) ?? []
  const needed = fields.filter((field) => field.required === 'always')
  const mode = module.testOnly === true ? 'TEST' : 'LIVE'
  const body: CreateChannelBody = {
    mode,
    pg: gateway.id,
    module: module.code,
    name: '채널',
    attribute,
    taxType: 'UNSET',
    manualConfirm: false,
    credentials: goodValues(needed, module.code, mode),
  }

  test('is saved with the values that are always required, and warns of conditional ones', () => {
    expect(checkNewChannel(gateway, module, body, now)).toMatchObject({ kind: 'good' })
    expect(checkCredentials(fields, body.credentials).warnings).toHaveLength(
      fields.filter((field) => field.required === 'conditional' || field.required === 'recommended').length,
    )
  })

  test('is refused without any one of them', () => {
    expect(needed.length).toBeGreaterThan(0)
    for (const { key } of needed) {
      const credentials = { ...body.credentials, [key]: ' ' }
      expect(checkNewChannel(gateway, module, { ...body, credentials }, now)).toMatchObject({
        kind: 'invalid',
      })
    }
  })

  test('is saved with the shared test id that is meant for it', () => {
    const first = module.channelAttributes[0]
    const shared = module.sharedTestMids.filter((each) => (each.channelAttribute ?? first) === attribute)

    for (const { mid } of shared) {
      expect(
        checkNewChannel(gateway, module, { ...body, mode: 'TEST', sharedTestMid: mid, credentials: {} }, now),
      ).toMatchObject({ kind: 'good', pgMerchantId: mid })
    }
  })
})

test('no live channel can be added of a PG that exists for tests only', () => {
  const testOnly = cases.filter(({ module }) => module.testOnly === true)
  const bodyOf = (mode: 'LIVE' | 'TEST', { gateway, module }: (typeof cases)[number]): CreateChannelBody => ({
    mode,
    pg: gateway.id,
    module: module.code,
    name: '채널',
    attribute: 'PAYMENT',
    taxType: 'UNSET',
    manualConfirm: false,
    credentials: { mid: 'any', secretKey: 'any' },
  })

  expect(testOnly.map(({ module }) => module.code)).toEqual(['naru_test', 'naru_test'])
  for (const one of testOnly) {
    expect(checkNewChannel(one.gateway, one.module, bodyOf('LIVE', one), now)).toMatchObject({
      kind: 'invalid',
    })
    expect(checkNewChannel(one.gateway, one.module, bodyOf('TEST', one), now)).toMatchObject({ kind: 'good' })
  }
})

test.each([
  ['nice_v2', 'cancelPassword', 10],
  ['nice', 'cancelPassword', 10],
  ['smartro_v2', 'cancelPassword', 6],
  ['smartro', 'cancelPassword', 6],
] as const)('%s takes a %s of %i characters and not one more', (code, key, max) => {
  const module = gateways.flatMap((gateway) => gateway.catalogue.modules).find((each) => each.code === code)
  if (module === undefined) throw new Error(`${code} is not in the catalogue`)
  const fields = (channelForm(module, 'PAYMENT') ?? []).filter((field) => field.key === key)

  expect(checkCredentials(fields, { [key]: '1'.repeat(max) }).errors).toEqual([])
  expect(checkCredentials(fields, { [key]: '1'.repeat(max + 1) }).errors).toHaveLength(1)
})

test('Danal’s CPPWD may stay blank in its window channel and not in its phone channel', () => {
  const required = (code: string) =>
    cases
      .filter(({ module }) => module.code === code)
      .flatMap(({ module }) => channelForm(module, 'PAYMENT') ?? [])
      .find((field) => field.key === 'cpPwd')?.required

  expect(required('danal_tpay')).toBe('conditional')
  expect(required('danal')).toBe('always')
})

test('the console is told that exactly the connected modules are usable', () => {
  const usable = catalogueView(gateways).flatMap((pg) => pg.modules.filter((module) => module.usable))
  const connected = gateways.flatMap((gateway) =>
    gateway.catalogue.modules.filter(
      (module) => canTakePayments(gateway, module) || canVerifyIdentity(gateway, module),
    ),
  )

  expect(usable.map((module) => module.code)).toEqual(connected.map((module) => module.code))
})

test('no placeholder of a shared test id reaches the console', () => {
  expect(JSON.stringify(catalogueView(gateways))).not.toContain('simulator-')
})
