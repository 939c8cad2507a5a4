import { expect, test } from 'vitest'
import type { Announcement } from './announcement.ts'
import { readAnnouncement } from './read-announcement.ts'
import { contentTypeOf, renderBody, type BodyFormat } from './webhook-body.ts'

const cancelled: Announcement = {
  type: 'Transaction.Cancelled',
  timestamp: '2026-01-05T01:02:03.004Z',
  mode: 'LIVE',
  paymentId: '주문 1&2',
  transactionId: 'tx-1',
  cancellationId: 'cancel-1',
  paymentStatus: 'CANCELLED',
}
const typed: BodyFormat = { bodyVersion: '2024-04-25', contentType: 'application/json' }
const oldJson: BodyFormat = { bodyVersion: '2024-01-01', contentType: 'application/json' }
const oldForm: BodyFormat = { bodyVersion: '2024-01-01', contentType: 'application/x-www-form-urlencoded' }

test('2024-04-25 tells type, time of the event and ids, and nothing else', () => {
  expect(renderBody(typed, 'store-1', cancelled)).toBe(
    '{"type":"Transaction.Cancelled","timestamp":"2026-01-05T01:02:03.004Z","data":{"storeId":"store-1","paymentId":"주문 1&2","transactionId":"tx-1","cancellationId":"cancel-1"}}',
  )
})

test('2024-04-25 tells a billing key with its store', () => {
  const issued: Announcement = {
    type: 'BillingKey.Issued',
    timestamp: cancelled.timestamp,
    mode: 'TEST',
    billingKey: 'billing-key-1',
  }

  expect(renderBody(typed, 'store-1', issued)).toBe(
    '{"type":"BillingKey.Issued","timestamp":"2026-01-05T01:02:03.004Z","data":{"storeId":"store-1","billingKey":"billing-key-1"}}',
  )
})

test('2024-01-01 tells payment, attempt and status, as JSON or as a form with the same keys', () => {
  expect(renderBody(oldJson, 'store-1', cancelled)).toBe(
    '{"payment_id":"주문 1&2","tx_id":"tx-1","status":"Cancelled"}',
  )
  const form = new URLSearchParams(renderBody(oldForm, 'store-1', cancelled))
  expect(Object.fromEntries(form)).toEqual({ payment_id: '주문 1&2', tx_id: 'tx-1', status: 'Cancelled' })
})

test.each([
  'BillingKey.Issued',
  'BillingKey.Ready',
  'Transaction.DisputeCreated',
  'Transaction.DisputeResolved',
])('2024-01-01 has no message for %s', (type) => {
  expect(renderBody(oldJson, 'store-1', { ...cancelled, type })).toBeUndefined()
})

test.each([
  'Ready',
  'Paid',
  'VirtualAccountIssued',
  'PartialCancelled',
  'Cancelled',
  'Failed',
  'PayPending',
  'CancelPending',
])('2024-01-01 has a message for Transaction.%s', (status) => {
  expect(renderBody(oldJson, 'store-1', { ...cancelled, type: `Transaction.${status}` })).toContain(
    `"status":"${status}"`,
  )
})

test('2024-04-25 is JSON even when the setting still says form', () => {
  expect(contentTypeOf({ ...oldForm, bodyVersion: '2024-04-25' })).toBe('application/json')
  expect(contentTypeOf(oldForm)).toBe('application/x-www-form-urlencoded')
})

test('an outbox row comes back as it was written', () => {
  const announcement: Announcement = {
    ...cancelled,
    noticeUrls: ['https://a.example/'],
    trigger: 'ASYNC_CANCEL_APPROVED',
  }

  expect(readAnnouncement(JSON.parse(JSON.stringify(announcement)))).toEqual(announcement)
})
