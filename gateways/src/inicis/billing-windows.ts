import type { BillingOrder, GatewayContext, HandOff, ReturnUrls } from '../port.ts'
import { present } from '../wire/reading.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { inicisHosts } from './environment.ts'
import { allowedAcceptMethods, languages } from './pc-window.ts'
import { liteHashOf, mKeyOf, pairHash } from './signature.ts'
import { allowedOptions, buyerName, buyerPhone, bypassOf, goodsName, textOption } from './window-words.ts'

/** Shown to the buyer, never charged. */
export function shownPrice(order: BillingOrder): string {
  return String(order.displayAmount?.minor ?? 0)
}

/**
 * The PC window that registers a card instead of charging it: the ordinary form with `BILLAUTH(Card)` among its options.
 * The key itself comes with the approve answer, so it never passes through the browser.
 */
export function pcBillingWindow(context: GatewayContext, order: BillingOrder, urls: ReturnUrls): HandOff {
  const signKey = context.credentials['signKey'] ?? ''
  const signed = { oid: order.pgIssueId, price: shownPrice(order), timestamp: String(context.now.getTime()) }
  const bypass = bypassOf(order)
  const asked = allowedOptions(bypass['acceptmethod'], allowedAcceptMethods)
  return {
    kind: 'inicis-standard',
    scriptUrl: inicisHosts(context.environment).script,
    fields: {
      version: '1.0',
      mid: context.credentials['mid'] ?? '',
      ...signed,
      mKey: mKeyOf(signKey),
      signature: pairHash(signed),
      use_chkfake: 'Y',
      verification: pairHash({ ...signed, signKey }),
      currency: 'WON',
      goodname: registrationName(order),
      buyername: buyerName(order),
      buyertel: buyerPhone(order),
      buyeremail: order.customer.email ?? '',
      returnUrl: urls.returnUrl,
      closeUrl: urls.closeUrl,
      // Without a pay method: the option below decides what the window is for.
      gopaymethod: '',
      acceptmethod: [...new Set(['BILLAUTH(Card)', 'below1000', 'centerCd(Y)', ...asked])].join(':'),
      payViewType: 'overlay',
      charset: 'UTF-8',
      ...present({
        offerPeriod: offerPeriod(order, ''),
        languageView: languages[order.locale ?? ''],
        logo_url: textOption(bypass['logo_url']),
        logo_2nd: textOption(bypass['logo_2nd']),
      }),
    },
  }
}

/** The phone's registration page (billing key manual: card registration, request fields). Always Korean. */
export function cardRegistration(context: GatewayContext, order: BillingOrder, urls: ReturnUrls): HandOff {
  const { mid = '', iniLiteKey = '' } = context.credentials
  const signed = {
    price: shownPrice(order),
    mid,
    orderId: order.pgIssueId,
    timestamp: seoulStamp(context.now),
  }
  const period = offerPeriod(order, '-')
  const cardUse = textOption(bypassOf(order)['carduse'])
  return {
    kind: 'form',
    action: inicisHosts(context.environment).cardRegistration,
    method: 'POST',
    acceptCharset: 'UTF-8',
    fields: {
      ...signed,
      buyerName: buyerName(order),
      buyerTel: buyerPhone(order),
      buyerEmail: order.customer.email ?? '',
      goodName: registrationName(order),
      returnUrl: urls.returnUrl,
      hashdata: liteHashOf(signed, iniLiteKey),
      ...(period === undefined ? {} : { customData: JSON.stringify({ period }) }),
      ...(cardUse === 'percard' || cardUse === 'cocard' ? { carduse: cardUse } : {}),
    },
  }
}

function registrationName(order: BillingOrder): string {
  return goodsName(order.issueName ?? '정기결제 등록')
}

/** `M2` every month, `Y2` every year, else both days with what the window puts between them. */
function offerPeriod({ offerPeriod: period }: BillingOrder, between: string): string | undefined {
  if (period?.from !== undefined && period.until !== undefined)
    return [period.from, period.until].map((day) => seoulStamp(day).slice(0, 8)).join(between)
  if (period?.interval === '1m') return 'M2'
  return period?.interval === '1y' ? 'Y2' : undefined
}
