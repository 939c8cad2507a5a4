import type { GatewayContext, PaidCall, ServiceAnswer } from '../port.ts'
import { callTossRecord } from './api.ts'

/** Asks for the collection of a payment (수동 매입), for contracts that do not collect by themselves. */
export async function capture(context: GatewayContext, { pgTxId }: PaidCall): Promise<ServiceAnswer> {
  const answer = await callTossRecord(context, {
    method: 'POST',
    path: '/v1/settlements',
    body: { paymentKey: pgTxId },
  })
  switch (answer.kind) {
    case 'record':
      return { kind: 'done', at: context.now, raw: answer.raw }
    case 'refused':
      return { kind: 'declined', pgCode: answer.code, pgMessage: answer.message, raw: answer.raw }
    case 'silent':
      return answer
  }
}
