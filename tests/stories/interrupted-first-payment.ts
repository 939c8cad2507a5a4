type Rows = (text: string, values?: readonly unknown[]) => Promise<unknown>

/**
 * Puts a key and its first payment back to where a process that died would have left them: the PG has given the right,
 * nobody was told of the key, and only the settle job knows. `before the charge`: the payment was not begun either.
 */
export async function interruptFirstPayment(
  rows: Rows,
  {
    when,
    storeId,
    paymentId,
    billingKey,
  }: {
    readonly when: 'before the charge' | 'after the charge'
    readonly storeId: string
    readonly paymentId: string
    readonly billingKey: string
  },
): Promise<void> {
  if (when === 'before the charge') {
    await rows(`delete from payment_transaction where payment_id = $1`, [paymentId])
    await rows(`delete from payment where payment_id = $1`, [paymentId])
  }
  await rows(
    `update billing_key set status = 'READY', phase = 'PAYING', issued_at = null, row_version = row_version + 1
     where billing_key = $1`,
    [billingKey],
  )
  await rows(
    `insert into due_work (store_id, work_id, kind, reference, due_at, created_at)
     values ($1, $2, 'billing-key.settle', jsonb_build_object('billingKey', $3::text), now(), now())`,
    [storeId, `billing-key-settle:${billingKey}`, billingKey],
  )
}
