import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.css'
import { useTranslation } from 'react-i18next'
import type { ScheduleDays } from '@naru/server/wire/console-recurring'
import { formatMinor, formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'

interface ScheduleChartProps {
  /** Every day of the month. */
  readonly axis: readonly string[]
  readonly days: ScheduleDays['days']
  readonly measure: 'amount' | 'count'
}

/** Loaded with the schedules only: the chart is heavier than the rest of them. */
export default function ScheduleChart({ axis, days, measure }: ScheduleChartProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const byDay = new Map(days.map((day) => [day.day, day]))
  const data = axis.map((day) => {
    const own = byDay.get(day)
    const of = (name: 'scheduled' | 'succeeded' | 'failed' | 'revoked') =>
      (measure === 'count' ? own?.[name] : own?.[`${name}Minor`]) ?? 0
    return {
      day: day.slice(8),
      scheduled: of('scheduled'),
      succeeded: of('succeeded'),
      failed: of('failed'),
      revoked: of('revoked'),
    }
  })
  return (
    <BarChart
      h={220}
      data={data}
      dataKey="day"
      type="stacked"
      withLegend
      series={[
        { name: 'scheduled', label: t('recurring.schedules.series.scheduled'), color: 'river.5' },
        { name: 'succeeded', label: t('recurring.schedules.series.succeeded'), color: 'teal.6' },
        { name: 'failed', label: t('recurring.schedules.series.failed'), color: 'red.6' },
        { name: 'revoked', label: t('recurring.schedules.series.revoked'), color: 'gray.5' },
      ]}
      valueFormatter={(value) => (measure === 'count' ? String(value) : formatMoney(value, 'KRW', language))}
      yAxisProps={{
        width: 76,
        allowDecimals: false,
        tickFormatter: (value: number) => (measure === 'count' ? String(value) : formatMinor(value, 'KRW')),
      }}
      barChartProps={{ accessibilityLayer: false }}
    />
  )
}
