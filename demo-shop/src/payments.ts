import { PaymentClient } from '@portone/server-sdk'
import type { Payment } from '@portone/server-sdk/payment'
import { isUnrecognizedPayment } from '@portone/server-sdk/payment'
import type { ShopConfig } from './config.ts'
import type { PaymentFacts } from './order.ts'

/** The two questions that the shop's server asks, through the published server SDK. */
export interface Payments {
  facts(paymentId: string): Promise<PaymentFacts | undefined>
  cancel(paymentId: string, wish: CancelWish): Promise<CancelAnswer>
}

export interface CancelWish {
  /** Won; undefined gives back all that is left. */
  readonly amount?: number
  /** What the shop believes is left; the platform refuses when it knows better. */
  readonly cancellable: number
  readonly reason: string
  readonly refundAccount?: { readonly bank: string; readonly number: string; readonly holderName: string }
}

export type CancelAnswer = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly message: string }

type PaymentsApi = ReturnType<typeof PaymentClient>
type RefundAccount = NonNullable<Parameters<PaymentsApi['cancelPayment']>[0]['refundAccount']>

/** Talks to the V2 REST API with the store's secret. */
export function connectPayments(config: ShopConfig): Payments {
  const api = PaymentClient({ secret: config.apiSecret, baseUrl: config.origins.v2, storeId: config.storeId })
  return {
    facts: async (paymentId) => {
      try {
        return factsOf(await api.getPayment({ paymentId }))
      } catch (error) {
        // Nothing was prepared yet: the buyer never reached the window.
        if (typeOf(error) === 'PAYMENT_NOT_FOUND') return undefined
        throw error
      }
    },
    cancel: async (paymentId, { amount, cancellable, reason, refundAccount }) => {
      try {
        await api.cancelPayment({
          paymentId,
          reason,
          currentCancellableAmount: cancellable,
          ...(amount === undefined ? {} : { amount }),
          // The bank comes from our own list of the API's names, the type knows them one by one.
          ...(refundAccount === undefined ? {} : { refundAccount: refundAccount as RefundAccount }),
        })
        return { kind: 'done' }
      } catch (error) {
        if (typeOf(error) === undefined) throw error
        return { kind: 'refused', message: messageOf(error) }
      }
    },
  }
}

function factsOf(payment: Payment): PaymentFacts | undefined {
  if (isUnrecognizedPayment(payment)) return undefined
  const { method } = payment
  return {
    status: payment.status,
    storeId: payment.storeId,
    total: payment.amount.total,
    currency: payment.currency,
    cancelled: payment.amount.cancelled,
    ...(payment.status === 'FAILED'
      ? { reason: payment.failure.pgMessage ?? payment.failure.reason ?? '' }
      : {}),
    ...('receiptUrl' in payment && payment.receiptUrl !== undefined
      ? { receiptUrl: payment.receiptUrl }
      : {}),
    ...(method?.type === 'PaymentMethodVirtualAccount' && 'accountNumber' in method
      ? {
          account: {
            bank: method.bank ?? '',
            number: method.accountNumber,
            ...(method.expiredAt === undefined ? {} : { expiresAt: method.expiredAt }),
          },
        }
      : {}),
  }
}

function dataOf(error: unknown): object | undefined {
  if (typeof error !== 'object' || error === null || !('data' in error)) return undefined
  return typeof error.data === 'object' && error.data !== null ? error.data : undefined
}

function typeOf(error: unknown): string | undefined {
  const data = dataOf(error)
  return data !== undefined && 'type' in data && typeof data.type === 'string' ? data.type : undefined
}

function messageOf(error: unknown): string {
  const data = dataOf(error)
  if (data !== undefined && 'pgMessage' in data && typeof data.pgMessage === 'string') return data.pgMessage
  if (data !== undefined && 'message' in data && typeof data.message === 'string') return data.message
  return typeOf(error) ?? ''
}
