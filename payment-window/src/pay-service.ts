import type { BeginView, OutcomeView, WindowView } from '@naru/server/wire/checkout'
import { payAddress } from './pay-address.ts'

/** An answer of our own server, or why there is none. */
export type Answer<T> =
  | { readonly kind: 'answer'; readonly body: T }
  /** The token is unknown or expired. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'unreachable' }

/** The calls below `/pay/{token}`; same origin, so what they answer has the types of the wire. */
export interface PayService {
  view(): Promise<Answer<WindowView>>
  begin(): Promise<Answer<BeginView>>
  close(): Promise<Answer<OutcomeView>>
  outcome(): Promise<Answer<OutcomeView>>
  alive(): Promise<Answer<unknown>>
}

const timeoutMs = 60_000

export function payService(token: string): PayService {
  const get =
    (call: string) =>
    async <T>() =>
      ask<T>(payAddress(token, call), 'GET')
  const post =
    (call: string) =>
    async <T>() =>
      ask<T>(payAddress(token, call), 'POST')
  return {
    view: get('view'),
    begin: post('begin'),
    close: post('close'),
    outcome: get('outcome'),
    alive: post('alive'),
  }
}

async function ask<T>(url: string, method: 'GET' | 'POST'): Promise<Answer<T>> {
  try {
    const response = await fetch(url, {
      method,
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout?.(timeoutMs) ?? null,
    })
    if (response.status === 404 || response.status === 410) return { kind: 'gone' }
    if (!response.ok) return { kind: 'unreachable' }
    return { kind: 'answer', body: (await response.json()) as T }
  } catch {
    return { kind: 'unreachable' }
  }
}
