import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const keys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' }),
    secretField('apiKey', 'always', {
      labelKo: 'API Key',
      labelEn: 'API key',
      helpKo: '취소와 API 결제를 요청할 때 쓰는 키입니다.',
      helpEn: 'The key for cancels and for payments by API.',
    }),
  ],
  howToFind: {
    stepsKo: [
      '계약이 끝나면 KSNET이 상점아이디(MID)와 API Key를 전달합니다.',
      '두 값을 입력하고 저장합니다. 에스크로는 배송 에스크로만 쓸 수 있습니다.',
    ],
    stepsEn: [
      'Once the contract is concluded, KSNET hands over merchant id (MID) and API key.',
      'Enter both and save. Of escrow, only the kind for deliveries can be used.',
    ],
  },
}

export const catalogue: GatewayCatalogue = {
  id: 'ksnet',
  nameKo: 'KSNET',
  nameEn: 'KSNET',
  category: '결제대행사',
  pgCompany: 'KSNET',
  modules: [
    {
      code: 'ksnet',
      pgProvider: 'KSNET',
      labelKo: '결제창 일반결제 및 API 수기/정기결제',
      labelEn: 'Window: one-off payments; API: key-in and recurring payments',
      versions: ['V1', 'V2'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['결제창', 'API'],
      manualConfirmSelectable: true,
      smartRouting: { V1: ['window', 'keyIn', 'billing'], V2: ['window', 'keyIn', 'billing'] },
      credentialSets: [keys],
      sharedTestMids: [
        simulatorMid(keys, '2999199999', { ko: '결제창 결제', en: 'Payments in the window' }),
        simulatorMid(keys, '2999199990', {
          ko: 'API 결제, 정기결제',
          en: 'Payments by API, recurring payments',
        }),
      ],
      evidence: 'B',
    },
  ],
}
