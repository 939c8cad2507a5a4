import type { Shopfront } from '../setup/headless-buyer.ts'

export interface CancelReply {
  readonly status: number
  /** The refusal, when it is one. */
  readonly type: string | undefined
  readonly cancellation: { readonly status: string; readonly totalAmount: number } | undefined
}

/** `POST /payments/{paymentId}/cancel` with the demonstration's secret. */
export async function cancel(system: Shopfront, paymentId: string, body: object = {}): Promise<CancelReply> {
  const response = await fetch(`${system.demo.origins.v2}/payments/${encodeURIComponent(paymentId)}/cancel`, {
    method: 'POST',
    headers: { authorization: `PortOne ${system.demo.apiSecret}` },
    body: JSON.stringify({ reason: '단순 변심', ...body }),
  })
  const answer = (await response.json()) as Partial<Omit<CancelReply, 'status'>>
  return { status: response.status, type: answer.type, cancellation: answer.cancellation }
}
