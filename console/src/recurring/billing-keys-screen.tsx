import { Text } from '@mantine/core'
import { IconCreditCard } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { formatSeoul } from '../format/seoul-time.ts'
import { Badge } from '../parts/badge.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { BillingKeyDrawer } from './billing-key-drawer.tsx'
import { ListFilters } from './list-filters.tsx'
import { ListPage } from './list-page.tsx'
import { billingKeysQuery } from './recurring-api.ts'
import { billingKeyStates, billingMethods, listMembers, type ListSearch } from './recurring-search.ts'

const route = getRouteApi('/shell/payments/billing/keys')

/** 빌링키: who may be charged again, and with what. */
export function BillingKeysScreen() {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const list = useInfiniteQuery({
    ...billingKeysQuery(store.storeId, listMembers(search)),
    placeholderData: (former) => former,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: ListSearch) => void navigate({ search: next, replace: true })
  const { open, ...closed } = search
  return (
    <ListPage
      title={t('recurring.title')}
      text={t('recurring.keys.text')}
      search={search}
      onChange={change}
      list={list}
      count={rows.length}
      tabs
      filters={
        <ListFilters
          search={search}
          onChange={change}
          placeholder={t('recurring.keys.searchPlaceholder')}
          choices={[
            {
              name: 'status',
              label: t('recurring.status'),
              data: billingKeyStates.map((value) => ({
                value,
                label: t(`recurring.keys.statuses.${value}`),
              })),
            },
            {
              name: 'method',
              label: t('recurring.method'),
              data: billingMethods.map((value) => ({ value, label: t(`recurring.methods.${value}`) })),
            },
          ]}
        />
      }
      empty={{
        icon: <IconCreditCard size={26} />,
        title: t('recurring.keys.emptyTitle'),
        text: t('recurring.keys.emptyText'),
      }}
    >
      <table className="naru-table naru-payments naru-labelled" aria-label={t('recurring.keys.tab')}>
        <thead>
          <tr>
            {(['key', 'status', 'method', 'customer', 'pg', 'schedules', 'issuedAt'] as const).map(
              (column) => (
                <th key={column} scope="col">
                  {t(`recurring.columns.${column}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.billingKey}>
              <td data-column="order">
                <Link
                  className="naru-link"
                  to="/payments/billing/keys"
                  search={{ ...search, open: row.billingKey }}
                  replace
                >
                  <Text span fz="xs" ff="monospace" maw={230} truncate="end" display="inline-block">
                    {row.billingKey}
                  </Text>
                </Link>
              </td>
              <td>
                <Badge tone={row.status === 'ISSUED' ? 'good' : 'plain'}>
                  {t(`recurring.keys.statuses.${row.status}`)}
                </Badge>
              </td>
              <td>
                <span className="naru-whole">{t(`recurring.methods.${row.method}`)}</span>
                {row.instrument === undefined ? null : (
                  <Text fz="xs" c="dimmed">
                    {row.instrument}
                  </Text>
                )}
              </td>
              <td>{row.customerLabel ?? row.customerId ?? '–'}</td>
              <td>
                <Text fz="xs">{row.pgProviders.join(', ')}</Text>
              </td>
              <td data-label={t('recurring.columns.schedules')}>{row.liveSchedules}</td>
              <td className="naru-time">{formatSeoul(row.issuedAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {open === undefined ? null : <BillingKeyDrawer billingKey={open} onClose={() => change(closed)} />}
    </ListPage>
  )
}
