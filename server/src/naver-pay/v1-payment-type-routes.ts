import type { ReceiptableAnswer } from '@naru/gateways'
import type { V1Router } from '../credential/v1-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { toMajor } from '../payment/major-amount.ts'
import { isPaidOnce } from '../payment/payment.ts'
import type { PaymentDependencies } from '../payment/payment-dependencies.ts'
import type { LoadedPayment } from '../payment/payment-store.ts'
import { servePaid, toPaidCall, type PaidService } from '../payment/serve-paid.ts'
import { refuseByPg, refuseV1As } from '../payment/v1-errors.ts'
import { loadOne } from '../payment/v1-routes.ts'
import { refuseNaverPay } from './v1-errors.ts'

/** REST V1's operations on payments of Naver Pay, payment type (결제형). */
export function registerV1NaverPaymentRoutes(router: V1Router, deps: PaymentDependencies): void {
  router.route('POST', '/payments/{imp_uid}/naver/point', async ({ caller, params }) => {
    const loaded = await naverPaymentOf(deps, caller.storeId, params)
    return serve(deps, loaded, {
      nameKo: '포인트 적립',
      call: (gateway, context, paid) => gateway.depositPoints?.(context, paid),
      event: 'POINTS_DEPOSITED',
    })
  })

  router.route('POST', '/payments/{imp_uid}/naver/confirm', async ({ caller, params, input }) => {
    const requester = input.text('requester') ?? 'admin'
    if (requester !== 'admin' && requester !== 'customer')
      throw refuseCommon('INVALID_REQUEST', 'requester: admin, customer')
    const loaded = await naverPaymentOf(deps, caller.storeId, params)
    return serve(deps, loaded, {
      nameKo: '거래 완료',
      call: (gateway, context, paid) =>
        gateway.completeEscrow?.(context, { ...paid, fromStore: requester === 'admin' }),
      event: 'ESCROW_CONFIRMED',
    })
  })

  router.route('GET', '/payments/{imp_uid}/naver/cash-amount', async ({ caller, params }) => {
    const loaded = await naverPaymentOf(deps, caller.storeId, params)
    const answer = await readReceiptable(deps, loaded)
    if (answer.kind === 'declined') throw refuseByPg(answer, 500)
    if (answer.kind === 'silent')
      throw refuseByPg({ pgCode: '', pgMessage: '네이버페이의 응답이 올바르지 않습니다.' }, 500)
    const money = (minor: number): number => toMajor(minor, loaded.head.currency)
    return {
      response: {
        amount_total: money(answer.totalMinor),
        amount_by_npoint: money(answer.byPointMinor),
        amount_by_primary: money(answer.byPrimaryMinor),
        amount_supply: money(answer.supplyMinor),
        amount_vat: money(answer.vatMinor),
      },
    }
  })
}

/** The payment's attempt that took the money, made through Naver Pay. */
async function naverPaymentOf(
  deps: PaymentDependencies,
  storeId: string,
  params: Readonly<Record<string, string>>,
): Promise<LoadedPayment> {
  const loaded = await loadOne(deps, storeId, params['imp_uid'] ?? '')
  const { head, attempt } = loaded
  if (attempt.data.channel.moduleCode !== 'naverpay') throw refuseNaverPay('NAVER_PAYMENT_ONLY')
  if (head.transactionId !== attempt.transactionId || !isPaidOnce(head.status))
    throw refuseV1As('PAYMENT_NOT_PAID', attempt.transactionId, 400)
  return loaded
}

/** PHP's client takes an empty response for a failure, so success names the payment. */
async function serve(deps: PaymentDependencies, { head, attempt }: LoadedPayment, service: PaidService) {
  const { storeId, paymentId } = head
  const outcome = await servePaid(deps, { storeId, paymentId }, service)
  switch (outcome.kind) {
    case 'done':
      return { response: { imp_uid: attempt.transactionId, merchant_uid: paymentId } }
    case 'refused':
      throw refuseV1As(outcome.type, outcome.detail, 400)
    case 'declined':
      throw refuseByPg(outcome, 500)
  }
}

async function readReceiptable(deps: PaymentDependencies, loaded: LoadedPayment): Promise<ReceiptableAnswer> {
  const { storeId, data } = loaded.attempt
  const channel = await deps.openChannel(storeId, data.channel.key)
  const paid = await toPaidCall(deps, loaded)
  try {
    const asked = channel?.gateway.readReceiptable?.(channel.context(), paid)
    return (await asked) ?? { kind: 'silent', reason: 'the gateway cannot tell it' }
  } catch (error) {
    deps.log.error({ err: error }, 'reading the receiptable amount threw; treated as silence')
    return { kind: 'silent', reason: 'the connector failed' }
  }
}
