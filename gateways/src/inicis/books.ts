import type { GatewayContext, Silent } from '../port.ts'
import { text, wholeNumber } from '../wire/reading.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { callV1, callV2 } from './iniapi.ts'
import type { IniApiAnswer } from './iniapi.ts'

/**
 * What the PG's books hold (INIAPI inquiry): `0` approved, `1` cancelled, `9` no such trade; virtual accounts `N`
 * waiting, `Y` deposited, `C` closed before any deposit.
 */
export type TradeStatus = '0' | '1' | '9' | 'N' | 'Y' | 'C'

export interface Trade {
  readonly kind: 'trade'
  readonly status: TradeStatus
  readonly tid: string | undefined
  readonly oid: string | undefined
  /** What is still paid (or awaited). The inquiry tells no original price once something was given back. */
  readonly balanceMinor: number
  readonly isPartlyCancelled: boolean
  readonly approvedAt: Date | undefined
  readonly raw: string
}

/** An inquiry that the PG refuses (wrong key, no contract) says nothing about the trade. */
export type BooksAnswer = Trade | Silent

/** By TID: INIAPI v2. Only a TID that the PG itself told us beside our order number may be asked about. */
export async function tradeByTid(context: GatewayContext, tid: string): Promise<BooksAnswer> {
  return readTrade(await callV2(context, 'inquiry', { tid }))
}

/**
 * By our order number, for when the TID was lost with the answer: INIAPI v1. The PG answers it to merchants with the
 * "no repeated order numbers" contract (주문번호 중복방지); the path is inferred from the type's name.
 */
export async function tradeByOid(context: GatewayContext, oid: string): Promise<BooksAnswer> {
  const answer = await callV1(context, {
    path: '/api/v1/extra',
    type: 'Extra',
    paymethod: 'Inquiry',
    fields: { oid },
    hashTail: [],
  })
  return readTrade(answer)
}

const statuses: readonly TradeStatus[] = ['0', '1', '9', 'N', 'Y', 'C']

export function readTrade(answer: IniApiAnswer): BooksAnswer {
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined')
    return { kind: 'silent', reason: `the inquiry was refused (${answer.pgCode} ${answer.pgMessage})` }
  const { fields, raw } = answer
  const status = statuses.find((known) => known === text(fields, 'status'))
  if (status === undefined) return { kind: 'silent', reason: 'the inquiry names no status' }
  const price = wholeNumber(fields, 'price')
  const remains = wholeNumber(fields, 'prtcRemains')
  const isOver = status === '1' || status === 'C' || status === '9'
  const balanceMinor = isOver ? 0 : (remains ?? price)
  if (balanceMinor === undefined) return { kind: 'silent', reason: 'the inquiry names no price' }
  return {
    kind: 'trade',
    status,
    tid: text(fields, 'tid'),
    oid: text(fields, 'oid') ?? text(fields, 'MOID'),
    balanceMinor,
    isPartlyCancelled: remains !== undefined,
    approvedAt: fromSeoulDigits(text(fields, 'applDate'), text(fields, 'applTime')),
    raw,
  }
}
