import { Button, Text } from '@mantine/core'
import { IconFileImport, IconScale } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DayFigures, Figures } from '@naru/server/wire/console-reconciliation'
import { may } from '../api/permission.ts'
import { formatCount } from '../format/count.ts'
import { formatMoney } from '../format/money.ts'
import { useLanguage } from '../language/use-language.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { ImportDialog } from './import-dialog.tsx'
import { ImportList } from './import-list.tsx'
import { MonthCalendar } from './month-calendar.tsx'
import { sourcesQuery, summaryQuery } from './reconciliation-api.ts'
import { ReconciliationFilters } from './reconciliation-filters.tsx'
import { ReconciliationPage } from './reconciliation-page.tsx'
import { daysOfMonth, queryMembersOf, type ReconciliationSearch } from './reconciliation-search.ts'
import { SourceList } from './source-list.tsx'

const route = getRouteApi('/shell/reconciliation/summary')

/** 정산 일자별 조회: figures, the calendar of the month, day by day, and where the records come from. */
export function SummaryScreen() {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [now] = useState(() => new Date())
  const [isImporting, setIsImporting] = useState(false)
  const members = queryMembersOf(search, now)
  const isAllowed = may(me, 'reconciliation.read')
  const summary = useQuery({
    ...summaryQuery(store.storeId, members),
    enabled: isAllowed,
    placeholderData: (former) => former,
  })
  const sources = useQuery({ ...sourcesQuery(store.storeId), enabled: isAllowed })
  const change = (next: ReconciliationSearch) => void navigate({ search: next, replace: true })
  const mode = search.mode ?? 'LIVE'
  const own = sources.data?.items.filter((source) => source.mode === mode) ?? []
  const mayImport =
    may(me, 'reconciliation.write') && sources.data?.isWholeMerchant === true && own.length > 0
  const importButton = (
    <Button leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => setIsImporting(true)}>
      {t('reconciliation.import.open')}
    </Button>
  )
  return (
    <ReconciliationPage search={search} onChange={change} actions={mayImport ? importButton : null}>
      <ReconciliationFilters search={search} now={now} onChange={change} />
      {summary.isError ? <FailureNote error={summary.error} onRetry={() => void summary.refetch()} /> : null}
      {summary.isPending && isAllowed ? <SkeletonRows count={4} height={72} /> : null}
      {summary.isSuccess && summary.data.days.length === 0 ? (
        <div className="naru-paper">
          <EmptyState
            icon={<IconScale size={26} />}
            title={t('reconciliation.entries.emptyTitle')}
            text={own.length === 0 ? t('reconciliation.sources.none') : t('reconciliation.entries.emptyText')}
            action={mayImport ? importButton : undefined}
          />
        </div>
      ) : null}
      {summary.data?.totals.map((figures) => (
        <Totals key={figures.currency} figures={figures} />
      ))}
      {summary.isSuccess ? (
        <MonthCalendar
          month={members.until.slice(0, 7)}
          days={summary.data.days}
          search={search}
          onMonth={(month) => change({ ...search, ...daysOfMonth(month) })}
        />
      ) : null}
      {summary.data === undefined || summary.data.days.length === 0 ? null : (
        <DayTable days={summary.data.days} search={search} />
      )}
      {sources.isSuccess && own.length > 0 ? <SourceList sources={own} mayChange={mayImport} /> : null}
      {sources.data?.isWholeMerchant === true ? <ImportList mode={mode} /> : null}
      {isImporting ? <ImportDialog sources={own} onClose={() => setIsImporting(false)} /> : null}
    </ReconciliationPage>
  )
}

function Totals({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const money = (minor: number) => formatMoney(minor, figures.currency, language)
  const cards = [
    ['approvals', money(figures.approvalMinor), figures.approvals],
    ['cancels', money(figures.cancelMinor), figures.cancels],
    ['fees', money(figures.feeMinor + figures.feeVatMinor), undefined],
    ['settlement', money(figures.settlementMinor), undefined],
    ['anomalies', money(figures.anomalyMinor), figures.anomalies],
  ] as const
  return (
    <dl className="naru-totals" aria-label={t('reconciliation.totals.label', { currency: figures.currency })}>
      {cards.map(([name, amount, count]) => (
        <div key={name}>
          <dt>{t(`reconciliation.totals.${name}`)}</dt>
          <dd>
            {amount}
            {count === undefined ? null : (
              <Text span fz="xs" c="dimmed" ml={6} className="naru-whole">
                {t('reconciliation.totals.count', { shown: formatCount(count) })}
              </Text>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function DayTable({
  days,
  search,
}: {
  readonly days: readonly DayFigures[]
  readonly search: ReconciliationSearch
}) {
  const { t } = useTranslation()
  const language = useLanguage()
  return (
    <div className="naru-paper naru-scroll">
      <table className="naru-table naru-payments naru-labelled" aria-label={t('reconciliation.summary.days')}>
        <thead>
          <tr>
            {(['day', 'mid', 'approvals', 'cancels', 'fee', 'settlement', 'anomalies'] as const).map(
              (column) => (
                <th key={column} scope="col">
                  {t(`reconciliation.columns.${column}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {days.map((row) => {
            const money = (minor: number) => formatMoney(minor, row.currency, language)
            const counted = (count: number, minor: number) =>
              `${money(minor)} (${t('reconciliation.totals.count', { shown: formatCount(count) })})`
            return (
              <tr key={`${row.day} ${row.pg} ${row.pgMerchantId} ${row.currency}`}>
                <td data-column="order">
                  <Link
                    className="naru-link"
                    to="/reconciliation/transactions"
                    search={{ ...search, from: row.day, until: row.day, mid: [row.pgMerchantId] }}
                  >
                    {row.day}
                  </Link>
                </td>
                <td data-label={t('reconciliation.columns.mid')}>
                  <span className="naru-whole">{row.pgMerchantId}</span>
                </td>
                <td data-label={t('reconciliation.columns.approvals')} className="naru-amount">
                  {counted(row.approvals, row.approvalMinor)}
                </td>
                <td data-label={t('reconciliation.columns.cancels')} className="naru-amount">
                  {counted(row.cancels, row.cancelMinor)}
                </td>
                <td data-label={t('reconciliation.columns.fee')} className="naru-amount">
                  {money(row.feeMinor + row.feeVatMinor)}
                </td>
                <td data-column="amount" className="naru-amount">
                  <Text fz="sm" fw={700}>
                    {money(row.settlementMinor)}
                  </Text>
                </td>
                <td data-label={t('reconciliation.columns.anomalies')} className="naru-amount">
                  {row.anomalies === 0 ? '–' : counted(row.anomalies, row.anomalyMinor)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
