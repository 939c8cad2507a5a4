import type { WindowMessage } from '@naru/server/wire/checkout'
import { isRecord } from '../drop-nulls.ts'

/** Whom the script listens to: exactly this window, this origin, this attempt, this opening. */
export interface ExpectedSender {
  readonly source: unknown
  readonly origin: string
  readonly attemptId: string
  readonly nonce: string
}

export type HeardKind = 'hello' | 'resize' | 'top-navigate' | 'close' | 'done'

export interface HeardMessage {
  readonly kind: HeardKind
  readonly body: { readonly width?: number; readonly height?: number; readonly url?: string }
}

const kinds: readonly HeardKind[] = ['hello', 'resize', 'top-navigate', 'close', 'done']

/**
 * The message, when it comes from our own window page; undefined for anybody else's and for unknown kinds.
 *
 * `hello` asks for the nonce and so cannot carry it; everything else must. The answer to `hello` goes to the
 * checkout origin only, so a page of another origin in the same frame never learns the nonce.
 */
export function readWindowMessage(
  event: { readonly source: unknown; readonly origin: string; readonly data: unknown },
  expected: ExpectedSender,
): HeardMessage | undefined {
  if (event.source === null || event.source !== expected.source || event.origin !== expected.origin)
    return undefined
  const { data } = event
  if (!isRecord(data) || data['naru'] !== 'pay/1' || data['attemptId'] !== expected.attemptId)
    return undefined
  const kind = kinds.find((known) => known === data['kind'])
  if (kind === undefined) return undefined
  if (kind !== 'hello' && data['nonce'] !== expected.nonce) return undefined

  const body = isRecord(data['body']) ? data['body'] : {}
  return {
    kind,
    body: {
      ...(isLength(body['width']) ? { width: body['width'] } : {}),
      ...(isLength(body['height']) ? { height: body['height'] } : {}),
      ...(typeof body['url'] === 'string' ? { url: body['url'] } : {}),
    },
  }
}

/** What the script says: `init` hands out the nonce, `close` asks our window page to run its own close. */
export function scriptMessage(kind: 'init' | 'close', attemptId: string, nonce: string): WindowMessage {
  return { naru: 'pay/1', kind, attemptId, nonce, body: kind === 'init' ? { nonce } : {} }
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
}
