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
      capturesInWindow: true,
      sellsByItself: true,
      window: {
        payMethods: ['EASY_PAY'],
        pc: ['REDIRECTION'],
        mobile: ['REDIRECTION'],
        currencies: ['KRW'],
      },
      notifyUrlPurposeKo: '주문 상태 변경 알림(콜백)',
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
            secretField('accessLicense', 'conditional', {
              labelKo: '주문 API AccessLicense',
              labelEn: 'AccessLicense of the order API',
              conditionKo: '주문을 받을 때 필요합니다.',
              conditionEn: 'Needed to take orders.',
              neededFor: ['EASY_PAY'],
              addition: true,
              helpKo:
                '포트원은 자신의 이용권으로 주문을 가져오지만, 직접 운영하는 플랫폼은 가맹점이 발급받은 주문 API 키로 가져옵니다. 없으면 결제된 주문을 알 수 없으므로 주문을 받지 않습니다.',
              helpEn:
                'PortOne pulls orders by a licence of its own; a platform that you run yourself pulls them by yours. Without it nobody would learn of a paid order, so none is taken.',
            }),
            secretField('secretKey', 'conditional', {
              labelKo: '주문 API SecretKey',
              labelEn: 'SecretKey of the order API',
              conditionKo: '주문을 받을 때 필요합니다.',
              conditionEn: 'Needed to take orders.',
              neededFor: ['EASY_PAY'],
              addition: true,
              helpKo: 'AccessLicense와 함께 발급되는 값으로, 호출에 서명하고 구매자 정보를 복호화합니다.',
              helpEn: 'Comes with the AccessLicense; signs the calls and opens the buyer’s data.',
            }),
          ],
          howToFind: {
            stepsKo: [
              '네이버페이가 보낸 1차 승인 안내 메일을 엽니다.',
              '메일에 있는 파트너ID와 certiKey를 입력합니다.',
              '네이버페이센터에서 주문 API 이용을 신청하고, 발급된 AccessLicense와 SecretKey를 입력하고 저장합니다.',
            ],
            stepsEn: [
              'Open the first approval mail of Naver Pay.',
              'Enter its partner id and certi key.',
              'Apply for the order API in Naver Pay Center, enter its AccessLicense and SecretKey, and save.',
            ],
          },
        },
      ],
      sharedTestMids: [],
      evidence: 'B',
    },
  ],
}
