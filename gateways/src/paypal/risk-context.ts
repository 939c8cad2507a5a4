import type { GatewayContext, Order } from '../port.ts'
import { callPaypal } from './api.ts'
import { objectsIn, paypalBypass } from './bypass.ts'

/**
 * Tells PayPal's risk check what the shop knows of the buyer (STC, `additional_data`) before money is taken. It is
 * advice: PayPal opens this API to some sellers only, so a refusal of it never stops the payment.
 */
export async function sendRiskContext(
  context: GatewayContext,
  order: Order,
  trackingId: string,
): Promise<void> {
  const pairs = objectsIn(paypalBypass(order.bypass), 'additional_data')
  if (pairs.length === 0) return
  const merchantId = encodeURIComponent(context.credentials['merchantId'] ?? '')
  await callPaypal(context, {
    method: 'PUT',
    path: `/v1/risk/transaction-contexts/${merchantId}/${encodeURIComponent(trackingId)}`,
    timeoutMs: 5_000,
    body: { additional_data: pairs.map(({ key, value }) => ({ key, value })) },
  })
}
