import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const keys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      key: 'storeId',
      labelKo: 'PG상점아이디 (StoreID)',
      labelEn: 'Merchant id (store id)',
    }),
    secretField('apiKey', 'always', {
      labelKo: 'API Key',
      labelEn: 'API key',
      helpKo: '페이레터 안내에 따라 Secret Key라고도 합니다.',
      helpEn: 'Also called secret key.',
    }),
  ],
  howToFind: {
    stepsKo: ['계약이 끝나면 페이레터에서 StoreID와 API Key를 받습니다.', '두 값을 입력하고 저장합니다.'],
    stepsEn: [
      'Once the contract is concluded, receive store id and API key from Payletter.',
      'Enter both and save.',
    ],
  },
}

export const catalogue: GatewayCatalogue = {
  id: 'payletter',
  nameKo: '페이레터',
  nameEn: 'Payletter Global',
  category: '해외 결제대행사',
  pgCompany: 'PAYLETTER',
  inSeed: false,
  modules: [
    {
      code: 'payletter_global',
      pgProvider: 'PAYLETTER_GLOBAL',
      labelKo: '결제창 일반/정기결제',
      labelEn: 'Window: one-off and recurring payments',
      versions: ['V1', 'V2'],
      channelAttributes: ['PAYMENT'],
      inSeed: false,
      surfaces: ['결제창'],
      manualConfirmSelectable: false,
      credentialSets: [keys],
      sharedTestMids: [
        simulatorMid(keys, 'portone_test', { ko: 'USD 결제', en: 'Payments in USD' }),
        simulatorMid(keys, 'portoneKR_test', { ko: 'KRW 결제', en: 'Payments in KRW' }),
        simulatorMid(keys, 'portoneJP_test', { ko: 'JPY 결제', en: 'Payments in JPY' }),
      ],
      // Public documents describe Payletter's domestic product only.
      evidence: 'C',
    },
  ],
}
