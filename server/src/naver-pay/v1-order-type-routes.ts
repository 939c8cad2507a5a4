import type { ProductReview } from '@naru/gateways'
import type { V1Input } from '../credential/v1-input.ts'
import type { V1Answer, V1Call, V1Router } from '../credential/v1-router.ts'
import { day } from '../foundation/clock.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { PaymentChannel, PaymentDependencies } from '../payment/payment-dependencies.ts'
import type { LoadedPayment } from '../payment/payment-store.ts'
import { refuseByPg } from '../payment/v1-errors.ts'
import { knownId, loadOne } from '../payment/v1-routes.ts'
import { actOnProductOrders, readPaymentOrders } from './act-on-product-orders.ts'
import { findProductOrder } from './order-store.ts'
import { orderChannel } from './pull-orders.ts'
import { refuseNaverPay } from './v1-errors.ts'
import { productOrderActions, readProductOrderIds } from './v1-action-input.ts'
import { productOrderView, reviewView } from './v1-order-view.ts'

export interface OrderTypeDependencies extends PaymentDependencies {
  /** Living channels only. */
  readonly openLivingChannel: (storeId: string, channelKey: string) => Promise<PaymentChannel | undefined>
}

/** REST V1's operations on orders of Naver Pay, order type (주문형). */
export function registerV1NaverOrderRoutes(router: V1Router, deps: OrderTypeDependencies): void {
  for (const [path, readAction] of productOrderActions)
    router.route('POST', `/payments/{imp_uid}/naver/${path}`, async (call) => {
      const action = readAction(call.input)
      const wanted = readProductOrderIds(call.input)
      const loaded = await orderOf(deps, call)
      const { channel, productOrders } = await readOrThrow(deps, loaded)
      const chosen =
        wanted.length === 0
          ? productOrders
          : productOrders.filter(({ productOrderId }) => wanted.includes(productOrderId))
      if (chosen.length === 0) throw refuseNaverPay('PRODUCT_ORDER_NOT_FOUND', wanted[0]?.slice(0, 100))
      const { done, failed } = await actOnProductOrders(deps, loaded, channel, chosen, action)
      const [first] = failed
      if (done.length === 0 && first !== undefined) throw refuseByPg(first, 500)
      const isWhole = failed.length === 0 && chosen.length >= wanted.length
      return { response: done.map(productOrderView), status: isWhole ? 200 : 207 }
    })

  router.route('GET', '/payments/{imp_uid}/naver/product-orders', async (call) => {
    const { productOrders } = await readOrThrow(deps, await orderOf(deps, call))
    return { response: productOrders.map(productOrderView) }
  })

  router.route('GET', '/naver/product-orders/{product_order_id}', async ({ caller, params }) => {
    const productOrderId = knownId(params['product_order_id'] ?? '')
    if (productOrderId === '') throw refuseCommon('INVALID_REQUEST', 'product_order_id: is required')
    const impUid = await findProductOrder(deps.database, caller.storeId, productOrderId)
    if (impUid === undefined) throw refuseNaverPay('PRODUCT_ORDER_NOT_FOUND', productOrderId.slice(0, 100))
    const { productOrders } = await readOrThrow(deps, await loadOne(deps, caller.storeId, impUid))
    const found = productOrders.find((one) => one.productOrderId === productOrderId)
    if (found === undefined) throw refuseNaverPay('PRODUCT_ORDER_NOT_FOUND', productOrderId.slice(0, 100))
    return { response: productOrderView(found) }
  })

  router.route('GET', '/naver/reviews', async ({ caller, input }) => readReviews(deps, caller.storeId, input))
}

/** The attempt of `imp_uid`, made through a PG that sells by itself. */
async function orderOf(deps: PaymentDependencies, { caller, params }: V1Call): Promise<LoadedPayment> {
  const loaded = await loadOne(deps, caller.storeId, params['imp_uid'] ?? '')
  if (loaded.attempt.data.channel.pg !== 'naverpay-order') throw refuseNaverPay('NAVER_ORDER_ONLY')
  return loaded
}

async function readOrThrow(deps: PaymentDependencies, loaded: LoadedPayment) {
  const read = await readPaymentOrders(deps, loaded)
  if (read.kind === 'not-sold-by-pg') throw refuseNaverPay('NAVER_ORDER_ONLY')
  if (read.kind === 'unreadable') throw refuseByPg(read, 500)
  return read
}

const reviewDaysMax = 31

/** Naver tells reviews day by day, so a longer span is several readings. */
async function readReviews(deps: OrderTypeDependencies, storeId: string, input: V1Input): Promise<V1Answer> {
  const channelKey = input.requiredText('channel_key')
  const [from, until] = [input.instant('from'), input.instant('to')]
  if (from === undefined || until === undefined)
    throw refuseCommon('INVALID_REQUEST', 'from, to: are required')
  if (from > until || until.getTime() - from.getTime() > reviewDaysMax * day)
    throw refuseCommon('INVALID_REQUEST', `from, to: ${reviewDaysMax} days at most`)
  const type = input.requiredText('review_type')
  if (type !== 'general' && type !== 'premium')
    throw refuseCommon('INVALID_REQUEST', 'review_type: general, premium')
  const channel = orderChannel(await deps.openLivingChannel(storeId, channelKey))
  if (channel === undefined) throw refuseNaverPay('NAVER_ORDER_CHANNEL_NOT_FOUND', channelKey.slice(0, 100))
  const reviews: ProductReview[] = []
  for (let start = from.getTime(); start <= until.getTime(); start += day) {
    const answer = await channel.desk.listReviews(channel.context(), {
      from: new Date(start),
      until: new Date(Math.min(start + day - 1_000, until.getTime())),
      kind: type === 'general' ? 'GENERAL' : 'PREMIUM',
    })
    if (answer.kind === 'declined') throw refuseByPg(answer, 500)
    if (answer.kind === 'silent')
      throw refuseByPg({ pgCode: '', pgMessage: '네이버페이의 응답이 올바르지 않습니다.' }, 500)
    reviews.push(...answer.reviews)
  }
  return { response: reviews.map(reviewView) }
}
