import { attemptDelivery } from './attempt-delivery.ts'
import { isId } from './is-id.ts'
import { claimManualResend, recordResend } from './resend-store.ts'
import { readPaymentWebhook, type PaymentWebhook } from './v2-view.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'
import { refuseWebhook } from './webhook-errors.ts'
import { openSecrets } from './webhook-secret.ts'

/** Manual resends per webhook id; PortOne names the error, not the number. */
export const manualResendMax = 10

export interface ResendRequest {
  readonly storeId: string
  /** Which payment's; without `webhookId` its newest message. */
  readonly paymentId?: string
  readonly webhookId?: string
}

/**
 * Sends a stored message again, once, and waits for the answer. Id and body stay; timestamp and
 * signature are new, because receivers refuse old ones. Retries that are still booked stay booked
 * unless this attempt arrives.
 *
 * @throws WEBHOOK_NOT_FOUND, MAX_WEBHOOK_RETRY_COUNT_REACHED
 */
export async function resendWebhook(
  deps: Pick<WebhookDependencies, 'database' | 'clock' | 'vault' | 'sender'>,
  { storeId, ...wanted }: ResendRequest,
): Promise<PaymentWebhook> {
  if (wanted.webhookId !== undefined && !isId(wanted.webhookId)) throw refuseWebhook('WEBHOOK_NOT_FOUND')
  const claim = await claimManualResend(deps.database, storeId, wanted, {
    now: deps.clock.now(),
    resendMax: manualResendMax,
  })
  if (claim.kind === 'not-found') throw refuseWebhook('WEBHOOK_NOT_FOUND', wanted.webhookId)
  if (claim.kind === 'spent') throw refuseWebhook('MAX_WEBHOOK_RETRY_COUNT_REACHED', `${manualResendMax}`)

  const { message, attempt } = claim
  const secrets = await openSecrets(deps.vault, message.secrets)
  const record = await attemptDelivery(deps, message, secrets, { isAgain: true })
  await recordResend(deps.database, message, attempt, record)

  const webhook = await readPaymentWebhook(deps.database, storeId, message.webhookId)
  if (webhook === undefined) throw new Error(`webhook ${message.webhookId} vanished while it was resent`)
  // The stored status stays open while retries remain; the answer tells how this attempt ended.
  return { ...webhook, status: record.status }
}
