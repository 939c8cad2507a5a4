import type { GatewayContext, HandOff, Order, ReturnUrls } from '../port.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { directCardCode, walletWindow } from './codes.ts'
import { phoneKeyOption } from './phone-key.ts'
import { inicisHosts } from './environment.ts'
import { chkFakeOf } from './signature.ts'
import {
  allowedOptions,
  buyerName,
  buyerPhone,
  bypassOf,
  goodsName,
  hidesReceipt,
  installmentMonths,
  merchantData,
  phoneBillKind,
  priceOf,
  textOption,
} from './window-words.ts'

/**
 * The form that the buyer's phone posts (mobile manual, request fields). The return may come without `P_OID`, so our
 * return address itself names the attempt.
 */
export function mobileWindow(context: GatewayContext, order: Order, urls: ReturnUrls): HandOff {
  const hashKey = context.credentials['hashKey'] ?? ''
  const quotabase = installmentMonths(order)
  const bypass = bypassOf(order)
  const cardOption = textOption(bypass['P_CARD_OPTION'])
  const shopName = textOption(bypass['P_MNAME'])
  return {
    kind: 'form',
    action: inicisHosts(context.environment).mobileWindow,
    method: 'POST',
    acceptCharset: 'UTF-8',
    fields: {
      P_INI_PAYMENT: iniPayment(order),
      P_MID: context.credentials['mid'] ?? '',
      P_OID: order.pgOrderId,
      P_AMT: priceOf(order),
      P_GOODS: goodsName(order.orderName),
      P_UNAME: buyerName(order),
      P_MOBILE: buyerPhone(order),
      P_EMAIL: order.customer.email ?? '',
      P_NEXT_URL: urls.returnUrl,
      P_NOTI_URL: urls.notifyUrl,
      P_CHARSET: 'utf8',
      P_NOTI: merchantData(order),
      P_RESERVED: reserved(order, hashKey !== ''),
      ...(order.payMethod === 'MOBILE' ? { P_HPP_METHOD: phoneBillKind(order) } : {}),
      ...(quotabase === undefined ? {} : { P_QUOTABASE: quotabase }),
      ...(cardOption === undefined ? {} : { P_CARD_OPTION: cardOption }),
      ...(shopName === undefined ? {} : { P_MNAME: shopName }),
      ...(order.taxFreeMinor > 0
        ? { P_TAX: String(order.vatMinor), P_TAXFREE: String(order.taxFreeMinor) }
        : {}),
      ...accountExpiry(order),
      ...amountProof(context, order, hashKey),
    },
  }
}

function iniPayment(order: Order): string {
  switch (order.payMethod) {
    case 'CARD':
    case 'EASY_PAY':
    // Of the Japanese window alone; the catalogue keeps such an order out of this one.
    case 'CONVENIENCE_STORE':
      return 'CARD'
    case 'TRANSFER':
      return 'BANK'
    case 'VIRTUAL_ACCOUNT':
      return 'VBANK'
    case 'MOBILE':
      return 'MOBILE'
    case 'GIFT_CERTIFICATE':
      return giftMethods[order.giftCertificate?.giftCertificateType ?? ''] ?? 'CULTURE'
  }
}

const giftMethods: Readonly<Record<string, string>> = {
  CULTURELAND: 'CULTURE',
  BOOKNLIFE: 'BCSH',
  SMART_MUNSANG: 'DGCL',
  HAPPYMONEY: 'HPMN',
}

/** `&`-joined options; the same meanings as the PC window's `acceptmethod`. */
function reserved(order: Order, isAmountProven: boolean): string {
  const provider = order.payMethod === 'EASY_PAY' ? order.easyPay?.easyPayProvider : undefined
  const wallet = provider === undefined ? undefined : walletWindow(provider)?.mobile
  const company = order.payMethod === 'CARD' ? order.card?.cardCompany : undefined
  const card = company === undefined ? undefined : directCardCode(company)
  const scheme = order.appScheme
  const all = [
    'below1000=Y',
    'centerCd=Y',
    ...(isAmountProven ? ['amt_hash=Y'] : []),
    ...(order.payMethod === 'VIRTUAL_ACCOUNT' && !hidesReceipt(order) ? ['vbank_receipt=Y'] : []),
    ...(order.isEscrow ? ['useescrow=Y'] : []),
    ...(order.issuesBillingKey === true ? [`${phoneKeyOption}=Y`] : []),
    ...(wallet === undefined ? [] : [wallet]),
    ...(card === undefined ? [] : [`d_card=${card}`, `d_quota=${order.card?.installmentMonth ?? 0}`]),
    // An `&` inside would add options of the page's own choice.
    ...(scheme !== undefined && /^[A-Za-z][A-Za-z0-9+.-]*(:\/\/[^\s&=]*)?$/.test(scheme)
      ? [`app_scheme=${scheme}`]
      : []),
    ...allowedOptions(
      bypassOf(order)['P_RESERVED'],
      /^(below1000|noeasypay|global_visa3d|apprun_check)=[YN]$/,
    ),
  ]
  return [...new Set(all)].join('&')
}

function accountExpiry(order: Order): Record<string, string> {
  const expiresAt = order.payMethod === 'VIRTUAL_ACCOUNT' ? order.virtualAccount?.expiresAt : undefined
  if (expiresAt === undefined) return {}
  const stamp = seoulStamp(expiresAt)
  return { P_VBANK_DT: stamp.slice(0, 8), P_VBANK_TM: stamp.slice(8, 12) }
}

/** Effective together with `amt_hash=Y`: the PG refuses a form whose amount was changed in the browser. */
function amountProof(context: GatewayContext, order: Order, hashKey: string): Record<string, string> {
  if (hashKey === '') return {}
  const timestamp = String(context.now.getTime())
  return {
    P_TIMESTAMP: timestamp,
    P_CHKFAKE: chkFakeOf(priceOf(order), order.pgOrderId, timestamp, hashKey),
  }
}
