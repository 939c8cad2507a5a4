import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import type { SaveViewBody } from '../wire/console-saved-view.ts'
import { changeView, createView, ownerOf, removeView, type SavedViewDependencies } from './save-view.ts'
import { refuseSavedView } from './saved-view-errors.ts'
import { listViews } from './saved-view-store.ts'

interface OfList {
  readonly Params: { readonly list: string }
}
interface OfView {
  readonly Params: { readonly list: string; readonly viewId: string }
}

const lists = ['payments'] as const
const bytesMax = 8_000
const members = {
  name: Type.String(),
  filters: Type.Record(Type.String(), Type.Unknown()),
  columns: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 40 }),
  isDefault: Type.Boolean(),
}
const saveBody = Type.Object(members)
const changeBody = Type.Object({
  ...members,
  rowVersion: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
})

/** Saved views of lists, each person's own. */
export function registerSavedViewRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'caller'>,
  deps: SavedViewDependencies,
): void {
  const path = '/console/api/saved-views/:list'

  app.get<OfList>(path, async (request) => {
    const caller = await guard.caller(request)
    return { items: await listViews(deps.database, ownerOf(caller, listOf(request))) }
  })

  app.post<OfList>(path, async (request) => {
    const caller = await guard.caller(request)
    return createView(deps, caller, listOf(request), checked(readBody(saveBody, request.body ?? {})))
  })

  app.put<OfView>(`${path}/:viewId`, async (request) => {
    const caller = await guard.caller(request)
    const body = readBody(changeBody, request.body ?? {})
    const view = { ...checked(body), rowVersion: body.rowVersion }
    return changeView(deps, caller, listOf(request), viewIdOf(request), view)
  })

  app.delete<OfView>(`${path}/:viewId`, async (request) => {
    const caller = await guard.caller(request)
    await removeView(deps, caller, listOf(request), viewIdOf(request))
    return {}
  })
}

function listOf(request: FastifyRequest<OfList>): string {
  const list = lists.find((known) => known === request.params.list)
  if (list === undefined) throw refuseCommon('NOT_FOUND')
  return list
}

function viewIdOf(request: FastifyRequest<OfView>): string {
  const { viewId } = request.params
  if (viewId.includes('\u0000')) throw refuseSavedView('SavedViewNotFoundError')
  return viewId
}

function checked({ name, filters, columns, isDefault }: SaveViewBody): SaveViewBody {
  const trimmed = name.trim()
  if (trimmed === '' || trimmed.length > 40)
    throw refuseSavedView('InvalidSavedViewError', undefined, { fields: ['name'] })
  if (JSON.stringify(filters).length > bytesMax) throw refuseCommon('INVALID_REQUEST', 'filters')
  return { name: trimmed, filters, columns, isDefault }
}
