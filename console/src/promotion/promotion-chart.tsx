import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { useTranslation } from 'react-i18next'
import type { PromotionDetail } from '@naru/server/wire/console-promotion'
import { formatMinor, formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'

/** Budget used by day, and how much was left after each. Loaded only with the detail: the chart is heavier than it. */
export default function PromotionChart({ promotion }: { readonly promotion: PromotionDetail }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const data = promotion.days.map(({ day, discount }) => ({ day: day.slice(5), discount }))
  return (
    <BarChart
      h={200}
      data={data}
      dataKey="day"
      series={[{ name: 'discount', label: t('promotion.detail.discounted'), color: 'river.7' }]}
      valueFormatter={(value) => formatMoney(value, promotion.currency, language)}
      yAxisProps={{ width: 84, tickFormatter: (value: number) => formatMinor(value, promotion.currency) }}
      barChartProps={{ accessibilityLayer: false }}
    />
  )
}
