import type { BusinessInfo } from '../wire/console-application.ts'

/** A business that may be submitted as it is. */
export const completeBusiness: BusinessInfo = {
  classification: 'CORPORATION',
  registrationNumber: '1248100998',
  corporationNumber: '1301110006246',
  companyName: '나루 상회',
  postalCode: '06236',
  address: '서울 강남구 테헤란로 1',
  addressDetail: '3층',
  types: ['도매 및 소매업'],
  items: ['전자상거래'],
  representatives: [
    {
      nameKo: '홍길동',
      nameEn: 'Hong Gildong',
      phoneNumber: '01012345678',
      email: 'ceo@shop.example',
      birthdate: '1980-02-29',
    },
  ],
  manager: { name: '김담당', email: 'manager@shop.example', phoneNumber: '0212345678' },
  service: {
    salesItems: ['의류'],
    type: 'WEB',
    monthlySales: 'LESS_THAN_ONE_HUNDRED_MILLION_WON',
    urls: ['https://shop.example'],
    isPreparing: false,
    memo: '',
  },
}
