import type { ApproveAnswer, ChargeCall, GatewayContext } from '../port.ts'
import { amountText } from './amount.ts'
import { callOpenApi } from './open-api.ts'
import { readResult, toAnswer } from './result.ts'
import { buyerOf, itemsOf, languageOf, referenceOf, signedAmount } from './window-words.ts'

/** Charges a token of an earlier payment: `/v1/payments/tokenbilling/{token}/rebill`. Not idempotent. */
export async function chargeBillingKey(
  context: GatewayContext,
  { order, right }: ChargeCall,
): Promise<ApproveAnswer> {
  const { token } = right
  if (typeof token !== 'string' || token === '')
    return { kind: 'declined', pgCode: '', pgMessage: 'The billing key is incomplete.' }
  const { currency } = order.amount
  const answer = await callOpenApi(context, `/v1/payments/tokenbilling/${encodeURIComponent(token)}/rebill`, {
    payment: {
      order_id: referenceOf(order.pgOrderId),
      currency,
      amount: amountText(order.amount),
      lang: languageOf(order),
    },
    merchant: { mid: context.credentials['mid'] ?? '' },
    buyer: { name: buyerOf(order), email: order.customer.email ?? '' },
    product: itemsOf(order).map(({ name, quantity, unitMinor }) => ({
      name,
      quantity: String(quantity),
      unit_price: signedAmount(unitMinor, currency),
    })),
  })
  if (answer.kind === 'silent') return answer
  return toAnswer(context, order, readResult(answer.fields), answer.raw)
}
