import { hour } from '../foundation/clock.ts'
import { refuseCheckout } from './checkout-errors.ts'
import type { FieldReader } from './field-reader.ts'

const seoulOffset = '+09:00'

/**
 * When a virtual account, or the till of a convenience store, stops taking money: `validHours` from now, or a due date in one of the documented
 * spellings, read as Seoul time; a date alone means the end of that day. Must lie in the future.
 */
export function readAccountExpiry(expiry: FieldReader, now: Date): Date {
  const validHours = expiry.optionalInteger('validHours', 1)
  const dueDate = expiry.optionalText('dueDate')
  if ((validHours === undefined) === (dueDate === undefined)) {
    throw refuseCheckout('BadRequest', `${expiry.path('validHours')}, ${expiry.path('dueDate')}: exactly one`)
  }
  const at =
    validHours === undefined ? readDueDate(dueDate ?? '') : new Date(now.getTime() + validHours * hour)
  if (at === undefined || !(at > now))
    throw refuseCheckout('RequestParseFailed', `${expiry.path('dueDate')}: a time in the future`)
  return at
}

/** `YYYYMMDD`, `YYYYMMDDHHmmss`, `YYYY-MM-DD`, `YYYY-MM-DD HH:mm:ss` or RFC 3339. Undefined when unreadable. */
export function readDueDate(text: string): Date | undefined {
  const compact =
    /^(\d{4})-?(\d{2})-?(\d{2})(?:[ T]?(\d{2}):?(\d{2}):?(\d{2})(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(text)
  if (compact === null) return undefined
  const [, year, month, date, hours = '23', minutes = '59', seconds = '59', zone = seoulOffset] = compact
  const at = new Date(`${year}-${month}-${date}T${hours}:${minutes}:${seconds}${zone}`)
  return Number.isNaN(at.getTime()) ? undefined : at
}
