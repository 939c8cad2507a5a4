import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'
import { classicCurrencies, currencies } from './amount.ts'

const mid = merchantIdField({ labelKo: 'PG상점아이디 (상점아이디)', labelEn: 'Merchant id' })

const formerKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    mid,
    secretField('secretKey', 'always', {
      labelKo: 'Secret Key',
      labelEn: 'Secret key',
      helpKo: '결제 요청과 결과의 위변조를 확인하는 해시를 만드는 키입니다.',
      helpEn: 'Makes the hash that protects requests and results against tampering.',
    }),
  ],
  howToFind: {
    stepsKo: [
      '계약이 끝나면 엑심베이가 상점아이디와 Secret Key를 전달합니다.',
      '두 값을 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Once the contract is concluded, Eximbay hands over merchant id and secret key.',
      'Enter both and save.',
    ],
  },
}

const currentKeys: CredentialSet = {
  versions: ['V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    mid,
    secretField('apiKey', 'always', { labelKo: 'API Key', labelEn: 'API key' }),
    secretField('reconciliationSecretKey', 'conditional', {
      labelKo: '대사 시크릿 키',
      labelEn: 'Secret key for reconciliation',
      conditionKo: '거래 대사를 쓸 때만 필요합니다. 엑심베이의 Secret Key와 같은 값입니다.',
      conditionEn: 'Needed for reconciliation only; it equals the secret key at Eximbay.',
    }),
  ],
  howToFind: {
    stepsKo: [
      '엑심베이에서 신모듈용 상점아이디와 API Key를 받습니다.',
      '두 값을 입력하고 저장합니다. 거래 대사를 쓴다면 Secret Key도 입력합니다.',
    ],
    stepsEn: [
      'Receive merchant id and API key for the current module from Eximbay.',
      'Enter both and save; for reconciliation enter the secret key too.',
    ],
  },
}

const former: GatewayModule = {
  code: 'eximbay',
  pgProvider: 'EXIMBAY',
  labelKo: '구모듈 결제창 일반결제',
  labelEn: 'Former module: one-off payments in the window',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['window'] },
  capturesInWindow: true,
  window: {
    payMethods: ['CARD', 'EASY_PAY'],
    pc: ['POPUP', 'REDIRECTION'],
    mobile: ['REDIRECTION'],
    currencies: classicCurrencies,
  },
  credentialSets: [formerKeys],
  sharedTestMids: [
    simulatorMid(
      formerKeys,
      '1849705C64',
      { ko: '결제창 일반결제', en: 'One-off payments in the window' },
      // Published with the PG's own samples; it opens the PG's test system and the simulator.
      { secretKey: '289F40E6640124B2628640168C3C5464' },
    ),
  ],
  evidence: 'A',
}

const current: GatewayModule = {
  code: 'eximbay_v2',
  pgProvider: 'EXIMBAY_V2',
  labelKo: '신모듈 결제창 일반/정기결제',
  labelEn: 'Current module: one-off and recurring payments in the window',
  versions: ['V2'],
  channelAttributes: ['PAYMENT'],
  inSeed: false,
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  capturesInWindow: true,
  window: {
    payMethods: ['CARD', 'EASY_PAY'],
    pc: ['POPUP', 'REDIRECTION'],
    mobile: ['REDIRECTION'],
    currencies,
  },
  billing: {
    windowMethods: [],
    byCard: false,
    currencies,
    withFirstPayment: { V2: ['CARD'] },
    // How a token is asked for and charged is public; under which name it comes back is not.
    firstPaymentEvidence: 'C',
    keyComesWithPayment: ['CARD'],
  },
  credentialSets: [currentKeys],
  sharedTestMids: [
    simulatorMid(currentKeys, 'CF3309AD19', { ko: '일반결제', en: 'One-off payments' }),
    simulatorMid(currentKeys, '32AAE5BE9B', { ko: '정기결제', en: 'Recurring payments' }),
    simulatorMid(currentKeys, '35D49A8CAA', { ko: '국내 일반결제', en: 'One-off payments within Korea' }),
  ],
  evidence: 'A',
}

export const catalogue: GatewayCatalogue = {
  id: 'eximbay',
  nameKo: '엑심베이',
  nameEn: 'Eximbay',
  category: '해외 결제대행사',
  pgCompany: 'EXIMBAY',
  seedGate: 'V1',
  modules: [former, current],
}
