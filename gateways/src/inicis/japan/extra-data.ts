import type { GatewayContext, JsonObject, JsonValue, Order, ReturnUrls } from '../../port.ts'
import { present } from '../../wire/reading.ts'
import { cbtTypeOf, installmentMonths, walletOf, walletProviders } from './codes.ts'
import { termDays } from './deadline.ts'

/**
 * `extraData`: what the window shows and what it lets the buyer choose. Names and shape are those of the PG's own
 * sample of the Japanese window; numbers stay numbers, `isMobile` is text.
 */
export function extraDataOf(context: GatewayContext, order: Order, urls: ReturnUrls): JsonObject {
  const isCvs = order.payMethod === 'CONVENIENCE_STORE'
  return {
    paymentUI: paymentUi(order),
    payment: {
      paymethod: payMethodsOf(context, order),
      isMobile: order.device === 'MOBILE' ? 'true' : 'false',
      ...present({
        card: order.payMethod === 'CARD' ? card(order) : undefined,
        cvs: isCvs ? slip(context, order, urls) : undefined,
      }),
    },
    ...(cbtTypeOf(context.credentials) === 'SBPS'
      ? { sbpsPayment: { userId: buyerId(order) } }
      : { gmoPayment: shop(order) }),
  }
}

/** A buyer who may choose his wallet is offered those whose words are known there. */
function payMethodsOf({ environment }: GatewayContext, order: Order): readonly string[] {
  switch (order.payMethod) {
    case 'CONVENIENCE_STORE':
      return ['CVS']
    case 'EASY_PAY': {
      const provider = order.easyPay?.easyPayProvider
      const offered = provider === undefined ? walletProviders : [provider]
      return offered.flatMap((one) => {
        const wallet = walletOf(one)
        return wallet?.isPublic === true || environment.kind === 'simulator' ? (wallet?.code ?? []) : []
      })
    }
    default:
      return ['CARD']
  }
}

/** Absent: the PG's own choice of months. */
function card({ card: asked }: Order): JsonObject | undefined {
  const fixed = asked?.installmentMonth
  const months = fixed === undefined ? asked?.availableInstallmentMonths : [fixed]
  if (months === undefined) return undefined
  const offered = installmentMonths.filter((month) => months.includes(month))
  return {
    payType: [
      ...(months.includes(0) || offered.length === 0 ? ['one'] : []),
      ...(offered.length > 0 ? ['installments'] : []),
    ],
    installMonth: offered,
  }
}

/** The sample writes the family name's reading into `customerKana`, open merchant code also into `customerLastKana`. */
function slip(context: GatewayContext, order: Order, { notifyUrl }: ReturnUrls): JsonObject {
  const { customer, storeDetails = {} } = order
  const deadline = order.convenienceStore?.deadline
  return {
    notiUrl: notifyUrl,
    ...present({
      contactInfo: storeDetails.storeNameShort,
      contactTelNum: storeDetails.phoneNumber,
      contactHours: hoursOf(order),
      customerKana: customer.lastNameKana,
      customerLastKana: customer.lastNameKana,
      customerFirstKana: customer.firstNameKana,
      paymentTermDay: deadline === undefined ? undefined : termDays(deadline, context.now),
    }),
  }
}

function shop(order: Order): JsonObject {
  const { storeDetails = {} } = order
  return present({
    merchantName: storeDetails.storeName,
    merchantNameKana: storeDetails.storeNameKana,
    merchantNameAlphabet: storeDetails.storeNameEn,
    merchantNameShort: storeDetails.storeNameShort,
    contactName: storeDetails.contactName,
    contactEmail: storeDetails.email,
    contactPhone: storeDetails.phoneNumber,
    contactOpeningHours: hoursOf(order),
  })
}

function hoursOf({ storeDetails }: Order): string | undefined {
  const { open, close } = storeDetails?.openingHours ?? {}
  return open === undefined || close === undefined ? undefined : `${open}-${close}`
}

/** V2 may leave the buyer unnamed; PortOne then makes a name up, and so do we: 30 characters of this attempt's id. */
function buyerId({ customer, transactionId }: Order): string {
  return customer.customerId ?? transactionId.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 30)
}

/** The window is Japanese whatever the shop asks; colour and logo are the two extras of `bypass.inicis_jp`. */
function paymentUi({ bypass }: Order): JsonObject {
  const ui = objectOf(objectOf(bypass?.['inicis_jp'])['paymentUI'])
  const { colorTheme, logoUrl } = ui
  return {
    language: 'JP',
    ...(typeof colorTheme === 'string' && /^[a-z]{3,10}\d?$/.test(colorTheme) ? { colorTheme } : {}),
    ...(typeof logoUrl === 'string' && logoUrl.length <= 500 && /^https?:\/\//.test(logoUrl)
      ? { logoUrl }
      : {}),
  }
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}
