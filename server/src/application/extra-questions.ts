import type { ExtraQuestion } from '../wire/console-application.ts'

/**
 * 추가정보: what the application of some PGs asks besides the business information. Source: the console guide's
 * application page. PGs without an entry ask nothing more.
 */
const questions: Readonly<Record<string, readonly ExtraQuestion[]>> = {
  naverpay: naverPay(),
  'naverpay-order': naverPay(),
  kakaopay: [
    {
      key: 'deliveryPeriod',
      labelKo: '배송 기간',
      labelEn: 'Delivery period',
      helpKo: '예: 결제 후 3일 이내. 배송이 없으면 "없음"',
      helpEn: 'Such as "within 3 days"; "none" when nothing is delivered',
      lengthMax: 50,
    },
    {
      key: 'servicePeriod',
      labelKo: '서비스 제공 기간',
      labelEn: 'Service period',
      helpKo: '예: 1개월 정기 구독. 해당하지 않으면 "없음"',
      helpEn: 'Such as "monthly subscription"; "none" when it does not apply',
      lengthMax: 50,
    },
  ],
  nice: account('정산 계좌', 'Settlement account'),
  inicis: [{ key: 'homepageName', labelKo: '홈페이지 이름', labelEn: 'Name of the homepage', lengthMax: 50 }],
  paymentwall: [
    {
      key: 'countries',
      labelKo: '판매 국가',
      labelEn: 'Countries of sale',
      helpKo: '쉼표로 나누어 적어 주세요.',
      helpEn: 'Separate them by commas.',
      lengthMax: 200,
    },
  ],
  payco: [
    { key: 'paycoId', labelKo: '페이코 아이디', labelEn: 'Payco id', lengthMax: 100 },
    ...account('정산 계좌', 'Settlement account'),
  ],
}

export function questionsOf(pg: string): readonly ExtraQuestion[] {
  return Object.hasOwn(questions, pg) ? (questions[pg] ?? []) : []
}

function naverPay(): readonly ExtraQuestion[] {
  return [
    {
      key: 'development',
      labelKo: '개발 방식',
      labelEn: 'Way of development',
      options: [
        { value: 'OWN', labelKo: '자체개발', labelEn: 'Own development' },
        { value: 'WORDPRESS', labelKo: '워드프레스', labelEn: 'WordPress' },
      ],
      lengthMax: 20,
    },
  ]
}

function account(ko: string, en: string): readonly ExtraQuestion[] {
  return [
    { key: 'bank', labelKo: `${ko} 은행`, labelEn: `${en}: bank`, lengthMax: 30 },
    {
      key: 'accountNumber',
      labelKo: `${ko}번호`,
      labelEn: `${en}: number`,
      helpKo: '숫자만 적어 주세요.',
      helpEn: 'Digits only.',
      digitsOnly: true,
      lengthMax: 20,
    },
    { key: 'accountHolder', labelKo: `${ko} 예금주`, labelEn: `${en}: holder`, lengthMax: 50 },
  ]
}
