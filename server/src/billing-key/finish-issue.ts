import type { IssueAnswer, JsonObject } from '@naru/gateways'
import { minute } from '../foundation/clock.ts'
import { sameText } from '../foundation/secret.ts'
import { pgIssueId, toBillingOrder, type BillingFailure, type BillingKey } from './billing-key.ts'
import { billingCallLimitMs, type BillingKeyDependencies } from './billing-key-dependencies.ts'
import { openOfKey, readBillingKey, sealOfKey, writeBillingKey } from './billing-key-store.ts'
import { recordIssue } from './issue-billing-key.ts'

const confirmableMs = 30 * minute

/**
 * The buyer is through the PG's window. Without manual confirmation the key is issued now; with it, proof and a token
 * are kept sealed until the merchant's server confirms.
 */
export async function receiveIssueProof(
  deps: BillingKeyDependencies,
  key: BillingKey,
  proof: JsonObject,
): Promise<BillingKey> {
  if (key.phase !== 'OPEN') return key
  const isHeld = key.channels[0]?.data.channel.manualConfirm === true
  return isHeld ? hold(deps, key, proof) : issueNow(deps, key, proof)
}

async function hold(deps: BillingKeyDependencies, key: BillingKey, proof: JsonObject): Promise<BillingKey> {
  const now = deps.clock.now()
  const held: BillingKey = {
    ...key,
    phase: 'AUTHENTICATED',
    proofSealed: await sealOfKey(deps.vault, key, 'proof_sealed', {
      proof,
      billingIssueToken: `bit_${deps.random.token(32)}`,
    }),
    data: { ...key.data, confirmableUntil: new Date(now.getTime() + confirmableMs).toISOString() },
  }
  const written = await writeBillingKey(deps.database, { key: held, settleAt: null, at: now })
  return written ? { ...held, rowVersion: key.rowVersion + 1 } : again(deps, key)
}

/** Reserves, asks the PG, records. Only one of several returns can reserve. */
async function issueNow(
  deps: BillingKeyDependencies,
  key: BillingKey,
  proof: JsonObject,
  skipWebhook = false,
): Promise<BillingKey> {
  const now = deps.clock.now()
  const reserved: BillingKey = {
    ...key,
    phase: 'ISSUING',
    owner: deps.replicaName,
    proofSealed: await sealOfKey(deps.vault, key, 'proof_sealed', { proof }),
    data: { ...key.data, ...(skipWebhook ? { skipWebhook } : {}) },
  }
  const settleAt = new Date(now.getTime() + billingCallLimitMs)
  const written = await writeBillingKey(deps.database, { key: reserved, settleAt, at: now })
  if (!written) return again(deps, key)
  return issueFromProof(deps, { ...reserved, rowVersion: key.rowVersion + 1 })
}

/** The call and its record; also where a process died between them. */
export async function issueFromProof(deps: BillingKeyDependencies, key: BillingKey): Promise<BillingKey> {
  const answer = await askPg(deps, key)
  const recorded = await recordIssue(deps, key, [answer], { skipWebhook: key.data.skipWebhook === true })
  return recorded.phase === 'PAYING' ? deps.payFirst(recorded) : recorded
}

async function askPg(deps: BillingKeyDependencies, key: BillingKey): Promise<IssueAnswer> {
  const channel = await deps.openAnyChannel(key.storeId, key.channels[0]?.channelKey ?? '')
  if (channel?.gateway.issueBillingKey === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: '결제 채널을 사용할 수 없습니다.' }
  const held = await openOfKey(deps.vault, key, 'proof_sealed', key.proofSealed)
  const call = {
    order: toBillingOrder(key),
    proof: proofOf(held),
    memory: await openOfKey(deps.vault, key, 'memory_sealed', key.memorySealed),
    idempotencyKey: pgIssueId(key),
  }
  let answer: IssueAnswer = { kind: 'silent', reason: 'not asked yet' }
  // Silence moves no money, so asking again is always safe.
  for (let tries = 0; tries < 2 && answer.kind === 'silent'; tries += 1) {
    try {
      answer = await channel.gateway.issueBillingKey(channel.context(), call)
    } catch (error) {
      deps.log.error({ err: error, billingKey: key.billingKey }, 'issue threw; treated as silence')
    }
  }
  return answer
}

function proofOf(held: JsonObject): JsonObject {
  const { proof } = held
  return typeof proof === 'object' && proof !== null && !isList(proof) ? proof : {}
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

async function again(deps: BillingKeyDependencies, key: BillingKey): Promise<BillingKey> {
  return (await readBillingKey(deps.database, key.storeId, key.billingKey)) ?? key
}

/** The token of a key that waits for the merchant's confirmation; undefined for every other key. */
export async function issueTokenOf(
  deps: Pick<BillingKeyDependencies, 'vault'>,
  key: BillingKey,
): Promise<string | undefined> {
  if (key.phase !== 'AUTHENTICATED') return undefined
  const held = await openOfKey(deps.vault, key, 'proof_sealed', key.proofSealed)
  const token = held['billingIssueToken']
  return typeof token === 'string' ? `${pgIssueId(key)}.${token}` : undefined
}

export interface ConfirmIssueRequest {
  readonly storeId: string
  readonly billingIssueToken: string
  readonly isTest?: boolean
  readonly skipWebhook: boolean
  /** The call that confirms the first payment, too. Each of the two calls refuses the other's tokens. */
  readonly withFirstPayment?: {
    /** The member of the request that differs from what the window was opened with. */
    readonly findMismatch: (key: BillingKey) => Promise<string | undefined>
  }
}

export type ConfirmIssueOutcome =
  | { readonly kind: 'issued'; readonly billingKey: string }
  | {
      readonly kind: 'refused'
      readonly type: 'BILLING_KEY_NOT_FOUND' | 'BILLING_KEY_ALREADY_ISSUED' | 'INFORMATION_MISMATCH'
      readonly detail?: string
    }
  | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }
  /** The PG has not answered about the first payment and is being asked; money may have moved. */
  | { readonly kind: 'unknown' }

/** Confirms a held key. The token names its key and proves the right to confirm it; it works once. */
export async function confirmIssue(
  deps: BillingKeyDependencies,
  request: ConfirmIssueRequest,
): Promise<ConfirmIssueOutcome> {
  const billingKey = `billing-key-${request.billingIssueToken.split('.')[0] ?? ''}`
  const key = await readBillingKey(deps.database, request.storeId, billingKey)
  if (key === undefined) return { kind: 'refused', type: 'BILLING_KEY_NOT_FOUND' }
  if (key.status === 'ISSUED') return { kind: 'refused', type: 'BILLING_KEY_ALREADY_ISSUED' }
  if (key.phase === 'ISSUING' || key.phase === 'PAYING') return { kind: 'unknown' }
  const token = await issueTokenOf(deps, key)
  const isExpired = new Date(key.data.confirmableUntil ?? 0) <= deps.clock.now()
  if (token === undefined || isExpired || !sameText(token, request.billingIssueToken))
    return { kind: 'refused', type: 'BILLING_KEY_NOT_FOUND' }
  if (request.isTest !== undefined && request.isTest !== (key.mode === 'TEST'))
    return { kind: 'refused', type: 'INFORMATION_MISMATCH', detail: 'isTest' }
  const mismatch = await findMismatch(key, request)
  if (mismatch !== undefined) return { kind: 'refused', type: 'INFORMATION_MISMATCH', detail: mismatch }
  const held = await openOfKey(deps.vault, key, 'proof_sealed', key.proofSealed)
  const issued = await issueNow(deps, key, proofOf(held), request.skipWebhook)
  if (issued.status === 'ISSUED') return { kind: 'issued', billingKey: issued.billingKey }
  if (issued.status !== 'FAILED') return { kind: 'unknown' }
  const { failure } = issued.data
  return {
    kind: 'declined',
    pgCode: failure?.pgCode ?? '',
    pgMessage: failure?.pgMessage ?? failure?.reason ?? '',
  }
}

async function findMismatch(
  key: BillingKey,
  { withFirstPayment }: ConfirmIssueRequest,
): Promise<string | undefined> {
  if ((key.data.firstPayment === undefined) !== (withFirstPayment === undefined)) return 'billingIssueToken'
  return withFirstPayment?.findMismatch(key)
}

/**
 * Ends a key whose window came to nothing: closed by the buyer, refused by the PG, expired. A key whose issue has
 * begun is left alone; then the PG's answer counts.
 */
export async function failIssue(
  deps: BillingKeyDependencies,
  storeId: string,
  billingKey: string,
  failure: Omit<BillingFailure, 'failedAt'>,
): Promise<void> {
  for (;;) {
    const key = await readBillingKey(deps.database, storeId, billingKey)
    if (key === undefined || key.phase !== 'OPEN') return
    const now = deps.clock.now()
    const written = await writeBillingKey(deps.database, {
      key: {
        ...key,
        status: 'FAILED',
        phase: 'DONE',
        statusAt: now,
        data: { ...key.data, failure: { ...failure, failedAt: now.toISOString() } },
      },
      announce: { workId: deps.random.id(), type: 'BillingKey.Failed' },
      settleAt: null,
      at: now,
    })
    if (written) {
      deps.worker.wake('webhook.announce')
      return
    }
  }
}
