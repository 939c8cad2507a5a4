import { merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const serviceId = merchantIdField({
  key: 'serviceId',
  labelKo: 'PG상점아이디 (서비스ID)',
  labelEn: 'Merchant id (service id)',
})

const formerKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    serviceId,
    plainField('recurringServiceId', 'conditional', {
      labelKo: '정기결제용 서비스ID',
      labelEn: 'Service id for recurring payments',
      conditionKo: '정기결제를 사용할 때 필요합니다.',
      conditionEn: 'Needed for recurring payments.',
      neededFor: ['BILLING'],
    }),
  ],
  howToFind: {
    stepsKo: [
      '계약이 끝나면 모빌리언스가 서비스ID를 전달합니다.',
      '서비스ID를 입력하고 저장합니다. 정기결제를 계약했다면 정기결제용 서비스ID도 입력합니다.',
    ],
    stepsEn: [
      'Once the contract is concluded, Mobilians hands over the service id.',
      'Enter it and save; with a recurring contract enter the id for recurring payments too.',
    ],
  },
}

const currentKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    serviceId,
    secretField('linkKey', 'always', {
      labelKo: '연동키',
      labelEn: 'Link key',
      helpKo: '가맹점 관리자에는 연동간소화모듈 연동키로 표시됩니다.',
      helpEn: 'The merchant admin lists it as the key of the simplified module.',
    }),
  ],
  howToFind: {
    adminUrl: 'https://cp.mcash.co.kr/',
    stepsKo: [
      '모빌리언스 가맹점 관리자에 로그인합니다.',
      '가맹점정보관리의 계약정보에서 연동간소화모듈 연동키를 확인합니다.',
      '서비스ID와 연동키를 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Sign in to the Mobilians merchant admin.',
      'Under merchant information, contract information, look up the key of the simplified module.',
      'Enter service id and link key, and save.',
    ],
  },
}

const former: GatewayModule = {
  code: 'mobilians',
  pgProvider: 'MOBILIANS',
  labelKo: '구모듈 결제창 일반/정기결제',
  labelEn: 'Former module: one-off and recurring payments in the window',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['window'] },
  credentialSets: [formerKeys],
  sharedTestMids: [
    simulatorMid(
      formerKeys,
      '170622040674',
      { ko: '결제창 일반/정기결제', en: 'One-off and recurring payments in the window' },
      { recurringServiceId: 'simulator-170622040674' },
    ),
  ],
  evidence: 'C',
}

const current: GatewayModule = {
  code: 'mobilians_v2',
  pgProvider: 'MOBILIANS_V2',
  labelKo: '신모듈 결제창',
  labelEn: 'Current module: payment window',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  inSeed: false,
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  credentialSets: [currentKeys],
  sharedTestMids: [],
  evidence: 'A',
}

export const catalogue: GatewayCatalogue = {
  id: 'mobilians',
  nameKo: '모빌리언스',
  nameEn: 'KG Mobilians',
  category: '결제대행사',
  pgCompany: 'MOBILIANS',
  seedGate: 'V1',
  modules: [former, current],
}
