import { Button, Stack, Text } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, Outlet, getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IdentityVerificationRow } from '@naru/server/wire/console-identity-verification'
import { formatSeoul } from '../format/seoul-time.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { ModeBadge } from '../parts/mode.tsx'
import { Page } from '../parts/page.tsx'
import '../payment/payment.css'
import { useCurrentStore } from '../shell/current-store.ts'
import { EndlessList } from '../parts/endless-list.tsx'
import { NoMatch } from '../parts/no-match.tsx'
import { identitiesQuery } from './identity-api.ts'
import { IdentityFilters } from './identity-filters.tsx'
import { identityQueryMembers, type IdentitySearch } from './identity-search.ts'
import { IdentityStatus } from './identity-status.tsx'

const route = getRouteApi('/shell/payments/identity-verifications')

/** 본인인증 조회. */
export function IdentityScreen() {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [openedAt] = useState(() => new Date())
  const list = useInfiniteQuery({
    ...identitiesQuery(store.storeId, identityQueryMembers(search, openedAt)),
    placeholderData: (former) => former,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: IdentitySearch) =>
    void navigate({ to: '/payments/identity-verifications', search: next, replace: true })

  return (
    <Page title={t('identity.title')} text={t('identity.text')}>
      <Stack gap="md">
        <IdentityFilters search={search} onChange={change} />
        <EndlessList
          list={list}
          count={rows.length}
          rowHeight={52}
          empty={<NoRows isNarrowed={Object.keys(search).length > 0} onReset={() => change({})} />}
        >
          <div className="naru-paper naru-scroll">
            <Rows rows={rows} />
          </div>
        </EndlessList>
      </Stack>
      <Outlet />
    </Page>
  )
}

function NoRows({ isNarrowed, onReset }: { readonly isNarrowed: boolean; readonly onReset: () => void }) {
  const { t } = useTranslation()
  return isNarrowed ? (
    <NoMatch
      title={t('identity.noMatchTitle')}
      text={t('identity.noMatchText')}
      resetLabel={t('payment.reset')}
      onReset={onReset}
    />
  ) : (
    <EmptyState
      icon={<IconUserCheck size={26} />}
      title={t('identity.emptyTitle')}
      text={t('identity.emptyText')}
      action={
        <Button component={Link} to="/integration-v2/manage/channel">
          {t('identity.emptyAction')}
        </Button>
      }
    />
  )
}

function Rows({ rows }: { readonly rows: readonly IdentityVerificationRow[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const target = (id: string) =>
    ({
      to: '/payments/identity-verifications/$identityVerificationId',
      params: { identityVerificationId: id },
      search: true,
    }) as const
  const columns = ['status', 'id', 'person', 'way', 'channel', 'requestedAt'] as const
  return (
    <table className="naru-table naru-payments" aria-label={t('identity.title')}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(`identity.columns.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} data-link onClick={() => void navigate(target(row.id))}>
            <td data-label={t('identity.columns.status')}>
              <span className="naru-badges">
                <IdentityStatus status={row.status} />
                {row.mode === 'TEST' ? <ModeBadge mode="TEST" /> : null}
              </span>
            </td>
            <td data-column="order" data-label={t('identity.columns.id')}>
              <Link
                {...target(row.id)}
                className="naru-link"
                onClick={(event) => event.stopPropagation()}
                title={row.id}
              >
                <Text component="span" fz="sm" ff="monospace" maw={240} truncate="end" display="block">
                  {row.id}
                </Text>
              </Link>
            </td>
            <td data-label={t('identity.columns.person')}>
              {row.name ?? '–'}
              {row.phoneNumber === undefined ? null : (
                <Text fz="xs" c="dimmed">
                  {row.phoneNumber}
                </Text>
              )}
            </td>
            <td data-label={t('identity.columns.way')}>{t(`identity.ways.${row.way}`)}</td>
            <td data-label={t('identity.columns.channel')}>
              {row.channelName}
              <Text fz="xs" c="dimmed">
                {row.pgProvider}
              </Text>
            </td>
            <td data-label={t('identity.columns.requestedAt')} className="naru-time">
              {formatSeoul(row.requestedAt)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
