import type { FastifyRequest } from 'fastify'
import type { V2Router } from '../credential/v2-router.ts'
import { commonRefusals, refuseCommon, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'
import { routePath, type Operation } from './operation.ts'
import { aliases, operations } from './operations.ts'

const notEnabled = {
  ko: '이 기능은 이 설치에서 사용할 수 없습니다.',
  en: 'This feature is not enabled on this installation.',
  cure: 'Leave the call out; the list of what is served is at /openapi.json.',
}

export const absenceRefusals = {
  PLATFORM_NOT_ENABLED: {
    ...notEnabled,
    httpStatus: 403,
    ko: '파트너 정산 기능이 활성화되지 않았습니다.',
    en: 'Partner settlement is not enabled.',
  },
  B2B_NOT_ENABLED: {
    ...notEnabled,
    httpStatus: 403,
    ko: '세금계산서 기능이 활성화되지 않았습니다.',
    en: 'Tax invoices are not enabled.',
  },
  FORBIDDEN: { ...notEnabled, httpStatus: commonRefusals.FORBIDDEN.httpStatus },
  INVALID_REQUEST: { ...notEnabled, httpStatus: commonRefusals.INVALID_REQUEST.httpStatus },
} as const satisfies RefusalCatalogue

const refuse = refusals(absenceRefusals)

/**
 * Serves every operation that no capability has registered, so that a client hears "not enabled" in a type that the
 * operation declares, and never "no such path". Comes last, and finds out by itself what is left.
 */
export function registerAbsentOperations(router: V2Router): void {
  for (const operation of operations) {
    if (!router.app.hasRoute({ method: operation.method, url: routePath(operation.path) }))
      registerAbsent(router, operation, operation.path)
  }
  for (const alias of aliases) {
    const operation = operations.find(({ method, path }) => method === 'POST' && path === alias.of)
    if (operation !== undefined) registerAbsent(router, operation, alias.path)
  }
}

function registerAbsent(router: V2Router, operation: Operation, path: string): void {
  const answer = (request: FastifyRequest): Promise<never> => {
    if (operation.input !== undefined) checkQueryJson(request)
    throw refuse(absenceTypeOf(operation), `${operation.method} ${operation.path}`)
  }
  const url = routePath(path)
  if (operation.isPublic === true) router.app.route({ method: operation.method, url, handler: answer })
  else router.absent(operation.method, url, answer)
}

/** The declared type that says it best. */
export function absenceTypeOf({ errors }: Operation): keyof typeof absenceRefusals {
  if (errors.includes('PLATFORM_NOT_ENABLED')) return 'PLATFORM_NOT_ENABLED'
  if (errors.includes('B2B_NOT_ENABLED')) return 'B2B_NOT_ENABLED'
  return errors.includes('FORBIDDEN') ? 'FORBIDDEN' : 'INVALID_REQUEST'
}

/** Input is read before the switch is looked at, as everywhere. */
function checkQueryJson({ query }: FastifyRequest): void {
  const text: unknown =
    typeof query === 'object' && query !== null ? Reflect.get(query, 'requestBody') : undefined
  if (typeof text !== 'string' || text === '') return
  try {
    JSON.parse(text)
  } catch {
    throw refuseCommon('INVALID_REQUEST', 'requestBody: not JSON')
  }
}
