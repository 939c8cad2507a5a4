import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readBody } from '../credential/request-body.ts'
import { languageOf } from '../foundation/http/face.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import type { PromotionDetail, PromotionView } from '../wire/console-promotion.ts'
import { promotionBody, toPromotionValues, type PromotionInput } from './promotion-body.ts'
import { refusePromotion } from './promotion-errors.ts'
import type { PromotionValues } from './promotion-store.ts'
import { consoleView, listPromotions, readPromotionDetail } from './read-promotions.ts'
import {
  changePromotion,
  createPromotion,
  stepPromotion,
  type PromotionDependencies,
  type SaveOutcome,
} from './save-promotion.ts'

interface OfStore {
  readonly Params: { readonly storeId: string }
}
interface OfPromotion {
  readonly Params: { readonly storeId: string; readonly promotionId: string }
}

/** 프로모션. */
export function registerPromotionConsoleRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: PromotionDependencies,
): void {
  const list = '/console/api/stores/:storeId/promotions'
  const one = `${list}/:promotionId`

  app.get<OfStore>(list, async (request): Promise<{ items: readonly PromotionView[] }> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'promotions.read')
    return { items: await listPromotions(deps.database, storeId, deps.clock.now()) }
  })

  app.get<OfPromotion>(one, async (request): Promise<PromotionDetail> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'promotions.read')
    const { promotionId } = request.params
    if (promotionId.includes('\u0000')) throw refusePromotion('PromotionNotFoundError')
    const detail = await readPromotionDetail(deps.database, storeId, promotionId, deps.clock.now())
    if (detail === undefined) throw refusePromotion('PromotionNotFoundError')
    return detail
  })

  app.post<OfStore>(list, async (request): Promise<PromotionView> => {
    const caller = await guard.store(request, request.params.storeId, 'promotions.write')
    const values = valuesOf(readBody(promotionBody, request.body ?? {}), request)
    return saved(deps, request, await createPromotion(deps, caller, values))
  })

  app.patch<OfPromotion>(one, async (request): Promise<PromotionView> => {
    const caller = await guard.store(request, request.params.storeId, 'promotions.write')
    const body = readBody(promotionBody, request.body ?? {})
    if (body.version === undefined) throw refuseCommon('INVALID_REQUEST', 'version')
    const change = {
      promotionId: idOf(request.params),
      version: body.version,
      values: valuesOf(body, request),
    }
    return saved(deps, request, await changePromotion(deps, caller, change))
  })

  for (const step of ['pause', 'resume', 'terminate'] as const)
    app.post<OfPromotion>(`${one}/${step}`, async (request): Promise<PromotionView> => {
      const caller = await guard.store(request, request.params.storeId, 'promotions.write')
      return saved(deps, request, await stepPromotion(deps, caller, idOf(request.params), step))
    })
}

function idOf({ promotionId }: OfPromotion['Params']): string {
  if (promotionId.includes('\u0000')) throw refusePromotion('PromotionNotFoundError')
  return promotionId
}

function valuesOf(input: PromotionInput, request: FastifyRequest): PromotionValues {
  const read = toPromotionValues(input)
  if (read.ok) return read.values
  const language = languageOf(request)
  const fields = Object.fromEntries(Object.entries(read.fields).map(([key, words]) => [key, words[language]]))
  throw refusePromotion('InvalidPromotionError', undefined, { fields })
}

function saved(deps: PromotionDependencies, request: FastifyRequest, outcome: SaveOutcome): PromotionView {
  if (outcome.kind === 'saved') return consoleView(outcome.promotion, deps.clock.now())
  if (outcome.type !== 'DuplicatePromotionNameError') throw refusePromotion(outcome.type)
  const words = {
    ko: '같은 이름의 프로모션이 이미 있습니다.',
    en: 'There is a promotion of this name already.',
  }
  throw refusePromotion(outcome.type, undefined, { fields: { name: words[languageOf(request)] } })
}
