import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const adminUrl = 'https://wbiz.paywelcome.co.kr/'

const keys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      labelKo: 'PG상점아이디 (MID)',
      labelEn: 'Merchant id (MID)',
      helpKo: '관리자시스템에는 상점ID로 표시됩니다.',
      helpEn: 'The admin system lists it as the shop id.',
    }),
    secretField('signKey', 'always', {
      labelKo: 'Sign Key',
      labelEn: 'Sign key',
      helpKo: '관리자시스템의 웹결제 Signkey Key 값입니다. 결제창 요청을 서명합니다.',
      helpEn: 'The web payment sign key of the admin system. It signs what the window is asked.',
    }),
    secretField('fieldEncryptionIv', 'recommended', {
      labelKo: '필드암호화IV',
      labelEn: 'Field encryption IV',
      helpKo: 'Sign Key를 생성할 때 함께 만들어집니다. 비워 두어도 저장할 수 있습니다.',
      helpEn: 'Made together with the sign key. The channel can be saved without it.',
    }),
    secretField('fieldEncryptionKey', 'recommended', {
      labelKo: '필드암호화Key',
      labelEn: 'Field encryption key',
      helpKo: '필드암호화IV와 짝이 되는 값입니다. 비워 두어도 저장할 수 있습니다.',
      helpEn: 'The partner of the field encryption IV. The channel can be saved without it.',
    }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      '웰컴페이먼츠 관리자시스템에 로그인합니다.',
      '상점정보, 계약정보의 기본정보에서 상점ID(MID)를 확인합니다.',
      '상점정보, 계약정보의 부가정보에서 웹결제 signkey를 조회합니다.',
      '값이 없으면 생성/갱신을 눌러 Signkey와 필드암호화 IV, KEY를 만듭니다.',
      '네 값을 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Sign in to the Welcome Payments admin system.',
      'Under shop information, contract information, basic information, find the shop id (MID).',
      'Under additional information on the same page, look up the web payment sign key.',
      'When there is none, create or renew it: sign key, field encryption IV and key are made together.',
      'Enter the four values and save.',
    ],
  },
}

export const catalogue: GatewayCatalogue = {
  id: 'welcome',
  nameKo: '웰컴페이먼츠',
  nameEn: 'Welcome Payments',
  category: '결제대행사',
  pgCompany: 'WELCOME',
  merchantAdminUrl: adminUrl,
  seedGate: 'V1',
  testModeKo: '테스트 결제는 실제로 출금되지 않습니다.',
  testModeEn: 'Test payments take no money.',
  modules: [
    {
      code: 'welcome',
      pgProvider: 'WELCOME',
      labelKo: '결제창 일반/정기결제 및 API 수기/정기결제',
      labelEn: 'Window: one-off and recurring payments; API: key-in and recurring payments',
      versions: ['V1', 'V2'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['결제창', 'API'],
      manualConfirmSelectable: true,
      smartRouting: { V1: ['window', 'billing'] },
      credentialSets: [keys],
      sharedTestMids: [
        simulatorMid(keys, 'welcometst', { ko: '일반결제', en: 'One-off payments' }),
        simulatorMid(keys, 'wpaybill01', {
          ko: '결제창 및 API 정기결제',
          en: 'Recurring payments, window and API',
        }),
      ],
      evidence: 'A',
      notifyUrlPurposeKo: '가상계좌 입금 통보',
    },
  ],
}
