import { expect, test } from 'vitest'
import { readTransactions } from './settlements.ts'

// The shape of PayPal's transaction search: `transaction_details[].transaction_info`, fees and refunds negative.
const payment = {
  transaction_id: '5TY05013RG002845M',
  transaction_event_code: 'T0006',
  transaction_initiation_date: '2026-01-04T15:30:00+0000',
  transaction_amount: { currency_code: 'USD', value: '10.50' },
  fee_amount: { currency_code: 'USD', value: '-0.87' },
  custom_field: '0194a5f0-0000-7000-8000-000000000001',
}
const refund = {
  transaction_id: '1GG05013RG0028451',
  paypal_reference_id: '5TY05013RG002845M',
  paypal_reference_id_type: 'TXN',
  transaction_event_code: 'T1107',
  transaction_initiation_date: '2026-01-04T16:00:00Z',
  transaction_amount: { currency_code: 'USD', value: '-2.50' },
}
const page = (...infos: readonly object[]) =>
  readTransactions({
    page: 1,
    total_pages: 2,
    transaction_details: infos.map((transaction_info) => ({ transaction_info })),
  })

test('figures lose their sign, times become Seoul days, and a refund stands beside its payment', () => {
  expect(page(payment, refund)).toEqual({
    kind: 'page',
    next: '2',
    lines: [
      {
        lineId: '5TY05013RG002845M',
        kind: 'APPROVAL',
        pgTxId: '5TY05013RG002845M',
        pgOrderId: '0194a5f0-0000-7000-8000-000000000001',
        method: 'EASY_PAY',
        currency: 'USD',
        amountMinor: 1_050,
        feeMinor: 87,
        transactionDay: '2026-01-05',
      },
      {
        lineId: '1GG05013RG0028451',
        kind: 'CANCEL',
        pgTxId: '5TY05013RG002845M',
        pgCancellationId: '1GG05013RG0028451',
        method: 'EASY_PAY',
        currency: 'USD',
        amountMinor: 250,
        feeMinor: 0,
        transactionDay: '2026-01-05',
      },
    ],
  })
})

test('a payout to the bank is no payment of a shop; half a payment makes the whole day unread', () => {
  expect(page({ ...payment, transaction_event_code: 'T0400' })).toMatchObject({ kind: 'page', lines: [] })
  const { transaction_amount: _amount, ...half } = payment
  expect(page(payment, half)).toMatchObject({ kind: 'silent' })
  expect(readTransactions({ transaction_details: [] })).toMatchObject({ kind: 'silent' })
})
