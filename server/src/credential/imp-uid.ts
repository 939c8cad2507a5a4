import type { Random } from '../foundation/random.ts'

type Chance = Pick<Random, 'fraction'>

/**
 * The `imp_uid` of a payment or certification that V1 began in a window, and of an account over its API. Twelve digits
 * are V1's form and few enough to meet twice in a store some day: who opens an attempt takes another one then.
 */
export function mintImpUid(random: Chance): string {
  return `imp_${twelveDigits(random)}`
}

/** The `imp_uid` of a charge that V1's server asked for with a card or a billing key, by the form of V1's samples. */
export function mintImpsUid(random: Chance): string {
  return `imps_${twelveDigits(random)}`
}

function twelveDigits(random: Chance): string {
  const half = (): string => String(Math.floor(random.fraction() * 1_000_000)).padStart(6, '0')
  return half() + half()
}
