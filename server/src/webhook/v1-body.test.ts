import { expect, test } from 'vitest'
import type { Announcement } from './announcement.ts'
import { renderV1Body } from './v1-body.ts'

const event: Announcement = {
  type: 'Transaction.Paid',
  timestamp: '2026-01-05T00:00:00.000Z',
  mode: 'TEST',
  apiVersion: 'V1',
  paymentId: '주문 1&2',
  transactionId: 'imp_448280090638',
}

test.each([
  ['Transaction.Paid', 'paid'],
  ['Transaction.VirtualAccountIssued', 'ready'],
  ['Transaction.PartialCancelled', 'cancelled'],
  ['Transaction.Cancelled', 'cancelled'],
])('%s reaches a V1 shop as %s', (type, status) => {
  const body = renderV1Body('application/json', { ...event, type })

  expect(JSON.parse(body ?? '')).toEqual({ imp_uid: 'imp_448280090638', merchant_uid: '주문 1&2', status })
})

test.each(['Transaction.Ready', 'Transaction.PayPending', 'Transaction.CancelPending', 'BillingKey.Issued'])(
  '%s is not told to V1 shops',
  (type) => {
    expect(renderV1Body('application/json', { ...event, type })).toBeUndefined()
  },
)

test('a failed checkout is silent, a failed scheduled charge is told', () => {
  const failed = { ...event, type: 'Transaction.Failed' }

  expect(renderV1Body('application/json', failed)).toBeUndefined()
  expect(JSON.parse(renderV1Body('application/json', { ...failed, isScheduled: true }) ?? '')).toMatchObject({
    status: 'failed',
  })
})

test('a cancel names its cancellation, and a form body survives a PHP parser', () => {
  const body = renderV1Body('application/x-www-form-urlencoded', {
    ...event,
    type: 'Transaction.Cancelled',
    cancellationId: '06JC8FVHJTW2WY16FEY0',
  })

  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    imp_uid: 'imp_448280090638',
    merchant_uid: '주문 1&2',
    status: 'cancelled',
    cancellation_id: '06JC8FVHJTW2WY16FEY0',
  })
})
