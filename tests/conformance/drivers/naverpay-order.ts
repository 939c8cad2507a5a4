import type { Driver } from '../driver.ts'

const keys = { partnerId: 'np_shop', certiKey: 'certi-1', accessLicense: 'license-1', secretKey: 'secret-1' }
const product = (id: string, basePrice: number) => ({
  id,
  name: `상품 ${id}`,
  basePrice,
  quantity: 1,
  infoUrl: 'https://shop.example/p',
  imageUrl: 'https://shop.example/p.png',
  shipping: { method: 'DELIVERY', baseFee: 2_500, feePayType: 'PREPAYED', groupId: 'all' },
})

export const naverpayOrder: Driver = {
  merchant: () => ({ mid: keys.partnerId, credentials: keys }),
  // What is bought is what is paid; one fee for the parcel.
  amount: { minor: 9_500, currency: 'KRW' },
  order: () => ({
    apiVersion: 'V1',
    bypass: { naverpay: { productItems: [product('a', 3_000), product('b', 4_000)] } },
  }),
}
