import type { FastifyInstance } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import { deleteSubStore } from './delete-sub-store.ts'
import { createSubStore, updateStore } from './save-sub-store.ts'
import { parseCreate, parseUpdate } from './sub-store-body.ts'
import type { SubStoreDependencies } from './sub-store-dependencies.ts'
import { listStores } from './sub-store-rows.ts'

interface OfStore {
  readonly Params: { readonly storeId: string }
}

/** 하위 상점 관리. */
export function registerStoreRoutes(
  app: FastifyInstance,
  guard: ConsoleGuard,
  deps: SubStoreDependencies,
): void {
  const stores = '/console/api/stores'

  app.get(stores, async (request) => {
    const { merchantId, pinnedStoreId } = await guard.merchant(request, 'stores.read')
    return { items: await listStores(deps.database, merchantId, pinnedStoreId) }
  })

  app.post(stores, async (request) => {
    const caller = await guard.merchant(request, 'stores.write')
    const language = languageOf(request)
    return createSubStore(deps, caller, parseCreate(request.body, language), language)
  })

  app.patch<OfStore>(`${stores}/:storeId`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'stores.write')
    const language = languageOf(request)
    return updateStore(deps, caller, parseUpdate(request.body, language), language)
  })

  app.delete<OfStore>(`${stores}/:storeId`, async (request) => {
    await deleteSubStore(deps, await guard.store(request, request.params.storeId, 'stores.write'))
    return {}
  })
}
