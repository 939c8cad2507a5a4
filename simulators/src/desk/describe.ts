import { faults, operations } from './faults.ts'
import { magicAmounts, magicCards, magicWords } from './magic.ts'
import type { Simulator } from './simulator.ts'

/** `GET /control`: what the desk offers, for a person or a program. */
export function describeDesk(simulators: readonly Simulator[], now: Date) {
  return {
    now: now.toISOString(),
    simulators: simulators.map(({ id, nameKo, nameEn, possibleFaults }) => ({
      id,
      nameKo,
      nameEn,
      faults: possibleFaults,
    })),
    operations,
    faults,
    decisions: ['approve', 'decline', 'close', 'vanish'],
    magic: { cardNumbers: magicCards, orderNames: magicWords, amountsMinor: magicAmounts },
  }
}
