import { createSlots } from '../checkout-origin.ts'
import { createPortOne } from './portone.ts'

/** `/v2/browser-sdk.esm.js`. `Object.assign(slots, { CHECKOUT_SERVER })` redirects every later call. */
export const slots = createSlots(import.meta.url)

const PortOne = createPortOne(slots)

export default PortOne
export const {
  requestPayment,
  requestIssueBillingKey,
  requestIssueBillingKeyAndPay,
  requestIdentityVerification,
  loadPaymentUI,
  loadIssueBillingKeyUI,
  updateLoadPaymentUIRequest,
  updateLoadIssueBillingKeyUIRequest,
  PaymentError,
  IssueBillingKeyError,
  IssueBillingKeyAndPayError,
  IdentityVerificationError,
  LoadPaymentUIError,
  LoadIssueBillingKeyUIError,
  ModuleError,
} = PortOne
