import type { OpenedChannel } from '../channel/open-channel.ts'
import { pickChannel } from '../channel-group/pick-channel.ts'
import { Refusal } from '../foundation/refusal.ts'
import { toOrder } from '../payment/attempt-order.ts'
import { toSnapshot } from '../payment/channel-snapshot.ts'
import type { Attempt } from '../payment/payment.ts'
import { writeAttemptStep } from '../payment/record-approval.ts'
import type { CheckoutAttempt } from './attempt-store.ts'
import { checkChannel } from './check-channel.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import type { OpenWindow } from './read-window.ts'

/**
 * Gives an attempt to another channel of its group (스마트 라우팅) when its PG has not opened a window, where the group is
 * set to do so. Never where money could have moved:
 *
 *   the attempt is OPEN      nobody has asked any PG to take anything
 *   its window never began   no buyer was handed to a PG, so none can have paid inside one
 *   no id of a PG's          no PG has an order of ours that it could still collect
 *
 * Each channel is tried once. What was left, why and when stays with the attempt and in the payment's history.
 *
 * @returns true when the attempt has another channel now: read it again and begin
 */
export async function failOver(
  deps: CheckoutDependencies,
  { checkout, loaded }: OpenWindow,
  reason: string,
): Promise<boolean> {
  const { attempt } = loaded
  const { channelGroup, failedOver = [], channel: left } = attempt.data
  if (channelGroup === undefined || !isUntouched(checkout, attempt)) return false
  const routing = await deps.readRouting(attempt.storeId, channelGroup.id)
  if (routing?.failsOver !== true) return false

  const tried = new Set([left.key, ...failedOver.map(({ channelKey }) => channelKey)])
  for (;;) {
    const entries = routing.entries.filter(({ channelKey }) => !tried.has(channelKey))
    const picked = pickChannel({ entries }, deps.random)
    if (picked === undefined) return false
    tried.add(picked.channelKey)
    const channel = await deps.openLivingChannel(attempt.storeId, picked.channelKey)
    if (channel === undefined || !suits(channel, checkout, attempt)) continue
    const written = await writeAttemptStep(deps, loaded, {
      phase: 'OPEN',
      status: attempt.status,
      data: {
        ...attempt.data,
        channel: toSnapshot(channel),
        failedOver: [
          ...failedOver,
          { channelKey: left.key, name: left.name, reason, at: deps.clock.now().toISOString() },
        ],
      },
      memorySealed: null,
      owner: null,
      holdsApproval: false,
      event: 'CHANNEL_CHANGED',
      detail: { from: left.name, to: channel.name, reason },
    })
    // Somebody else changed the attempt meanwhile: what it is now decides, and that is read again either way.
    if (written === undefined)
      deps.log.info({ transactionId: attempt.transactionId }, 'a fail-over met another change of its attempt')
    return true
  }
}

function isUntouched({ begunAt }: CheckoutAttempt, attempt: Attempt): boolean {
  return (
    attempt.phase === 'OPEN' &&
    attempt.status === 'READY' &&
    attempt.data.way === undefined &&
    attempt.pgTxId === null &&
    begunAt === null
  )
}

/** The same questions that were asked when the payment was prepared; the group may have changed since. */
function suits(channel: OpenedChannel, checkout: CheckoutAttempt, attempt: Attempt): boolean {
  const { module, gateway } = channel
  const windows = checkout.device === 'PC' ? module.window?.pc : module.window?.mobile
  if (gateway.begin === undefined || windows?.includes(checkout.windowType) !== true) return false
  try {
    checkChannel(channel, { order: attempt.data.order })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return false
  }
  const order = toOrder({ ...attempt, data: { ...attempt.data, channel: toSnapshot(channel) } })
  return (
    gateway.checkOrder?.(module.code, order, { settings: channel.settings, now: channel.context().now }) ===
    undefined
  )
}
