import {
  credentialForm,
  gateways,
  missingCredential,
  type CredentialUse,
  type GatewayModule,
} from '@naru/gateways'
import { secretField } from '@naru/gateways/catalogue-field'
import { expect, test } from 'vitest'
import { Refusal } from '../foundation/refusal.ts'
import { checkChannel } from './check-channel.ts'

const card = { order: { payMethod: 'CARD', currency: 'KRW', isEscrow: false } } as const
const channels = gateways.flatMap((gateway) =>
  gateway.catalogue.modules.map((module) => ({
    gateway,
    module,
    attribute: 'PAYMENT' as const,
    isUnspeakable: false,
  })),
)

function refusalOf(
  channel: Parameters<typeof checkChannel>[0],
  request: Parameters<typeof checkChannel>[1] = card,
  version: 'V1' | 'V2' = 'V2',
): Refusal | undefined {
  try {
    checkChannel(channel, request, version)
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

function channelOf(code: string) {
  const channel = channels.find(({ module }) => module.code === code)
  if (channel === undefined) throw new Error(`${code} is not in the catalogue`)
  return channel
}

test('a V2 channel whose connector is not here yet says so, in both languages', () => {
  const refusal = refusalOf(channelOf('kpn'))

  expect(refusal).toMatchObject({ type: 'ChannelNotFound', entry: { httpStatus: 404 } })
  expect(refusal?.sentence('ko')).toBe(
    '이 채널의 결제 모듈은 이 설치본에 아직 연결되어 있지 않습니다. 다른 결제 모듈의 채널을 사용해 주세요. (channelKey: kpn)',
  )
  expect(refusal?.sentence('en')).toContain('not available in this installation yet')
})

test('a described window without anybody to settle it does not open', () => {
  const { window } = channelOf('tosspayments').module
  const kpn = channelOf('kpn')
  if (window === undefined) throw new Error('tosspayments has a window')

  expect(refusalOf({ ...kpn, module: { ...kpn.module, window } })?.sentence('en')).toContain(
    'not available in this installation yet',
  )
})

test('a channel for V1 alone is refused with a sentence that names the version, connected or not', () => {
  for (const code of ['html5_inicis', 'payco', 'danal']) {
    expect(refusalOf(channelOf(code))).toMatchObject({ type: 'ChannelNotFound' })
    expect(refusalOf(channelOf(code))?.sentence('ko')).toContain('V1 결제에만 쓸 수 있습니다')
    expect(refusalOf(channelOf(code))?.sentence('en')).toContain('V2 badge')
  }
})

test('a channel whose wire is not public is refused for that, and not for the connector that it waits for', () => {
  const refusal = refusalOf({ ...channelOf('kpn'), isUnspeakable: true })

  expect(refusal).toMatchObject({ type: 'ChannelNotFound', entry: { httpStatus: 404 } })
  expect(refusal?.sentence('ko')).toContain('시뮬레이터의 테스트 채널로만 쓸 수 있습니다')
  expect(refusal?.sentence('en')).toContain('The wire of this channel’s module is not public')
})

test('a channel for identity verification takes no payment', () => {
  expect(refusalOf({ ...channelOf('inicis_unified'), attribute: 'IDENTITY_VERIFICATION' })?.type).toBe(
    'ChannelNotFound',
  )
})

test.each(['V1', 'V2'] as const)(
  'every module of the catalogue either takes payments of %s or is refused by name',
  (version) => {
    const open = channels.filter(
      (channel) => refusalOf(channel, methodOf(channel.module), version) === undefined,
    )

    expect(open.map(({ module }) => module.code)).toEqual(
      channels
        .filter(
          ({ module }) =>
            (module.window?.payMethods.length ?? 0) > 0 && credentialForm(module, version) !== undefined,
        )
        .map(({ module }) => module.code),
    )
  },
)

test('a channel for V2 alone is refused to a V1 page with a sentence that names the version', () => {
  expect(refusalOf(channelOf('inicis_v2'), card, 'V1')?.sentence('ko')).toContain(
    'V2 결제에만 쓸 수 있습니다',
  )
})

function methodOf(module: GatewayModule): Parameters<typeof checkChannel>[1] {
  const [payMethod = 'CARD'] = module.window?.payMethods ?? []
  const [currency = 'KRW'] = module.window?.currencies ?? []
  return { order: { payMethod, isEscrow: false, currency } }
}

test('a credential left blank refuses what needs it, naming channel and field, and nothing else', () => {
  const { module, gateway } = channelOf('naru_test')
  const [set] = module.credentialSets
  if (set === undefined) throw new Error('naru_test has a form')
  const field = secretField('escrowKey', 'conditional', {
    labelKo: '에스크로 키',
    labelEn: 'Escrow key',
    neededFor: ['ESCROW'],
  })
  const withField = { ...module, credentialSets: [{ ...set, fields: [...set.fields, field] }] }
  const channel = (escrowKey: string) => ({
    gateway,
    module: withField,
    attribute: 'PAYMENT' as const,
    name: '본점',
    lacks: (uses: readonly CredentialUse[]) => missingCredential(withField, 'PAYMENT', { escrowKey }, uses),
  })
  const escrow = { order: { ...card.order, isEscrow: true } }

  expect(refusalOf(channel(''), escrow)?.sentence('ko')).toContain('본점, 에스크로 키 (escrowKey)')
  expect(refusalOf(channel(''))).toBeUndefined()
  expect(refusalOf(channel('a key'), escrow)).toBeUndefined()
})
