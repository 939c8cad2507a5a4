import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const keys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' }),
    secretField('key', 'always', {
      labelKo: 'KEY',
      labelEn: 'Key',
      helpKo: '상용 서버와 테스트 서버의 값이 다릅니다.',
      helpEn: 'The live server and the test server have different ones.',
    }),
    secretField('iv', 'always', {
      labelKo: 'IV',
      labelEn: 'IV',
      helpKo: 'KEY와 짝이 되는 초기화 값입니다.',
      helpEn: 'The initial value that belongs to the key.',
    }),
  ],
  howToFind: {
    adminUrl: 'https://cpadmin.billgate.net/',
    stepsKo: [
      '갤럭시아머니트리 가맹점 관리자에 로그인합니다.',
      '기술지원의 암호화 정보 확인에서 연동 모드에 맞는 서버(상용 또는 테스트)를 고릅니다.',
      'MID와 함께 KEY, IV를 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Sign in to the Galaxia Moneytree merchant admin.',
      'Under technical support, encryption information, choose the live or the test server.',
      'Enter MID, key and IV, and save.',
    ],
  },
}

export const catalogue: GatewayCatalogue = {
  id: 'galaxia',
  nameKo: '갤럭시아머니트리',
  nameEn: 'Galaxia Moneytree',
  category: '결제대행사',
  pgCompany: 'GALAXIA',
  inSeed: false,
  modules: [
    {
      code: 'galaxia',
      pgProvider: 'GALAXIA',
      labelKo: '결제창 일반/정기결제 및 API 수기/정기결제',
      labelEn: 'Window: one-off and recurring payments; API: key-in and recurring payments',
      versions: ['V1', 'V2'],
      channelAttributes: ['PAYMENT'],
      inSeed: false,
      surfaces: ['결제창', 'API'],
      manualConfirmSelectable: false,
      credentialSets: [keys],
      sharedTestMids: [
        simulatorMid(keys, 'M251105747', {
          ko: '결제창 일반/정기결제',
          en: 'One-off and recurring payments in the window',
        }),
        simulatorMid(keys, 'M251105772', { ko: 'API 수기결제', en: 'Key-in payments by API' }),
        simulatorMid(keys, 'M251105773', { ko: 'API 정기결제', en: 'Recurring payments by API' }),
        simulatorMid(keys, 'M2103135', {
          ko: '컬쳐랜드, 게임문화상품권, 티머니',
          en: 'Cultureland, game culture gift certificates, T-money',
        }),
        simulatorMid(keys, 'M251205787', { ko: '휴대폰 정기결제', en: 'Recurring payments by phone' }),
      ],
      evidence: 'C',
    },
  ],
}
