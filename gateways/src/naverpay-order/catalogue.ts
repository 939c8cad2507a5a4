import { merchantIdField, secretField } from '../catalogue-field.ts'
import type { GatewayCatalogue } from '../port.ts'

export const catalogue: GatewayCatalogue = {
  id: 'naverpay-order',
  nameKo: '네이버페이 주문형',
  nameEn: 'Naver Pay (order type)',
  category: '간편결제 직연동',
  pgCompany: 'NAVERPAY',
  seedGate: 'V1',
  modules: [
    {
      code: 'naverco',
      pgProvider: 'NAVERCO',
      labelKo: '네이버페이 주문형',
      labelEn: 'Naver Pay, order type',
      versions: ['V1'],
      channelAttributes: ['PAYMENT'],
      surfaces: ['간편결제'],
      manualConfirmSelectable: false,
      credentialSets: [
        {
          versions: ['V1'],
          channelAttribute: 'PAYMENT',
          fields: [
            merchantIdField({
              key: 'partnerId',
              labelKo: 'PG상점아이디 (파트너ID(페이센터아이디))',
              labelEn: 'Merchant id (partner id)',
            }),
            secretField('certiKey', 'always', {
              labelKo: 'certiKey',
              labelEn: 'Certi key',
              helpKo: '가맹점 인증키라고도 합니다. 주문을 등록할 때 쓰입니다.',
              helpEn: 'Also called merchant authentication key. It registers orders.',
            }),
          ],
          howToFind: {
            stepsKo: [
              '네이버페이가 보낸 1차 승인 안내 메일을 엽니다.',
              '메일에 있는 파트너ID와 certiKey를 입력하고 저장합니다.',
            ],
            stepsEn: [
              'Open the first approval mail of Naver Pay.',
              'Enter its partner id and certi key, and save.',
            ],
          },
        },
      ],
      sharedTestMids: [],
      evidence: 'B',
    },
  ],
}
