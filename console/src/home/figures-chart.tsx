import { AreaChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { useTranslation } from 'react-i18next'
import type { HomeBucket } from '@naru/server/wire/console-home'
import { formatMinor, formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'

interface FiguresChartProps {
  readonly buckets: readonly HomeBucket[]
  readonly axis: readonly string[]
}

/** Loaded only when the home screen is there: the chart is heavier than the rest of it. */
export default function FiguresChart({ buckets, axis }: FiguresChartProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const byTime = new Map(buckets.map((bucket) => [bucket.at, bucket]))
  const data = axis.map((at) => ({
    at: at.length > 10 ? at.slice(5).replace('T', ' ') : at.slice(5),
    approved: byTime.get(at)?.approvedMinor ?? 0,
    cancelled: byTime.get(at)?.cancelledMinor ?? 0,
  }))
  return (
    <AreaChart
      h={220}
      data={data}
      dataKey="at"
      curveType="linear"
      withDots={axis.length <= 31}
      withLegend
      series={[
        { name: 'approved', label: t('home.figures.approved'), color: 'river.6' },
        { name: 'cancelled', label: t('home.figures.cancelled'), color: 'lantern.6' },
      ]}
      valueFormatter={(value) => formatMoney(value, 'KRW', language)}
      yAxisProps={{ width: 84, tickFormatter: (value: number) => formatMinor(value, 'KRW') }}
      areaChartProps={{ accessibilityLayer: false }}
    />
  )
}
