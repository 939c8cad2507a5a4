import { fateOf } from '../desk/magic.ts'
import type { LaterDecision } from './records.ts'

/** What only PayPal knows beside the magic values of every simulator: payments and refunds that are decided later. */
export type PaypalFate = ReturnType<typeof fateOf> | 'pending-paid' | 'pending-failed' | 'pending-forever'

const words: Readonly<Record<string, PaypalFate>> = {
  '[보류후승인]': 'pending-paid',
  '[pending]': 'pending-paid',
  '[보류후거절]': 'pending-failed',
  '[pending-fail]': 'pending-failed',
  '[보류]': 'pending-forever',
  '[pending-forever]': 'pending-forever',
}
const amounts: Readonly<Record<number, PaypalFate>> = {
  999006: 'pending-paid',
  999007: 'pending-failed',
  999008: 'pending-forever',
}

export function fateOfPayment(order: {
  readonly orderName: string
  readonly amountMinor: number
}): PaypalFate {
  return fateInText(order.orderName) ?? amounts[order.amountMinor] ?? fateOf(order)
}

/** The words in a refund's note. */
export function fateInText(text: string): PaypalFate {
  for (const [word, fate] of Object.entries(words)) if (text.includes(word)) return fate
  return undefined
}

/** A minute later; never, for the one that hangs. */
export function decisionOf(
  fate: PaypalFate,
  now: Date,
  failed: 'DECLINED' | 'FAILED',
): LaterDecision | undefined {
  const at = new Date(now.getTime() + 60_000).toISOString()
  switch (fate) {
    case 'pending-paid':
      return { status: 'COMPLETED', at }
    case 'pending-failed':
      return { status: failed, at }
    case 'pending-forever':
      return { status: 'COMPLETED' }
    default:
      return undefined
  }
}
