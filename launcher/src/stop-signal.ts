/** One key press may arrive twice: from the terminal, and passed on by npm. */
const samePressMs = 500

export interface StopActions {
  readonly stop: () => void
  /** The second time: do not wait for anybody. */
  readonly force: () => void
}

/** Tells apart the first request to stop, its echo, and an impatient second one. */
export function createStopRequest({ stop, force }: StopActions, now: () => number): () => void {
  let firstAt: number | undefined
  return () => {
    if (firstAt === undefined) {
      firstAt = now()
      stop()
    } else if (now() - firstAt > samePressMs) force()
  }
}

export function onStopSignal(actions: StopActions): void {
  const request = createStopRequest(actions, () => performance.now())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request)
}
