import { Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { PromotionStatus, PromotionView } from '@naru/server/wire/console-promotion'
import { formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { cardCompanies } from './promotion-values.ts'

const tones: Readonly<Record<PromotionStatus, Tone>> = {
  SCHEDULED: 'wait',
  IN_PROGRESS: 'good',
  PAUSED: 'partly',
  BUDGET_EXHAUSTED: 'bad',
  TERMINATED: 'plain',
  COMPLETED: 'plain',
}

export function PromotionStatusBadge({ status }: { readonly status: PromotionStatus }) {
  const { t } = useTranslation()
  return <Badge tone={tones[status]}>{t(`promotion.statuses.${status}`)}</Badge>
}

/** How far the budget is used: spent, held by open windows, and the rest. The words carry it; the bar helps the eye. */
export function BudgetBar({
  promotion,
}: {
  readonly promotion: Pick<PromotionView, 'spent' | 'reserved' | 'totalBudget' | 'currency'>
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { spent, reserved, totalBudget, currency } = promotion
  const money = (minor: number) => formatMoney(minor, currency, language)
  const percent = (minor: number) => Math.min(100, (minor / Math.max(totalBudget, 1)) * 100)
  return (
    <div>
      <Progress.Root size={10} aria-hidden>
        <Progress.Section value={percent(spent)} color="river.7" />
        <Progress.Section value={percent(reserved)} color="lantern.5" />
      </Progress.Root>
      <Text fz="xs" c="dimmed" mt={4}>
        {t('promotion.used', {
          spent: money(spent),
          total: money(totalBudget),
          percent: Math.floor(percent(spent)),
        })}
        {reserved === 0 ? '' : ` · ${t('promotion.held', { amount: money(reserved) })}`}
      </Text>
    </div>
  )
}

export function useCardCompany(): (code: string) => string {
  const { t } = useTranslation()
  return (code) => {
    const known = cardCompanies.find((one) => one === code)
    return known === undefined ? code : t(`promotion.cards.${known}`)
  }
}

/** One condition in words. */
export function useConditionText(currency: string) {
  const { t } = useTranslation()
  const language = useLanguage()
  return ({ amountFrom, scheme }: PromotionView['partitions'][number]): string => {
    const from =
      amountFrom === 0
        ? t('promotion.anyAmount')
        : t('promotion.fromAmount', { amount: formatMoney(amountFrom, currency, language) })
    const discount =
      scheme.type === 'PERCENT' ? `${scheme.percent}%` : formatMoney(scheme.amount, currency, language)
    return t('promotion.condition', { from, discount })
  }
}
