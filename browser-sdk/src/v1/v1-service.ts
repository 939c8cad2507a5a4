import type { PageScript, PrepareV1Body, V1CallbackObject } from '@naru/server/wire/checkout'
import {
  call,
  readPrepared,
  type AttemptKey,
  type HttpAnswer,
  type PrepareAnswer,
} from '../checkout-service.ts'
import { isRecord } from '../drop-nulls.ts'

/** What a window of `IMP` is for: money or a billing key, or who somebody is. */
export type V1Window = 'attempts' | 'certifications'

/** The calls that only the `IMP` script makes; following an attempt is the same for both scripts. */
export interface V1Service {
  prepare(what: V1Window, body: PrepareV1Body): Promise<PrepareAnswer>
  /** The address of the PG's page that keeps a wish. */
  wish(body: PrepareV1Body): Promise<WishAnswer>
  /** What the page needs to run a PG's script itself. */
  script(body: PrepareV1Body): Promise<ScriptAnswer>
  /** What the callback gets; undefined when it cannot be had. */
  callback(attempt: AttemptKey): Promise<V1CallbackObject | undefined>
}

export type WishAnswer =
  | { readonly kind: 'registered'; readonly url: string }
  | Exclude<PrepareAnswer, { readonly kind: 'prepared' }>

export type ScriptAnswer =
  | { readonly kind: 'found'; readonly script: PageScript }
  | Exclude<PrepareAnswer, { readonly kind: 'prepared' }>

function readScript(answer: HttpAnswer): ScriptAnswer {
  const script = answer.status === 200 && isRecord(answer.body) ? answer.body['script'] : undefined
  const { scriptUrl, clientKey, redirectUrl } = isRecord(script) ? script : {}
  if (typeof scriptUrl === 'string' && /^https?:/.test(scriptUrl))
    return {
      kind: 'found',
      script: {
        kind: 'toss-brandpay',
        scriptUrl,
        clientKey: String(clientKey),
        redirectUrl: String(redirectUrl),
      },
    }
  const refused = readPrepared(answer)
  return refused.kind === 'prepared' ? { kind: 'unreachable' } : refused
}

function readWish(answer: HttpAnswer): WishAnswer {
  const url = answer.status === 200 && isRecord(answer.body) ? answer.body['url'] : undefined
  if (typeof url === 'string' && /^https?:/.test(url)) return { kind: 'registered', url }
  const refused = readPrepared(answer)
  return refused.kind === 'prepared' ? { kind: 'unreachable' } : refused
}

export function v1Service(origin: string, fetcher: typeof fetch): V1Service {
  const attempts = `${origin}/browser/v1/attempts`
  const post = async (what: string, body: PrepareV1Body) =>
    call(fetcher, `${origin}/browser/v1/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(body),
    })
  return {
    prepare: async (what, body) => {
      const answer = await post(what, body)
      return answer === undefined ? { kind: 'unreachable' } : readPrepared(answer)
    },
    wish: async (body) => {
      const answer = await post('wishes', body)
      return answer === undefined ? { kind: 'unreachable' } : readWish(answer)
    },
    script: async (body) => {
      const answer = await post('scripts', body)
      return answer === undefined ? { kind: 'unreachable' } : readScript(answer)
    },
    callback: async (attempt) => {
      const answer = await call(fetcher, `${attempts}/${encodeURIComponent(attempt.attemptId)}/callback`, {
        method: 'GET',
        headers: { 'naru-attempt-secret': attempt.attemptSecret },
      })
      const body = answer?.status === 200 ? answer.body : undefined
      return isRecord(body) && typeof body['success'] === 'boolean' ? body : undefined
    },
  }
}
