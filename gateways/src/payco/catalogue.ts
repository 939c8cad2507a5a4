import { merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const keys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      key: 'cpid',
      labelKo: 'PG상점아이디 (가맹점코드(CPID))',
      labelEn: 'Merchant id (shop code, CPID)',
    }),
    plainField('productId', 'always', {
      labelKo: 'ProductID',
      labelEn: 'Product id',
      helpKo: '페이코에 등록된 상품 번호입니다.',
      helpEn: 'The product registered at PAYCO.',
    }),
    secretField('sellerKey', 'always', {
      labelKo: 'SellerKey',
      labelEn: 'Seller key',
      helpKo: '결제 예약, 승인, 취소 요청에 실리는 키입니다. 서버에서만 쓰입니다.',
      helpEn: 'Goes with every reservation, approval and cancel. Only the server uses it.',
    }),
  ],
  howToFind: {
    stepsKo: [
      '계약이 끝나면 페이코가 가맹점코드(CPID), ProductID, SellerKey를 전달합니다.',
      '세 값을 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Once the contract is concluded, PAYCO hands over shop code (CPID), product id and seller key.',
      'Enter the three values and save.',
    ],
  },
}

export const catalogue: GatewayCatalogue = {
  id: 'payco',
  nameKo: '페이코',
  nameEn: 'PAYCO',
  category: '간편결제 직연동',
  pgCompany: 'PAYCO',
  seedGate: 'V1',
  testModeKo: '테스트 결제는 실제로 출금되지 않습니다.',
  testModeEn: 'Test payments take no money.',
  modules: [
    {
      code: 'payco',
      pgProvider: 'PAYCO',
      labelKo: '간편결제 일반/정기결제',
      labelEn: 'Easy pay: one-off and recurring payments',
      versions: ['V1'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['간편결제'],
      manualConfirmSelectable: false,
      window: {
        payMethods: ['EASY_PAY'],
        pc: ['POPUP', 'REDIRECTION'],
        mobile: ['REDIRECTION'],
        currencies: ['KRW'],
      },
      credentialSets: [keys],
      sharedTestMids: [
        simulatorMid(keys, 'PARTNERTEST', { ko: '일반결제', en: 'One-off payments' }),
        simulatorMid(keys, 'AUTOPAY', { ko: '정기결제', en: 'Recurring payments' }),
      ],
      evidence: 'B',
    },
  ],
}
