import { merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'
import { paypalCurrencies } from './amount.ts'

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
    plainField('clientId', 'always', {
      labelKo: 'REST 앱 Client ID',
      labelEn: 'Client id of the REST app',
      addition: true,
      helpKo:
        '포트원은 페이팔의 파트너여서 가맹점의 앱이 필요 없지만, 직접 운영하는 플랫폼은 가맹점 자신의 REST 앱으로 페이팔을 부릅니다. 결제 버튼에 전달되는 공개 값입니다.',
      helpEn:
        'PortOne calls PayPal as its partner and needs no app of yours; a platform that you run yourself calls it with your own REST app. Public: the button receives it.',
    }),
    secretField('clientSecret', 'always', {
      labelKo: 'REST 앱 Secret',
      labelEn: 'Secret of the REST app',
      addition: true,
      helpKo: '같은 이유로 필요한, Client ID와 짝이 되는 값입니다. 저장 후에는 다시 보여 드리지 않습니다.',
      helpEn: 'Needed for the same reason: the partner of the client id. It is not shown again after saving.',
    }),
    plainField('webhookId', 'recommended', {
      labelKo: '웹훅 ID',
      labelEn: 'Webhook id',
      addition: true,
      helpKo:
        '이 채널의 알림 주소를 REST 앱에 웹훅으로 등록하면 받는 값입니다. 웹훅의 서명을 검증하는 데 쓰며, 비워 두면 웹훅은 조회를 재촉하는 힌트로만 씁니다.',
      helpEn:
        'What PayPal shows once this channel’s notification address is registered as a webhook of the REST app. It checks the webhook’s signature; without it a webhook only hurries an inquiry.',
    }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      '페이팔에 로그인합니다.',
      'Account settings의 Business information을 엽니다.',
      'PayPal Merchant ID를 확인합니다.',
      'developer.paypal.com의 Apps & Credentials에서 REST 앱을 만들고 Client ID와 Secret을 확인합니다. 샌드박스와 실연동은 앱이 다릅니다.',
      '정기결제(RT)를 쓴다면 페이팔에 Reference Transactions 사용을 신청합니다.',
      '값을 입력해 채널을 저장하고, 채널의 알림 주소를 앱의 Webhooks에 등록한 뒤 웹훅 ID를 채널에 입력합니다.',
    ],
    stepsEn: [
      'Sign in to PayPal.',
      'Under account settings, open business information.',
      'Look up the PayPal merchant id.',
      'At developer.paypal.com, under apps and credentials, make a REST app and look up its client id and secret. Sandbox and live have apps of their own.',
      'For recurring payments (RT) have PayPal enable reference transactions.',
      'Enter the values and save; register the channel’s notification address under the app’s webhooks, then enter the webhook id.',
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
    simulatorMid(
      buttonKeys,
      mid,
      { ko: `${ko} 판매자`, en: `Seller in ${en}` },
      { webhookId: `simulator-${mid}` },
    ),
  ),
  evidence: 'A',
  window: { payMethods: ['EASY_PAY'], pc: ['UI'], mobile: ['UI'], currencies: paypalCurrencies },
  billing: { windowMethods: ['PAYPAL'], byCard: false, currencies: paypalCurrencies },
  ui: { payment: 'PAYPAL_SPB', billing: 'PAYPAL_RT' },
  notifyUrlPurposeKo: '보류된 결제와 환불의 결과 (웹훅)',
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
  window: {
    payMethods: ['CARD', 'EASY_PAY'],
    pc: ['REDIRECTION'],
    mobile: ['REDIRECTION'],
    currencies: paypalCurrencies,
  },
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
