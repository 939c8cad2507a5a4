import type { CredentialField, Gateway, GatewayModule, Mode } from '@naru/gateways'
import { issuePair } from '@naru/gateways/kcp/certificate.test-support'

/** A form field for tests. */
export function field(key: string, rules: Partial<CredentialField>): CredentialField {
  return { key, labelKo: key, labelEn: key, type: 'text', secret: false, required: 'optional', ...rules }
}

export const midField = field('mid', { required: 'always', isPgMerchantId: true, lengthMax: 20 })

/** A module of a PG that exists in tests only. */
export const demoModule: GatewayModule = {
  code: 'sample_v2',
  pgProvider: 'SAMPLE_V2',
  labelKo: '표본',
  labelEn: 'Sample',
  versions: ['V1', 'V2'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  evidence: 'A',
  credentialSets: [
    {
      versions: ['V1', 'V2'],
      channelAttribute: 'PAYMENT',
      fields: [
        midField,
        field('clientKey', { required: 'always' }),
        field('secretKey', { required: 'always', secret: true, type: 'password' }),
      ],
      howToFind: { stepsKo: [], stepsEn: [] },
    },
  ],
  sharedTestMids: [
    {
      mid: 'shared_1',
      purposeKo: '일반결제',
      purposeEn: 'one-off',
      credentials: { mid: 'shared_1', clientKey: 'shared-client', secretKey: 'shared-secret-canary' },
    },
  ],
  window: { payMethods: ['CARD'], pc: ['IFRAME'], mobile: ['REDIRECTION'], currencies: ['KRW'] },
  notifyUrlPurposeKo: '가상계좌 입금통보',
}

/** Also offers `sample_old` (evidence C), which shares the same MID for tests. */
export const demoGateway: Gateway = {
  id: 'sample',
  approve: () => Promise.resolve({ kind: 'silent', reason: 'there is no such PG' }),
  catalogue: {
    id: 'sample',
    nameKo: '표본 PG',
    nameEn: 'Sample PG',
    category: '결제대행사',
    pgCompany: 'SAMPLE',
    modules: [
      demoModule,
      {
        ...demoModule,
        code: 'sample_old',
        pgProvider: 'SAMPLE_OLD',
        evidence: 'C',
        manualConfirmSelectable: true,
      },
    ],
  },
}

/** A certificate and its key, as KCP issues them. */
export const kcpPair = issuePair()

/** Values that tell by themselves in which mode they work. */
const valuesOfMode: Readonly<Record<string, Readonly<Record<Mode, Readonly<Record<string, string>>>>>> = {
  kakaopay: { TEST: { secretKey: 'DEVown123456' }, LIVE: { secretKey: 'PRDown123456' } },
}

/** A value for each of these fields that the form of this module takes in this mode. */
export function goodValues(
  fields: readonly CredentialField[],
  moduleCode: string,
  mode: Mode,
): Readonly<Record<string, string>> {
  const given: Readonly<Record<string, string>> = { ...kcpPair, ...valuesOfMode[moduleCode]?.[mode] }
  return Object.fromEntries(fields.map((field) => [field.key, given[field.key] ?? goodValue(field)]))
}

function goodValue(field: CredentialField): string {
  const [option] = field.options ?? []
  if (option !== undefined) return option.value
  return 'own123456789'
    .padEnd(field.lengthExact ?? 0, 'x')
    .slice(0, field.lengthExact ?? field.lengthMax ?? 3)
}
