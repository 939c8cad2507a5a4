import type { FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { Mode, SaveWebhookBody } from '../wire/console.ts'
import type { FailedWebhooksFilter } from './bulk-resend.ts'
import { readCursor, type WebhookCursor, type WebhookFilter } from './list-webhooks.ts'
import { refuseWebhook } from './webhook-errors.ts'

/** `{mode}` and `{apiVersion}` of a path; an unknown word is an unknown path. */
export function readMode(text: string): Mode {
  if (text === 'LIVE' || text === 'TEST') return text
  throw refuseCommon('NOT_FOUND', 'mode: LIVE or TEST')
}

export function readApiVersion(text: string): 'V1' | 'V2' {
  if (text === 'V1' || text === 'V2') return text
  throw refuseCommon('NOT_FOUND', 'apiVersion: V1 or V2')
}

const sentences = {
  url: { ko: '주소는 문자열이어야 합니다.', en: 'The address must be text.' },
  contentType: {
    ko: 'Content Type을 선택해 주세요.',
    en: 'Choose a content type.',
  },
  bodyVersion: { ko: '웹훅 버전을 선택해 주세요.', en: 'Choose a webhook version.' },
  rowVersion: { ko: '새로고침한 뒤 다시 저장해 주세요.', en: 'Reload and save again.' },
}

/** Reads `SaveWebhookBody`; throws InvalidRequestError with a sentence per wrong field. An empty URL clears it. */
export function parseSaveBody(request: FastifyRequest): SaveWebhookBody {
  const body = request.body
  const given: { [Key in keyof SaveWebhookBody]?: unknown } =
    typeof body === 'object' && body !== null ? body : {}
  const { contentType, rowVersion, retries } = given
  const url = given.url ?? ''
  const bodyVersion = given.bodyVersion ?? undefined
  const isContentType =
    contentType === 'application/json' || contentType === 'application/x-www-form-urlencoded'
  const isBodyVersion =
    bodyVersion === undefined || bodyVersion === '2024-04-25' || bodyVersion === '2024-01-01'
  const isRowVersion =
    typeof rowVersion === 'number' &&
    Number.isInteger(rowVersion) &&
    rowVersion >= 0 &&
    rowVersion < 2 ** 31 - 1
  if (typeof url !== 'string' || !isContentType || !isBodyVersion || !isRowVersion) {
    const language = languageOf(request)
    throw refuseWebhook('InvalidRequestError', undefined, {
      fields: {
        ...(typeof url === 'string' ? {} : { url: sentences.url[language] }),
        ...(isContentType ? {} : { contentType: sentences.contentType[language] }),
        ...(isBodyVersion ? {} : { bodyVersion: sentences.bodyVersion[language] }),
        ...(isRowVersion ? {} : { rowVersion: sentences.rowVersion[language] }),
      },
    })
  }
  return {
    ...(url.trim() === '' ? {} : { url: url.trim() }),
    contentType,
    ...(bodyVersion === undefined ? {} : { bodyVersion }),
    ...(retries === true ? { retries } : {}),
    rowVersion,
  }
}

const statuses = ['PENDING', 'SUCCEEDED', 'FAILED_NOT_OK_RESPONSE', 'FAILED_UNEXPECTED_ERROR'] as const

/** Reads the query of the delivery log. Blank values count as absent. */
export function parseListQuery(query: unknown): {
  readonly filter: WebhookFilter
  readonly cursor: WebhookCursor | undefined
} {
  const given: { mode?: unknown; apiVersion?: unknown; status?: unknown; cursor?: unknown } =
    typeof query === 'object' && query !== null ? query : {}
  const status = statuses.find((known) => known === given.status)
  if (given.status !== undefined && given.status !== '' && status === undefined) {
    throw refuseCommon('INVALID_REQUEST', `status: one of ${statuses.join(', ')}`)
  }
  const mode = given.mode === 'LIVE' || given.mode === 'TEST' ? given.mode : undefined
  if (given.mode !== undefined && given.mode !== '' && mode === undefined) {
    throw refuseCommon('INVALID_REQUEST', 'mode: LIVE or TEST')
  }
  const apiVersion = given.apiVersion === 'V1' || given.apiVersion === 'V2' ? given.apiVersion : undefined
  if (given.apiVersion !== undefined && given.apiVersion !== '' && apiVersion === undefined) {
    throw refuseCommon('INVALID_REQUEST', 'apiVersion: V1 or V2')
  }
  const cursor =
    typeof given.cursor === 'string' && given.cursor !== '' ? readCursor(given.cursor) : undefined
  if (given.cursor !== undefined && given.cursor !== '' && cursor === undefined) {
    throw refuseCommon('INVALID_REQUEST', 'cursor: take it from nextCursor')
  }
  return {
    filter: {
      ...(mode === undefined ? {} : { mode }),
      ...(apiVersion === undefined ? {} : { apiVersion }),
      ...(status === undefined ? {} : { status }),
    },
    cursor,
  }
}

/** Reads mode and period of the messages that are to be sent again, from a query or a body. */
export function parseFailedFilter(given: unknown): Omit<FailedWebhooksFilter, 'storeId'> {
  const members: { mode?: unknown; from?: unknown; until?: unknown } =
    typeof given === 'object' && given !== null ? given : {}
  const { mode } = members
  if (mode !== 'LIVE' && mode !== 'TEST') throw refuseCommon('INVALID_REQUEST', 'mode: LIVE or TEST')
  return { mode, from: instant(members.from, 'from'), until: instant(members.until, 'until') }
}

function instant(value: unknown, field: string): Date {
  const at = new Date(typeof value === 'string' ? value : '')
  const isUsable = !Number.isNaN(at.getTime()) && at.getUTCFullYear() > 0 && at.getUTCFullYear() < 10_000
  if (!isUsable) throw refuseCommon('INVALID_REQUEST', `${field}: RFC 3339`)
  return at
}
