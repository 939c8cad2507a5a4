import { queryOptions } from '@tanstack/react-query'
import type { PromotionBody, PromotionDetail, PromotionView } from '@naru/server/wire/console-promotion'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'

export function promotionsQuery(storeId: string) {
  return queryOptions({
    queryKey: ['stores', storeId, 'promotions', 'list'],
    queryFn: async () =>
      (
        await request<{ readonly items: readonly PromotionView[] }>(
          'GET',
          apiPath`stores/${storeId}/promotions`,
        )
      ).items,
  })
}

export function promotionQuery(storeId: string, promotionId: string) {
  return queryOptions({
    queryKey: ['stores', storeId, 'promotions', 'one', promotionId],
    queryFn: () => request<PromotionDetail>('GET', apiPath`stores/${storeId}/promotions/${promotionId}`),
  })
}

export function savePromotion(
  storeId: string,
  body: PromotionBody,
  known?: Pick<PromotionView, 'promotionId' | 'version'>,
) {
  return known === undefined
    ? request<PromotionView>('POST', apiPath`stores/${storeId}/promotions`, body)
    : request<PromotionView>('PATCH', apiPath`stores/${storeId}/promotions/${known.promotionId}`, {
        ...body,
        version: known.version,
      })
}

export type PromotionStep = 'pause' | 'resume' | 'terminate'

export function stepPromotion(storeId: string, promotionId: string, step: PromotionStep) {
  return request<PromotionView>('POST', apiPath`stores/${storeId}/promotions/${promotionId}` + `/${step}`, {})
}
