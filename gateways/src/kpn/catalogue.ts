import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const keys: CredentialSet = {
  versions: ['V2'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' }),
    secretField('secretOtp', 'always', {
      labelKo: 'Secret OTP',
      labelEn: 'Secret OTP',
      helpKo: 'Passkey라고도 부릅니다. 계약한 상점아이디마다 다릅니다.',
      helpEn: 'Also called passkey. Every merchant id has its own.',
    }),
  ],
  howToFind: {
    stepsKo: [
      '계약이 끝나면 한국결제네트웍스가 상점아이디(MID)와 Secret OTP를 전달합니다.',
      '두 값을 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Once the contract is concluded, KPN hands over merchant id (MID) and secret OTP.',
      'Enter both and save.',
    ],
  },
}

export const catalogue: GatewayCatalogue = {
  id: 'kpn',
  nameKo: '한국결제네트웍스(KPN)',
  nameEn: 'Korea Payment Networks (KPN)',
  category: '결제대행사',
  pgCompany: 'KPN',
  modules: [
    {
      code: 'kpn',
      pgProvider: 'KPN',
      labelKo: '결제창 일반/정기결제 및 API 수기/정기결제',
      labelEn: 'Window: one-off and recurring payments; API: key-in and recurring payments',
      versions: ['V2'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['결제창', 'API'],
      manualConfirmSelectable: true,
      smartRouting: { V2: ['window', 'keyIn', 'billing'] },
      credentialSets: [keys],
      sharedTestMids: [
        simulatorMid(keys, 'merchantest6', { ko: '결제창 과세 결제', en: 'Window, taxable payments' }),
        simulatorMid(keys, 'merchantest8', { ko: '결제창 면세 결제', en: 'Window, tax-free payments' }),
        simulatorMid(keys, 'merchantest9', {
          ko: 'API 수기결제, API 정기결제',
          en: 'Key-in and recurring payments by API',
        }),
        simulatorMid(keys, 'merchantest10', {
          ko: '결제창 정기결제',
          en: 'Recurring payments through the window',
        }),
      ],
      evidence: 'C',
      notifyUrlPurposeKo: '가상계좌 입금 통보',
    },
  ],
}
