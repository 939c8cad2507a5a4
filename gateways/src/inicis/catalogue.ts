import { fileField, merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule, SharedTestMid } from '../port.ts'
import { oneOffTestMid, recurringTestMid } from './test-mids.ts'

const adminUrl = 'https://iniweb.inicis.com/security/login.do'

const mid = merchantIdField({
  labelKo: 'PG상점아이디 (MID)',
  labelEn: 'Merchant id (MID)',
  lengthMax: 10,
  livePrefix: 'MOI',
  helpKo: '실연동 상점아이디는 보통 MOI 로 시작합니다.',
  helpEn: 'Live ids usually begin with MOI.',
})
const signKey = {
  labelKo: '웹결제 signkey',
  labelEn: 'Web payment sign key',
  helpKo: 'PC 결제창의 금액과 주문번호를 서명합니다. 없으면 PC 결제창을 열 수 없습니다.',
  helpEn: 'Signs amount and order number of the PC window, which cannot open without it.',
}
const iniApiKey = {
  labelKo: 'INIAPI KEY',
  labelEn: 'INIAPI key',
  lengthExact: 16,
  helpKo: '취소와 거래 조회에 쓰는 16자 키입니다.',
  helpEn: 'The 16 characters that sign cancels and inquiries.',
}
const iniApiIv = {
  labelKo: 'INIAPI IV',
  labelEn: 'INIAPI IV',
  lengthExact: 16,
  helpKo: 'INIAPI KEY와 함께 조회되는 16자 값입니다. 환불 계좌번호를 암호화합니다.',
  helpEn: 'Shown beside the INIAPI key, 16 characters. It encrypts refund account numbers.',
}
const recurring = {
  labelKo: 'INILite Key',
  labelEn: 'INILite key',
  conditionKo: '정기결제를 사용할 때 필요합니다.',
  conditionEn: 'Needed for recurring payments.',
  // Keys by card number, and their charges, are signed with the INIAPI key alone.
  neededFor: ['BILLING_WINDOW'],
} as const

const findKeysKo = [
  'KG이니시스 가맹점관리자에 로그인합니다.',
  '상점정보의 계약정보에서 부가정보 화면을 엽니다.',
  '웹결제 signkey 항목을 조회합니다.',
  'INIAPI key 항목에서 KEY와 IV를 조회합니다. 비어 있으면 먼저 갱신을 누릅니다.',
]
const findKeysEn = [
  'Sign in to the KG Inicis merchant admin.',
  'Under shop information, contract information, open the additional information.',
  'Look up the web payment sign key.',
  'Look up key and IV under INIAPI key; when they are empty, press renew first.',
]

const v2Keys: CredentialSet = {
  versions: ['V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    mid,
    secretField('signKey', 'always', signKey),
    secretField('iniApiKey', 'always', iniApiKey),
    secretField('iniApiIv', 'always', iniApiIv),
    secretField('iniLiteKey', 'conditional', recurring),
    secretField('hashKey', 'optional', {
      labelKo: 'HashKey',
      labelEn: 'Hash key',
      conditionKo: '모바일 금액 위변조 방지를 사용할 때 입력합니다.',
      conditionEn: 'Enter it to have the amount of mobile windows protected against tampering.',
    }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      ...findKeysKo,
      '정기결제를 쓴다면 INILite Key를, 모바일 금액 위변조 방지를 쓴다면 HashKey도 조회합니다.',
      '가상계좌를 쓴다면 입금통보 주소에 이 채널의 알림 주소를 등록합니다.',
    ],
    stepsEn: [
      ...findKeysEn,
      'For recurring payments look up the INILite key, for amount protection on mobile the hash key.',
      'For virtual accounts, enter this channel’s notification address as the deposit note address.',
    ],
  },
}

const withoutWindow = {
  conditionKo: '하위 상점 관련 API, 정기결제, 수기결제를 사용할 때 필요합니다.',
  conditionEn: 'Needed for the sub-merchant API, recurring payments and key-in.',
  whenFalse: 'leave_blank',
} as const

const v1Keys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    mid,
    secretField('signKey', 'recommended', signKey),
    secretField('iniLiteKey', 'conditional', {
      ...recurring,
      whenFalse: 'leave_blank',
      helpKo: '정기결제를 쓰지 않는 채널에서는 비워 둡니다.',
      helpEn: 'Leave it empty on channels for one-off payments.',
    }),
    // It signs every charge of a billing key, so without it a card would be registered for nothing.
    secretField('iniApiKey', 'conditional', { ...iniApiKey, ...withoutWindow, neededFor: ['BILLING'] }),
    secretField('iniApiIv', 'conditional', { ...iniApiIv, ...withoutWindow }),
    fileField('keyFile', 'conditional', {
      labelKo: '키파일',
      labelEn: 'Key file',
      fileType: 'zip',
      conditionKo:
        '이니시스에서 받은 키파일(zip)이 있을 때 등록합니다. 없으면 일부 결제와 환불이 실패합니다.',
      conditionEn: 'The zip file received from Inicis; without it some payments and refunds fail.',
    }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      ...findKeysKo,
      'INILite Key는 정기결제 채널에서만 조회해 입력합니다.',
      '이메일로 받은 키파일을 등록합니다.',
    ],
    stepsEn: [
      ...findKeysEn,
      'Look up the INILite key for recurring channels only.',
      'Register the key file that came by e-mail.',
    ],
  },
}

/** Both modules open the same windows of the PG. */
const windowRules: NonNullable<GatewayModule['window']> = {
  payMethods: ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY'],
  pc: ['IFRAME', 'REDIRECTION', 'POPUP'],
  mobile: ['REDIRECTION'],
  currencies: ['KRW', 'USD'],
}

/** PortOne promises it of both; the PG's answer is in no public document. */
const accountsByApi = { virtualAccountByApi: true, virtualAccountEvidence: 'C' } as const

/** PC windows could register in USD as well; the phone's page and a charge by INIAPI v2 know KRW alone. */
const billingCurrencies = ['KRW'] as const

const current: GatewayModule = {
  code: 'inicis_v2',
  pgProvider: 'INICIS_V2',
  labelKo: '결제창 일반/정기결제 및 API 수기/정기결제',
  labelEn: 'Window: one-off and recurring payments; API: key-in and recurring payments',
  versions: ['V2'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창', 'API'],
  manualConfirmSelectable: true,
  smartRouting: { V2: ['window', 'keyIn', 'billing'] },
  credentialSets: [v2Keys],
  sharedTestMids: [oneOffTestMid, recurringTestMid],
  evidence: 'A',
  window: windowRules,
  billing: {
    windowMethods: ['CARD'],
    byCard: true,
    currencies: billingCurrencies,
    withFirstPayment: { V2: ['MOBILE'] },
    // What the approval brings and how it is charged is known; how the window is asked for it is not.
    firstPaymentEvidence: 'C',
    keyComesWithPayment: ['MOBILE'],
  },
  keyIn: true,
  ...accountsByApi,
  notifyUrlPurposeKo: '가상계좌 입금 통보',
}

const standard: GatewayModule = {
  code: 'html5_inicis',
  pgProvider: 'HTML5_INICIS',
  labelKo: '결제창 일반/정기결제',
  labelEn: 'Window: one-off and recurring payments',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['window'] },
  credentialSets: [v1Keys],
  sharedTestMids: [withoutHashKey(oneOffTestMid), recurringTestMid],
  evidence: 'A',
  window: windowRules,
  billing: { windowMethods: ['CARD'], byCard: false, currencies: billingCurrencies },
  keyIn: true,
  ...accountsByApi,
  notifyUrlPurposeKo: '가상계좌 입금 통보',
}

const api: GatewayModule = {
  code: 'inicis',
  pgProvider: 'INICIS',
  labelKo: 'API 수기/정기결제 및 신용카드 본인인증',
  labelEn: 'API: key-in and recurring payments; identity verification by credit card',
  versions: ['V1'],
  channelAttributes: ['PAYMENT', 'IDENTITY_VERIFICATION'],
  surfaces: ['결제창', 'API', '본인인증'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['keyIn', 'billing'] },
  credentialSets: [
    {
      versions: ['V1'],
      channelAttribute: 'PAYMENT',
      fields: [
        merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' }),
        secretField('iniApiKey', 'conditional', {
          ...iniApiKey,
          labelKo: 'INIAPI Key',
          conditionKo: '계약에 따라 필요한 경우 입력합니다.',
          conditionEn: 'Enter it when the contract calls for it.',
        }),
        secretField('iniApiIv', 'conditional', {
          ...iniApiIv,
          conditionKo: '계약에 따라 필요한 경우 입력합니다.',
          conditionEn: 'Enter it when the contract calls for it.',
        }),
      ],
      howToFind: {
        adminUrl,
        stepsKo: [
          'KG이니시스 가맹점관리자에 로그인해 계약정보의 부가정보 화면을 엽니다.',
          'INIAPI key 항목에서 KEY와 IV를 조회합니다. 비어 있으면 갱신을 누릅니다.',
          '상점아이디를 저장하고, 필요한 경우 두 값을 함께 입력합니다.',
        ],
        stepsEn: [
          'Sign in to the KG Inicis merchant admin and open the additional contract information.',
          'Look up key and IV under INIAPI key; when they are empty, press renew.',
          'Save the merchant id, with both values where the contract calls for them.',
        ],
      },
    },
    {
      versions: ['V1'],
      channelAttribute: 'IDENTITY_VERIFICATION',
      fields: [
        merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' }),
        secretField('seedKey', 'always', { labelKo: 'SEEDKEY', labelEn: 'SEED key' }),
        secretField('seedIv', 'always', { labelKo: 'SEEDIV', labelEn: 'SEED IV' }),
        plainField('diCode', 'optional', {
          labelKo: 'DI_CODE',
          labelEn: 'DI code',
          lengthExact: 12,
          conditionKo: '계약서에 적은 12자 코드가 있을 때만 입력합니다.',
          conditionEn: 'Only when a code of 12 characters was written into the contract.',
          whenFalse: 'leave_blank',
        }),
      ],
      howToFind: {
        stepsKo: [
          '계약이 끝나면 이니시스가 SEEDKEY, SEEDIV, DI_CODE를 전달합니다.',
          '신용카드 본인인증은 2021-11-22 이후 신규 가입을 받지 않습니다.',
        ],
        stepsEn: [
          'Inicis hands the values over once the contract is concluded.',
          'No new contracts for identity verification by card are made since 2021-11-22.',
        ],
      },
    },
  ],
  sharedTestMids: [apiOnly(oneOffTestMid), apiOnly(recurringTestMid)],
  billing: { windowMethods: [], byCard: true, currencies: billingCurrencies },
  keyIn: true,
  evidence: 'B',
}

const unified: GatewayModule = {
  code: 'inicis_unified',
  pgProvider: 'INICIS_UNIFIED',
  labelKo: '본인인증 통합인증',
  labelEn: 'Unified identity verification',
  versions: ['V1', 'V2'],
  channelAttributes: ['IDENTITY_VERIFICATION'],
  surfaces: ['본인인증'],
  manualConfirmSelectable: false,
  credentialSets: [
    {
      versions: ['V1', 'V2'],
      channelAttribute: 'IDENTITY_VERIFICATION',
      fields: [
        merchantIdField({
          labelKo: 'PG상점아이디 (MID)',
          labelEn: 'Merchant id (MID)',
          livePrefix: 'MII',
          helpKo: '통합인증 상점아이디는 MII 로 시작합니다.',
          helpEn: 'Ids for unified verification begin with MII.',
        }),
        secretField('apiKey', 'always', {
          labelKo: 'apikey',
          labelEn: 'API key',
          helpKo: '계약 후 이니시스가 전달하는 통합인증 키입니다.',
          helpEn: 'The verification key that Inicis hands over after the contract.',
        }),
      ],
      howToFind: {
        stepsKo: [
          '계약이 끝나면 이니시스가 상점아이디와 apikey를 전달합니다.',
          '이니시스에 서비스 도메인과 이 서버의 도메인을 함께 등록합니다.',
        ],
        stepsEn: [
          'Inicis hands over merchant id and API key once the contract is concluded.',
          'Have your own domain and this server’s domain registered at Inicis.',
        ],
      },
    },
  ],
  sharedTestMids: [
    {
      mid: 'MIIiasTest',
      purposeKo: '통합 본인인증',
      purposeEn: 'Unified identity verification',
      credentials: { mid: 'MIIiasTest', apiKey: 'test_apikey_naru_MIIiasTest' },
    },
  ],
  identity: { window: { pc: ['POPUP'], mobile: ['REDIRECTION', 'POPUP'] }, otpMethods: [] },
  evidence: 'A',
}

const japan: GatewayModule = {
  code: 'inicis_jp',
  pgProvider: 'INICIS_JP',
  labelKo: '결제창 해외결제(일본)',
  labelEn: 'Window: payments from Japan',
  versions: ['V1', 'V2'],
  channelAttributes: ['PAYMENT'],
  inSeed: false,
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  window: {
    payMethods: ['CARD', 'CONVENIENCE_STORE', 'EASY_PAY'],
    pc: ['REDIRECTION'],
    mobile: ['REDIRECTION'],
    pcInV1: ['POPUP'],
    currencies: ['JPY'],
  },
  credentialSets: [
    {
      versions: ['V1', 'V2'],
      channelAttribute: 'PAYMENT',
      fields: [
        merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' }),
        secretField('iniApiKey', 'always', {
          labelKo: 'INIAPI Key',
          labelEn: 'INIAPI key',
          helpKo: '일본 결제 상점아이디로 발급된 키입니다.',
          helpEn: 'The key issued for the merchant id of the Japanese service.',
        }),
        {
          key: 'cbtType',
          labelKo: 'CBT Type',
          labelEn: 'CBT type',
          type: 'select',
          secret: false,
          required: 'always',
          helpKo: '일본 매입사 유형입니다. 계약서에서 확인합니다.',
          helpEn: 'The kind of Japanese acquirer, as in the contract.',
          options: [
            { value: 'JPPG', labelKo: 'JPPG', labelEn: 'JPPG' },
            { value: 'SBPS', labelKo: 'SBPS', labelEn: 'SBPS' },
          ],
        },
      ],
      howToFind: {
        adminUrl,
        stepsKo: [
          '일본 결제는 KG이니시스와 별도 계약이 필요합니다.',
          '가맹점관리자의 부가정보 화면에서 일본 상점아이디의 INIAPI Key를 조회합니다.',
          '계약한 CBT Type을 고릅니다.',
        ],
        stepsEn: [
          'Payments from Japan need a contract of their own with KG Inicis.',
          'Look up the INIAPI key of the Japanese merchant id in the merchant admin.',
          'Choose the contracted CBT type.',
        ],
      },
    },
  ],
  sharedTestMids: [],
  evidence: 'B',
}

/** The V1 form has no place for the mobile hash key. */
function withoutHashKey(shared: SharedTestMid): SharedTestMid {
  const { hashKey: _, ...credentials } = shared.credentials
  return { ...shared, credentials }
}

/** The API module's form has no window keys. */
function apiOnly(shared: SharedTestMid): SharedTestMid {
  const { mid: id = '', iniApiKey: key = '', iniApiIv: iv = '' } = shared.credentials
  return { ...shared, credentials: { mid: id, iniApiKey: key, iniApiIv: iv } }
}

export const catalogue: GatewayCatalogue = {
  id: 'inicis',
  nameKo: 'KG이니시스',
  nameEn: 'KG Inicis',
  category: '결제대행사',
  pgCompany: 'INICIS',
  merchantAdminUrl: 'https://iniweb.inicis.com/',
  testModeKo:
    '테스트 결제도 실제로 출금되며 당일 23시에서 23시 50분 사이에 자동 취소됩니다. KB국민카드와 그 계열 카드는 테스트할 수 없습니다.',
  testModeEn:
    'Test payments really take money; the PG gives it back between 23:00 and 23:50. KB cards and their family cannot be tested.',
  modules: [current, standard, api, unified, japan],
}
