import { Type, type Static } from 'typebox'
import { oneOf } from '../v2-input/request-parts.ts'
import { promotionCardCompanies, type Partition } from './promotion.ts'
import type { PromotionValues } from './promotion-store.ts'

const amount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const percent = Type.Integer({ minimum: 1, maximum: 99 })
const amountOrPercent = Type.Union([
  Type.Object({ type: Type.Literal('PERCENT'), percent }),
  Type.Object({ type: Type.Literal('AMOUNT'), amount }),
])

export const promotionBody = Type.Object({
  name: Type.String({ maxLength: 200 }),
  cardCompany: oneOf(promotionCardCompanies),
  startsAt: Type.String(),
  endsAt: Type.String(),
  totalBudget: amount,
  partitions: Type.Array(Type.Object({ amountFrom: amount, scheme: amountOrPercent }), { maxItems: 20 }),
  maxDiscount: Type.Optional(amount),
  recoverOption: Type.Union([
    Type.Object({ type: Type.Literal('RECOVER') }),
    Type.Object({ type: Type.Literal('NO_RECOVER'), spareBudget: Type.Optional(amountOrPercent) }),
  ]),
  version: Type.Optional(Type.Integer({ minimum: 1, maximum: 2_147_483_647 })),
})
export type PromotionInput = Static<typeof promotionBody>

/** A sentence in both languages. */
export interface Sentence {
  readonly ko: string
  readonly en: string
}
export type FieldSentences = Readonly<Record<string, Sentence>>

const nameLettersMax = 50
const partitionsMax = 5

/** The values of a form, or what is wrong with its fields. */
export function toPromotionValues(
  input: PromotionInput,
):
  | { readonly ok: true; readonly values: PromotionValues }
  | { readonly ok: false; readonly fields: FieldSentences } {
  const fields: Record<string, Sentence> = {}
  const name = input.name.trim()
  const startsAt = new Date(input.startsAt)
  const endsAt = new Date(input.endsAt)
  if (name === '' || Array.from(name).length > nameLettersMax)
    fields['name'] = {
      ko: `프로모션 이름을 ${nameLettersMax}자 이하로 입력해 주세요.`,
      en: `Enter a name of at most ${nameLettersMax} characters.`,
    }
  if (Number.isNaN(startsAt.getTime()))
    fields['startsAt'] = { ko: '시작 시각을 입력해 주세요.', en: 'Enter when it starts.' }
  if (Number.isNaN(endsAt.getTime()))
    fields['endsAt'] = { ko: '종료 시각을 입력해 주세요.', en: 'Enter when it ends.' }
  else if (endsAt <= startsAt)
    fields['endsAt'] = { ko: '종료는 시작보다 늦어야 합니다.', en: 'It must end after it starts.' }
  if (input.totalBudget < 1)
    fields['totalBudget'] = { ko: '예산을 1 이상 입력해 주세요.', en: 'Enter a budget of at least 1.' }
  const partitions = input.partitions.toSorted((left, right) => left.amountFrom - right.amountFrom)
  const problem = problemOf(partitions)
  if (problem !== undefined) fields['partitions'] = problem
  const isPercent = partitions.some(({ scheme }) => scheme.type === 'PERCENT')
  if (input.maxDiscount !== undefined && (!isPercent || input.maxDiscount < 1))
    fields['maxDiscount'] = {
      ko: '최대 할인 금액은 할인율 방식에서 1 이상으로 입력합니다.',
      en: 'The cap is for percentages, and at least 1.',
    }
  if (Object.keys(fields).length > 0) return { ok: false, fields }
  return {
    ok: true,
    values: {
      name,
      cardCompany: input.cardCompany,
      partitions,
      maxDiscountMinor: input.maxDiscount ?? null,
      recoverOption: input.recoverOption,
      totalBudgetMinor: input.totalBudget,
      startsAt,
      endsAt,
    },
  }
}

function problemOf(partitions: readonly Partition[]): Sentence | undefined {
  if (partitions.length === 0 || partitions.length > partitionsMax)
    return {
      ko: `할인 조건을 1개에서 ${partitionsMax}개까지 입력해 주세요.`,
      en: `Enter one to ${partitionsMax} conditions.`,
    }
  for (const [index, { amountFrom, scheme }] of partitions.entries()) {
    const before = partitions[index - 1]
    if (before?.amountFrom === amountFrom)
      return { ko: '기준 금액이 같은 조건이 있습니다.', en: 'Two conditions begin at the same amount.' }
    if (scheme.type === 'AMOUNT' && (scheme.amount < 1 || scheme.amount >= amountFrom))
      return {
        ko: '할인 금액은 1 이상이고 그 조건의 기준 금액보다 작아야 합니다.',
        en: 'A fixed discount is at least 1 and less than the amount from which it applies.',
      }
    if (before !== undefined && !isLarger(partitions[index], before))
      return {
        ko: '기준 금액이 커질수록 할인율도 커져야 합니다.',
        en: 'A condition for larger amounts must discount at a larger rate.',
      }
  }
  return undefined
}

/** Rates as fractions, compared without division: percent / 100, or amount / amountFrom. */
function isLarger(one: Partition | undefined, before: Partition): boolean {
  if (one === undefined) return false
  const [a, b] = [rateOf(one), rateOf(before)]
  return BigInt(a.part) * BigInt(b.whole) > BigInt(b.part) * BigInt(a.whole)
}

function rateOf({ amountFrom, scheme }: Partition): { readonly part: number; readonly whole: number } {
  return scheme.type === 'PERCENT'
    ? { part: scheme.percent, whole: 100 }
    : { part: scheme.amount, whole: Math.max(amountFrom, 1) }
}
