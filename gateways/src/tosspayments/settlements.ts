import type { GatewayContext, SettlementLine, SettlementsAnswer, SettlementsCall } from '../port.ts'
import { child, field, isRecord, present, text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { callTossList } from './api.ts'

/** The most that the PG gives per page (core API, settlements). */
const pageSize = 5_000
const dayForm = /^\d{4}-\d{2}-\d{2}$/

const methods: Readonly<Record<string, SettlementLine['method']>> = {
  카드: 'CARD',
  가상계좌: 'VIRTUAL_ACCOUNT',
  간편결제: 'EASY_PAY',
  휴대폰: 'MOBILE',
  계좌이체: 'TRANSFER',
  문화상품권: 'GIFT_CERTIFICATE',
  도서문화상품권: 'GIFT_CERTIFICATE',
  게임문화상품권: 'GIFT_CERTIFICATE',
}

/**
 * `GET /v1/settlements` by day of sale (core API, settlements). The key names the merchant id; lines of another one
 * (an account may hold several) are left out.
 */
export async function settlements(
  context: GatewayContext,
  { pgMerchantId, day, cursor }: SettlementsCall,
): Promise<SettlementsAnswer> {
  const page = Number(cursor ?? '1')
  const query = new URLSearchParams({
    startDate: day,
    endDate: day,
    dateType: 'soldDate',
    page: String(page),
    size: String(pageSize),
  })
  const answer = await callTossList(context, `/v1/settlements?${query.toString()}`)
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'refused') return { kind: 'declined', pgCode: answer.code, pgMessage: answer.message }
  const lines: SettlementLine[] = []
  for (const item of answer.items) {
    const line = isRecord(item) ? readLine(item) : undefined
    // Half a day is no day: what we cannot read must not look as if it were missing at the PG.
    if (line === undefined) return { kind: 'silent', reason: 'a settlement line is unreadable' }
    if (line.pgMerchantId === undefined || line.pgMerchantId === pgMerchantId) lines.push(line.line)
  }
  return { kind: 'page', lines, ...(answer.items.length < pageSize ? {} : { next: String(page + 1) }) }
}

/** One `Settlement`. A cancel's figures are negative there; its `supplyAmount` and `vat` are those of the fee. */
function readLine(
  item: WireRecord,
): { readonly line: SettlementLine; readonly pgMerchantId: string | undefined } | undefined {
  const lineId = text(item, 'transactionKey')
  const pgTxId = text(item, 'paymentKey')
  const currency = text(item, 'currency') ?? 'KRW'
  const amountMinor = minor(item, 'amount', currency)
  const feeMinor = minor(item, 'supplyAmount', currency) ?? minor(item, 'fee', currency)
  const transactionDay = text(item, 'soldDate')
  if (lineId === undefined || pgTxId === undefined || amountMinor === undefined) return undefined
  if (feeMinor === undefined || transactionDay === undefined || !dayForm.test(transactionDay))
    return undefined
  const isCancel = child(item, 'cancel') !== undefined
  const card = child(item, 'card')
  const months = card && field(card, 'installmentPlanMonths')
  return {
    pgMerchantId: text(item, 'mId'),
    line: {
      lineId,
      kind: isCancel ? 'CANCEL' : 'APPROVAL',
      pgTxId,
      method: methods[text(item, 'method') ?? ''] ?? 'ETC',
      currency,
      amountMinor,
      feeMinor,
      transactionDay,
      ...present({
        pgOrderId: text(item, 'orderId'),
        pgCancellationId: isCancel ? lineId : undefined,
        feeVatMinor: minor(item, 'vat', currency),
        settlementDay: text(item, 'paidOutDate'),
        installmentMonth: typeof months === 'number' && Number.isSafeInteger(months) ? months : undefined,
      }),
    },
  }
}

/** The figure without its sign. JSON numbers such as 10.5 USD; more decimals than the currency has are unreadable. */
function minor(item: WireRecord, key: string, currency: string): number | undefined {
  const value = field(item, key)
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  const scale = currency === 'KRW' || currency === 'JPY' ? 0 : 2
  const [, whole = '', fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? []
  if (whole === '' || fraction.length > scale) return undefined
  const amount = Number(whole + fraction.padEnd(scale, '0'))
  return Number.isSafeInteger(amount) ? amount : undefined
}
