import type { V1Input } from '../credential/v1-input.ts'
import type { V1Router } from '../credential/v1-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { present } from '../foundation/present.ts'
import { cancelPayment, type CancelOutcome, type RefundAccount } from './cancel-payment.ts'
import { isCurrency } from './currency.ts'
import { toMajor } from './major-amount.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { loadAttempt, loadPayment, type LoadedPayment } from './payment-store.ts'
import { preRegisterPayment, readPreRegistration } from './pre-register-payment.ts'
import { bankOfRefundCode } from './v1-codes.ts'
import { refuseByPg, refuseV1, refuseV1As } from './v1-errors.ts'
import { readV1Amount } from './v1-order-input.ts'
import { knownId, loadOne, view } from './v1-routes.ts'

/** `POST /payments/cancel` and `/payments/prepare` of REST V1, over the same use cases as REST V2. */
export function registerV1WriteRoutes(router: V1Router, deps: PaymentDependencies): void {
  router.route('POST', '/payments/cancel', async ({ caller, input }) => {
    const loaded = await findToCancel(deps, caller.storeId, input)
    const { storeId, paymentId, currency } = loaded.head
    // Only the attempt that took the money can give it back.
    if (loaded.head.transactionId !== loaded.attempt.transactionId)
      throw refuseV1As('PAYMENT_NOT_PAID', loaded.attempt.transactionId)
    const amount = readV1Amount(input, 'amount', currency)
    const refundAccount = readRefundAccount(input)
    const requester = input.object('extra').text('requester') ?? input.text('extra[requester]')
    const outcome = await cancelPayment(deps, {
      storeId,
      paymentId,
      reason: input.text('reason')?.slice(0, 256) ?? '취소요청 API',
      ...(amount === undefined || amount === 0 ? {} : { amountMinor: amount }),
      ...present('taxFreeMinor', readV1Amount(input, 'tax_free', currency)),
      ...present('vatMinor', readV1Amount(input, 'vat_amount', currency)),
      ...present('currentCancellableMinor', readV1Amount(input, 'checksum', currency)),
      ...(requester === 'customer' ? { requester: 'CUSTOMER' as const } : {}),
      ...(requester === 'admin' ? { requester: 'ADMIN' as const } : {}),
      ...present('refundAccount', refundAccount),
      // V1 tells nobody of a cancel that the merchant's own server asked for, unless it wants to be told.
      skipWebhook: input.flag('enable_webhook') !== true,
      trigger: 'API',
    })
    refuseUncancelled(outcome)
    return { response: await view(deps, await loadOne(deps, storeId, loaded.attempt.transactionId)) }
  })

  router.route('POST', '/payments/prepare', async ({ caller, input }) => {
    const registration = readRegistration(input)
    const outcome = await preRegisterPayment(deps, { storeId: caller.storeId, ...registration, only: 'NEW' })
    if (outcome.kind === 'refused') throw refuseV1('PREPARE_ALREADY_PAID')
    if (outcome.kind !== 'registered') throw refuseV1('PREPARE_EXISTS')
    return { response: registrationView(registration.paymentId, registration) }
  })

  router.route('PUT', '/payments/prepare', async ({ caller, input }) => {
    const registration = readRegistration(input)
    const outcome = await preRegisterPayment(deps, {
      storeId: caller.storeId,
      ...registration,
      only: 'EXISTING',
    })
    if (outcome.kind === 'refused') throw refuseV1('PREPARE_ALREADY_PAID')
    if (outcome.kind !== 'registered') throw refuseV1('PREPARE_NOT_FOUND')
    return { response: registrationView(registration.paymentId, registration) }
  })

  router.route('GET', '/payments/prepare/{merchant_uid}', async ({ caller, params }) => {
    const paymentId = knownId(params['merchant_uid'] ?? '')
    const found = await readPreRegistration(deps, { storeId: caller.storeId, paymentId })
    if (found === undefined) throw refuseV1('PREPARE_NOT_FOUND')
    return { response: registrationView(paymentId, found) }
  })
}

/** `imp_uid` decides where both are given, also when it names nothing. */
async function findToCancel(
  deps: PaymentDependencies,
  storeId: string,
  input: V1Input,
): Promise<LoadedPayment> {
  const impUid = input.text('imp_uid')
  const merchantUid = input.text('merchant_uid')
  if (impUid === undefined && merchantUid === undefined)
    throw refuseCommon('INVALID_REQUEST', 'imp_uid, merchant_uid: one of them')
  const loaded =
    impUid === undefined
      ? await loadPayment(deps.database, storeId, knownId(merchantUid ?? ''))
      : await loadAttempt(deps.database, storeId, knownId(impUid))
  if (loaded === undefined) throw refuseV1('CANCEL_NOT_FOUND')
  return loaded
}

/** Where no money moves back, V1 answers HTTP 200 with a code. What is not decided yet is no refusal. */
function refuseUncancelled(outcome: CancelOutcome): void {
  switch (outcome.kind) {
    case 'accepted':
      return
    case 'refused':
      if (outcome.type === 'PAYMENT_NOT_FOUND') throw refuseV1('CANCEL_NOT_FOUND')
      if (outcome.type === 'PAYMENT_ALREADY_CANCELLED') throw refuseV1('CANCEL_ALREADY_DONE')
      throw refuseV1As(outcome.type, outcome.detail)
    case 'declined':
      throw refuseByPg(outcome)
  }
}

function readRefundAccount(input: V1Input): RefundAccount | undefined {
  const number = input.text('refund_account')
  const holderName = input.text('refund_holder')
  const code = input.text('refund_bank')
  const phone = input.text('refund_tel')
  if (number === undefined || holderName === undefined || code === undefined) return undefined
  const bank = bankOfRefundCode(code)
  if (bank === undefined) throw refuseV1('REFUND_BANK_UNKNOWN', code.slice(0, 20))
  return { bank, number, holderName, ...present('holderPhoneNumber', phone) }
}

interface Registration {
  readonly paymentId: string
  readonly totalMinor: number
  readonly currency?: string
}

/** Without a currency the amount is one in KRW, V1's default, and the currency of the payment is not compared. */
function readRegistration(input: V1Input): Registration {
  const paymentId = input.requiredText('merchant_uid')
  if (knownId(paymentId) === '') throw refuseCommon('INVALID_REQUEST', 'merchant_uid')
  const currency = input.text('currency')
  if (currency !== undefined && !isCurrency(currency)) throw refuseCommon('INVALID_REQUEST', 'currency')
  input.requiredText('amount')
  const totalMinor = readV1Amount(input, 'amount', currency ?? 'KRW') ?? 0
  return { paymentId, totalMinor, ...present('currency', currency) }
}

function registrationView(
  paymentId: string,
  found: { readonly totalMinor: number | null; readonly currency?: string | null },
): object {
  const currency = found.currency ?? null
  return {
    merchant_uid: paymentId,
    amount: found.totalMinor === null ? 0 : toMajor(found.totalMinor, currency ?? 'KRW'),
    currency,
  }
}
