import type { Driver } from '../driver.ts'

export const naruTest: Driver = {
  // A magic amount that is decided a minute later.
  pending: (scene) => ({
    order: scene.order({ amount: { minor: 999_006, currency: 'KRW' } }),
    decide: async () => scene.bench.simulators.clock.move(61_000),
  }),
}
