import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const adminUrl = 'https://www.paypal.com/'

const buttonKeys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      key: 'merchantId',
      labelKo: 'PayPal Merchant ID',
      labelEn: 'PayPal merchant id',
      helpKo: 'Account ID라고도 합니다.',
      helpEn: 'Also called account id.',
    }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      '페이팔에 로그인합니다.',
      'Account settings의 Business information을 엽니다.',
      'PayPal Merchant ID를 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Sign in to PayPal.',
      'Under account settings, open business information.',
      'Enter the PayPal merchant id and save.',
    ],
  },
}

const expressKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({ key: 'apiUsername', labelKo: 'API username', labelEn: 'API username' }),
    secretField('apiPassword', 'always', { labelKo: 'API password', labelEn: 'API password' }),
    secretField('signature', 'always', { labelKo: 'Signature', labelEn: 'Signature' }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      '페이팔에 로그인해 Account settings의 Account access를 엽니다.',
      'API access의 Update를 누릅니다.',
      'NVP/SOAP API Integration (Classic)으로 들어갑니다.',
      'API signature를 고르고 Agree and Submit을 누릅니다.',
      'API username, API password, Signature를 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Sign in to PayPal and open account access under account settings.',
      'Press update beside API access.',
      'Enter the NVP/SOAP API integration (classic).',
      'Choose API signature, then agree and submit.',
      'Enter API username, API password and signature, and save.',
    ],
  },
}

/** Sandbox sellers, one per country. */
const sellers = [
  ['7WBB3CKT63FRG', '미국', 'US'],
  ['PX5CTVZJTRXG4', '일본', 'JP'],
  ['YGVQ2YJLD33W8', '이탈리아', 'IT'],
  ['4WUX57522RQDA', '호주', 'AU'],
  ['BEYAGWPTTDCHE', '프랑스', 'FR'],
  ['NWF4AFCDU5T68', '스페인', 'ES'],
  ['PA4DULN9V66L6', '영국', 'UK'],
  ['NKSW9H8SBFNHS', '독일', 'DE'],
  ['UFYSG9T7RFW2A', '한국', 'KR'],
] as const

const buttons: GatewayModule = {
  code: 'paypal_v2',
  pgProvider: 'PAYPAL_V2',
  labelKo: '결제창 일반결제(SPB), 정기결제(RT)',
  labelEn: 'Window: one-off payments (SPB), recurring payments (RT)',
  versions: ['V1', 'V2'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  credentialSets: [buttonKeys],
  sharedTestMids: sellers.map(([mid, ko, en]) =>
    simulatorMid(buttonKeys, mid, { ko: `${ko} 판매자`, en: `Seller in ${en}` }),
  ),
  evidence: 'A',
}

const express: GatewayModule = {
  code: 'paypal',
  pgProvider: 'PAYPAL',
  labelKo: '결제창 일반결제(Express Checkout)',
  labelEn: 'Window: one-off payments (Express Checkout)',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  credentialSets: [expressKeys],
  sharedTestMids: [],
  evidence: 'A',
}

export const catalogue: GatewayCatalogue = {
  id: 'paypal',
  nameKo: '페이팔',
  nameEn: 'PayPal',
  category: '해외 결제대행사',
  pgCompany: 'PAYPAL',
  merchantAdminUrl: adminUrl,
  testModeKo:
    '샌드박스에서 결제됩니다. 미국의 개인(구매자) 샌드박스 계정과 샌드박스용 카드로 시험하세요. 한국 구매자는 한국 판매자에게 결제할 수 없습니다.',
  testModeEn:
    'Paid in the sandbox. Test with a personal (buyer) sandbox account of the US and the sandbox cards; a buyer in Korea cannot pay a seller in Korea.',
  modules: [buttons, express],
}
