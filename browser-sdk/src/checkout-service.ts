import type {
  AttemptResult,
  AttemptState,
  CheckoutError,
  PrepareBody,
  PreparedAttempt,
} from '@naru/server/wire/checkout'
import { isRecord } from './drop-nulls.ts'

/** The three calls that the script makes; all work without cookies and from any origin, `null` included. */
export interface CheckoutService {
  prepare(body: PrepareBody): Promise<PrepareAnswer>
  state(attempt: AttemptKey): Promise<StateAnswer>
  abandon(attempt: AttemptKey): Promise<StateAnswer>
}

export interface AttemptKey {
  readonly attemptId: string
  readonly attemptSecret: string
}

/** What a refusal tells the shop. */
export type AttemptFault = Pick<CheckoutError, 'code' | 'message'>

export type PrepareAnswer =
  | { readonly kind: 'prepared'; readonly attempt: PreparedAttempt }
  | { readonly kind: 'refused'; readonly error: CheckoutError }
  | { readonly kind: 'unreachable' }

export type StateAnswer =
  | { readonly kind: 'state'; readonly state: AttemptState['state']; readonly result?: AttemptResult }
  /** The service does not know this attempt (any more). */
  | { readonly kind: 'unknown-attempt' }
  /** Network loss, 5xx, unreadable answer: says nothing about the payment. */
  | { readonly kind: 'unreachable' }

const timeoutMs = 30_000

/** Talks to the checkout service at `origin`; `''` stands for the page's own. */
export function checkoutService(origin: string, fetcher: typeof fetch): CheckoutService {
  const attempts = `${origin}/browser/v2/attempts`

  const ask = async (attempt: AttemptKey, path: string, method: string): Promise<StateAnswer> => {
    const answer = await call(fetcher, `${attempts}/${encodeURIComponent(attempt.attemptId)}${path}`, {
      method,
      headers: { 'naru-attempt-secret': attempt.attemptSecret },
    })
    if (answer === undefined || answer.status >= 500 || answer.status === 429) return { kind: 'unreachable' }
    return answer.status >= 400 ? { kind: 'unknown-attempt' } : readState(answer.body)
  }

  return {
    prepare: async (body) => {
      // text/plain keeps old web views from sending a preflight; the service reads JSON whatever the type says.
      const answer = await call(fetcher, attempts, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify(body),
      })
      return answer === undefined ? { kind: 'unreachable' } : readPrepared(answer)
    },
    state: async (attempt) => ask(attempt, '', 'GET'),
    abandon: async (attempt) => ask(attempt, '/abandon', 'POST'),
  }
}

export interface HttpAnswer {
  readonly status: number
  readonly body: unknown
}

/** One call with a time limit; undefined when nothing readable came back. */
export async function call(
  fetcher: typeof fetch,
  url: string,
  init: RequestInit,
): Promise<HttpAnswer | undefined> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), timeoutMs)
  try {
    const response = await fetcher(url, {
      ...init,
      mode: 'cors',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: abort.signal,
    })
    const body: unknown = await response.json()
    return { status: response.status, body }
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

export function readPrepared({ status, body }: HttpAnswer): PrepareAnswer {
  if (!isRecord(body)) return { kind: 'unreachable' }
  if (status < 200 || status >= 300) {
    const { code, message, pgCode, pgMessage } = body
    if (typeof code !== 'string' || typeof message !== 'string') return { kind: 'unreachable' }
    return {
      kind: 'refused',
      error: {
        code,
        message,
        ...(typeof pgCode === 'string' ? { pgCode } : {}),
        ...(typeof pgMessage === 'string' ? { pgMessage } : {}),
      },
    }
  }

  const { attemptId, txId, attemptSecret, window, expiresAt } = body
  if (typeof attemptId !== 'string' || typeof txId !== 'string' || typeof attemptSecret !== 'string') {
    return { kind: 'unreachable' }
  }
  if (!isRecord(window) || typeof window['url'] !== 'string' || !/^https?:\/\//.test(window['url'])) {
    return { kind: 'unreachable' }
  }
  const { type, url, width, height } = window
  if (type !== 'IFRAME' && type !== 'POPUP' && type !== 'REDIRECTION' && type !== 'UI')
    return { kind: 'unreachable' }
  return {
    kind: 'prepared',
    attempt: {
      attemptId,
      txId,
      attemptSecret,
      window: {
        type,
        url,
        ...(typeof width === 'number' ? { width } : {}),
        ...(typeof height === 'number' ? { height } : {}),
      },
      expiresAt: typeof expiresAt === 'string' ? expiresAt : '',
    },
  }
}

function readState(body: unknown): StateAnswer {
  if (!isRecord(body)) return { kind: 'unreachable' }
  if (body['state'] === 'PREPARED' || body['state'] === 'IN_PG')
    return { kind: 'state', state: body['state'] }
  const result = readResult(body['result'])
  // DONE without a readable result says nothing that may be told to the shop.
  return body['state'] === 'DONE' && result !== undefined
    ? { kind: 'state', state: 'DONE', result }
    : { kind: 'unreachable' }
}

/** Field by field, absent instead of null: merchants test `response.code !== undefined`. */
function readResult(value: unknown): AttemptResult | undefined {
  if (!isRecord(value)) return undefined
  const optional = Object.fromEntries(
    ['paymentToken', 'billingIssueToken', 'code', 'message', 'pgCode', 'pgMessage']
      .map((key) => [key, value[key]] as const)
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
  const { transactionType, billingKey, txId, paymentId } = value
  if (transactionType === 'ISSUE_BILLING_KEY')
    return typeof billingKey === 'string' ? { transactionType, billingKey, ...optional } : undefined
  if (transactionType === 'IDENTITY_VERIFICATION') {
    const { identityVerificationId, identityVerificationTxId } = value
    return typeof identityVerificationId === 'string' && typeof identityVerificationTxId === 'string'
      ? { transactionType, identityVerificationId, identityVerificationTxId, ...optional }
      : undefined
  }
  if (typeof txId !== 'string' || typeof paymentId !== 'string') return undefined
  if (transactionType === 'ISSUE_BILLING_KEY_AND_PAY')
    return typeof billingKey === 'string'
      ? { transactionType, txId, paymentId, billingKey, ...optional }
      : undefined
  return { transactionType: 'PAYMENT', txId, paymentId, ...optional }
}
