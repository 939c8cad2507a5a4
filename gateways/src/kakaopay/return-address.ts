import type { IncomingRequest, JsonObject, ReturnReading } from '../port.ts'
import { text } from '../wire/reading.ts'

type Ending = 'cancel' | 'fail'

/** Our address, saying which window it belongs to and how that ended: KakaoPay adds `pg_token` to success and nothing else. */
export function returnAddress(returnUrl: string, visit: string, end?: Ending): string {
  const url = new URL(returnUrl)
  url.searchParams.set('visit', visit)
  if (end !== undefined) url.searchParams.set('end', end)
  return url.href
}

/** The tid of each window that was opened; later ones join the earlier. */
export function memoryOf(visit: string, tid: string): JsonObject {
  return { [`tid-${visit}`]: tid }
}

/** Nothing in it is signed: the tid is the one that we kept on our side, and `approve` believes KakaoPay alone. */
export function readReturn(memory: JsonObject, { query }: Pick<IncomingRequest, 'query'>): ReturnReading {
  const visit = text(query, 'visit') ?? ''
  const tid = Object.hasOwn(memory, `tid-${visit}`) ? memory[`tid-${visit}`] : undefined
  if (typeof tid !== 'string') return { kind: 'unreadable', reason: 'of no window that we opened' }
  switch (text(query, 'end')) {
    case 'cancel':
      return { kind: 'failed', pgCode: '', pgMessage: '', closedByBuyer: true }
    case 'fail':
      return {
        kind: 'failed',
        pgCode: '',
        pgMessage: '카카오페이에서 인증하지 못했거나 결제 시간이 지났습니다.',
        closedByBuyer: false,
      }
    default: {
      const pgToken = text(query, 'pg_token')
      if (pgToken === undefined || pgToken.length > 200) return { kind: 'unreadable', reason: 'no pg_token' }
      return { kind: 'authenticated', proof: { tid, pgToken }, pgTxId: tid }
    }
  }
}
