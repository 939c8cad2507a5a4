/**
 * How many deliveries of one store are in flight in this process. One merchant whose server
 * hangs for a minute per message must not hold up the messages of all others.
 */
export interface StoreSlots {
  /** False when the store has as many in flight as it may. */
  enter(storeId: string): boolean
  leave(storeId: string): void
}

export function createStoreSlots(perStoreMax: number): StoreSlots {
  const inFlight = new Map<string, number>()
  return {
    enter(storeId) {
      const count = inFlight.get(storeId) ?? 0
      if (count >= perStoreMax) return false
      inFlight.set(storeId, count + 1)
      return true
    },
    leave(storeId) {
      const count = (inFlight.get(storeId) ?? 0) - 1
      if (count > 0) inFlight.set(storeId, count)
      else inFlight.delete(storeId)
    },
  }
}
