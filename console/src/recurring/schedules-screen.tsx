import { Text } from '@mantine/core'
import { IconCalendarRepeat } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ScheduleState } from '@naru/server/wire/console-recurring'
import { formatMoney } from '../format/money.ts'
import { formatSeoul } from '../format/seoul-time.ts'
import { useLanguage } from '../language/use-language.ts'
import { Badge, type Tone } from '../parts/badge.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { ListFilters } from './list-filters.tsx'
import { ListPage } from './list-page.tsx'
import { schedulesQuery } from './recurring-api.ts'
import { listMembers, scheduleStates, type ListSearch } from './recurring-search.ts'
import { RecoverySetting } from './recovery-setting.tsx'
import { ScheduleActions } from './schedule-actions.tsx'
import { ScheduleMonth } from './schedule-month.tsx'
import { TestClockSetting } from './test-clock-setting.tsx'

const route = getRouteApi('/shell/payments/billing')
const tones: Readonly<Record<ScheduleState, Tone>> = {
  SCHEDULED: 'wait',
  STARTED: 'wait',
  PENDING: 'wait',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  REVOKED: 'plain',
}

/** 예약 결제: the month at a glance, the list, and what may be done with each. */
export function SchedulesScreen() {
  const { t } = useTranslation()
  const language = useLanguage()
  const { store } = useCurrentStore()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useInfiniteQuery({
    ...schedulesQuery(store.storeId, listMembers(search)),
    placeholderData: (former) => former,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: ListSearch) => void navigate({ search: next, replace: true })
  return (
    <ListPage
      title={t('recurring.title')}
      text={t('recurring.schedules.text')}
      search={search}
      onChange={change}
      list={list}
      count={rows.length}
      tabs
      actions={
        <>
          {search.mode === 'TEST' ? <TestClockSetting /> : null}
          <RecoverySetting />
        </>
      }
      above={<ScheduleMonth mode={search.mode ?? 'LIVE'} />}
      filters={
        <ListFilters
          search={search}
          onChange={change}
          placeholder={t('recurring.schedules.searchPlaceholder')}
          withDays
          choices={[
            {
              name: 'status',
              label: t('recurring.status'),
              data: scheduleStates.map((value) => ({
                value,
                label: t(`recurring.schedules.statuses.${value}`),
              })),
            },
          ]}
        />
      }
      empty={{
        icon: <IconCalendarRepeat size={26} />,
        title: t('recurring.schedules.emptyTitle'),
        text: t('recurring.schedules.emptyText'),
      }}
    >
      <table className="naru-table naru-payments naru-labelled" aria-label={t('recurring.schedules.tab')}>
        <thead>
          <tr>
            {(['order', 'status', 'timeToPay', 'amount', 'customer', 'key'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`recurring.columns.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="naru-unseen">{t('recurring.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.scheduleId}>
              <td data-column="order">
                {row.status === 'SUCCEEDED' || row.status === 'FAILED' ? (
                  <Link
                    className="naru-link"
                    to="/payments/$paymentId"
                    params={{ paymentId: row.paymentId }}
                    search={row.mode === 'TEST' ? { mode: 'TEST' } : {}}
                  >
                    {row.orderName}
                  </Link>
                ) : (
                  row.orderName
                )}
                <Text fz="xs" c="dimmed" ff="monospace" maw={220} truncate="end">
                  {row.paymentId}
                </Text>
              </td>
              <td>
                <Badge tone={tones[row.status]}>{t(`recurring.schedules.statuses.${row.status}`)}</Badge>
                {row.failure === undefined ? null : (
                  <Text fz="xs" c="dimmed" maw={180}>
                    {row.failure.message}
                  </Text>
                )}
              </td>
              <td className="naru-time" data-label={t('recurring.columns.timeToPay')}>
                {formatSeoul(row.timeToPay)}
              </td>
              <td data-column="amount" className="naru-amount">
                <Text fz="sm" fw={700}>
                  {formatMoney(row.totalMinor, row.currency, language)}
                </Text>
              </td>
              <td>{row.customerLabel ?? '–'}</td>
              <td>
                <Link
                  className="naru-link"
                  to="/payments/billing/keys"
                  search={{ ...(row.mode === 'TEST' ? { mode: 'TEST' } : {}), open: row.billingKey }}
                >
                  <Text span fz="xs" ff="monospace" maw={130} truncate="end" display="inline-block">
                    {row.billingKey}
                  </Text>
                </Link>
              </td>
              <td className="naru-row-menu">
                <ScheduleActions schedule={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ListPage>
  )
}
