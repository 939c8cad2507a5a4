import type { GatewayContext, HandOff, Order, ReturnUrls } from '../port.ts'
import { present } from '../wire/reading.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { directCardCode, walletWindow } from './codes.ts'
import { inicisHosts } from './environment.ts'
import { phoneKeyOption } from './phone-key.ts'
import { mKeyOf, pairHash } from './signature.ts'
import {
  allowedOptions,
  buyerName,
  buyerPhone,
  bypassOf,
  currencyOf,
  goodsName,
  hidesReceipt,
  installmentMonths,
  merchantData,
  phoneBillKind,
  priceOf,
  textOption,
} from './window-words.ts'

/** The form that `INIStdPay.pay` posts (standard web payment manual, request fields). */
export function pcWindow(context: GatewayContext, order: Order, urls: ReturnUrls): HandOff {
  const signKey = context.credentials['signKey'] ?? ''
  const signed = { oid: order.pgOrderId, price: priceOf(order), timestamp: String(context.now.getTime()) }
  const quotabase = installmentMonths(order)
  const bypass = bypassOf(order)
  return {
    kind: 'inicis-standard',
    scriptUrl: inicisHosts(context.environment).script,
    fields: {
      version: '1.0',
      mid: context.credentials['mid'] ?? '',
      ...signed,
      mKey: mKeyOf(signKey),
      signature: pairHash(signed),
      // With the sign key inside, so that a page cannot lower the price and sign again.
      use_chkfake: 'Y',
      verification: pairHash({ ...signed, signKey }),
      currency: currencyOf(order),
      goodname: goodsName(order.orderName),
      buyername: buyerName(order),
      buyertel: buyerPhone(order),
      buyeremail: order.customer.email ?? '',
      returnUrl: urls.returnUrl,
      closeUrl: urls.closeUrl,
      gopaymethod: goPayMethod(order),
      acceptmethod: acceptMethod(order),
      payViewType: 'overlay',
      charset: 'UTF-8',
      merchantData: merchantData(order),
      ...taxes(order),
      ...directCard(order),
      ...present({
        quotabase,
        languageView: languages[order.locale ?? ''],
        logo_url: textOption(bypass['logo_url']),
        logo_2nd: textOption(bypass['logo_2nd']),
        parentemail: textOption(bypass['parentemail']),
        Ini_SSGPAY_MDN: textOption(bypass['Ini_SSGPAY_MDN']),
      }),
    },
  }
}

export const languages: Readonly<Record<string, string>> = { KO_KR: 'ko', EN_US: 'en', ZH_CN: 'cn' }

function goPayMethod(order: Order): string {
  switch (order.payMethod) {
    case 'CARD':
      return 'Card'
    case 'TRANSFER':
      return 'DirectBank'
    case 'VIRTUAL_ACCOUNT':
      return 'VBank'
    case 'MOBILE':
      return 'HPP'
    case 'GIFT_CERTIFICATE':
      return giftMethods[order.giftCertificate?.giftCertificateType ?? ''] ?? 'Culture'
    case 'EASY_PAY': {
      const provider = order.easyPay?.easyPayProvider
      // Without a provider the card window shows every contracted wallet.
      return (provider === undefined ? undefined : walletWindow(provider)?.pc) ?? 'Card'
    }
    // Of the Japanese window alone; the catalogue keeps such an order out of this one.
    case 'CONVENIENCE_STORE':
      return 'Card'
  }
}

const giftMethods: Readonly<Record<string, string>> = {
  CULTURELAND: 'Culture',
  BOOKNLIFE: 'Bcsh',
  SMART_MUNSANG: 'DGCL',
  HAPPYMONEY: 'HPMN',
}

/** `:`-joined. `below1000` lifts the lower limit, `centerCd(Y)` makes the return name its data centre. */
function acceptMethod(order: Order): string {
  const expiresAt = order.virtualAccount?.expiresAt
  const method = (() => {
    switch (order.payMethod) {
      case 'VIRTUAL_ACCOUNT':
        return [
          ...(expiresAt === undefined ? [] : [`vbank(${seoulStamp(expiresAt).slice(0, 12)})`]),
          ...(hidesReceipt(order) ? [] : ['va_receipt']),
        ]
      case 'TRANSFER':
        return hidesReceipt(order) ? ['no_receipt'] : []
      case 'MOBILE':
        return [`HPP(${phoneBillKind(order)})`, ...(order.issuesBillingKey === true ? [phoneKeyOption] : [])]
      case 'EASY_PAY':
        return ['cardonly']
      case 'CARD':
      case 'GIFT_CERTIFICATE':
      case 'CONVENIENCE_STORE':
        return []
    }
  })()
  const asked = allowedOptions(bypassOf(order)['acceptmethod'], allowedAcceptMethods)
  const all = ['below1000', 'centerCd(Y)', ...(order.isEscrow ? ['useescrow'] : []), ...method, ...asked]
  return [...new Set(all)].join(':')
}

export const allowedAcceptMethods =
  /^(SKIN\(#[0-9A-Fa-f]{6}\)|below1000|ocb|paypopup|hidebar|noeasypay|slimquota\([0-9:-]+\)|mallpoint\([0-9A-Za-z:]+\))$/

/** The PG works the tax out itself unless the order says that a part is free of it. */
function taxes(order: Order): Record<string, string> {
  return order.taxFreeMinor > 0 ? { tax: String(order.vatMinor), taxfree: String(order.taxFreeMinor) } : {}
}

/** One card company at once; without a month it is paid at once. */
function directCard(order: Order): Record<string, string> {
  const company = order.payMethod === 'CARD' ? order.card?.cardCompany : undefined
  const code = company === undefined ? undefined : directCardCode(company)
  return code === undefined
    ? {}
    : { ini_onlycardcode: code, ini_cardcode: code, ansim_quota: installmentMonths(order) ?? '00' }
}
