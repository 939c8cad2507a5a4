import { ToldError } from './told-error.ts'

/** An HTTP answer with its body as it came, so that it can be printed unchanged. */
export interface Answer {
  readonly status: number
  readonly text: string
}

/** One HTTP call. No answer at all is a sentence; every status is an answer. */
export type Ask = (
  method: 'GET' | 'POST',
  url: string,
  options?: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown },
) => Promise<Answer>

const timeoutMs = 65_000

export const ask: Ask = async (method, url, { headers = {}, body } = {}) => {
  try {
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, text: await response.text() }
  } catch (cause) {
    const { origin } = new URL(url)
    throw new ToldError(
      `${origin}이 대답하지 않습니다. npm start로 Naru를 시작했는지, NARU_PORT_BASE가 같은지 확인하세요.`,
      `${origin} does not answer: start Naru with npm start, and use the same NARU_PORT_BASE.`,
      { cause },
    )
  }
}

/** The body as an object; a body that is none gives an object without keys. */
export function bodyOf(answer: Answer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(answer.text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
