/** Spreads the beginnings of work over time. A process that stops has nothing to clear: a pause holds no process open. */
export interface Pace {
  /** How many may begin now. */
  allowed(): number
  begun(count: number): void
  /** Calls back when the next may begin; one call is enough for any number of askers. */
  later(callback: () => void): void
}

/** A tenth of a second's worth may begin together; what was not used is not saved up beyond that. */
const burstsPerSecond = 10

/**
 * @param perSecondMax absent: no limit
 * @param now milliseconds of a clock that never jumps
 */
export function createPace(perSecondMax: number | undefined, now = () => performance.now()): Pace {
  if (perSecondMax === undefined)
    return { allowed: () => Infinity, begun: () => undefined, later: (callback) => callback() }
  return paced(perSecondMax, now)
}

function paced(perSecondMax: number, now: () => number): Pace {
  const most = Math.max(1, perSecondMax / burstsPerSecond)
  let saved = most
  let at = now()
  let timer: NodeJS.Timeout | undefined
  function refill(): void {
    const present = now()
    saved = Math.min(most, saved + ((present - at) / 1_000) * perSecondMax)
    at = present
  }
  return {
    allowed() {
      refill()
      return Math.floor(saved)
    },
    begun(count) {
      refill()
      saved -= count
    },
    later(callback) {
      if (timer !== undefined) return
      timer = setTimeout(
        () => {
          timer = undefined
          callback()
        },
        Math.max(1, ((most - saved) / perSecondMax) * 1_000),
      )
      timer.unref()
    },
  }
}
