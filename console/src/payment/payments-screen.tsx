import { Alert, Button, Group, Stack, Switch } from '@mantine/core'
import { IconDownload, IconFlask, IconReceipt } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, Outlet, getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedView } from '@naru/server/wire/console-saved-view'
import { may } from '../api/permission.ts'
import { progressQuery } from '../home/home-queries.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { Page } from '../parts/page.tsx'
import { useCurrentStore } from '../shell/current-store.ts'
import { BulkResend } from '../webhook/bulk-resend.tsx'
import { EndlessList } from '../parts/endless-list.tsx'
import { NoMatch } from '../parts/no-match.tsx'
import { ChooseColumns } from './choose-columns.tsx'
import { DownloadDialog } from './download-dialog.tsx'
import { paymentCountsQuery, paymentsQuery } from './payment-api.ts'
import { layoutOf, readLayout, rememberLayout, shownColumns, type ColumnLayout } from './payment-columns.ts'
import { PaymentCounts } from './payment-counts.tsx'
import { PaymentFilters } from './payment-filters.tsx'
import {
  isNarrowed,
  paymentQueryMembers,
  readPaymentSearch,
  shownMode,
  type PaymentSearch,
} from './payment-search.ts'
import { PaymentTable } from './payment-table.tsx'
import './payment.css'
import { savedViewsQuery } from './saved-view-api.ts'
import { SavedViews } from './saved-views.tsx'

const route = getRouteApi('/shell/payments')

/** 결제 내역. */
export function PaymentsScreen() {
  const { t } = useTranslation()
  const { me, store } = useCurrentStore()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const progress = useQuery(progressQuery(store.storeId))
  const hasLivePayment = progress.data?.hasLivePayment ?? true
  const [openedAt] = useState(() => new Date())
  const [layout, setLayout] = useState(readLayout)
  const [isDownloading, setIsDownloading] = useState(false)
  const members = paymentQueryMembers(search, hasLivePayment, openedAt)
  // Which mode is shown depends on whether there was a live payment.
  const isReady = !progress.isPending
  const list = useInfiniteQuery({
    ...paymentsQuery(store.storeId, members),
    enabled: isReady,
    refetchInterval: (query) => ((query.state.data?.pages.length ?? 0) > 3 ? false : 15_000),
    placeholderData: (former) => former,
  })
  const counts = useQuery({
    ...paymentCountsQuery(store.storeId, members),
    enabled: isReady,
    refetchInterval: 30_000,
    placeholderData: (former) => former,
  })
  const rows = list.data?.pages.flatMap((page) => page.items) ?? []
  const change = (next: PaymentSearch) => void navigate({ to: '/payments', search: next, replace: true })
  const reset = () => change({})
  function arrange(next: ColumnLayout) {
    setLayout(next)
    rememberLayout(next)
  }
  function open(view: SavedView) {
    if (view.columns.length > 0) arrange(layoutOf(view.columns))
    change({ ...readPaymentSearch({ ...view.filters }), view: view.viewId })
  }
  useDefaultView(search, open)
  const { view: _view, ...filters } = search
  const isTestShown = shownMode(search, hasLivePayment) !== 'LIVE'

  return (
    <Page
      title={t('payment.title')}
      text={t('payment.text')}
      actions={
        <Group gap="xs">
          <SavedViews
            currentId={search.view}
            present={{ filters: { ...filters }, columns: shownColumns(layout) }}
            onOpen={open}
          />
          <ChooseColumns layout={layout} onChange={arrange} />
          {may(me, 'payments.export') ? (
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => setIsDownloading(true)}
            >
              {t('payment.download.open')}
            </Button>
          ) : null}
        </Group>
      }
    >
      <Stack gap="md">
        <PaymentFilters search={search} hasLivePayment={hasLivePayment} onChange={change} />
        {progress.isSuccess && !hasLivePayment ? (
          <Alert color="lantern" variant="light" p="sm" icon={<IconFlask size={18} />}>
            <Group justify="space-between" gap="xs">
              {t('payment.noLiveYet')}
              <Switch
                label={t('payment.showTest')}
                checked={isTestShown}
                onChange={(event) =>
                  change({ ...search, mode: event.currentTarget.checked ? 'ALL' : 'LIVE' })
                }
              />
            </Group>
          </Alert>
        ) : null}
        <PaymentCounts counts={counts.data} />
        {/* The webhook page offers the same to those who may open it. */}
        {may(me, 'webhooks.resend') && !may(me, 'webhooks.read') ? (
          <BulkResend storeId={store.storeId} mode={isTestShown ? 'TEST' : 'LIVE'} />
        ) : null}
        <EndlessList
          list={list}
          count={rows.length}
          empty={
            isNarrowed(search) ? (
              <NoMatch
                title={t('payment.noMatchTitle')}
                text={t('payment.noMatchText')}
                resetLabel={t('payment.reset')}
                onReset={reset}
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
            )
          }
        >
          <div className="naru-paper naru-scroll">
            <PaymentTable
              rows={rows}
              label={t('payment.title')}
              columns={shownColumns(layout)}
              timeBase={search.timeBase ?? 'STATUS_CHANGED_AT'}
              onTimeBase={(timeBase) => change(readPaymentSearch({ ...search, timeBase }))}
            />
          </div>
        </EndlessList>
      </Stack>
      {isDownloading ? <DownloadDialog members={members} onClose={() => setIsDownloading(false)} /> : null}
      <Outlet />
    </Page>
  )
}

/** A list that is opened without filters opens with one's default view; what is chosen afterwards stays. */
function useDefaultView(search: PaymentSearch, open: (view: SavedView) => void) {
  const [wasPlain] = useState(
    () => Object.keys(search).length === 0 && window.location.pathname === '/payments',
  )
  const isDone = useRef(false)
  const views = useQuery({ ...savedViewsQuery, enabled: wasPlain })
  const first = views.data?.find((view) => view.isDefault)
  useEffect(() => {
    if (!wasPlain || isDone.current || views.data === undefined) return
    isDone.current = true
    if (first !== undefined && Object.keys(search).length === 0) open(first)
  })
}
