import type { JsonObject } from '@naru/gateways'
import { findUnstorable } from '../foundation/storable-text.ts'
import { isCurrency } from '../payment/currency.ts'
import { toMinor } from '../payment/major-amount.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { FieldReader } from './field-reader.ts'
import { dropNulls, isPlainObject } from './plain-request.ts'

/** A `request_pay` argument: what V1 alone knows, and the rest in the words of V2, whose reader then checks it. */
export interface V1Request {
  readonly channelKey: string | undefined
  readonly pg: string | undefined
  readonly confirmUrl: string | undefined
  /** A billing key is to be issued under this name; whether the amount is charged with it is the PG's matter. */
  readonly customerUid: string | undefined
  /** The page named none, so amounts were read in `unsaidCurrency`. */
  readonly isCurrencyUnsaid: boolean
  /** Without store and channel, which are not known yet. */
  readonly request: Readonly<Record<string, unknown>>
}

const merchantUidLengthMax = 40
const customerUidLengthMax = 80

/**
 * Reads what `IMP.request_pay` was given.
 *
 * @param options.isLegacy the page uses a script of before 1.3.0: amounts may be text there
 * @param options.unsaidCurrency what a page means that names no currency; absent: won
 * @throws Refusal BadRequest or RequestParseFailed, naming V1's fields
 */
export function translateV1Request(
  param: unknown,
  options: {
    readonly isLegacy: boolean
    readonly unsaidCurrency?: string
    /** PayPal's button, which takes no won. */
    readonly uiType?: string | undefined
  },
): V1Request {
  const problem = findUnstorable(param)
  if (problem !== undefined) throw refuseCheckout('RequestParseFailed', problem)
  // Pages fill forms into the request, so an empty text means "not given".
  const plain = dropEmpty(dropNulls(param))
  if (!isPlainObject(plain)) throw refuseCheckout('BadRequest', 'param: object')
  const fields = new FieldReader(plain)
  if (fields.has('channelGroupId')) throw refuseCheckout('RequestParseFailed', 'channelGroupId')
  const merchantUid = fields.requiredText('merchant_uid')
  if (merchantUid.length > merchantUidLengthMax)
    throw refuseCheckout('RequestParseFailed', `merchant_uid: at most ${merchantUidLengthMax}`)
  const pg = fields.optionalText('pg')
  const unsaid =
    options.unsaidCurrency ??
    (options.uiType !== undefined || meansDollars(pg?.split('.')[0] ?? '') ? 'USD' : 'KRW')
  const said = fields.optionalText('currency')?.toUpperCase()
  const currency = said ?? unsaid
  if (!isCurrency(currency)) throw refuseCheckout('RequestParseFailed', 'currency: ISO 4217')
  const amount = (key: string): number | undefined => readAmount(fields, key, currency, options)
  const name = fields.optionalText('name') ?? `주문 ${merchantUid}`
  const confirmUrl = fields.optionalText('confirm_url')
  if (confirmUrl !== undefined && !/^https?:\/\//i.test(confirmUrl))
    throw refuseCheckout('RequestParseFailed', 'confirm_url: http(s) URL')
  return {
    channelKey: fields.optionalText('channelKey'),
    pg,
    isCurrencyUnsaid: said === undefined,
    confirmUrl,
    customerUid: readCustomerUid(fields),
    request: defined({
      paymentId: merchantUid,
      orderName: name,
      totalAmount: amount('amount'),
      currency,
      taxFreeAmount: amount('tax_free'),
      vatAmount: amount('vat_amount') ?? amount('vat'),
      customer: customerOf(fields),
      locale: locales[fields.optionalText('language')?.toLowerCase() ?? ''],
      redirectUrl: fields.optionalText('m_redirect_url'),
      isEscrow: fields.optionalFlag('escrow'),
      productType: productTypeOf(fields),
      offerPeriod: offerPeriodOf(fields),
      appScheme: fields.optionalText('app_scheme'),
      storeDetails: fields.raw('storeDetails'),
      customData: fields.raw('custom_data'),
      noticeUrls: fields.list('notice_url'),
      bypass: bypassOf(fields),
      ...methodOf(fields),
    }),
  }
}

/** `period`: days of Seoul from and to, or `1m`, `1y`. */
function offerPeriodOf(fields: FieldReader): unknown {
  const period = fields.raw('period')
  if (!isPlainObject(period)) return undefined
  const day = (key: 'from' | 'to', clock: string): string | undefined => {
    const text = period[key]
    if (text === undefined || text === null || text === '') return undefined
    const [, year, month, date] =
      /^(\d{4})-?(\d{2})-?(\d{2})/.exec(typeof text === 'string' ? text : '') ?? []
    if (year === undefined) throw refuseCheckout('RequestParseFailed', `period.${key}: YYYYMMDD`)
    return `${year}-${month}-${date}T${clock}+09:00`
  }
  const [from, to] = [day('from', '00:00:00'), day('to', '23:59:59')]
  return defined({
    interval: period['interval'] === '' ? undefined : period['interval'],
    range: from === undefined && to === undefined ? undefined : defined({ from, to }),
  })
}

/** V1's own members of one PG (`naver…`, `kakaopay…`) under the names that its connector reads from `bypass`. */
function bypassOf(fields: FieldReader): unknown {
  const given = fields.raw('bypass')
  const products = fields.raw('naverProducts')
  const naverpay = defined({
    chainId: fields.optionalText('naverChainId'),
    useCfmYmdt: fields.optionalText('naverUseCfm'),
    purchaserBirthday: fields.optionalText('naverPurchaserBirthday'),
    productItems: Array.isArray(products) ? products : undefined,
    interface: fields.raw('naverInterface'),
  })
  const kakaopay = defined({ mobileAsPc: fields.optionalFlag('kakaopayMobileAsPC') })
  const wallets = withMembers(withMembers(given, 'naverpay', naverpay), 'kakaopay', kakaopay)
  return withMembers(wallets, 'toss_brandpay', brandpayOf(fields))
}

/** BrandPay is a wallet whose cards take what V1 keeps for cards: points, and months of installment. */
function brandpayOf(fields: FieldReader): Members {
  if (fields.optionalText('pay_method') !== 'toss_brandpay') return {}
  return defined({
    useCardPoint: fields.optionalFlag('useCardPoint'),
    cardQuota: fields.object('display')?.list('card_quota'),
  })
}

function withMembers(given: unknown, pg: string, members: Members): unknown {
  if (Object.keys(members).length === 0) return given
  const bypass = isPlainObject(given) ? given : {}
  const own = isPlainObject(bypass[pg]) ? bypass[pg] : {}
  return { ...bypass, [pg]: { ...own, ...members } }
}

function readCustomerUid(fields: FieldReader): string | undefined {
  const customerUid = fields.optionalText('customer_uid')
  const isBad = Array.from(customerUid ?? '').some((character) => character < ' ' || character === '\u007f')
  if (customerUid !== undefined && (customerUid.length > customerUidLengthMax || isBad))
    throw refuseCheckout('RequestParseFailed', `customer_uid: at most ${customerUidLengthMax}`)
  return customerUid
}

/** The same request in V2's words for a billing key: what it calls a payment is the registration. */
export function asIssueRequest(request: V1Request['request']): Readonly<Record<string, unknown>> {
  const { paymentId, orderName, totalAmount, payMethod, ...rest } = request
  return {
    ...rest,
    issueId: paymentId,
    issueName: orderName,
    displayAmount: totalAmount,
    billingKeyMethod: payMethod,
  }
}

/** The same for a billing key and its first payment: one `merchant_uid` names both. */
export function asIssueAndPayRequest(request: V1Request['request']): Readonly<Record<string, unknown>> {
  const { payMethod, ...rest } = request
  return { ...rest, issueId: request['paymentId'], billingKeyAndPayMethod: payMethod }
}

/** What `IMP.certification` was given, in V2's words, and what V1 alone keeps. */
export interface V1Certification extends Pick<V1Request, 'channelKey' | 'pg' | 'request'> {
  readonly v1: JsonObject
}

/** @throws Refusal BadRequest or RequestParseFailed, naming V1's fields */
export function translateV1Certification(param: unknown, pageOrigin: string | null): V1Certification {
  const problem = findUnstorable(param)
  if (problem !== undefined) throw refuseCheckout('RequestParseFailed', problem)
  const plain = dropEmpty(dropNulls(param))
  if (!isPlainObject(plain)) throw refuseCheckout('BadRequest', 'param: object')
  const fields = new FieldReader(plain)
  const merchantUid = fields.optionalText('merchant_uid')
  if (merchantUid !== undefined && merchantUid.length > merchantUidLengthMax)
    throw refuseCheckout('RequestParseFailed', `merchant_uid: at most ${merchantUidLengthMax}`)
  return {
    channelKey: fields.optionalText('channelKey'),
    pg: fields.optionalText('pg'),
    v1: {
      ...(merchantUid === undefined ? {} : { merchantUid }),
      ...(pageOrigin === null ? {} : { origin: pageOrigin }),
    },
    request: defined({
      customer: defined({
        fullName: fields.optionalText('name'),
        phoneNumber: fields.optionalText('phone'),
      }),
      redirectUrl: fields.optionalText('m_redirect_url'),
      windowType: fields.optionalFlag('popup') === true ? { pc: 'POPUP', mobile: 'POPUP' } : undefined,
      bypass: fields.raw('bypass'),
    }),
  }
}

/** PGs abroad, for which a page that names no currency means dollars. Source: PortOne's V1 SDK reference, `currency`. */
export function meansDollars(moduleCode: string): boolean {
  return moduleCode === 'eximbay' || moduleCode === 'paypal' || moduleCode === 'paypal_v2'
}

/** V2's names of fields in a refusal, as V1's pages wrote them. */
export function inV1Words(detail: string): string {
  const known = v1Names.find(
    ([v2]) => detail === v2 || detail.startsWith(`${v2}:`) || detail.startsWith(`${v2}[`),
  )
  return known === undefined ? detail : known[1] + detail.slice(known[0].length)
}

const v1Names = [
  ['paymentId', 'merchant_uid'],
  ['issueId', 'merchant_uid'],
  ['issueName', 'name'],
  ['displayAmount', 'amount'],
  ['billingKeyMethod', 'pay_method'],
  ['billingKeyAndPayMethod', 'pay_method'],
  ['customer.phoneNumber', 'phone'],
  ['orderName', 'name'],
  ['totalAmount', 'amount'],
  ['taxFreeAmount + vatAmount', 'tax_free + vat_amount'],
  ['taxFreeAmount', 'tax_free'],
  ['vatAmount', 'vat_amount'],
  ['redirectUrl', 'm_redirect_url'],
  ['payMethod', 'pay_method'],
  ['noticeUrls', 'notice_url'],
  ['customer.email', 'buyer_email'],
  ['customer.fullName', 'buyer_name'],
  ['customer.firstNameKana', 'buyer_first_name_kana'],
  ['customer.lastNameKana', 'buyer_last_name_kana'],
  ['customer.customerId', 'customer_id'],
  ['convenienceStore.paymentDeadline.dueDate', 'cvs.payment_deadline.due_date'],
  ['convenienceStore.paymentDeadline.validHours', 'cvs.payment_deadline.valid_hours'],
  ['convenienceStore.paymentDeadline', 'cvs.payment_deadline'],
  ['virtualAccount.accountExpiry.dueDate', 'vbank_due'],
  ['virtualAccount.accountExpiry.validHours', 'vbank_due'],
] as const

const locales: Readonly<Record<string, string>> = { ko: 'KO_KR', en: 'EN_US', zh: 'ZH_CN', jp: 'JA_JP' }

type Members = Readonly<Record<string, unknown>>

const giftTypes: Readonly<Record<string, string>> = {
  cultureland: 'CULTURELAND',
  smartculture: 'SMART_MUNSANG',
  culturegift: 'CULTURE_GIFT',
  booknlife: 'BOOKNLIFE',
  happymoney: 'HAPPYMONEY',
}

const walletNames: Readonly<Record<string, string>> = {
  naverpay: 'NAVERPAY',
  naverpay_card: 'NAVERPAY',
  naverpay_point: 'NAVERPAY',
  kakaopay: 'KAKAOPAY',
  samsung: 'SAMSUNGPAY',
  samsungpay: 'SAMSUNGPAY',
  applepay: 'APPLEPAY',
  payco: 'PAYCO',
  lpay: 'LPAY',
  ssgpay: 'SSGPAY',
  tosspay: 'TOSSPAY',
  tosspay_card: 'TOSSPAY',
  tosspay_money: 'TOSSPAY',
  pinpay: 'PINPAY',
  skpay: 'SKPAY',
  kpay: 'KPAY',
  toss_brandpay: 'TOSS_BRANDPAY',
  paypay: 'PAYPAY',
  amazonpay: 'AMAZONPAY',
  rakutenpay: 'RAKUTENPAY',
  merpay: 'MERPAY',
  aupay: 'AUPAY',
  dbarai: 'DBARAI',
}

/** Words of V1 that name the means within the wallet. */
const walletMeans: Readonly<Record<string, string>> = {
  naverpay_card: 'CARD',
  naverpay_point: 'CHARGE',
  tosspay_card: 'CARD',
  tosspay_money: 'CHARGE',
}

/** `pay_method` and the object that belongs to it. Missing: card, V1's default. */
function methodOf(fields: FieldReader): Members {
  const method = fields.optionalText('pay_method') ?? 'card'
  const wallet = walletNames[method]
  const gift = giftTypes[method]
  if (wallet !== undefined)
    return {
      payMethod: 'EASY_PAY',
      easyPay: defined({
        easyPayProvider: wallet,
        availablePayMethods: walletMeans[method],
        useInstallment: fields.object('card')?.optionalFlag('useInstallment'),
      }),
    }
  if (gift !== undefined)
    return { payMethod: 'GIFT_CERTIFICATE', giftCertificate: { giftCertificateType: gift } }
  switch (method) {
    case 'card':
      return { payMethod: 'CARD', ...defined({ card: cardOf(fields) }) }
    case 'trans':
      return { payMethod: 'TRANSFER', ...defined({ transfer: receiptOf(fields) }) }
    case 'phone':
      return { payMethod: 'MOBILE' }
    case 'cvs':
      return { payMethod: 'CONVENIENCE_STORE', ...defined({ convenienceStore: storeOf(fields) }) }
    case 'vbank': {
      const due = fields.optionalText('vbank_due')
      return {
        payMethod: 'VIRTUAL_ACCOUNT',
        virtualAccount: defined({
          ...receiptOf(fields),
          // Old pages write minutes without seconds.
          accountExpiry: due === undefined ? undefined : { dueDate: /^\d{12}$/.test(due) ? `${due}00` : due },
        }),
      }
    }
    default:
      throw refuseCheckout('RequestParseFailed', `pay_method: ${method.slice(0, 40)}`)
  }
}

/** Until when the slip is paid. PortOne's own sample writes both ways at once; then the instant counts. */
function storeOf(fields: FieldReader): Members | undefined {
  const deadline = fields.object('cvs')?.object('payment_deadline')
  if (deadline === undefined) return undefined
  const dueDate = deadline.optionalText('due_date')
  return {
    paymentDeadline: defined({
      dueDate,
      validHours: dueDate === undefined ? deadline.optionalInteger('valid_hours', 1) : undefined,
    }),
  }
}

/** Months offered (`[]`: lump sum only) and points. */
function cardOf(fields: FieldReader): Members | undefined {
  const months = fields.object('display')?.list('card_quota')
  const offered = months?.map(Number).filter((month) => Number.isSafeInteger(month))
  const card = defined({
    installment:
      offered === undefined
        ? undefined
        : {
            monthOption: offered.length === 0 ? { fixedMonth: 0 } : { availableMonthList: offered },
          },
    useCardPoint: fields.optionalFlag('useCardPoint'),
    useAppCardOnly: fields.optionalFlag('appCard'),
  })
  return Object.keys(card).length === 0 ? undefined : card
}

const receiptTypes: Readonly<Record<string, string>> = {
  personal: 'PERSONAL',
  corporate: 'CORPORATE',
  anonymous: 'ANONYMOUS',
}

/** `bypass.cashReceiptType` and its identifier, where V1 keeps them. */
function receiptOf(fields: FieldReader): Members | undefined {
  const bypass = fields.object('bypass')
  const type = bypass?.optionalText('cashReceiptType')
  const receipt = defined({
    cashReceiptType: type === undefined ? undefined : receiptTypes[type.toLowerCase()],
    customerIdentifier: bypass?.optionalText('customerIdentifier'),
  })
  return Object.keys(receipt).length === 0 ? undefined : receipt
}

function customerOf(fields: FieldReader): Members {
  const address = fields.optionalText('buyer_addr')
  return defined({
    customerId: fields.optionalText('customer_id'),
    fullName: fields.optionalText('buyer_name'),
    firstName: fields.optionalText('buyer_first_name'),
    lastName: fields.optionalText('buyer_last_name'),
    firstNameKana: fields.optionalText('buyer_first_name_kana'),
    lastNameKana: fields.optionalText('buyer_last_name_kana'),
    phoneNumber: fields.optionalText('buyer_tel'),
    email: fields.optionalText('buyer_email'),
    zipcode: fields.optionalText('buyer_postcode'),
    address: address === undefined ? undefined : { addressLine1: address },
  })
}

function productTypeOf(fields: FieldReader): string | undefined {
  const digital = fields.optionalFlag('digital')
  return digital === undefined ? undefined : digital ? 'DIGITAL' : 'REAL'
}

/** An amount in main units; a number, or its text from old pages. */
function readAmount(
  fields: FieldReader,
  key: string,
  currency: string,
  { isLegacy }: { readonly isLegacy: boolean },
): number | undefined {
  const value = fields.raw(key)
  if (value === undefined) return undefined
  if (typeof value !== 'number' && !(isLegacy && typeof value === 'string'))
    throw refuseCheckout('BadRequest', `${key}: number`)
  const minor = toMinor(typeof value === 'number' ? JSON.stringify(value) : value.trim(), currency)
  if (minor === undefined) throw refuseCheckout('RequestParseFailed', `${key}: ${currency}`)
  return minor
}

function dropEmpty(value: unknown): unknown {
  if (!isPlainObject(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== ''))
}

function defined(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}
