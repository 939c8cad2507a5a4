import type { HandOff, JsonObject, ReturnUrls } from '@naru/gateways'
import { openJson, sealJson, toOrder } from '../payment/attempt-order.ts'
import { isCapturedInWindow } from '../payment/captured-in-window.ts'
import { closeAttempt } from '../payment/close-attempt.ts'
import { declinedFailure } from '../payment/confirm-payment.ts'
import { customerUrl } from '../channel/channel.ts'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { sql } from '../foundation/database.ts'
import type { BeginView } from '../wire/checkout.ts'
import { askBeforeApproval } from './ask-before-approval.ts'
import { isPlainObject } from './plain-request.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import { failOver } from './fail-over.ts'
import { readWindow, type OpenWindow } from './read-window.ts'

/**
 * Keeps what the gateway must remember, and that the window has begun. Not a change of the payment's state, so
 * neither timeline nor outbox; only an open attempt takes it.
 */
const keepMemory = sql(
  'checkout-keep-memory',
  `with kept as (
     update payment_transaction set memory_sealed = $3, pg_tx_id = coalesce($4, pg_tx_id), updated_at = $5
     where store_id = $1 and transaction_id = $2 and phase = 'OPEN' returning store_id, transaction_id)
   update checkout_attempt c set begun_at = coalesce(c.begun_at, $5)
   from kept where c.store_id = kept.store_id and c.attempt_id = kept.transaction_id
   returning c.attempt_id`,
)

/**
 * Hands the buyer to the PG. Safe to repeat while the attempt is open: back button, reload and a second
 * tab each get a fresh hand-off of the same order.
 */
export async function beginAttempt(
  deps: CheckoutDependencies,
  window: OpenWindow,
  token: string,
): Promise<BeginView> {
  const {
    checkout,
    loaded: { attempt },
    channel: row,
  } = window
  const now = deps.clock.now()
  if (attempt.phase !== 'OPEN') return { kind: 'done' }
  if (checkout.expiresAt <= now) {
    await closeAttempt(deps, checkout.storeId, checkout.attemptId, {
      reason: '결제 시간이 지나 결제가 취소되었습니다.',
      sdkCode: 'FAILURE_TYPE_PG',
    })
    return { kind: 'done' }
  }
  const channel = row === undefined ? undefined : await deps.openChannelRow(row)
  if (channel?.gateway.begin === undefined) {
    const again = await elsewhere(deps, window, token, 'the channel cannot be used')
    if (again !== undefined) return again
    await closeAttempt(deps, checkout.storeId, checkout.attemptId, {
      reason: '결제 채널을 사용할 수 없어 결제를 취소했습니다.',
      sdkCode: 'ChannelNotFound',
    })
    return { kind: 'done' }
  }
  // Nobody can veto what such a window takes, so the merchant is asked before it opens; a reload does not ask again.
  if (isCapturedInWindow(channel, attempt) && checkout.begunAt === null) {
    const refusal = await askBeforeApproval(deps, attempt)
    if (refusal !== undefined) {
      await closeAttempt(deps, checkout.storeId, checkout.attemptId, refusal)
      return { kind: 'done' }
    }
  }
  const known = await openJson(deps.vault, attempt, 'memory_sealed', attempt.memorySealed)
  // A second order sheet of the same cart could be paid as well, so there is one, whoever comes back to it.
  const sheet = channel.module.sellsByItself === true ? sheetIn(known) : undefined
  if (sheet !== undefined) return { kind: 'hand-off', handOff: sheet }
  const urls = {
    ...returnUrls(deps.checkoutOrigin, attempt.data.channel, attempt.storeId, token),
    ...customerUrlOf(deps.checkoutOrigin, channel),
  }
  const answer = await channel.gateway.begin(channel.context(), toOrder(attempt), urls)
  if (answer.kind === 'declined') {
    const again = await elsewhere(deps, window, token, `${answer.pgCode} ${answer.pgMessage}`.trim())
    if (again !== undefined) return again
    await closeAttempt(deps, checkout.storeId, checkout.attemptId, declinedFailure(answer))
    return { kind: 'done' }
  }
  if (answer.kind === 'silent') {
    const again = await elsewhere(deps, window, token, answer.reason)
    if (again !== undefined) return again
    await closeAttempt(deps, checkout.storeId, checkout.attemptId, {
      reason: '결제대행사에 연결하지 못해 결제를 취소했습니다.',
      sdkCode: 'PG_PROVIDER_ERROR',
    })
    return { kind: 'done' }
  }
  // Before the buyer can pay: nobody else would tell us that he did.
  if (channel.module.sellsByItself === true)
    await deps.followOrders({ storeId: attempt.storeId, channelKey: attempt.data.channel.key })
  const memory = { ...known, ...answer.memory }
  const kept = await deps.database.query(keepMemory, [
    attempt.storeId,
    attempt.transactionId,
    await sealJson(deps.vault, attempt, 'memory_sealed', memory),
    answer.pgTxId ?? null,
    now,
  ])
  return kept.length === 0 ? { kind: 'done' } : { kind: 'hand-off', handOff: answer.handOff }
}

/** The address of the order sheet that was registered before. */
function sheetIn({ handOff }: JsonObject): Extract<HandOff, { readonly kind: 'redirect' }> | undefined {
  if (!isPlainObject(handOff)) return undefined
  const { kind, url } = handOff
  return kind === 'redirect' && typeof url === 'string' ? { kind, url } : undefined
}

/** Another channel of the attempt's group begins instead; undefined where none may. */
async function elsewhere(
  deps: CheckoutDependencies,
  window: OpenWindow,
  token: string,
  reason: string,
): Promise<BeginView | undefined> {
  if (!(await failOver(deps, window, reason))) return undefined
  const next = await readWindow(deps.database, token)
  return next && beginAttempt(deps, next, token)
}

/** Our addresses of one attempt; the token in them is the capability. */
export function returnUrls(
  checkoutOrigin: string,
  channel: { readonly pg: string; readonly key: string },
  storeId: string,
  token: string,
): ReturnUrls {
  return {
    returnUrl: `${checkoutOrigin}/pg/${channel.pg}/return/${token}`,
    closeUrl: `${checkoutOrigin}/pg/${channel.pg}/close/${token}`,
    notifyUrl: `${checkoutOrigin}/pg/${channel.pg}/notify/${storeId}/${channel.key}`,
  }
}

/** The address of the store that owns the channel, because that one is registered at the PG; for modules that have one. */
export function customerUrlOf(
  checkoutOrigin: string,
  { gateway, module, storeId, channelKey }: OpenedChannel,
): Pick<ReturnUrls, 'customerUrl'> {
  return module.admitsCustomers === true
    ? { customerUrl: customerUrl(checkoutOrigin, { pg: gateway.id, storeId, channelKey }) }
    : {}
}
