import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const merchantId = { labelKo: 'PG상점아이디 (상점아이디)', labelEn: 'Merchant id' }
const licenseKey = secretField('licenseKey', 'always', {
  labelKo: '라이센스키(전문 해쉬 키)',
  labelEn: 'Licence key (message hash key)',
  helpKo: '결제 요청과 결과 통보의 해시를 만드는 키입니다.',
  helpEn: 'Hashes requests and proves the notifications of the PG.',
})
const encryptionKey = {
  labelKo: '암호화 키',
  labelEn: 'Encryption key',
  helpKo: '금액과 개인정보 같은 암호화 항목을 다루는 키입니다.',
  helpEn: 'Encrypts and decrypts amounts and personal details.',
}

const keys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      ...merchantId,
      livePrefix: 'imp_',
      liveLength: 8,
      helpKo: '실연동 상점아이디는 imp_ 로 시작하는 8자입니다.',
      helpEn: 'Live ids have 8 characters and begin with imp_.',
    }),
    licenseKey,
    secretField('encryptionKey', 'recommended', encryptionKey),
  ],
  howToFind: {
    adminUrl: 'https://nspay.settlebank.co.kr/cpnInfo.do',
    stepsKo: [
      '헥토파이낸셜 가맹점관리자에 로그인합니다.',
      '가맹점정보의 기본정보에서 라이센스&암호화키 정보를 엽니다.',
      '상점아이디, 라이센스키(전문 해쉬 키), 암호화 키를 확인합니다.',
      '세 값을 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Sign in to the Hecto Financial merchant admin.',
      'Under merchant information, basic information, open licence and encryption keys.',
      'Look up merchant id, licence key and encryption key.',
      'Enter the three values and save.',
    ],
  },
}

/** Products beside card payments have a contract, and therefore a merchant id and keys, of their own. */
const separateKeys = (version: 'V1' | 'V2'): CredentialSet => ({
  versions: [version],
  channelAttribute: 'PAYMENT',
  fields: [merchantIdField(merchantId), licenseKey, secretField('encryptionKey', 'always', encryptionKey)],
  howToFind: {
    adminUrl: 'https://nspay.settlebank.co.kr/',
    stepsKo: [
      '이 상품은 헥토파이낸셜과 별도로 계약합니다.',
      '가맹점관리자에서 이 계약의 상점아이디, 라이센스키, 암호화 키를 확인합니다.',
      '세 값을 입력하고 저장합니다.',
    ],
    stepsEn: [
      'This product has a contract of its own with Hecto Financial.',
      'Look up its merchant id, licence key and encryption key in the merchant admin.',
      'Enter the three values and save.',
    ],
  },
})

const current: GatewayModule = {
  code: 'settle',
  pgProvider: 'SETTLE',
  labelKo: '결제창 일반결제 및 API 수기/정기결제',
  labelEn: 'Window: one-off payments; API: key-in and recurring payments',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창', 'API'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['window', 'billing'] },
  credentialSets: [keys],
  sharedTestMids: [
    simulatorMid(keys, 'portone1', { ko: '결제창 일반결제', en: 'One-off payments in the window' }),
    simulatorMid(keys, 'nxca_ks_gu', {
      ko: 'API 수기결제 (카드번호, 유효기간, 비밀번호 앞 2자리, 생년월일)',
      en: 'Key-in by API: card number, expiry, first 2 digits of the password, birth date',
    }),
    simulatorMid(keys, 'nxca_jt_bi', {
      ko: 'API 수기결제 (카드번호, 유효기간)',
      en: 'Key-in by API: card number, expiry',
    }),
  ],
  evidence: 'A',
  notifyUrlPurposeKo: '가상계좌 입금 통보 (헥토파이낸셜에 메일로 등록 요청)',
}

const ownAccount: GatewayModule = {
  code: 'settle_acc',
  pgProvider: 'SETTLE_ACC',
  labelKo: '내통장결제',
  labelEn: 'Payment from one’s own bank account',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  inSeed: false,
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  credentialSets: [separateKeys('V1')],
  sharedTestMids: [],
  evidence: 'C',
}

const overseas: GatewayModule = {
  code: 'hecto_global',
  pgProvider: 'HECTO_GLOBAL',
  labelKo: '해외결제',
  labelEn: 'Payments from abroad',
  versions: ['V2'],
  channelAttributes: ['PAYMENT'],
  inSeed: false,
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  credentialSets: [separateKeys('V2')],
  sharedTestMids: [],
  evidence: 'C',
}

export const catalogue: GatewayCatalogue = {
  id: 'settle',
  nameKo: '헥토파이낸셜',
  nameEn: 'Hecto Financial',
  category: '결제대행사',
  pgCompany: 'SETTLE',
  seedGate: 'V1',
  testModeKo: '테스트 결제도 실제로 출금되며 당일 23시에서 23시 50분 사이에 자동 취소됩니다.',
  testModeEn: 'Test payments really take money; the PG gives it back between 23:00 and 23:50.',
  modules: [current, ownAccount, overseas],
}
