import { createHash } from 'node:crypto'
import { magicCards } from '../desk/magic.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { offsetTime } from '../desk/seoul-time.ts'
import type { TossBooks } from './books.ts'
import { banks, cards } from './codes.ts'
import { masked } from './window.ts'

/** A card or an account that a member registered once and pays with by password from then on. */
export interface BrandpayMethod {
  /** `m_…` of a card, `b_…` of an account, as in the PG's examples. */
  readonly id: string
  readonly kind: 'CARD' | 'ACCOUNT'
  /** The PG's two-character code of issuer or bank. */
  readonly code: string
  /** As the PG shows it. */
  readonly number: string
  readonly registeredAt: string
  /** What a magic card number does to every payment with it. */
  readonly fate?: string
}

/** A shop's buyer at BrandPay, by the shop's own key of him. */
export interface BrandpayMember {
  /** MID and customer key. */
  readonly memberKey: string
  readonly mid: string
  readonly customerKey: string
  /** He agreed to the terms, and the shop's server traded his code for a token. */
  readonly isAdmitted: boolean
  readonly passwordDigest?: string
  readonly methods: readonly BrandpayMethod[]
  readonly selectedMethodId?: string
}

/** A member's one-time code, on its way over the shop's redirect address. */
export interface BrandpayCode {
  readonly code: string
  readonly mid: string
  readonly customerKey: string
  readonly issuedAt: string
  readonly isUsed: boolean
}

export const customerKeyPattern = /^[A-Za-z0-9\-_=.@]{2,50}$/
export const passwordPattern = /^\d{6}$/

export function memberOf(books: TossBooks, mid: string, customerKey: string): BrandpayMember {
  const memberKey = `${mid} ${customerKey}`
  return (
    books.brandpayMembers.get(memberKey) ?? { memberKey, mid, customerKey, isAdmitted: false, methods: [] }
  )
}

export function withPassword(member: BrandpayMember, password: string): BrandpayMember {
  return { ...member, passwordDigest: digest(member, password) }
}

export function isPassword(member: BrandpayMember, password: string): boolean {
  return member.passwordDigest === digest(member, password)
}

function digest(member: BrandpayMember, password: string): string {
  return createHash('sha256').update(`${member.memberKey} ${password}`).digest('hex')
}

/** The member with one method more, which is the selected one now. */
export function withMethod(
  books: TossBooks,
  member: BrandpayMember,
  given: {
    readonly kind: BrandpayMethod['kind']
    readonly code?: string | undefined
    readonly number?: string | undefined
  },
): BrandpayMember {
  const isCard = given.kind === 'CARD'
  const known = isCard ? cards : banks
  const fate = Object.entries(magicCards).find(
    ([number]) => number === given.number?.replaceAll(/\D/g, ''),
  )?.[1]
  const method: BrandpayMethod = {
    id: `${isCard ? 'm' : 'b'}_${randomToken(12).replaceAll(/[-_]/g, 'x')}`,
    kind: given.kind,
    code: known.find(({ code }) => code === given.code)?.code ?? known[0]?.code ?? '41',
    number: isCard ? masked(given.number ?? '') : `123***${randomDigits(4)}`,
    registeredAt: books.now().toISOString(),
    ...(isCard && fate !== undefined ? { fate } : {}),
  }
  return { ...member, methods: [...member.methods, method], selectedMethodId: method.id }
}

export function withoutMethod(member: BrandpayMember, id: string): BrandpayMember {
  const { selectedMethodId, ...rest } = member
  const methods = member.methods.filter((method) => method.id !== id)
  const selected = selectedMethodId === id ? methods.at(-1)?.id : selectedMethodId
  return { ...rest, methods, ...(selected === undefined ? {} : { selectedMethodId: selected }) }
}

/** The `BrandPayMethod` object (BrandPay API reference, payment methods), without icons and promotions. */
export function methodsView(member: BrandpayMember) {
  const time = ({ registeredAt }: BrandpayMethod): string => offsetTime(new Date(registeredAt))
  return {
    cards: member.methods
      .filter(({ kind }) => kind === 'CARD')
      .map((method) => ({
        id: method.id,
        alias: null,
        cardName: nameOf(method, 'ko'),
        cardNumber: method.number,
        issuerCode: method.code,
        acquirerCode: method.code,
        ownerType: '개인',
        cardType: '신용',
        installmentMinimumAmount: 50_000,
        registeredAt: time(method),
        status: 'ENABLED',
      })),
    accounts: member.methods
      .filter(({ kind }) => kind === 'ACCOUNT')
      .map((method) => ({
        id: method.id,
        alias: null,
        accountName: nameOf(method, 'ko'),
        accountNumber: method.number,
        bankCode: method.code,
        registeredAt: time(method),
        status: 'ENABLED',
      })),
    isIdentified: true,
    selectedMethodId: member.selectedMethodId ?? null,
  }
}

/** `신한카드`, `우리은행`. */
export function nameOf({ kind, code }: BrandpayMethod, lang: 'ko' | 'en'): string {
  if (kind === 'ACCOUNT') return banks.find((bank) => bank.code === code)?.name[lang] ?? code
  const name = cards.find((card) => card.code === code)?.name[lang] ?? code
  return lang === 'ko' ? `${name}카드` : `${name} card`
}
