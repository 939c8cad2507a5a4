import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue, GatewayModule } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const formerKeys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      labelKo: 'PG상점아이디 (가맹점ID)',
      labelEn: 'Merchant id (shop id)',
      livePrefix: 'IM',
      helpKo: '실연동 가맹점ID는 IM 으로 시작합니다.',
      helpEn: 'Live ids begin with IM.',
    }),
  ],
  howToFind: {
    stepsKo: ['계약이 끝나면 KICC가 가맹점ID를 전달합니다.', '가맹점ID를 입력하고 저장합니다.'],
    stepsEn: ['Once the contract is concluded, KICC hands over the shop id.', 'Enter it and save.'],
  },
}

const currentKeys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      labelKo: 'PG상점아이디 (가맹점 ID)',
      labelEn: 'Merchant id (mall id)',
      helpKo: 'KICC가 MallId라는 이름으로 발급합니다.',
      helpEn: 'KICC issues it as MallId.',
    }),
    secretField('encryptionKey', 'always', {
      labelKo: '암복호화 키',
      labelEn: 'Encryption key',
      helpKo: '취소와 조회 요청, PG의 응답을 서명하고 확인하는 키입니다.',
      helpEn: 'Signs cancels and inquiries and proves the answers of the PG.',
    }),
  ],
  howToFind: {
    stepsKo: ['KICC에서 신모듈용 MallId와 암복호화 키를 발급받습니다.', '두 값을 입력하고 저장합니다.'],
    stepsEn: ['Have KICC issue mall id and encryption key for the current module.', 'Enter both and save.'],
  },
}

const payMethods = ['CARD', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE', 'EASY_PAY'] as const
/** Some card companies refuse to be framed (developer documentation, window), so the page stands by itself. */
const window: GatewayModule['window'] = {
  payMethods,
  pc: ['POPUP', 'REDIRECTION'],
  mobile: ['REDIRECTION'],
  currencies: ['KRW'],
}

const former: GatewayModule = {
  code: 'kicc',
  pgProvider: 'KICC',
  labelKo: '구모듈 결제창 일반/정기결제',
  labelEn: 'Former module: one-off and recurring payments in the window',
  versions: ['V1'],
  channelAttributes: ['PAYMENT'],
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  smartRouting: { V1: ['window'] },
  window,
  billing: { windowMethods: ['CARD'], byCard: false, currencies: ['KRW'] },
  credentialSets: [formerKeys],
  sharedTestMids: [
    simulatorMid(formerKeys, 'T5102001', {
      ko: '결제창 일반/정기결제',
      en: 'One-off and recurring payments in the window',
    }),
  ],
  // Its wire is not public: at the simulator it speaks the current module's, without signatures.
  evidence: 'C',
  notifyUrlPurposeKo: '가상계좌 입금 통보',
}

const current: GatewayModule = {
  code: 'kicc_v2',
  pgProvider: 'KICC_V2',
  labelKo: '신모듈 결제창 일반결제',
  labelEn: 'Current module: one-off payments in the window',
  versions: ['V1', 'V2'],
  channelAttributes: ['PAYMENT'],
  inSeed: false,
  surfaces: ['결제창'],
  manualConfirmSelectable: false,
  window,
  billing: { windowMethods: ['CARD'], byCard: false, currencies: ['KRW'] },
  credentialSets: [currentKeys],
  sharedTestMids: [],
  evidence: 'A',
  notifyUrlPurposeKo: '가상계좌 입금 통보',
}

export const catalogue: GatewayCatalogue = {
  id: 'kicc',
  nameKo: '이지페이(KICC)',
  nameEn: 'EasyPay (KICC)',
  category: '결제대행사',
  pgCompany: 'KICC',
  seedGate: 'V1',
  testModeKo: '테스트 결제는 실제로 출금되지 않습니다.',
  testModeEn: 'Test payments take no money.',
  modules: [former, current],
}
