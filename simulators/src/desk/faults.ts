export const operations = ['approve', 'netCancel', 'cancel', 'inquire', 'issueKey'] as const
export type Operation = (typeof operations)[number]

/** Every way in which a call can go wrong, in one sentence each (shown by `GET /control`). */
export const faults = {
  'silent-before': 'The connection is dropped and nothing happened.',
  'silent-after': 'It happened, then the connection is dropped.',
  'hang-before': 'Nothing happens and nobody answers, up to 120 s.',
  'hang-after': 'It happened and nobody answers, up to 120 s.',
  'http-500-before': 'HTTP 500, nothing happened.',
  'http-500-after': 'HTTP 500, but it happened.',
  'malformed-after': 'It happened; the answer breaks off in the middle.',
  slow: 'Waits delayMs, then does it and answers; it happens even if the caller has hung up.',
  'wrong-amount': 'It happened; the answer names another amount.',
  'wrong-order': 'It happened; the answer names another order.',
  'wrong-signature': 'It happened; the signature of the answer is wrong.',
  decline: 'The PG refuses; nothing happened.',
} as const
export type Fault = keyof typeof faults

export interface FaultOrder {
  readonly operation: Operation
  readonly fault: Fault
  readonly times: number
  readonly delayMs: number
  /** Absent: any order of the PG. */
  readonly orderId?: string
}

/** The faults that a person, a test or a magic value ordered and that have not been used up. */
export class FaultDesk {
  readonly #ordered: FaultOrder[] = []
  readonly #haunted = new Set<string>()

  /** Notes that magic already had its effect on this order, so that a repeat of the call gets through. */
  haunt(orderId: string): void {
    this.#haunted.add(orderId)
  }

  wasHaunted(orderId: string): boolean {
    return this.#haunted.has(orderId)
  }

  add(order: FaultOrder): void {
    this.#ordered.push(order)
  }

  /** Uses up one call's worth: the oldest fault of this very order first, then the oldest for any order. */
  take(operation: Operation, orderId: string | undefined): FaultOrder | undefined {
    const own = this.#ordered.findIndex(
      (order) => order.operation === operation && order.orderId !== undefined && order.orderId === orderId,
    )
    const index =
      own >= 0
        ? own
        : this.#ordered.findIndex((order) => order.operation === operation && order.orderId === undefined)
    const taken = this.#ordered[index]
    if (taken === undefined) return undefined

    if (taken.times > 1) this.#ordered[index] = { ...taken, times: taken.times - 1 }
    else this.#ordered.splice(index, 1)
    return taken
  }

  clear(): void {
    this.#ordered.length = 0
  }

  waiting(): readonly FaultOrder[] {
    return [...this.#ordered]
  }
}

export function isOperation(value: unknown): value is Operation {
  return operations.some((operation) => operation === value)
}

export function isFault(value: unknown): value is Fault {
  return typeof value === 'string' && Object.hasOwn(faults, value)
}
