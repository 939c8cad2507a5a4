import type { Announcement } from './announcement.ts'

type Reference = Readonly<Record<string, unknown>>

/** Reads an outbox row back. Throws on a row that this program could not have written. */
export function readAnnouncement(reference: Reference): Announcement {
  const { type, timestamp, mode, noticeUrls } = reference
  if (typeof type !== 'string' || typeof timestamp !== 'string' || (mode !== 'LIVE' && mode !== 'TEST')) {
    throw new Error('an outbox row lacks type, timestamp or mode')
  }
  const trigger = triggers.find((known) => known === reference['trigger'])
  return {
    type,
    timestamp,
    mode,
    ...(reference['apiVersion'] === 'V1' ? { apiVersion: 'V1' } : {}),
    ...(reference['isScheduled'] === true ? { isScheduled: true } : {}),
    ...text(reference, 'paymentId'),
    ...text(reference, 'transactionId'),
    ...text(reference, 'cancellationId'),
    ...text(reference, 'billingKey'),
    ...text(reference, 'paymentStatus'),
    ...(trigger === undefined ? {} : { trigger }),
    noticeUrls: Array.isArray(noticeUrls) ? noticeUrls.filter((url) => typeof url === 'string') : [],
  }
}

const triggers = [
  'VIRTUAL_ACCOUNT_DEPOSIT',
  'ASYNC_PAY_APPROVED',
  'ASYNC_PAY_FAILED',
  'ASYNC_CANCEL_APPROVED',
  'ASYNC_PAY_PENDING',
] as const satisfies readonly Announcement['trigger'][]

function text<Key extends string>(reference: Reference, key: Key): { [K in Key]?: string } {
  const value = reference[key]
  const found: { [K in Key]?: string } = {}
  if (typeof value === 'string') found[key] = value
  return found
}
