import { canTakePayments, credentialForm, gateways, type PayMethod } from '@naru/gateways'
import { expect, test } from 'vitest'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { Refusal } from '../foundation/refusal.ts'
import { checkChannel } from './check-channel.ts'
import { drawOn } from './draw-ui.ts'
import { checkIdentityChannel } from './prepare-identity.ts'
import { chooseMethod } from './prepare-issue.ts'

// Goal: whatever a PG does not offer, its channel says so with the same words at every door of the checkout.
const connected = gateways.filter(
  (gateway) => gateway.begin !== undefined || gateway.beginIdentity !== undefined,
)
const modules = connected.flatMap((gateway) =>
  gateway.catalogue.modules.flatMap((module) =>
    (['V1', 'V2'] as const)
      .filter((version) => module.versions.includes(version) && credentialForm(module, version) !== undefined)
      .map((version) => ({ gateway, module, version })),
  ),
)
const payMethods: readonly PayMethod[] = [
  'CARD',
  'TRANSFER',
  'VIRTUAL_ACCOUNT',
  'MOBILE',
  'GIFT_CERTIFICATE',
  'EASY_PAY',
  'CONVENIENCE_STORE',
]

function channelOf(
  { gateway, module }: Pick<OpenedChannel, 'gateway' | 'module'>,
  attribute: OpenedChannel['attribute'] = 'PAYMENT',
): OpenedChannel {
  return {
    gateway,
    module,
    moduleCode: module.code,
    attribute,
    isUnspeakable: false,
    name: module.code,
    lacks: () => undefined,
  } as Partial<OpenedChannel> as OpenedChannel
}

function refusalOf(door: () => unknown): unknown {
  try {
    return door()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { type: error.type, status: error.entry.httpStatus, ko: error.sentence('ko') }
  }
}

const notSupported = (nameKo: string) => ({
  type: 'ChannelNotFound',
  status: 404,
  ko: expect.stringContaining(`이 채널이 지원하지 않는 기능입니다: ${nameKo}`),
})

const undeclared = modules.flatMap(({ gateway, module, version }) => {
  const channel = channelOf({ gateway, module })
  const windows = payMethods
    .filter(
      (payMethod) => !canTakePayments(gateway, module) || !module.window?.payMethods.includes(payMethod),
    )
    .map((payMethod) => ({
      name: `${module.code} ${version} window ${payMethod}`,
      gateway,
      door: () => checkChannel(channel, { order: { payMethod, currency: 'KRW', isEscrow: false } }, version),
    }))
  const offersKeys = (module.billing?.windowMethods ?? []).length > 0 && gateway.beginIssue !== undefined
  const keys = offersKeys
    ? []
    : [
        {
          name: `${module.code} ${version} billing window`,
          gateway,
          door: () => chooseMethod(channel, undefined, version),
        },
      ]
  const asked = { uiType: 'PAYPAL_SPB' } as Parameters<typeof drawOn>[3]
  const buttons =
    module.ui?.payment === undefined || gateway.drawUi === undefined
      ? [
          {
            name: `${module.code} ${version} button`,
            gateway,
            door: () => drawOn({ language: 'ko' }, channel, 'PAYMENT', asked),
          },
        ]
      : []
  return [...windows, ...keys, ...buttons]
})

test('there is enough that is not offered to prove something', () => {
  expect(undeclared.length).toBeGreaterThan(80)
})

test.each(undeclared)('$name', ({ gateway, door }) => {
  expect(refusalOf(door)).toEqual(notSupported(gateway.catalogue.nameKo))
})

const silentAboutPeople = connected.flatMap((gateway) =>
  gateway.catalogue.modules
    .filter(
      (module) =>
        module.channelAttributes.includes('IDENTITY_VERIFICATION') &&
        (module.identity?.window === undefined || gateway.beginIdentity === undefined),
    )
    .flatMap((module) =>
      module.versions
        .filter((version) => credentialForm(module, version, 'IDENTITY_VERIFICATION') !== undefined)
        .map((version) => ({ code: module.code, version, gateway, module })),
    ),
)

test('a channel for identity verification without a window says so, too', () => {
  for (const { gateway, module, version } of silentAboutPeople)
    expect(
      refusalOf(() => checkIdentityChannel(channelOf({ gateway, module }, 'IDENTITY_VERIFICATION'), version)),
    ).toEqual(notSupported(gateway.catalogue.nameKo))
})
