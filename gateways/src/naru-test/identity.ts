import type {
  BeginAnswer,
  GatewayContext,
  IdentityAnswer,
  IdentityOrder,
  JsonObject,
  PhoneOperator,
  ReturnUrls,
  SendOtpAnswer,
  SendOtpCall,
  SentOtpCall,
} from '../port.ts'
import { flag, present, text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromIso } from '../wire/seoul-time.ts'
import { callTestPg } from './api.ts'
import { storable } from './payment.ts'

/** Opens the PG's window for a person. */
export async function beginIdentity(
  context: GatewayContext,
  order: IdentityOrder,
  urls: ReturnUrls,
): Promise<BeginAnswer> {
  const { person } = order
  const answer = await callTestPg(context, {
    method: 'POST',
    path: '/v1/identity-verifications/windows',
    body: {
      verificationId: order.pgVerificationId,
      serviceName: order.storeName,
      returnUrl: urls.returnUrl,
      ...present({
        name: person.fullName,
        phoneNumber: person.phoneNumber,
        birthDate: birthDateOf(order),
        locale: order.locale,
      }),
    },
  })
  if (answer.kind !== 'answered') return answer
  const windowId = text(answer.fields, 'windowId')
  const url = text(answer.fields, 'url')
  if (windowId === undefined || url === undefined)
    return { kind: 'silent', reason: 'the answer names no window' }
  return { kind: 'begun', handOff: { kind: 'redirect', url }, memory: { windowId } }
}

function birthDateOf({ person: { birthYear, birthMonth, birthDay } }: IdentityOrder): string | undefined {
  return birthYear === undefined || birthMonth === undefined || birthDay === undefined
    ? undefined
    : `${birthYear}-${birthMonth}-${birthDay}`
}

export async function fetchIdentity(
  context: GatewayContext,
  call: { readonly order: IdentityOrder; readonly proof: JsonObject },
): Promise<IdentityAnswer> {
  return verified(context, '/v1/identity-verifications/result', call.order, {
    windowId: call.proof['windowId'] ?? '',
  })
}

export async function sendOtp(context: GatewayContext, call: SendOtpCall): Promise<SendOtpAnswer> {
  const { order, method, operator, ipAddress } = call
  return sent(context, '/v1/identity-verifications/otp', {
    verificationId: order.pgVerificationId,
    serviceName: order.storeName,
    method,
    operator,
    ipAddress,
    ...present({
      name: order.person.fullName,
      phoneNumber: order.person.phoneNumber,
      identityNumber: call.identityNumber,
    }),
  })
}

export async function resendOtp(context: GatewayContext, call: SentOtpCall): Promise<SendOtpAnswer> {
  return sent(context, '/v1/identity-verifications/otp/resend', { txId: call.memory['txId'] ?? '' })
}

export async function confirmOtp(
  context: GatewayContext,
  call: SentOtpCall & { readonly otp?: string },
): Promise<IdentityAnswer> {
  return verified(context, '/v1/identity-verifications/otp/confirm', call.order, {
    txId: call.memory['txId'] ?? '',
    ...present({ otp: call.otp }),
  })
}

async function sent(context: GatewayContext, path: string, body: object): Promise<SendOtpAnswer> {
  const answer = await callTestPg(context, { method: 'POST', path, body })
  if (answer.kind !== 'answered') return answer
  const txId = text(answer.fields, 'txId')
  if (txId === undefined) return { kind: 'silent', reason: 'the answer names no transaction' }
  return { kind: 'sent', memory: { txId }, pgTxId: txId }
}

async function verified(
  context: GatewayContext,
  path: string,
  order: IdentityOrder,
  body: object,
): Promise<IdentityAnswer> {
  const answer = await callTestPg(context, {
    method: 'POST',
    path,
    body: { verificationId: order.pgVerificationId, ...body },
  })
  if (answer.kind !== 'answered') return answer
  const { fields } = answer
  const name = text(fields, 'name')
  const pgTxId = text(fields, 'txId')
  if (text(fields, 'verificationId') !== order.pgVerificationId)
    return { kind: 'declined', pgCode: 'OTHER_VERIFICATION', pgMessage: '다른 본인인증의 결과입니다.' }
  if (name === undefined || pgTxId === undefined) return { kind: 'silent', reason: 'the answer names nobody' }
  return {
    kind: 'verified',
    person: {
      name,
      ...present({
        birthDate: text(fields, 'birthDate'),
        gender: genderOf(fields),
        phoneNumber: text(fields, 'phoneNumber'),
        operator: operatorOf(fields),
        isForeigner: flag(fields, 'isForeigner'),
        ci: text(fields, 'ci'),
        di: text(fields, 'di'),
      }),
    },
    pgTxId,
    at: fromIso(text(fields, 'verifiedAt')) ?? context.now,
    raw: storable(answer.raw),
  }
}

function genderOf(fields: WireRecord): 'MALE' | 'FEMALE' | undefined {
  const gender = text(fields, 'gender')
  return gender === 'MALE' || gender === 'FEMALE' ? gender : undefined
}

const operators: readonly PhoneOperator[] = ['SKT', 'KT', 'LGU', 'SKT_MVNO', 'KT_MVNO', 'LGU_MVNO']

function operatorOf(fields: WireRecord): PhoneOperator | undefined {
  const operator = text(fields, 'operator')
  return operators.find((known) => known === operator)
}
