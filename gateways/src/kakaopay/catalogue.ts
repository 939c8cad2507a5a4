import { merchantIdField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const keys: CredentialSet = {
  versions: ['V1', 'V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({
      key: 'cid',
      labelKo: 'PG상점아이디 (CID)',
      labelEn: 'Merchant id (CID)',
      livePrefix: 'CA',
      helpKo: '실연동 CID는 CA 로 시작합니다. 일반결제와 정기결제는 CID가 다르므로 채널을 하나씩 만드세요.',
      helpEn:
        'Live ids begin with CA. One-off and recurring payments have ids of their own: make one channel for each.',
    }),
  ],
  howToFind: {
    stepsKo: ['계약이 끝나면 카카오페이가 CID를 전달합니다.', 'CID를 입력하고 저장합니다.'],
    stepsEn: ['Once the contract is concluded, KakaoPay hands over the CID.', 'Enter it and save.'],
  },
}

export const catalogue: GatewayCatalogue = {
  id: 'kakaopay',
  nameKo: '카카오페이',
  nameEn: 'KakaoPay',
  category: '간편결제 직연동',
  pgCompany: 'KAKAOPAY',
  testModeKo: '가상의 카카오 계정과 금액으로 결제됩니다. KB국민카드는 쓸 수 없습니다.',
  testModeEn: 'Paid with a made-up account and money. KB cards cannot be used.',
  modules: [
    {
      code: 'kakaopay',
      pgProvider: 'KAKAOPAY',
      labelKo: '간편결제 일반/정기결제',
      labelEn: 'Easy pay: one-off and recurring payments',
      versions: ['V1', 'V2'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['간편결제'],
      manualConfirmSelectable: true,
      credentialSets: [keys],
      sharedTestMids: [
        simulatorMid(keys, 'TC0ONETIME', { ko: '일반결제', en: 'One-off payments' }),
        simulatorMid(keys, 'TCSUBSCRIP', { ko: '정기결제', en: 'Recurring payments' }),
      ],
      evidence: 'A',
    },
  ],
}
