import { createHash } from 'node:crypto'
import type { Order } from '../port.ts'
import { seoulStamp } from '../wire/seoul-time.ts'

/** What a transaction that starts without a window is: pay code and media code (webapi guide, the TID rule). */
export const trades = { charge: '0116', keyIn: '0101', account: '0301', cashReceipt: '0401' } as const
export type Trade = (typeof trades)[keyof typeof trades]

/** Our call begins at once, and may begin on the next day. */
const CALL_BEGINS_MS = 60_000

/** `MID(10) payCode(2) mediaCode(2) yyMMddHHmmss random(4)`: without a window the merchant makes the number himself. */
function newTid(mid: string, trade: Trade, day: string, digest: Buffer): string {
  const second = digest.readUInt32BE(4) % 86_400
  const clock = [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60]
  const digits = String(digest.readUInt32BE(0) % 10_000).padStart(4, '0')
  return `${mid}${trade}${day.slice(2)}${clock.map((part) => String(part).padStart(2, '0')).join('')}${digits}`
}

/**
 * The number of an order's transaction, the same whenever it is computed on that day, so that an answer that was lost can
 * be asked about without having kept anything.
 *
 * The inquiry tells no order, so two orders must not share a number. Four random digits per second are not enough for a
 * night of scheduled charges: the time of day comes out of the order number, too, and gives 864 million numbers a day.
 */
export function tidOf(mid: string, trade: Trade, order: Pick<Order, 'pgOrderId'>, at: Date): string {
  const digest = createHash('sha256').update(order.pgOrderId, 'utf8').digest()
  return newTid(mid, trade, seoulStamp(at).slice(0, 8), digest)
}

/** All numbers that the order's transaction can have when its attempt began at that time. */
export function tidsSince(
  mid: string,
  trade: Trade,
  order: Pick<Order, 'pgOrderId'>,
  at: Date,
): readonly string[] {
  const days = [at, new Date(at.getTime() + CALL_BEGINS_MS)]
  return [...new Set(days.map((day) => tidOf(mid, trade, order, day)))]
}
