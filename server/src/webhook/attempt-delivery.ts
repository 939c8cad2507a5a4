import type { Secret } from '../foundation/secret.ts'
import type { AttemptRecord, DeliveryStatus, WebhookMessage } from './message-store.ts'
import { v1AgainLimits, v1FirstLimits, v2Limits, type SendLimits, type SendResult } from './send-message.ts'
import { messageHeaders } from './sign-message.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'

/** Signs with every secret given (V1 has none), sends once and tells what came back. Writes nothing. */
export async function attemptDelivery(
  { clock, sender }: Pick<WebhookDependencies, 'clock' | 'sender'>,
  message: Pick<WebhookMessage, 'webhookId' | 'apiVersion' | 'url' | 'contentType' | 'body'>,
  secrets: readonly Secret[],
  { isAgain }: { readonly isAgain: boolean },
): Promise<AttemptRecord> {
  const requestedAt = clock.now()
  const requestHeaders = {
    'content-type': message.contentType,
    'user-agent': 'Naru-Webhook/1.0',
    // V1 documents no signature and no header of its own: its receivers ask for the payment.
    ...(message.apiVersion === 'V2'
      ? messageHeaders({ webhookId: message.webhookId, at: requestedAt, body: message.body, secrets })
      : {}),
  }
  const result = await sender.send({
    url: message.url,
    headers: requestHeaders,
    body: message.body,
    limits: limitsOf(message.apiVersion, isAgain),
  })
  const isAnswered = result.kind === 'answered'
  return {
    requestHeaders,
    requestedAt,
    responseStatus: isAnswered ? result.status : null,
    responseHeaders: isAnswered ? result.headers : null,
    responseBody: isAnswered ? result.body : null,
    error: isAnswered ? null : result.error,
    respondedAt: clock.now(),
    status: statusOf(result),
  }
}

function limitsOf(apiVersion: 'V1' | 'V2', isAgain: boolean): SendLimits {
  if (apiVersion === 'V2') return v2Limits
  return isAgain ? v1AgainLimits : v1FirstLimits
}

/** Any 2xx is a success; a redirect is not followed and is not one. */
export function statusOf(result: SendResult): DeliveryStatus {
  if (result.kind === 'unreachable') return 'FAILED_UNEXPECTED_ERROR'
  return result.status >= 200 && result.status < 300 ? 'SUCCEEDED' : 'FAILED_NOT_OK_RESPONSE'
}
