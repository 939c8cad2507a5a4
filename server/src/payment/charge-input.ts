import type { BillingInstrument, JsonObject } from '@naru/gateways'
import { Type, type Static } from 'typebox'
import { customerInput, toCustomer } from '../v2-input/customer-input.ts'
import { bypassInput, noticeUrlsInput, oneOf, toNoticeUrls } from '../v2-input/request-parts.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { isCurrency } from './currency.ts'
import { vatOf } from './payment-amount.ts'
import type { AttemptOrder } from './payment.ts'
import { refusePayment } from './payment-errors.ts'

const amountMax = Number.MAX_SAFE_INTEGER

/** What REST V2 asks of every charge without a window. */
export const chargeMembers = {
  storeId: Type.Optional(Type.String()),
  channelKey: Type.Optional(Type.String()),
  orderName: Type.String({ minLength: 1, maxLength: 500 }),
  customer: Type.Optional(customerInput),
  customData: Type.Optional(Type.String()),
  amount: Type.Object({
    total: Type.Integer({ minimum: 1, maximum: amountMax }),
    taxFree: Type.Optional(Type.Integer({ minimum: 0, maximum: amountMax })),
    vat: Type.Optional(Type.Integer({ minimum: 0, maximum: amountMax })),
  }),
  currency: Type.String(),
  country: Type.Optional(Type.String()),
  noticeUrls: Type.Optional(noticeUrlsInput),
  products: Type.Optional(
    Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        amount: Type.Integer({ minimum: 0, maximum: amountMax }),
        quantity: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
        tag: Type.Optional(Type.String()),
        code: Type.Optional(Type.String()),
        link: Type.Optional(Type.String()),
      }),
    ),
  ),
  productCount: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
  productType: Type.Optional(oneOf(['PHYSICAL', 'DIGITAL'])),
  promotionId: Type.Optional(Type.String()),
  bypass: Type.Optional(bypassInput),
}

const chargeObject = Type.Object(chargeMembers)
export type ChargeInput = Static<typeof chargeObject>

/** REST V2 `BillingKeyPaymentScheduleInput`: a charge with a billing key that may wait. */
export const billingChargeBody = Type.Object({
  ...chargeMembers,
  billingKey: Type.String({ minLength: 1 }),
  installmentMonth: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })),
  useFreeInterestFromMerchant: Type.Optional(Type.Boolean()),
  useCardPoint: Type.Optional(Type.Boolean()),
  cashReceipt: Type.Optional(
    Type.Object({
      type: oneOf(['PERSONAL', 'CORPORATE', 'NO_RECEIPT']),
      customerIdentityNumber: Type.Optional(Type.String()),
    }),
  ),
  locale: Type.Optional(oneOf(['KO_KR', 'EN_US', 'ZH_CN', 'ZH_TW', 'JA_JP', 'RU_RU', 'TH_TH', 'VI_VN'])),
})
export type BillingChargeInput = Static<typeof billingChargeBody>

/**
 * The order of a charge, whatever pays it.
 * @throws Refusal INVALID_REQUEST, SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT
 */
export function toChargeOrder(
  input: ChargeInput,
  more: Pick<AttemptOrder, 'payMethod'> & Partial<AttemptOrder>,
): AttemptOrder {
  if (!isCurrency(input.currency)) throw refuseCommon('INVALID_REQUEST', 'currency: ISO 4217')
  const { total, taxFree = 0 } = input.amount
  if (taxFree > total) throw refusePayment('SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT', 'amount')
  const vat = input.amount.vat ?? (input.currency === 'KRW' ? vatOf(total, taxFree) : 0)
  if (taxFree + vat > total) throw refusePayment('SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT', 'amount')
  const noticeUrls = toNoticeUrls(input.noticeUrls)
  return {
    orderName: input.orderName,
    totalMinor: total,
    taxFreeMinor: taxFree,
    vatMinor: vat,
    currency: input.currency,
    device: 'PC',
    customer: toCustomer(input.customer),
    isEscrow: false,
    isCulturalExpense: false,
    ...(input.country === undefined ? {} : { country: input.country }),
    ...(input.productType === undefined
      ? {}
      : { productType: input.productType === 'PHYSICAL' ? ('REAL' as const) : ('DIGITAL' as const) }),
    ...(input.products === undefined ? {} : { products: input.products }),
    ...(input.customData === undefined ? {} : { customData: input.customData }),
    ...(noticeUrls === undefined ? {} : { noticeUrls }),
    ...(input.bypass === undefined ? {} : { bypass: input.bypass as JsonObject }),
    ...more,
  }
}

/** What a charge with a billing key adds to the order. */
export function billingOrderMembers(
  input: Pick<BillingChargeInput, 'installmentMonth' | 'useCardPoint' | 'locale'>,
): Partial<AttemptOrder> {
  const { installmentMonth, useCardPoint, locale } = input
  return {
    ...(installmentMonth === undefined && useCardPoint === undefined
      ? {}
      : {
          card: {
            // 1 month is a lump sum.
            ...(installmentMonth === undefined
              ? {}
              : { installmentMonth: installmentMonth === 1 ? 0 : installmentMonth }),
            ...(useCardPoint === undefined ? {} : { useCardPoint }),
          },
        }),
    ...(locale === undefined ? {} : { locale }),
  }
}

/** How a charge with this instrument is paid. */
export function payMethodOf(instrument: BillingInstrument | undefined): AttemptOrder['payMethod'] {
  switch (instrument?.type) {
    case 'MOBILE':
    case 'EASY_PAY':
    case 'TRANSFER':
      return instrument.type
    case 'PAYPAL':
      return 'EASY_PAY'
    case 'CARD':
    case undefined:
      return 'CARD'
  }
}
