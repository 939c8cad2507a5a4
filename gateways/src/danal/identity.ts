import type {
  BeginAnswer,
  Declined,
  Environment,
  GatewayContext,
  IdentityAnswer,
  IdentityOrder,
  IncomingRequest,
  JsonObject,
  PhoneOperator,
  ReturnReading,
  ReturnUrls,
  SendOtpAnswer,
  SendOtpCall,
  SentOtpCall,
  Silent,
} from '../port.ts'
import { refusal, type OrderRefusal } from '../order-refusal.ts'
import { exchange } from '../wire/exchange.ts'
import { formBody, readPairs } from '../wire/form.ts'
import { present, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'

/**
 * Danal phone identity verification (휴대폰 본인인증).
 *
 * Only the browser's start page and PortOne's bypass names are public; the server's calls are not. What is spoken here
 * is a stand-in that the simulator and this file agree on, so the module is evidence C and never leaves the simulator.
 */
const timeoutMs = 30_000
const carriers = ['SKT', 'KTF', 'LGT', 'MVNO']

interface DanalExtras {
  readonly IsCarrier?: string
  readonly AGELIMIT?: number
  readonly CPTITLE?: string
}

/** `bypass.danal`; undefined for what cannot be used, with the name of the member that is wrong. */
function extrasOf(order: IdentityOrder): DanalExtras | { readonly wrong: string } {
  const extras = order.bypass?.['danal']
  if (extras === undefined) return {}
  if (typeof extras !== 'object' || extras === null || Array.isArray(extras)) return { wrong: '' }
  const { IsCarrier, AGELIMIT, CPTITLE } = extras as JsonObject
  const age = typeof AGELIMIT === 'string' ? Number(AGELIMIT) : AGELIMIT
  if (IsCarrier !== undefined && !isCarrierList(IsCarrier)) return { wrong: '.IsCarrier' }
  if (age !== undefined && (typeof age !== 'number' || !Number.isSafeInteger(age) || age < 0 || age > 150))
    return { wrong: '.AGELIMIT' }
  if (CPTITLE !== undefined && typeof CPTITLE !== 'string') return { wrong: '.CPTITLE' }
  return present({
    IsCarrier: typeof IsCarrier === 'string' ? IsCarrier : undefined,
    AGELIMIT: age,
    CPTITLE,
  })
}

function isCarrierList(value: unknown): boolean {
  return typeof value === 'string' && value.split(';').every((one) => carriers.includes(one))
}

export function checkDanalIdentity(order: IdentityOrder): OrderRefusal | undefined {
  const extras = extrasOf(order)
  if ('wrong' in extras)
    return refusal(
      `bypass.danal${extras.wrong}`,
      '다날 본인인증의 값이 올바르지 않습니다. IsCarrier 는 SKT;KTF;LGT;MVNO 가운데, AGELIMIT 는 정수입니다.',
      'Danal takes IsCarrier from SKT;KTF;LGT;MVNO, separated by semicolons, and AGELIMIT as an integer.',
    )
  if ((order.person.customerId ?? '').length > 200)
    return refusal(
      'customer.customerId',
      '다날 본인인증의 고객 아이디는 200자 이하입니다.',
      'Danal takes customer ids of at most 200 characters.',
    )
  return undefined
}

export async function beginDanalIdentity(
  context: GatewayContext,
  order: IdentityOrder,
  urls: ReturnUrls,
): Promise<BeginAnswer> {
  const extras = extrasOf(order)
  const { fullName, phoneNumber, customerId } = order.person
  const title = 'wrong' in extras ? undefined : extras.CPTITLE
  const limits = 'wrong' in extras ? {} : extras
  const answer = await call(context, 'ITEMSEND', {
    ORDERID: order.pgVerificationId,
    TARGETURL: urls.returnUrl,
    BACKURL: urls.returnUrl,
    CPTITLE: title ?? order.storeName,
    ...present({
      USERNAME: fullName,
      PHONE: phoneNumber,
      USERID: customerId,
      ISCARRIER: limits.IsCarrier,
      AGELIMIT: limits.AGELIMIT === undefined ? undefined : String(limits.AGELIMIT),
    }),
  })
  if (answer.kind !== 'done') return answer
  const tid = text(answer.fields, 'TID')
  if (tid === undefined) return { kind: 'silent', reason: 'the answer names no TID' }
  const page = order.device === 'MOBILE' ? 'Mobile' : 'Web'
  return {
    kind: 'begun',
    memory: { tid },
    pgTxId: tid,
    handOff: {
      kind: 'form',
      // The public address is https://wauth.teledit.com/Danal/WebAuth/Web/Start.php.
      action: `${originOf(context.environment) ?? ''}/WebAuth/${page}/Start.php`,
      method: 'POST',
      fields: { TID: tid, IsCharSet: 'utf-8' },
    },
  }
}

export function readDanalReturn(memory: JsonObject, request: IncomingRequest): ReturnReading {
  const fields = readPairs(request.rawBody)
  const tid = text(fields, 'TID')
  if (tid === undefined) return { kind: 'unreadable', reason: 'no TID' }
  if (tid !== memory['tid']) return { kind: 'unreadable', reason: 'the TID is another one' }
  const pgCode = text(fields, 'RETURNCODE') ?? ''
  const pgMessage = text(fields, 'RETURNMSG') ?? ''
  return pgCode === '0000'
    ? { kind: 'authenticated', proof: { tid } }
    : { kind: 'failed', pgCode, pgMessage, closedByBuyer: /취소/.test(pgMessage) }
}

export async function fetchDanalIdentity(
  context: GatewayContext,
  request: { readonly order: IdentityOrder; readonly proof: JsonObject },
): Promise<IdentityAnswer> {
  const tid = request.proof['tid']
  return verified(context, 'CONFIRM', request.order, { TID: typeof tid === 'string' ? tid : '' })
}

export async function sendDanalOtp(context: GatewayContext, request: SendOtpCall): Promise<SendOtpAnswer> {
  const { order, method, operator, ipAddress } = request
  return sent(
    await call(context, 'OTPSEND', {
      ORDERID: order.pgVerificationId,
      METHOD: method,
      CARRIER: operator,
      USERIP: ipAddress,
      CPTITLE: order.storeName,
      ...present({
        USERNAME: order.person.fullName,
        PHONE: order.person.phoneNumber,
        IDEN: request.identityNumber,
      }),
    }),
  )
}

export async function resendDanalOtp(context: GatewayContext, request: SentOtpCall): Promise<SendOtpAnswer> {
  return sent(await call(context, 'OTPRESEND', { TID: tidOf(request.memory) }))
}

export async function confirmDanalOtp(
  context: GatewayContext,
  request: SentOtpCall & { readonly otp?: string },
): Promise<IdentityAnswer> {
  return verified(context, 'OTPCONFIRM', request.order, {
    TID: tidOf(request.memory),
    ...present({ OTP: request.otp }),
  })
}

function tidOf(memory: JsonObject): string {
  const { tid } = memory
  return typeof tid === 'string' ? tid : ''
}

type DanalAnswer =
  { readonly kind: 'done'; readonly fields: WireRecord; readonly raw: string } | Declined | Silent

function originOf(environment: Environment): string | undefined {
  return environment.kind === 'simulator' ? `${environment.origin}/danal` : undefined
}

/** One call: a form in, `NAME=value&…` out, `RETURNCODE` 0000 when it went well. */
async function call(
  context: GatewayContext,
  TXTYPE: string,
  fields: Readonly<Record<string, string>>,
): Promise<DanalAnswer> {
  const origin = originOf(context.environment)
  if (origin === undefined)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: '다날 본인인증은 공개된 연동 규격이 없어 시뮬레이터에서만 쓸 수 있습니다.',
    }
  const answer = await exchange(context.network, {
    method: 'POST',
    url: `${origin}/uas`,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
    body: formBody({
      TXTYPE,
      SERVICE: 'UAS',
      CPID: context.credentials['cpid'] ?? '',
      CPPWD: context.credentials['cpPwd'] ?? '',
      ...fields,
    }),
    timeoutMs,
  })
  if (answer.kind === 'silent') return answer
  const read = readPairs(answer.body)
  const pgCode = text(read, 'RETURNCODE')
  if (answer.status !== 200 || pgCode === undefined)
    return { kind: 'silent', reason: `status ${answer.status} without a readable answer` }
  const raw = utf8(answer.body)
  if (pgCode === '0000') return { kind: 'done', fields: read, raw }
  return { kind: 'declined', pgCode, pgMessage: text(read, 'RETURNMSG') ?? '', raw }
}

function sent(answer: DanalAnswer): SendOtpAnswer {
  if (answer.kind !== 'done') return answer
  const tid = text(answer.fields, 'TID')
  if (tid === undefined) return { kind: 'silent', reason: 'the answer names no TID' }
  return { kind: 'sent', memory: { tid }, pgTxId: tid }
}

const operators: Readonly<Record<string, PhoneOperator>> = {
  SKT: 'SKT',
  KTF: 'KT',
  LGT: 'LGU',
  SKT_MVNO: 'SKT_MVNO',
  KT_MVNO: 'KT_MVNO',
  LGU_MVNO: 'LGU_MVNO',
}

/** Name, birth date, gender, CI and DI are always told; phone, carrier and nationality by an extra contract. */
async function verified(
  context: GatewayContext,
  TXTYPE: string,
  order: IdentityOrder,
  fields: Readonly<Record<string, string>>,
): Promise<IdentityAnswer> {
  const answer = await call(context, TXTYPE, fields)
  if (answer.kind !== 'done') return answer
  const read = answer.fields
  const name = text(read, 'NAME')
  const tid = text(read, 'TID')
  if (text(read, 'ORDERID') !== order.pgVerificationId)
    return { kind: 'declined', pgCode: '', pgMessage: '다른 본인인증의 결과입니다.', raw: answer.raw }
  if (name === undefined || tid === undefined) return { kind: 'silent', reason: 'the answer names nobody' }
  const birth = /^(\d{4})(\d{2})(\d{2})$/.exec(text(read, 'DOB') ?? '')
  const gender = text(read, 'SEX')
  const foreign = text(read, 'FOREIGNER')
  return {
    kind: 'verified',
    person: {
      name,
      ...present({
        birthDate: birth === null ? undefined : birth.slice(1).join('-'),
        gender: gender === '1' ? ('MALE' as const) : gender === '2' ? ('FEMALE' as const) : undefined,
        phoneNumber: text(read, 'PHONE'),
        operator: operators[text(read, 'CARRIER') ?? ''],
        isForeigner: foreign === undefined ? undefined : foreign === 'Y',
        ci: text(read, 'CI'),
        di: text(read, 'DI'),
      }),
    },
    pgTxId: tid,
    at: context.now,
    raw: answer.raw,
  }
}
