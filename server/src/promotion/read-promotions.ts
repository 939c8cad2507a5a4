import { sql, type Database } from '../foundation/database.ts'
import type { PromotionDetail, PromotionView } from '../wire/console-promotion.ts'
import { promotionStatus, type Promotion } from './promotion.ts'
import { promotionColumns, readPromotion } from './promotion-store.ts'

const list = sql(
  'promotion-list',
  `select ${promotionColumns} from promotion where store_id = $1 order by created_at desc, promotion_id limit 200`,
)
const days = sql(
  'promotion-days',
  `select to_char(decided_at at time zone 'Asia/Seoul', 'YYYY-MM-DD') as day, sum(discount_minor - returned_minor)::bigint as discount,
     count(*)::integer as payments
   from promotion_use where store_id = $1 and promotion_id = $2 and state = 'SPENT' and decided_at > $3
   group by 1 order by 1`,
)
const uses = sql(
  'promotion-uses',
  `select payment_id as "paymentId", transaction_id as "transactionId", state, order_minor as "order", discount_minor as discount,
     returned_minor as returned, reserved_at as at
   from promotion_use where store_id = $1 and promotion_id = $2 order by reserved_at desc, transaction_id limit 50`,
)
const daysShownMs = 92 * 86_400_000

export async function listPromotions(
  database: Database,
  storeId: string,
  now: Date,
): Promise<readonly PromotionView[]> {
  return (await database.query<Promotion>(list, [storeId])).map((promotion) => consoleView(promotion, now))
}

type Day = PromotionDetail['days'][number]
type Use = Omit<PromotionDetail['uses'][number], 'at'> & { readonly at: Date }

export async function readPromotionDetail(
  database: Database,
  storeId: string,
  promotionId: string,
  now: Date,
): Promise<PromotionDetail | undefined> {
  const [promotion, byDay, used] = await Promise.all([
    readPromotion(database, storeId, promotionId),
    database.query<Day>(days, [storeId, promotionId, new Date(now.getTime() - daysShownMs)]),
    database.query<Use>(uses, [storeId, promotionId]),
  ])
  if (promotion === undefined) return undefined
  return {
    ...consoleView(promotion, now),
    days: byDay,
    uses: used.map((use) => ({ ...use, at: use.at.toISOString() })),
  }
}

export function consoleView(promotion: Promotion, now: Date): PromotionView {
  return {
    promotionId: promotion.promotionId,
    version: promotion.rowVersion,
    name: promotion.name,
    status: promotionStatus(promotion, now),
    cardCompany: promotion.cardCompany,
    currency: promotion.currency,
    partitions: promotion.partitions,
    ...(promotion.maxDiscountMinor === null ? {} : { maxDiscount: promotion.maxDiscountMinor }),
    recoverOption: promotion.recoverOption,
    totalBudget: promotion.totalBudgetMinor,
    reserved: promotion.reservedMinor,
    spent: promotion.spentMinor,
    startsAt: promotion.startsAt.toISOString(),
    endsAt: promotion.endsAt.toISOString(),
    ...(promotion.terminatedAt === null ? {} : { terminatedAt: promotion.terminatedAt.toISOString() }),
    createdAt: promotion.createdAt.toISOString(),
  }
}
