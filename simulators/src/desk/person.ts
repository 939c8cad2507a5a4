import { createHash } from 'node:crypto'

/** Somebody who proves who he is at a simulator. Nobody real: whatever the window or the desk says. */
export interface SimulatedPerson {
  readonly name: string
  /** `1990-07-08` */
  readonly birthDate: string
  readonly gender: 'MALE' | 'FEMALE'
  readonly phoneNumber: string
  readonly operator: string
  readonly isForeigner: boolean
}

export const operators = ['SKT', 'KT', 'LGU', 'SKT_MVNO', 'KT_MVNO', 'LGU_MVNO'] as const

const somebody: SimulatedPerson = {
  name: '홍길동',
  birthDate: '1990-01-01',
  gender: 'MALE',
  phoneNumber: '01012345678',
  operator: 'SKT',
  isForeigner: false,
}

/** What is known of him, the rest as 홍길동's. */
export function personOf(known: Readonly<Record<string, unknown>>): SimulatedPerson {
  const text = (key: keyof SimulatedPerson): string | undefined => {
    const value = known[key]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const birthDate = text('birthDate') ?? ''
  const operator = text('operator') ?? ''
  return {
    name: text('name') ?? somebody.name,
    birthDate: /^\d{4}-\d{2}-\d{2}$/.test(birthDate) ? birthDate : somebody.birthDate,
    gender: text('gender') === 'FEMALE' ? 'FEMALE' : 'MALE',
    phoneNumber: text('phoneNumber')?.replaceAll(/\D/g, '') ?? somebody.phoneNumber,
    operator: operators.find((each) => each === operator) ?? somebody.operator,
    isForeigner: known['isForeigner'] === true || known['isForeigner'] === 'true',
  }
}

/** 88 characters that stay the same for the same person at every simulator, like the real one (연계정보). */
export function ciOf(person: SimulatedPerson): string {
  return createHash('sha512')
    .update(`simulated ci|${identityOf(person)}`)
    .digest('base64')
}

/** 64 characters that stay the same for the same person at one merchant id (중복가입확인정보). */
export function diOf(person: SimulatedPerson, mid: string): string {
  return createHash('sha256')
    .update(`simulated di|${mid}|${identityOf(person)}`)
    .digest('hex')
}

function identityOf({ name, birthDate, gender }: SimulatedPerson): string {
  return [name, birthDate, gender].join('|')
}

/** The person behind a birth date and the digit after it: 1, 2 of the 1900s, 3, 4 of the 2000s, 5–8 foreigners. */
export function birthOf(
  identityNumber: string,
): Pick<SimulatedPerson, 'birthDate' | 'gender' | 'isForeigner'> | undefined {
  const match = /^(\d{2})(\d{2})(\d{2})([1-8])$/.exec(identityNumber)
  if (match === null) return undefined
  const [, year = '', month = '', day = '', digit = ''] = match
  const century = ['3', '4', '7', '8'].includes(digit) ? '20' : '19'
  const birthDate = `${century}${year}-${month}-${day}`
  if (Number.isNaN(Date.parse(birthDate))) return undefined
  return {
    birthDate,
    gender: Number(digit) % 2 === 1 ? 'MALE' : 'FEMALE',
    isForeigner: Number(digit) >= 5,
  }
}
