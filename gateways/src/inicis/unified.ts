import { createHash } from 'node:crypto'
import type {
  BeginAnswer,
  Environment,
  GatewayContext,
  IdentityAnswer,
  IdentityOrder,
  IncomingRequest,
  JsonObject,
  ReturnReading,
  ReturnUrls,
  VerifiedPerson,
} from '../port.ts'
import { refusal, type OrderRefusal } from '../order-refusal.ts'
import { exchange } from '../wire/exchange.ts'
import { readPairs } from '../wire/form.ts'
import { jsonRecord, present, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { seedCbcDecrypt } from '../wire/seed.ts'

/**
 * KG Inicis unified identity verification (통합인증, module `inicis_unified`).
 *
 * A form leads the person to the PG's page, the page posts a transaction id back, and the result is read once, server
 * to server. Sources: the PG's manual (통합인증 SA) and open merchant code that speaks it.
 */
const timeoutMs = 30_000
/** `01`: simple authentication with a private certificate. */
const serviceCode = '01'
/** Published with the sample code of the manual; the key is per transaction. */
const seedIv = Buffer.from('SASKGINICIS00000', 'utf8')
/** Data centres that hand out results; the address comes back through the person's browser. */
const resultHosts = ['kssa.inicis.com', 'fcsa.inicis.com']

const agencies = 'PAYCO PASS TOSS KFTC KAKAO NAVER SAMSUNG SHINHAN KB HANA WOORI NH KAKAOBANK SMS'.split(' ')

/** What the shop gives for this PG alone: `bypass.inicisUnified`. */
function extrasOf(order: IdentityOrder): Readonly<Record<string, string>> {
  const extras = order.bypass?.['inicisUnified']
  if (typeof extras !== 'object' || extras === null || Array.isArray(extras)) return {}
  return Object.fromEntries(
    Object.entries(extras).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** The PG's limits, checked before anything is stored. */
export function checkUnified(order: IdentityOrder): OrderRefusal | undefined {
  const { flgFixedUser, directAgency, logoUrl } = extrasOf(order)
  if (flgFixedUser !== 'Y' && flgFixedUser !== 'N')
    return refusal(
      'bypass.inicisUnified.flgFixedUser',
      'KG이니시스 통합인증은 인증할 사람을 정해 둘지(Y) 아닐지(N) 알려 주어야 합니다.',
      'KG Inicis must be told whether the person is fixed beforehand: Y or N.',
    )
  if (directAgency !== undefined && !agencies.includes(directAgency))
    return refusal(
      'bypass.inicisUnified.directAgency',
      `KG이니시스 통합인증의 인증 수단은 ${agencies.join(', ')} 입니다.`,
      `KG Inicis knows ${agencies.join(', ')}.`,
    )
  if (logoUrl !== undefined && !logoUrl.startsWith('https://'))
    return refusal(
      'bypass.inicisUnified.logoUrl',
      'KG이니시스 통합인증의 로고 주소는 https 여야 합니다.',
      'KG Inicis takes logos over https only.',
    )
  if (flgFixedUser === 'N') return undefined
  const { fullName, phoneNumber, birthYear, birthMonth, birthDay } = order.person
  const missing = Object.entries({ fullName, phoneNumber, birthYear, birthMonth, birthDay }).find(
    ([, value]) => value === undefined,
  )
  return missing === undefined
    ? undefined
    : refusal(
        `customer.${missing[0]}`,
        'KG이니시스 통합인증에서 인증할 사람을 정하려면(flgFixedUser: Y) 이름, 휴대폰 번호, 생년월일이 모두 필요합니다.',
        'With flgFixedUser Y, KG Inicis needs name, phone number and the whole birth date.',
      )
}

/** `mTxId`: at most 20 characters, unique. Our UUID has 36, so its digest stands for it. */
export function mTxIdOf(order: Pick<IdentityOrder, 'pgVerificationId'>): string {
  return createHash('sha256').update(order.pgVerificationId, 'utf8').digest('hex').slice(0, 20)
}

/** `authHash`: hex SHA-256 of MID, `mTxId` and API key. */
export function authHashOf(mid: string, mTxId: string, apiKey: string): string {
  return sha256(mid + mTxId + apiKey)
}

/** `userHash` of a fixed person: hex SHA-256 of name, MID, phone, `mTxId`, birth date and service. */
export function userHashOf(of: {
  readonly userName: string
  readonly mid: string
  readonly userPhone: string
  readonly mTxId: string
  readonly userBirth: string
}): string {
  return sha256(of.userName + of.mid + of.userPhone + of.mTxId + of.userBirth + serviceCode)
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

export function beginUnified(context: GatewayContext, order: IdentityOrder, urls: ReturnUrls): BeginAnswer {
  const mid = context.credentials['mid'] ?? ''
  const mTxId = mTxIdOf(order)
  const extras = extrasOf(order)
  const {
    fullName: userName = '',
    phoneNumber: userPhone = '',
    birthYear,
    birthMonth,
    birthDay,
  } = order.person
  const userBirth = `${birthYear ?? ''}${birthMonth ?? ''}${birthDay ?? ''}`
  const isFixed = extras['flgFixedUser'] === 'Y'
  return {
    kind: 'begun',
    memory: { mTxId },
    handOff: {
      kind: 'form',
      action: authUrl(context.environment),
      method: 'POST',
      fields: {
        mid,
        reqSvcCd: serviceCode,
        mTxId,
        successUrl: urls.returnUrl,
        failUrl: urls.returnUrl,
        authHash: authHashOf(mid, mTxId, context.credentials['apiKey'] ?? ''),
        flgFixedUser: isFixed ? 'Y' : 'N',
        // Asks for personal data under SEED, with a key that only this transaction has.
        reservedMsg: 'isUseToken=Y',
        ...(isFixed
          ? {
              userName,
              userPhone,
              userBirth,
              userHash: userHashOf({ userName, mid, userPhone, mTxId, userBirth }),
            }
          : {}),
        ...present({
          directAgency: extras['directAgency'],
          logoUrl: extras['logoUrl'],
          DI_CODE: extras['DI_CODE'],
          FRGNDInfo: extras['FRGNDInfo'],
        }),
      },
    },
  }
}

function authUrl(environment: Environment): string {
  return environment.kind === 'simulator'
    ? `${environment.origin}/inicis/auth`
    : // One host; a test MID makes it a test.
      'https://sa.inicis.com/auth'
}

export function readUnifiedReturn(
  context: Pick<GatewayContext, 'environment'>,
  request: IncomingRequest,
): ReturnReading {
  const fields = readPairs(request.rawBody)
  const resultCode = text(fields, 'resultCode')
  if (resultCode === undefined) return { kind: 'unreadable', reason: 'no resultCode' }
  if (resultCode !== '0000') {
    const pgMessage = decoded(text(fields, 'resultMsg') ?? '')
    return {
      kind: 'failed',
      pgCode: resultCode,
      pgMessage,
      closedByBuyer: /(사용자|고객|구매자).{0,12}취소/.test(pgMessage),
    }
  }
  const txId = text(fields, 'txId')
  const resultUrl = text(fields, 'authRequestUrl') ?? ''
  const token = text(fields, 'token')
  if (txId === undefined || txId.length > 100) return { kind: 'unreadable', reason: 'no txId' }
  if (!isResultUrl(context.environment, resultUrl))
    return { kind: 'unreadable', reason: 'authRequestUrl is not an address of the PG' }
  return { kind: 'authenticated', proof: { txId, resultUrl, ...present({ token }) } }
}

/** `resultMsg` is percent-encoded once more inside the form. */
function decoded(message: string): string {
  try {
    return decodeURIComponent(message.replaceAll('+', ' '))
  } catch {
    return message
  }
}

function isResultUrl(environment: Environment, address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (environment.kind === 'simulator')
    return url.origin === environment.origin && url.pathname.startsWith('/inicis/')
  return (
    url.protocol === 'https:' &&
    resultHosts.includes(url.hostname) &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  )
}

/** Reads the result. The PG hands it out once: a second reading is refused with 9025. */
export async function fetchUnified(
  context: GatewayContext,
  call: { readonly order: IdentityOrder; readonly proof: JsonObject },
): Promise<IdentityAnswer> {
  const { txId, resultUrl, token } = call.proof
  if (
    typeof txId !== 'string' ||
    typeof resultUrl !== 'string' ||
    !isResultUrl(context.environment, resultUrl)
  )
    return { kind: 'declined', pgCode: '', pgMessage: '인증 결과를 조회할 수 없습니다.' }
  const answer = await exchange(context.network, {
    method: 'POST',
    url: resultUrl,
    headers: { 'content-type': 'application/json;charset=utf-8' },
    body: JSON.stringify({ mid: context.credentials['mid'] ?? '', txId }),
    timeoutMs,
  })
  if (answer.kind === 'silent') return answer
  const fields = answer.status === 200 ? jsonRecord(answer.body) : undefined
  const resultCode = fields && text(fields, 'resultCode')
  if (fields === undefined || resultCode === undefined)
    return { kind: 'silent', reason: `status ${answer.status} without a readable answer` }
  const raw = utf8(answer.body)
  if (resultCode !== '0000')
    return {
      kind: 'declined',
      pgCode: resultCode,
      pgMessage: decoded(text(fields, 'resultMsg') ?? ''),
      raw,
    }
  if (text(fields, 'mTxId') !== mTxIdOf(call.order) || text(fields, 'txId') !== txId)
    return { kind: 'declined', pgCode: '', pgMessage: '다른 본인인증의 결과입니다.', raw }
  const person = readPerson(fields, typeof token === 'string' ? Buffer.from(token, 'base64') : undefined)
  if (person === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: '인증 결과를 해독할 수 없습니다.', raw }
  return { kind: 'verified', person, pgTxId: txId, at: context.now, raw }
}

/** Name, phone, birth date and CI come encrypted where a token was given; gender and nationality are words. */
function readPerson(fields: WireRecord, key: Uint8Array | undefined): VerifiedPerson | undefined {
  const opened = (name: string): string | undefined => {
    const value = text(fields, name)
    return value === undefined || key === undefined ? value : seedCbcDecrypt(value, key, seedIv)
  }
  const word = (name: string): string | undefined => {
    const value = text(fields, name)
    return value === undefined || value.length <= 2 ? value : opened(name)
  }
  const name = opened('userName')
  const birth = /^(\d{4})(\d{2})(\d{2})$/.exec(opened('userBirthday') ?? '')
  if (name === undefined || name.trim() === '') return undefined
  const gender = word('userGender')
  const foreign = word('isForeign')
  return {
    name,
    ...present({
      birthDate: birth === null ? undefined : birth.slice(1).join('-'),
      gender: gender === 'M' ? ('MALE' as const) : gender === 'F' ? ('FEMALE' as const) : undefined,
      phoneNumber: opened('userPhone')?.replaceAll(/\D/g, ''),
      isForeigner: foreign === 'Y' ? true : foreign === 'N' ? false : undefined,
      ci: opened('userCi'),
      di: opened('userDi'),
    }),
  }
}
