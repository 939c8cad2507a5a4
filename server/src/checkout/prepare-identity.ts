import type { OpenedChannel } from '../channel/open-channel.ts'
import { credentialForm } from '@naru/gateways'
import { sql } from '../foundation/database.ts'
import { toIdentityOrder } from '../identity-verification/identity-verification.ts'
import { prepareVerification } from '../identity-verification/prepare-verification.ts'
import type { PreparedAttempt } from '../wire/checkout.ts'
import { insertFreeWindow } from './attempt-store.ts'
import {
  refuseBlankCredential,
  refuseChannelUse,
  refuseCheckout,
  refuseUnsupported,
} from './checkout-errors.ts'
import { chooseWindow } from './choose-window.ts'
import { newWindow, type CheckoutDependencies, type PrepareInput } from './prepare-attempt.ts'
import { readIdentityRequest, type IdentityRequest } from './read-identity-request.ts'

const readStore = sql(
  'checkout-read-verifying-store',
  `select merchant_id, name from store where store_id = $1 and deleted_at is null`,
)

/** Prepares an identity verification: everything that can be refused is refused here, before a window opens. */
export async function prepareIdentity(
  deps: CheckoutDependencies,
  input: PrepareInput,
): Promise<PreparedAttempt> {
  const request = readIdentityRequest(input.request, input.device)
  const { storeId, channelKey } = request
  const [[store], channel] = await Promise.all([
    deps.database.query<{ merchant_id: string; name: string }>(readStore, [storeId]),
    deps.openLivingChannel(storeId, channelKey),
  ])
  if (store === undefined) throw refuseCheckout('StoreNotFound', 'storeId')
  if (channel === undefined) throw refuseCheckout('ChannelNotFound', 'channelKey')
  checkIdentityChannel(channel, 'V2')
  return openIdentityAttempt(deps, input, {
    merchantId: store.merchant_id,
    storeName: store.name,
    request,
    channel,
    transactionId: deps.random.uuid(),
    version: 'V2',
  })
}

/** What is known of an attempt before its window is chosen. The channel was checked. */
export interface IdentityOpening {
  readonly merchantId: string
  readonly storeName: string
  readonly request: IdentityRequest
  readonly channel: OpenedChannel
  readonly transactionId: string
  readonly version: 'V1' | 'V2'
}

/** The part of preparing that both generations share: window → the PG's own rules → already verified. */
export async function openIdentityAttempt(
  deps: CheckoutDependencies,
  input: PrepareInput,
  { merchantId, storeName, request, channel, transactionId, version }: IdentityOpening,
): Promise<PreparedAttempt> {
  const { storeId, identityVerificationId } = request
  const { module, gateway } = channel
  const windowType = chooseWindow(
    { code: module.code, window: module.identity?.window },
    request,
    input.device,
    input.pageOrigin,
  )
  const requested = { ...request.requested, storeName }
  const order = toIdentityOrder({ storeId, identityVerificationId, transactionId, requested })
  const problem = gateway.checkIdentityOrder?.(module.code, order)
  if (problem !== undefined)
    throw refuseCheckout(
      'RequestParseFailed',
      `${deps.language === 'en' ? problem.messageEn : problem.messageKo} — ${problem.field}`,
    )
  const now = deps.clock.now()
  const window = newWindow(deps, request, { transactionId, windowType, now, input })
  const prepared = await prepareVerification(deps, {
    merchantId,
    storeId,
    identityVerificationId,
    transactionId,
    version,
    channel,
    requested,
    also: (transaction) =>
      insertFreeWindow(
        transaction,
        'IDENTITY_VERIFICATION',
        { storeId, attemptId: transactionId },
        window.row,
        now,
      ),
  })
  if (prepared.kind === 'refused') {
    switch (prepared.type) {
      case 'IDENTITY_VERIFICATION_ALREADY_VERIFIED':
        throw refuseCheckout('IdentityVerificationAlreadyVerified', 'identityVerificationId')
      case 'MAX_TRANSACTION_COUNT_REACHED':
        throw refuseCheckout('InvalidEntityState', 'identityVerificationId')
    }
  }
  return window.answer
}

/** Refuses a channel that verifies nobody in a window. */
export function checkIdentityChannel(channel: OpenedChannel, version: 'V1' | 'V2'): void {
  const { module, gateway } = channel
  if (channel.attribute !== 'IDENTITY_VERIFICATION') throw refuseChannelUse('paymentOnly', module.code)
  const isForVersion =
    module.versions.includes(version) &&
    credentialForm(module, version, 'IDENTITY_VERIFICATION') !== undefined
  if (!isForVersion) throw refuseChannelUse(version === 'V2' ? 'v1Only' : 'v2Only', module.code)
  if (channel.isUnspeakable) throw refuseChannelUse('noPublicWire', module.code)
  if (module.identity?.window === undefined || gateway.beginIdentity === undefined)
    throw refuseUnsupported(channel, 'identity-window')
  refuseBlankCredential(channel, ['IDENTITY_WINDOW'])
}
