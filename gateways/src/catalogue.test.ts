import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { catalogueIndex } from './catalogue-index.ts'
import type { CredentialField, GatewayModule } from './port.ts'
import { gateways } from './registry.ts'

const modules = gateways.flatMap((gateway) => gateway.catalogue.modules)
const forms = modules.flatMap((module) => module.credentialSets.map((set) => ({ module, set })))

describe('what is always true of the catalogue', () => {
  test('the PGs stand in the order of the guide, later ones at the end, and each is frozen', () => {
    expect(gateways.map((gateway) => gateway.id)).toEqual(Object.keys(catalogueIndex))
    for (const gateway of gateways) {
      expect(Object.isFrozen(gateway)).toBe(true)
      expect(gateway.catalogue.id).toBe(gateway.id)
    }
  })

  test('every PG offers the indexed modules, versions and field keys, and no others', () => {
    const built = Object.fromEntries(
      gateways.map((gateway) => [
        gateway.id,
        Object.fromEntries(
          gateway.catalogue.modules.map((module) => [
            module.code,
            {
              versions: module.versions,
              forms: module.credentialSets.map((set) => set.fields.map((field) => field.key)),
            },
          ]),
        ),
      ]),
    )

    expect(built).toEqual(catalogueIndex)
  })

  test('module codes and V2 providers are unique, because channels are found by them', () => {
    expect(duplicates(modules.map((module) => module.code))).toEqual([])
    expect(duplicates(modules.map((module) => module.pgProvider))).toEqual([])
  })

  test.each(forms.map(({ module, set }) => [nameOf(module, set), set.fields] as const))(
    '%s says every label, help and condition in Korean and English',
    (_name, fields) => {
      expect(fields.filter((field) => field.labelKo.trim() === '' || !isEnglish(field.labelEn))).toEqual([])
      expect(fields.filter((field) => !isPair(field.helpKo, field.helpEn))).toEqual([])
      expect(fields.filter((field) => !isPair(field.conditionKo, field.conditionEn))).toEqual([])
    },
  )

  test('a field that is needed under a condition, or must stay blank without it, says the condition', () => {
    const conditional = forms
      .flatMap(({ set }) => set.fields)
      .filter((field) => field.required === 'conditional' || field.whenFalse !== undefined)

    expect(conditional.length).toBeGreaterThan(10)
    expect(conditional.filter((field) => field.conditionKo === undefined)).toEqual([])
  })

  test.each(forms.map(({ module, set }) => [nameOf(module, set), set.fields] as const))(
    '%s has one merchant id, always required, and no key twice',
    (_name, fields) => {
      const [merchantId, ...others] = fields.filter((field) => field.isPgMerchantId === true)

      expect(merchantId).toMatchObject({ required: 'always', secret: false, type: 'text' })
      expect(others).toEqual([])
      expect(duplicates(fields.map((field) => field.key))).toEqual([])
    },
  )

  test('a field that PortOne’s form lacks says why it is here', () => {
    const additions = forms.flatMap(({ set }) => set.fields).filter((field) => field.addition === true)

    expect(additions.filter((field) => (field.helpKo ?? '').length < 10)).toEqual([])
  })

  test('every form tells where its values are found', () => {
    const silent = forms.filter(
      ({ set: { howToFind } }) =>
        howToFind.stepsKo.length === 0 || howToFind.stepsKo.length !== howToFind.stepsEn.length,
    )

    expect(silent).toEqual([])
  })

  test('a smart-routing group takes modules of PGs only, in versions that the module has, never a wallet under direct contract', () => {
    const routed = gateways.flatMap((gateway) =>
      gateway.catalogue.modules
        .filter((module) => module.smartRouting !== undefined)
        .map((module) => ({ category: gateway.catalogue.category, module })),
    )

    expect(routed.length).toBeGreaterThan(15)
    expect(routed.filter(({ category }) => category === '간편결제 직연동')).toEqual([])
    expect(
      routed.filter(({ module }) =>
        Object.keys(module.smartRouting ?? {}).some(
          (version) => !module.versions.some((each) => each === version),
        ),
      ),
    ).toEqual([])
  })

  test('no shared test id is offered twice by a module', () => {
    const offers = modules.flatMap((module) =>
      module.sharedTestMids.map((shared) => `${module.code} ${shared.mid}`),
    )

    expect(duplicates(offers)).toEqual([])
  })
})

// ---------------------------------------------------------------- against the reference

const reference = readReference()

describe.runIf(reference.length > 0)('field by field against the reference catalogue', () => {
  test.each(reference.map((pg) => [pg.id, pg] as const))('%s is the PG of the reference', (id, pg) => {
    const catalogue = gateways.find((gateway) => gateway.id === id)?.catalogue

    expect(catalogue).toMatchObject({ nameKo: pg.nameKo, category: pg.category, pgCompany: pg.pgCompany })
    expect(catalogue?.merchantAdminUrl).toBe(pg.merchantAdminUrl ?? undefined)
    expect(catalogue?.inSeed ?? true).toBe(pg.inSeed)
    expect(catalogue?.seedGate?.toLowerCase() ?? 'none').toBe(pg.seed?.gate ?? 'none')
    expect(catalogue?.testModeKo !== undefined).toBe((pg.testModeBehaviour ?? null) !== null)
    expect(catalogue?.modules.map((module) => module.code).toSorted()).toEqual(
      pg.modules.map((module) => module.code).toSorted(),
    )
  })

  const pairs = reference.flatMap((pg) => pg.modules).map((module) => [module.code, module] as const)

  test.each(pairs)('%s is the module of the reference', (code, expected) => {
    const module = modules.find((each) => each.code === code)
    const { currentVersions, seedShownIn } = expected

    expect(module).toMatchObject({
      pgProvider: expected.v2PgProvider,
      versions: currentVersions.length > 0 ? currentVersions : seedShownIn,
      channelAttributes: expected.channelAttributes,
      surfaces: expected.surfaces,
      manualConfirmSelectable: expected.manualConfirmSelectable === true,
    })
    expect(module?.inSeed ?? true).toBe(expected.inSeed)
    expect(module?.smartRouting ?? {}).toEqual(routingOf(expected))
    expect(module?.sharedTestMids.map((shared) => shared.mid)).toEqual(
      expected.sharedTestMids.map((shared) => shared.mid),
    )
    expect(module?.notifyUrlPurposeKo !== undefined).toBe(notifies(expected) || notifiesUsOnly.has(code))
  })

  test.each(pairs)('%s asks for the fields of the reference, by the same rules', (code, expected) => {
    const module = modules.find((each) => each.code === code)

    expect(
      module?.credentialSets.map((set) => ({
        versions: set.versions,
        channelAttribute: set.channelAttribute,
        adminUrl: set.howToFind.adminUrl ?? null,
        fields: set.fields.filter((field) => field.addition !== true).map((field) => factsOf(code, field)),
      })),
    ).toEqual(
      expected.credentialSets.map((set) => ({
        versions: set.versions,
        channelAttribute: set.channelAttribute,
        adminUrl: set.howToFind.adminUrl,
        fields: set.fields.map(expectedFacts),
      })),
    )
  })
})

interface ReferencePg {
  readonly id: string
  readonly nameKo: string
  readonly category: string
  readonly pgCompany: string
  readonly merchantAdminUrl?: string | null
  readonly inSeed: boolean
  readonly seed: { readonly gate: string } | null
  readonly testModeBehaviour?: string | null
  readonly modules: readonly ReferenceModule[]
}
interface ReferenceModule {
  readonly code: string
  readonly v2PgProvider: string
  readonly inSeed: boolean
  readonly seedShownIn: readonly string[]
  readonly currentVersions: readonly string[]
  readonly channelAttributes: readonly string[]
  readonly surfaces: readonly string[]
  readonly manualConfirmSelectable: boolean | null
  readonly capabilities: Readonly<Record<string, { readonly smartRouting?: readonly string[] } | null>>
  readonly pgNotifyUrls: readonly { readonly purpose: string }[]
  readonly sharedTestMids: readonly { readonly mid: string }[]
  readonly credentialSets: readonly {
    readonly versions: readonly string[]
    readonly channelAttribute: string
    readonly howToFind: { readonly adminUrl: string | null }
    readonly fields: readonly ReferenceField[]
  }[]
}
interface ReferenceField {
  readonly key: string
  readonly labelKo: string
  readonly type: string
  readonly secret: boolean
  readonly required: string
  readonly isPgMerchantId?: boolean
  readonly condition?: { readonly whenFalse: string }
  readonly format?: Readonly<Record<string, string | number>>
}

/** Facts that stored channels and the console depend on; words of our own are not among them. */
function factsOf(code: string, field: CredentialField) {
  const isFromManual = limitsOfManuals.has(`${code}.${field.key}`)
  return {
    key: field.key,
    labelKo: field.labelKo,
    type: field.type,
    secret: field.secret,
    required: field.required,
    isPgMerchantId: field.isPgMerchantId ?? false,
    whenFalse: field.whenFalse,
    hasCondition: field.conditionKo !== undefined,
    lengthMax: isFromManual ? undefined : field.lengthMax,
    lengthExact: isFromManual ? undefined : field.lengthExact,
    livePrefix: field.livePrefix,
    liveLength: field.liveLength,
    itemsMax: field.itemsMax,
    fileType: field.fileType,
  }
}

function expectedFacts(field: ReferenceField): ReturnType<typeof factsOf> | object {
  const isPem = field.type === 'pem'
  return {
    key: field.key,
    labelKo: field.labelKo,
    type: isPem ? 'file' : field.type,
    secret: field.secret,
    required: field.required,
    isPgMerchantId: field.isPgMerchantId ?? false,
    whenFalse: field.condition?.whenFalse === 'leave_blank' ? 'leave_blank' : undefined,
    hasCondition: field.condition !== undefined,
    lengthMax: field.format?.['maxLength'],
    lengthExact: field.format?.['exactLength'],
    livePrefix: field.format?.['livePrefix'],
    liveLength: field.format?.['liveLength'],
    itemsMax: field.format?.['maxItems'],
    fileType: isPem ? 'pem' : field.format?.['fileType'],
  }
}

/** Limits that the reference lacks and the PG's own manual states. */
const limitsOfManuals = new Set([
  'tosspayments.mid',
  'inicis_v2.mid',
  'html5_inicis.mid',
  ...['inicis_v2', 'html5_inicis', 'inicis'].flatMap((code) => [`${code}.iniApiKey`, `${code}.iniApiIv`]),
])

/** There the PG tells PortOne as its partner; a platform that one runs oneself must be entered at the PG. */
const notifiesUsOnly = new Set(['kicc', 'kicc_v2', 'paypal_v2', 'naverco'])

/** Addresses that the merchant enters at the PG for its server to call; a browser's way back is none. */
function notifies(expected: ReferenceModule): boolean {
  return expected.pgNotifyUrls.some(({ purpose }) => !purpose.startsWith('redirect'))
}

/** What a smart-routing group may use the module for, by version; versions without any are left out. */
function routingOf({ capabilities }: ReferenceModule): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(capabilities).flatMap(([version, can]) =>
      can?.smartRouting === undefined || can.smartRouting.length === 0
        ? []
        : [[version.toUpperCase(), can.smartRouting]],
    ),
  )
}

/** The catalogue that our facts come from; tests against it run only where it is at hand. */
function readReference(): readonly ReferencePg[] {
  const folder = process.env['NARU_REFERENCE_DIR']
  if (folder === undefined || folder === '') return []
  const path = resolve(folder, '../spec/channel-catalog.json')
  if (!existsSync(path)) return []
  const read: { pgs: readonly ReferencePg[] } = JSON.parse(readFileSync(path, 'utf8'))
  return read.pgs
}

/** Said in both languages, or in neither. */
function isPair(ko: string | undefined, en: string | undefined): boolean {
  if (ko === undefined || en === undefined) return ko === en
  return /[가-힣]/u.test(ko) && isEnglish(en)
}

function isEnglish(text: string): boolean {
  return text.trim() !== '' && !/[가-힣]/u.test(text)
}

function duplicates(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}

function nameOf(module: GatewayModule, set: GatewayModule['credentialSets'][number]): string {
  return `${module.code} ${set.versions.join('+')} ${set.channelAttribute}`
}
