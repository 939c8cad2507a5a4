import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import { isUniqueViolation, type Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import { promotionStatus, type Promotion } from './promotion.ts'
import { insertPromotion, readPromotion, updatePromotion, type PromotionValues } from './promotion-store.ts'

export interface PromotionDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly audit: AuditLog
}
export type PromotionCaller = ConsoleCaller & { readonly storeId: string }

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly promotion: Promotion }
  | {
      readonly kind: 'refused'
      readonly type:
        | 'PromotionNotFoundError'
        | 'DuplicatePromotionNameError'
        | 'PromotionTerminatedError'
        | 'PromotionNotEditableError'
        | 'PromotionStaleError'
    }

export async function createPromotion(
  deps: PromotionDependencies,
  caller: PromotionCaller,
  values: PromotionValues,
): Promise<SaveOutcome> {
  const { storeId, merchantId } = caller
  return refusingTwins(() =>
    deps.database.transaction(async (transaction) => {
      const promotion = await insertPromotion(
        transaction,
        {
          ...values,
          storeId,
          merchantId,
          promotionId: `promotion-id-${deps.random.uuid()}`,
          currency: 'KRW',
        },
        deps.clock.now(),
      )
      await deps.audit.record(transaction, caller, {
        action: 'promotion.create',
        storeId,
        target: promotion.promotionId,
        after: plain(promotion),
      })
      return { kind: 'saved', promotion }
    }),
  )
}

/** Before it begins everything can be changed; afterwards name and period, of a paused one name and end. */
export async function changePromotion(
  deps: PromotionDependencies,
  caller: PromotionCaller,
  change: { readonly promotionId: string; readonly version: number; readonly values: PromotionValues },
): Promise<SaveOutcome> {
  return write(deps, caller, change.promotionId, 'promotion.update', (before, now) => {
    if (before.rowVersion !== change.version) return 'PromotionStaleError'
    const after = { ...before, ...change.values }
    const isFree = promotionStatus(before, now) === 'SCHEDULED'
    const isSame =
      JSON.stringify(fixedParts(before)) === JSON.stringify(fixedParts(after)) &&
      (before.pausedAt === null || before.startsAt.getTime() === after.startsAt.getTime())
    return isFree || isSame ? after : 'PromotionNotEditableError'
  })
}

/** What a promotion that has begun keeps. */
function fixedParts({
  cardCompany,
  partitions,
  maxDiscountMinor,
  recoverOption,
  totalBudgetMinor,
}: Promotion) {
  return [
    cardCompany,
    partitions.map(({ amountFrom, scheme }) => [
      amountFrom,
      scheme.type,
      scheme.type === 'PERCENT' ? scheme.percent : scheme.amount,
    ]),
    maxDiscountMinor,
    recoverOption.type,
    totalBudgetMinor,
  ]
}

export type PromotionStep = 'pause' | 'resume' | 'terminate'

/** 일시중지, 재개, 종료. Repeating a step that is done changes nothing. */
export async function stepPromotion(
  deps: PromotionDependencies,
  caller: PromotionCaller,
  promotionId: string,
  step: PromotionStep,
): Promise<SaveOutcome> {
  return write(deps, caller, promotionId, `promotion.${step}`, (before, now) => {
    switch (step) {
      case 'pause':
        return { ...before, pausedAt: before.pausedAt ?? now }
      case 'resume':
        return { ...before, pausedAt: null }
      case 'terminate':
        return { ...before, terminatedAt: now }
    }
  })
}

async function write(
  deps: PromotionDependencies,
  caller: PromotionCaller,
  promotionId: string,
  action: 'promotion.update' | 'promotion.pause' | 'promotion.resume' | 'promotion.terminate',
  decide: (before: Promotion, now: Date) => Promotion | Extract<SaveOutcome, { kind: 'refused' }>['type'],
): Promise<SaveOutcome> {
  const { storeId } = caller
  return refusingTwins(() =>
    deps.database.transaction(async (transaction) => {
      const before = await readPromotion(transaction, storeId, promotionId)
      if (before === undefined) return { kind: 'refused', type: 'PromotionNotFoundError' }
      const now = deps.clock.now()
      const status = promotionStatus(before, now)
      if (status === 'TERMINATED' || status === 'COMPLETED')
        return { kind: 'refused', type: 'PromotionTerminatedError' }
      const after = decide(before, now)
      if (typeof after === 'string') return { kind: 'refused', type: after }
      const promotion = await updatePromotion(transaction, after, now)
      if (promotion === undefined) return { kind: 'refused', type: 'PromotionStaleError' }
      await deps.audit.record(transaction, caller, {
        action,
        storeId,
        target: promotionId,
        before: plain(before),
        after: plain(promotion),
      })
      return { kind: 'saved', promotion }
    }),
  )
}

async function refusingTwins(save: () => Promise<SaveOutcome>): Promise<SaveOutcome> {
  try {
    return await save()
  } catch (error) {
    if (isUniqueViolation(error, 'promotion_name'))
      return { kind: 'refused', type: 'DuplicatePromotionNameError' }
    throw error
  }
}

/** What the audit log keeps of it. */
function plain(promotion: Promotion): object {
  const { name, cardCompany, partitions, maxDiscountMinor, recoverOption, totalBudgetMinor } = promotion
  return {
    name,
    cardCompany,
    partitions,
    maxDiscountMinor,
    recoverOption,
    totalBudgetMinor,
    startsAt: promotion.startsAt.toISOString(),
    endsAt: promotion.endsAt.toISOString(),
    pausedAt: promotion.pausedAt?.toISOString() ?? null,
    terminatedAt: promotion.terminatedAt?.toISOString() ?? null,
  }
}
