import type { PromotionBody, PromotionView } from '@naru/server/wire/console-promotion'
import { formatMinor, parseMinor } from '../format/money.ts'
import { formatSeoul, seoulInstant } from '../format/seoul-time.ts'

export const cardCompanies = [
  'SHINHAN_CARD',
  'KOOKMIN_CARD',
  'HYUNDAI_CARD',
  'SAMSUNG_CARD',
  'LOTTE_CARD',
  'WOORI_CARD',
  'HANA_CARD',
  'BC_CARD',
  'NH_CARD',
] as const
export type CardCompany = (typeof cardCompanies)[number]

/** What the form holds: texts as they were typed, so that a refusal loses nothing. */
export interface PromotionValues {
  readonly name: string
  readonly cardCompany: string
  /** Seoul wall clock, `2026-03-02T09:00`. */
  readonly startsAt: string
  readonly endsAt: string
  readonly totalBudget: string
  readonly way: 'PERCENT' | 'AMOUNT'
  readonly conditions: readonly { readonly amountFrom: string; readonly discount: string }[]
  readonly maxDiscount: string
  readonly recovers: boolean
}

export const conditionsMax = 5

export function newValues(now: Date): PromotionValues {
  return {
    name: '',
    cardCompany: '',
    startsAt: localOf(now.toISOString()),
    endsAt: localOf(new Date(now.getTime() + 30 * 86_400_000).toISOString()),
    totalBudget: '',
    way: 'PERCENT',
    conditions: [{ amountFrom: '0', discount: '' }],
    maxDiscount: '',
    recovers: true,
  }
}

export function valuesOf(promotion: PromotionView): PromotionValues {
  return {
    name: promotion.name,
    cardCompany: promotion.cardCompany,
    startsAt: localOf(promotion.startsAt),
    endsAt: localOf(promotion.endsAt),
    totalBudget: formatMinor(promotion.totalBudget, promotion.currency),
    way: promotion.partitions[0]?.scheme.type ?? 'PERCENT',
    conditions: promotion.partitions.map(({ amountFrom, scheme }) => ({
      amountFrom: formatMinor(amountFrom, promotion.currency),
      discount:
        scheme.type === 'PERCENT' ? String(scheme.percent) : formatMinor(scheme.amount, promotion.currency),
    })),
    maxDiscount:
      promotion.maxDiscount === undefined ? '' : formatMinor(promotion.maxDiscount, promotion.currency),
    recovers: promotion.recoverOption.type === 'RECOVER',
  }
}

function localOf(instant: string): string {
  return formatSeoul(instant).slice(0, 16).replace(' ', 'T')
}

/** What is sent; a text that is no number becomes 0, which the server names with its field. */
export function bodyOf(values: PromotionValues): PromotionBody {
  const money = (text: string) => parseMinor(text, 'KRW') ?? 0
  return {
    name: values.name,
    cardCompany: values.cardCompany,
    startsAt: instantOf(values.startsAt),
    endsAt: instantOf(values.endsAt),
    totalBudget: money(values.totalBudget),
    partitions: values.conditions.map(({ amountFrom, discount }) => ({
      amountFrom: money(amountFrom),
      scheme:
        values.way === 'PERCENT'
          ? { type: 'PERCENT', percent: money(discount) }
          : { type: 'AMOUNT', amount: money(discount) },
    })),
    ...(values.way === 'PERCENT' && values.maxDiscount.trim() !== ''
      ? { maxDiscount: money(values.maxDiscount) }
      : {}),
    recoverOption: { type: values.recovers ? 'RECOVER' : 'NO_RECOVER' },
  }
}

function instantOf(local: string): string {
  const [day = '', time] = local.split('T')
  return seoulInstant(day, time) ?? ''
}

/** What can be seen without asking the server: keys of fields that are empty or no number. */
export function missingFields(values: PromotionValues): readonly (keyof PromotionValues)[] {
  const isPercent = (text: string) => /^([1-9]|[1-9]\d)$/.test(text.trim())
  const isAmount = (text: string) => (parseMinor(text, 'KRW') ?? 0) > 0
  const areGood = values.conditions.every(
    ({ amountFrom, discount }) =>
      parseMinor(amountFrom, 'KRW') !== undefined &&
      (values.way === 'PERCENT' ? isPercent(discount) : isAmount(discount)),
  )
  return [
    ...(values.name.trim() === '' ? (['name'] as const) : []),
    ...(values.cardCompany === '' ? (['cardCompany'] as const) : []),
    ...(values.startsAt === '' ? (['startsAt'] as const) : []),
    ...(values.endsAt === '' ? (['endsAt'] as const) : []),
    ...(isAmount(values.totalBudget) ? [] : (['totalBudget'] as const)),
    ...(areGood && values.conditions.length > 0 ? [] : (['conditions'] as const)),
    ...(values.way === 'PERCENT' && values.maxDiscount.trim() !== '' && !isAmount(values.maxDiscount)
      ? (['maxDiscount'] as const)
      : []),
  ]
}
