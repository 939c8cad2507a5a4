import type { BeginAnswer, GatewayContext, Order, ReturnUrls } from '../../port.ts'
import { present } from '../../wire/reading.ts'
import { seoulStamp } from '../../wire/seoul-time.ts'
import { standardBankCode } from '../../wire/standard-banks.ts'
import { directCardCode } from '../codes.ts'
import { payTypeOf } from './codes.ts'
import { xpayHosts } from './environment.ts'
import { extras } from './extras.ts'
import { contractedMid, platformOf, wireMid } from './merchant.ts'
import { limits, plainValue } from './plain-value.ts'
import { windowHash } from './signature.ts'

/** Computes the form of XPay's window; nothing is sent to the PG yet. */
export function begin(context: GatewayContext, order: Order, urls: ReturnUrls): BeginAnswer {
  const expiresAt = order.virtualAccount?.expiresAt
  if (expiresAt !== undefined && expiresAt <= context.now)
    return { kind: 'declined', pgCode: '', pgMessage: '가상계좌 입금 기한이 지났습니다.' }
  const windowType = order.device === 'PC' ? 'iframe' : 'submit'
  return {
    kind: 'begun',
    handOff: {
      kind: 'xpay-crossplatform',
      scriptUrl: xpayHosts(context.environment).script,
      platform: platformOf(context),
      windowType,
      fields: { ...extras(order), ...orderFields(context, order, urls), ...surfaceFields(order, urls) },
    },
    memory: {},
  }
}

/** What PC and phone have in common (the PG's `xpay_request` and `xpay_approval` samples). */
function orderFields(context: GatewayContext, order: Order, urls: ReturnUrls): Record<string, string> {
  const oid = order.pgOrderId
  const amount = String(order.amount.minor)
  const timestamp = seoulStamp(context.now)
  const payType = payTypeOf(order.payMethod, order.giftCertificate?.giftCertificateType) ?? ''
  return {
    CST_PLATFORM: platformOf(context),
    CST_MID: contractedMid(context),
    LGD_MID: wireMid(context),
    LGD_OID: oid,
    LGD_AMOUNT: amount,
    LGD_TIMESTAMP: timestamp,
    LGD_HASHDATA: windowHash(context, { oid, amount, timestamp }),
    LGD_PRODUCTINFO: plainValue(order.orderName, limits.productInfo) || '상품',
    LGD_CUSTOM_FIRSTPAY: payType,
    LGD_CUSTOM_USABLEPAY: payType,
    // Two steps: the window authenticates, `PaymentByKey` takes the money.
    LGD_CUSTOM_PROCESSTYPE: 'TWOTR',
    LGD_CUSTOM_SKIN: 'red',
    LGD_VERSION: 'Naru_XPay_1.0',
    LGD_ENCODING: 'UTF-8',
    LGD_ENCODING_RETURNURL: 'UTF-8',
    LGD_ENCODING_NOTEURL: 'UTF-8',
    LGD_RETURNURL: urls.returnUrl,
    // Filled in by the window.
    LGD_RESPCODE: '',
    LGD_RESPMSG: '',
    LGD_PAYKEY: '',
    ...buyerFields(order),
    ...(order.taxFreeMinor === 0 ? {} : { LGD_TAXFREEAMOUNT: String(order.taxFreeMinor) }),
    ...(languages[order.locale ?? ''] === undefined
      ? {}
      : { LGD_LANGUAGE: languages[order.locale ?? ''] ?? '' }),
    ...methodFields(order, urls),
    ...escrowFields(order),
  }
}

const languages: Readonly<Record<string, string>> = { EN_US: 'EN', ZH_CN: 'ZH', JA_JP: 'JA' }

function buyerFields({ customer }: Order): Record<string, string> {
  const { fullName, email, phoneNumber, customerId } = customer
  const phone = phoneNumber?.replaceAll(/\D/g, '').slice(0, limits.buyerPhone)
  return {
    LGD_BUYER: plainValue(fullName ?? '', limits.buyer) || '구매자',
    ...present({
      LGD_BUYEREMAIL: email === undefined || email.length > limits.buyerEmail ? undefined : email,
      LGD_BUYERPHONE: phone === '' ? undefined : phone,
      LGD_BUYERID:
        customerId === undefined || customerId.length > limits.buyerId
          ? undefined
          : plainValue(customerId, limits.buyerId),
    }),
  }
}

function methodFields(order: Order, urls: ReturnUrls): Record<string, string> {
  switch (order.payMethod) {
    case 'CARD':
      return cardFields(order)
    case 'TRANSFER':
      // Without it a PC of the old days would be sent for ActiveX.
      return { LGD_ACTIVEXYN: 'N', ...receiptFields(order.transfer?.cashReceiptType) }
    case 'VIRTUAL_ACCOUNT': {
      const { expiresAt, bank, cashReceiptType } = order.virtualAccount ?? {}
      return {
        LGD_CASNOTEURL: urls.notifyUrl,
        ...receiptFields(cashReceiptType),
        ...present({
          LGD_CLOSEDATE: expiresAt && seoulStamp(expiresAt),
          LGD_USABLECASBANK: bank && standardBankCode(bank),
        }),
      }
    }
    case 'MOBILE':
    case 'GIFT_CERTIFICATE':
    case 'EASY_PAY':
    case 'CONVENIENCE_STORE':
      return {}
  }
}

/** One company at once; months as the PG writes them, `0` is at once. */
function cardFields({ card, amount }: Order): Record<string, string> {
  const code = card?.cardCompany === undefined ? undefined : directCardCode(card.cardCompany)
  const asked =
    card?.installmentMonth === undefined ? card?.availableInstallmentMonths : [card.installmentMonth]
  const months = asked?.map((month) => (month === 1 ? 0 : month))
  return present({
    LGD_USABLECARD: code,
    LGD_INSTALLRANGE:
      months === undefined || amount.minor < INSTALLMENT_MINOR_MIN
        ? undefined
        : installRange(months, card?.installmentMonth !== undefined),
    LGD_CUSTOM_CARDPOINTUSEYN: card?.useCardPoint === true ? 'Y' : undefined,
  })
}

/** Korean card companies offer instalments from this amount on. */
const INSTALLMENT_MINOR_MIN = 50_000

/** `0:2:3`: paying at once is always among the offered ones, unless the shop fixed one. */
function installRange(months: readonly number[], isFixed: boolean): string {
  const offered = new Set(isFixed ? months : [0, ...months])
  return [...offered].toSorted((a, b) => a - b).join(':')
}

/** Whether the window asks for a cash receipt, and which one it shows first. */
function receiptFields(type: string | undefined): Record<string, string> {
  switch (type) {
    case 'PERSONAL':
      return { LGD_CASHRECEIPTYN: 'Y', LGD_DEFAULTCASHRECEIPTUSE: '1' }
    case 'CORPORATE':
      return { LGD_CASHRECEIPTYN: 'Y', LGD_DEFAULTCASHRECEIPTUSE: '2' }
    case 'ANONYMOUS':
      return { LGD_CASHRECEIPTYN: 'N' }
    default:
      return {}
  }
}

/** The five goods fields come as a set; the order stands for its goods. */
function escrowFields(order: Order): Record<string, string> {
  if (!order.isEscrow) return { LGD_ESCROW_USEYN: 'N' }
  return {
    LGD_ESCROW_USEYN: 'Y',
    LGD_ESCROW_GOODID: order.products?.[0]?.id ?? '1',
    LGD_ESCROW_GOODNAME: plainValue(order.orderName, limits.productInfo) || '상품',
    LGD_ESCROW_GOODCODE: order.products?.[0]?.code ?? '',
    LGD_ESCROW_UNITPRICE: String(order.amount.minor),
    LGD_ESCROW_QUANTITY: '1',
    ...present({
      LGD_ESCROW_BUYERPHONE: order.customer.phoneNumber?.replaceAll(/\D/g, '').slice(0, limits.buyerPhone),
    }),
  }
}

/** A PC shows the window in a frame of the page; a phone leaves the page, and apps of banks lead back to it. */
function surfaceFields({ device, appScheme }: Order, urls: ReturnUrls): Record<string, string> {
  if (device === 'PC')
    return { LGD_WINDOW_VER: '2.5', LGD_WINDOW_TYPE: 'iframe', LGD_CUSTOM_SWITCHINGTYPE: 'IFRAME' }
  // `A`: an app of the shop's leads on to the bank's app and back; `N`: web pages do.
  const autoApp = appScheme === undefined ? 'N' : 'A'
  const back = appScheme ?? urls.returnUrl
  return {
    CST_WINDOW_TYPE: 'submit',
    LGD_CUSTOM_SWITCHINGTYPE: 'SUBMIT',
    LGD_KVPMISPAUTOAPPYN: autoApp,
    LGD_KVPMISPWAPURL: back,
    LGD_KVPMISPCANCELURL: appScheme ?? urls.closeUrl,
    LGD_MTRANSFERAUTOAPPYN: autoApp,
    LGD_MTRANSFERWAPURL: back,
    LGD_MTRANSFERCANCELURL: appScheme ?? urls.closeUrl,
  }
}
