import type { FastifyInstance } from 'fastify'
import { readBillingKey } from '../billing-key/billing-key-store.ts'
import { languageOf } from '../foundation/http/face.ts'
import { Refusal } from '../foundation/refusal.ts'
import { readVerificationAttempt } from '../identity-verification/verification-store.ts'
import { loadAttempt } from '../payment/payment-store.ts'
import { paymentResult } from './attempt-outcome.ts'
import type { CheckoutAttempt } from './attempt-store.ts'
import { allowAnyOrigin, deviceOf, findAttempt, pageOriginOf, readPrepareBody } from './browser-routes.ts'
import { checkoutRefusals, refuseCheckout } from './checkout-errors.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import { drawV1Ui, v1UiTypes } from './draw-v1-ui.ts'
import { prepareV1Attempt, prepareV1Certification } from './prepare-v1-attempt.ts'
import { readPageScript } from './read-page-script.ts'
import { registerWishes } from './register-wishes.ts'
import { inV1Words } from './translate-v1-request.ts'
import { v1Callback, v1CertificationMembers, v1IssueMembers } from './v1-result.ts'
import { stateOfWindow } from './window-routes.ts'

/** What the `IMP` script calls beside the routes that both scripts share. */
export function registerV1BrowserRoutes(app: FastifyInstance, deps: CheckoutDependencies): void {
  app.options('/browser/v1/*', async (_request, reply) => {
    void allowAnyOrigin(reply).code(204).header('access-control-max-age', '600')
    return ''
  })

  for (const [path, prepare] of [
    ['/browser/v1/attempts', prepareV1Attempt],
    ['/browser/v1/ui', drawV1Ui],
    ['/browser/v1/scripts', readPageScript],
    ['/browser/v1/wishes', registerWishes],
    ['/browser/v1/certifications', prepareV1Certification],
  ] as const)
    app.post(path, async (request, reply) => {
      allowAnyOrigin(reply)
      const body = readPrepareBody(request.body)
      const { userCode, tierCode } = body
      try {
        return await prepare(
          { ...deps, language: languageOf(request) },
          {
            request: body['request'],
            userCode: typeof userCode === 'string' ? userCode : '',
            tierCode: typeof tierCode === 'string' ? tierCode : undefined,
            isLegacy: body['isLegacy'] === true,
            uiType: v1UiTypes[String(body['uiType'])],
            device: deviceOf(body),
            pageOrigin: pageOriginOf(request, body),
            ipAddress: request.ip,
            userAgent: request.headers['user-agent'],
          },
        )
      } catch (error) {
        throw error instanceof Refusal ? inWordsOfV1(error) : error
      }
    })

  /** Empty until the attempt is decided. */
  app.get('/browser/v1/attempts/:attemptId/callback', async (request, reply) => {
    allowAnyOrigin(reply)
    const checkout = await findAttempt(deps, request)
    if (checkout.kind !== 'PAYMENT') return callbackOfOthers(deps, checkout)
    const loaded = await loadAttempt(deps.database, checkout.storeId, checkout.attemptId)
    const v1 = loaded?.attempt.data.v1
    if (loaded === undefined || v1 === undefined) throw refuseCheckout('AttemptNotFound')
    const result = paymentResult(loaded.attempt)
    return result === undefined ? {} : v1Callback(loaded, result, v1)
  })
}

/** A certification's callback, or a billing key's: the latter with its first payment where one was asked for and begun. */
async function callbackOfOthers(deps: CheckoutDependencies, checkout: CheckoutAttempt): Promise<object> {
  const { storeId, attemptId } = checkout
  const { result } = await stateOfWindow(deps, checkout)
  if (checkout.kind === 'IDENTITY_VERIFICATION') {
    const attempt = await readVerificationAttempt(deps.database, storeId, attemptId)
    if (attempt?.version !== 'V1') throw refuseCheckout('AttemptNotFound')
    return result?.transactionType === 'IDENTITY_VERIFICATION' ? v1CertificationMembers(attempt, result) : {}
  }
  const key = await readBillingKey(deps.database, storeId, `billing-key-${attemptId}`)
  if (key?.data.v1?.window === undefined) throw refuseCheckout('AttemptNotFound')
  if (result?.transactionType === 'ISSUE_BILLING_KEY') return v1IssueMembers(key, result)
  if (result?.transactionType !== 'ISSUE_BILLING_KEY_AND_PAY') return {}
  const loaded = await loadAttempt(deps.database, storeId, result.txId)
  const { v1, billingKey } = loaded?.attempt.data ?? {}
  return loaded === undefined || v1 === undefined || billingKey !== key.billingKey
    ? v1IssueMembers(key, result)
    : { ...v1Callback(loaded, result, v1), customer_uid: key.data.v1.customerUid }
}

/** V1's one code of its own that is known in public; the others are those of our checkout service. */
const alreadyPaidCode = 'F1002'
const alreadyPaidText = '이미 결제가 이루어진 거래건입니다.'
const prefix = '결제 창 호출에 실패하였습니다.'

/** What can be refused before a window opens, as V1's scripts tell it: `error_code` and `error_msg`. */
function inWordsOfV1(refusal: Refusal): Refusal {
  if (refusal.entry === checkoutRefusals.PaymentAlreadyPaid)
    return new Refusal(alreadyPaidCode, { ...refusal.entry, ko: alreadyPaidText })
  const { entry, detail } = refusal
  return new Refusal(
    refusal.type,
    { ...entry, ko: `${prefix} ${entry.ko}` },
    detail === undefined ? undefined : inV1Words(detail),
    refusal.members,
  )
}
