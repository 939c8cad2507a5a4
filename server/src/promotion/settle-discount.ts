/** A member of the one statement that moves a payment; the same shape as the payment's own parts. */
interface Part {
  readonly code: string
  readonly write: (
    parameter: (value: unknown) => string,
    shared: { readonly storeId: string; readonly transactionId: string; readonly at: string },
  ) => string
}

/**
 * What becomes of a held discount when its attempt is decided, written in the statement that decides it. Both members
 * read the use as it was before, so their order does not matter; the payment's version decides about both. Money that
 * arrives after all is spent even if the discount was given up meanwhile: the buyer has paid the lower price.
 */
export function settleDiscount(isPaid: boolean): readonly Part[] {
  const before = isPaid ? `('RESERVED', 'RELEASED')` : `('RESERVED')`
  return [
    {
      code: isPaid ? 'ps' : 'pr',
      write: (_parameter, { storeId, transactionId }) => `update promotion p set
        reserved_minor = p.reserved_minor - case when u.state = 'RESERVED' then u.discount_minor else 0 end,
        spent_minor = p.spent_minor + ${isPaid ? 'u.discount_minor' : '0'}
        from head, promotion_use u
        where u.store_id = ${storeId} and u.transaction_id = ${transactionId} and u.state in ${before}
          and p.store_id = ${storeId} and p.promotion_id = u.promotion_id`,
    },
    {
      code: isPaid ? 'us' : 'ur',
      write: (_parameter, { storeId, transactionId, at }) => `update promotion_use u set
        state = '${isPaid ? 'SPENT' : 'RELEASED'}', decided_at = ${at} from head
        where u.store_id = ${storeId} and u.transaction_id = ${transactionId} and u.state in ${before}`,
    },
  ]
}

/** A cancel gives part of the discount back; the budget gets it where the promotion recovers (예산 복구). */
export function returnDiscount(returnedMinor: number, toBudget: boolean): readonly Part[] {
  const budget: Part = {
    code: 'pb',
    write: (parameter, { storeId, transactionId }) => `update promotion p set
      spent_minor = greatest(p.spent_minor - ${parameter(returnedMinor)}::bigint, 0) from head, promotion_use u
      where u.store_id = ${storeId} and u.transaction_id = ${transactionId} and u.state = 'SPENT'
        and p.store_id = ${storeId} and p.promotion_id = u.promotion_id`,
  }
  const use: Part = {
    code: 'ub',
    write: (parameter, { storeId, transactionId }) => `update promotion_use u set
      returned_minor = u.returned_minor + ${parameter(returnedMinor)}::bigint from head
      where u.store_id = ${storeId} and u.transaction_id = ${transactionId} and u.state = 'SPENT'`,
  }
  return toBudget ? [budget, use] : [use]
}
