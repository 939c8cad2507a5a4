import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'

const keys: Omit<CredentialSet, 'channelAttribute'> = {
  versions: ['V1', 'V2'],
  fields: [
    merchantIdField({
      labelKo: 'PG상점아이디 (MID)',
      labelEn: 'Merchant id (MID)',
      lengthMax: 40,
      helpKo: '마음대로 정하는 이름입니다. 공용 테스트 상점아이디를 골라도 됩니다.',
      helpEn: 'Any name you like, or the shared test id.',
    }),
    secretField('secretKey', 'always', {
      labelKo: '시크릿키',
      labelEn: 'Secret key',
      helpKo: '마음대로 정하는 값입니다. 채널을 저장하면 시뮬레이터에 등록됩니다.',
      helpEn: 'Any text. Saving the channel registers it at the simulator.',
    }),
  ],
  howToFind: {
    stepsKo: ['공용 테스트 상점아이디 naru_test 를 고르고 저장합니다.', '계약도 심사도 필요 없습니다.'],
    stepsEn: ['Choose the shared test id naru_test and save.', 'It needs no contract and no review.'],
  },
}

const currencies = ['KRW', 'USD', 'JPY', 'EUR', 'CNY', 'THB', 'VND', 'TWD', 'SGD', 'HKD']

/** The PG that does not exist: everything a PG can do, for trying things out. It takes no money and knows no live mode. */
export const catalogue: GatewayCatalogue = {
  id: 'naru-test',
  nameKo: '나루 테스트 PG',
  nameEn: 'Naru test PG',
  category: '결제대행사',
  pgCompany: 'NARU_TEST',
  inSeed: false,
  testModeKo: '실제로 존재하지 않는 PG입니다. 돈이 움직이지 않으며 실연동 채널을 만들 수 없습니다.',
  testModeEn: 'This PG does not exist. No money moves, and it has no live channels.',
  modules: [
    {
      code: 'naru_test',
      pgProvider: 'NARU_TEST',
      labelKo: '모든 결제수단, 빌링키, 수기결제, 본인인증을 시험하는 모의 PG (테스트 전용)',
      labelEn:
        'A mock PG for trying every method, billing keys, key-in and identity verification (test only)',
      versions: ['V1', 'V2'],
      channelAttributes: ['PAYMENT', 'IDENTITY_VERIFICATION'],
      inSeed: false,
      surfaces: ['결제창', 'API', '본인인증'],
      manualConfirmSelectable: true,
      smartRouting: { V1: ['window', 'keyIn', 'billing'], V2: ['window', 'keyIn', 'billing'] },
      credentialSets: [
        { ...keys, channelAttribute: 'PAYMENT' },
        { ...keys, channelAttribute: 'IDENTITY_VERIFICATION' },
      ],
      sharedTestMids: [
        {
          mid: 'naru_test',
          purposeKo: '모든 결제수단, 빌링키, 수기결제',
          purposeEn: 'Every method, billing keys, key-in',
          credentials: { mid: 'naru_test', secretKey: 'naru_test_secret' },
        },
        {
          mid: 'naru_test_identity',
          purposeKo: '본인인증 (인증창, 인증번호)',
          purposeEn: 'Identity verification, in the window and by code',
          channelAttribute: 'IDENTITY_VERIFICATION',
          credentials: { mid: 'naru_test_identity', secretKey: 'naru_test_identity_secret' },
        },
      ],
      evidence: 'C',
      testOnly: true,
      window: {
        payMethods: ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY'],
        pc: ['IFRAME', 'POPUP', 'REDIRECTION'],
        mobile: ['REDIRECTION', 'IFRAME', 'POPUP'],
        currencies,
      },
      billing: {
        windowMethods: ['CARD', 'MOBILE', 'EASY_PAY', 'TRANSFER'],
        byCard: true,
        currencies,
        withFirstPayment: {
          V1: ['CARD', 'MOBILE', 'EASY_PAY', 'TRANSFER'],
          V2: ['CARD', 'MOBILE', 'EASY_PAY', 'TRANSFER'],
        },
      },
      keyIn: true,
      identity: {
        window: { pc: ['IFRAME', 'POPUP', 'REDIRECTION'], mobile: ['REDIRECTION', 'IFRAME', 'POPUP'] },
        otpMethods: ['SMS', 'APP'],
      },
      virtualAccountByApi: true,
      storeBarcode: true,
      purses: ['BENEPIA'],
    },
  ],
}
