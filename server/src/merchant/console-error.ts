import type { FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { Refusal } from '../foundation/refusal.ts'
import type { ConsoleError } from '../wire/console.ts'
import { addToAnswer } from './answer-headers.ts'

type Language = 'ko' | 'en'

/** What every face can answer, in the words of PortOne's console API. */
const consoleTypes: Readonly<Record<string, string>> = {
  INVALID_REQUEST: 'InvalidRequestError',
  UNAUTHORIZED: 'UnauthorizedError',
  FORBIDDEN: 'ForbiddenError',
  NOT_FOUND: 'NotFoundError',
  PAYLOAD_TOO_LARGE: 'PayloadTooLargeError',
  INTERNAL_SERVER_ERROR: 'InternalError',
}

/**
 * Words a refusal for the console. `members.fields` may be a list of keys (each gets the refusal's own sentence) or a
 * record whose values are sentences or `{ ko, en }`; `members.retryAfterS` becomes the header `Retry-After`.
 * Other members stay inside: an answer is built field by field.
 */
export function renderConsoleError(
  refusal: Refusal,
  request: FastifyRequest,
): { readonly status: number; readonly body: ConsoleError } {
  const language = languageOf(request)
  const sentence = language === 'en' ? refusal.entry.en : refusal.entry.ko
  const fields = fieldsOf(refusal.members['fields'], sentence, language)
  const { retryAfterS } = refusal.members
  if (typeof retryAfterS === 'number') addToAnswer(request, 'retry-after', String(retryAfterS))
  return {
    status: refusal.entry.httpStatus,
    body: {
      type: consoleTypes[refusal.type] ?? refusal.type,
      message: fields === undefined ? refusal.sentence(language) : sentence,
      ...(fields === undefined ? {} : { fields }),
      requestId: request.id,
    },
  }
}

function fieldsOf(
  fields: unknown,
  sentence: string,
  language: Language,
): Readonly<Record<string, string>> | undefined {
  if (Array.isArray(fields)) return Object.fromEntries(fields.map((key) => [String(key), sentence]))
  if (typeof fields !== 'object' || fields === null) return undefined
  return Object.fromEntries(
    Object.entries(fields).map(([key, words]) => [key, wordsOf(words, language) ?? sentence]),
  )
}

function wordsOf(words: unknown, language: Language): string | undefined {
  if (typeof words === 'string') return words
  const word: unknown = typeof words === 'object' && words !== null ? Reflect.get(words, language) : undefined
  return typeof word === 'string' ? word : undefined
}
