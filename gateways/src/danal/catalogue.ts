import { merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const cpid = merchantIdField({
  key: 'cpid',
  labelKo: 'PG상점아이디 (CPID)',
  labelEn: 'Merchant id (CPID)',
  helpKo: '계약한 서비스마다 다날이 따로 발급하는 아이디입니다.',
  helpEn: 'Danal issues one for each contracted service.',
})
const cpPwd = secretField('cpPwd', 'always', {
  labelKo: 'CPPWD',
  labelEn: 'CPPWD',
  helpKo: 'CPID와 짝이 되는 비밀번호입니다.',
  helpEn: 'The password that belongs to the CPID.',
})

const paymentKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    cpid,
    secretField('cpPwd', 'conditional', {
      labelKo: 'CPPWD',
      labelEn: 'CPPWD',
      conditionKo: '상품권 결제를 쓸 때만 입력합니다. 쓰지 않으면 반드시 비워 둡니다.',
      conditionEn: 'Only for gift certificates; without them it must stay empty.',
      neededFor: ['GIFT_CERTIFICATE'],
      whenFalse: 'leave_blank',
      confirmFilled: true,
    }),
    secretField('cardEncryptionKey', 'conditional', {
      labelKo: '신용카드 암호화 KEY',
      labelEn: 'Card encryption key',
      conditionKo: '신용카드 결제를 쓸 때 필요합니다.',
      conditionEn: 'Needed for card payments.',
      neededFor: ['CARD'],
    }),
    secretField('accountEncryptionKey', 'conditional', {
      labelKo: '계좌이체/가상계좌 암호화 KEY',
      labelEn: 'Transfer and virtual account encryption key',
      conditionKo: '계좌이체나 가상계좌를 쓸 때 필요합니다.',
      conditionEn: 'Needed for transfers or virtual accounts.',
      neededFor: ['TRANSFER', 'VIRTUAL_ACCOUNT'],
      helpKo: '두 결제수단이 같은 값을 함께 씁니다.',
      helpEn: 'Both pay methods share this value.',
    }),
  ],
  howToFind: {
    stepsKo: [
      '계약이 끝나면 다날이 CPID와 CPPWD, 암호화 KEY 두 개를 전달합니다.',
      '쓰려는 결제수단에 필요한 값만 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Once the contract is concluded, Danal hands over CPID, CPPWD and two encryption keys.',
      'Enter what the pay methods in use need, and save.',
    ],
  },
}

const phoneKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    cpid,
    cpPwd,
    plainField('productCode', 'conditional', {
      labelKo: '상품코드',
      labelEn: 'Product code',
      conditionKo: '휴대폰 결제를 쓸 때 필요합니다.',
      conditionEn: 'Needed for phone payments.',
      neededFor: ['MOBILE'],
    }),
  ],
  howToFind: {
    stepsKo: [
      '계약이 끝나면 다날이 CPID, CPPWD, 상품코드를 전달합니다.',
      '받은 값을 그대로 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Once the contract is concluded, Danal hands over CPID, CPPWD and product code.',
      'Enter them as received and save.',
    ],
  },
}

const identityKeys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'IDENTITY_VERIFICATION',
  fields: [
    cpid,
    cpPwd,
    plainField('productCode', 'optional', {
      labelKo: '상품코드',
      labelEn: 'Product code',
      helpKo: '본인인증만 쓴다면 비워 두어도 됩니다.',
      helpEn: 'May stay empty on channels for identity verification alone.',
    }),
  ],
  howToFind: {
    stepsKo: [
      '본인인증 계약이 끝나면 다날이 CPID와 CPPWD를 전달합니다.',
      '두 값을 입력하고 저장합니다. 상품코드는 비워 두어도 됩니다.',
    ],
    stepsEn: [
      'Once verification is contracted, Danal hands over CPID and CPPWD.',
      'Enter both and save; the product code may stay empty.',
    ],
  },
}

const payment: GatewayModule = {
  code: 'danal_tpay',
  pgProvider: 'DANAL_TPAY',
  labelKo: '결제창 일반/정기결제',
  labelEn: 'Window: one-off and recurring payments',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  credentialSets: [paymentKeys],
  sharedTestMids: [
    simulatorMid(paymentKeys, '9810030929', {
      ko: '결제창 일반/정기결제',
      en: 'One-off and recurring payments in the window',
    }),
  ],
  evidence: 'B',
}

const phone: GatewayModule = {
  code: 'danal',
  pgProvider: 'DANAL',
  labelKo: '결제창 휴대폰결제 및 휴대폰 본인인증',
  labelEn: 'Phone payments in the window; identity verification by phone',
  versions: ['V1', 'V2'],
  channelAttributes: ['PAYMENT', 'IDENTITY_VERIFICATION'],
  surfaces: ['결제창', '본인인증'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['window'] },
  credentialSets: [phoneKeys, identityKeys],
  sharedTestMids: [
    simulatorMid(phoneKeys, 'A010002002', { ko: '결제창 휴대폰결제', en: 'Phone payments in the window' }),
  ],
  identity: {
    window: { pc: ['POPUP', 'REDIRECTION'], mobile: ['REDIRECTION', 'POPUP'] },
    otpMethods: ['SMS', 'APP'],
  },
  evidence: 'C',
}

export const catalogue: GatewayCatalogue = {
  id: 'danal',
  nameKo: '다날',
  nameEn: 'Danal',
  category: '결제대행사',
  pgCompany: 'DANAL',
  testModeKo:
    '테스트 결제도 실제로 승인되며 자정 전에 일괄 취소됩니다. 부분취소, 계좌이체, 가상계좌는 테스트할 수 없습니다.',
  testModeEn:
    'Test payments are really approved and all cancelled before midnight. Partial cancels, transfers and virtual accounts cannot be tested.',
  modules: [payment, phone],
}
