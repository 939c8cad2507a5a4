import type { CardFacts } from '@naru/gateways'
import { present } from '../foundation/present.ts'
import { storableJson } from '../foundation/storable-text.ts'
import { customerView } from '../v2-input/customer-input.ts'
import type {
  Attempt,
  AttemptOutcome,
  Cancellation,
  EscrowFacts,
  PaymentHead,
  StoredMethod,
} from './payment.ts'

/**
 * The REST V2 payment object as JSON text. Built field by field; absent keys are left out, never null,
 * and every required key is there. `webhooks` is added by the reader, because deliveries change later.
 */
export function renderPayment(
  head: Omit<PaymentHead, 'rowVersion'>,
  attempt: Omit<Attempt, 'rowVersion'>,
  cancellations: readonly Cancellation[],
): string {
  return storableJson(paymentView(head, attempt, cancellations))
}

type View = Record<string, unknown>

/** One payment as `GET /payments/{paymentId}` shows it. */
export function paymentView(
  head: Omit<PaymentHead, 'rowVersion'>,
  attempt: Omit<Attempt, 'rowVersion'>,
  cancellations: readonly Cancellation[],
): View {
  const { data } = attempt
  return {
    status: head.status,
    id: head.paymentId,
    transactionId: attempt.transactionId,
    merchantId: data.merchantId,
    storeId: head.storeId,
    ...commonMembers(attempt, head),
    origin: originView(attempt),
    ...stateMembers(head, attempt, cancellations),
  }
}

/** One attempt as `GET /payments/{paymentId}/transactions` lists it: no origin, no disputes. */
export function transactionView(
  head: PaymentHead,
  attempt: Attempt,
  cancellations: readonly Cancellation[],
): View {
  const isShown = head.transactionId === attempt.transactionId
  const own: PaymentHead = isShown
    ? head
    : {
        ...head,
        status: attempt.status,
        paidMinor: 0,
        cancelledMinor: 0,
        cancelledTaxFreeMinor: 0,
        statusChangedAt: changedAt(attempt),
      }
  const { disputes: _disputes, ...state } = stateMembers(own, attempt, isShown ? cancellations : [])
  return {
    status: own.status,
    id: attempt.transactionId,
    paymentId: head.paymentId,
    merchantId: attempt.data.merchantId,
    storeId: head.storeId,
    ...commonMembers(attempt, own),
    ...state,
  }
}

/** One cancellation as the cancel answer and `cancellations[]` show it. */
export function cancellationView(cancellation: Cancellation): View {
  const { data } = cancellation
  return {
    status: cancellation.status,
    id: cancellation.cancellationId,
    ...present('pgCancellationId', data.pgCancellationId),
    totalAmount: cancellation.amountMinor,
    taxFreeAmount: cancellation.taxFreeMinor,
    vatAmount: cancellation.vatMinor,
    ...present('easyPayDiscountAmount', data.easyPayDiscountMinor),
    reason: data.reason,
    ...present('cancelledAt', data.cancelledAt),
    requestedAt: cancellation.requestedAt.toISOString(),
    ...(cancellation.status === 'SUCCEEDED' ? present('receiptUrl', data.receiptUrl) : {}),
    trigger: data.trigger,
  }
}

function commonMembers(attempt: Omit<Attempt, 'rowVersion'>, head: Omit<PaymentHead, 'rowVersion'>): View {
  const { order, channel, channelGroup, outcome } = attempt.data
  return {
    ...(outcome === undefined ? {} : { method: methodView(outcome.method, attempt.data) }),
    channel: {
      type: channel.mode,
      id: channel.id,
      key: channel.key,
      name: channel.name,
      pgProvider: channel.pgProvider,
      pgMerchantId: channel.pgMerchantId,
    },
    ...(channelGroup === undefined
      ? {}
      : {
          channelGroup: {
            id: channelGroup.id,
            name: channelGroup.name,
            isForTest: channelGroup.isForTest,
          },
        }),
    ...present('scheduleId', attempt.data.scheduleId),
    ...present('billingKey', attempt.data.billingKey),
    ...present('promotionId', attempt.data.promotion?.promotionId),
    version: attempt.data.v1 === undefined ? 'V2' : 'V1',
    requestedAt: attempt.data.requestedAt,
    updatedAt: head.updatedAt.toISOString(),
    statusChangedAt: head.statusChangedAt.toISOString(),
    orderName: order.orderName,
    amount: amountView(head, order),
    currency: order.currency,
    customer: customerView(order.customer),
    ...(order.isCulturalExpense ? { isCulturalExpense: true } : {}),
    ...(order.isEscrow ? { escrow: escrowView(attempt.data.escrow) } : {}),
    ...present('products', order.products),
    ...present('productCount', order.products?.length),
    ...present('customData', order.customData),
    ...present('country', order.country),
  }
}

function escrowView(escrow: EscrowFacts | undefined): View {
  if (escrow === undefined) return { status: 'BEFORE_REGISTERED' }
  return {
    status: escrow.status,
    company: escrow.company,
    invoiceNumber: escrow.invoiceNumber,
    ...present('sentAt', escrow.sentAt),
    ...present('appliedAt', escrow.appliedAt),
    ...(escrow.status === 'CONFIRMED' ? { isAutomaticallyConfirmed: false } : {}),
  }
}

function amountView(
  head: Omit<PaymentHead, 'rowVersion'>,
  order: { totalMinor: number; taxFreeMinor: number; vatMinor: number },
): View {
  return {
    total: order.totalMinor,
    taxFree: order.taxFreeMinor,
    vat: order.vatMinor,
    supply: Math.max(order.totalMinor - head.discountMinor - order.taxFreeMinor - order.vatMinor, 0),
    discount: head.discountMinor,
    paid: head.paidMinor,
    cancelled: head.cancelledMinor,
    cancelledTaxFree: head.cancelledTaxFreeMinor,
  }
}

function stateMembers(
  head: Omit<PaymentHead, 'rowVersion'>,
  attempt: Omit<Attempt, 'rowVersion'>,
  cancellations: readonly Cancellation[],
): View {
  const { outcome, failure } = attempt.data
  switch (head.status) {
    case 'READY':
      return {}
    case 'PAY_PENDING':
    case 'VIRTUAL_ACCOUNT_ISSUED':
      return present('pgTxId', attempt.pgTxId ?? undefined)
    case 'FAILED':
      return {
        failedAt: failure?.failedAt ?? head.statusChangedAt.toISOString(),
        failure: {
          ...present('reason', failure?.reason),
          ...present('pgCode', failure?.pgCode),
          ...present('pgMessage', failure?.pgMessage),
        },
      }
    case 'PAID':
      return {
        ...paidMembers(outcome),
        ...present('pgResponse', outcome?.pgResponse),
        disputes: [],
        ...(cancellations.length === 0 ? {} : { cancellations: cancellations.map(cancellationView) }),
      }
    case 'PARTIAL_CANCELLED':
    case 'CANCELLED':
      return {
        ...paidMembers(outcome),
        cancellations: cancellations.map(cancellationView),
        cancelledAt: lastCancelledAt(cancellations) ?? head.statusChangedAt.toISOString(),
      }
  }
}

function paidMembers(outcome: AttemptOutcome | undefined): View {
  if (outcome === undefined) return {}
  const { cashReceipt } = outcome
  return {
    paidAt: outcome.paidAt ?? outcome.at,
    pgTxId: outcome.pgTxId,
    ...present('receiptUrl', outcome.receiptUrl),
    ...(cashReceipt === undefined ? {} : { cashReceiptIssuanceStatus: 'ISSUED' }),
  }
}

function lastCancelledAt(cancellations: readonly Cancellation[]): string | undefined {
  return cancellations
    .filter((cancellation) => cancellation.status === 'SUCCEEDED')
    .map((cancellation) => cancellation.data.cancelledAt)
    .filter((at) => at !== undefined)
    .toSorted()
    .at(-1)
}

function changedAt(attempt: Attempt): Date {
  return new Date(attempt.data.failure?.failedAt ?? attempt.data.outcome?.at ?? attempt.data.requestedAt)
}

/** `method.type` is the schema name (`PaymentMethodCard`), not the short name that filters use. */
function methodView(method: StoredMethod, { way, order }: Pick<Attempt['data'], 'way' | 'order'>): View {
  switch (method.type) {
    case 'CARD':
      return { type: 'PaymentMethodCard', ...cardMembers(method.card) }
    case 'TRANSFER':
      return { type: 'PaymentMethodTransfer', ...present('bank', method.bank) }
    case 'VIRTUAL_ACCOUNT':
      if (way === 'STORE_BARCODE')
        return {
          type: 'PaymentMethodConvenienceStore',
          receiptNumber: method.virtualAccount.accountNumber,
          ...present('paymentDeadline', method.virtualAccount.expiredAt),
        }
      return { type: 'PaymentMethodVirtualAccount', ...method.virtualAccount }
    case 'CONVENIENCE_STORE': {
      const { brand, confirmationNumber, receiptNumber, deadline } = method.convenienceStore
      return {
        type: 'PaymentMethodConvenienceStore',
        ...present('convenienceStoreBrand', brand),
        ...present('confirmationNumber', confirmationNumber),
        ...present('receiptNumber', receiptNumber),
        ...present('paymentDeadline', deadline),
      }
    }
    case 'MOBILE':
      return { type: 'PaymentMethodMobile', ...present('phoneNumber', method.phoneNumber) }
    case 'GIFT_CERTIFICATE':
      return {
        type: 'PaymentMethodGiftCertificate',
        ...present('giftCertificateType', method.giftCertificateType),
        approvalNumber: method.approvalNumber,
      }
    case 'EASY_PAY':
      return {
        type: 'PaymentMethodEasyPay',
        ...present('provider', method.provider ?? order.easyPay?.easyPayProvider),
        easyPayMethod: walletMeans(method),
      }
  }
}

/** What the wallet charged: a card, an account, or its own money and points. */
function walletMeans({ card, bank }: Extract<StoredMethod, { readonly type: 'EASY_PAY' }>): View {
  if (card !== undefined) return { type: 'PaymentMethodCard', ...cardMembers(card) }
  return bank === undefined
    ? { type: 'PaymentMethodEasyPayMethodCharge' }
    : { type: 'PaymentMethodTransfer', bank }
}

function cardMembers(card: CardFacts): View {
  return {
    card: {
      ...present('publisher', card.issuerCode),
      ...present('issuer', card.acquirerCode),
      ...present('brand', card.brand),
      ...present('type', card.type),
      ...present('ownerType', card.ownerType),
      ...present('bin', card.bin),
      ...present('name', card.name),
      ...present('number', card.number),
    },
    ...present('approvalNumber', card.approvalNumber),
    ...(card.installmentMonth === undefined
      ? {}
      : { installment: { month: card.installmentMonth, isInterestFree: card.isInterestFree ?? false } }),
    ...present('pointUsed', card.pointUsed),
  }
}

function originView(attempt: Omit<Attempt, 'rowVersion'>): View {
  const { origin } = attempt.data
  return {
    platformType: origin.platformType,
    ...present('userAgent', origin.userAgent),
    ...present('url', origin.url),
    ipAddress: origin.ipAddress,
  }
}
