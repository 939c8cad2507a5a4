import { Alert, Button, Center, Stack } from '@mantine/core'
import { IconFlask, IconReceipt, IconSearchOff } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, Outlet, getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { channelsQuery } from '../channel/channel-api.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { FailureNote } from '../parts/failure-note.tsx'
import { Page } from '../parts/page.tsx'
import { SkeletonRows } from '../parts/skeleton-rows.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { paymentsQuery } from './payment-api.ts'
import { PaymentCounts } from './payment-counts.tsx'
import { PaymentFilters } from './payment-filters.tsx'
import { isNarrowed, paymentQueryMembers, type PaymentSearch } from './payment-search.ts'
import { PaymentTable } from './payment-table.tsx'
import './payment.css'

const route = getRouteApi('/shell/payments')

/** 결제 내역. */
export function PaymentsScreen() {
  const { t } = useTranslation()
  const { store } = useCurrentStore()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const live = useQuery(channelsQuery(store.storeId, 'LIVE'))
  const hasLiveChannel = (live.data?.length ?? 0) > 0
  const [openedAt] = useState(() => new Date())
  const list = useInfiniteQuery({
    ...paymentsQuery(store.storeId, paymentQueryMembers(search, hasLiveChannel, openedAt)),
    // Which mode is shown depends on whether there is a live channel.
    enabled: !live.isPending,
    refetchInterval: 15_000,
    placeholderData: (former) => former,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: PaymentSearch) => void navigate({ to: '/payments', search: next, replace: true })
  const reset = () => change({})

  return (
    <Page title={t('payment.title')} text={t('payment.text')}>
      <Stack gap="md">
        <PaymentFilters search={search} hasLiveChannel={hasLiveChannel} onChange={change} />
        {search.mode === undefined && live.isSuccess && !hasLiveChannel ? (
          <Alert color="lantern" variant="light" p="sm" icon={<IconFlask size={18} />}>
            {t('payment.onlyTestHint')}
          </Alert>
        ) : null}
        <PaymentCounts counts={list.data?.pages[0]?.counts} />
        {list.isError ? <FailureNote error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending ? <SkeletonRows count={6} height={58} /> : null}
        {list.isSuccess && rows.length === 0 ? (
          <div className="naru-paper">
            {isNarrowed(search) ? (
              <EmptyState
                icon={<IconSearchOff size={26} />}
                title={t('payment.noMatchTitle')}
                text={t('payment.noMatchText')}
                action={
                  <Button variant="default" onClick={reset}>
                    {t('payment.reset')}
                  </Button>
                }
              />
            ) : (
              <EmptyState
                icon={<IconReceipt size={26} />}
                title={t('payment.emptyTitle')}
                text={t('payment.emptyText')}
                action={
                  <Button component={Link} to="/">
                    {t('payment.emptyAction')}
                  </Button>
                }
              />
            )}
          </div>
        ) : null}
        {rows.length === 0 ? null : (
          <div className="naru-paper naru-scroll">
            <PaymentTable rows={rows} label={t('payment.title')} />
          </div>
        )}
        {list.hasNextPage ? (
          <Center>
            <Button
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t('common.more')}
            </Button>
          </Center>
        ) : null}
      </Stack>
      <Outlet />
    </Page>
  )
}
