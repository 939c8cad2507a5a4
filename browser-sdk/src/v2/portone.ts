import type { AttemptResult } from '@naru/server/wire/checkout'
import type { Slots } from '../checkout-origin.ts'
import type { ErrorKind } from './errors.ts'
import { errorClasses, portOneError } from './errors.ts'
import type { PageState } from './checkout-call.ts'
import { issueUi, loadUi, paymentUi, updateUi } from './load-ui.ts'
import type { LoadedUis } from './load-ui.ts'
import { requestIdentityVerification } from './request-identity-verification.ts'
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
    requestIssueBillingKeyAndPay: async (_request: unknown) =>
      refuse('requestIssueBillingKeyAndPay', 'IssueBillingKeyAndPayError'),
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

/** These functions exist, as the npm loader calls them by name, and say plainly that they cannot serve yet. */
async function refuse(name: string, kind: ErrorKind): Promise<never> {
  throw portOneError(kind, {
    code: 'BadRequest',
    message: `이 설치본에서는 아직 사용할 수 없는 기능입니다. (${name} is not available on this installation yet)`,
  })
}
