import type { GatewayContext, ProbeAnswer } from '../port.ts'
import { callKakao } from './api.ts'
import { codes } from './codes.ts'

/** Asks for an order that cannot exist: KakaoPay checks key and CID before it misses the tid. */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const answer = await callKakao(context, { path: 'order', body: { tid: `T${'0'.repeat(19)}` } })
  if (answer.kind === 'silent') return answer
  const isSecretSent = (context.credentials['cidSecret'] ?? '') !== ''
  const all = ['cid', 'secretKey', ...(isSecretSent ? ['cidSecret'] : [])]
  if (answer.kind === 'done') return { kind: 'unclear', checked: all, pgCode: '', pgMessage: '' }
  const { status, pgCode, pgMessage } = answer
  if (pgCode === codes.noSuchTid) return { kind: 'accepted', checked: all, pgCode, pgMessage }
  if (pgCode === codes.wrongCid) return { kind: 'refused', checked: ['cid'], pgCode, pgMessage }
  if (pgCode === codes.wrongCidSecret) return { kind: 'refused', checked: ['cidSecret'], pgCode, pgMessage }
  // 0: the key does not fit the channel's mode, so it was not even shown.
  const isKey = status === 0 || status === 401 || status === 403
  return { kind: isKey ? 'refused' : 'unclear', checked: isKey ? ['secretKey'] : all, pgCode, pgMessage }
}
