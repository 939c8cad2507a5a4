import { canTakePayments, canVerifyIdentity, gateways } from '@naru/gateways'
import type { CredentialField, CredentialSet, Gateway, GatewayModule } from '@naru/gateways'
import { code, listed, markdownTable } from './markdown.ts'
import { operationsOf, type OfferedOperation } from './operations.ts'
import { attributes, billingMethods, evidences, payMethods, requirements, windowTypes } from './words.ts'

/** The generated parts of a PG's page by name; the page's author puts each where it reads best. */
export const partsOfPage: Readonly<Record<string, (gateway: Gateway) => string>> = {
  modules: modulesPart,
  windows: windowsPart,
  billing: billingPart,
  operations: operationsPart,
  credentials: credentialsPart,
  'test-mids': testMidsPart,
  'test-mode': ({ catalogue }) => catalogue.testModeKo ?? '',
}

/** `naru:gateways` of the overview. */
export function gatewaysPart(hasPage: (id: string) => boolean): string {
  return markdownTable(
    ['PG', '모듈', '근거', '이 빌드에서'],
    gateways.flatMap((gateway) =>
      gateway.catalogue.modules.map((module, index) => [
        index > 0 ? '' : nameOf(gateway, hasPage(gateway.id)),
        code(module.code),
        module.evidence,
        usesOf(gateway, module).join(', ') || '–',
      ]),
    ),
  )
}

function nameOf({ id, catalogue }: Gateway, hasPage: boolean): string {
  return hasPage ? `[${catalogue.nameKo}](${id}.md)` : catalogue.nameKo
}

/** What this build can do through the module, read off the connector. */
function usesOf(gateway: Gateway, module: GatewayModule): readonly string[] {
  const takesMoney = canTakePayments(gateway, module) || module.billing !== undefined || module.keyIn === true
  return [takesMoney && '결제', canVerifyIdentity(gateway, module) && '본인인증'].filter(
    (use) => use !== false,
  )
}

function modulesPart(gateway: Gateway): string {
  return markdownTable(
    ['모듈', 'V2 `pgProvider`', '이름', '버전', '채널 속성', '이용 범위', '근거', '이 빌드에서'],
    gateway.catalogue.modules.map((module) => [
      code(module.code),
      code(module.pgProvider),
      module.labelKo,
      module.versions.join(' · '),
      module.channelAttributes.map((attribute) => attributes[attribute]).join(' · '),
      module.surfaces.join(' · '),
      evidences[module.evidence],
      usesOf(gateway, module).join(', ') || '채널 저장만',
    ]),
  )
}

function windowsPart({ catalogue }: Gateway): string {
  const rows = catalogue.modules.flatMap(({ code: name, window }) =>
    window === undefined
      ? []
      : [
          [
            code(name),
            listed(window.payMethods.map((method) => payMethods[method])),
            [
              listed(window.pc.map((type) => windowTypes[type])),
              ...(window.pcInV1 === undefined
                ? []
                : [`V1: ${listed(window.pcInV1.map((type) => windowTypes[type]))}`]),
            ].join(' · '),
            listed(window.mobile.map((type) => windowTypes[type])),
            window.currencies.join(' '),
          ],
        ],
  )
  if (rows.length === 0) return '이 빌드에는 아직 결제창이 없습니다.'
  return `${markdownTable(['모듈', '결제수단', 'PC', '모바일', '통화'], rows)}\n\n창 유형은 첫 번째 것이 기본값입니다.`
}

function billingPart({ catalogue }: Gateway): string {
  const rows = catalogue.modules
    .filter((module) => module.billing !== undefined || module.keyIn || module.virtualAccountByApi)
    .map(({ code: name, billing, keyIn, virtualAccountByApi, virtualAccountEvidence }) => [
      code(name),
      `${listed((billing?.windowMethods ?? []).map((method) => billingMethods[method]))}${billing?.windowEvidence === 'C' ? ' (시뮬레이터 전용)' : ''}`,
      firstPayments(billing),
      billing?.byCard === true ? '됨' : '–',
      keyIn === true ? '됨' : '–',
      virtualAccountByApi === true ? `됨${virtualAccountEvidence === 'C' ? ' (시뮬레이터 전용)' : ''}` : '–',
      billing?.currencies.join(' ') ?? '–',
    ])
  if (rows.length === 0) return '빌링키, 수기 결제, API 가상계좌 발급을 제공하지 않습니다.'
  return markdownTable(
    [
      '모듈',
      '창에서 발급하는 빌링키',
      '발급과 동시 결제',
      '카드번호로 빌링키',
      '수기 결제',
      'API 가상계좌',
      '빌링 통화',
    ],
    rows,
  )
}

/** By version, what a window registers and charges at once. */
function firstPayments(billing: GatewayModule['billing']): string {
  const only = billing?.firstPaymentEvidence === 'C' ? ' (시뮬레이터 전용)' : ''
  const offers = (['V1', 'V2'] as const).flatMap((version) => {
    const methods = billing?.withFirstPayment?.[version]
    return methods === undefined
      ? []
      : [`${version} ${methods.map((method) => billingMethods[method]).join('·')}`]
  })
  return `${listed(offers)}${only}`
}

/** One table for the PG, and one for each module that speaks another wire. */
function operationsPart(gateway: Gateway): string {
  const operations = operationsOf(gateway)
  if (operations.every(({ offered }) => !offered))
    return '이 PG의 커넥터는 아직 없습니다. 채널만 저장할 수 있습니다.'
  return [
    operationsTable(operations),
    ...Object.entries(gateway.otherWires ?? {}).flatMap(([moduleCode, speaker]) => [
      `${code(moduleCode)}는 전문이 다릅니다.`,
      operationsTable(operationsOf(speaker)),
    ]),
  ].join('\n\n')
}

function operationsTable(operations: readonly OfferedOperation[]): string {
  return markdownTable(
    ['기능', '제공', '비고'],
    operations.map(({ nameKo, offered, noteKo }) => [nameKo, offered ? '됨' : '–', noteKo ?? '']),
  )
}

function credentialsPart({ catalogue }: Gateway): string {
  const forms = catalogue.modules.flatMap((module) => module.credentialSets.map((set) => ({ module, set })))
  const groups = new Map<CredentialSet, string[]>()
  for (const { module, set } of forms) groups.set(set, [...(groups.get(set) ?? []), module.code])
  return [...groups].map(([set, codes]) => credentialForm(set, codes)).join('\n\n')
}

function credentialForm(set: CredentialSet, codes: readonly string[]): string {
  const { adminUrl, stepsKo } = set.howToFind
  const attribute = set.channelAttribute === 'PAYMENT' ? '' : ` · ${attributes[set.channelAttribute]}`
  return [
    `### ${codes.map(code).join(', ')} (${set.versions.join(' · ')}${attribute})`,
    markdownTable(
      ['입력값', '이름', '입력', '비밀', '설명'],
      set.fields.map((field) => [
        code(field.key),
        field.labelKo,
        requirements[field.required],
        field.secret ? '비밀' : '–',
        explanation(field),
      ]),
    ),
    ...(adminUrl === undefined ? ['찾는 곳:'] : [`찾는 곳: <${adminUrl}>`]),
    stepsKo.map((step, index) => `${index + 1}. ${step}`).join('\n'),
  ].join('\n\n')
}

function explanation(field: CredentialField): string {
  const length =
    field.lengthExact !== undefined
      ? `${field.lengthExact}자.`
      : field.lengthMax !== undefined
        ? `최대 ${field.lengthMax}자.`
        : undefined
  return [
    field.addition === true ? '포트원 폼에는 없는 값.' : undefined,
    field.conditionKo,
    field.helpKo,
    length,
    field.isPgMerchantId === true ? 'PG상점아이디.' : undefined,
  ]
    .filter((part) => part !== undefined)
    .join(' ')
}

/** Names only: what a shared id carries is filled in by the server. */
function testMidsPart({ catalogue }: Gateway): string {
  const rows = catalogue.modules.flatMap((module) =>
    module.sharedTestMids.map((shared) => [
      code(module.code),
      code(shared.mid),
      attributes[shared.channelAttribute ?? module.credentialSets[0]?.channelAttribute ?? 'PAYMENT'],
      shared.purposeKo,
    ]),
  )
  if (rows.length === 0) return '공용 테스트 상점아이디가 없습니다.'
  return `${markdownTable(['모듈', '상점아이디', '채널 속성', '용도'], rows)}\n\n고르면 나머지 입력값은 서버가 채우며, 그 값은 시뮬레이터만 엽니다.`
}
