import { currentLanguage } from '../language/language.ts'
import { takeAhead } from './ahead.ts'
import { ConsoleFailure } from './failure.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One call of the console API. Mutations carry the header that a foreign page cannot send. A file travels as it is.
 *
 * @throws ConsoleFailure with the server's type, sentence, fields and request id
 */
export async function request<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  const answer = await send(method, path, body, signal)
  const text = await answer.text().catch(() => '')
  const json = parse(text)
  if (!answer.ok) throw new ConsoleFailure(answer.status, json ?? {})
  // The border: the shape is the wire contract that both sides compile against.
  return (json ?? {}) as Answer
}

async function send(
  method: Method,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const ahead = method === 'GET' ? takeAhead(path) : undefined
  try {
    if (ahead !== undefined) return await ahead
    return await fetch(path, {
      method,
      signal: signal ?? null,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'accept-language': currentLanguage(),
        ...(method === 'GET' ? {} : { 'x-naru-console': '1' }),
        ...(body === undefined || body instanceof Blob ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
    })
  } catch {
    throw new ConsoleFailure(0, {})
  }
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? { ...json } : undefined
  } catch {
    return undefined
  }
}
