import { diOf, birthOf, ciOf, personOf } from '../desk/person.ts'
import type { SimulatedPerson } from '../desk/person.ts'
import type { Fields } from '../desk/form.ts'
import { randomDigits } from '../desk/random.ts'
import { compactTime } from '../desk/seoul-time.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import type { DanalBooks } from './books.ts'

/** One proof of a person at Danal. */
export interface DanalIdentity {
  readonly tid: string
  readonly cpid: string
  readonly orderId: string
  readonly kind: 'WINDOW' | 'SMS' | 'APP'
  readonly state: 'OPEN' | 'PROVED' | 'CONFIRMED' | 'OVER'
  readonly title: string
  readonly targetUrl: string
  readonly person: SimulatedPerson
  readonly locked: readonly (keyof SimulatedPerson)[]
  readonly ageLimit: number
  readonly tries: number
  readonly at: string
}

type Answer = Readonly<Record<string, string>>
const codeLifeMs = 3 * 60_000
const rightCode = '123456'

/**
 * The server's calls. Their real form is not public: this is the stand-in that our connector speaks, and nothing
 * about a real contract follows from it. Codes are those of the PG's public list where one says the same.
 */
export function answerUas(books: DanalBooks, form: Fields): Answer {
  const cpid = form['CPID'] ?? ''
  const merchant = books.merchants.get(cpid)
  if (merchant === undefined) return refused('1102', 'CPID가 올바르지 않습니다.')
  if (merchant.credentials['cpPwd'] !== form['CPPWD']) return refused('1103', 'CPPWD가 올바르지 않습니다.')
  switch (form['TXTYPE']) {
    case 'ITEMSEND':
      return itemSend(books, cpid, form)
    case 'CONFIRM':
      return confirm(books, cpid, form)
    case 'OTPSEND':
      return otpSend(books, cpid, form)
    case 'OTPRESEND':
      return otpResend(books, cpid, form)
    case 'OTPCONFIRM':
      return otpConfirm(books, cpid, form)
    default:
      return refused('1101', 'TXTYPE이 올바르지 않습니다.')
  }
}

function refused(RETURNCODE: string, RETURNMSG: string): Answer {
  return { RETURNCODE, RETURNMSG }
}

function itemSend(books: DanalBooks, cpid: string, form: Fields): Answer {
  const orderId = form['ORDERID'] ?? ''
  const targetUrl = form['TARGETURL'] ?? ''
  if (orderId === '' || !/^https?:\/\//.test(targetUrl)) return refused('1101', '필수 값이 없습니다.')
  const { USERNAME: name, PHONE: phoneNumber } = form
  const identity = books.identities.put({
    tid: newTid(books),
    cpid,
    orderId,
    kind: 'WINDOW',
    state: 'OPEN',
    title: form['CPTITLE'] ?? '',
    targetUrl,
    person: personOf({ name, phoneNumber }),
    locked: [...(name ? ['name' as const] : []), ...(phoneNumber ? ['phoneNumber' as const] : [])],
    ageLimit: Number(form['AGELIMIT'] ?? 0) || 0,
    tries: 0,
    at: books.now().toISOString(),
  })
  return { RETURNCODE: '0000', RETURNMSG: '성공', TID: identity.tid }
}

function newTid(books: DanalBooks): string {
  return `${compactTime(books.now())}${randomDigits(10)}`
}

/** The person decides in the window. A window that is over (or unknown) answers undefined. */
export function decideDanal(
  books: DanalBooks,
  tid: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const identity = books.identities.get(tid)
  if (identity?.kind !== 'WINDOW' || identity.state !== 'OPEN') return undefined
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return over(books, identity, '-1', '사용자가 인증을 취소하였습니다.')
    case 'decline':
      return over(
        books,
        identity,
        choice.declineCode ?? '4',
        choice.declineMessage ?? '가입자 정보가 일치하지 않습니다.',
      )
    case 'approve': {
      const typed = Object.fromEntries(
        Object.entries(choice.person ?? {}).filter(
          ([key, value]) => value !== undefined && !identity.locked.some((locked) => locked === key),
        ),
      )
      const person = personOf({ ...identity.person, ...typed })
      if (ageOf(person, books.now()) < identity.ageLimit)
        return over(books, identity, '2', `만 ${identity.ageLimit}세 미만은 인증할 수 없습니다.`)
      books.identities.put({ ...identity, state: 'PROVED', person })
      return back(identity, '0000', '성공')
    }
  }
}

function over(books: DanalBooks, identity: DanalIdentity, code: string, message: string): Navigation {
  books.identities.put({ ...identity, state: 'OVER' })
  return back(identity, code, message)
}

function back(identity: DanalIdentity, RETURNCODE: string, RETURNMSG: string): Navigation {
  return {
    method: 'POST',
    url: identity.targetUrl,
    fields: { TID: identity.tid, RETURNCODE, RETURNMSG },
    charset: 'utf-8',
  }
}

function ageOf({ birthDate }: SimulatedPerson, now: Date): number {
  const today = compactTime(now).slice(0, 8)
  return Math.floor((Number(today) - Number(birthDate.replaceAll('-', ''))) / 10_000)
}

function confirm(books: DanalBooks, cpid: string, form: Fields): Answer {
  const identity = ofMerchant(books, cpid, form)
  if (identity?.kind !== 'WINDOW') return refused('1104', '거래를 찾을 수 없습니다.')
  if (identity.state !== 'PROVED' && identity.state !== 'CONFIRMED')
    return refused('2', '인증이 끝나지 않은 거래입니다.')
  return told(books, identity)
}

function ofMerchant(books: DanalBooks, cpid: string, form: Fields): DanalIdentity | undefined {
  const identity = books.identities.get(form['TID'] ?? '')
  return identity?.cpid === cpid ? identity : undefined
}

function otpSend(books: DanalBooks, cpid: string, form: Fields): Answer {
  const { ORDERID: orderId = '', USERNAME: name = '', PHONE: phoneNumber = '', CARRIER: operator } = form
  const kind = form['METHOD'] === 'APP' ? 'APP' : 'SMS'
  const born = birthOf(form['IDEN'] ?? '')
  if (orderId === '' || name === '' || phoneNumber === '') return refused('1101', '필수 값이 없습니다.')
  if (kind === 'SMS' && born === undefined) return refused('2', '생년월일과 성별 번호가 올바르지 않습니다.')
  if (phoneNumber === '01000000001') return refused('4', '가입자 정보가 일치하지 않습니다.')
  const identity = books.identities.put({
    tid: newTid(books),
    cpid,
    orderId,
    kind,
    state: 'OPEN',
    title: form['CPTITLE'] ?? '',
    targetUrl: '',
    person: personOf({ name, phoneNumber, operator, ...born }),
    locked: [],
    ageLimit: 0,
    tries: 0,
    at: books.now().toISOString(),
  })
  return { RETURNCODE: '0000', RETURNMSG: '성공', TID: identity.tid }
}

function otpResend(books: DanalBooks, cpid: string, form: Fields): Answer {
  const identity = ofMerchant(books, cpid, form)
  if (identity?.kind !== 'SMS' || identity.state !== 'OPEN')
    return refused('1104', '거래를 찾을 수 없습니다.')
  books.identities.put({ ...identity, at: books.now().toISOString() })
  return { RETURNCODE: '0000', RETURNMSG: '성공', TID: identity.tid }
}

function otpConfirm(books: DanalBooks, cpid: string, form: Fields): Answer {
  const identity = ofMerchant(books, cpid, form)
  if (identity === undefined || identity.kind === 'WINDOW') return refused('1104', '거래를 찾을 수 없습니다.')
  if (identity.state !== 'OPEN') return refused('1104', '이미 끝난 거래입니다.')
  if (identity.kind === 'APP') return told(books, identity)
  if (books.now().getTime() - Date.parse(identity.at) > codeLifeMs)
    return refused('-2', '인증번호의 유효시간이 지났습니다.')
  if (identity.tries >= 5) return refused('42', '인증번호를 너무 많이 틀렸습니다.')
  if (form['OTP'] === rightCode) return told(books, identity)
  books.identities.put({ ...identity, tries: identity.tries + 1 })
  return refused('2', '인증번호가 일치하지 않습니다.')
}

const carriers: Readonly<Record<string, string>> = { SKT: 'SKT', KT: 'KTF', LGU: 'LGT' }

/** Phone, carrier and nationality only under the extra contract, which a product code stands for here. */
function told(books: DanalBooks, identity: DanalIdentity): Answer {
  const { tid, orderId, person, cpid } = books.identities.put({ ...identity, state: 'CONFIRMED' })
  const hasExtraContract = (books.merchants.get(cpid)?.credentials['productCode'] ?? '') !== ''
  return {
    RETURNCODE: '0000',
    RETURNMSG: '성공',
    TID: tid,
    ORDERID: orderId,
    NAME: person.name,
    DOB: person.birthDate.replaceAll('-', ''),
    SEX: person.gender === 'MALE' ? '1' : '2',
    CI: ciOf(person),
    DI: diOf(person, cpid),
    ...(hasExtraContract
      ? {
          PHONE: person.phoneNumber,
          CARRIER: carriers[person.operator] ?? person.operator,
          FOREIGNER: person.isForeigner ? 'Y' : 'N',
        }
      : {}),
  }
}
