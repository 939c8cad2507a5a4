import { fileField, merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'
import { simulatorPair } from './simulator-pair.ts'

const adminUrl = 'https://partner.kcp.co.kr/'

const siteCode = merchantIdField({
  key: 'siteCode',
  labelKo: 'PG상점아이디 (사이트코드)',
  labelEn: 'Merchant id (site code)',
})
const siteKey = secretField('siteKey', 'always', {
  labelKo: '사이트키',
  labelEn: 'Site key',
  helpKo: '사이트코드와 함께 KCP가 전달하는 키입니다.',
  helpEn: 'The key that KCP hands over with the site code.',
})
const group = {
  labelKo: '정기자동결제 그룹아이디',
  labelEn: 'Group id of recurring payments',
  helpKo: '파트너관리자의 정기자동결제 그룹관리에서 등록한 그룹입니다. 배치결제그룹아이디라고도 합니다.',
  helpEn: 'The group registered for automatic payments in the partner admin, also called batch group id.',
}
const groupWhenRecurring = plainField('batchGroupId', 'conditional', {
  ...group,
  conditionKo: '정기결제를 사용할 때 필요합니다.',
  conditionEn: 'Needed for recurring payments.',
  neededFor: ['BILLING'],
} as const)

const registerGroupKo = [
  '결제관리의 정기자동결제 그룹관리에서 그룹등록을 엽니다.',
  '상점정보에서 사이트코드를 고릅니다.',
  '그룹정보에서 유형3을 고르고 그룹 이름을 적습니다.',
  '결제입력 정보에서 결제유형과 납부유형을 고릅니다.',
  '고지방법을 고르고 등록합니다.',
  '그룹조회에서 사이트코드로 검색해 그룹아이디를 확인합니다.',
]
const registerGroupEn = [
  'Under payments, groups of automatic payments, open the registration of a group.',
  'Pick the site code as the shop.',
  'Choose type 3 (유형3) and name the group.',
  'Choose how it is paid and collected.',
  'Choose how payers are told, and register.',
  'Look the group id up by site code.',
]
const issueCertificateKo = [
  'KCP 파트너관리자에 로그인합니다.',
  '고객센터의 인증센터에서 관리용 사설인증서를 발급합니다.',
  '사용자명과 인증서 비밀번호를 정합니다.',
]
const issueCertificateEn = [
  'Sign in to the KCP partner admin.',
  'In the certificate centre under customer centre, issue the private certificate for administration.',
  'Choose user name and certificate password.',
]

const windowKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [siteCode, siteKey, groupWhenRecurring],
  howToFind: {
    adminUrl,
    stepsKo: [
      'KCP가 전달한 사이트코드와 사이트키를 입력하고 저장합니다.',
      '정기결제를 쓴다면 아래 순서로 그룹아이디를 만들어 더합니다.',
      ...issueCertificateKo,
      ...registerGroupKo,
    ],
    stepsEn: [
      'Enter the site code and site key that KCP handed over, and save.',
      'For recurring payments make a group id as follows and add it.',
      ...issueCertificateEn,
      ...registerGroupEn,
    ],
  },
}

const billingKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [siteCode, siteKey, plainField('batchGroupId', 'always', group)],
  howToFind: {
    adminUrl,
    stepsKo: [
      ...issueCertificateKo,
      ...registerGroupKo,
      '사이트코드, 사이트키, 그룹아이디를 입력하고 저장합니다.',
    ],
    stepsEn: [...issueCertificateEn, ...registerGroupEn, 'Enter site code, site key and group id, and save.'],
  },
}

const quickKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    siteCode,
    siteKey,
    plainField('partnerType', 'always', { labelKo: '파트너 타입', labelEn: 'Partner type' }),
    plainField('partnerSubType', 'always', { labelKo: '파트너 서브타입', labelEn: 'Partner subtype' }),
    plainField('partnerName', 'always', { labelKo: '파트너 이름', labelEn: 'Partner name' }),
  ],
  howToFind: {
    stepsKo: ['퀵페이 계약이 끝나면 KCP가 다섯 값을 모두 전달합니다.', '받은 값을 입력하고 저장합니다.'],
    stepsEn: ['Once QuickPay is contracted, KCP hands over all five values.', 'Enter them and save.'],
  },
}

const certificate = {
  labelKo: 'PG-API 인증서키',
  labelEn: 'PG-API certificate',
  fileType: 'pem',
  fileName: 'KCP_AUTH_{siteCode}_CERT.pem',
  helpKo:
    '유효기간은 5년이고 만료 30일 전부터 갱신할 수 있습니다. 만료되면 승인과 취소가 바로 멈추므로, 갱신한 뒤 이 채널에도 새 파일을 등록하세요.',
  helpEn:
    'Valid for 5 years and renewable in the last 30 days. When it expires, approvals and cancels stop at once: renew it and register the new file here.',
} as const
const privateKey = {
  labelKo: 'PG-API 개인키',
  labelEn: 'PG-API private key',
  fileType: 'pem',
  fileName: 'KCP_AUTH_{siteCode}_PRIKEY.pem',
  helpKo: '암호가 걸린 파일 그대로 등록합니다. KCP에서 폐기하면 결제가 바로 멈춥니다.',
  helpEn: 'Register the file as it is, still encrypted. Once revoked at KCP, payments stop at once.',
} as const
const privateKeyPassword = {
  labelKo: '개인키 비밀번호',
  labelEn: 'Password of the private key',
  helpKo: '발급할 때 정한 비밀번호입니다. 잊었다면 폐기하고 다시 발급해야 합니다.',
  helpEn: 'Chosen when the key was issued. A lost one means to revoke and issue again.',
}

const apiKeys: CredentialSet = {
  versions: ['V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({ key: 'siteCode', labelKo: 'MID (사이트코드)', labelEn: 'Merchant id (site code)' }),
    fileField('certificate', 'always', certificate),
    fileField('privateKey', 'always', privateKey),
    secretField('privateKeyPassword', 'always', privateKeyPassword),
    groupWhenRecurring,
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      'KCP 파트너관리자에 로그인합니다.',
      '고객센터의 인증센터에서 KCP PG-API를 엽니다. V2는 PG-API 방식만 지원합니다.',
      '발급을 누르고 파트너 관리자 비밀번호를 입력합니다.',
      '개인키 비밀번호를 정합니다.',
      'zip 파일을 내려받아 풀면 인증서(CERT.pem)와 개인키(PRIKEY.pem)가 있습니다.',
      '사이트코드, 두 파일, 개인키 비밀번호를 등록하고 저장합니다.',
      '정기결제를 쓴다면 아래 순서로 그룹아이디를 만들어 더합니다.',
      ...registerGroupKo,
    ],
    stepsEn: [
      'Sign in to the KCP partner admin.',
      'In the certificate centre under customer centre, open KCP PG-API, the only way that V2 supports.',
      'Issue, and enter the admin password.',
      'Choose a password for the private key.',
      'Unpack the zip file: it holds certificate (CERT.pem) and private key (PRIKEY.pem).',
      'Register site code, both files and the password, and save.',
      'For recurring payments make a group id as follows and add it.',
      ...registerGroupEn,
    ],
  },
}

const whenByApi = {
  conditionKo: 'API 방식 본인인증을 쓸 때 필요합니다.',
  conditionEn: 'Needed for identity verification by API.',
  neededFor: ['IDENTITY_API'],
} as const
const identityKeys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'IDENTITY_VERIFICATION',
  fields: [
    siteCode,
    secretField('merchantAuthKey', 'conditional', {
      labelKo: '가맹점 인증키',
      labelEn: 'Merchant authentication key',
      conditionKo: '본인인증 창(SDK)을 쓸 때 필요합니다.',
      conditionEn: 'Needed for identity verification in a window (SDK).',
      neededFor: ['IDENTITY_WINDOW'],
    }),
    fileField('certificate', 'conditional', { ...certificate, ...whenByApi }),
    fileField('privateKey', 'conditional', { ...privateKey, ...whenByApi }),
    secretField('privateKeyPassword', 'conditional', { ...privateKeyPassword, ...whenByApi }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      '본인인증 계약이 끝나면 KCP에서 사이트코드와 가맹점 인증키를 받습니다.',
      'API 방식을 쓴다면 인증센터에서 PG-API 인증서와 개인키도 발급합니다.',
      '쓰는 방식에 필요한 값을 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Once verification is contracted, receive site code and merchant authentication key from KCP.',
      'For the API way, issue PG-API certificate and private key in the certificate centre too.',
      'Enter what the way in use needs, and save.',
    ],
  },
}

const allMethods = ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY'] as const

const windowV1: GatewayModule = {
  code: 'kcp',
  pgProvider: 'KCP',
  labelKo: '결제창 일반/수기결제 및 API 수기/정기결제',
  labelEn: 'Window: one-off and key-in payments; API: key-in and recurring payments',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창', 'API'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['window', 'keyIn', 'billing'] },
  window: { payMethods: allMethods, pc: ['IFRAME'], mobile: ['REDIRECTION'], currencies: ['KRW', 'USD'] },
  billing: { windowMethods: [], byCard: true, currencies: ['KRW'] },
  keyIn: true,
  purses: ['BENEPIA'],
  credentialSets: [windowKeys],
  sharedTestMids: [
    simulatorMid(windowKeys, 'AO09C', { ko: '결제창 일반결제', en: 'One-off payments in the window' }),
    simulatorMid(
      windowKeys,
      'A52LD',
      { ko: 'API 정기결제', en: 'Recurring payments by API' },
      { batchGroupId: 'simulator-A52LD' },
    ),
    simulatorMid(windowKeys, 'AO0Q9', { ko: '결제창 페이코', en: 'PAYCO in the window' }),
  ],
  // Site code and site key drive a program of KCP whose wire is not public.
  evidence: 'C',
  notifyUrlPurposeKo: '가상계좌 입금 통보',
}

const billingV1: GatewayModule = {
  code: 'kcp_billing',
  pgProvider: 'KCP_BILLING',
  labelKo: '결제창 정기결제',
  labelEn: 'Window: recurring payments',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  // Its window registers cards and takes no payment.
  window: { payMethods: [], pc: ['IFRAME'], mobile: ['REDIRECTION'], currencies: ['KRW'] },
  billing: { windowMethods: ['CARD'], byCard: false, currencies: ['KRW'] },
  credentialSets: [billingKeys],
  sharedTestMids: [
    simulatorMid(billingKeys, 'A52LD', {
      ko: '결제창 정기결제',
      en: 'Recurring payments through the window',
    }),
  ],
  evidence: 'C',
}

const quickV1: GatewayModule = {
  code: 'kcp_quick',
  pgProvider: 'KCP_QUICK',
  labelKo: 'KCP 퀵페이',
  labelEn: 'KCP QuickPay',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['간편결제'],
  manualConfirmSelectable: false,
  window: { payMethods: ['CARD', 'TRANSFER'], pc: ['IFRAME'], mobile: ['REDIRECTION'], currencies: ['KRW'] },
  billing: { windowMethods: ['CARD'], byCard: false, currencies: ['KRW'] },
  purses: ['QUICKPAY_MONEY'],
  quickPay: true,
  credentialSets: [quickKeys],
  sharedTestMids: [],
  evidence: 'C',
}

const current: GatewayModule = {
  code: 'kcp_v2',
  pgProvider: 'KCP_V2',
  labelKo: '결제창 일반/정기결제 및 API 수기/정기결제, 본인인증',
  labelEn: 'Window and API payments, recurring too; identity verification',
  versions: ['V1', 'V2'],
  channelAttributes: ['PAYMENT', 'IDENTITY_VERIFICATION'],
  surfaces: ['결제창', 'API', '본인인증'],
  manualConfirmSelectable: true,
  smartRouting: { V2: ['window', 'keyIn', 'billing'] },
  window: { payMethods: allMethods, pc: ['IFRAME'], mobile: ['REDIRECTION'], currencies: ['KRW', 'USD'] },
  billing: { windowMethods: ['CARD'], byCard: true, currencies: ['KRW'] },
  keyIn: true,
  virtualAccountByApi: true,
  // Codes by SMS or app need another wire of KCP's, which is not public.
  identity: {
    window: { pc: ['POPUP'], mobile: ['REDIRECTION', 'POPUP'] },
    otpMethods: ['SMS', 'APP'],
    otpEvidence: 'C',
  },
  credentialSets: [apiKeys, identityKeys],
  sharedTestMids: [
    simulatorMid(
      apiKeys,
      'T0000',
      { ko: '결제창 일반결제', en: 'One-off payments in the window' },
      { ...simulatorPair, batchGroupId: 'simulator-T0000' },
    ),
    simulatorMid(
      apiKeys,
      'A52Q7',
      { ko: 'API 정기결제', en: 'Recurring payments by API' },
      { ...simulatorPair, batchGroupId: 'simulator-A52Q7' },
    ),
    simulatorMid(apiKeys, 'AO0Q9', { ko: '결제창 페이코', en: 'PAYCO in the window' }, simulatorPair),
    simulatorMid(
      identityKeys,
      'AO6R1',
      { ko: '본인인증', en: 'Identity verification' },
      { ...simulatorPair, merchantAuthKey: 'simulator-AO6R1' },
    ),
  ],
  evidence: 'A',
  notifyUrlPurposeKo: '가상계좌 입금 통보',
}

export const catalogue: GatewayCatalogue = {
  id: 'kcp',
  nameKo: 'NHN KCP',
  nameEn: 'NHN KCP',
  category: '결제대행사',
  pgCompany: 'KCP',
  merchantAdminUrl: adminUrl,
  testModeKo:
    '테스트 결제는 실제로 출금되지 않습니다. KCP를 거치는 카카오페이와 네이버페이는 테스트할 수 없습니다.',
  testModeEn: 'Test payments take no money. KakaoPay and Naver Pay through KCP cannot be tested.',
  modules: [windowV1, billingV1, quickV1, current],
}
