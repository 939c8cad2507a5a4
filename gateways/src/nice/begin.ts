import type { BeginAnswer, GatewayContext, JsonObject, Order, ReturnUrls } from '../port.ts'
import { cutToKoreanBytes, inKoreanCharset } from '../wire/korean-bytes.ts'
import { child, text } from '../wire/reading.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { merchantKey, mid } from './api.ts'
import { directCardCode, methodCodes, walletWindow } from './codes.ts'
import { niceHosts } from './environment.ts'
import { signData } from './signature.ts'

/** EUC-KR bytes (webapi guide, window). */
export const limits = { goodsName: 40, buyerName: 30, buyerTel: 40, buyerEmail: 60 } as const

/** The attempt went through a window: its TID is the PG's, and only the PG's signed answer tells it. */
const windowMemory: JsonObject = { window: true }

export function isOfWindow(memory: JsonObject): boolean {
  return memory['window'] === true
}

/** Computes the form of the device's window; nothing is sent to the PG yet. */
export function begin(context: GatewayContext, order: Order, urls: ReturnUrls): BeginAnswer {
  const hosts = niceHosts(context.environment)
  const fields = windowFields(context, order, urls)
  if (order.device === 'MOBILE')
    return {
      kind: 'begun',
      handOff: {
        kind: 'form',
        action: hosts.mobileWindow,
        method: 'POST',
        acceptCharset: 'euc-kr',
        fields: { ...fields, ...appFields(order) },
      },
      memory: windowMemory,
    }
  return {
    kind: 'begun',
    handOff: {
      kind: 'nicepay-standard',
      scriptUrl: hosts.script,
      returnUrl: urls.returnUrl,
      fields,
    },
    memory: windowMemory,
  }
}

/** The form of `goPay(form)` on a PC and of the phone's window (webapi guide, window parameters). */
function windowFields(context: GatewayContext, order: Order, urls: ReturnUrls): Record<string, string> {
  const amount = String(order.amount.minor)
  const ediDate = seoulStamp(context.now)
  return {
    PayMethod: methodCodes[order.payMethod],
    GoodsName: goodsName(order.orderName),
    Amt: amount,
    MID: mid(context),
    Moid: order.pgOrderId,
    EdiDate: ediDate,
    SignData: signData([ediDate, mid(context), amount, merchantKey(context)]),
    ReturnURL: urls.returnUrl,
    CharSet: 'utf-8',
    TransType: order.isEscrow ? '1' : '0',
    NpLang: languages[order.locale ?? ''] ?? 'KO',
    ...buyerFields(order.customer),
    ...methodFields(order),
    ...taxFields(order),
    ...extras(order),
  }
}

const languages: Readonly<Record<string, string>> = { KO_KR: 'KO', EN_US: 'EN', ZH_CN: 'CN' }

function methodFields(order: Order): Record<string, string> {
  switch (order.payMethod) {
    case 'CARD':
      return cardFields(order)
    case 'EASY_PAY': {
      const provider = order.easyPay?.easyPayProvider
      const wallet = provider === undefined ? undefined : walletWindow(provider)
      if (wallet === undefined) return {}
      const months = order.card?.installmentMonth
      return {
        DirectShowOpt: 'CARD',
        ...wallet,
        ...(months === undefined ? {} : { EasyPayQuota: quota(months) }),
        ...(provider === 'NAVERPAY' ? { EasyPayMethod: `E020=${naverMeans(order)}` } : {}),
      }
    }
    case 'VIRTUAL_ACCOUNT': {
      const expiresAt = order.virtualAccount?.expiresAt
      return expiresAt === undefined ? {} : { VbankExpDate: seoulStamp(expiresAt).slice(0, 12) }
    }
    case 'MOBILE':
      return { GoodsCl: order.productType === 'DIGITAL' ? '0' : '1' }
    case 'TRANSFER':
    case 'GIFT_CERTIFICATE':
    case 'CONVENIENCE_STORE':
      return {}
  }
}

/** Naver Pay is opened for one of the two. */
function naverMeans({ easyPay }: Order): 'CARD' | 'POINT' {
  return easyPay?.availablePayMethods?.[0] === 'CHARGE' ? 'POINT' : 'CARD'
}

/** One company at once takes one month with it; the months of the ordinary window are heeded on a PC only. */
function cardFields({ card, device }: Order): Record<string, string> {
  const code = card?.cardCompany === undefined ? undefined : directCardCode(card.cardCompany)
  if (code !== undefined)
    return { DirectShowOpt: 'CARD', SelectCardCode: code, SelectQuota: quota(card?.installmentMonth ?? 0) }
  const months =
    card?.installmentMonth === undefined ? card?.availableInstallmentMonths : [card.installmentMonth]
  if (months === undefined || device === 'MOBILE') return {}
  // Paying at once is always among them.
  return { SelectQuota: [...new Set(['00', ...months.map(quota)])].join(',') }
}

/** Two digits; `00` pays at once. */
export function quota(months: number): string {
  return months <= 1 ? '00' : String(months).padStart(2, '0')
}

export function buyerFields({ fullName, phoneNumber, email }: Order['customer']): Record<string, string> {
  return {
    BuyerName: fullName === undefined ? '' : plainText(fullName, limits.buyerName),
    BuyerTel: (phoneNumber ?? '').replaceAll(/\D/g, '').slice(0, limits.buyerTel),
    BuyerEmail: email === undefined || email.length > limits.buyerEmail ? '' : email,
  }
}

/** The PG works the tax out itself unless the order says that a part is free of it; `Amt` is the sum of the four. */
export function taxFields({
  amount,
  taxFreeMinor,
  vatMinor,
}: Pick<Order, 'amount' | 'taxFreeMinor' | 'vatMinor'>): Record<string, string> {
  return taxFreeMinor === 0
    ? {}
    : {
        SupplyAmt: String(amount.minor - taxFreeMinor - vatMinor),
        GoodsVat: String(vatMinor),
        ServiceAmt: '0',
        TaxFreeAmt: String(taxFreeMinor),
      }
}

/** EUC-KR, on one line, without the signs that end a value at the PG. */
export function plainText(value: string, bytesMax: number): string {
  return cutToKoreanBytes(inKoreanCharset(value).replaceAll(/[\r\n"|&]/g, ' '), bytesMax).trim()
}

export function goodsName(name: string): string {
  return plainText(name, limits.goodsName) || '상품'
}

/** Members of `bypass.nice_v2` that the PG's window knows, by its own names. */
const extraForms: Readonly<Record<string, RegExp>> = {
  LogoImage: /^https:\/\/\S{1,490}$/,
  NPDisableScroll: /^[YN]$/,
  SkinType: /^(red|green|purple|gray|dark)$/,
  UserCI: /^\S{1,200}$/,
  MallUserID: /^[^\s"|&]{1,20}$/,
  DirectCouponYN: /^[YN]$/,
  DirectShowOpt: /^(BANK|CELLPHONE)$/,
  CardShowOpt: /^[0-9:|,-]{1,200}$/,
  PaycoClientId: /^\S{1,200}$/,
  PaycoAccessToken: /^\S{1,500}$/,
  SamPayMallType: /^(01|99)$/,
}

export function extrasOf({ bypass }: Pick<Order, 'bypass'>): Readonly<Record<string, unknown>> {
  return child(bypass ?? {}, 'nice_v2') ?? {}
}

/** The first extra that does not have its form. */
export function wrongExtra(order: Pick<Order, 'bypass'>): string | undefined {
  const given = extrasOf(order)
  return Object.keys(extraForms).find(
    (name) => Object.hasOwn(given, name) && !extraForms[name]?.test(text(given, name) ?? ''),
  )
}

function extras(order: Order): Record<string, string> {
  const given = extrasOf(order)
  const fields: Record<string, string> = {}
  for (const name of Object.keys(extraForms)) {
    const value = text(given, name)
    if (value === undefined || !extraForms[name]?.test(value)) continue
    // It opens transfers and phone bills at once; in other windows it would hide what was asked for.
    if (name === 'DirectShowOpt' && methodCodes[order.payMethod] !== value) continue
    fields[name] = value
  }
  return fields
}

/** For an app that shows the window inside: where a bank's app finds its way back (webapi guide, app). */
function appFields({ appScheme }: Order): Record<string, string> {
  return appScheme === undefined || !/^[A-Za-z][A-Za-z0-9+.-]*(:\/\/[^\s"&]*)?$/.test(appScheme)
    ? {}
    : { WapUrl: appScheme, IspCancelUrl: appScheme }
}
