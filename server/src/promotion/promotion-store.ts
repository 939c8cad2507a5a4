import { sql, type Database } from '../foundation/database.ts'
import { storableJson } from '../foundation/storable-text.ts'
import type { Promotion } from './promotion.ts'

export const promotionColumns = `store_id as "storeId", promotion_id as "promotionId", merchant_id as "merchantId",
  row_version as "rowVersion", name, card_company as "cardCompany", currency, partitions, max_discount_minor as "maxDiscountMinor",
  recover_option as "recoverOption", total_budget_minor as "totalBudgetMinor", reserved_minor as "reservedMinor",
  spent_minor as "spentMinor", starts_at as "startsAt", ends_at as "endsAt", paused_at as "pausedAt",
  terminated_at as "terminatedAt", created_at as "createdAt"`

const read = sql(
  'promotion-read',
  `select ${promotionColumns} from promotion where store_id = $1 and promotion_id = $2`,
)
const insert = sql(
  'promotion-insert',
  `insert into promotion (store_id, promotion_id, merchant_id, row_version, name, card_company, currency, partitions, max_discount_minor,
     recover_option, total_budget_minor, starts_at, ends_at, created_at, updated_at)
   values ($1, $2, $3, 1, $4, $5, $6, $7::jsonb, $8, $9::jsonb, $10, $11, $12, $13, $13) returning ${promotionColumns}`,
)
const update = sql(
  'promotion-update',
  `update promotion set row_version = row_version + 1, name = $4, card_company = $5, partitions = $6::jsonb, max_discount_minor = $7,
     recover_option = $8::jsonb, total_budget_minor = $9, starts_at = $10, ends_at = $11, paused_at = $12, terminated_at = $13,
     updated_at = $14
   where store_id = $1 and promotion_id = $2 and row_version = $3 returning ${promotionColumns}`,
)
/** The status of the moment and the rest of the budget decide in the very statement that takes it. */
const reserve = sql(
  'promotion-reserve',
  `with taken as (
     update promotion set reserved_minor = reserved_minor + $6, updated_at = $7
     where store_id = $1 and promotion_id = $2 and terminated_at is null and paused_at is null and starts_at <= $7 and ends_at > $7
       and total_budget_minor - spent_minor - reserved_minor >= $6
     returning store_id)
   insert into promotion_use (store_id, transaction_id, promotion_id, payment_id, state, order_minor, discount_minor, reserved_at)
   select store_id, $3, $2, $4, 'RESERVED', $5, $6, $7 from taken returning transaction_id`,
)

export async function readPromotion(
  database: Database,
  storeId: string,
  promotionId: string,
): Promise<Promotion | undefined> {
  const [row] = await database.query<Promotion>(read, [storeId, promotionId])
  return row
}

export type PromotionValues = Pick<
  Promotion,
  | 'name'
  | 'cardCompany'
  | 'partitions'
  | 'maxDiscountMinor'
  | 'recoverOption'
  | 'totalBudgetMinor'
  | 'startsAt'
  | 'endsAt'
>

export async function insertPromotion(
  database: Database,
  promotion: PromotionValues & Pick<Promotion, 'storeId' | 'promotionId' | 'merchantId' | 'currency'>,
  now: Date,
): Promise<Promotion> {
  const [row] = await database.query<Promotion>(insert, [
    promotion.storeId,
    promotion.promotionId,
    promotion.merchantId,
    promotion.name,
    promotion.cardCompany,
    promotion.currency,
    storableJson(promotion.partitions),
    promotion.maxDiscountMinor,
    storableJson(promotion.recoverOption),
    promotion.totalBudgetMinor,
    promotion.startsAt,
    promotion.endsAt,
    now,
  ])
  if (row === undefined) throw new Error('a promotion was not inserted')
  return row
}

/** Undefined when somebody changed it meanwhile. */
export async function updatePromotion(
  database: Database,
  promotion: Promotion,
  now: Date,
): Promise<Promotion | undefined> {
  const [row] = await database.query<Promotion>(update, [
    promotion.storeId,
    promotion.promotionId,
    promotion.rowVersion,
    promotion.name,
    promotion.cardCompany,
    storableJson(promotion.partitions),
    promotion.maxDiscountMinor,
    storableJson(promotion.recoverOption),
    promotion.totalBudgetMinor,
    promotion.startsAt,
    promotion.endsAt,
    promotion.pausedAt,
    promotion.terminatedAt,
    now,
  ])
  return row
}

/** Holds a discount for one attempt. False when the promotion does not run now or its budget does not reach. */
export async function reserveDiscount(
  transaction: Database,
  use: {
    readonly storeId: string
    readonly promotionId: string
    readonly transactionId: string
    readonly paymentId: string
    readonly orderMinor: number
    readonly discountMinor: number
  },
  now: Date,
): Promise<boolean> {
  const rows = await transaction.query(reserve, [
    use.storeId,
    use.promotionId,
    use.transactionId,
    use.paymentId,
    use.orderMinor,
    use.discountMinor,
    now,
  ])
  return rows.length === 1
}
