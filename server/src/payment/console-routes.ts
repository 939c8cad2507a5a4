import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import { listPaymentWebhooks } from '../webhook/list-webhooks.ts'
import type { PaymentDetail } from '../wire/console.ts'
import { cancelPayment } from './cancel-payment.ts'
import { maskPgAnswer } from './mask-pg-answer.ts'
import { cancellable } from './payment-amount.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { refusePayment } from './payment-errors.ts'
import { listAttempts, loadPayment, type LoadedPayment } from './payment-store.ts'
import { chosenRetainOption } from './refund-discounted.ts'
import { readTimeline } from './payment-timeline.ts'
import { cancelAnswer } from './v2-routes.ts'
import { paymentView } from './v2-view.ts'

interface OfPayment {
  readonly Params: { readonly storeId: string; readonly paymentId: string }
}

const cancelBody = Type.Object({
  amountMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  taxFreeMinor: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  reason: Type.Optional(Type.String({ maxLength: 200 })),
  currentCancellableMinor: Type.Integer({ minimum: 0 }),
  discountOption: Type.Optional(Type.Union([Type.Literal('RETAIN'), Type.Literal('RELEASE')])),
  refundAccount: Type.Optional(
    Type.Object({
      bank: Type.String({ minLength: 1 }),
      number: Type.String({ minLength: 1 }),
      holderName: Type.String({ minLength: 1 }),
      holderPhoneNumber: Type.Optional(Type.String()),
    }),
  ),
})

/** What a cancel without a typed reason is recorded as. */
const consoleCancelReason = '관리자페이지취소'

/** One payment: detail and cancel. Its lists are in list-routes.ts. */
export function registerPaymentConsoleRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: PaymentDependencies,
): void {
  const payments = '/console/api/stores/:storeId/payments'

  app.get<OfPayment>(`${payments}/:paymentId`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    return readDetail(deps, storeId, request.params.paymentId)
  })

  app.post<OfPayment>(`${payments}/:paymentId/cancel`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'payments.cancel')
    const { storeId } = caller
    const body = readBody(cancelBody, request.body ?? {})
    const outcome = await cancelPayment(deps, {
      storeId,
      paymentId: request.params.paymentId,
      reason:
        body.reason?.trim() === '' || body.reason === undefined ? consoleCancelReason : body.reason.trim(),
      ...(body.amountMinor === undefined ? {} : { amountMinor: body.amountMinor }),
      ...(body.taxFreeMinor === undefined ? {} : { taxFreeMinor: body.taxFreeMinor }),
      currentCancellableMinor: body.currentCancellableMinor,
      ...(body.discountOption === undefined ? {} : { promotionOption: body.discountOption }),
      ...(body.refundAccount === undefined ? {} : { refundAccount: body.refundAccount }),
      requester: 'ADMIN',
      skipWebhook: false,
      trigger: 'CONSOLE',
      by: caller,
    })
    cancelAnswer(outcome)
    return readDetail(deps, storeId, request.params.paymentId)
  })
}

async function readDetail(
  deps: PaymentDependencies,
  storeId: string,
  paymentId: string,
): Promise<PaymentDetail> {
  if (paymentId.includes('\u0000')) throw refusePayment('PAYMENT_NOT_FOUND')
  const [loaded, attempts, timeline, webhooks] = await Promise.all([
    loadPayment(deps.database, storeId, paymentId),
    listAttempts(deps.database, storeId, paymentId),
    readTimeline(deps.database, storeId, paymentId),
    listPaymentWebhooks(deps.database, storeId, paymentId),
  ])
  if (loaded === undefined) throw refusePayment('PAYMENT_NOT_FOUND', paymentId)
  const { head } = loaded
  const isPaid = head.status === 'PAID' || head.status === 'PARTIAL_CANCELLED'
  const rest = cancellable(head)
  const discount = discountOfPayment(loaded)
  return {
    payment: maskedView(paymentView(head, loaded.attempt, loaded.cancellations)),
    isInFlight: head.confirmingTransactionId !== null || head.cancellingId !== null,
    cancellableMinor: isPaid ? rest.totalMinor : 0,
    cancellableTaxFreeMinor: isPaid ? rest.taxFreeMinor : 0,
    ...(discount === undefined ? {} : { discount }),
    timeline,
    attempts: attempts.map(({ transactionId, status, data }) => ({
      transactionId,
      status,
      requestedAt: data.requestedAt,
      channelName: data.channel.name,
      ...(data.channelGroup === undefined ? {} : { channelGroupName: data.channelGroup.name }),
      ...(data.failure === undefined
        ? {}
        : {
            failure: {
              reason: data.failure.reason,
              ...(data.failure.pgCode === undefined ? {} : { pgCode: data.failure.pgCode }),
              ...(data.failure.pgMessage === undefined ? {} : { pgMessage: data.failure.pgMessage }),
            },
          }),
      ...(data.outcome?.pgResponse === undefined ? {} : { pgAnswer: maskPgAnswer(data.outcome.pgResponse) }),
    })),
    webhooks,
  }
}

function discountOfPayment({ attempt, cancellations }: LoadedPayment): PaymentDetail['discount'] {
  const { promotion } = attempt.data
  if (promotion === undefined) return undefined
  const option = chosenRetainOption(cancellations)
  return { minor: promotion.discountMinor, ...(option === undefined ? {} : { option }) }
}

function maskedView({
  pgResponse,
  ...view
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return typeof pgResponse === 'string' ? { ...view, pgResponse: maskPgAnswer(pgResponse) } : view
}
