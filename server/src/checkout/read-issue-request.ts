import type { BillingMethod } from '@naru/gateways'
import { present } from '../foundation/present.ts'
import type { BillingKeyData } from '../billing-key/billing-key.ts'
import { findUnstorable } from '../foundation/storable-text.ts'
import { isCurrency } from '../payment/currency.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { FieldReader } from './field-reader.ts'
import { bareEnum, dropNulls, isPlainObject } from './plain-request.ts'
import {
  optionalBare,
  readBypass,
  readCustomData,
  readCustomer,
  readProductType,
  readUiType,
  readUrls,
  readWindowType,
  type PaymentRequest,
} from './read-payment-request.ts'
import { isDeliverableRedirect } from './redirect-url.ts'

/** A `requestIssueBillingKey` request, read once. */
export interface IssueRequest extends Pick<
  PaymentRequest,
  'storeId' | 'windowType' | 'redirectUrl' | 'forceRedirect' | 'uiType'
> {
  readonly channelKey: string
  /** Absent: the PG's only one. */
  readonly method: BillingMethod | undefined
  readonly data: BillingKeyData
}

const methods: readonly BillingMethod[] = ['CARD', 'MOBILE', 'EASY_PAY', 'TRANSFER', 'PAYPAL']

/** @throws Refusal BadRequest for what is missing or of the wrong type, RequestParseFailed for values that cannot be used */
export function readIssueRequest(request: unknown, device: 'PC' | 'MOBILE'): IssueRequest {
  const problem = findUnstorable(request)
  if (problem !== undefined) throw refuseCheckout('RequestParseFailed', problem)
  const plain = dropNulls(request)
  if (!isPlainObject(plain)) throw refuseCheckout('BadRequest', 'request: object')
  const fields = new FieldReader(plain)
  const redirectUrl = fields.optionalText('redirectUrl')
  if (redirectUrl !== undefined && !isDeliverableRedirect(redirectUrl))
    throw refuseCheckout('RequestParseFailed', 'redirectUrl')
  const storeId = fields.requiredText('storeId')
  const uiType = readUiType(fields)
  const channelKey = fields.requiredText('channelKey')
  return {
    storeId,
    channelKey,
    method: uiType === undefined ? fields.optionalMember('billingKeyMethod', methods) : 'PAYPAL',
    windowType: readWindowType(fields),
    ...present('uiType', uiType),
    redirectUrl,
    forceRedirect: fields.optionalFlag('forceRedirect') ?? false,
    data: {
      customer: readCustomer(fields.object('customer')),
      platformType: device,
      ...present('issueId', fields.optionalText('issueId')),
      ...present('issueName', fields.optionalText('issueName')),
      ...present('displayAmount', readDisplayAmount(fields)),
      ...present('offerPeriod', readOfferPeriod(fields.object('offerPeriod'))),
      ...present('easyPayProvider', readProvider(fields.object('easyPay'))),
      ...present('productType', readProductType(fields)),
      ...present('locale', fields.optionalText('locale')),
      ...present('appScheme', fields.optionalText('appScheme')),
      ...present('customData', readCustomData(fields.raw('customData'))),
      ...present('noticeUrls', readUrls(fields, 'noticeUrls')),
      ...present('bypass', readBypass(fields)),
    },
  }
}

/** Shown by the PG, never charged; 0 is allowed. */
function readDisplayAmount(fields: FieldReader): BillingKeyData['displayAmount'] {
  const minor = fields.optionalInteger('displayAmount', 0)
  if (minor === undefined) return undefined
  const currency = bareEnum(fields.optionalText('currency') ?? 'KRW', 'CURRENCY_')
  if (!isCurrency(currency)) throw refuseCheckout('RequestParseFailed', 'currency: ISO 4217')
  return { minor, currency }
}

function readOfferPeriod(period: FieldReader | undefined): BillingKeyData['offerPeriod'] {
  if (period === undefined) return undefined
  const range = period.object('range')
  return {
    ...present('from', readInstant(range, 'from')),
    ...present('until', readInstant(range, 'to')),
    ...present('interval', period.optionalText('interval')),
  }
}

function readInstant(range: FieldReader | undefined, key: string): string | undefined {
  const text = range?.optionalText(key)
  if (range === undefined || text === undefined) return undefined
  const at = new Date(text)
  if (Number.isNaN(at.getTime())) throw refuseCheckout('RequestParseFailed', `${range.path(key)}: RFC 3339`)
  return at.toISOString()
}

function readProvider(easyPay: FieldReader | undefined): string | undefined {
  return easyPay && optionalBare(easyPay, 'easyPayProvider', 'EASY_PAY_PROVIDER_')
}
