import type { ApproveAnswer, ChargeCall, GatewayContext } from '../port.ts'
import { present } from '../wire/reading.ts'
import { buyerFields, readCharge, refused, registrant, SHOP_URL } from './charge-card.ts'
import { callV1 } from './iniapi.ts'
import { goodsName, priceOf } from './window-words.ts'

/** `POST /api/v1/billing`, `Billing` / `HPP`. Not idempotent: a lost answer is settled by inquiry. */
export async function chargePhoneKey(
  context: GatewayContext,
  { order, right }: ChargeCall,
): Promise<ApproveAnswer> {
  const { billKey } = right
  if (typeof billKey !== 'string') return refused('The billing key is incomplete.')
  const registered = registrant(right)
  const buyer = buyerFields(order.customer, registered)
  if ('kind' in buyer) return buyer
  const price = priceOf(order)
  const answer = await callV1(context, {
    path: '/api/v1/billing',
    type: 'Billing',
    paymethod: 'HPP',
    fields: {
      url: SHOP_URL,
      moid: order.pgOrderId,
      goodName: goodsName(order.orderName),
      ...buyer,
      price,
      billKey,
      authentification: '00',
      currency: 'WON',
    },
    hashTail: [order.pgOrderId, price, billKey],
  })
  return readCharge(context, order, answer, () => ({
    type: 'MOBILE',
    ...present({ phoneNumber: registered.phoneNumber }),
  }))
}
