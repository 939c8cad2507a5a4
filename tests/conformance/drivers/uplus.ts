import type { Driver } from '../driver.ts'

/** XPay, the former module of TossPayments, which is another wire than the PG's other modules. */
export const uplus: Driver = {
  order: (ability) =>
    ability.kind === 'window' && ability.payMethod === 'GIFT_CERTIFICATE'
      ? { bypass: { uplus: { LGD_BUYERIP: '203.0.113.7' } } }
      : {},
}
