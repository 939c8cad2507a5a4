import type { PayService } from './pay-service.ts'

const beatMs = 5_000

/**
 * Tells the server that the buyer still has our page open: while it beats, a shop page that lost sight of this
 * window (an opener policy, a sleeping tab) cannot end the attempt under the buyer's hands.
 */
export function startHeartbeat(service: Pick<PayService, 'alive'>): () => void {
  void service.alive()
  const timer = window.setInterval(() => void service.alive(), beatMs)
  return () => window.clearInterval(timer)
}
