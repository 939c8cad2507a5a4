import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { birthOf, ciOf, diOf, personOf } from '../desk/person.ts'
import type { SimulatedPerson } from '../desk/person.ts'
import { randomToken } from '../desk/random.ts'
import { textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import type { TestBooks } from './books.ts'
import type { TestIdentity } from './records.ts'
import { refuse } from './refusals.ts'

const OPEN_MS = 30 * 60_000
const CODE_MS = 5 * 60_000
const triesMax = 5
const sendsMax = 5

/** The code that every text message of this PG carries. */
const rightCode = '123456'
/** What only some phone numbers do. */
const numbers = {
  notSubscriber: '01000000001',
  noCarrier: '01000000002',
  appNeverApproves: '01000000003',
  silentCarrier: '01000000004',
} as const

/** `POST /v1/identity-verifications/windows`. */
export function openIdentityWindow(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const verificationId = textOf(body['verificationId']) ?? ''
  const returnUrl = textOf(body['returnUrl']) ?? ''
  if (verificationId === '' || !/^https?:\/\//.test(returnUrl)) return refuse('INVALID_REQUEST')
  if (books.identityOf(verificationId)?.state === 'VERIFIED') return refuse('ALREADY_VERIFIED')
  const txId = `nid_${randomToken(18).replaceAll(/[-_]/g, 'x')}`
  const { name, phoneNumber, birthDate } = body
  books.identities.put({
    txId,
    verificationId,
    mid,
    kind: 'WINDOW',
    state: 'OPEN',
    serviceName: textOf(body['serviceName']) ?? '',
    returnUrl,
    person: personOf({ name, phoneNumber, birthDate }),
    locked: Object.entries({ name, phoneNumber, birthDate })
      .filter(([, value]) => textOf(value) !== undefined)
      .map(([key]) => key),
    openedAt: books.now().toISOString(),
    tries: 0,
    sends: 0,
  })
  const url = `${books.surroundings.publicOrigin}/naru-test/identity/${txId}`
  return json(200, { windowId: txId, url })
}

export function isIdentityOpen(books: TestBooks, identity: TestIdentity): boolean {
  return identity.state === 'OPEN' && books.now().getTime() - Date.parse(identity.openedAt) <= OPEN_MS
}

/** The person decides. A window that is over (or unknown) answers undefined. */
export function decideIdentity(
  books: TestBooks,
  txId: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const identity = books.identities.get(txId)
  if (identity === undefined || identity.kind !== 'WINDOW' || !isIdentityOpen(books, identity))
    return undefined
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return over(books, identity, 'CLOSED_BY_BUYER', '본인인증 창을 닫았습니다.')
    case 'decline':
      return over(
        books,
        identity,
        choice.declineCode ?? 'NOT_SUBSCRIBER',
        choice.declineMessage ?? '가입자 정보가 일치하지 않습니다.',
      )
    case 'approve': {
      const person = chosen(identity, choice)
      if (person.phoneNumber === numbers.notSubscriber)
        return over(books, identity, 'NOT_SUBSCRIBER', '가입자 정보가 일치하지 않습니다.')
      books.identities.put({ ...identity, state: 'PROVED', person })
      return back(identity)
    }
  }
}

/** What the merchant locked stays as the merchant gave it. */
function chosen(identity: TestIdentity, choice: BuyerChoice): SimulatedPerson {
  const typed = Object.fromEntries(
    Object.entries(choice.person ?? {}).filter(
      ([key, value]) => value !== undefined && !identity.locked.includes(key),
    ),
  )
  return personOf({ ...identity.person, ...typed })
}

function over(books: TestBooks, identity: TestIdentity, code: string, message: string): Navigation {
  books.identities.put({ ...identity, state: 'OVER' })
  return back(identity, { code, message })
}

function back(identity: TestIdentity, more: Readonly<Record<string, string>> = {}): Navigation {
  const url = new URL(identity.returnUrl)
  url.searchParams.set('windowId', identity.txId)
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value)
  return { method: 'GET', url: url.href }
}

/** `POST /v1/identity-verifications/result`: who it was in that window. May be read again. */
export function readResult(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const identity = books.identities.get(textOf(body['windowId']) ?? '')
  if (identity === undefined || identity.mid !== mid || identity.kind !== 'WINDOW')
    return refuse('NO_SUCH_WINDOW')
  if (identity.verificationId !== body['verificationId']) return refuse('INVALID_REQUEST')
  if (identity.state !== 'PROVED' && identity.state !== 'VERIFIED') return refuse('NOT_AUTHENTICATED')
  return told(books, identity)
}

/** `POST /v1/identity-verifications/otp`. */
export function sendCode(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const verificationId = textOf(body['verificationId']) ?? ''
  const phoneNumber = textOf(body['phoneNumber']) ?? ''
  const method = body['method'] === 'APP' ? 'APP' : 'SMS'
  const born = birthOf(textOf(body['identityNumber']) ?? '')
  if (verificationId === '' || phoneNumber === '' || (textOf(body['name']) ?? '') === '')
    return refuse('INVALID_REQUEST')
  if (method === 'SMS' && born === undefined) return refuse('INVALID_IDENTITY_NUMBER')
  if (phoneNumber === numbers.notSubscriber) return refuse('NOT_SUBSCRIBER')
  if (phoneNumber === numbers.noCarrier) return refuse('CARRIER_ERROR')
  const { name, operator } = body
  const at = books.now().toISOString()
  const identity = books.identities.put({
    txId: `nid_${randomToken(18).replaceAll(/[-_]/g, 'x')}`,
    verificationId,
    mid,
    kind: method,
    state: 'OPEN',
    serviceName: textOf(body['serviceName']) ?? '',
    returnUrl: '',
    person: personOf({ name, operator, phoneNumber, ...born }),
    locked: [],
    openedAt: at,
    tries: 0,
    sends: 1,
  })
  return json(200, { txId: identity.txId, sentAt: at })
}

/** `POST /v1/identity-verifications/otp/resend`. */
export function resendCode(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const identity = books.identities.get(textOf(body['txId']) ?? '')
  if (identity === undefined || identity.mid !== mid || identity.kind !== 'SMS' || identity.state !== 'OPEN')
    return refuse('NO_SUCH_CODE')
  if (identity.sends >= sendsMax) return refuse('TOO_MANY_SENDS')
  const at = books.now().toISOString()
  books.identities.put({ ...identity, openedAt: at, sends: identity.sends + 1 })
  return json(200, { txId: identity.txId, sentAt: at })
}

/** `POST /v1/identity-verifications/otp/confirm`. Five wrong codes end it here, too. */
export function confirmCode(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const identity = books.identities.get(textOf(body['txId']) ?? '')
  if (identity === undefined || identity.mid !== mid || identity.kind === 'WINDOW')
    return refuse('NO_SUCH_CODE')
  if (identity.verificationId !== body['verificationId']) return refuse('INVALID_REQUEST')
  if (identity.state !== 'OPEN') return refuse('ALREADY_VERIFIED')
  if (identity.kind === 'APP')
    return identity.person.phoneNumber === numbers.appNeverApproves
      ? refuse('NOT_APPROVED_IN_APP')
      : told(books, identity)
  if (identity.tries >= triesMax) return refuse('TOO_MANY_TRIES')
  if (books.now().getTime() - Date.parse(identity.openedAt) > CODE_MS) return refuse('CODE_EXPIRED')
  if (body['otp'] === rightCode) return told(books, identity)
  books.identities.put({ ...identity, tries: identity.tries + 1 })
  return refuse(identity.tries + 1 >= triesMax ? 'TOO_MANY_TRIES' : 'WRONG_CODE')
}

function told(books: TestBooks, identity: TestIdentity): WireAnswer {
  const verifiedAt = identity.verifiedAt ?? books.now().toISOString()
  const { txId, verificationId, person, mid } = books.identities.put({
    ...identity,
    state: 'VERIFIED',
    verifiedAt,
  })
  return json(200, {
    txId,
    verificationId,
    verifiedAt,
    ...person,
    ci: ciOf(person),
    di: diOf(person, mid),
  })
}

/** True for the number whose phone company does not answer. */
export function isSilentNumber(body: JsonRecord): boolean {
  return body['phoneNumber'] === numbers.silentCarrier
}
