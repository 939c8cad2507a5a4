import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const adminUrl = 'https://merchant.pay.toss.im/'

/** Both modules ask for the same two values. */
const keys = {
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' }),
    secretField('apiKey', 'always', {
      labelKo: 'API Key',
      labelEn: 'API key',
      helpKo: '결제 생성, 승인, 취소 요청에 실리는 키입니다. 서버에서만 쓰입니다.',
      helpEn: 'Goes with every payment, approval and cancel. Only the server uses it.',
    }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      '토스페이 가맹점 관리자에 로그인합니다.',
      '가맹점 정보에서 API Key정보를 엽니다.',
      '상점아이디(MID)와 API Key를 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Sign in to the Toss Pay merchant admin.',
      'Under merchant information, open the API key information.',
      'Enter merchant id (MID) and API key, and save.',
    ],
  },
} as const satisfies Omit<CredentialSet, 'versions'>

const currentKeys: CredentialSet = { versions: ['V1', 'V2'], ...keys }
const formerKeys: CredentialSet = { versions: ['V1'], ...keys }

/** Toss Pay cannot be framed (developer site, question list). */
const window: NonNullable<GatewayModule['window']> = {
  payMethods: ['EASY_PAY'],
  pc: ['POPUP', 'REDIRECTION'],
  mobile: ['REDIRECTION'],
  currencies: ['KRW'],
}

const current: GatewayModule = {
  code: 'tosspay_v2',
  pgProvider: 'TOSSPAY_V2',
  labelKo: '신모듈 간편결제 일반/정기결제',
  labelEn: 'Current module: one-off and recurring payments',
  versions: ['V1', 'V2'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['간편결제'],
  manualConfirmSelectable: true,
  window,
  billing: { windowMethods: ['EASY_PAY'], byCard: false, currencies: ['KRW'] },
  credentialSets: [currentKeys],
  sharedTestMids: [
    simulatorMid(currentKeys, 'tosstest', { ko: '일반결제, 정기결제', en: 'One-off and recurring payments' }),
  ],
  evidence: 'A',
}

const former: GatewayModule = {
  code: 'tosspay',
  pgProvider: 'TOSSPAY',
  labelKo: '구모듈 간편결제 일반결제',
  labelEn: 'Former module: one-off payments',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['간편결제'],
  manualConfirmSelectable: false,
  window,
  credentialSets: [formerKeys],
  sharedTestMids: [simulatorMid(formerKeys, 'tosstest', { ko: '일반결제', en: 'One-off payments' })],
  evidence: 'A',
}

export const catalogue: GatewayCatalogue = {
  id: 'tosspay',
  nameKo: '토스페이',
  nameEn: 'Toss Pay',
  category: '간편결제 직연동',
  pgCompany: 'TOSSPAY',
  merchantAdminUrl: adminUrl,
  modules: [current, former],
}
