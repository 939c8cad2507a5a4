import type { Approved, Issued } from '@naru/gateways'
import { settleWorkId, sealRight } from '../billing-key/billing-key-store.ts'
import { settleBillingKeyKind } from '../billing-key/billing-key-dependencies.ts'
import { storableJson } from '../foundation/storable-text.ts'
import type { Vault } from '../foundation/sealing.ts'
import type { StatementPart } from './compose-transition.ts'
import type { Attempt } from './payment.ts'

/** True where the PG gives the billing key together with this payment, in the window that takes it. */
export function bringsKey({ data }: Pick<Attempt, 'data'>): boolean {
  return data.isFirstOfKey === true && data.way === undefined
}

/** The right that came with an approval, sealed for its key's row. */
export interface SealedRight {
  readonly rightSealed: string
  readonly instrument: Issued['instrument']
  readonly pgTxId: string
}

export async function sealIssued(
  vault: Vault,
  attempt: Pick<Attempt, 'storeId' | 'data'>,
  { issued, pgTxId }: Pick<Approved, 'issued' | 'pgTxId'>,
): Promise<SealedRight | undefined> {
  const { billingKey, channel } = attempt.data
  if (issued === undefined || billingKey === undefined || !bringsKey(attempt)) return undefined
  const rightSealed = await sealRight(
    vault,
    { storeId: attempt.storeId, billingKey },
    channel.key,
    issued.right,
  )
  return { rightSealed, instrument: issued.instrument, pgTxId }
}

/**
 * What the decision of a key's first payment writes beside the payment, in its very statement: the right that came with it,
 * and the work that ends the key (billing-key/finish-first-payment.ts). So a payment is never taken without somebody who
 * sees to its key, and a pending one that comes to nothing takes its key along.
 */
export function keyParts(
  before: Pick<Attempt, 'status'>,
  after: Pick<Attempt, 'status' | 'data'>,
  right: SealedRight | undefined,
): readonly StatementPart[] {
  const { billingKey, isFirstOfKey } = after.data
  const isDecided = after.status !== before.status && (after.status === 'PAID' || after.status === 'FAILED')
  if (billingKey === undefined || isFirstOfKey !== true || !isDecided) return []
  const isWaitedFor = !bringsKey(after) && before.status !== 'PAY_PENDING'
  // Whoever charges the key is there and ends it himself.
  if (isWaitedFor) return []
  return [
    ...(bringsKey(after) ? [beginPaying(billingKey)] : []),
    ...(right === undefined ? [] : [keepRight(billingKey, after.data.channel.key, right)]),
    bookKey(billingKey),
  ]
}

/** From OPEN to PAYING; the version turns away whoever has read the key before. */
function beginPaying(billingKey: string): StatementPart {
  return {
    code: 'kp',
    write: (
      parameter,
      { storeId },
    ) => `update billing_key k set phase = 'PAYING', row_version = k.row_version + 1
      from head where k.store_id = ${storeId} and k.billing_key = ${parameter(billingKey)} and k.phase = 'OPEN'`,
  }
}

function keepRight(
  billingKey: string,
  channelKey: string,
  { rightSealed, instrument, pgTxId }: SealedRight,
): StatementPart {
  return {
    code: 'kr',
    write: (parameter, { storeId }) => `update billing_key_channel c set status = 'ISSUED',
      right_sealed = ${parameter(rightSealed)}, data = c.data || ${parameter(storableJson({ instrument, pgTxId }))}::jsonb
      from head where c.store_id = ${storeId} and c.billing_key = ${parameter(billingKey)}
        and c.channel_key = ${parameter(channelKey)}`,
  }
}

function bookKey(billingKey: string): StatementPart {
  return {
    code: 'kw',
    write: (parameter, { storeId, at }) => `insert into due_work
      (store_id, work_id, kind, reference, due_at, created_at)
      select ${storeId}, ${parameter(settleWorkId(billingKey))}, '${settleBillingKeyKind}',
       jsonb_build_object('billingKey', ${parameter(billingKey)}::text), ${at}, ${at} from head
      on conflict (store_id, work_id) do update set due_at = excluded.due_at, lease_owner = null, lease_until = null`,
  }
}
