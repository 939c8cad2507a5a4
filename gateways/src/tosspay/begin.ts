import type { BeginAnswer, GatewayContext, Order, ReturnUrls } from '../port.ts'
import { present, text } from '../wire/reading.ts'
import { callTosspay } from './api.ts'
import { trustedPage } from './environment.ts'
import { amounts, extrasOf, onlyMeans, textOf } from './extras.ts'
import { productDesc } from './check-order.ts'
import { memoryOf, returnAddress } from './read-return.ts'

/**
 * `v2/payments`. Toss Pay must not take the money by itself (`autoExecute` false): the amount is compared and the shop may
 * veto before `v2/execute` does.
 */
export async function begin(context: GatewayContext, order: Order, urls: ReturnUrls): Promise<BeginAnswer> {
  const extras = extrasOf(order.bypass)
  const visit = context.randomText().slice(0, 22)
  const answer = await callTosspay(context, '/api/v2/payments', {
    orderNo: order.pgOrderId,
    ...amounts(order.amount.minor, order.taxFreeMinor, order.vatMinor),
    productDesc: productDesc(order.orderName),
    retUrl: returnAddress(urls.returnUrl, visit),
    retCancelUrl: returnAddress(urls.returnUrl, visit, 'left'),
    autoExecute: false,
    resultCallback: urls.notifyUrl,
    callbackVersion: 'V2',
    ...present({
      retAppScheme: order.appScheme,
      enablePayMethods: onlyMeans(order),
      installment: order.easyPay?.useInstallment === false ? 'NOT_USE' : undefined,
      expiredTime: textOf(extras['expiredTime']),
      cashReceiptTradeOption:
        textOf(extras['cashReceiptTradeOption']) ?? (order.isCulturalExpense ? 'CULTURE' : undefined),
    }),
  })
  if (answer.kind !== 'done') return answer
  const payToken = text(answer.fields, 'payToken')
  const url = trustedPage(context.environment, text(answer.fields, 'checkoutPage'))
  if (payToken === undefined || url === undefined)
    return { kind: 'silent', reason: 'the answer names no payment, or a page that is not Toss Pay’s' }
  return {
    kind: 'begun',
    handOff: { kind: 'redirect', url },
    memory: memoryOf(visit, payToken),
    pgTxId: payToken,
  }
}
