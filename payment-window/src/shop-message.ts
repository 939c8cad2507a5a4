import type { WindowMessage } from '@naru/server/wire/checkout'

/** Whom the window page listens to: the window that opened it, on the origin that prepared the attempt. */
export interface ExpectedShop {
  readonly source: unknown
  readonly origin: string
  readonly attemptId: string
  /** Undefined until `init` has brought it. */
  readonly nonce: string | undefined
}

export type ShopMessage = { readonly kind: 'init'; readonly nonce: string } | { readonly kind: 'close' }

/** The script's message, or undefined for anybody else's. `close` is only heard after `init`, with its nonce. */
export function readShopMessage(
  event: { readonly source: unknown; readonly origin: string; readonly data: unknown },
  expected: ExpectedShop,
): ShopMessage | undefined {
  if (event.source === null || event.source !== expected.source || event.origin !== expected.origin)
    return undefined
  const { data } = event
  if (!isRecord(data) || data['naru'] !== 'pay/1' || data['attemptId'] !== expected.attemptId)
    return undefined

  const nonce = data['nonce']
  if (data['kind'] === 'init') {
    const body = data['body']
    if (typeof nonce !== 'string' || nonce === '' || !isRecord(body) || body['nonce'] !== nonce)
      return undefined
    // The first nonce stays: nobody can move an opened window to another one.
    return expected.nonce === undefined || expected.nonce === nonce ? { kind: 'init', nonce } : undefined
  }
  if (data['kind'] === 'close' && expected.nonce !== undefined && nonce === expected.nonce)
    return { kind: 'close' }
  return undefined
}

/** What the window page says to the shop's script. `done` never carries a result: the script fetches it. */
export function windowMessage(
  kind: 'hello' | 'close' | 'done' | 'top-navigate',
  attemptId: string,
  nonce: string,
  body: WindowMessage['body'] = {},
): WindowMessage {
  return { naru: 'pay/1', kind, attemptId, nonce, body }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
