import type { Vault } from '../foundation/sealing.ts'
import { present } from '../foundation/present.ts'
import type { Verification } from './identity-verification.ts'
import { openFacts } from './verification-store.ts'

type View = Record<string, unknown>

/** REST V2 `IdentityVerification`; CI, DI and the PG's answer are opened for the merchant's server alone. */
export async function verificationView(vault: Vault, verification: Verification): Promise<View> {
  const { attempt } = verification
  const { requested, channel } = attempt
  const common = {
    id: verification.identityVerificationId,
    channel: {
      type: channel.mode,
      id: channel.id,
      key: channel.key,
      name: channel.name,
      pgProvider: channel.pgProvider,
      pgMerchantId: channel.pgMerchantId,
    },
    ...present('customData', requested.customData),
    requestedAt: attempt.requestedAt.toISOString(),
    updatedAt: (attempt.decidedAt ?? attempt.sentAt ?? attempt.requestedAt).toISOString(),
    statusChangedAt: attempt.statusAt.toISOString(),
    version: attempt.version,
  }
  switch (verification.status) {
    case 'VERIFIED': {
      const { ci, di, raw } = await openFacts(vault, attempt)
      return {
        status: 'VERIFIED',
        ...common,
        verifiedCustomer: {
          ...present('id', requested.person.customerId),
          name: '',
          ...attempt.person,
          ...present('ci', ci),
          ...present('di', di),
        },
        verifiedAt: (attempt.decidedAt ?? attempt.statusAt).toISOString(),
        pgTxId: attempt.pgTxId ?? '',
        pgRawResponse: raw,
      }
    }
    case 'FAILED':
      return {
        status: 'FAILED',
        ...common,
        requestedCustomer: requestedCustomer(verification),
        failure: {
          ...present('reason', attempt.failure?.reason),
          ...present('pgCode', attempt.failure?.pgCode),
          ...present('pgMessage', attempt.failure?.pgMessage),
        },
        ...present('pgTxId', attempt.pgTxId ?? undefined),
      }
    case 'READY':
      return {
        status: 'READY',
        ...common,
        requestedCustomer: requestedCustomer(verification),
        ...present('pgTxId', attempt.pgTxId ?? undefined),
      }
  }
}

function requestedCustomer({ attempt }: Verification): View {
  const { customerId, fullName, phoneNumber, birthYear, birthMonth, birthDay } = attempt.requested.person
  return {
    ...present('id', customerId),
    ...present('name', fullName),
    ...present('phoneNumber', phoneNumber),
    ...present('birthYear', birthYear),
    ...present('birthMonth', birthMonth),
    ...present('birthDay', birthDay),
  }
}
