import type {
  GatewayContext,
  IdentityAnswer,
  JsonObject,
  SendOtpAnswer,
  SendOtpCall,
  SentOtpCall,
} from '../port.ts'
import { present, text } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { callKcp, type KcpAnswer, type KcpCall } from './api.ts'
import { withoutPublicWire } from './environment.ts'
import { readPerson } from './identity.ts'
import { orderNumber } from './order-number.ts'

const personal = ['user_name', 'birth_day', 'phone_no', 'CI', 'DI']

/**
 * Phone verification of NHN KCP by a code or an app, without its window. PortOne offers it; KCP's wire for it is not public,
 * so these calls are the simulator's and go nowhere else.
 */
export async function sendOtp(context: GatewayContext, call: SendOtpCall): Promise<SendOtpAnswer> {
  const { order, method, operator, identityNumber } = call
  const answer = await simulated(context, 'send', {
    ordr_idxx: orderNumber(order.pgVerificationId),
    cert_method: method,
    comm_id: operator,
    user_name: order.person.fullName ?? '',
    phone_no: order.person.phoneNumber ?? '',
    ...present({ birth_no: identityNumber }),
  })
  return toSent(answer)
}

/** The code once more; what was sent before counts no longer. */
export async function resendOtp(context: GatewayContext, call: SentOtpCall): Promise<SendOtpAnswer> {
  return toSent(await simulated(context, 'resend', { cert_no: numberOf(call.memory) }))
}

/** The typed code, or nothing where the person answered in the app of the phone company. */
export async function confirmOtp(
  context: GatewayContext,
  { order, memory, otp }: SentOtpCall & { readonly otp?: string },
): Promise<IdentityAnswer> {
  const answer = await simulated(context, 'confirm', {
    cert_no: numberOf(memory),
    ...present({ auth_no: otp }),
  })
  if (answer.kind !== 'done') return answer
  const { fields } = answer
  const raw = redactedJson(answer.raw, { cardNumbers: [], secrets: personal })
  const pgTxId = text(fields, 'cert_no')
  if (text(fields, 'ordr_idxx') !== orderNumber(order.pgVerificationId))
    return { kind: 'declined', pgCode: '', pgMessage: '다른 본인인증의 결과입니다.', raw }
  const person = readPerson(fields)
  return person === undefined || pgTxId === undefined
    ? { kind: 'silent', reason: 'the answer names nobody' }
    : { kind: 'verified', person, pgTxId, at: context.now, raw }
}

async function simulated(
  context: GatewayContext,
  step: 'send' | 'resend' | 'confirm',
  body: KcpCall['body'],
): Promise<KcpAnswer> {
  return (
    withoutPublicWire(context.environment, 'API 본인인증') ??
    callKcp(context, { path: `/simulated/v1/identity-code/${step}`, body })
  )
}

function toSent(answer: KcpAnswer): SendOtpAnswer {
  if (answer.kind !== 'done') return answer
  const certificationNumber = text(answer.fields, 'cert_no')
  if (certificationNumber === undefined) return { kind: 'silent', reason: 'the answer names no verification' }
  return { kind: 'sent', memory: { certificationNumber }, pgTxId: certificationNumber }
}

function numberOf({ certificationNumber }: JsonObject): string {
  return typeof certificationNumber === 'string' ? certificationNumber : ''
}
