import { describe, expect, test } from 'vitest'
import { canTakePayments, credentialForm } from './port.ts'
import { findGateway, findModule, gateways } from './registry.ts'

const modules = gateways.flatMap((gateway) => gateway.catalogue.modules)

test('a module is found by its code, with the gateway that owns it', () => {
  expect(findModule('inicis_v2')?.gateway.id).toBe('inicis')
  expect(findModule('tosspayments')?.module.pgProvider).toBe('TOSSPAYMENTS')
  expect(findModule('nice_v2')?.gateway.id).toBe('nice')
  expect(findModule('jtnet')).toBeUndefined()
  expect(findGateway('tosspayments')?.catalogue.nameKo).toBe('토스페이먼츠')
})

test('a module that speaks another wire has its own connector, under the id of its PG', () => {
  const former = findModule('uplus')?.gateway
  const owner = findGateway('tosspayments')
  expect(former?.id).toBe('tosspayments')
  expect(former).not.toBe(owner)
  expect(former?.catalogue).toBe(owner?.catalogue)
  expect(findModule('tosspayments')?.gateway).toBe(owner)
  for (const { catalogue, otherWires = {} } of gateways)
    expect(catalogue.modules.map(({ code }) => code)).toEqual(expect.arrayContaining(Object.keys(otherWires)))
})

test('module codes are unique over all gateways', () => {
  expect(new Set(modules.map((module) => module.code)).size).toBe(modules.length)
})

test('only the modules whose connector exists open a window, of V2 or of V1', () => {
  const withWindow = modules.filter((module) => module.window !== undefined)
  const codesFor = (version: 'V1' | 'V2') =>
    withWindow.filter((module) => module.versions.includes(version)).map((module) => module.code)
  expect(codesFor('V2')).toEqual(expect.arrayContaining(['tosspayments', 'inicis_v2', 'kcp_v2', 'kicc_v2']))
  expect(codesFor('V1')).toEqual(expect.arrayContaining(['tosspayments', 'html5_inicis', 'kcp', 'kicc']))
  expect(codesFor('V2')).not.toContain('html5_inicis')
  expect(findModule('tosspayments')?.module.window).toMatchObject({
    pc: ['IFRAME', 'REDIRECTION'],
    mobile: ['REDIRECTION'],
    currencies: ['KRW'],
  })
})

test('only a module with a window, of a PG that can open and settle it, takes payments', () => {
  const working = gateways.flatMap((gateway) =>
    gateway.catalogue.modules.filter((module) => canTakePayments(gateway, module)),
  )

  expect(working.map((module) => module.code)).toEqual(
    modules.filter((module) => module.window !== undefined).map((module) => module.code),
  )
})

const firstPayments = gateways.flatMap((gateway) =>
  gateway.catalogue.modules.flatMap((module) =>
    Object.entries(module.billing?.withFirstPayment ?? {}).map(([version, methods]) => ({
      gateway,
      module,
      version,
      methods,
      isTogether: module.billing?.keyComesWithPayment !== undefined,
    })),
  ),
)

test('a first payment is offered only where the key can be issued in that window, charged and given back', () => {
  const offers = firstPayments.filter(({ isTogether }) => !isTogether)
  expect(offers.map(({ module, version }) => `${module.code} ${version}`)).toEqual([
    'kakaopay V1',
    'naru_test V1',
    'naru_test V2',
  ])
  for (const { gateway, module, version, methods } of offers) {
    expect(module.versions).toContain(version)
    expect(module.billing?.windowMethods).toEqual(expect.arrayContaining([...methods]))
    expect(gateway).toMatchObject({
      beginIssue: expect.any(Function),
      chargeBillingKey: expect.any(Function),
      deleteBillingKey: expect.any(Function),
    })
  }
})

test('a key that comes with its payment is offered only by a window that takes payments, and never alone', () => {
  const offers = firstPayments.filter(({ isTogether }) => isTogether)
  expect(offers.map(({ module, version }) => `${module.code} ${version}`)).toEqual([
    'inicis_v2 V2',
    'eximbay_v2 V2',
  ])
  for (const { gateway, module } of offers) {
    expect(module.billing?.windowMethods).not.toEqual(
      expect.arrayContaining([...(module.billing?.keyComesWithPayment ?? [])]),
    )
    expect(canTakePayments(gateway, module)).toBe(true)
    expect(gateway).toMatchObject({ chargeBillingKey: expect.any(Function) })
  }
})

describe.each(modules.map((module) => [module.code, module] as const))('the form of %s', (_code, module) => {
  test('has one merchant id per form and seals every secret', () => {
    for (const set of module.credentialSets) {
      expect(set.fields.filter((field) => field.isPgMerchantId)).toHaveLength(1)
      for (const field of set.fields)
        expect(field.type === 'password' || field.type === 'file').toBe(field.secret)
      expect(set.howToFind.stepsKo.length).toBe(set.howToFind.stepsEn.length)
    }
  })

  test('its shared test ids fill every required field, and no field that the form lacks', () => {
    for (const shared of module.sharedTestMids) {
      const form =
        module.credentialSets.find((set) => set.channelAttribute === shared.channelAttribute) ??
        module.credentialSets[0]
      const fields = form?.fields ?? []
      for (const field of fields.filter((each) => each.required === 'always'))
        expect(shared.credentials[field.key]).toBeTruthy()
      for (const [key, value] of Object.entries(shared.credentials)) {
        const field = fields.find((each) => each.key === key)
        expect(field).toBeDefined()
        expect(value.length).toBeLessThanOrEqual(field?.lengthMax ?? value.length)
        expect(value.length).toBe(field?.lengthExact ?? value.length)
      }
    }
  })

  test('there is a form for every version and for every attribute it claims, and none for another', () => {
    const { credentialSets, versions, channelAttributes } = module

    expect(new Set(credentialSets.map((set) => set.channelAttribute))).toEqual(new Set(channelAttributes))
    expect(
      versions.filter((version) => !credentialSets.some((set) => set.versions.includes(version))),
    ).toEqual([])
    for (const set of credentialSets)
      for (const version of set.versions)
        expect(credentialForm(module, version, set.channelAttribute)).toBe(set)
  })
})
