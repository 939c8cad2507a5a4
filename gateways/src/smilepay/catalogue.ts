import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const keys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' }),
    secretField('merchantKey', 'always', {
      labelKo: '상점 Key',
      labelEn: 'Merchant key',
      helpKo: 'merchantHashKey라고도 합니다.',
      helpEn: 'Also called merchantHashKey.',
    }),
    secretField('encKey', 'always', {
      labelKo: 'ENC Key',
      labelEn: 'ENC key',
      helpKo: 'merchantEncKey라고도 합니다.',
      helpEn: 'Also called merchantEncKey.',
    }),
  ],
  howToFind: {
    stepsKo: ['스마일페이가 보낸 계약 완료 메일을 엽니다.', 'MID, 상점 Key, ENC Key를 입력하고 저장합니다.'],
    stepsEn: [
      'Open the mail with which SmilePay confirms the contract.',
      'Enter MID, merchant key and ENC key, and save.',
    ],
  },
}

export const catalogue: GatewayCatalogue = {
  id: 'smilepay',
  nameKo: '스마일페이',
  nameEn: 'SmilePay',
  category: '간편결제 직연동',
  pgCompany: 'SMILEPAY',
  inSeed: false,
  modules: [
    {
      code: 'smilepay',
      pgProvider: 'SMILEPAY',
      labelKo: '결제창 일반/수기결제 및 API 수기/정기결제',
      labelEn: 'Window: one-off and key-in payments; API: key-in and recurring payments',
      versions: ['V1'],
      channelAttributes: ['PAYMENT'],
      inSeed: false,
      surfaces: ['간편결제'],
      manualConfirmSelectable: false,
      credentialSets: [keys],
      sharedTestMids: [simulatorMid(keys, 'cnstest25m', { ko: '일반결제', en: 'One-off payments' })],
      evidence: 'C',
    },
  ],
}
