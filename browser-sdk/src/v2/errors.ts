/**
 * The errors that the V2 functions reject with.
 *
 * A merchant's bundle holds its own copies of these classes, whose `instanceof` compares the string in
 * `__portOneErrorType`; so that text, not the prototype, is the contract. Fields are plain and serialisable
 * because mobile hosts forward them to native code.
 */
export type ErrorKind =
  | 'PaymentError'
  | 'IssueBillingKeyError'
  | 'IssueBillingKeyAndPayError'
  | 'IdentityVerificationError'
  | 'LoadPaymentUIError'
  | 'LoadIssueBillingKeyUIError'
  | 'ModuleError'

export interface ErrorFields {
  readonly code: string
  readonly message: string
  readonly txId?: string
  readonly paymentId?: string
  readonly billingKey?: string
  readonly identityVerificationId?: string
  readonly identityVerificationTxId?: string
  readonly pgCode?: string
  readonly pgMessage?: string
}

const transactionTypes: Readonly<Record<ErrorKind, string | undefined>> = {
  PaymentError: 'PAYMENT',
  IssueBillingKeyError: 'ISSUE_BILLING_KEY',
  IssueBillingKeyAndPayError: 'ISSUE_BILLING_KEY_AND_PAY',
  IdentityVerificationError: 'IDENTITY_VERIFICATION',
  LoadPaymentUIError: 'PAYMENT',
  LoadIssueBillingKeyUIError: 'ISSUE_BILLING_KEY',
  ModuleError: undefined,
}

/** True when the value carries the brand of that kind, whoever's class made it. */
export function hasBrand(kind: ErrorKind, value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    '__portOneErrorType' in value &&
    value.__portOneErrorType === kind
  )
}

function errorClass(kind: ErrorKind) {
  const branded = class extends Error {
    static override [Symbol.hasInstance](value: unknown): boolean {
      return hasBrand(kind, value)
    }

    constructor(fields: ErrorFields) {
      super(fields.message)
      const transactionType = transactionTypes[kind]
      Object.assign(
        this,
        { name: kind, __portOneErrorType: kind },
        transactionType === undefined ? {} : { transactionType },
        Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
      )
    }
  }
  Object.defineProperty(branded, 'name', { value: kind })
  return branded
}

export const errorClasses = {
  PaymentError: errorClass('PaymentError'),
  IssueBillingKeyError: errorClass('IssueBillingKeyError'),
  IssueBillingKeyAndPayError: errorClass('IssueBillingKeyAndPayError'),
  IdentityVerificationError: errorClass('IdentityVerificationError'),
  LoadPaymentUIError: errorClass('LoadPaymentUIError'),
  LoadIssueBillingKeyUIError: errorClass('LoadIssueBillingKeyUIError'),
  ModuleError: errorClass('ModuleError'),
}

/** A branded error of that kind. */
export function portOneError(kind: ErrorKind, fields: ErrorFields): Error {
  return new errorClasses[kind](fields)
}
