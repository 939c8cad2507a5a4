import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import { isUniqueViolation, type Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import type { ChangeViewBody, SavedView, SaveViewBody } from '../wire/console-saved-view.ts'
import { refuseSavedView } from './saved-view-errors.ts'
import {
  clearOtherDefaults,
  deleteView,
  insertView,
  lockViews,
  readView,
  updateView,
  type ViewOwner,
} from './saved-view-store.ts'

export interface SavedViewDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly audit: AuditLog
}

const viewsMax = 50

/** Keeps filters and columns under a name, for this person alone. */
export function createView(
  deps: SavedViewDependencies,
  caller: ConsoleCaller,
  list: string,
  view: SaveViewBody,
): Promise<SavedView> {
  const owner = ownerOf(caller, list)
  return once(() =>
    deps.database.transaction(async (transaction) => {
      if ((await lockViews(transaction, owner)) >= viewsMax) throw refuseSavedView('TooManySavedViewsError')
      const now = deps.clock.now()
      const viewId = deps.random.uuid()
      if (view.isDefault) await clearOtherDefaults(transaction, owner, viewId, now)
      const saved = await insertView(transaction, owner, viewId, view, now)
      if (saved === undefined) throw new Error('the view was not written')
      await deps.audit.record(transaction, caller, {
        action: 'saved-view.create',
        target: viewId,
        after: told(saved),
      })
      return saved
    }),
  )
}

/** Renames a view, or changes what it holds or whether the list opens with it. */
export function changeView(
  deps: SavedViewDependencies,
  caller: ConsoleCaller,
  list: string,
  viewId: string,
  view: ChangeViewBody,
): Promise<SavedView> {
  const owner = ownerOf(caller, list)
  return once(() =>
    deps.database.transaction(async (transaction) => {
      await lockViews(transaction, owner)
      const former = await readView(transaction, owner, viewId)
      if (former === undefined) throw refuseSavedView('SavedViewNotFoundError')
      const now = deps.clock.now()
      const saved = await updateView(transaction, owner, viewId, view, now)
      if (saved === undefined) throw refuseSavedView('StaleVersionError')
      if (view.isDefault) await clearOtherDefaults(transaction, owner, viewId, now)
      await deps.audit.record(transaction, caller, {
        action: 'saved-view.update',
        target: viewId,
        before: told(former),
        after: told(saved),
      })
      return saved
    }),
  )
}

export function removeView(
  deps: SavedViewDependencies,
  caller: ConsoleCaller,
  list: string,
  viewId: string,
): Promise<void> {
  return deps.database.transaction(async (transaction) => {
    const former = await deleteView(transaction, ownerOf(caller, list), viewId)
    if (former === undefined) throw refuseSavedView('SavedViewNotFoundError')
    await deps.audit.record(transaction, caller, {
      action: 'saved-view.delete',
      target: viewId,
      before: told(former),
    })
  })
}

export function ownerOf({ merchantId, userId }: ConsoleCaller, list: string): ViewOwner {
  return { merchantId, userId, list }
}

/** Filters may hold a customer's name; the log keeps only that they changed. */
function told({ name, isDefault, columns }: SavedView): object {
  return { name, isDefault, columns }
}

async function once<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error, 'saved_view_name'))
      throw refuseSavedView('SavedViewNameTakenError', undefined, { fields: ['name'] })
    throw error
  }
}
