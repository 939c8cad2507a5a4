import { referenceOf } from '@naru/gateways/eximbay/window-words'
import type { Driver } from '../driver.ts'

export const eximbay: Driver = {
  amount: { minor: 1_050, currency: 'USD' },
  bookId: referenceOf,
  choice: (ability) =>
    ability.kind === 'window' && ability.payMethod === 'EASY_PAY' ? { easyPayProvider: 'P003' } : {},
  // Cash of a convenience store: the order is registered and paid later.
  pending: (scene) => {
    const order = scene.order()
    const path = `/control/eximbay/orders/${referenceOf(order.pgOrderId)}/deposit`
    return {
      order,
      choice: { payMethod: 'EASY_PAY', easyPayProvider: 'P006' },
      decide: () => scene.bench.simulators.call('POST', path, {}),
    }
  },
}
