import { merchantIdField, plainField, secretField } from '../catalogue-field.ts'
import type { GatewayCatalogue } from '../port.ts'

export const catalogue: GatewayCatalogue = {
  id: 'triple-a',
  nameKo: '트리플에이',
  nameEn: 'Triple-A',
  category: '해외 결제대행사',
  pgCompany: 'TRIPLE_A',
  inSeed: false,
  modules: [
    {
      code: 'triple_a',
      pgProvider: 'TRIPLE_A',
      labelKo: '가상자산 결제',
      labelEn: 'Payments in digital currencies',
      versions: ['V2'],
      channelAttributes: ['PAYMENT'],
      inSeed: false,
      surfaces: ['결제창'],
      manualConfirmSelectable: false,
      credentialSets: [
        {
          versions: ['V2'],
          channelAttribute: 'PAYMENT',
          fields: [
            merchantIdField({
              key: 'merchantKey',
              labelKo: 'PG상점아이디 (Merchant Key)',
              labelEn: 'Merchant id (merchant key)',
            }),
            plainField('clientId', 'always', { labelKo: 'Client ID', labelEn: 'Client id' }),
            secretField('clientSecret', 'always', {
              labelKo: 'Client Secret',
              labelEn: 'Client secret',
              helpKo: 'Client ID와 함께 접근 토큰을 받는 데 쓰입니다.',
              helpEn: 'Obtains access tokens together with the client id.',
            }),
          ],
          howToFind: {
            stepsKo: [
              '계약이 끝나면 트리플에이에서 Merchant Key, Client ID, Client Secret을 받습니다.',
              '세 값을 입력하고 저장합니다.',
            ],
            stepsEn: [
              'Once the contract is concluded, receive merchant key, client id and client secret from Triple-A.',
              'Enter the three values and save.',
            ],
          },
        },
      ],
      sharedTestMids: [],
      evidence: 'B',
    },
  ],
}
