import type { ClaimedPerson, JsonObject } from '@naru/gateways'
import { present } from '../foundation/present.ts'
import type { RequestedVerification } from '../identity-verification/identity-verification.ts'
import { findUnstorable } from '../foundation/storable-text.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { FieldReader } from './field-reader.ts'
import { dropNulls, isPlainObject } from './plain-request.ts'
import { readBypass, readCustomData, readWindowType, type PaymentRequest } from './read-payment-request.ts'
import { isDeliverableRedirect } from './redirect-url.ts'

/** A `requestIdentityVerification` request, read once. */
export interface IdentityRequest extends Pick<
  PaymentRequest,
  'storeId' | 'windowType' | 'redirectUrl' | 'forceRedirect'
> {
  readonly identityVerificationId: string
  readonly channelKey: string
  readonly requested: Omit<RequestedVerification, 'storeName'>
}

/** @throws Refusal BadRequest for what is missing or of the wrong type, RequestParseFailed for values that cannot be used */
export function readIdentityRequest(request: unknown, device: 'PC' | 'MOBILE'): IdentityRequest {
  const problem = findUnstorable(request)
  if (problem !== undefined) throw refuseCheckout('RequestParseFailed', problem)
  const plain = dropNulls(request)
  if (!isPlainObject(plain)) throw refuseCheckout('BadRequest', 'request: object')
  const fields = new FieldReader(plain)
  const redirectUrl = fields.optionalText('redirectUrl')
  if (redirectUrl !== undefined && !isDeliverableRedirect(redirectUrl))
    throw refuseCheckout('RequestParseFailed', 'redirectUrl')
  const bypass = readBypass(fields)
  return {
    storeId: fields.requiredText('storeId'),
    identityVerificationId: readId(fields),
    channelKey: fields.requiredText('channelKey'),
    windowType: readWindowType(fields),
    redirectUrl,
    forceRedirect: fields.optionalFlag('forceRedirect') ?? false,
    requested: {
      person: readPerson(fields.object('customer')),
      device,
      ...present('customData', readCustomData(fields.raw('customData'))),
      ...present('locale', fields.optionalText('locale')),
      ...(bypass === undefined ? {} : { bypass: bypass as JsonObject }),
    },
  }
}

function readId(fields: FieldReader): string {
  const id = fields.requiredText('identityVerificationId')
  const hasControl = Array.from(id).some((character) => character < ' ' || character === '\u007f')
  if (id.length > 200 || hasControl)
    throw refuseCheckout(
      'RequestParseFailed',
      'identityVerificationId: 1–200 characters without control characters',
    )
  return id
}

/** A Korean name has no space between its parts; phone numbers are compared by their digits. */
function readPerson(customer: FieldReader | undefined): ClaimedPerson {
  if (customer === undefined) return {}
  const name =
    customer.optionalText('fullName') ??
    [customer.optionalText('lastName'), customer.optionalText('firstName')].join('')
  const phoneNumber = customer.optionalText('phoneNumber')?.replaceAll(/\D/g, '')
  return {
    ...present('customerId', customer.optionalText('customerId')),
    ...present('fullName', name === '' ? undefined : name),
    ...present('phoneNumber', phoneNumber === '' ? undefined : phoneNumber),
    ...present('birthYear', part(customer, 'birthYear', /^\d{4}$/)),
    ...present('birthMonth', part(customer, 'birthMonth', /^(0?[1-9]|1[0-2])$/)?.padStart(2, '0')),
    ...present('birthDay', part(customer, 'birthDay', /^(0?[1-9]|[12]\d|3[01])$/)?.padStart(2, '0')),
  }
}

function part(customer: FieldReader, key: string, shape: RegExp): string | undefined {
  const text = customer.optionalText(key)
  if (text !== undefined && !shape.test(text)) throw refuseCheckout('RequestParseFailed', customer.path(key))
  return text
}
