import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { accessibleStores, resolveStore } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import { day } from '../foundation/clock.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { readOptionalInstant } from '../v2-input/instant.ts'
import { queryOrBody } from '../v2-input/request-parts.ts'
import { exportEvents, exportPayments, type ExportRange, type Place } from './export-by-cursor.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { eventView } from './v2-event-view.ts'

const exportBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  from: Type.Optional(Type.String({ format: 'date-time', description: 'Inclusive; 90 days before until.' })),
  until: Type.Optional(Type.String({ format: 'date-time', description: 'Exclusive; now.' })),
  cursor: Type.Optional(Type.String({ maxLength: 1_000, description: 'That of the last item read.' })),
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 10 })),
})
const rangeDays = 90

/** `GET /payments-by-cursor` and `GET /payment-events-by-cursor`. The end is an empty page. */
export function registerExportRoutes(
  router: V2Router,
  deps: PaymentDependencies & AuthenticateDependencies,
): void {
  router.route(
    'GET',
    '/payments-by-cursor',
    async (request, caller) => {
      const { storeId, range } = readExport(request, deps.clock.now())
      const store = await resolveStore(deps, caller, storeId, { includeDeleted: true })
      const items = await exportPayments(deps, store, range)
      return `{"items":[${items.map((item) => `{"payment":${item.view},"cursor":"${cursorOf(item)}"}`).join(',')}]}`
    },
    { body: exportBody },
  )

  router.route(
    'GET',
    '/payment-events-by-cursor',
    async (request, caller) => {
      const { storeId, range } = readExport(request, deps.clock.now())
      const stores =
        storeId === undefined
          ? await accessibleStores(deps, caller)
          : [await resolveStore(deps, caller, storeId, { includeDeleted: true })]
      const events = await exportEvents(deps, stores, range)
      return { items: events.map((event) => ({ paymentEvent: eventView(event), cursor: cursorOf(event) })) }
    },
    { body: exportBody },
  )
}

function readExport(request: FastifyRequest, now: Date): { storeId: string | undefined; range: ExportRange } {
  const input = readBody(exportBody, queryOrBody(request))
  const until = readOptionalInstant(input.until, 'until') ?? now
  const from = readOptionalInstant(input.from, 'from') ?? new Date(until.getTime() - rangeDays * day)
  const after = input.cursor === undefined ? undefined : readCursor(input.cursor)
  return {
    storeId: input.storeId,
    range: { from, until, ...(after === undefined ? {} : { after }), size: input.size ?? 10 },
  }
}

/** Opaque to clients: the time and the id of the row, so that nothing must be remembered. */
function cursorOf({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at.getTime(), id])).toString('base64url')
}

function readCursor(text: string): Place {
  const value = parse(Buffer.from(text, 'base64url').toString('utf8'))
  const [at, id]: unknown[] = Array.isArray(value) ? value : []
  const isPlace = Number.isSafeInteger(at) && typeof id === 'string' && !id.includes('\u0000')
  const time = new Date(Number(at))
  if (!isPlace || Number.isNaN(time.getTime()) || time.getTime() < 0)
    throw refuseCommon('INVALID_REQUEST', 'cursor: take it from the last item')
  return { at: time, id }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
