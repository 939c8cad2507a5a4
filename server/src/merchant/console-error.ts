import type { FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { Refusal } from '../foundation/refusal.ts'
import type { ConsoleError } from '../wire/console.ts'
import { addToAnswer } from './answer-headers.ts'

/**
 * One refusal in the words of the console: type, sentence in the user's language, sentences per field, request id.
 * `members.fields` is either a list of field keys, which then all carry the refusal's sentence, or sentences by key.
 * `members.retryAfterS` becomes the header `Retry-After`.
 */
export function renderConsoleError(
  refusal: Refusal,
  request: FastifyRequest,
): { status: number; body: ConsoleError } {
  const language = languageOf(request)
  const { fields: given, retryAfterS, ...members } = refusal.members
  if (typeof retryAfterS === 'number') addToAnswer(request, 'retry-after', String(retryAfterS))
  const message = language === 'en' ? refusal.entry.en : refusal.entry.ko
  const fields = readFields(given, message)
  return {
    status: refusal.entry.httpStatus,
    body: {
      ...members,
      type: refusal.type,
      message: fields === undefined ? refusal.sentence(language) : message,
      ...(fields === undefined ? {} : { fields }),
      requestId: request.id,
    },
  }
}

function readFields(given: unknown, message: string): Readonly<Record<string, string>> | undefined {
  if (Array.isArray(given)) return Object.fromEntries(given.map((key) => [String(key), message]))
  if (typeof given !== 'object' || given === null) return undefined
  return Object.fromEntries(Object.entries(given).map(([key, sentence]) => [key, String(sentence)]))
}
