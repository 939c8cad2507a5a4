import type { BeginAnswer, GatewayContext, Order, ReturnUrls } from '../../port.ts'
import { seoulStamp } from '../../wire/seoul-time.ts'
import { iniApiHash } from '../signature.ts'
import { checkJapanOrder } from './check-order.ts'
import { cbtTypeOf, walletOf } from './codes.ts'
import { extraDataOf } from './extra-data.ts'
import { japanHosts } from './hosts.ts'

/**
 * Computes the form that the buyer's browser posts to `cbtauth`; nothing is sent to the PG yet.
 *
 * `hashData` covers key, MID, time, amount and order number, so that no buyer can change what he is asked to pay. The
 * official sample writes the time in UNIX seconds, open merchant code (after the PG's manual) as 14 digits; the hash
 * covers whatever is sent, and the 14 digits are the manual's.
 */
export function beginJapan(context: GatewayContext, order: Order, urls: ReturnUrls): BeginAnswer {
  const problem = checkJapanOrder(order, { settings: context.credentials, now: context.now })
  if (problem !== undefined) return { kind: 'declined', pgCode: '', pgMessage: problem.messageKo }
  const provider = order.payMethod === 'EASY_PAY' ? order.easyPay?.easyPayProvider : undefined
  const isSpoken = context.environment.kind === 'simulator' || isPublic(order.payMethod, provider)
  if (!isSpoken)
    return {
      kind: 'declined',
      pgCode: 'SIMULATOR_ONLY',
      pgMessage: `KG이니시스 일본결제에서 ${provider}를 여는 값은 공개되어 있지 않습니다. PAYPAY만 실제 PG로 열 수 있습니다.`,
    }

  const { mid = '', iniApiKey = '' } = context.credentials
  const timestamp = seoulStamp(context.now)
  const amount = String(order.amount.minor)
  const { customer } = order
  return {
    kind: 'begun',
    memory: {},
    handOff: {
      kind: 'form',
      action: japanHosts(context.environment).window,
      method: 'POST',
      acceptCharset: 'utf-8',
      fields: {
        cbtType: cbtTypeOf(context.credentials),
        mid,
        timestamp,
        returnUrl: urls.returnUrl,
        buyerName: customer.fullName ?? '',
        buyerTel: customer.phoneNumber ?? '',
        buyerEmail: customer.email ?? '',
        goodName: order.orderName,
        amount,
        orderId: order.pgOrderId,
        hashData: iniApiHash([iniApiKey, mid, timestamp, amount, order.pgOrderId]),
        extraData: JSON.stringify(extraDataOf(context, order, urls)),
      },
    },
  }
}

function isPublic(payMethod: Order['payMethod'], provider: string | undefined): boolean {
  return payMethod !== 'EASY_PAY' || provider === undefined || walletOf(provider)?.isPublic === true
}
