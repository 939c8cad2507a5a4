import type { EasyPayMeans, PayMethod, UiType } from '@naru/gateways'
import { present } from '../foundation/present.ts'
import { findUnstorable } from '../foundation/storable-text.ts'
import { isCurrency } from '../payment/currency.ts'
import { vatOf } from '../payment/payment-amount.ts'
import type { AttemptOrder, PaymentProduct } from '../payment/payment.ts'
import type { Customer } from '../v2-input/customer-input.ts'
import { readAccountExpiry } from './account-expiry.ts'
import { restBankName } from './bank-name.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { FieldReader } from './field-reader.ts'
import { bareEnum, dropNulls, isPlainObject } from './plain-request.ts'
import { isDeliverableRedirect } from './redirect-url.ts'

/** A `requestPayment` request, read once; nothing past this point is unknown. */
export interface PaymentRequest {
  readonly storeId: string
  readonly paymentId: string
  readonly channelKey: string | undefined
  readonly channelGroupId: string | undefined
  readonly promotionId?: string
  readonly windowType: { readonly pc?: WindowName; readonly mobile?: WindowName }
  readonly redirectUrl: string | undefined
  readonly forceRedirect: boolean
  /** The PG's button in the shop's page that asks; absent: a window. */
  readonly uiType?: UiType
  readonly order: AttemptOrder
}

export type WindowName = 'IFRAME' | 'POPUP' | 'REDIRECTION' | 'UI'

const windowNames: readonly WindowName[] = ['IFRAME', 'POPUP', 'REDIRECTION', 'UI']
const payMethods: readonly (PayMethod | 'PAYPAL' | 'ALIPAY' | 'ALIPAY_PLUS')[] = [
  'CARD',
  'VIRTUAL_ACCOUNT',
  'TRANSFER',
  'MOBILE',
  'GIFT_CERTIFICATE',
  'EASY_PAY',
  'PAYPAL',
  'ALIPAY',
  'CONVENIENCE_STORE',
  'ALIPAY_PLUS',
]
const urlsMax = 10

/**
 * @throws Refusal BadRequest for what is missing or of the wrong type, RequestParseFailed for values that cannot be used
 */
export function readPaymentRequest(request: unknown, device: 'PC' | 'MOBILE', now: Date): PaymentRequest {
  const problem = findUnstorable(request)
  if (problem !== undefined) throw refuseCheckout('RequestParseFailed', problem)
  const plain = dropNulls(request)
  if (!isPlainObject(plain)) throw refuseCheckout('BadRequest', 'request: object')
  const fields = new FieldReader(plain)
  const storeId = fields.requiredText('storeId')
  const paymentId = readPaymentId(fields)
  const channelKey = fields.optionalText('channelKey')
  const channelGroupId = fields.optionalText('channelGroupId')
  if ((channelKey === undefined) === (channelGroupId === undefined)) {
    throw refuseCheckout('BadRequest', 'channelKey, channelGroupId: exactly one')
  }
  const redirectUrl = fields.optionalText('redirectUrl')
  if (redirectUrl !== undefined && !isDeliverableRedirect(redirectUrl))
    throw refuseCheckout('RequestParseFailed', 'redirectUrl')
  return {
    storeId,
    paymentId,
    channelKey,
    channelGroupId,
    ...present('promotionId', fields.optionalText('promotionId')),
    windowType: readWindowType(fields),
    redirectUrl,
    forceRedirect: fields.optionalFlag('forceRedirect') ?? false,
    ...present('uiType', readUiType(fields)),
    order: readOrder(fields, device, now),
  }
}

function readPaymentId(fields: FieldReader): string {
  const paymentId = fields.requiredText('paymentId')
  if (
    paymentId.length > 200 ||
    Array.from(paymentId).some((character) => character < ' ' || character === '\u007f')
  ) {
    throw refuseCheckout('RequestParseFailed', 'paymentId: 1–200 characters without control characters')
  }
  return paymentId
}

/** Which PG's button in the shop's page asks. */
export function readUiType(fields: FieldReader): UiType | undefined {
  return fields.optionalMember('uiType', ['PAYPAL_SPB', 'PAYPAL_RT'])
}

export function readWindowType(fields: FieldReader): PaymentRequest['windowType'] {
  const value = fields.raw('windowType')
  if (typeof value === 'string') {
    const both = fields.optionalMember('windowType', windowNames)
    return both === undefined ? {} : { pc: both, mobile: both }
  }
  const windowType = fields.object('windowType')
  const pc = windowType?.optionalMember('pc', windowNames)
  const mobile = windowType?.optionalMember('mobile', windowNames)
  return { ...(pc === undefined ? {} : { pc }), ...(mobile === undefined ? {} : { mobile }) }
}

function readOrder(fields: FieldReader, device: 'PC' | 'MOBILE', now: Date): AttemptOrder {
  const orderName = fields.requiredText('orderName')
  const totalMinor = fields.requiredInteger('totalAmount', 1)
  const currency = bareEnum(fields.requiredText('currency'), 'CURRENCY_')
  if (!isCurrency(currency)) throw refuseCheckout('RequestParseFailed', 'currency: ISO 4217')
  const isPaypal = readUiType(fields) !== undefined
  if (!isPaypal) fields.requiredText('payMethod')
  // A button of PayPal's takes PayPal, whatever the request says.
  const payMethod = isPaypal ? 'EASY_PAY' : fields.optionalMember('payMethod', payMethods)
  if (payMethod === undefined || !isGatewayMethod(payMethod))
    throw refuseCheckout('RequestParseFailed', `payMethod: ${payMethod ?? ''}`)
  const taxFreeMinor = fields.optionalInteger('taxFreeAmount', 0) ?? 0
  if (taxFreeMinor > totalMinor)
    throw refuseCheckout('RequestParseFailed', 'taxFreeAmount: at most totalAmount')
  const givenVat = fields.optionalInteger('vatAmount', 0) ?? fields.optionalInteger('vat', 0)
  const vatMinor = givenVat ?? (currency === 'KRW' ? vatOf(totalMinor, taxFreeMinor) : 0)
  if (taxFreeMinor + vatMinor > totalMinor)
    throw refuseCheckout('RequestParseFailed', 'taxFreeAmount + vatAmount: at most totalAmount')
  return {
    orderName,
    totalMinor,
    taxFreeMinor,
    vatMinor,
    currency,
    payMethod,
    device,
    customer: readCustomer(fields.object('customer')),
    isEscrow: fields.optionalFlag('isEscrow') ?? false,
    isCulturalExpense: fields.optionalFlag('isCulturalExpense') ?? false,
    ...present('locale', fields.optionalText('locale')),
    ...present('country', optionalBare(fields, 'country', 'COUNTRY_')),
    ...present('appScheme', fields.optionalText('appScheme')),
    ...present('productType', readProductType(fields)),
    ...(isPaypal ? { easyPay: { easyPayProvider: 'PAYPAL' } } : readMethodOptions(fields, payMethod, now)),
    ...present('products', readProducts(fields)),
    ...present('storeDetails', readStoreDetails(fields.object('storeDetails'))),
    ...present('customData', readCustomData(fields.raw('customData'))),
    ...present('noticeUrls', readUrls(fields, 'noticeUrls')),
    ...present('confirmUrl', readConfirmUrl(fields)),
    ...present('bypass', readBypass(fields)),
  }
}

/** The merchant's server that is asked just before the money is taken (컨펌 프로세스). */
function readConfirmUrl(fields: FieldReader): string | undefined {
  const url = fields.optionalText('confirmUrl')
  if (url !== undefined && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)))
    throw refuseCheckout('RequestParseFailed', 'confirmUrl: http(s) URL')
  return url
}

const gatewayMethods: readonly PayMethod[] = [
  'CARD',
  'VIRTUAL_ACCOUNT',
  'TRANSFER',
  'MOBILE',
  'GIFT_CERTIFICATE',
  'EASY_PAY',
  'CONVENIENCE_STORE',
]

function isGatewayMethod(method: string): method is PayMethod {
  return gatewayMethods.some((known) => known === method)
}

/** The object that belongs to the pay method; objects of other methods are ignored. */
function readMethodOptions(fields: FieldReader, payMethod: PayMethod, now: Date): Partial<AttemptOrder> {
  switch (payMethod) {
    case 'CARD': {
      const card = fields.object('card')
      if (card === undefined) return {}
      const installment = card.object('installment') ?? card.object('installments')
      const monthOption = installment?.object('monthOption')
      const fixedMonth = monthOption?.optionalInteger('fixedMonth', 0)
      return {
        card: {
          ...present('cardCompany', optionalBare(card, 'cardCompany', 'CARD_COMPANY_')),
          // 1 month is a lump sum.
          ...present('installmentMonth', fixedMonth === 1 ? 0 : fixedMonth),
          ...present(
            'availableInstallmentMonths',
            monthOption
              ?.list('availableMonthList')
              ?.filter((month) => Number.isSafeInteger(month))
              .map(Number),
          ),
          ...present('useCardPoint', card.optionalFlag('useCardPoint')),
          ...present('useAppCardOnly', card.optionalFlag('useAppCardOnly')),
        },
      }
    }
    case 'VIRTUAL_ACCOUNT': {
      const account = fields.object('virtualAccount')
      if (account === undefined) return {}
      const expiry = account.object('accountExpiry')
      const bank = account.optionalText('bankCode')
      return {
        virtualAccount: {
          ...present(
            'expiresAt',
            expiry === undefined ? undefined : readAccountExpiry(expiry, now).toISOString(),
          ),
          ...present('bank', bank === undefined ? undefined : restBankName(bank)),
          ...readCashReceipt(account),
        },
      }
    }
    case 'TRANSFER': {
      const transfer = fields.object('transfer')
      return transfer === undefined ? {} : { transfer: readCashReceipt(transfer) }
    }
    case 'EASY_PAY': {
      const easyPay = fields.object('easyPay')
      return easyPay === undefined
        ? {}
        : {
            easyPay: {
              ...present('easyPayProvider', optionalBare(easyPay, 'easyPayProvider', 'EASY_PAY_PROVIDER_')),
              ...present('availablePayMethods', readMeans(easyPay)),
              ...present('useInstallment', easyPay.optionalFlag('useInstallment')),
            },
            ...easyPayCard(easyPay),
          }
    }
    case 'GIFT_CERTIFICATE': {
      const gift = fields.object('giftCertificate')
      const type =
        gift === undefined
          ? undefined
          : (optionalBare(gift, 'giftCertificateType', 'GIFT_CERTIFICATE_TYPE_') ??
            optionalBare(gift, 'certificateType', 'GIFT_CERTIFICATE_TYPE_'))
      return gift === undefined ? {} : { giftCertificate: present('giftCertificateType', type) }
    }
    case 'CONVENIENCE_STORE': {
      const deadline = fields.object('convenienceStore')?.object('paymentDeadline')
      return deadline === undefined
        ? {}
        : { convenienceStore: { deadline: readAccountExpiry(deadline, now).toISOString() } }
    }
    case 'MOBILE':
      return {}
  }
}

const storeTexts = [
  'storeName',
  'storeNameKana',
  'storeNameEn',
  'storeNameShort',
  'contactName',
  'email',
  'phoneNumber',
] as const

/** The shop's own words for the PG's window and slip; members that no connector sends on are left out. */
function readStoreDetails(details: FieldReader | undefined): AttemptOrder['storeDetails'] {
  if (details === undefined) return undefined
  const hours = details.object('openingHours')
  const texts = storeTexts.map((name) => [name, details.optionalText(name)] as const)
  return {
    ...Object.fromEntries(texts.filter(([, value]) => value !== undefined && value !== '')),
    ...(hours === undefined
      ? {}
      : {
          openingHours: {
            ...present('open', hours.optionalText('open')),
            ...present('close', hours.optionalText('close')),
          },
        }),
  }
}

/** Months of a wallet's card (`easyPay.installment`); wallets take one fixed number and no list. */
function easyPayCard(easyPay: FieldReader): Partial<AttemptOrder> {
  const installment = easyPay.object('installment') ?? easyPay.object('installments')
  const month = installment?.object('monthOption')?.optionalInteger('fixedMonth', 0)
  // 1 month is a lump sum.
  return month === undefined ? {} : { card: { installmentMonth: month === 1 ? 0 : month } }
}

const means: Readonly<Record<string, EasyPayMeans>> = {
  CARD: 'CARD',
  CHARGE: 'CHARGE',
  MONEY: 'CHARGE',
  TRANSFER: 'TRANSFER',
}

/** `availablePayMethods`, which pages also write in the singular and as one word; words of no wallet are passed over. */
function readMeans(easyPay: FieldReader): readonly EasyPayMeans[] | undefined {
  const names = easyPay.list('availablePayMethods') ?? easyPay.list('availablePayMethod') ?? []
  const read = names.flatMap((name) =>
    typeof name === 'string' && Object.hasOwn(means, name) ? (means[name] ?? []) : [],
  )
  return read.length === 0 ? undefined : [...new Set(read)]
}

function readCashReceipt(method: FieldReader): { cashReceiptType?: string; customerIdentifier?: string } {
  return {
    ...present('cashReceiptType', optionalBare(method, 'cashReceiptType', 'CASH_RECEIPT_TYPE_')),
    ...present('customerIdentifier', method.optionalText('customerIdentifier')),
  }
}

export function readCustomer(customer: FieldReader | undefined): Customer {
  if (customer === undefined) return {}
  const email = customer.optionalText('email')
  if (email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw refuseCheckout('RequestParseFailed', 'customer.email')
  const name =
    customer.optionalText('fullName') ??
    joined(customer.optionalText('lastName'), customer.optionalText('firstName'))
  const address = customer.object('address')
  return {
    ...present('id', customer.optionalText('customerId')),
    ...present('name', name),
    ...present('email', email),
    ...present('phoneNumber', customer.optionalText('phoneNumber')),
    ...present('firstNameKana', customer.optionalText('firstNameKana')),
    ...present('lastNameKana', customer.optionalText('lastNameKana')),
    ...present('birthYear', customer.optionalText('birthYear')),
    ...present('birthMonth', customer.optionalText('birthMonth')),
    ...present('birthDay', customer.optionalText('birthDay')),
    ...present(
      'gender',
      customer.has('gender') ? bareEnum(customer.requiredText('gender'), 'GENDER_') : undefined,
    ),
    ...present('zipcode', customer.optionalText('zipcode')),
    ...(address === undefined
      ? {}
      : {
          address: {
            addressLine1: address.requiredText('addressLine1'),
            addressLine2: address.optionalText('addressLine2') ?? '',
            ...present('city', address.optionalText('city')),
            ...present('province', address.optionalText('province')),
            ...present('country', optionalBare(address, 'country', 'COUNTRY_')),
          },
        }),
  }
}

function joined(last: string | undefined, first: string | undefined): string | undefined {
  const name = [last, first].filter((part) => part !== undefined).join(' ')
  return name === '' ? undefined : name
}

function readProducts(fields: FieldReader): readonly PaymentProduct[] | undefined {
  return fields.objects('products')?.map((product) => ({
    id: product.requiredText('id'),
    name: product.requiredText('name'),
    amount: product.requiredInteger('amount', 0),
    quantity: product.requiredInteger('quantity', 1),
    ...present('tag', product.optionalText('tag')),
    ...present('code', product.optionalText('code')),
    ...present('link', product.optionalText('link')),
  }))
}

/** A string stays as given; anything else is kept as JSON text. Never encoded twice. */
export function readCustomData(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  return JSON.stringify(value)
}

/** Absolute http(s) addresses; an empty list means "not given". */
export function readUrls(fields: FieldReader, key: string): readonly string[] | undefined {
  const list = fields.list(key)
  if (list === undefined || list.length === 0) return undefined
  if (list.length > urlsMax) throw refuseCheckout('RequestParseFailed', `${key}: at most ${urlsMax}`)
  return list.map((url, index) => {
    if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url))
      throw refuseCheckout('RequestParseFailed', `${key}[${index}]: http(s) URL`)
    return url
  })
}

export function readProductType(fields: FieldReader): 'REAL' | 'DIGITAL' | undefined {
  const type = optionalBare(fields, 'productType', 'PRODUCT_TYPE_')
  if (type === undefined || type === 'REAL' || type === 'DIGITAL') return type
  throw refuseCheckout('RequestParseFailed', 'productType: REAL, DIGITAL')
}

export function readBypass(fields: FieldReader): Readonly<Record<string, unknown>> | undefined {
  if (!fields.has('bypass')) return undefined
  const value = fields.raw('bypass')
  if (!isPlainObject(value)) throw refuseCheckout('BadRequest', 'bypass: object')
  return value
}

export function optionalBare(
  fields: FieldReader,
  key: string,
  prefix: Parameters<typeof bareEnum>[1],
): string | undefined {
  const value = fields.optionalText(key)
  return value === undefined ? undefined : bareEnum(value, prefix)
}
