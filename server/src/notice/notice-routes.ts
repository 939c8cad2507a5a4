import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import type { OperatorGuard } from '../operator/operator-guard.ts'
import { cursorOfQuery, manyOfQuery, pageOf, sizeOfQuery, type ListQuery } from '../v2-input/console-list.ts'
import type { NewestNotices, Notice, NoticePage } from '../wire/notice.ts'
import { noticeKinds, readNotice, readNoticeChange } from './notice-body.ts'
import { refuseNotice } from './notice-errors.ts'
import {
  deleteNotice,
  insertNotice,
  newestNotices,
  pageNotices,
  updateNotice,
  type NoticeRow,
} from './notice-store.ts'

export interface NoticeDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
}
interface OfList {
  readonly Querystring: ListQuery
}
interface OfNotice {
  readonly Params: { readonly noticeId: string }
}

/** What people of every merchant read: 공지사항, 새소식, FAQ. */
export function registerNoticeRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'caller'>,
  deps: NoticeDependencies,
): void {
  app.get<OfList>('/console/api/notices', async (request): Promise<NoticePage> => {
    await guard.caller(request)
    return page(deps, request.query)
  })

  app.get('/console/api/notices/newest', async (request): Promise<NewestNotices> => {
    await guard.caller(request)
    const { NOTICE, NEWS, FAQ } = await newestNotices(deps.database)
    return { NOTICE: NOTICE.map(shown), NEWS: NEWS.map(shown), FAQ: FAQ.map(shown) }
  })
}

/** The operator writes them. */
export function registerOperatorNoticeRoutes(
  app: FastifyInstance,
  guard: OperatorGuard,
  deps: NoticeDependencies,
): void {
  const base = '/operator/api/notices'
  const tell = (request: FastifyRequest, operator: string, what: string, noticeId: string) =>
    request.log.info({ operator, noticeId }, `an operator ${what} a notice`)

  app.get<OfList>(base, async (request): Promise<NoticePage> => {
    await guard.operator(request)
    return page(deps, request.query)
  })

  app.post(base, async (request): Promise<Notice> => {
    const { email } = await guard.operator(request)
    const notice = readNotice(request.body)
    const row = await insertNotice(deps.database, deps.random.id(), notice, deps.clock.now())
    tell(request, email, 'wrote', row.noticeId)
    return shown(row)
  })

  app.put<OfNotice>(`${base}/:noticeId`, async (request): Promise<Notice> => {
    const { email } = await guard.operator(request)
    const notice = readNoticeChange(request.body)
    const row = await updateNotice(deps.database, idOf(request), notice, deps.clock.now())
    if (row === 'unknown') throw refuseNotice('NoticeNotFoundError')
    if (row === 'stale') throw refuseNotice('StaleVersionError')
    tell(request, email, 'changed', row.noticeId)
    return shown(row)
  })

  app.delete<OfNotice>(`${base}/:noticeId`, async (request) => {
    const { email } = await guard.operator(request)
    if (!(await deleteNotice(deps.database, idOf(request)))) throw refuseNotice('NoticeNotFoundError')
    tell(request, email, 'deleted', request.params.noticeId)
    return {}
  })
}

async function page(deps: NoticeDependencies, query: ListQuery): Promise<NoticePage> {
  const size = sizeOfQuery(query)
  const kinds = manyOfQuery(query, 'kind', noticeKinds)
  const rows = await pageNotices(deps.database, kinds, cursorOfQuery(query), size + 1)
  return pageOf(rows, size, (row) => row.noticeId, shown)
}

function idOf(request: FastifyRequest<OfNotice>): string {
  const { noticeId } = request.params
  if (noticeId.includes('\u0000')) throw refuseNotice('NoticeNotFoundError')
  return noticeId
}

function shown({ sortAt: _sortAt, publishedAt, updatedAt, ...notice }: NoticeRow): Notice {
  return { ...notice, publishedAt: publishedAt.toISOString(), updatedAt: updatedAt.toISOString() }
}
