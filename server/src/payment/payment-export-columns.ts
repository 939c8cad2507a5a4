import type { ExportGroup } from '../wire/console-payments.ts'
import { currencyScale } from './currency.ts'
import type { TableColumn } from './table-file.ts'
import { member, text } from './view-reader.ts'

export type ExportColumn = TableColumn<ExportRow>

/** A payment as the download reads it: its own columns and the REST V2 object. */
export interface ExportRow {
  readonly status: string
  readonly isTest: boolean
  readonly payMethod: string | null
  readonly pgProvider: string | null
  readonly view: unknown
}

const statusNames: Readonly<Record<string, readonly [ko: string, en: string]>> = {
  READY: ['결제 예정', 'Ready'],
  PAY_PENDING: ['승인 대기', 'Pending'],
  VIRTUAL_ACCOUNT_ISSUED: ['입금 대기', 'Awaiting deposit'],
  PAID: ['결제 완료', 'Paid'],
  FAILED: ['결제 실패', 'Failed'],
  PARTIAL_CANCELLED: ['부분 취소', 'Partly cancelled'],
  CANCELLED: ['결제 취소', 'Cancelled'],
}

/** The chosen columns in their fixed order. Card numbers appear as the PG masked them. */
export function exportColumns(
  groups: readonly ExportGroup[],
  language: 'ko' | 'en',
): readonly ExportColumn[] {
  const word = (ko: string, en: string): string => (language === 'en' ? en : ko)
  const of = (ko: string, en: string, width: number, read: ExportColumn['read']): ExportColumn => ({
    ko,
    en,
    width,
    read,
  })
  const at =
    (...path: readonly string[]) =>
    (row: ExportRow) =>
      text(row.view, ...path)
  const time = (name: string) => (row: ExportRow) => seoulTime(text(row.view, name))
  const paidWith =
    (...path: readonly string[]) =>
    (row: ExportRow) =>
      text(row.view, 'method', 'easyPayMethod', ...path) ?? text(row.view, 'method', ...path)

  const basic = [
    of('결제상태', 'Status', 12, (row) => {
      const names = statusNames[row.status]
      return names === undefined ? row.status : word(...names)
    }),
    of('구분', 'Kind', 10, (row) =>
      [
        ...(row.isTest ? [word('테스트', 'Test')] : []),
        ...(text(row.view, 'billingKey') === undefined ? [] : [word('정기', 'Recurring')]),
      ].join(' '),
    ),
    of('고객사 거래번호', 'Payment id', 34, at('id')),
    of('나루 거래번호', 'Transaction id', 38, at('transactionId')),
    of('주문명', 'Order', 30, at('orderName')),
    of('결제수단', 'Method', 16, (row) => row.payMethod ?? undefined),
    of('결제금액', 'Amount', 14, (row) => amountOf(row, 'total')),
    of('취소금액', 'Cancelled amount', 14, (row) => amountOf(row, 'cancelled')),
    of('통화', 'Currency', 8, at('currency')),
    of('요청시각', 'Requested at', 20, time('requestedAt')),
    of('승인시각', 'Paid at', 20, time('paidAt')),
    of('취소시각', 'Cancelled at', 20, time('cancelledAt')),
    of('실패 사유', 'Failure', 30, at('failure', 'reason')),
  ]
  const more: Readonly<Record<ExportGroup, readonly ExportColumn[]>> = {
    customer: [
      of('고객 이름', 'Customer', 14, at('customer', 'name')),
      of('휴대폰', 'Phone', 16, at('customer', 'phoneNumber')),
      of('이메일', 'E-mail', 26, at('customer', 'email')),
      of('주소', 'Address', 40, at('customer', 'address', 'oneLine')),
      of('우편번호', 'Postal code', 10, at('customer', 'zipcode')),
      of('고객 ID', 'Customer id', 20, at('customer', 'id')),
    ],
    pg: [
      of('결제대행사', 'PG', 18, (row) => row.pgProvider ?? undefined),
      of('상점아이디(MID)', 'MID', 18, at('channel', 'pgMerchantId')),
      of('채널', 'Channel', 20, at('channel', 'name')),
      of('PG 거래번호', 'PG transaction id', 34, at('pgTxId')),
      of('결제환경', 'Environment', 10, at('origin', 'platformType')),
    ],
    card: [
      of(
        '카드사',
        'Card company',
        16,
        (row) => paidWith('card', 'name')(row) ?? paidWith('card', 'publisher')(row),
      ),
      of('카드번호', 'Card number', 22, (row) => maskedCard(paidWith('card', 'number')(row))),
      of('카드사 승인번호', 'Approval number', 14, paidWith('approvalNumber')),
      of('할부개월수', 'Instalments', 10, paidWith('installment', 'month')),
    ],
    account: [
      of('은행', 'Bank', 14, at('method', 'bank')),
      of('계좌번호', 'Account', 22, at('method', 'accountNumber')),
      of('예금주', 'Account holder', 14, at('method', 'remitteeName')),
      of('입금자명', 'Depositor', 14, at('method', 'remitterName')),
      of('입금 기한', 'Deposit due', 20, (row) => seoulTime(text(row.view, 'method', 'expiredAt'))),
    ],
  }
  return [...basic, ...exportGroups.filter((group) => groups.includes(group)).flatMap((group) => more[group])]
}

export const exportGroups = ['customer', 'pg', 'card', 'account'] as const satisfies readonly ExportGroup[]

/** The amount as its currency writes it. Built from digits; only Excel's own cell makes a float of it. */
function amountOf(row: ExportRow, name: string): number | undefined {
  const minor = member(row.view, 'amount', name)
  if (typeof minor !== 'number') return undefined
  const scale = currencyScale(text(row.view, 'currency') ?? 'KRW')
  const digits = String(minor).padStart(scale + 1, '0')
  return scale === 0 ? minor : Number(`${digits.slice(0, -scale)}.${digits.slice(-scale)}`)
}

/** A PG that forgot to mask must not make us hand out numbers: at most the first eight and the last four stay. */
export function maskedCard(number: string | undefined): string | undefined {
  return number?.replaceAll(
    /\d{13,19}/g,
    (digits) => `${digits.slice(0, 8)}${'*'.repeat(digits.length - 12)}${digits.slice(-4)}`,
  )
}

/** `2026-03-02 09:05:07` in Asia/Seoul, which is UTC+9 all year. */
function seoulTime(instant: string | undefined): string | undefined {
  const ms = instant === undefined ? Number.NaN : Date.parse(instant)
  return Number.isNaN(ms)
    ? undefined
    : new Date(ms + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}
