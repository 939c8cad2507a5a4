import type { HandOffOrigins, IncomingRequest } from '@naru/gateways'
import { toBillingOrder, type BillingKey } from '../billing-key/billing-key.ts'
import { openOfKey, readBillingKey, sealOfKey, writeBillingKey } from '../billing-key/billing-key-store.ts'
import { failIssue, issueTokenOf, receiveIssueProof } from '../billing-key/finish-issue.ts'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { sql } from '../foundation/database.ts'
import { currencyScale } from '../payment/currency.ts'
import type { Attempt } from '../payment/payment.ts'
import type { BeginView, IssueAndPayResult, IssueResult, WindowView } from '../wire/checkout.ts'
import { publicAttemptId } from './attempt-key.ts'
import type { WindowState } from './attempt-outcome.ts'
import type { CheckoutAttempt } from './attempt-store.ts'
import { returnUrls } from './begin-attempt.ts'
import { refuseCheckout } from './checkout-errors.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import { v1IssueRedirectMembers } from './v1-result.ts'
import { issueClosedByBuyer as closedByBuyer } from './window-closed.ts'

/** The window of a billing key: the same steps as a payment's. What is charged with it is charged after the issue. */
export interface IssueWindow {
  readonly checkout: CheckoutAttempt
  readonly key: BillingKey
  readonly channel: OpenedChannel | undefined
}

const markBegun = sql(
  'checkout-mark-begun',
  `update checkout_attempt set begun_at = coalesce(begun_at, $3) where store_id = $1 and attempt_id = $2`,
)

export async function openIssueWindow(
  deps: CheckoutDependencies,
  checkout: CheckoutAttempt,
): Promise<IssueWindow> {
  const key = await readBillingKey(deps.database, checkout.storeId, nameOf(checkout))
  if (key === undefined) throw refuseCheckout('AttemptNotFound')
  const channelKey = key.channels[0]?.channelKey ?? ''
  return { checkout, key, channel: await deps.billingKeys.openAnyChannel(key.storeId, channelKey) }
}

function nameOf({ attemptId }: CheckoutAttempt): string {
  return `billing-key-${attemptId}`
}

export function issueOrigins({ channel }: IssueWindow): HandOffOrigins {
  return channel?.gateway.windowOrigins?.(channel.moduleCode, channel.context().environment) ?? {}
}

export async function issueView(
  deps: CheckoutDependencies,
  { checkout, key, channel }: IssueWindow,
): Promise<WindowView> {
  const { state } = await issueState(deps, checkout, key)
  const snapshot = key.channels[0]?.data.channel
  const amount = key.data.displayAmount ?? { minor: 0, currency: 'KRW' }
  return {
    attemptId: publicAttemptId(checkout),
    state:
      state !== 'DONE' && key.phase === 'OPEN' && checkout.expiresAt <= deps.clock.now() ? 'EXPIRED' : state,
    windowType: checkout.windowType,
    ...(checkout.pageOrigin === null || checkout.windowType === 'REDIRECTION'
      ? {}
      : { merchantOrigin: checkout.pageOrigin }),
    mode: key.mode,
    storeName: checkout.storeName,
    purpose: key.data.firstPayment === undefined ? 'ISSUE_BILLING_KEY' : 'ISSUE_BILLING_KEY_AND_PAY',
    orderName: key.data.issueName ?? '정기결제 등록',
    amount: {
      totalMinor: amount.minor,
      currency: amount.currency,
      scale: currencyScale(amount.currency),
    },
    payMethod: key.method,
    pg: {
      id: snapshot?.pg ?? '',
      nameKo: channel?.gateway.catalogue.nameKo ?? snapshot?.pg ?? '',
      nameEn: channel?.gateway.catalogue.nameEn ?? snapshot?.pg ?? '',
    },
    ...(key.data.locale === undefined ? {} : { locale: key.data.locale }),
    expiresAt: checkout.expiresAt.toISOString(),
  }
}

/** Hands the buyer to the PG. Safe to repeat while the window is open. */
export async function beginIssue(
  deps: CheckoutDependencies,
  { checkout, key, channel }: IssueWindow,
  token: string,
): Promise<BeginView> {
  const now = deps.clock.now()
  if (key.phase !== 'OPEN') return { kind: 'done' }
  const fail = async (reason: string, sdkCode: string, words: object = {}): Promise<BeginView> => {
    await failIssue(deps.billingKeys, key.storeId, key.billingKey, { reason, sdkCode, ...words })
    return { kind: 'done' }
  }
  if (checkout.expiresAt <= now) return fail('등록 시간이 지나 취소되었습니다.', 'FAILURE_TYPE_PG')
  const snapshot = key.channels[0]?.data.channel
  if (channel?.gateway.beginIssue === undefined || snapshot === undefined)
    return fail('결제 채널을 사용할 수 없어 등록을 취소했습니다.', 'ChannelNotFound')
  const urls = returnUrls(deps.checkoutOrigin, snapshot, key.storeId, token)
  const answer = await channel.gateway.beginIssue(channel.context(), toBillingOrder(key), urls)
  switch (answer.kind) {
    case 'declined': {
      const { pgCode, pgMessage } = answer
      return fail(pgCode === '' ? pgMessage : `[${pgCode}] ${pgMessage}`, 'FAILURE_TYPE_PG', {
        pgCode,
        pgMessage,
      })
    }
    case 'silent':
      return fail('결제대행사에 연결하지 못해 등록을 취소했습니다.', 'PG_PROVIDER_ERROR')
    case 'begun': {
      const memory = {
        ...(await openOfKey(deps.vault, key, 'memory_sealed', key.memorySealed)),
        ...answer.memory,
      }
      const memorySealed = await sealOfKey(deps.vault, key, 'memory_sealed', memory)
      const written = await writeBillingKey(deps.database, {
        key: { ...key, memorySealed },
        settleAt: null,
        at: now,
      })
      if (!written) return { kind: 'done' }
      await deps.database.query(markBegun, [checkout.storeId, checkout.attemptId, now])
      return { kind: 'hand-off', handOff: answer.handOff }
    }
  }
}

/** The buyer's browser comes back from the PG. What it carries is a hint; only the PG's own answer issues a key. */
export async function receiveIssueReturn(
  deps: CheckoutDependencies,
  { key, channel }: IssueWindow,
  request: IncomingRequest,
): Promise<void> {
  if (key.phase !== 'OPEN' || channel?.gateway.readIssueReturn === undefined) return
  const order = toBillingOrder(key)
  const memory = await openOfKey(deps.vault, key, 'memory_sealed', key.memorySealed)
  const reading = channel.gateway.readIssueReturn(channel.context(), order, memory, request)
  switch (reading.kind) {
    case 'unreadable':
      deps.log.warn({ billingKey: key.billingKey, reason: reading.reason }, 'unreadable PG return')
      return
    case 'failed': {
      const { pgCode, pgMessage } = reading
      const words = pgCode === '' ? {} : { pgCode, pgMessage }
      const told = {
        reason: pgCode === '' ? pgMessage : `[${pgCode}] ${pgMessage}`,
        sdkCode: 'FAILURE_TYPE_PG',
      }
      await failIssue(deps.billingKeys, key.storeId, key.billingKey, {
        ...(reading.closedByBuyer ? closedByBuyer : told),
        ...words,
      })
      return
    }
    case 'authenticated': {
      if (reading.claimedOrderId !== undefined && reading.claimedOrderId !== order.pgIssueId) {
        deps.log.warn({ billingKey: key.billingKey }, 'PG return that does not fit the prepared key')
        await failIssue(deps.billingKeys, key.storeId, key.billingKey, {
          reason: '등록 정보가 요청과 일치하지 않아 취소했습니다.',
          sdkCode: 'PORTONE_ERROR',
        })
        return
      }
      await receiveIssueProof(deps.billingKeys, key, reading.proof)
    }
  }
}

export async function closeIssue(deps: CheckoutDependencies, checkout: CheckoutAttempt): Promise<void> {
  await failIssue(deps.billingKeys, checkout.storeId, nameOf(checkout), closedByBuyer)
}

/** How far the registration is, and its SDK response once it is decided. */
export async function issueState(
  deps: CheckoutDependencies,
  checkout: CheckoutAttempt,
  known?: BillingKey,
): Promise<WindowState> {
  const key = known ?? (await readBillingKey(deps.database, checkout.storeId, nameOf(checkout)))
  if (key === undefined) throw refuseCheckout('AttemptNotFound')
  const result = await issueResult(deps, key)
  if (result !== undefined)
    return {
      state: 'DONE',
      result,
      ...(key.data.v1?.window === undefined ? {} : { v1Members: v1IssueRedirectMembers(key, result) }),
    }
  return { state: key.phase === 'OPEN' && checkout.begunAt === null ? 'PREPARED' : 'IN_PG' }
}

/** The same of a payment's window that brings a key: it is decided when the key is, which follows the payment. */
export async function payingState(
  deps: CheckoutDependencies,
  checkout: CheckoutAttempt,
  { data, phase }: Attempt,
): Promise<WindowState> {
  const key = await readBillingKey(deps.database, checkout.storeId, data.billingKey ?? '')
  const result = key && (await issueResult(deps, key))
  if (result !== undefined) return { state: 'DONE', result }
  return { state: phase === 'OPEN' && checkout.begunAt === null ? 'PREPARED' : 'IN_PG' }
}

/** Ends the key of a payment that was decided a moment ago; elsewhere the settle job does. */
export async function endKeyOf(deps: CheckoutDependencies, { storeId, data }: Attempt): Promise<void> {
  const key = await readBillingKey(deps.database, storeId, data.billingKey ?? '')
  if (key?.phase === 'PAYING') await deps.billingKeys.payFirst(key)
}

async function issueResult(
  deps: CheckoutDependencies,
  key: BillingKey,
): Promise<IssueResult | IssueAndPayResult | undefined> {
  const { failure, firstPayment } = key.data
  const told = (billingKey: string, txId = firstPayment?.transactionId ?? '') =>
    firstPayment === undefined
      ? { transactionType: 'ISSUE_BILLING_KEY' as const, billingKey }
      : {
          transactionType: 'ISSUE_BILLING_KEY_AND_PAY' as const,
          txId,
          paymentId: firstPayment.paymentId,
          billingKey,
        }
  const billingIssueToken = await issueTokenOf(deps, key)
  if (billingIssueToken !== undefined) {
    const untilConfirmed = 'NEEDS_CONFIRMATION'
    return { ...told(untilConfirmed, untilConfirmed), billingIssueToken }
  }
  if (key.status === 'ISSUED' || key.status === 'DELETED') return told(key.billingKey)
  if (key.status !== 'FAILED' || failure === undefined) return undefined
  return {
    ...told(''),
    code: failure.sdkCode,
    message: failure.reason,
    ...(failure.pgCode === undefined ? {} : { pgCode: failure.pgCode }),
    ...(failure.pgMessage === undefined ? {} : { pgMessage: failure.pgMessage }),
  }
}
