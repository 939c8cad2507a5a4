import { merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'

const adminUrl = 'https://developers.tosspayments.com/'

const apiKeys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      labelKo: 'PG상점아이디 (MID)',
      labelEn: 'Merchant id (MID)',
      lengthMax: 14,
      livePrefix: 'im_',
      helpKo: '실연동 상점아이디는 보통 im_ 으로 시작합니다. 키를 발급받은 상점아이디와 같아야 합니다.',
      helpEn: 'Live ids usually begin with im_. It must be the id that the keys below were issued for.',
    }),
    plainField('clientKey', 'always', {
      labelKo: '클라이언트키',
      labelEn: 'Client key',
      helpKo: 'test_ck_ 또는 live_ck_ 로 시작하는 API 개별 연동 키입니다. 결제창에 전달되는 공개 값입니다.',
      helpEn:
        'The key for individual API integration, test_ck_… or live_ck_…. It is public: the window receives it.',
    }),
    secretField('secretKey', 'always', {
      labelKo: '시크릿키',
      labelEn: 'Secret key',
      helpKo:
        '클라이언트키와 짝이 되는 test_sk_ 또는 live_sk_ 키입니다. 저장 후에는 다시 보여 드리지 않습니다.',
      helpEn: 'The partner of the client key, test_sk_… or live_sk_…. It is not shown again after saving.',
    }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      '토스페이먼츠 개발자센터에 로그인해 채널에 쓸 상점을 고릅니다.',
      '내 개발정보의 API 키 화면에서 API 개별 연동 키 묶음을 엽니다.',
      '상점아이디, 클라이언트키, 시크릿키를 그대로 옮겨 적습니다. 테스트 키와 라이브 키를 섞지 마세요.',
      '같은 화면의 API 버전을 2022-07-27 이후로 맞춥니다.',
      '가상계좌를 쓴다면 웹훅 메뉴에 이 채널의 알림 주소를 DEPOSIT_CALLBACK 이벤트로 등록합니다.',
    ],
    stepsEn: [
      'Sign in to the TossPayments developer centre and pick the shop of this channel.',
      'Under my development info, API keys, open the keys for individual API integration.',
      'Copy merchant id, client key and secret key. Never mix test and live keys.',
      'On the same page set the API version to 2022-07-27 or later.',
      'For virtual accounts, register this channel’s notification address as a webhook for DEPOSIT_CALLBACK.',
    ],
  },
}

const current: GatewayModule = {
  code: 'tosspayments',
  pgProvider: 'TOSSPAYMENTS',
  labelKo: '신모듈 결제창 일반/수기/정기결제 및 API 수기/정기결제',
  labelEn: 'Current module: window, key-in and recurring payments, API',
  versions: ['V1', 'V2'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창', 'API'],
  manualConfirmSelectable: true,
  smartRouting: { V1: ['window', 'keyIn', 'billing'], V2: ['window', 'keyIn', 'billing'] },
  credentialSets: [apiKeys],
  sharedTestMids: [
    {
      mid: 'iamporttest_3',
      purposeKo: '결제창 일반결제, 결제창 수기결제',
      purposeEn: 'One-off payments and key-in in the window',
      credentials: {
        mid: 'iamporttest_3',
        clientKey: 'test_ck_naru_iamporttest_3',
        secretKey: 'test_sk_naru_iamporttest_3',
      },
    },
    {
      mid: 'iamporttest_4',
      purposeKo: '결제창 정기결제',
      purposeEn: 'Recurring payments through the window',
      credentials: {
        mid: 'iamporttest_4',
        clientKey: 'test_ck_naru_iamporttest_4',
        secretKey: 'test_sk_naru_iamporttest_4',
      },
    },
  ],
  evidence: 'A',
  window: {
    payMethods: ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY'],
    pc: ['IFRAME', 'REDIRECTION'],
    mobile: ['REDIRECTION'],
    currencies: ['KRW'],
  },
  billing: { windowMethods: ['CARD', 'TRANSFER'], defaultMethod: 'CARD', byCard: true, currencies: ['KRW'] },
  keyIn: true,
  virtualAccountByApi: true,
  notifyUrlPurposeKo: '가상계좌 입금 통보 (DEPOSIT_CALLBACK)',
}

const xpay: GatewayModule = {
  code: 'uplus',
  pgProvider: 'UPLUS',
  labelKo: '구모듈 결제창 일반결제',
  labelEn: 'Former module (XPay): one-off payments',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['window'] },
  credentialSets: [
    {
      versions: ['V1'],
      channelAttribute: 'PAYMENT',
      fields: [
        merchantIdField({
          labelKo: 'PG상점아이디 (MID)',
          labelEn: 'Merchant id (MID)',
          helpKo: '구모듈(XPay)로 계약한 상점아이디입니다. 테스트용 앞글자 t 는 붙이지 않습니다.',
          helpEn: 'The id contracted for XPay, without the t that marks test calls.',
        }),
        secretField('mertKey', 'always', {
          labelKo: '머트 키',
          labelEn: 'Mert key',
          helpKo: '결제 요청과 응답의 위변조를 확인하는 데 쓰는 상점 키입니다.',
          helpEn: 'The shop key that protects requests and answers against tampering.',
        }),
      ],
      howToFind: {
        adminUrl,
        stepsKo: [
          '토스페이먼츠 개발자센터에 로그인합니다.',
          '내 개발정보의 API 키 화면에서 구모듈 상점의 상점아이디와 머트 키를 확인합니다.',
          '두 값을 입력하고 저장합니다.',
        ],
        stepsEn: [
          'Sign in to the TossPayments developer centre.',
          'Under my development info, API keys, look up merchant id and mert key of the XPay shop.',
          'Enter both and save.',
        ],
      },
    },
  ],
  sharedTestMids: [
    {
      mid: 'tlgdacomxpay',
      purposeKo: '결제창 일반결제',
      purposeEn: 'One-off payments in the window',
      credentials: { mid: 'tlgdacomxpay', mertKey: 'test_mert_naru_tlgdacomxpay' },
    },
  ],
  evidence: 'B',
  window: {
    payMethods: ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'GIFT_CERTIFICATE'],
    // On a PC the PG's frame stands in our page, and what it comes back to can be a page of ours alone.
    pc: ['IFRAME'],
    mobile: ['REDIRECTION'],
    currencies: ['KRW'],
  },
}

const brandpay: GatewayModule = {
  code: 'toss_brandpay',
  pgProvider: 'TOSS_BRANDPAY',
  labelKo: '브랜드페이',
  labelEn: 'BrandPay',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  inSeed: false,
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  credentialSets: [
    {
      versions: ['V1'],
      channelAttribute: 'PAYMENT',
      fields: [
        merchantIdField({
          labelKo: 'PG상점아이디 (MID)',
          labelEn: 'Merchant id (MID)',
          helpKo: '브랜드페이로 계약한 상점아이디입니다.',
          helpEn: 'The id contracted for BrandPay.',
        }),
        plainField('clientKey', 'always', {
          labelKo: '클라이언트키',
          labelEn: 'Client key',
          helpKo:
            '브랜드페이 상점의 API 개별 연동 키(test_ck_ 또는 live_ck_)입니다. 결제창에 전달되는 공개 값입니다.',
          helpEn:
            'The BrandPay shop’s key for individual API integration (test_ck_…, live_ck_…). It is public: the window receives it.',
        }),
        secretField('secretKey', 'always', {
          labelKo: '시크릿키',
          labelEn: 'Secret key',
          helpKo: '같은 상점의 시크릿키입니다.',
          helpEn: 'Secret key of the same shop.',
        }),
      ],
      howToFind: {
        adminUrl,
        stepsKo: [
          '브랜드페이는 토스페이먼츠와 별도 계약이 필요합니다.',
          '개발자센터의 API 키 화면에서 브랜드페이 상점의 값을 확인합니다.',
          '채널을 저장하면 보이는 리다이렉트 주소를 브랜드페이 메뉴에 등록합니다.',
        ],
        stepsEn: [
          'BrandPay needs a contract of its own with TossPayments.',
          'Look up the values of the BrandPay shop under API keys in the developer centre.',
          'Register the redirect address, which shows once the channel is saved, in the BrandPay menu.',
        ],
      },
    },
  ],
  sharedTestMids: [],
  evidence: 'B',
  // Result by callback on a phone, too (PortOne's V1 guide of BrandPay).
  window: { payMethods: ['EASY_PAY'], pc: ['IFRAME'], mobile: ['IFRAME'], currencies: ['KRW'] },
  admitsCustomers: true,
  pageScript: 'toss-brandpay',
}

export const catalogue: GatewayCatalogue = {
  id: 'tosspayments',
  nameKo: '토스페이먼츠',
  nameEn: 'TossPayments',
  category: '결제대행사',
  pgCompany: 'TOSSPAYMENTS',
  merchantAdminUrl: adminUrl,
  modules: [current, xpay, brandpay],
}
