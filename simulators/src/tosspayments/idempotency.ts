import type { FastifyRequest } from 'fastify'
import type { WireAnswer } from '../desk/answer.ts'
import type { TossBooks } from './books.ts'
import { refuse } from './refusals.ts'

const KEPT_FOR_MS = 15 * 24 * 3_600_000

export type Visit =
  | { readonly kind: 'answered'; readonly answer: WireAnswer }
  | {
      readonly kind: 'first'
      readonly keep: (answer: WireAnswer) => WireAnswer
      readonly leave: () => void
    }

/**
 * `Idempotency-Key` (idempotency guide): the first answer is kept for 15 days and
 * replayed word for word; while the first call still runs, a second gets
 * IDEMPOTENT_REQUEST_PROCESSING. A call that never reached the books keeps nothing.
 */
export class Idempotency {
  readonly #running = new Set<string>()
  readonly #books: TossBooks

  constructor(books: TossBooks) {
    this.#books = books
  }

  enter(mid: string, request: FastifyRequest): Visit {
    const key = request.headers['idempotency-key']
    if (request.method !== 'POST' || typeof key !== 'string' || key === '')
      return { kind: 'first', keep: (answer) => answer, leave: () => undefined }
    if (key.length > 300) return { kind: 'answered', answer: refuse('INVALID_IDEMPOTENCY_KEY') }

    const scope = `${mid} ${request.method} ${request.url} ${key}`
    if (this.#running.has(scope)) return { kind: 'answered', answer: refuse('IDEMPOTENT_REQUEST_PROCESSING') }
    const kept = this.#books.keptAnswers.get(scope)
    if (kept !== undefined && this.#books.now().getTime() - Date.parse(kept.at) < KEPT_FOR_MS)
      return {
        kind: 'answered',
        answer: {
          status: kept.status,
          contentType: 'application/json;charset=UTF-8',
          body: Buffer.from(kept.body),
        },
      }

    this.#running.add(scope)
    return {
      kind: 'first',
      keep: (answer) => {
        const body = Buffer.from(answer.body).toString('utf8')
        this.#books.keptAnswers.put({
          scope,
          at: this.#books.now().toISOString(),
          status: answer.status,
          body,
        })
        return answer
      },
      leave: () => void this.#running.delete(scope),
    }
  }
}
