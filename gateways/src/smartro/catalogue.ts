import { merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const adminUrl = 'https://www.smilebiz.co.kr/index.html'

const mid = merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' })
const merchantKey = secretField('merchantKey', 'always', {
  labelKo: 'Key',
  labelEn: 'Merchant key',
  helpKo: '스마일비즈에는 Merchant Key로 표시됩니다.',
  helpEn: 'Smilebiz calls it Merchant Key.',
})
const cancelPassword = secretField('cancelPassword', 'always', {
  labelKo: '결제취소 비밀번호',
  labelEn: 'Cancel password',
  lengthMax: 6,
  helpKo: '스마일비즈의 거래취소 비밀번호와 똑같아야 합니다. 최대 6자입니다.',
  helpEn: 'Must equal the transaction cancel password at Smilebiz, at most 6 characters.',
})

const findKeysKo = [
  '스마트로 스마일비즈에 로그인합니다.',
  '가맹점정보의 Key관리에서 MID와 Merchant Key를 확인합니다.',
  '가맹점정보의 기본정보에서 거래취소 비밀번호를 6자 이내로 정합니다.',
  'MID, Key, 결제취소 비밀번호를 입력하고 저장합니다.',
]
const findKeysEn = [
  'Sign in to Smilebiz, the merchant admin of Smartro.',
  'Under merchant information, key management, look up MID and merchant key.',
  'Under merchant information, basic information, set a cancel password of up to 6 characters.',
  'Enter MID, key and cancel password, and save.',
]

const currentKeys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    mid,
    merchantKey,
    cancelPassword,
    plainField('sspMallId', 'conditional', {
      labelKo: 'ssp Mall ID',
      labelEn: 'ssp mall id',
      conditionKo: '정기결제를 사용할 때 필요합니다.',
      conditionEn: 'Needed for recurring payments.',
      neededFor: ['BILLING'],
    }),
    secretField('apiKey', 'conditional', {
      labelKo: 'API Key',
      labelEn: 'API key',
      conditionKo: '에스크로 결제를 사용할 때 필요합니다.',
      conditionEn: 'Needed for escrow payments.',
      neededFor: ['ESCROW'],
    }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      ...findKeysKo,
      '정기결제를 쓴다면 ssp Mall ID를, 에스크로를 쓴다면 API Key를 스마트로에서 받아 더합니다.',
    ],
    stepsEn: [
      ...findKeysEn,
      'For recurring payments add the ssp mall id, for escrow the API key; Smartro hands out both.',
    ],
  },
}

const formerKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [mid, merchantKey, cancelPassword],
  howToFind: { adminUrl, stepsKo: findKeysKo, stepsEn: findKeysEn },
}

const current: GatewayModule = {
  code: 'smartro_v2',
  pgProvider: 'SMARTRO_V2',
  labelKo: '신모듈 결제창 일반/정기결제 및 API 수기/정기결제',
  labelEn: 'Current module: one-off and recurring window, key-in and recurring payments by API',
  versions: ['V1', 'V2'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창', 'API'],
  manualConfirmSelectable: true,
  smartRouting: { V1: ['window'], V2: ['window', 'keyIn'] },
  credentialSets: [currentKeys],
  sharedTestMids: [
    simulatorMid(currentKeys, 't_2302141m', { ko: '결제창 일반결제', en: 'One-off payments in the window' }),
    simulatorMid(
      currentKeys,
      't_2302165m',
      { ko: '결제창 에스크로', en: 'Escrow payments in the window' },
      { apiKey: 'simulator-t_2302165m' },
    ),
    simulatorMid(
      currentKeys,
      't_2302142m',
      { ko: '결제창 정기결제', en: 'Recurring payments through the window' },
      { sspMallId: 't_2302142p' },
    ),
    simulatorMid(currentKeys, 't_2302161m', {
      ko: '결제창 해외카드 결제',
      en: 'Foreign cards in the window',
    }),
  ],
  evidence: 'B',
  notifyUrlPurposeKo: '가상계좌 입금 통보',
}

const former: GatewayModule = {
  code: 'smartro',
  pgProvider: 'SMARTRO',
  labelKo: '구모듈 결제창 일반결제',
  labelEn: 'Former module: one-off payments in the window',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['window'] },
  credentialSets: [formerKeys],
  sharedTestMids: [
    simulatorMid(formerKeys, 'iamport01m', { ko: '결제창 일반결제', en: 'One-off payments in the window' }),
  ],
  evidence: 'B',
}

export const catalogue: GatewayCatalogue = {
  id: 'smartro',
  nameKo: '스마트로',
  nameEn: 'Smartro',
  category: '결제대행사',
  pgCompany: 'SMARTRO',
  merchantAdminUrl: 'https://www.smilebiz.co.kr/',
  testModeKo: '테스트 결제도 실제로 출금되며 당일 23시에서 23시 50분 사이에 자동 취소됩니다.',
  testModeEn: 'Test payments really take money; the PG gives it back between 23:00 and 23:50.',
  modules: [current, former],
}
