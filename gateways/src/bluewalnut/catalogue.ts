import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { GatewayCatalogue } from '../port.ts'

export const catalogue: GatewayCatalogue = {
  id: 'bluewalnut',
  nameKo: '블루월넛',
  nameEn: 'Bluewalnut',
  category: '결제대행사',
  pgCompany: 'BLUEWALNUT',
  inSeed: false,
  modules: [
    {
      code: 'bluewalnut',
      pgProvider: 'BLUEWALNUT',
      labelKo: '결제창 일반결제',
      labelEn: 'Window: one-off payments',
      versions: ['V1'],
      channelAttributes: ['PAYMENT'],
      inSeed: false,
      surfaces: ['결제창'],
      manualConfirmSelectable: false,
      credentialSets: [
        {
          versions: ['V1'],
          channelAttribute: 'PAYMENT',
          fields: [
            merchantIdField({ labelKo: 'PG상점아이디 (MID)', labelEn: 'Merchant id (MID)' }),
            secretField('key', 'always', { labelKo: 'KEY', labelEn: 'Key' }),
            secretField('cancelPassword', 'always', {
              labelKo: '결제취소 비밀번호',
              labelEn: 'Cancel password',
              helpKo: '블루월넛에 설정한 값과 똑같아야 취소할 수 있습니다.',
              helpEn: 'Must equal the one set at Bluewalnut, or cancels are refused.',
            }),
          ],
          howToFind: {
            stepsKo: [
              '계약이 끝나면 블루월넛에서 MID와 KEY를 받고 결제취소 비밀번호를 정합니다.',
              '세 값을 입력하고 저장합니다.',
            ],
            stepsEn: [
              'Once the contract is concluded, receive MID and key from Bluewalnut and set a cancel password.',
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
