import type { Order } from '@naru/gateways'
import type { BillingKeyDependencies } from '../billing-key/billing-key-dependencies.ts'
import type { Channel } from '../channel/channel.ts'
import type { OpenedChannel } from '../channel/open-channel.ts'
import type { Routing } from '../channel-group/read-routing.ts'
import type { VerificationDependencies } from '../identity-verification/verification-dependencies.ts'
import { minute } from '../foundation/clock.ts'
import type { Refusal } from '../foundation/refusal.ts'
import { toOrder } from '../payment/attempt-order.ts'
import { toSnapshot } from '../payment/channel-snapshot.ts'
import type { AppliedPromotion, V1Facts } from '../payment/payment.ts'
import { prepareWithPromotion } from '../payment/prepare-with-promotion.ts'
import { quoteDiscount } from '../promotion/quote-discount.ts'
import type { PaymentDependencies } from '../payment/payment-dependencies.ts'
import {
  preparePayment,
  type FormerPayment,
  type PrepareOutcome,
  type PrepareRequest,
} from '../payment/prepare-payment.ts'
import type { ConfirmQuestion } from '../webhook/ask-merchant.ts'
import type { SendResult } from '../webhook/send-message.ts'
import type { PreparedAttempt } from '../wire/checkout.ts'
import { mintAttemptToken, publicAttemptId } from './attempt-key.ts'
import { windowRow, type NewAttempt } from './attempt-store.ts'
import { checkChannel } from './check-channel.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { chooseWindow } from './choose-window.ts'
import { readGround } from './read-ground.ts'
import { routePayment, type Route } from './route-payment.ts'
import { readPaymentRequest, type PaymentRequest } from './read-payment-request.ts'

export interface CheckoutDependencies extends PaymentDependencies {
  /** Opens a channel that was read together with what needs it. */
  readonly openChannelRow: (channel: Channel) => Promise<OpenedChannel | undefined>
  /** Living channels only. */
  readonly openLivingChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
  readonly readRouting: (storeId: string, channelGroupId: string) => Promise<Routing | undefined>
  readonly billingKeys: BillingKeyDependencies
  readonly verifications: VerificationDependencies
  readonly checkoutOrigin: string
  /** V1's confirm-process: one POST to an address of the merchant's, with the time limits of the kind. */
  readonly askMerchant: (url: string, body: object) => Promise<SendResult>
  /** V2's: in the body version of the store's webhooks, and signed like them. */
  readonly askMerchantSigned: (url: string, question: ConfirmQuestion) => Promise<SendResult>
  /** Sees to it that the orders of a PG that sells by itself are read from now on. */
  readonly followOrders: (channel: { readonly storeId: string; readonly channelKey: string }) => Promise<void>
  readonly language: 'ko' | 'en'
}

export interface PrepareInput {
  readonly request: unknown
  readonly device: 'PC' | 'MOBILE'
  /** `Origin` of the call, else what the script saw; `null` when opaque. */
  readonly pageOrigin: string | null
  readonly ipAddress: string
  readonly userAgent: string | undefined
  /** Our own page opens the window at the top level, whatever the PG's windows are elsewhere. */
  readonly isHosted?: true
}

const attemptLifeMs = 30 * minute

/**
 * Prepares one attempt to pay: everything that can be refused is refused here, before a window opens,
 * in the order shape → store → channel → method → window → currency → ids → the PG's own rules →
 * registered amount → already paid.
 */
export async function prepareAttempt(
  deps: CheckoutDependencies,
  input: PrepareInput,
): Promise<PreparedAttempt> {
  const now = deps.clock.now()
  const request = readPaymentRequest(input.request, input.device, now)
  const [ground, routing] = await Promise.all([
    readGround(deps.database, request),
    request.channelGroupId === undefined
      ? undefined
      : deps.readRouting(request.storeId, request.channelGroupId),
  ])
  if (ground === undefined) throw refuseCheckout('StoreNotFound', 'storeId')
  const route =
    request.channelGroupId === undefined
      ? undefined
      : routePayment(routing, request, { ...input, random: deps.random })
  const channel =
    route === undefined
      ? ground.channel && (await deps.openChannelRow(ground.channel))
      : await deps.openLivingChannel(request.storeId, route.channelKey)
  if (channel === undefined)
    throw route === undefined
      ? refuseCheckout('ChannelNotFound', 'channelKey')
      : refuseCheckout('AllChannelsNotSatisfied', 'channelGroupId')
  checkChannel(channel, request)
  return openAttempt(deps, input, {
    merchantId: ground.merchantId,
    request,
    channel,
    former: ground.former,
    ...(route === undefined ? {} : { route }),
    transactionId: deps.random.id(),
    now,
  })
}

/** What is known of an attempt before its window is chosen. The channel was checked. */
export interface AttemptOpening {
  readonly merchantId: string
  readonly request: PaymentRequest
  readonly channel: OpenedChannel
  readonly former: FormerPayment
  readonly route?: Route
  readonly transactionId: string
  readonly v1?: V1Facts
  readonly now: Date
}

/** The part of preparing that both generations share: window → the PG's own rules → registered amount → already paid. */
export async function openAttempt(
  deps: CheckoutDependencies,
  input: PrepareInput,
  { merchantId, request, channel, former, route, transactionId, v1, now }: AttemptOpening,
): Promise<PreparedAttempt> {
  const windowType =
    input.isHosted === true
      ? 'REDIRECTION'
      : chooseWindow(
          {
            ...channel.module,
            window: v1 === undefined ? channel.module.window : windowInV1(channel.module),
            button: channel.module.ui?.payment,
          },
          request,
          input.device,
          input.pageOrigin,
        )
  const snapshot = { ...toSnapshot(channel), ...(v1 === undefined ? {} : { manualConfirm: false }) }
  const promotion = await quotePromotion(deps, request, now)
  const order: Order = toOrder({
    storeId: request.storeId,
    paymentId: request.paymentId,
    transactionId,
    data: {
      merchantId,
      order: request.order,
      channel: snapshot,
      origin: { platformType: input.device, ipAddress: input.ipAddress },
      ...(promotion === undefined ? {} : { promotion }),
      ...(v1 === undefined ? {} : { v1 }),
      requestedAt: now.toISOString(),
    },
  })
  const asked = route === undefined ? { settings: channel.settings, now } : undefined
  for (const { gateway, module } of route?.candidates ?? [channel]) {
    const problem = gateway.checkOrder?.(module.code, order, asked)
    if (problem !== undefined)
      throw refuseCheckout(
        'RequestParseFailed',
        `${deps.language === 'en' ? problem.messageEn : problem.messageKo} — ${problem.field}`,
      )
  }

  const window = newWindow(deps, request, { transactionId, windowType, now, input })
  const opening: PrepareRequest = {
    merchantId,
    storeId: request.storeId,
    paymentId: request.paymentId,
    transactionId,
    order: request.order,
    channel: snapshot,
    ...(route === undefined ? {} : { channelGroup: route.group }),
    ...(v1 === undefined ? {} : { v1 }),
    origin: {
      platformType: input.device,
      ipAddress: input.ipAddress,
      ...(input.userAgent === undefined ? {} : { userAgent: input.userAgent.slice(0, 500) }),
      ...(input.pageOrigin === null ? {} : { url: input.pageOrigin }),
    },
    also: windowRow(window.row),
  }
  const prepared =
    promotion === undefined
      ? await preparePayment(deps, opening, former)
      : await prepareWithPromotion(deps, opening, promotion, former)
  if (prepared.kind === 'refused') throw attemptRefusal(prepared)
  return window.answer
}

function windowInV1({ window }: OpenedChannel['module']) {
  return window?.pcInV1 === undefined ? window : { ...window, pc: window.pcInV1 }
}

/** The SDK's word for an attempt that may not be opened. */
export function attemptRefusal(refused: Extract<PrepareOutcome, { kind: 'refused' }>): Refusal {
  switch (refused.type) {
    case 'ALREADY_PAID':
      return refuseCheckout('PaymentAlreadyPaid', 'paymentId')
    case 'MAX_TRANSACTION_COUNT_REACHED':
      return refuseCheckout('InvalidEntityState', 'paymentId')
    case 'AMOUNT_NOT_EQUAL_TO_PREDEFINED':
      return refuseCheckout('AmountNotEqualToPredefined', refused.detail)
  }
}

/** The discount that the request asks for; undefined where the payment goes on without one. */
async function quotePromotion(
  deps: CheckoutDependencies,
  { storeId, promotionId, order }: PaymentRequest,
  now: Date,
): Promise<AppliedPromotion | undefined> {
  if (promotionId === undefined) return undefined
  if (order.payMethod !== 'CARD' || order.card?.cardCompany === undefined)
    throw refuseCheckout('RequestParseFailed', 'promotionId: payMethod CARD, card.cardCompany')
  const quote = await quoteDiscount(
    deps.database,
    {
      storeId,
      promotionId,
      cardCompany: order.card.cardCompany,
      totalMinor: order.totalMinor,
      currency: order.currency,
    },
    now,
  )
  switch (quote.kind) {
    case 'none':
      return undefined
    case 'discount':
      return quote.applied
    case 'refused':
      throw refuseCheckout('RequestParseFailed', `promotionId: ${promotionRefusals[quote.type]}`)
  }
}

const promotionRefusals = {
  PROMOTION_NOT_FOUND: '프로모션이 없습니다 / no such promotion',
  PROMOTION_PAY_METHOD_DOES_NOT_MATCH:
    'card.cardCompany가 프로모션의 카드사와 다릅니다 / card.cardCompany is not that of the promotion',
  DISCOUNT_AMOUNT_EXCEEDS_TOTAL_AMOUNT: '할인 금액이 결제 금액 이상입니다 / the discount reaches totalAmount',
} as const

/** The window of a new attempt: its row, and what the shop's page gets. */
export function newWindow(
  deps: Pick<CheckoutDependencies, 'random' | 'checkoutOrigin'>,
  request: Pick<PaymentRequest, 'storeId' | 'redirectUrl' | 'forceRedirect'>,
  opening: {
    readonly transactionId: string
    readonly windowType: PreparedAttempt['window']['type']
    readonly now: Date
    readonly input: PrepareInput
  },
): { readonly row: NewAttempt; readonly answer: PreparedAttempt } {
  const key = { storeId: request.storeId, attemptId: opening.transactionId }
  const token = mintAttemptToken(deps.random, key)
  const secret = deps.random.token(32)
  const expiresAt = new Date(opening.now.getTime() + attemptLifeMs)
  return {
    row: {
      token,
      secret,
      windowType: opening.windowType,
      pageOrigin: opening.input.pageOrigin,
      redirectUrl: request.redirectUrl ?? null,
      forceRedirect: request.forceRedirect && request.redirectUrl !== undefined,
      device: opening.input.device,
      expiresAt,
    },
    answer: {
      attemptId: publicAttemptId(key),
      txId: opening.transactionId,
      attemptSecret: secret,
      window: {
        type: opening.windowType,
        url: `${deps.checkoutOrigin}/pay/${token}`,
        ...(opening.windowType === 'POPUP' ? { width: 480, height: 720 } : {}),
      },
      expiresAt: expiresAt.toISOString(),
    },
  }
}
