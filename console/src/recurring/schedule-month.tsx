import { Group, SegmentedControl, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../format/count.ts'
import { formatMoney } from '../format/money.ts'
import { formatSeoulDay } from '../format/seoul-time.ts'
import { useLanguage } from '../language/use-language.ts'
import { MonthSwitch } from '../parts/month-switch.tsx'
import { daysOfMonth, monthAfter } from '../reconciliation/reconciliation-search.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import { scheduleDaysQuery } from './recurring-api.ts'

const ScheduleChart = lazy(() => import('./schedule-chart.tsx'))
const series = ['scheduled', 'succeeded', 'failed', 'revoked'] as const

/** The month's charges by due day, as amounts or counts. Won only. The same in words for those who see no chart. */
export function ScheduleMonth({ mode }: { readonly mode: 'LIVE' | 'TEST' }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const { store } = useCurrentStore()
  const [month, setMonth] = useState(() => formatSeoulDay(new Date().toISOString()).slice(0, 7))
  const [measure, setMeasure] = useState<'amount' | 'count'>('amount')
  const query = useQuery({
    ...scheduleDaysQuery(store.storeId, mode, month),
    placeholderData: (former) => former,
  })
  const days = query.data?.days ?? []
  const last = Number(daysOfMonth(month).until.slice(8))
  const axis = Array.from({ length: last }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`)
  const totals = series.map((name) => ({
    name,
    count: days.reduce((sum, day) => sum + day[name], 0),
    minor: days.reduce((sum, day) => sum + day[`${name}Minor`], 0),
  }))
  return (
    <section className="naru-paper naru-calendar" aria-label={t('recurring.schedules.calendar')}>
      <Group justify="space-between" mb="sm" gap="xs">
        <MonthSwitch month={month} onMove={(months) => setMonth(monthAfter(month, months))} />
        <SegmentedControl
          aria-label={t('recurring.schedules.measure')}
          value={measure}
          onChange={(value) => setMeasure(value === 'count' ? 'count' : 'amount')}
          data={[
            { value: 'amount', label: t('recurring.schedules.amount') },
            { value: 'count', label: t('recurring.schedules.count') },
          ]}
        />
      </Group>
      <dl className="naru-totals" style={{ marginBottom: 14 }}>
        {totals.map(({ name, count, minor }) => (
          <div key={name}>
            <dt>{t(`recurring.schedules.series.${name}`)}</dt>
            <dd>
              {formatMoney(minor, 'KRW', language)}
              <Text span fz="xs" c="dimmed" ml={6} className="naru-whole">
                {t('reconciliation.totals.count', { shown: formatCount(count) })}
              </Text>
            </dd>
          </div>
        ))}
      </dl>
      <div aria-hidden>
        <Suspense fallback={<Skeleton height={220} />}>
          <ScheduleChart axis={axis} days={days} measure={measure} />
        </Suspense>
      </div>
    </section>
  )
}
