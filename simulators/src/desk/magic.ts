import type { FaultOrder } from './faults.ts'

/** Card numbers that decide a payment's fate without a call to the control desk. */
export const magicCards = {
  '4000000000000002': 'decline-window',
  '4000000000000010': 'decline-approve',
  '4000000000000028': 'silent-before',
  '4000000000000036': 'silent-after',
  '4000000000000044': 'http-500-after',
} as const

/** Words in the order name with the same effects; Korean and English. */
export const magicWords = {
  '[창에서거절]': 'decline-window',
  '[decline-window]': 'decline-window',
  '[승인거절]': 'decline-approve',
  '[decline]': 'decline-approve',
  '[승인전무응답]': 'silent-before',
  '[silent-before]': 'silent-before',
  '[승인후무응답]': 'silent-after',
  '[silent-after]': 'silent-after',
} as const

/** Amounts in minor units with the same effects; chosen so that no ordinary test order meets them by chance. */
export const magicAmounts = {
  999001: 'decline-window',
  999002: 'decline-approve',
  999003: 'silent-before',
  999004: 'silent-after',
  999005: 'http-500-after',
} as const

export type Fate = (typeof magicCards)[keyof typeof magicCards]

/** The fate that card, order name or amount carries; the card speaks first. */
export function fateOf(order: {
  readonly cardNumber?: string | undefined
  readonly orderName: string
  readonly amountMinor: number
}): Fate | undefined {
  const card = (order.cardNumber ?? '').replaceAll(/\D/g, '')
  for (const [number, fate] of Object.entries(magicCards)) if (card === number) return fate
  for (const [word, fate] of Object.entries(magicWords)) if (order.orderName.includes(word)) return fate
  for (const [amount, fate] of Object.entries(magicAmounts))
    if (order.amountMinor === Number(amount)) return fate
  return undefined
}

/** The fault that this fate puts on the order's next approval; undefined for a refusal inside the window. */
export function faultOf(fate: Fate, orderId: string): FaultOrder | undefined {
  if (fate === 'decline-window') return undefined
  const fault = fate === 'decline-approve' ? 'decline' : fate
  return { operation: 'approve', fault, times: 1, delayMs: 0, orderId }
}
