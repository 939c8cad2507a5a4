import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto'
import type {
  BeginAnswer,
  GatewayContext,
  IdentityAnswer,
  IdentityOrder,
  IncomingRequest,
  JsonObject,
  PhoneOperator,
  ReturnReading,
  ReturnUrls,
  VerifiedPerson,
} from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { readPairs } from '../wire/form.ts'
import { jsonRecord, present, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { kcpHosts, trustedPayUrl } from './environment.ts'
import { orderNumber } from './order-number.ts'

/** The samples wait 30 s for an answer. */
const TIMEOUT_MS = 30_000
/** Closed by the person, in the open merchant code that speaks this wire. */
const CLOSED_CODE = '9999'

/**
 * Phone verification of NHN KCP, version 2 (휴대폰 본인확인): registered server to server, proved on KCP's page, read
 * server to server. Source: open merchant code of 2026 (a widespread shop's plug-in for it).
 */
export async function beginIdentity(
  context: GatewayContext,
  order: IdentityOrder,
  urls: ReturnUrls,
): Promise<BeginAnswer> {
  const siteCode = context.credentials['siteCode'] ?? ''
  const encKey = context.credentials['merchantAuthKey'] ?? ''
  if (encKey === '')
    return { kind: 'declined', pgCode: '', pgMessage: '채널에 KCP 본인인증용 가맹점 인증키가 없습니다.' }
  const request = {
    site_cd: siteCode,
    ordr_idxx: orderNumber(order.pgVerificationId),
    Ret_URL: urls.returnUrl,
    web_siteid: '',
    param_opt_1: '',
    param_opt_2: '',
    param_opt_3: '',
  }
  const sealed = seal(JSON.stringify(request), encKey, siteCode, randomBytes(16))
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${kcpHosts(context.environment).identity}/api/reg/certDataReg.do`,
    headers: { 'content-type': 'application/json', site_cd: siteCode, rv: sealed.rv },
    body: sealed.data,
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  const answer = answered.status === 200 ? jsonRecord(answered.body) : undefined
  const code = answer && text(answer, 'res_cd')
  if (answer === undefined || code === undefined)
    return { kind: 'silent', reason: `an unreadable registration (HTTP ${answered.status})` }
  if (code !== '0000') return { kind: 'declined', pgCode: code, pgMessage: text(answer, 'res_msg') ?? '' }
  const key = text(answer, 'reg_cert_key')
  const action = trustedPayUrl(context.environment, text(answer, 'call_url') ?? '')
  if (key === undefined || action === undefined)
    return { kind: 'silent', reason: 'the registration names no page of the PG' }
  return {
    kind: 'begun',
    handOff: {
      kind: 'form',
      method: 'POST',
      action,
      acceptCharset: 'UTF-8',
      fields: { reg_cert_key: key, kcp_page_submit_yn: 'Y' },
    },
    memory: { regCertKey: key },
  }
}

/** The page posts a code; whom it proved, only KCP tells. A key of another registration proves nothing here. */
export function readIdentityReturn(
  memory: JsonObject,
  request: Pick<IncomingRequest, 'rawBody' | 'query'>,
): ReturnReading {
  const body = readPairs(request.rawBody)
  const fields = text(body, 'res_cd') === undefined ? request.query : body
  const code = text(fields, 'res_cd')
  if (code === undefined) return { kind: 'unreadable', reason: 'no res_cd' }
  if (code !== '0000')
    return {
      kind: 'failed',
      pgCode: code,
      pgMessage: decoded(text(fields, 'res_msg') ?? ''),
      closedByBuyer: code === CLOSED_CODE,
    }
  const returned = text(fields, 'reg_cert_key')
  if (returned !== undefined && returned !== memory['regCertKey'])
    return { kind: 'unreadable', reason: 'the return is of another registration' }
  return { kind: 'authenticated', proof: {} }
}

/** `res_msg` is percent-encoded once more inside the form. */
function decoded(message: string): string {
  try {
    return decodeURIComponent(message.replaceAll('+', ' '))
  } catch {
    return message
  }
}

/** Reads the result with the key of our own registration, never with one that a browser brought. */
export async function fetchIdentity(
  context: GatewayContext,
  { order, memory }: { readonly order: IdentityOrder; readonly memory: JsonObject },
): Promise<IdentityAnswer> {
  const { regCertKey } = memory
  if (typeof regCertKey !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: '인증 결과를 조회할 수 없습니다.' }
  const siteCode = context.credentials['siteCode'] ?? ''
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${kcpHosts(context.environment).identity}/api/query/getCertData.do`,
    headers: { 'content-type': 'application/json', site_cd: siteCode },
    body: JSON.stringify({ reg_cert_key: regCertKey, ordr_idxx: orderNumber(order.pgVerificationId) }),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  const answer = answered.status === 200 ? jsonRecord(answered.body) : undefined
  const code = answer && text(answer, 'res_cd')
  if (answer === undefined || code === undefined)
    return { kind: 'silent', reason: `an unreadable answer (HTTP ${answered.status})` }
  const raw = utf8(answered.body)
  if (code !== '0000')
    return { kind: 'declined', pgCode: code, pgMessage: text(answer, 'res_msg') ?? '', raw }
  const opened = open(
    text(answer, 'enc_cert_data') ?? '',
    context.credentials['merchantAuthKey'] ?? '',
    siteCode,
    text(answer, 'rv') ?? '',
  )
  const person = opened && readPerson(opened)
  return person === undefined
    ? { kind: 'declined', pgCode: '', pgMessage: '인증 결과를 해독할 수 없습니다.', raw }
    : { kind: 'verified', person, pgTxId: regCertKey, at: context.now, raw }
}

const operators: Readonly<Record<string, PhoneOperator>> = {
  SKT: 'SKT',
  KTF: 'KT',
  KT: 'KT',
  LGT: 'LGU',
  SKM: 'SKT_MVNO',
  KTM: 'KT_MVNO',
  LGM: 'LGU_MVNO',
}
const genders: Readonly<Record<string, 'MALE' | 'FEMALE'>> = { '01': 'MALE', '02': 'FEMALE' }

/** The person that KCP tells of, in the names of its verification. */
export function readPerson(fields: WireRecord): VerifiedPerson | undefined {
  const name = text(fields, 'user_name')?.trim()
  if (name === undefined || name === '') return undefined
  const birth = /^(\d{4})(\d{2})(\d{2})$/.exec(text(fields, 'birth_day') ?? '')
  const locality = text(fields, 'local_code')
  return {
    name,
    ...present({
      birthDate: birth === null ? undefined : birth.slice(1).join('-'),
      gender: genders[text(fields, 'sex_code') ?? ''],
      phoneNumber: text(fields, 'phone_no')?.replaceAll(/\D/g, ''),
      operator: operators[text(fields, 'comm_id') ?? ''],
      isForeigner: locality === '01' ? false : locality === '02' ? true : undefined,
      ci: text(fields, 'CI') ?? text(fields, 'ci'),
      di: text(fields, 'DI') ?? text(fields, 'di'),
    }),
  }
}

/**
 * AES-256-CBC, PKCS#7. `rv` is the salt; the key is PBKDF2-HMAC-SHA256 of the merchant's key over it with 10,000 rounds,
 * the IV the first 16 bytes of the same over the site code.
 */
export function seal(
  plain: string,
  encKey: string,
  siteCode: string,
  salt: Uint8Array,
): { readonly data: string; readonly rv: string } {
  const cipher = createCipheriv('aes-256-cbc', derived(encKey, salt), derived(siteCode, salt).subarray(0, 16))
  const data = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return { data: data.toString('base64'), rv: Buffer.from(salt).toString('base64') }
}

/** Undefined when the key is another one, or the text was cut. */
export function open(data: string, encKey: string, siteCode: string, rv: string): WireRecord | undefined {
  try {
    const salt = Buffer.from(rv, 'base64')
    const decipher = createDecipheriv(
      'aes-256-cbc',
      derived(encKey, salt),
      derived(siteCode, salt).subarray(0, 16),
    )
    return jsonRecord(Buffer.concat([decipher.update(Buffer.from(data, 'base64')), decipher.final()]))
  } catch {
    return undefined
  }
}

function derived(password: string, salt: Uint8Array): Buffer {
  return pbkdf2Sync(password, salt, 10_000, 32, 'sha256')
}
