import { writeForm } from './form.ts'
import type { Navigation } from './simulator.ts'

/** A request as the buyer's browser would make it. */
export interface BrowserRequest {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

export function browserRequest(next: Navigation): BrowserRequest {
  if (next.method === 'GET') return { method: 'GET', url: next.url, headers: {} }
  return {
    method: 'POST',
    url: next.url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: writeForm(next.fields, next.charset),
  }
}

/** Makes it, without following a redirect. */
export async function makeRequest(request: BrowserRequest) {
  const { method, url, headers, body } = request
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers, accept: 'text/html' },
      redirect: 'manual',
      signal: AbortSignal.timeout(60_000),
      ...(body === undefined ? {} : { body }),
    })
    const location = answer.headers.get('location')
    return {
      status: answer.status,
      ...(location === null ? {} : { location }),
      body: (await answer.text()).slice(0, 4_000),
    }
  } catch (cause) {
    return { status: 0, error: String(cause) }
  }
}
