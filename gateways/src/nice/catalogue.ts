import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

/** Both modules ask for the same three values. */
const keys = {
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      labelKo: 'PG상점아이디 (MID)',
      labelEn: 'Merchant id (MID)',
      livePrefix: 'IMP',
      liveLength: 10,
      helpKo:
        '실연동 상점아이디는 IMP 로 시작하는 10자입니다. 일반결제와 정기결제는 상점아이디가 서로 다릅니다.',
      helpEn:
        'Live ids have 10 characters and begin with IMP. One-off and recurring contracts have ids of their own.',
    }),
    secretField('merchantKey', 'always', {
      labelKo: 'Key',
      labelEn: 'Merchant key',
      helpKo: '상점아이디와 함께 조회되는 상점 키입니다. 결제 요청과 취소를 서명합니다.',
      helpEn: 'The key listed beside the merchant id. It signs payments and cancels.',
    }),
    secretField('cancelPassword', 'always', {
      labelKo: '결제취소 비밀번호',
      labelEn: 'Cancel password',
      lengthMax: 10,
      helpKo: '가맹점 관리자에 설정한 거래취소비밀번호와 똑같아야 취소할 수 있습니다. 최대 10자입니다.',
      helpEn:
        'Must equal the cancel password set in the merchant admin, or cancels are refused. At most 10 characters.',
    }),
  ],
  howToFind: {
    adminUrl: 'https://npg.nicepay.co.kr/merchant/mkeyMngForm.do',
    stepsKo: [
      '나이스페이먼츠 가맹점 관리자에 로그인합니다.',
      '가맹점정보의 KEY관리에서 MID와 Key를 복사합니다.',
      '가맹점정보의 비밀번호관리에서 거래취소비밀번호를 10자 이내로 정합니다.',
      '세 값을 이 화면에 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Sign in to the NICE Payments merchant admin.',
      'Under merchant information, key management, copy MID and key.',
      'Under merchant information, password management, set a cancel password of up to 10 characters.',
      'Enter the three values here and save.',
    ],
  },
} as const satisfies Omit<CredentialSet, 'versions'>

const currentKeys: CredentialSet = { versions: ['V1', 'V2'], ...keys }
const formerKeys: CredentialSet = { versions: ['V1'], ...keys }

const oneOff = { ko: '결제창 일반결제', en: 'One-off payments in the window' }
const keyIn = { ko: 'API 수기결제', en: 'Key-in payments by API' }
const account = { ko: '결제창 가상계좌', en: 'Virtual accounts in the window' }

/** The PC script draws its window above our page; the phone's is a page of its own. */
const windowOf = (
  payMethods: NonNullable<GatewayModule['window']>['payMethods'],
): NonNullable<GatewayModule['window']> => ({
  payMethods,
  pc: ['IFRAME', 'REDIRECTION'],
  mobile: ['REDIRECTION'],
  currencies: ['KRW'],
})

/** Keys are made of card numbers over the API. */
const billing: NonNullable<GatewayModule['billing']> = {
  windowMethods: [],
  byCard: true,
  currencies: ['KRW'],
}

const current: GatewayModule = {
  code: 'nice_v2',
  pgProvider: 'NICE_V2',
  labelKo: '신모듈 결제창 일반결제 및 API 수기/정기결제',
  labelEn: 'Current module: one-off window, key-in and recurring payments by API',
  versions: ['V1', 'V2'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창', 'API'],
  manualConfirmSelectable: true,
  smartRouting: { V1: ['window', 'keyIn', 'billing'], V2: ['window', 'keyIn', 'billing'] },
  window: windowOf(['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY']),
  // Wallets may be registered in the window, too, by a wire that is not public.
  billing: { ...billing, windowMethods: ['EASY_PAY'], windowEvidence: 'C' },
  keyIn: true,
  virtualAccountByApi: true,
  credentialSets: [currentKeys],
  sharedTestMids: [
    simulatorMid(currentKeys, 'iamport00m', oneOff),
    simulatorMid(currentKeys, 'iamport01m', keyIn),
    simulatorMid(currentKeys, 'iamport03m', account),
  ],
  evidence: 'A',
  notifyUrlPurposeKo: '가상계좌 입금 통보',
}

const former: GatewayModule = {
  code: 'nice',
  pgProvider: 'NICE',
  labelKo: '구모듈 결제창 일반결제 및 API 수기/정기결제',
  labelEn: 'Former module: one-off window, key-in and recurring payments by API',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창', 'API'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['window', 'billing'] },
  window: windowOf(['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'EASY_PAY']),
  billing,
  keyIn: true,
  virtualAccountByApi: true,
  credentialSets: [formerKeys],
  sharedTestMids: [
    simulatorMid(formerKeys, 'iamport00m', oneOff),
    simulatorMid(formerKeys, 'iamport01m', keyIn),
    simulatorMid(formerKeys, 'iamport02m', account),
  ],
  evidence: 'A',
  notifyUrlPurposeKo: '가상계좌 입금 통보',
}

export const catalogue: GatewayCatalogue = {
  id: 'nice',
  nameKo: '나이스페이먼츠',
  nameEn: 'NICE Payments',
  category: '결제대행사',
  pgCompany: 'NICE',
  merchantAdminUrl: 'https://npg.nicepay.co.kr/',
  testModeKo:
    '테스트 결제도 실제로 출금되며 당일 23시에서 23시 50분 사이에 자동 취소됩니다. 부분취소는 제대로 반영되지 않고, NH농협·KB국민카드와 KT 휴대폰 결제는 쓸 수 없습니다.',
  testModeEn:
    'Test payments really take money; the PG gives it back between 23:00 and 23:50. Partial cancels show wrongly; NH Nonghyup and KB cards and KT phones cannot be used.',
  modules: [current, former],
}
