import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { GatewayCatalogue } from '../port.ts'

export const catalogue: GatewayCatalogue = {
  id: 'paymentwall',
  nameKo: '페이먼트월',
  nameEn: 'Paymentwall',
  category: '해외 결제대행사',
  pgCompany: 'PAYMENTWALL',
  seedGate: 'V1',
  testModeKo: '테스트 결제도 실제로 청구되므로 직접 취소해야 합니다.',
  testModeEn: 'Test payments are real charges and must be cancelled by hand.',
  modules: [
    {
      code: 'paymentwall',
      pgProvider: 'PAYMENTWALL',
      labelKo: '결제창 일반/정기결제',
      labelEn: 'Window: one-off and recurring payments',
      versions: ['V1', 'V2'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['결제창'],
      manualConfirmSelectable: false,
      credentialSets: [
        {
          versions: ['V1', 'V2'],
          channelAttribute: 'PAYMENT',
          fields: [
            merchantIdField({
              key: 'projectKey',
              labelKo: 'PG상점아이디 (Project Key)',
              labelEn: 'Merchant id (project key)',
            }),
            secretField('secretKey', 'always', {
              labelKo: 'Secret Key',
              labelEn: 'Secret key',
              helpKo: '같은 프로젝트의 키입니다. 결제창 주소와 결과 통보(pingback)를 서명합니다.',
              helpEn: 'Of the same project. It signs the window’s address and the result notes (pingback).',
            }),
          ],
          howToFind: {
            adminUrl: 'https://api.paymentwall.com/developers/applications',
            stepsKo: [
              '페이먼트월에 로그인해 My Projects를 엽니다.',
              'Project Key와 Secret Key를 입력하고 저장합니다.',
              '프로젝트의 pingback 종류를 URL, 서명 버전을 3으로 두고 이 채널의 알림 주소를 등록합니다.',
            ],
            stepsEn: [
              'Sign in to Paymentwall and open my projects.',
              'Enter project key and secret key, and save.',
              'Set the project’s pingback to type URL and signature version 3, with this channel’s notification address.',
            ],
          },
        },
      ],
      sharedTestMids: [],
      evidence: 'A',
      notifyUrlPurposeKo: '결제 결과 통보 (pingback)',
    },
  ],
}
