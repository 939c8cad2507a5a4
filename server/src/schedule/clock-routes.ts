import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import type { ChargeDependencies } from '../payment/charge-billing-key.ts'
import { toInstant } from '../v2-input/request-parts.ts'
import type { MovedTestClock, TestClock } from '../wire/console-recurring.ts'
import { moveClock } from './move-clock.ts'
import { runScheduleKind } from './schedule-store.ts'
import { putAheadMs, readAheadMs, rebookByClock } from './store-clock.ts'

interface OfStore {
  readonly Params: { readonly storeId: string }
}
const moveBody = Type.Object({ to: Type.String() })

/** 테스트 시계: a store's scheduled payments in test mode, a year in a moment. Live ones know nothing of it. */
export function registerClockRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: ChargeDependencies,
): void {
  const { database, clock, audit } = deps
  const path = '/console/api/stores/:storeId/test-clock'

  const shown = async (storeId: string): Promise<TestClock> => {
    const aheadMs = await readAheadMs(database, storeId)
    return { now: new Date(clock.now().getTime() + aheadMs).toISOString(), isAhead: aheadMs > 0 }
  }

  app.get<OfStore>(path, async (request): Promise<TestClock> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    return shown(storeId)
  })

  app.post<OfStore>(path, async (request): Promise<MovedTestClock> => {
    const caller = await guard.store(request, request.params.storeId, 'channels.write')
    const { storeId } = caller
    const to = toInstant(readBody(moveBody, request.body ?? {}).to, 'to')
    if (to.getUTCFullYear() > 2199) throw refuseCommon('INVALID_REQUEST', 'to: until 2199')
    const before = await shown(storeId)
    const outcome = await moveClock(deps, { storeId, to })
    if (outcome.kind === 'refused')
      throw refuseCommon('INVALID_REQUEST', `to: not before ${outcome.now.toISOString()}`)
    const { move } = outcome
    await database.transaction((transaction) =>
      audit.record(transaction, caller, {
        action: 'test-clock.move',
        storeId,
        target: storeId,
        before: { now: before.now },
        after: { now: move.now.toISOString(), charged: move.charged.length },
      }),
    )
    return {
      now: move.now.toISOString(),
      isAhead: true,
      charged: move.charged,
      isReached: move.isReached,
    }
  })

  app.delete<OfStore>(path, async (request): Promise<TestClock> => {
    const caller = await guard.store(request, request.params.storeId, 'channels.write')
    const { storeId } = caller
    const before = await shown(storeId)
    await database.transaction(async (transaction) => {
      await putAheadMs(transaction, storeId, null, clock.now())
      await rebookByClock(transaction, storeId)
      await audit.record(transaction, caller, {
        action: 'test-clock.reset',
        storeId,
        target: storeId,
        before: { now: before.now },
      })
    })
    deps.worker.wake(runScheduleKind)
    return shown(storeId)
  })
}
