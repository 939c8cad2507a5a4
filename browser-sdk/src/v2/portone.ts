import type { AttemptResult } from '@naru/server/wire/checkout'
import type { Slots } from '../checkout-origin.ts'
import { errorClasses } from './errors.ts'
import type { PageState } from './checkout-call.ts'
import { issueUi, loadUi, paymentUi, updateUi } from './load-ui.ts'
import type { LoadedUis } from './load-ui.ts'
import { requestIdentityVerification } from './request-identity-verification.ts'
import { requestIssueBillingKeyAndPay } from './request-issue-billing-key-and-pay.ts'
import { requestIssueBillingKey } from './request-issue-billing-key.ts'
import { requestPayment } from './request-payment.ts'

/** The eight functions of the V2 SDK and, for pages without a bundler, its error classes. */
export function createPortOne(slots: Slots) {
  const page: PageState = { busy: false, running: undefined }
  const uis: LoadedUis = new Map()
  return {
    requestPayment: async (request: unknown): Promise<AttemptResult | undefined> =>
      requestPayment(slots, page, request),
    requestIssueBillingKey: async (request: unknown): Promise<AttemptResult | undefined> =>
      requestIssueBillingKey(slots, page, request),
    requestIssueBillingKeyAndPay: async (request: unknown): Promise<AttemptResult | undefined> =>
      requestIssueBillingKeyAndPay(slots, page, request),
    requestIdentityVerification: async (request: unknown): Promise<AttemptResult | undefined> =>
      requestIdentityVerification(slots, page, request),
    loadPaymentUI: async (request: unknown, callbacks: unknown) =>
      loadUi(slots, uis, paymentUi, request, callbacks),
    loadIssueBillingKeyUI: async (request: unknown, callbacks: unknown) =>
      loadUi(slots, uis, issueUi, request, callbacks),
    updateLoadPaymentUIRequest: async (request: unknown) => updateUi(uis, paymentUi, request),
    updateLoadIssueBillingKeyUIRequest: async (request: unknown) => updateUi(uis, issueUi, request),
    ...errorClasses,
  }
}
