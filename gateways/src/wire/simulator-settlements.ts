import { createHash } from 'node:crypto'
import type { Gateway, GatewayContext, SettlementLine, SettlementsAnswer, SettlementsCall } from '../port.ts'
import { exchange } from './exchange.ts'
import { field, isRecord, jsonRecord, present, text, wholeNumber } from './reading.ts'
import type { WireRecord } from './reading.ts'

const timeoutMs = 30_000
const methods = [
  'CARD',
  'VIRTUAL_ACCOUNT',
  'TRANSFER',
  'MOBILE',
  'GIFT_CERTIFICATE',
  'EASY_PAY',
  'CONVENIENCE_STORE',
] as const
const dayForm = /^\d{4}-\d{2}-\d{2}$/

/**
 * `settlements` for a PG whose settlement API is not public. Every simulator lays its books open at
 * `/<pg>/naru/settlements`, a wire of our own; at the real PG this declines, and the merchant brings a file instead.
 * Set `settlementsAtSimulatorOnly` beside it.
 *
 * @param orderIdOf our order id behind the one that the PG was given, where they differ
 */
export function simulatorSettlements(
  pg: string,
  orderIdOf: (named: string) => string = (named) => named,
): NonNullable<Gateway['settlements']> {
  return async (context, call) => {
    const { environment } = context
    if (environment.kind !== 'simulator')
      return {
        kind: 'declined',
        pgCode: 'SIMULATOR_ONLY',
        pgMessage: '이 PG의 정산 API는 공개되어 있지 않습니다. 정산 파일을 올려 주세요.',
      }
    const query = new URLSearchParams({
      mid: call.pgMerchantId,
      date: call.day,
      ...present({ cursor: call.cursor }),
    })
    const answer = await exchange(context.network, {
      method: 'GET',
      url: `${environment.origin}/${pg}/naru/settlements?${query.toString()}`,
      headers: { authorization: signature(context, call) },
      timeoutMs,
    })
    return answer.kind === 'silent' ? answer : readPage(answer.status, answer.body, orderIdOf)
  }
}

function signature({ credentials }: GatewayContext, { pgMerchantId, day }: SettlementsCall): string {
  const keys = Object.keys(credentials)
    .filter((key) => /^\w+$/.test(key) && credentials[key] !== '')
    .toSorted()
  const signed = [pgMerchantId, day, ...keys.map((key) => `${key}=${credentials[key] ?? ''}`)].join('\n')
  return `Naru ${keys.join(',')}:${createHash('sha256').update(signed).digest('hex')}`
}

/** Pure, so that it can be tried with any bytes. A page with one unreadable line is silence: half a day is no day. */
export function readPage(
  status: number,
  body: Uint8Array,
  orderIdOf: (named: string) => string = (named) => named,
): SettlementsAnswer {
  const answer = jsonRecord(body)
  const code = answer && text(answer, 'code')
  if (status >= 400 && status < 500 && code !== undefined)
    return { kind: 'declined', pgCode: code, pgMessage: (answer && text(answer, 'message')) ?? '' }
  const lines = answer && field(answer, 'lines')
  if (status !== 200 || answer === undefined || !Array.isArray(lines))
    return { kind: 'silent', reason: `status ${status} without readable settlements` }
  const read = lines.map((line) => (isRecord(line) ? readLine(line, orderIdOf) : undefined))
  const whole = read.filter((line) => line !== undefined)
  if (whole.length !== read.length) return { kind: 'silent', reason: 'a settlement line is unreadable' }
  return { kind: 'page', lines: whole, ...present({ next: text(answer, 'next') }) }
}

function readLine(line: WireRecord, orderIdOf: (named: string) => string): SettlementLine | undefined {
  const lineId = text(line, 'lineId')
  const pgTxId = text(line, 'pgTxId')
  const currency = text(line, 'currency')
  const amountMinor = wholeNumber(line, 'amountMinor')
  const feeMinor = wholeNumber(line, 'feeMinor')
  const transactionDay = text(line, 'transactionDay')
  const kind = text(line, 'kind')
  const orderId = text(line, 'orderId')
  if (lineId === undefined || pgTxId === undefined || currency === undefined || amountMinor === undefined)
    return undefined
  if (feeMinor === undefined || transactionDay === undefined || !dayForm.test(transactionDay))
    return undefined
  if (kind !== 'APPROVAL' && kind !== 'CANCEL') return undefined
  return {
    lineId,
    kind,
    pgTxId,
    method: methods.find((method) => method === text(line, 'method')) ?? 'ETC',
    currency,
    amountMinor,
    feeMinor,
    transactionDay,
    ...present({
      pgOrderId: orderId && orderIdOf(orderId),
      pgCancellationId: text(line, 'cancelId'),
      taxFreeMinor: wholeNumber(line, 'taxFreeMinor'),
      feeVatMinor: wholeNumber(line, 'feeVatMinor'),
      settlementDay: text(line, 'settlementDay'),
    }),
  }
}
