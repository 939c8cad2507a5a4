import { fateOf } from '../desk/magic.ts'

/** What only this PG knows beside the magic values of every simulator. */
const ownCards: Readonly<Record<string, OwnFate>> = {
  '4000000000000051': 'pending-paid',
  '4000000000000069': 'pending-failed',
  '4000000000000077': 'decline-issue',
}
const ownAmounts: Readonly<Record<number, OwnFate>> = { 999006: 'pending-paid', 999007: 'pending-failed' }
const ownWords: Readonly<Record<string, OwnFate>> = {
  '[대기후승인]': 'pending-paid',
  '[pending]': 'pending-paid',
  '[대기후거절]': 'pending-failed',
  '[pending-fail]': 'pending-failed',
}

type OwnFate = 'pending-paid' | 'pending-failed' | 'decline-issue'

/** The fate that a card number carries, for as long as a billing key of it lives. */
export function fateOfCard(number: string): string | undefined {
  const digits = number.replaceAll(/\D/g, '')
  return ownCards[digits] ?? fateOf({ cardNumber: digits, orderName: '', amountMinor: 0 })
}

/** The card speaks first, then the order's name, then its amount. */
export function fateOfOrder(order: {
  readonly instrumentFate: string | undefined
  readonly orderName: string
  readonly amountMinor: number
}): string | undefined {
  if (order.instrumentFate !== undefined) return order.instrumentFate
  for (const [word, fate] of Object.entries(ownWords)) if (order.orderName.includes(word)) return fate
  return ownAmounts[order.amountMinor] ?? fateOf(order)
}
