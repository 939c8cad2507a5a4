/** Where the simulators take the time from. Tests pass their own; `after` is a timer in the same time. */
export interface SimulatorClock {
  now(): Date
  /** Runs once after so many milliseconds; the returned function calls it off. */
  after?(milliseconds: number, run: () => void): () => void
}

/** A clock that the control desk can move forward, on top of the real one or a test's. */
export interface DeskClock {
  now(): Date
  after(milliseconds: number, run: () => void): () => void
  advance(milliseconds: number): void
}

export const systemClock: SimulatorClock = { now: () => new Date() }

/** Wraps a clock so that `POST /control/clock` can move it; moving it never moves real timers. */
export function deskClock(base: SimulatorClock): DeskClock {
  let offset = 0
  return {
    now: () => new Date(base.now().getTime() + offset),
    after: (milliseconds, run) => base.after?.(milliseconds, run) ?? realTimer(milliseconds, run),
    advance: (milliseconds) => {
      offset += milliseconds
    },
  }
}

function realTimer(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds)
  timer.unref()
  return () => clearTimeout(timer)
}
