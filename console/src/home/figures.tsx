import { Box, Group, SegmentedControl, Skeleton, Switch, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HomeSummary } from '@naru/server/wire/console-home'
import { formatCount } from '../format/count.ts'
import { formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'
import { FailureNote } from '../parts/failure-note.tsx'
import { Section } from '../parts/page.tsx'
import { useMethodLabel } from '../payment/use-method-label.ts'
import { useCurrentStore } from '../shell/current-store.ts'
import {
  axisOf,
  figureDays,
  figurePeriods,
  figureRange,
  mayBeHourly,
  type FigureChoice,
} from './figure-range.ts'
import { summaryQuery } from './home-queries.ts'

const FiguresChart = lazy(() => import('./figures-chart.tsx'))

/** 거래액, 거래취소액, 순거래액, over time and by pay method. Live payments in won; test ones on demand. */
export function Figures({ hasLivePayment }: { readonly hasLivePayment: boolean }) {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const [now] = useState(() => new Date())
  const [choice, setChoice] = useState<FigureChoice>({ period: '1w', from: '', until: '', unit: 'day' })
  const [chosenTest, setChosenTest] = useState<boolean>()
  const isTest = chosenTest ?? !hasLivePayment
  const days = figureDays(choice, now)
  const range = figureRange(choice, now)
  const summary = useQuery({
    ...summaryQuery(
      store.storeId,
      isTest ? 'TEST' : 'LIVE',
      range ?? { from: '', until: undefined, unit: 'day' },
    ),
    enabled: range !== undefined,
    placeholderData: (former) => former,
  })
  const change = (members: Partial<FigureChoice>) => setChoice({ ...choice, ...members })

  return (
    <Section
      title={t('home.figures.title')}
      text={t('home.figures.text')}
      actions={
        <Switch
          label={t('home.figures.test')}
          checked={isTest}
          onChange={(event) => setChosenTest(event.currentTarget.checked)}
        />
      }
    >
      <Group gap="sm" align="flex-end">
        <SegmentedControl
          aria-label={t('home.figures.period')}
          value={choice.period}
          onChange={(value) => change({ period: figurePeriods.find((one) => one === value) ?? '1w' })}
          data={figurePeriods.map((value) => ({ value, label: t(`home.figures.periods.${value}`) }))}
        />
        <SegmentedControl
          aria-label={t('home.figures.unit')}
          value={range?.unit ?? choice.unit}
          disabled={!mayBeHourly(days?.count ?? 1)}
          onChange={(value) => change({ unit: value === 'hour' ? 'hour' : 'day' })}
          data={(['day', 'hour'] as const).map((value) => ({
            value,
            label: t(`home.figures.units.${value}`),
          }))}
        />
        {choice.period === 'custom' ? (
          <>
            <TextInput
              type="date"
              label={t('payment.from')}
              value={choice.from}
              onChange={(event) => change({ from: event.currentTarget.value })}
            />
            <TextInput
              type="date"
              label={t('payment.until')}
              value={choice.until}
              onChange={(event) => change({ until: event.currentTarget.value })}
              error={
                days === undefined && choice.from !== '' && choice.until !== ''
                  ? t('home.figures.rangeWrong')
                  : undefined
              }
            />
          </>
        ) : null}
      </Group>
      {summary.isError ? (
        <Box mt="md">
          <FailureNote error={summary.error} onRetry={() => void summary.refetch()} />
        </Box>
      ) : null}
      {summary.isPending && range !== undefined ? <Skeleton height={320} radius="md" mt="md" /> : null}
      {summary.data === undefined || range === undefined ? null : (
        <Shown summary={summary.data} axis={axisOf(range, now)} />
      )}
    </Section>
  )
}

interface ShownProps {
  readonly summary: HomeSummary
  readonly axis: readonly string[]
}

function Shown({ summary, axis }: ShownProps) {
  const { t } = useTranslation()
  const language = useLanguage()
  const methodLabel = useMethodLabel()
  const won = (minor: number) => formatMoney(minor, 'KRW', language)
  const { approvedMinor, cancelledMinor } = summary
  return (
    <>
      <dl className="naru-figures">
        {(
          [
            ['approved', approvedMinor],
            ['cancelled', cancelledMinor],
            ['net', approvedMinor - cancelledMinor],
          ] as const
        ).map(([name, minor]) => (
          <div key={name} data-figure={name}>
            <dt>{t(`home.figures.${name}`)}</dt>
            <dd>{won(minor)}</dd>
          </div>
        ))}
      </dl>
      {/* The picture repeats the table below, which everybody can read. */}
      <div aria-hidden>
        <Suspense fallback={<Skeleton height={220} radius="md" />}>
          <FiguresChart buckets={summary.buckets} axis={axis} />
        </Suspense>
      </div>
      <details className="naru-figure-table">
        <summary>{t('home.figures.table')}</summary>
        <div className="naru-scroll" tabIndex={0} role="region" aria-label={t('home.figures.table')}>
          <table className="naru-table">
            <thead>
              <tr>
                <th scope="col">{t('home.figures.time')}</th>
                <th scope="col">{t('home.figures.count')}</th>
                <th scope="col">{t('home.figures.approved')}</th>
                <th scope="col">{t('home.figures.cancelled')}</th>
                <th scope="col">{t('home.figures.net')}</th>
              </tr>
            </thead>
            <tbody>
              {summary.buckets.toReversed().map((bucket) => (
                <tr key={bucket.at}>
                  <th scope="row">{bucket.at.replace('T', ' ')}</th>
                  <td>{formatCount(bucket.count)}</td>
                  <td>{won(bucket.approvedMinor)}</td>
                  <td>{won(bucket.cancelledMinor)}</td>
                  <td>{won(bucket.approvedMinor - bucket.cancelledMinor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {summary.buckets.length === 0 ? (
            <Text fz="sm" c="dimmed" py="xs">
              {t('home.figures.none')}
            </Text>
          ) : null}
        </div>
      </details>
      <Title order={3} mt="lg" mb="xs">
        {t('home.figures.methods')}
      </Title>
      {summary.methods.length === 0 ? (
        <Text fz="sm" c="dimmed">
          {t('home.figures.none')}
        </Text>
      ) : (
        <ol className="naru-methods">
          {summary.methods.map((method) => (
            <li key={method.payMethod}>
              <span>{methodLabel(method.payMethod)}</span>
              <progress
                max={summary.methods[0]?.approvedMinor ?? 1}
                value={method.approvedMinor}
                aria-label={methodLabel(method.payMethod)}
              />
              <b>{won(method.approvedMinor)}</b>
              <small>{t('home.figures.times', { shown: formatCount(method.count) })}</small>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
