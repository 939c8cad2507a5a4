/** Where the present comes from. Always an argument, so that tests and virtual stores can move it. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved. For tests and the virtual clock of a test store. */
export class ManualClock implements Clock {
  #ms: number

  constructor(start: Date) {
    this.#ms = start.getTime()
  }

  now(): Date {
    return new Date(this.#ms)
  }

  /** Moves the clock forward. */
  advance(ms: number): void {
    this.#ms += ms
  }
}

export const second = 1_000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour
