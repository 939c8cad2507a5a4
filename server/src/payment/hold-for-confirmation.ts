import type { JsonObject } from '@naru/gateways'
import { minute } from '../foundation/clock.ts'
import { sameText } from '../foundation/secret.ts'
import { openJson, sealJson } from './attempt-order.ts'
import { confirmPayment, type ConfirmRequest } from './confirm-payment.ts'
import type { Attempt } from './payment.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { loadAttempt, loadPayment, type LoadedPayment } from './payment-store.ts'
import { writeAttemptStep } from './record-approval.ts'

const confirmableMs = 30 * minute

/**
 * Manual confirmation (수동 승인): the buyer has proved himself, and nothing is approved until the merchant's
 * server confirms with the payment token. Proof and token are kept sealed.
 */
export async function holdForConfirmation(
  dependencies: PaymentDependencies,
  request: ConfirmRequest,
): Promise<void> {
  for (;;) {
    const loaded = await loadAttempt(dependencies.database, request.storeId, request.transactionId)
    if (loaded === undefined || loaded.attempt.phase !== 'OPEN') return
    const held = { proof: request.proof, paymentToken: `pt_${dependencies.random.token(32)}` }
    const written = await writeAttemptStep(dependencies, loaded, {
      phase: 'AUTHENTICATED',
      status: loaded.attempt.status,
      data: {
        ...loaded.attempt.data,
        confirmableUntil: new Date(dependencies.clock.now().getTime() + confirmableMs).toISOString(),
      },
      ...(request.pgTxId === undefined ? {} : { pgTxId: request.pgTxId }),
      proofSealed: await sealJson(dependencies.vault, loaded.attempt, 'proof_sealed', held),
      owner: null,
      holdsApproval: false,
      event: 'BUYER_AUTHENTICATED',
    })
    if (written !== undefined) return
  }
}

/** The token of a held attempt; undefined for every other attempt. */
export async function paymentTokenOf(
  dependencies: Pick<PaymentDependencies, 'vault'>,
  attempt: Attempt,
): Promise<string | undefined> {
  if (attempt.phase !== 'AUTHENTICATED') return undefined
  const held = await openJson(dependencies.vault, attempt, 'proof_sealed', attempt.proofSealed)
  const token = held['paymentToken']
  return typeof token === 'string' ? token : undefined
}

export interface ConfirmHeldRequest {
  readonly storeId: string
  readonly paymentId: string
  readonly paymentToken: string
  /** Assertions; any difference refuses, and the token stays usable. */
  readonly txId?: string
  readonly currency?: string
  readonly totalMinor?: number
  readonly taxFreeMinor?: number
  readonly isTest?: boolean
  readonly skipWebhook?: boolean
}

export type ConfirmHeldOutcome =
  | { readonly kind: 'confirmed'; readonly pgTxId: string; readonly at: string }
  | {
      readonly kind: 'refused'
      readonly type: 'PAYMENT_NOT_FOUND' | 'ALREADY_PAID' | 'INVALID_PAYMENT_TOKEN' | 'INFORMATION_MISMATCH'
      readonly detail?: string
    }
  | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }
  /** The PG has not answered and is being asked; money may have moved. */
  | { readonly kind: 'unknown' }

/** Confirms a held attempt: from here exactly as an automatic approval. */
export async function confirmHeldPayment(
  dependencies: PaymentDependencies,
  request: ConfirmHeldRequest,
): Promise<ConfirmHeldOutcome> {
  const loaded = await loadPayment(dependencies.database, request.storeId, request.paymentId)
  if (loaded === undefined) return { kind: 'refused', type: 'PAYMENT_NOT_FOUND' }
  const { attempt, head } = loaded
  if (head.status !== 'READY' && head.status !== 'FAILED') return { kind: 'refused', type: 'ALREADY_PAID' }
  const token = await paymentTokenOf(dependencies, attempt)
  const isExpired = new Date(attempt.data.confirmableUntil ?? 0) <= dependencies.clock.now()
  if (token === undefined || isExpired || !sameText(token, request.paymentToken))
    return { kind: 'refused', type: 'INVALID_PAYMENT_TOKEN' }
  const difference = differing(attempt, request)
  if (difference !== undefined) return { kind: 'refused', type: 'INFORMATION_MISMATCH', detail: difference }

  const outcome = await confirmPayment(dependencies, {
    storeId: attempt.storeId,
    transactionId: attempt.transactionId,
    proof: proofOf(await openJson(dependencies.vault, attempt, 'proof_sealed', attempt.proofSealed)),
    ...(request.skipWebhook === undefined ? {} : { skipWebhook: request.skipWebhook }),
  })
  const after =
    outcome.kind === 'decided'
      ? await loadAttempt(dependencies.database, attempt.storeId, attempt.transactionId)
      : await awaitDecision(dependencies, attempt)
  const { outcome: approved, failure } = after?.attempt.data ?? {}
  if (approved !== undefined)
    return { kind: 'confirmed', pgTxId: approved.pgTxId, at: approved.paidAt ?? approved.at }
  if (failure !== undefined)
    return { kind: 'declined', pgCode: failure.pgCode ?? '', pgMessage: failure.pgMessage ?? failure.reason }
  return { kind: 'unknown' }
}

/** Gives the settle job a moment, so that the merchant usually hears the truth instead of "not known yet". */
export async function awaitDecision(
  dependencies: PaymentDependencies,
  attempt: Attempt,
): Promise<LoadedPayment | undefined> {
  const deadline = performance.now() + dependencies.patienceMs
  for (;;) {
    const loaded = await loadAttempt(dependencies.database, attempt.storeId, attempt.transactionId)
    if (loaded?.attempt.phase === 'DONE' || performance.now() >= deadline) return loaded
    await new Promise((resolve) => setTimeout(resolve, 80))
  }
}

function differing(attempt: Attempt, request: ConfirmHeldRequest): string | undefined {
  const { order, channel } = attempt.data
  if (request.txId !== undefined && request.txId !== attempt.transactionId) return 'txId'
  if (request.currency !== undefined && request.currency !== order.currency) return 'currency'
  if (request.totalMinor !== undefined && request.totalMinor !== order.totalMinor) return 'totalAmount'
  if (request.taxFreeMinor !== undefined && request.taxFreeMinor !== order.taxFreeMinor)
    return 'taxFreeAmount'
  if (request.isTest !== undefined && request.isTest !== (channel.mode === 'TEST')) return 'isTest'
  return undefined
}

function proofOf(held: JsonObject): JsonObject {
  const { proof } = held
  return isJsonObject(proof) ? proof : {}
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
