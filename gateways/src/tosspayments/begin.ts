import type { BeginAnswer, GatewayContext, JsonObject, JsonValue, Order, ReturnUrls } from '../port.ts'
import { present } from '../wire/reading.ts'
import { seoulLocal } from '../wire/seoul-time.ts'
import { cashReceiptOnWire, directCardCode, providerOnWire } from './codes.ts'
import { tossHosts } from './environment.ts'

const VIRTUAL_ACCOUNT_HOURS_MAX = 2_160
/** Korean card companies offer instalments from this amount on; below it the PG refuses the parameter. */
const INSTALLMENT_MINOR_MIN = 50_000
const HYUNDAI_INSTALLMENT_MINOR_MIN = 10_000

/** Computes what the page gives to `requestPayment` of SDK v2; nothing is sent to the PG yet. */
export function begin(context: GatewayContext, order: Order, urls: ReturnUrls): BeginAnswer {
  const clientKey = context.credentials['clientKey'] ?? ''
  if (clientKey === '')
    return { kind: 'declined', pgCode: '', pgMessage: '채널에 토스페이먼츠 클라이언트 키가 없습니다.' }
  if (!isExpiryPossible(order, context.now))
    return { kind: 'declined', pgCode: '', pgMessage: '가상계좌 입금 기한은 지금부터 90일 이내여야 합니다.' }
  return {
    kind: 'begun',
    handOff: {
      kind: 'tosspayments-sdk',
      scriptUrl: tossHosts(context.environment).script,
      clientKey,
      // A guest gets a key of this one attempt; the SDK wants 2–50 of letters, digits and -_=.@
      customerKey: order.customer.customerId ?? order.transactionId,
      request: requestOf(order, urls),
    },
    memory: {},
  }
}

function requestOf(order: Order, urls: ReturnUrls): JsonObject {
  const { customer } = order
  return {
    amount: { currency: order.amount.currency, value: order.amount.minor },
    orderId: order.pgOrderId,
    orderName: order.orderName,
    successUrl: urls.returnUrl,
    failUrl: urls.returnUrl,
    metadata: { paymentId: order.paymentId },
    ...(order.taxFreeMinor > 0 ? { taxFreeAmount: order.taxFreeMinor } : {}),
    ...(order.isCulturalExpense ? { cultureExpense: true } : {}),
    ...present({
      customerName: customer.fullName,
      customerEmail: customer.email,
      // The SDK accepts digits only.
      customerMobilePhone: customer.phoneNumber?.replaceAll(/\D/g, '') || undefined,
    }),
    ...methodOf(order),
  }
}

function methodOf(order: Order): JsonObject {
  switch (order.payMethod) {
    case 'CARD':
      return { method: 'CARD', card: { ...cardOptions(order), ...directCard(order) } }
    case 'EASY_PAY':
      // Domestic wallets are opened through CARD (SDK v2 reference).
      return {
        method: 'CARD',
        card: { ...cardOptions(order), ...directWallet(order), ...installment(order) },
      }
    case 'TRANSFER':
      return { method: 'TRANSFER', transfer: { useEscrow: order.isEscrow, ...cashReceipt(order.transfer) } }
    case 'VIRTUAL_ACCOUNT': {
      const expiresAt = order.virtualAccount?.expiresAt
      return {
        method: 'VIRTUAL_ACCOUNT',
        virtualAccount: {
          useEscrow: order.isEscrow,
          ...(expiresAt === undefined ? {} : { dueDate: seoulLocal(expiresAt) }),
          ...cashReceipt(order.virtualAccount),
        },
      }
    }
    case 'MOBILE':
      return { method: 'MOBILE_PHONE' }
    case 'GIFT_CERTIFICATE':
      return { method: 'CULTURE_GIFT_CERTIFICATE' }
    // Not offered: the catalogue keeps such an order out.
    case 'CONVENIENCE_STORE':
      return {}
  }
}

function cardOptions(order: Order): JsonObject {
  return {
    useEscrow: order.isEscrow,
    ...present({
      useCardPoint: order.card?.useCardPoint,
      useAppCardOnly: order.card?.useAppCardOnly,
      appScheme: order.appScheme,
      ...bypassed(order.bypass),
    }),
  }
}

/** The two extras of `bypass.tosspayments` that mean something to this window. */
function bypassed(bypass: JsonObject | undefined): {
  discountCode?: string
  useInternationalCardOnly?: boolean
} {
  const extras = bypass?.['tosspayments']
  if (!isObject(extras)) return {}
  const { discountCode, useInternationalCardOnly } = extras
  return {
    ...(typeof discountCode === 'string' ? { discountCode } : {}),
    ...(typeof useInternationalCardOnly === 'boolean' ? { useInternationalCardOnly } : {}),
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function directCard(order: Order): JsonObject {
  const cardCompany = order.card?.cardCompany
  const code = cardCompany === undefined ? undefined : directCardCode(cardCompany)
  if (code === undefined) return { flowMode: 'DEFAULT', ...installment(order) }
  // Without a month, a direct call is always paid at once.
  return { flowMode: 'DIRECT', cardCompany: code, cardInstallmentPlan: 0, ...installment(order) }
}

function directWallet(order: Order): JsonObject {
  const provider = order.easyPay?.easyPayProvider
  const easyPay = provider === undefined ? undefined : providerOnWire(provider)
  return easyPay === undefined ? { flowMode: 'DEFAULT' } : { flowMode: 'DIRECT', easyPay }
}

function installment(order: Order): JsonObject {
  const { cardCompany, installmentMonth, availableInstallmentMonths } = order.card ?? {}
  const min = cardCompany === 'HYUNDAI_CARD' ? HYUNDAI_INSTALLMENT_MINOR_MIN : INSTALLMENT_MINOR_MIN
  if (order.amount.minor < min) return {}
  if (installmentMonth !== undefined)
    return { cardInstallmentPlan: installmentMonth === 1 ? 0 : installmentMonth }
  if (availableInstallmentMonths === undefined || availableInstallmentMonths.length === 0) return {}
  // The PG knows only an upper end and shows every month up to it.
  return { maxCardInstallmentPlan: Math.max(...availableInstallmentMonths) }
}

function cashReceipt(method: { readonly cashReceiptType?: string } | undefined): JsonObject {
  const type = method?.cashReceiptType === undefined ? undefined : cashReceiptOnWire(method.cashReceiptType)
  return type === undefined ? {} : { cashReceipt: { type } }
}

function isExpiryPossible(order: Order, now: Date): boolean {
  const expiresAt = order.virtualAccount?.expiresAt
  if (order.payMethod !== 'VIRTUAL_ACCOUNT' || expiresAt === undefined) return true
  const aheadMs = expiresAt.getTime() - now.getTime()
  return aheadMs > 0 && aheadMs <= VIRTUAL_ACCOUNT_HOURS_MAX * 3_600_000
}
