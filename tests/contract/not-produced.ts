import type { Operation } from '@naru/server/rest-v2/operation'

/**
 * What REST V2 declares and this product cannot produce truthfully, each with its reason. `npm run contract` prints them
 * beside the counts, and fails on whatever is neither produced nor explained here.
 */
const reasons: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GET /banks': { INVALID_REQUEST: 'takes no input that could be wrong' },
  'POST /payments/{paymentId}/billing-key': {
    DISCOUNT_AMOUNT_EXCEEDS_TOTAL_AMOUNT:
      'whose card stands behind a key is not known before the PG answers, so no discount is promised here',
  },
  'POST /payments/{paymentId}/instant': {
    DISCOUNT_AMOUNT_EXCEEDS_TOTAL_AMOUNT:
      'whose card a number is is not known before the PG answers, so no discount is promised here',
  },
  'GET /promotions/{promotionId}': {
    FORBIDDEN: 'names no store: what the caller may not see is not found',
  },
}

/** The features that are not part of this installation, in the types that say so. */
const absence: Readonly<Record<string, string>> = {
  P3: 'partner settlement is not part of this installation',
  P4: 'tax invoices are not part of this installation',
}

/** Why the operation never answers so; undefined where it should. `200` stands for the happy answer. */
export function reasonFor({ method, path, priority }: Operation, type: string): string | undefined {
  return reasons[`${method} ${path}`]?.[type] ?? absence[priority]
}
