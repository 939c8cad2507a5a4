import type { DeleteBillingKeyAnswer } from '@naru/gateways'
import type { BillingChannel, BillingKey } from './billing-key.ts'
import { billingCallLimitMs, type BillingKeyDependencies } from './billing-key-dependencies.ts'
import { openRight, readBillingKey, writeBillingKey } from './billing-key-store.ts'

export interface DeleteRequest {
  readonly storeId: string
  readonly billingKey: string
  readonly reason?: string
  readonly requester?: 'CUSTOMER' | 'ADMIN'
  readonly skipWebhook: boolean
}

export type DeleteOutcome =
  | { readonly kind: 'deleted'; readonly at: Date }
  | {
      readonly kind: 'refused'
      readonly type:
        | 'BILLING_KEY_NOT_FOUND'
        | 'BILLING_KEY_NOT_ISSUED'
        | 'BILLING_KEY_ALREADY_DELETED'
        | 'PAYMENT_SCHEDULE_ALREADY_EXISTS'
    }
  | {
      readonly kind: 'declined'
      readonly pgCode: string
      readonly pgMessage: string
      /** Of a super billing key (슈퍼빌링키): the PGs that refused, and those that have forgotten their right. */
      readonly perChannel?: {
        readonly failed: readonly {
          readonly channel: BillingChannel
          readonly pgCode: string
          readonly pgMessage: string
        }[]
        readonly deleted: readonly BillingChannel[]
      }
    }

/**
 * Gives the right to charge back. From its first step on no charge can begin; a PG that has no such call is not asked,
 * and the key is forgotten here. A key with waiting schedules stays.
 *
 *   1 reserve  DELETING, committed
 *   2 delete   at each PG, repeatable: a key that the PG no longer knows counts as deleted
 *   3 record   DELETED with its webhook; or ISSUED again when a PG refuses, without the rights that other PGs have forgotten
 */
export async function deleteBillingKey(
  deps: BillingKeyDependencies,
  request: DeleteRequest,
): Promise<DeleteOutcome> {
  for (;;) {
    const key = await readBillingKey(deps.database, request.storeId, request.billingKey)
    if (key === undefined) return { kind: 'refused', type: 'BILLING_KEY_NOT_FOUND' }
    if (key.status === 'DELETED') return { kind: 'refused', type: 'BILLING_KEY_ALREADY_DELETED' }
    if (key.status !== 'ISSUED') return { kind: 'refused', type: 'BILLING_KEY_NOT_ISSUED' }
    if (key.phase === 'DELETING') return { kind: 'refused', type: 'BILLING_KEY_ALREADY_DELETED' }
    if (key.liveSchedules > 0) return { kind: 'refused', type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' }
    const now = deps.clock.now()
    const deleting: BillingKey = {
      ...key,
      phase: 'DELETING',
      owner: deps.replicaName,
      data: { ...key.data, ...(request.skipWebhook ? { skipWebhook: true } : {}) },
    }
    const settleAt = new Date(now.getTime() + billingCallLimitMs)
    const written = await writeBillingKey(
      deps.database,
      { key: deleting, settleAt, at: now },
      { whileUnscheduled: true },
    )
    if (written) return finishDeletion(deps, { ...deleting, rowVersion: key.rowVersion + 1 }, request)
  }
}

/** Steps 2 and 3; also where a process died between them. */
export async function finishDeletion(
  deps: BillingKeyDependencies,
  key: BillingKey,
  request: Pick<DeleteRequest, 'reason' | 'requester'> = {},
): Promise<DeleteOutcome> {
  const held = key.channels.filter((channel) => channel.rightSealed !== null)
  const asked = await Promise.all(
    held.map(async (row) => ({ row, answer: await deleteAtPg(deps, key, row, request) })),
  )
  const now = deps.clock.now()
  const failed = asked.flatMap(({ row, answer }) =>
    answer.kind === 'deleted' ? [] : [{ channel: row.data.channel, ...wordsOf(answer) }],
  )
  const [first] = failed
  if (first !== undefined) {
    const deleted = asked.flatMap(({ row, answer }) => (answer.kind === 'deleted' ? [row] : []))
    await writeBillingKey(deps.database, {
      key: {
        ...key,
        phase: 'DONE',
        owner: null,
        channels: key.channels.map((row) => (deleted.includes(row) ? { ...row, rightSealed: null } : row)),
      },
      settleAt: null,
      at: now,
    })
    const { pgCode, pgMessage } = first
    return {
      kind: 'declined',
      pgCode,
      pgMessage,
      ...(key.data.channelGroup === undefined
        ? {}
        : { perChannel: { failed, deleted: deleted.map(({ data }) => data.channel) } }),
    }
  }
  const written = await writeBillingKey(deps.database, {
    key: {
      ...key,
      status: 'DELETED',
      phase: 'DONE',
      owner: null,
      deletedAt: now,
      statusAt: now,
      channels: key.channels.map((channel) => ({ ...channel, rightSealed: null })),
    },
    ...(key.data.skipWebhook === true
      ? {}
      : { announce: { workId: deps.random.id(), type: 'BillingKey.Deleted' } }),
    settleAt: null,
    at: now,
  })
  if (!written) return { kind: 'refused', type: 'BILLING_KEY_ALREADY_DELETED' }
  deps.worker.wake('webhook.announce')
  return { kind: 'deleted', at: now }
}

function wordsOf(answer: Exclude<DeleteBillingKeyAnswer, { kind: 'deleted' }>) {
  return answer.kind === 'declined'
    ? { pgCode: answer.pgCode, pgMessage: answer.pgMessage }
    : { pgCode: '', pgMessage: 'PG사가 응답하지 않았습니다. 다시 요청해 주세요.' }
}

/** One PG is asked to forget its right. A PG that has no such call has nothing to forget. */
export async function deleteAtPg(
  deps: BillingKeyDependencies,
  key: BillingKey,
  row: BillingKey['channels'][number],
  request: Pick<DeleteRequest, 'reason' | 'requester'> = {},
): Promise<DeleteBillingKeyAnswer> {
  const channel = await deps.openAnyChannel(key.storeId, row.channelKey)
  const right = await openRight(deps.vault, key, row)
  if (channel?.gateway.deleteBillingKey === undefined || right === undefined) return { kind: 'deleted' }
  try {
    return await channel.gateway.deleteBillingKey(channel.context(), {
      right,
      ...(request.reason === undefined ? {} : { reason: request.reason }),
      ...(request.requester === undefined ? {} : { requester: request.requester }),
    })
  } catch (error) {
    deps.log.error({ err: error, billingKey: key.billingKey }, 'delete threw; treated as silence')
    return { kind: 'silent', reason: 'the connector failed' }
  }
}
