import { notSupported } from '../channel/unsupported-use.ts'
import type { CashReceiptAnswer, CashReceiptCall } from '@naru/gateways'
import { minute, type Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Logger } from '../foundation/log.ts'
import type { Random } from '../foundation/random.ts'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { automaticReceipt } from './automatic-receipt.ts'
import type { CashReceipt } from './cash-receipt.ts'
import { readReceipt, reserveReceipt, writeReceipt } from './cash-receipt-store.ts'

export interface CashReceiptDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  /** The channel for a new receipt; undefined when it was deleted. */
  readonly openLivingChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
  /** The same for what was issued through it before. */
  readonly openChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
}

export interface IssueRequest {
  readonly storeId: string
  readonly merchantId: string
  readonly paymentId: string
  readonly channelKey: string
  readonly call: Omit<CashReceiptCall, 'receiptId' | 'idempotencyKey'>
}

export type IssueOutcome =
  | { readonly kind: 'issued'; readonly receipt: CashReceipt }
  | { readonly kind: 'refused'; readonly type: 'CASH_RECEIPT_ALREADY_ISSUED' | 'CHANNEL_NOT_FOUND' }
  | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }

/** No call runs longer; a receipt that is still being issued after it was left by a process that died. */
const callLimitMs = 2 * minute

/**
 * Issues a cash receipt for a paymentId, which need not be a payment of ours. The right to issue is taken first, so that
 * two calls at once issue one receipt. After silence nobody knows whether the tax office has it: the call is repeated
 * with the same key where that is safe, and otherwise left for the PG's own pages to tell.
 */
export async function issueCashReceipt(
  deps: CashReceiptDependencies,
  request: IssueRequest,
): Promise<IssueOutcome> {
  const { storeId, paymentId, call } = request
  const channel = await deps.openLivingChannel(storeId, request.channelKey)
  if (channel === undefined || channel.isUnspeakable) return { kind: 'refused', type: 'CHANNEL_NOT_FOUND' }
  const { gateway } = channel
  if (gateway.issueCashReceipt === undefined)
    return declined(notSupported(channel.gateway, channel.moduleCode, 'cash-receipt'))
  const former = await readReceipt(deps.database, storeId, paymentId)
  const isAutomatic = (await automaticReceipt(deps.database, storeId, paymentId))?.status === 'ISSUED'
  if (former?.status === 'ISSUED' || isAutomatic) return alreadyIssued
  const now = deps.clock.now()
  const isOpen = former?.status === 'UNKNOWN' || former?.status === 'ISSUING'
  if (former?.status === 'ISSUING' && now.getTime() - former.statusUpdatedAt.getTime() < callLimitMs)
    return alreadyIssued
  if (isOpen && !(gateway.cashReceiptIsIdempotent === true && isSame(former, request)))
    return declined('앞선 발급 요청의 결과를 알 수 없습니다. PG사 관리자에서 발급 여부를 확인하세요.')

  const reserved = await reserveReceipt(
    deps.database,
    {
      storeId,
      paymentId,
      receiptId: isOpen ? former.receiptId : deps.random.id(),
      merchantId: request.merchantId,
      channel: {
        id: channel.channelId,
        key: channel.channelKey,
        name: channel.name,
        type: channel.mode,
        pgProvider: channel.pgProvider,
        pgMerchantId: channel.pgMerchantId,
      },
      type: call.type,
      orderName: call.orderName,
      currency: call.amount.currency,
      amountMinor: call.amount.minor,
      taxFreeMinor: call.taxFreeMinor,
      vatMinor: call.vatMinor,
    },
    former?.rowVersion ?? -1,
    now,
  )
  if (reserved === undefined) return alreadyIssued
  const { receiptId } = reserved
  const answer = await askPg(deps, channel, { ...call, receiptId, idempotencyKey: receiptId })
  return record(deps, reserved, answer)
}

const alreadyIssued: IssueOutcome = { kind: 'refused', type: 'CASH_RECEIPT_ALREADY_ISSUED' }

function declined(pgMessage: string): IssueOutcome {
  return { kind: 'declined', pgCode: '', pgMessage }
}

/** The same call as the one whose answer was lost. */
function isSame(former: CashReceipt, { channelKey, call }: IssueRequest): boolean {
  return (
    former.channel.key === channelKey &&
    former.amountMinor === call.amount.minor &&
    former.currency === call.amount.currency &&
    former.type === call.type
  )
}

async function askPg(
  deps: CashReceiptDependencies,
  channel: OpenedChannel,
  call: CashReceiptCall,
): Promise<CashReceiptAnswer> {
  const { gateway } = channel
  for (let tries = gateway.cashReceiptIsIdempotent === true ? 2 : 1; ; tries -= 1) {
    const answer = await Promise.resolve(gateway.issueCashReceipt?.(channel.context(), call)).catch(
      (error: unknown): CashReceiptAnswer => {
        deps.log.error({ err: error, receiptId: call.receiptId }, 'issuing a cash receipt threw')
        return { kind: 'silent', reason: 'the connector failed' }
      },
    )
    if (answer === undefined) return { kind: 'silent', reason: 'the gateway issues no receipts' }
    if (answer.kind !== 'silent' || tries <= 1) return answer
  }
}

async function record(
  deps: CashReceiptDependencies,
  reserved: CashReceipt,
  answer: CashReceiptAnswer,
): Promise<IssueOutcome> {
  const now = deps.clock.now()
  switch (answer.kind) {
    case 'issued': {
      const facts = {
        status: 'ISSUED',
        pgReceiptId: answer.pgReceiptId,
        issueNumber: answer.issueNumber,
        url: answer.url ?? null,
        issuedAt: answer.at,
      } as const
      const receipt = await writeReceipt(deps.database, reserved, facts, now)
      if (receipt === undefined)
        throw new Error(`the receipt ${reserved.receiptId} changed while it was issued`)
      return { kind: 'issued', receipt }
    }
    case 'declined':
      await writeReceipt(deps.database, reserved, { status: 'ISSUE_FAILED' }, now, {
        pgCode: answer.pgCode,
        pgMessage: answer.pgMessage,
      })
      return { kind: 'declined', pgCode: answer.pgCode, pgMessage: answer.pgMessage }
    case 'silent':
      await writeReceipt(deps.database, reserved, { status: 'UNKNOWN' }, now)
      return declined('PG사의 응답이 없어 발급 여부를 알 수 없습니다.')
  }
}
