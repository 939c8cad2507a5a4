import { expect } from 'vitest'

/** An answer as an attacker sees it: status, every header, every byte. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly cookies: readonly string[]
  readonly text: string
  /** Undefined when the body is no JSON. */
  readonly json: unknown
}

export async function read(response: Response): Promise<Reply> {
  const text = await response.text()
  return {
    status: response.status,
    headers: response.headers,
    cookies: response.headers.getSetCookie(),
    text,
    json: parse(text),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A REST V2 call with whatever credential the attacker holds. */
export async function callV2(
  v2: string,
  credential: string | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<Reply> {
  const bodyText = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body)
  return read(
    await fetch(`${v2}${path}`, {
      method,
      headers: credential === undefined ? {} : { authorization: credential },
      ...(bodyText === undefined ? {} : { body: bodyText }),
    }),
  )
}

/** A refusal with a type and a sentence, and nothing that only our own machine should know. */
export function expectTypedRefusal(reply: Reply): void {
  const { type, code, message } = (reply.json ?? {}) as Record<string, unknown>
  expect({ status: reply.status, word: typeof (type ?? code), message: typeof message }).toEqual({
    status: reply.status,
    word: 'string',
    message: 'string',
  })
  expect(reply.status).toBeGreaterThanOrEqual(400)
  expect(reply.status).toBeLessThan(500)
  expect(reply.text).not.toMatch(/\bat .+\.(ts|js):\d+|node_modules|ECONN|syntax error at or near|postgres/i)
}
