import { stringify } from 'csv-stringify'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { AuditEntryView, AuditPage } from '../wire/console-audit.ts'
import type { AuditActor, AuditLog } from './audit-log.ts'
import { everyAuditEntry, listAudit, readCursor, type AuditCursor, type AuditFilter } from './list-audit.ts'

/** The part of the console's guard that these routes need; `ConsoleGuard` fits. */
export interface AuditGuard {
  merchant(request: FastifyRequest, action: 'audit.read'): Promise<AuditActor>
}

export interface AuditRoutesDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly audit: AuditLog
}

const pageSize = 50
const pageSizeMax = 200

/** 감사 기록: list and CSV file. */
export function registerAuditRoutes(
  app: FastifyInstance,
  guard: AuditGuard,
  { database, clock, audit }: AuditRoutesDependencies,
): void {
  app.get('/console/api/audit', async (request, reply): Promise<AuditPage> => {
    const { merchantId } = await guard.merchant(request, 'audit.read')
    void reply.header('cache-control', 'no-store')
    const { filter, cursor, size } = parseQuery(request.query)
    return listAudit(database, merchantId, filter, { cursor, size })
  })

  app.get('/console/api/audit.csv', async (request, reply) => {
    const caller = await guard.merchant(request, 'audit.read')
    const { filter } = parseQuery(request.query)
    const { from, until, ...rest } = filter
    await audit.record(database, caller, {
      action: 'audit.export',
      target: caller.merchantId,
      after: { from: from?.toISOString() ?? null, until: until?.toISOString() ?? null, ...rest },
    })
    const day = clock.now().toISOString().slice(0, 10)
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `attachment; filename="audit-${day}.csv"`)
      .type('text/csv; charset=utf-8')
    return reply.send(csvOf(everyAuditEntry(database, caller.merchantId, filter)))
  })
}

/** Read while it is written, so that memory stays small; formulas are defused, because the file meets a spreadsheet. */
function csvOf(entries: AsyncGenerator<AuditEntryView>): Readable {
  const lines = stringify({
    bom: true,
    header: true,
    escape_formulas: true,
    columns: [
      { key: 'sequence', header: '번호' },
      { key: 'at', header: '시각(UTC)' },
      { key: 'actor', header: '주체' },
      { key: 'email', header: '이메일' },
      { key: 'address', header: 'IP 주소' },
      { key: 'storeId', header: '상점아이디' },
      { key: 'action', header: '행위' },
      { key: 'target', header: '대상' },
      { key: 'before', header: '변경 전' },
      { key: 'after', header: '변경 후' },
    ],
  })
  const rows = Readable.from(entries)
  rows.on('error', (error) => lines.destroy(error))
  lines.on('close', () => rows.destroy())
  return rows.pipe(lines)
}

function parseQuery(query: unknown): {
  readonly filter: AuditFilter
  readonly cursor: AuditCursor | undefined
  readonly size: number
} {
  const given: Readonly<Record<string, unknown>> =
    typeof query === 'object' && query !== null ? { ...query } : {}
  const from = instant(given, 'from')
  const until = instant(given, 'until')
  const actor = text(given, 'actor')
  const action = text(given, 'action')
  const cursorText = text(given, 'cursor')
  const cursor = cursorText === undefined ? undefined : readCursor(cursorText)
  if (cursorText !== undefined && cursor === undefined) {
    throw refuseCommon('INVALID_REQUEST', 'cursor: take it from nextCursor')
  }
  const size = Number(text(given, 'size') ?? pageSize)
  if (!Number.isInteger(size) || size < 1 || size > pageSizeMax) {
    throw refuseCommon('INVALID_REQUEST', `size: 1 to ${pageSizeMax}`)
  }
  return {
    filter: {
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
      ...(actor === undefined ? {} : { actor }),
      ...(action === undefined ? {} : { action }),
    },
    cursor,
    size,
  }
}

/** Blank counts as absent. */
function text(given: Readonly<Record<string, unknown>>, field: string): string | undefined {
  const value = given[field]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string' || value.includes('\u0000') || value.length > 400) {
    throw refuseCommon('INVALID_REQUEST', field)
  }
  return value.trim() === '' ? undefined : value.trim()
}

function instant(given: Readonly<Record<string, unknown>>, field: string): Date | undefined {
  const value = text(given, field)
  if (value === undefined) return undefined
  const at = new Date(value)
  // Beyond these years PostgreSQL and JavaScript part ways.
  const isUsable = !Number.isNaN(at.getTime()) && at.getUTCFullYear() > 0 && at.getUTCFullYear() < 10_000
  if (!isUsable) throw refuseCommon('INVALID_REQUEST', `${field}: RFC 3339`)
  return at
}
