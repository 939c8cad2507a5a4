import { merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { CredentialSet, GatewayCatalogue } from '../port.ts'
import { simulatorMid } from '../simulator-mid.ts'

const adminUrl = 'https://agent.kiwoompay.co.kr/'

const keys: CredentialSet = {
  versions: ['V1'],
  channelAttribute: 'PAYMENT',
  fields: [
    merchantIdField({ key: 'cpid', labelKo: 'PG상점아이디 (CPID)', labelEn: 'Merchant id (CPID)' }),
    secretField('paymentLinkKey', 'always', {
      labelKo: '결제연동키',
      labelEn: 'Payment link key',
      helpKo: '결제수단마다 값이 다르고 취소할 때 쓰입니다. CPID마다 채널을 하나씩 만드세요.',
      helpEn: 'It differs per pay method and is needed for cancels, so make one channel per CPID.',
    }),
    plainField('mid', 'optional', {
      labelKo: 'MID',
      labelEn: 'MID',
      helpKo: '키움페이에서 따로 받은 경우에만 입력합니다.',
      helpEn: 'Only when Kiwoompay handed one out.',
    }),
  ],
  howToFind: {
    adminUrl,
    stepsKo: [
      '키움페이 상점관리자에 로그인합니다.',
      '고객지원, 기술지원의 연동정보설정을 엽니다.',
      'CPID를 고르고 조회하기를 누릅니다.',
      '결제수단을 고르고 결제연동키를 확인합니다.',
      'CPID와 결제연동키를 입력하고 저장합니다.',
    ],
    stepsEn: [
      'Sign in to the Kiwoompay merchant admin.',
      'Under customer support, technical support, open the integration settings.',
      'Pick the CPID and look it up.',
      'Pick the pay method and read its payment link key.',
      'Enter CPID and payment link key, and save.',
    ],
  },
}

export const catalogue: GatewayCatalogue = {
  id: 'daou',
  nameKo: '키움페이',
  nameEn: 'Kiwoompay (Daou Data)',
  category: '결제대행사',
  pgCompany: 'DAOU',
  merchantAdminUrl: adminUrl,
  seedGate: 'V1',
  testModeKo: '테스트 결제도 실제로 출금되며 당일 23시에서 23시 50분 사이에 자동 취소됩니다.',
  testModeEn: 'Test payments really take money; the PG gives it back between 23:00 and 23:50.',
  modules: [
    {
      code: 'daou',
      pgProvider: 'DAOU',
      labelKo: '결제창 일반결제 및 API 수기/정기결제',
      labelEn: 'Window: one-off payments; API: key-in and recurring payments',
      versions: ['V1'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['결제창', 'API'],
      manualConfirmSelectable: false,
      smartRouting: { V1: ['window', 'keyIn', 'billing'] },
      credentialSets: [keys],
      sharedTestMids: [
        simulatorMid(keys, 'CTS17362', { ko: '결제창 일반결제', en: 'One-off payments in the window' }),
        simulatorMid(keys, 'CTS16628', {
          ko: 'API 수기결제 (카드번호, 유효기간)',
          en: 'Key-in by API: card number, expiry',
        }),
        simulatorMid(keys, 'CTS16629', {
          ko: 'API 수기결제 (카드번호, 유효기간, 비밀번호, 생년월일)',
          en: 'Key-in by API: card number, expiry, password, birth date',
        }),
        simulatorMid(keys, 'CTS17266', { ko: 'API 정기결제', en: 'Recurring payments by API' }),
      ],
      evidence: 'B',
      notifyUrlPurposeKo: '결제 결과 통보 (취소 통보는 받지 않음으로 설정)',
    },
  ],
}
