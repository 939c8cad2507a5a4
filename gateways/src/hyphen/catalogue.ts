import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { GatewayCatalogue } from '../port.ts'

// PortOne took its pages on Hyphen down on 2025-11-18 and kept the enum value, so the PG stays selectable here.
export const catalogue: GatewayCatalogue = {
  id: 'hyphen',
  nameKo: '하이픈',
  nameEn: 'Hyphen',
  category: '간편결제 직연동',
  pgCompany: 'HYPHEN',
  seedGate: 'V2',
  modules: [
    {
      code: 'hyphen',
      pgProvider: 'HYPHEN',
      labelKo: '바로계좌결제',
      labelEn: 'Direct payment from an account',
      versions: ['V2'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['간편결제'],
      manualConfirmSelectable: false,
      credentialSets: [
        {
          versions: ['V1', 'V2'],
          channelAttribute: 'PAYMENT',
          fields: [
            merchantIdField({
              labelKo: 'PG상점아이디(상점 번호)',
              labelEn: 'Merchant id (shop number)',
            }),
            secretField('encryptionKey', 'always', { labelKo: '암호화 키', labelEn: 'Encryption key' }),
            secretField('encryptionToken', 'always', { labelKo: '암호화 토큰', labelEn: 'Encryption token' }),
          ],
          howToFind: {
            adminUrl: 'http://payadmin.hyphen.im/',
            stepsKo: [
              '하이픈 운영 백오피스에서 바로계좌결제를 고르고 로그인합니다.',
              '상점관리에서 바로계좌결제 상점정보관리를 엽니다.',
              '상점명을 눌러 상세 화면을 엽니다.',
              '상점 기본정보에서 상점번호를 확인합니다.',
              '암호화 키, 토큰에서 두 값을 확인합니다.',
              '세 값을 입력하고 저장합니다.',
            ],
            stepsEn: [
              'Choose direct account payment in the Hyphen back office and sign in.',
              'Under shop management, open the shop information of direct account payment.',
              'Click the name of the shop.',
              'Find the shop number under basic information.',
              'Find encryption key and encryption token in their section.',
              'Enter the three values and save.',
            ],
          },
        },
      ],
      sharedTestMids: [],
      evidence: 'C',
    },
  ],
}
