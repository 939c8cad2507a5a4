import type { AttemptResult } from '@naru/server/wire/checkout'
import type { Slots } from '../checkout-origin.ts'
import { classifyDevice } from '../device.ts'
import { runCall } from './checkout-call.ts'
import type { CallKind, PageState } from './checkout-call.ts'
import { portOneError } from './errors.ts'
import { readIdentityCall } from './payment-shape.ts'

/** `PortOne.requestIdentityVerification`: a person proves who he is; only the shop's server learns it. */
export async function requestIdentityVerification(
  slots: Slots,
  page: PageState,
  request: unknown,
): Promise<AttemptResult | undefined> {
  const device = classifyDevice(navigator.userAgent, navigator.maxTouchPoints)
  const shape = readIdentityCall(request, device.platformType)
  const kind = verification(shape.identityVerificationId)
  if (!shape.ok) throw kind.error({ code: 'BadRequest', message: shape.message })
  return runCall(slots, page, kind, shape.call, device)
}

function verification(identityVerificationId: string | undefined): CallKind {
  return {
    type: 'IDENTITY_VERIFICATION',
    error: (fault, txId) =>
      portOneError('IdentityVerificationError', {
        ...fault,
        ...(identityVerificationId === undefined ? {} : { identityVerificationId }),
        ...(txId === undefined ? {} : { identityVerificationTxId: txId }),
      }),
    failed: (fault, txId) => ({
      transactionType: 'IDENTITY_VERIFICATION',
      identityVerificationId: identityVerificationId ?? '',
      identityVerificationTxId: txId,
      ...fault,
    }),
  }
}
