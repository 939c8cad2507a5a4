import type { GatewayContext, ProbeAnswer } from '../port.ts'
import { callTosspay } from './api.ts'

const refusedKeys: ReadonlySet<string> = new Set(['COMMON_INVALID_API_KEY', 'COMMON_UNAUTHORIZED'])

/** Asks for an order that cannot exist: Toss Pay looks at the key first. The merchant id is on no request. */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = ['apiKey']
  const answer = await callTosspay(context, '/api/v2/status', { orderNo: 'naru-probe' })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'done') return { kind: 'accepted', checked, pgCode: '0', pgMessage: '' }
  const { status, pgCode, pgMessage } = answer
  // Status 0: nothing was sent, because the key is of the other world.
  const isRefused = status === 401 || status === 0 || refusedKeys.has(pgCode)
  const kind = isRefused ? 'refused' : pgCode === 'TRANSACTION_NOT_FOUND' ? 'accepted' : 'unclear'
  return { kind, checked, pgCode, pgMessage }
}
