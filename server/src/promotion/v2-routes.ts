import { Type } from 'typebox'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { accessibleStores } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import type { Clock } from '../foundation/clock.ts'
import { pathText } from '../v2-input/request-parts.ts'
import { refusePromotion } from './promotion-errors.ts'
import { readPromotion } from './promotion-store.ts'
import { promotionView } from './v2-view.ts'

/** The REST V2 route of promotions; they are made in the console. */
export function registerPromotionRoutes(
  router: V2Router,
  deps: AuthenticateDependencies & { readonly clock: Clock },
): void {
  router.route(
    'GET',
    '/promotions/:promotionId',
    async (request, caller) => {
      const promotionId = pathText(request, 'promotionId')
      // The operation has no storeId: the id is looked for in every store of the caller.
      for (const storeId of await accessibleStores(deps, caller)) {
        const promotion = await readPromotion(deps.database, storeId, promotionId)
        if (promotion !== undefined) return promotionView(promotion, deps.clock.now())
      }
      throw refusePromotion('PROMOTION_NOT_FOUND', promotionId.slice(0, 80))
    },
    { query: Type.Object({}) },
  )
}
