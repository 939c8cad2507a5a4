import type { GatewayNames } from './gateway-names.ts'

/** Our side of a new PG: files by their path below the project. */
export function connectorFiles(names: GatewayNames): Readonly<Record<string, string>> {
  const folder = `gateways/src/${names.id}`
  return {
    [`${folder}/catalogue.ts`]: catalogue(names),
    [`${folder}/connector.ts`]: connector(names),
    [`${folder}/environment.ts`]: environment(names),
    [`${folder}/api.ts`]: api(names),
    [`${folder}/api.test.ts`]: apiTest(names),
  }
}

function catalogue({ id, moduleCode, pgProvider, nameKo, nameEn, category, testMid }: GatewayNames): string {
  return `import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const keys: CredentialSet = {
  versions: ['V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' }),
    secretField('secretKey', 'always', { labelKo: '시크릿키', labelEn: 'Secret key' }),
  ],
  howToFind: {
    stepsKo: ['계약이 끝난 뒤 PG에서 받은 상점아이디와 시크릿키를 입력합니다.'],
    stepsEn: ['Enter the merchant id and the secret key that the PG hands over after the contract.'],
  },
}

/**
 * Claims nothing yet. \`window\`, \`billing\`, \`keyIn\` and \`virtualAccountByApi\` are added together with the operation of
 * the connector that keeps the promise. Evidence C keeps the module off live channels until its sources are cited.
 */
const current: GatewayModule = {
  code: '${moduleCode}',
  pgProvider: '${pgProvider}',
  labelKo: '결제창 일반결제',
  labelEn: 'Window: one-off payments',
  versions: ['V2'],
  channelAttributes: ['PAYMENT'],
  inSeed: false,
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  credentialSets: [keys],
  sharedTestMids: [
    simulatorMid(keys, '${testMid}', { ko: '시뮬레이터 시험', en: 'Trials at the simulator' }),
  ],
  evidence: 'C',
}

export const catalogue: GatewayCatalogue = {
  id: '${id}',
  nameKo: '${nameKo}',
  nameEn: '${nameEn}',
  category: '${category}',
  pgCompany: '${pgProvider}',
  inSeed: false,
  modules: [current],
}
`
}

function connector({ id, camel, nameEn }: GatewayNames): string {
  return `import type { Gateway } from '../port.ts'
import { catalogue } from './catalogue.ts'

/** ${nameEn}. Offers nothing yet: each operation is added here when it runs against the simulator. */
export const ${camel}: Gateway = Object.freeze<Gateway>({
  id: '${id}',
  catalogue,
})
`
}

function environment({ id, camel }: GatewayNames): string {
  return `import type { Environment } from '../port.ts'

/**
 * Where the PG's API is spoken. Undefined for a host that is not known from the PG's own documents: nothing is sent to
 * a guessed address.
 */
export function ${camel}Api(environment: Environment): string | undefined {
  switch (environment.kind) {
    case 'simulator':
      return \`\${environment.origin}/${id}\`
    case 'sandbox':
    case 'live':
      return undefined
  }
}
`
}

function api({ pascal, camel, keyField }: GatewayNames): string {
  return `import type { Declined, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { ${camel}Api } from './environment.ts'

/** How long the PG may take. The value is ours until the PG's documents name one. */
const timeoutMs = 30_000

export type ${pascal}Answer =
  { readonly kind: 'answered'; readonly fields: WireRecord; readonly raw: string } | Declined | Silent

export interface ${pascal}Call {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
}

/** One call of the PG's API. */
export async function call${pascal}(context: GatewayContext, call: ${pascal}Call): Promise<${pascal}Answer> {
  const api = ${camel}Api(context.environment)
  if (api === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: 'This PG is known at the simulator only.' }
  const answer = await exchange(context.network, {
    method: call.method,
    url: \`\${api}\${call.path}\`,
    headers: {
      authorization: \`Bearer \${context.credentials['${keyField}'] ?? ''}\`,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    timeoutMs,
  })
  return answer.kind === 'silent' ? answer : read${pascal}Answer(answer.status, answer.body)
}

/** Pure, so that it can be tried with any bytes. Only a readable refusal with a 4xx says that nothing happened. */
export function read${pascal}Answer(status: number, body: Uint8Array): ${pascal}Answer {
  const fields = jsonRecord(body)
  if (status >= 200 && status < 300)
    return fields === undefined
      ? { kind: 'silent', reason: \`status \${status} without a readable answer\` }
      : { kind: 'answered', fields, raw: utf8(body) }
  const code = fields && text(fields, 'code')
  if (status < 400 || status >= 500 || fields === undefined || code === undefined)
    return { kind: 'silent', reason: \`status \${status}\` }
  return { kind: 'declined', pgCode: code, pgMessage: text(fields, 'message') ?? '', raw: utf8(body) }
}
`
}

function apiTest({ pascal, camel, nameEn, keyField }: GatewayNames): string {
  return `import { describe, expect, test } from 'vitest'
import { testContext } from '../testing/order.ts'
import { ScriptedNetwork, resetByPeer, type Scripted } from '../testing/scripted-network.ts'
import { call${pascal} } from './api.ts'
import { ${camel} } from './connector.ts'

async function answerTo(scripted: Scripted) {
  const network = new ScriptedNetwork(scripted)
  return call${pascal}(testContext({ ${keyField}: 'secret' }, network), { method: 'GET', path: '/orders/1' })
}

describe('an answer of ${nameEn}', () => {
  test.each([
    ['a reset', resetByPeer()],
    ['a broken PG', { status: 500, body: '{"code":"DOWN","message":"x"}' }],
    ['half an answer', { status: 200, body: '{"orderId":' }],
    ['a refusal that cannot be read', { status: 400, body: '<html>' }],
  ] as const)('%s is silence, because money may have moved', async (_name, scripted) => {
    expect(await answerTo(scripted)).toMatchObject({ kind: 'silent' })
  })

  test('a refusal keeps the PG’s own code and words', async () => {
    expect(await answerTo({ status: 400, body: '{"code":"NO","message":"거절"}' })).toMatchObject({
      kind: 'declined',
      pgCode: 'NO',
      pgMessage: '거절',
    })
  })

  test('nothing is sent where the PG’s host is not known', async () => {
    const network = new ScriptedNetwork()

    const answer = await call${pascal}(testContext({}, network, { kind: 'live' }), { method: 'GET', path: '/' })

    expect(answer.kind).toBe('declined')
    expect(network.requests).toEqual([])
  })
})

test('no module promises what the connector cannot do', () => {
  for (const module of ${camel}.catalogue.modules) {
    expect(module.window === undefined || ('begin' in ${camel} && 'approve' in ${camel})).toBe(true)
    expect(module.billing === undefined || 'chargeBillingKey' in ${camel}).toBe(true)
    expect(module.keyIn !== true || 'payByCard' in ${camel}).toBe(true)
    expect(module.virtualAccountByApi !== true || 'issueVirtualAccount' in ${camel}).toBe(true)
  }
})
`
}
