import type { SimOrder, SimRefund } from './records.ts'
import { valueOf } from './money.ts'

/** `GET /v2/checkout/orders/{id}` in full representation. */
export function orderView(order: SimOrder, checkoutUrl: string): object {
  const { capture } = order
  return {
    id: order.id,
    intent: 'CAPTURE',
    status: order.status,
    create_time: order.createdAt,
    purchase_units: [
      {
        reference_id: 'default',
        custom_id: order.customId,
        invoice_id: order.invoiceId,
        description: order.orderName,
        amount: money(order.amountMinor, order.currency),
        payee: { merchant_id: order.mid },
        ...(capture === undefined
          ? {}
          : {
              payments: {
                captures: [captureView(order)],
                ...(order.refunds.length === 0
                  ? {}
                  : { refunds: order.refunds.map((refund) => refundView(order, refund)) }),
              },
            }),
      },
    ],
    ...(order.payerId === undefined
      ? {}
      : { payer: { payer_id: order.payerId, email_address: 'buyer@example.com' } }),
    links:
      order.status === 'PAYER_ACTION_REQUIRED'
        ? [{ rel: 'payer-action', method: 'GET', href: `${checkoutUrl}?token=${order.id}` }]
        : [],
  }
}

export function captureView(order: SimOrder): object {
  const { capture, amountMinor, currency } = order
  const backMinor = order.refunds
    .filter(({ status }) => status === 'COMPLETED')
    .reduce((sum, refund) => sum + refund.amountMinor, 0)
  const status =
    capture?.status !== 'COMPLETED' || backMinor === 0
      ? capture?.status
      : backMinor === amountMinor
        ? 'REFUNDED'
        : 'PARTIALLY_REFUNDED'
  return {
    id: capture?.id,
    status,
    ...(capture?.reason === undefined ? {} : { status_details: { reason: capture.reason } }),
    amount: money(amountMinor, currency),
    custom_id: order.customId,
    invoice_id: order.invoiceId,
    final_capture: true,
    create_time: capture?.at,
    update_time: capture?.at,
    supplementary_data: { related_ids: { order_id: order.id } },
  }
}

export function refundView(order: SimOrder, refund: SimRefund): object {
  return {
    id: refund.id,
    status: refund.status,
    ...(refund.status === 'PENDING' ? { status_details: { reason: 'ECHECK' } } : {}),
    amount: money(refund.amountMinor, order.currency),
    custom_id: refund.customId,
    create_time: refund.at,
    update_time: refund.at,
  }
}

function money(minor: number, currency: string) {
  return { currency_code: currency, value: valueOf(minor, currency) }
}
