import type { BeginAnswer, GatewayContext, JsonObject, Order, ReturnUrls } from '../port.ts'
import { cutToKoreanBytes, inKoreanCharset } from '../wire/korean-bytes.ts'
import { present, text } from '../wire/reading.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { callKicc } from './api.ts'
import { directCardCode, methodCodes, walletCodeOf } from './codes.ts'
import { trustedPage } from './environment.ts'

export const limits = { goodsName: 50, customerId: 20, customerName: 20, email: 50 } as const

/** Registers the order at the PG, which answers the address of its window. */
export async function begin(context: GatewayContext, order: Order, urls: ReturnUrls): Promise<BeginAnswer> {
  if (order.payMethod === 'GIFT_CERTIFICATE')
    return { kind: 'declined', pgCode: '', pgMessage: '이지페이는 상품권 결제를 지원하지 않습니다.' }
  if (order.payMethod === 'CONVENIENCE_STORE')
    return { kind: 'declined', pgCode: '', pgMessage: '이지페이는 편의점 결제를 지원하지 않습니다.' }
  return openWindow(context, {
    shopOrderNo: order.pgOrderId,
    amount: order.amount.minor,
    payMethodTypeCode: methodCodes[order.payMethod],
    returnUrl: urls.returnUrl,
    deviceTypeCode: order.device === 'PC' ? 'pc' : 'mobile',
    langFlag: languages[order.locale ?? ''] ?? 'KOR',
    ...(order.appScheme === undefined ? {} : { appScheme: order.appScheme }),
    orderInfo: { goodsName: goodsName(order.orderName), customerInfo: customerInfo(order.customer) },
    payMethodInfo: payMethodInfo(order),
    ...(order.taxFreeMinor > 0 ? { taxInfo: taxInfo(order) } : {}),
    ...(order.isEscrow ? { escrowInfo: escrowInfo(order) } : {}),
  })
}

const languages: Readonly<Record<string, string>> = {
  KO_KR: 'KOR',
  EN_US: 'ENG',
  JA_JP: 'JPN',
  ZH_CN: 'CHN',
}

/** `POST /api/ep9/trades/webpay`: the integrated window of payments and of card registration. */
export async function openWindow(context: GatewayContext, body: JsonObject): Promise<BeginAnswer> {
  const answer = await callKicc(context, {
    path: '/api/ep9/trades/webpay',
    body: { currency: '00', clientTypeCode: '00', ...body },
  })
  if (answer.kind !== 'done') return answer
  const page = text(answer.fields, 'authPageUrl')
  const url = page === undefined ? undefined : trustedPage(context.environment, page)
  if (url === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: '이지페이 결제창의 주소를 받지 못했습니다.' }
  return { kind: 'begun', handOff: { kind: 'redirect', url }, memory: {} }
}

/** KICC refuses these signs, and what its EUC-KR windows cannot show. */
export function plainText(value: string, bytesMax: number): string {
  return cutToKoreanBytes(inKoreanCharset(value).replaceAll(/['"<>\\;|\n\r&?]/g, ' '), bytesMax).trim()
}

export function goodsName(name: string): string {
  return plainText(name, limits.goodsName) || '상품'
}

export function customerInfo({ customerId, fullName, email, phoneNumber }: Order['customer']): JsonObject {
  const digits = phoneNumber?.replaceAll(/\D/g, '') ?? ''
  return present({
    customerId: customerId === undefined ? undefined : plainText(customerId, limits.customerId),
    customerName: fullName === undefined ? undefined : plainText(fullName, limits.customerName),
    customerMail: email === undefined || email.length > limits.email ? undefined : email,
    customerContactNo: digits.length >= 9 && digits.length <= 11 ? digits : undefined,
  })
}

function payMethodInfo(order: Order): JsonObject {
  switch (order.payMethod) {
    case 'CARD':
      return { cardMethodInfo: { ...installments(order), ...onlyCompany(order) } }
    case 'EASY_PAY': {
      const provider = order.easyPay?.easyPayProvider
      const code = provider === undefined ? undefined : walletCodeOf(provider)
      return {
        cardMethodInfo: {
          ...installments(order),
          displayArea: ['SPAY'],
          ...(code === undefined ? {} : { usedSpayCode: [code] }),
        },
      }
    }
    case 'VIRTUAL_ACCOUNT': {
      const expiresAt = order.virtualAccount?.expiresAt
      if (expiresAt === undefined) return {}
      const stamp = seoulStamp(expiresAt)
      return {
        virtualAccountMethodInfo: { expiryDate: stamp.slice(0, 8), expiryTime: stamp.slice(8) },
      }
    }
    case 'TRANSFER':
    case 'MOBILE':
    case 'GIFT_CERTIFICATE':
    case 'CONVENIENCE_STORE':
      return {}
  }
}

function installments({ card }: Order): JsonObject {
  const months =
    card?.installmentMonth === undefined
      ? card?.availableInstallmentMonths
      : [card.installmentMonth === 1 ? 0 : card.installmentMonth]
  return {
    ...(months === undefined ? {} : { installmentMonthList: [...months] }),
    ...(card?.useCardPoint === true ? { setCardPoint: 'Y' } : {}),
  }
}

function onlyCompany({ card }: Order): JsonObject {
  const code = card?.cardCompany === undefined ? undefined : directCardCode(card.cardCompany)
  return code === undefined ? {} : { displayArea: ['CARD'], cardInfoList: [{ cardCd: code }] }
}

/** `taxAmount` is the taxed part without VAT, `freeAmount` the exempt one (window's word; cancels say it otherwise). */
function taxInfo({ amount, taxFreeMinor, vatMinor }: Order): JsonObject {
  return {
    taxAmount: amount.minor - taxFreeMinor - vatMinor,
    freeAmount: taxFreeMinor,
    vatAmount: vatMinor,
  }
}

function escrowInfo({ orderName, amount, products, customer }: Order): JsonObject {
  const goods = (products ?? []).slice(0, 20).map(({ id, name, unitMinor, quantity }) => ({
    productNo: plainText(id, 40),
    productName: plainText(name, limits.goodsName),
    productAmount: unitMinor * quantity,
  }))
  return {
    escrowType: 'K',
    goodsInfoList:
      goods.length > 0
        ? goods
        : [{ productNo: '1', productName: goodsName(orderName), productAmount: amount.minor }],
    recvInfo: present({
      recvName: customer.fullName === undefined ? undefined : plainText(customer.fullName, 20),
      recvMobileNo: customer.phoneNumber?.replaceAll(/\D/g, ''),
    }),
  }
}
