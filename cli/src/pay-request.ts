import { randomUUID } from 'node:crypto'
import { readArguments, required, wholeNumber } from './read-arguments.ts'
import { ToldError } from './told-error.ts'

/** What the headless buyer does in the PG's window, and how the PG's approval misbehaves. */
export type Play = 'approve' | 'decline' | 'close' | 'vanish' | 'silent-before' | 'silent-after'

/** One payment to be played, as read from the command line. */
export interface PayRequest {
  readonly channelKey: string
  /** In the currency's smallest unit. */
  readonly amountMinor: number
  /** Undefined: what the channel's module takes. */
  readonly currency: string | undefined
  readonly orderName: string
  readonly paymentId: string
  /** Undefined: what the channel's module offers. */
  readonly payMethod: string | undefined
  readonly device: 'PC' | 'MOBILE'
  readonly play: Play
  readonly timeoutSec: number
}

export const payOptions = {
  channel: 'text',
  amount: 'text',
  currency: 'text',
  'order-name': 'text',
  'payment-id': 'text',
  method: 'text',
  device: 'text',
  'timeout-sec': 'text',
  decline: 'flag',
  close: 'flag',
  vanish: 'flag',
  'silent-before': 'flag',
  'silent-after': 'flag',
} as const

const plays = ['decline', 'close', 'vanish', 'silent-before', 'silent-after'] as const

export function readPayRequest(words: readonly string[], newId: () => string = randomUUID): PayRequest {
  const given = readArguments(payOptions, words)
  const chosen = plays.filter((play) => given.flags.has(play))
  if (chosen.length > 1) {
    const list = chosen.map((play) => `--${play}`).join(', ')
    throw new ToldError(
      `${list} 가운데 하나만 쓸 수 있습니다.`,
      `Use only one of ${list}: a buyer does one thing.`,
    )
  }
  return {
    channelKey: required(given, 'channel'),
    amountMinor: wholeNumber(given, 'amount', undefined, Number.MAX_SAFE_INTEGER),
    currency: given.texts['currency']?.toUpperCase(),
    orderName: given.texts['order-name'] ?? '나루 시험 주문',
    // Letters and digits only, and no longer than the strictest PG's order id allows.
    paymentId: given.texts['payment-id'] ?? `naru${newId().replaceAll('-', '')}`,
    payMethod: given.texts['method']?.toUpperCase(),
    device: readDevice(given.texts['device'] ?? 'PC'),
    play: chosen[0] ?? 'approve',
    timeoutSec: wholeNumber(given, 'timeout-sec', 90, 3_600),
  }
}

function readDevice(text: string): 'PC' | 'MOBILE' {
  const device = text.toUpperCase()
  if (device === 'PC' || device === 'MOBILE') return device
  throw new ToldError('--device에는 PC나 MOBILE을 적으세요.', '--device takes PC or MOBILE.')
}
